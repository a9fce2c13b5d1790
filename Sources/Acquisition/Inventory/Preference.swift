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

/// What makes one usable CT better than another, most important first.
struct CTPreference: Comparable {
  private let plan: CTPlan

  init(_ plan: CTPlan) { self.plan = plan }

  /// The criteria, each with what is said of a series that loses by it.
  private var criteria: [(score: Double, loss: String)] {
    let spacing = (plan.spacing.stepMm * 10).rounded() / 10
    return [
      (plan.contrastAgent.isEmpty ? 1 : 0, "It was made with a contrast agent."),
      (plan.obliquityDegrees < 45 ? 1 : 0, "It is not axial."),
      (plan.kernel == .sharp ? 0 : 1, "Its kernel is for bone or lung."),
      (plan.isDerived ? 0 : 1, "It was reformatted from another series."),
      (
        plan.coverageMm >= CTMetadata.shortestCoverageMm ? 1 : 0,
        "It covers \(decimal(plan.coverageMm.rounded())) mm only."
      ),
      (plan.kernel == .soft ? 1 : 0, "Its kernel is not known to be for soft tissue."),
      (-spacing, "Its slices are farther apart (\(decimal(spacing)) mm)."),
      (plan.coverageMm.rounded(), "It covers less (\(decimal(plan.coverageMm.rounded())) mm)."),
      (Double(plan.series.number ?? 0), "A later series of the same quality was chosen."),
      (Double(plan.series.form.rank), SeriesForm.enhanced.preferenceNote),
    ]
  }

  /// Better in the first criterion that differs.
  static func < (worse: Self, better: Self) -> Bool {
    for (a, b) in zip(worse.criteria, better.criteria) where a.score != b.score { return a.score < b.score }
    return false
  }

  /// Equal in all criteria.
  static func == (a: Self, b: Self) -> Bool { !(a < b) && !(b < a) }

  /// `axial soft-tissue CT, 184 slices 1 mm apart, 184 mm long`.
  var text: String {
    let kernel =
      switch plan.kernel {
      case .soft: "soft-tissue kernel"
      case .sharp: "bone or lung kernel"
      case .unknown: "unclassified kernel"
      }
    return "\(plan.obliquityDegrees < 45 ? "Axial" : "Non-axial") CT, \(kernel), \(plan.slices.count) slices "
      + "\(decimal((plan.spacing.stepMm * 100).rounded() / 100)) mm apart, covering "
      + "\(decimal(plan.coverageMm.rounded())) mm."
  }

  /// Why `self` stands behind `winner`.
  func disadvantage(to winner: Self) -> String {
    for (a, b) in zip(criteria, winner.criteria) where a.score < b.score { return a.loss }
    return "An equal series was chosen."
  }
}
