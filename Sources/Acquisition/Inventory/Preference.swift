/// What makes one usable mGRE better than another, most important first.
struct MGREPreference: Comparable {
  private let echoes: Int
  private let isComplex: Bool
  private let voxelMm3: Double
  private let number: Int
  private let form: SeriesForm

  init(_ plan: MGREPlan) {
    echoes = plan.echoTimes.count
    isComplex = plan.form != .magnitudeAndPhase
    let plane = plan.stack.planes[0]
    // Interpolation makes pixels smaller and no image finer.
    let interpolation =
      plan.acquired.map { Double(plane.columns * plane.rows) / Double($0.columns * $0.rows) } ?? 1
    voxelMm3 = plane.columnSpacing * plane.rowSpacing * plan.stepMm * interpolation
    number = plan.candidate.series.compactMap(\.number).min() ?? 0
    form = plan.candidate.series.first?.form ?? .classic
  }

  /// Two echoes are the poorest; more than three are no further reason.
  ///
  /// Then the finer voxel, then the later series (a repeat is made because the first run failed), then the
  /// enhanced form of the same images (`SeriesForm.rank`).
  static func < (worse: Self, better: Self) -> Bool {
    let a = (min(worse.echoes, 3), -(worse.voxelMm3 * 100).rounded(), worse.number, worse.form.rank)
    let b = (min(better.echoes, 3), -(better.voxelMm3 * 100).rounded(), better.number, better.form.rank)
    return a < b
  }

  /// `4 echoes, magnitude and phase complete, voxels of 1.73 mm³`.
  var text: String {
    "\(echoes) echoes, \(isComplex ? "real and imaginary" : "magnitude and phase") complete, voxels of "
      + "\(decimal((voxelMm3 * 100).rounded() / 100)) mm³."
  }

  /// Why `self` stands behind `winner`.
  func disadvantage(to winner: Self) -> String {
    if min(echoes, 3) < min(winner.echoes, 3) {
      return "It has \(echoes) echoes, the chosen one \(winner.echoes)."
    }
    if (voxelMm3 * 100).rounded() > (winner.voxelMm3 * 100).rounded() {
      return "Its voxels are larger (\(decimal((voxelMm3 * 100).rounded() / 100)) mm³) than the chosen one's."
    }
    if number == winner.number, form != winner.form { return winner.form.preferenceNote }
    return "A later run of the same quality was chosen."
  }
}
