/// A study with what must come of it: a simulated scenario, how it is written, what goes wrong, the expectation.
///
/// Cases of one scenario share its simulation: simulate once, write many.
public struct PhantomCase: Sendable {
  /// Name as on the command line.
  public let name: String
  /// What it is for, one line.
  public let summary: String
  /// What is simulated.
  public let scenario: PhantomScenario
  /// What `pallidum report` must make of it.
  public let expected: ExpectedOutcome
  /// Nil for the plain scenario, which is written as it was before cases existed.
  private let variant: Variant?

  /// How the files differ from those of the scenario.
  struct Variant: Sendable {
    var format: ScannerFormat?
    var position: PatientPosition?
    var echoes: [Int]?
    var isZeroFilled = false
    var ct: WrongCT?
    var faults: [PhantomFault] = []
  }

  /// A scenario as it is.
  init(_ scenario: PhantomScenario) {
    name = scenario.name
    summary = scenario.summary
    self.scenario = scenario
    expected =
      scenario.ctOfOtherPatient
      ? ExpectedOutcome(exit: 4, reason: "PatientID")
      : scenario.flipsPhaseSign
        ? .withheld([.gpQSM, .paradoxicalCalcification], "sign of the phase") : .reported
    variant = nil
  }

  /// A variant of a scenario.
  init(
    _ name: String, _ summary: String, of scenario: PhantomScenario, _ variant: Variant,
    _ expected: ExpectedOutcome
  ) {
    self.name = name
    self.summary = summary
    self.scenario = scenario
    self.variant = variant
    self.expected = expected
  }

  /// The scenario's simulation as this case has it.
  public func varied(_ simulation: PhantomSimulation) -> PhantomSimulation {
    guard let variant else { return simulation }
    var s = simulation.named(name, summary: summary, expected: expected)
    if let format = variant.format { s = s.written(as: format) }
    if let echoes = variant.echoes { s = s.keeping(echoes: echoes) }
    if let position = variant.position { s = s.turned(to: position) }
    if variant.isZeroFilled { s = s.zeroFilled() }
    if let ct = variant.ct { s = s.given(ct) }
    return s
  }

  /// The files of a simulation that `varied` gave, with everything that goes wrong.
  func study(_ simulation: PhantomSimulation) -> PhantomStudy {
    var study = PhantomStudy(simulation)
    for fault in variant?.faults ?? [] { fault.apply(&study) }
    return study
  }
}

extension PhantomCase {
  /// The plain scenarios, then every vendor's files, then everything that can be wrong.
  public static var all: [PhantomCase] {
    PhantomScenario.all.map(PhantomCase.init) + vendors + variants + faults
  }

  /// The case of a name, nil if there is none.
  public static func named(_ name: String) -> PhantomCase? {
    all.first { $0.name == name } ?? PhantomScenario.named(name).map(PhantomCase.init)
  }
}
