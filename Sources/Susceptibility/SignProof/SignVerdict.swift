/// The outcome of a proof of the phase's sign.
public enum SignVerdict: String, Codable, Hashable, Sendable {
  /// Paramagnetic is positive.
  case pass
  /// Paramagnetic is negative: the phase's sign is wrong.
  case fail
  /// The evidence is missing or too weak.
  case inconclusive
}

/// One piece of evidence on the phase's sign.
public struct SignVote: Codable, Hashable, Sendable {
  /// Stable identifier in lower camel case: `airBoneField`, `ironNuclei`, `veins`, `calcification`.
  public let name: String
  /// The measured value: a correlation, or a susceptibility in ppb; nil where there is nothing to measure.
  public let value: Double?
  /// The outcome.
  public let verdict: SignVerdict
  /// One sentence with the value's limit.
  public let message: String

  /// A vote from its parts.
  public init(name: String, value: Double?, verdict: SignVerdict, message: String) {
    self.name = name
    self.value = value
    self.verdict = verdict
    self.message = message
  }
}

/// The votes on the phase's sign and what they amount to.
///
/// None of them looks at the globus pallidus.
public struct SignProof: Codable, Hashable, Sendable {
  /// The outcome: `pass` if a vote passes and none fails, `fail` if a vote fails and none passes.
  ///
  /// A contradiction is `fail` if the field of air and bone fails, as nothing inside the brain bears on it, and else
  /// inconclusive; see `isContradictory`.
  public let verdict: SignVerdict
  /// The evidence.
  public let votes: [SignVote]

  /// True if one vote passes and another fails: then no number that depends on the sign may be told, whatever
  /// the vendor's rule says.
  public var isContradictory: Bool {
    votes.contains { $0.verdict == .pass } && votes.contains { $0.verdict == .fail }
  }

  /// The proof that follows from votes.
  public init(votes: [SignVote]) {
    self.votes = votes
    let passes = votes.contains { $0.verdict == .pass }
    let fails = votes.contains { $0.verdict == .fail }
    let field = votes.first { $0.name == "airBoneField" }?.verdict
    verdict =
      switch (passes, fails) {
      case (true, false): .pass
      case (false, true): .fail
      case (true, true): field == .fail ? .fail : .inconclusive
      case (false, false): .inconclusive
      }
  }
}
