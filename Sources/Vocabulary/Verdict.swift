/// The outcome of a quality check.
public enum Verdict: String, Codable, Hashable, Sendable, Comparable {
  /// Trusted.
  case pass
  /// Usable; the reader should look.
  case warn
  /// Not trusted: what depends on it is withheld.
  case fail

  /// Severity order, `pass` lowest.
  public static func < (a: Verdict, b: Verdict) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .pass: 0
    case .warn: 1
    case .fail: 2
    }
  }
}

/// One quality check as it stands in the report: a measured value, its verdict and what it means.
public struct QualityCheck: Codable, Hashable, Sendable {
  /// Stable identifier in lower camel case such as `registrationGain`.
  public let check: String
  /// The measured value; not finite where nothing could be measured.
  public let value: Double
  /// The value's unit, empty for a plain number.
  public let unit: String
  /// The outcome.
  public let verdict: Verdict
  /// One sentence for the reader, with the limit that was applied.
  public let message: String

  /// A check from its parts.
  public init(check: String, value: Double, unit: String, verdict: Verdict, message: String) {
    self.check = check
    self.value = value
    self.unit = unit
    self.verdict = verdict
    self.message = message
  }

  /// Reads a check; a value of null is not-a-number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    check = try container.decode(String.self, forKey: .check)
    value = try container.decode(Double?.self, forKey: .value) ?? .nan
    unit = try container.decode(String.self, forKey: .unit)
    verdict = try container.decode(Verdict.self, forKey: .verdict)
    message = try container.decode(String.self, forKey: .message)
  }

  /// Writes the check; a value that is not finite becomes null, as JSON has no such number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(check, forKey: .check)
    try container.encode(value.isFinite ? value : nil, forKey: .value)
    try container.encode(unit, forKey: .unit)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(message, forKey: .message)
  }

  private enum CodingKeys: String, CodingKey { case check, value, unit, verdict, message }
}

/// A stage's progress: how much is done (0…1) and what is being done.
public typealias ProgressHandler = @Sendable (_ fraction: Double, _ step: String) -> Void
