import Acquisition
import Anatomy
import Registration
import Report
import Susceptibility
import Vocabulary

/// What may not be told, and why.
///
/// A reason is one sentence for the reader; nil means "trusted".
struct Withholding: Sendable {
  /// Why no attenuation may be read.
  var ct: String?
  /// Why no susceptibility may be read.
  var qsm: String?
  /// True where the susceptibility is withheld for the map, its sign or the outlines, not for its sides alone.
  let mapIsUntrusted: Bool
  /// Structures that lie in holes between the CT's slices, with the reason.
  private let unmeasured: [SidedStructure: String]

  /// - Parameter unregistered: why there is no registration, in a sentence.
  init(
    registration: CTRegistration?, unregistered: String? = nil, mgre: MGREMetadata, ct: HeadCT,
    map: SusceptibilityMap, sign: SignProof,
    nuclei: Nuclei
  ) {
    self.ct = Self.registrationReason(registration, unregistered) ?? ct.metadata.gradeWithheldReason
    let untrusted =
      Self.signReason(sign, unverifiedVendor: mgre.vendorIsVerified ? nil : mgre.vendor)
      ?? Self.mapReason(map) ?? Self.nucleiReason(nuclei)
    mapIsUntrusted = untrusted != nil
    qsm = Self.lateralityReason(registration) ?? untrusted
    if let reason = Self.nucleiReason(nuclei) { self.ct = self.ct ?? reason }
    guard let registration else {
      unmeasured = [:]
      return
    }
    let mrToCT = registration.ctToMR.inverse
    var reasons: [SidedStructure: String] = [:]
    for (structure, mask) in nuclei.masks {
      let share = unmeasuredShare(of: mask, in: ct, through: mrToCT)
      if share > largestUnmeasuredShare { reasons[structure] = Self.holeReason(structure, share: share) }
    }
    unmeasured = reasons
  }

  /// Why no attenuation may be read of one structure: what holds for the whole CT, or a hole between its slices.
  func ct(of structure: SidedStructure) -> String? { ct ?? unmeasured[structure] }

  private static func holeReason(_ s: SidedStructure, share: Double) -> String {
    return
      "\(percent(share)) % of the \(s.side.rawValue) \(s.structure.displayName) lies between CT slices, where "
      + "nothing was measured (limit \(percent(largestUnmeasuredShare)) %)."
  }

  private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }

  /// Why the CT may not be read in the nuclei: exchanged sides say more than the checks that fail with them.
  static func registrationReason(_ registration: CTRegistration?, _ unregistered: String? = nil) -> String? {
    guard let registration else { return unregistered ?? "The CT could not be registered to the mGRE." }
    if let reason = lateralityReason(registration) { return reason }
    guard registration.verdict == .fail else { return nil }
    return
      "The registration of the CT to the mGRE is not trusted: "
      + "\(failures(registration.measures, of: "registration", first: tellingChecks)) (see quality). "
      + "Check on the checkerboard picture that CT and MR show the same head, whole and the right way round."
  }

  /// Which of the two images has its sides exchanged is unknown, so neither may be read by side.
  static func lateralityReason(_ registration: CTRegistration?) -> String? {
    registration?.lateralityContradiction
  }

  /// The registration's checks that tell a reader most when they fail: what is not in the CT, then how far off it is.
  private static let tellingChecks = [
    "registrationDeepCoverage", "registrationOverlap", "registrationLocalShift", "registrationScatter",
  ]

  /// A vendor's rule for the phase's sign may stand without a vote of the image; an assumption may not.
  /// - Parameter unverifiedVendor: whose sign is an assumption; nil where a rule gives it.
  static func signReason(_ sign: SignProof, unverifiedVendor: String?) -> String? {
    let against = sign.votes.filter { $0.verdict == .fail }.map(\.summary).joined(separator: ", ")
    if sign.verdict == .fail {
      return
        "The sign of the phase contradicts the image (\(against); see the sign votes under quality), so iron and "
        + "calcium cannot be told apart."
    }
    if sign.isContradictory {
      let others = sign.votes.filter { $0.verdict == .pass }.map(\.summary).joined(separator: ", ")
      return
        "The image's votes on the sign of the phase contradict each other (against: \(against); "
        + "for: \(others)), so iron and calcium cannot be told apart."
    }
    guard let unverifiedVendor, sign.verdict != .pass else { return nil }
    return
      "The sign of the phase of vendor \(unverifiedVendor) is not known from files that were checked, and the image "
      + "does not prove it, so iron and calcium cannot be told apart."
  }

  private static func mapReason(_ map: SusceptibilityMap) -> String? {
    let failed = failures(map.quality)
    return failed.isEmpty ? nil : "The susceptibility map is not trusted: \(failed) (see quality)."
  }

  private static func nucleiReason(_ nuclei: Nuclei) -> String? {
    guard nuclei.verdict == .fail else { return nil }
    return
      "The nuclei could not be outlined reliably: \(failures(nuclei.quality)) (see quality); outlines corrected by a "
      + "reader (--segmentation) make the results possible."
  }

  /// How many failed checks a sentence names.
  private static let namedFailures = 3

  /// The failed checks with their values, as in `local shift 3.1 mm, gain 0.05 and 4 more`; what they mean stands in the
  /// quality table.
  /// - Parameters:
  ///   - subject: the checks' common first word, which the sentence says already.
  ///   - first: checks that go before the others; those stay in their order.
  private static func failures(
    _ checks: [QualityCheck], of subject: String = "", first: [String] = []
  ) -> String {
    let failed = checks.filter { $0.verdict == .fail }
    let ordered =
      first.flatMap { name in failed.filter { $0.check == name } }
      + failed.filter { !first.contains($0.check) }
    let named = ordered.prefix(namedFailures).map { c in
      let words = c.check.reduce(into: "") { words, letter in
        words += letter.isUppercase ? " " + letter.lowercased() : letter == "." ? " " : String(letter)
      }
      let name = words.hasPrefix(subject + " ") ? String(words.dropFirst(subject.count + 1)) : words
      let value =
        c.value.isFinite ? DecimalText.shortest(c.value, limit: abs(c.value) < 10 ? 2 : 0) : "not measurable"
      return c.unit.isEmpty || !c.value.isFinite ? "\(name) \(value)" : "\(name) \(value) \(c.unit)"
    }.joined(separator: ", ")
    let rest = ordered.count - namedFailures
    return rest > 0 ? "\(named) and \(rest) more" : named
  }
}

extension SignVote {
  /// The vote in a few words, as in `veins −152 ppb`.
  fileprivate var summary: String {
    guard let value else { return ReportDocument.SignVote.displayName(name) }
    return ReportDocument.SignVote.displayName(name) + " "
      + ReportDocument.SignVote.displayValue(value, of: name)
  }
}
