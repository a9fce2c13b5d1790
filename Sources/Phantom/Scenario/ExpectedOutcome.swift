/// What `pallidum report` must make of a study.
public struct ExpectedOutcome: Codable, Hashable, Sendable {
  /// A result that can be withheld, by its key in the report.
  public enum Result: String, Codable, Hashable, Sendable, CaseIterable {
    /// The grade of attenuation.
    case gpCT
    /// The grade of susceptibility.
    case gpQSM
    /// The flag of paradoxical calcification.
    case paradoxicalCalcification
  }

  /// Exit code.
  public let exit: Int32
  /// Words that the refusal, the reason for withholding, or the warning holds; nil where nothing is to be said.
  public let reason: String?
  /// What must be withheld on both sides.
  public let withheld: [Result]

  /// An expectation from its parts.
  public init(exit: Int32, reason: String? = nil, withheld: [Result] = []) {
    self.exit = exit
    self.reason = reason
    self.withheld = withheld
  }

  /// Everything is reported and nothing needs to be said.
  public static let reported = ExpectedOutcome(exit: 0)

  /// Everything is reported, with a warning that holds these words.
  public static func reported(warning: String) -> ExpectedOutcome {
    ExpectedOutcome(exit: 0, reason: warning)
  }

  /// The input is refused with exit code 3.
  public static func refused(_ reason: String) -> ExpectedOutcome { ExpectedOutcome(exit: 3, reason: reason) }

  /// The report is written with results held back.
  public static func withheld(_ results: [Result], _ reason: String) -> ExpectedOutcome {
    ExpectedOutcome(exit: 5, reason: reason, withheld: results)
  }

  /// The expectation in a few words.
  public var text: String {
    let words = reason.map { ": “\($0)”" } ?? ""
    return switch exit {
    case 0: reason == nil ? "reported" : "reported with a warning\(words)"
    case 5: "\(withheld.map(\.rawValue).joined(separator: ", ")) withheld\(words)"
    default: "refused with exit code \(exit)\(words)"
    }
  }
}
