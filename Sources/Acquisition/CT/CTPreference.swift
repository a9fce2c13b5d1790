/// What makes one usable CT better than another, most important first.
struct CTPreference: Comparable {
  private let plan: CTPlan

  init(_ plan: CTPlan) { self.plan = plan }

  /// A length from which on more adds nothing: the whole brain is seen.
  private static let wholeBrainMm = CTMetadata.shortestCoverageMm
  /// Differences of coverage below this do not count before the spacing.
  private static let coverageStepMm = 10.0

  /// The criteria, each with what is said of a series that loses by it.
  private var criteria: [(score: Double, loss: String)] {
    let spacing = (plan.spacing.stepMm * 10).rounded() / 10
    let covered = decimal(plan.coverageMm.rounded())
    return [
      (plan.contrast.agent.isEmpty ? 1 : 0, "It was made with a contrast agent."),
      (plan.contrast.isSuspected ? 0 : 1, "It may have been made with a contrast agent."),
      (energyRank, "Its attenuation was computed from several X-ray energies."),
      (plan.obliquityDegrees < 45 ? 1 : 0, "It is not axial."),
      (plan.kernel == .sharp ? 0 : 1, "Its kernel is for bone or lung."),
      (plan.isDerived ? 0 : 1, "It was reformatted from another series."),
      (
        (min(Self.wholeBrainMm, plan.coverageMm) / Self.coverageStepMm).rounded(.down),
        "It covers \(covered) mm only."
      ),
      (kernelRank, "Its kernel is not known to be for soft tissue."),
      (isCalibrated ? 1 : 0, "Its tube voltage or scanner is unusual."),
      (-spacing, "Its slices are farther apart (\(decimal(spacing)) mm)."),
      (-(plan.coverage.unmeasuredMm).rounded(), "More of it was not measured, between its slices."),
      (plan.coverageMm.rounded(), "It covers less (\(covered) mm)."),
      (Double(plan.series.number ?? 0), "A later series of the same quality was chosen."),
      (Double(plan.series.form.rank), SeriesForm.enhanced.preferenceNote),
    ]
  }

  private var energyRank: Double {
    switch plan.spectral {
    case .conventional: 3
    case .mixed: 2
    case .monoenergetic(let keV): keV.map(SpectralImage.ordinaryKeV.contains) == true ? 1 : 0
    case .altered, .material: -1
    }
  }

  private var kernelRank: Double {
    switch plan.kernel {
    case .soft: 2
    case .intermediate, .unknown: 1
    case .sharp: 0
    }
  }

  private var isCalibrated: Bool {
    (plan.first?.kVp.map(CTMetadata.ordinaryKVp.contains) ?? true) && ConeBeam.name(plan.series) == nil
  }

  /// Better in the first criterion that differs.
  static func < (worse: Self, better: Self) -> Bool {
    for (a, b) in zip(worse.criteria, better.criteria) where a.score != b.score { return a.score < b.score }
    return false
  }

  /// Equal in all criteria.
  static func == (a: Self, b: Self) -> Bool { !(a < b) && !(b < a) }

  /// A sentence such as `Axial CT, soft-tissue kernel, 184 slices 1 mm apart, covering 184 mm`.
  var text: String {
    let kernel =
      switch plan.kernel {
      case .soft: "soft-tissue kernel"
      case .intermediate: "intermediate kernel"
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
