/// What each series is, and which can be used; from headers alone.
struct Assessment: Sendable {
  /// One a series, in the order of the series.
  private(set) var summaries: [SeriesSummary] = []
  /// Usable mGRE acquisitions, in order.
  private(set) var plans: [MGREPlan] = []
  /// Usable CT series, in order.
  private(set) var ctPlans: [CTPlan] = []

  private struct Opinion {
    let kind: SeriesKind
    let verdict: SeriesVerdict
    let reason: String
  }

  init(_ scanned: [ScannedSeries]) {
    var opinions: [SeriesKey: Opinion] = [:]
    var candidates: [ScannedSeries] = []
    for series in scanned {
      switch series.modality {
      case "MR":
        if let opinion = Self.beforeGrouping(series) {
          opinions[series.key] = opinion
        } else {
          candidates.append(series)
        }
      case "CT": opinions[series.key] = assessCT(series)
      default:
        opinions[series.key] = Opinion(
          kind: .other, verdict: .notUsed,
          reason: "Modality \(series.modality.isEmpty ? "unknown" : series.modality) is not needed.")
      }
    }
    let groups = MGRECandidate.grouping(candidates)
    for group in groups {
      let own = assess(group, among: groups)
      opinions.merge(own) { first, _ in first }
    }
    let forms = Dictionary(grouping: scanned.map(\.key)) { $0.studyUID + "/" + $0.uid }
    summaries = scanned.map { series in
      let o =
        opinions[series.key]
        ?? Opinion(kind: .other, verdict: .notUsed, reason: "It could not be classified.")
      let isTwofold = (forms[series.studyUID + "/" + series.uid]?.count ?? 1) > 1
      return SeriesSummary(
        series, kind: o.kind, verdict: o.verdict,
        reason: isTwofold ? o.reason + " " + series.form.twinNote : o.reason)
    }
  }

  private mutating func assessCT(_ series: ScannedSeries) -> Opinion {
    do throws(CTRefusal) {
      let plan = try CTPlan(series)
      ctPlans.append(plan)
      return Opinion(kind: .headCT, verdict: .usable, reason: CTPreference(plan).text)
    } catch {
      switch error {
      case .localizer: return Opinion(kind: .localizer, verdict: .notUsed, reason: "\(error)")
      case .projection: return Opinion(kind: .derived, verdict: .notUsed, reason: "\(error)")
      case .notImages, .otherBodyPart: return Opinion(kind: .other, verdict: .notUsed, reason: "\(error)")
      default: return Opinion(kind: .headCT, verdict: .refused, reason: "\(error)")
      }
    }
  }

  /// The opinion on an MR series that cannot be part of an acquisition; nil if it may be.
  private static func beforeGrouping(_ series: ScannedSeries) -> Opinion? {
    let rules = MRSeriesRules(series: series)
    if rules.isLocalizer {
      return Opinion(kind: .localizer, verdict: .notUsed, reason: "It is a localizer.")
    }
    if rules.fieldMapping != nil { return nil }
    if let name = rules.otherSequence {
      return Opinion(
        kind: .other, verdict: .notUsed, reason: "It is a \(name) sequence, not a gradient echo.")
    }
    if rules.isDerived {
      return Opinion(kind: .derived, verdict: .notUsed, reason: "It was computed from other images.")
    }
    let parts = Set(series.frames.map(\.part))
    if parts == [.other] {
      return Opinion(
        kind: .other, verdict: .notUsed, reason: "No tag marks its images as magnitude or phase.")
    }
    return nil
  }

  private mutating func assess(
    _ group: MGRECandidate, among groups: [MGRECandidate]
  ) -> [SeriesKey: Opinion] {
    var refusal: MGRERefusal?
    do throws(MGRERefusal) { plans.append(try MGREPlan(group)) } catch { refusal = error }
    if refusal == .noPhase || refusal == .noMagnitude {
      refusal = Self.distortionMismatch(group, groups) ?? Self.differentRuns(group, groups) ?? refusal
    }
    let isMultiEcho = group.isMultiEcho
    var result: [SeriesKey: Opinion] = [:]
    for series in group.series {
      let parts = Set(series.frames.map(\.part))
      let isMappingSequence = MRSeriesRules(series: series).fieldMapping != nil
      let kind: SeriesKind
      let carriesPhase = !parts.isDisjoint(with: [.phase, .real, .imaginary])
      switch (isMappingSequence, parts.contains(.magnitude), carriesPhase) {
      case (true, false, true): kind = .phaseDifference
      case (true, _, _): kind = .fieldMap
      case (false, true, true): kind = .mgreMagnitudeAndPhase
      case (false, false, _):
        let isPlain = !isMultiEcho && isMissingPart(refusal)
        kind = isDifference(refusal) ? .phaseDifference : isPlain ? .other : .mgrePhase
      case (false, true, false):
        kind = isDifference(refusal) ? .fieldMap : isMultiEcho || group.hasPhase ? .mgreMagnitude : .other
      }
      if let refusal {
        let isPlainImage = kind == .other && (refusal == .noPhase || isMissingPart(refusal))
        result[series.key] = Opinion(
          kind: kind, verdict: isPlainImage ? .notUsed : .refused,
          reason: isPlainImage ? "It is a single-echo series without phase." : "\(refusal)")
      } else {
        result[series.key] = Opinion(
          kind: kind, verdict: .usable, reason: MGREPreference(plans[plans.count - 1]).text)
      }
    }
    return result
  }

  private func isMissingPart(_ refusal: MGRERefusal?) -> Bool {
    if case .missingComplexPart = refusal { return true }
    return false
  }

  /// The reason when magnitude and phase are both there, but of different runs of the protocol.
  private static func differentRuns(_ group: MGRECandidate, _ groups: [MGRECandidate]) -> MGRERefusal? {
    let isOtherHalf = { (other: MGRECandidate) in
      other.hasPhase != group.hasPhase && other.has(.magnitude) != group.has(.magnitude)
    }
    return groups.contains { isOtherHalf($0) && group.isOtherRun(of: $0) } ? .differentRuns : nil
  }

  private func isDifference(_ refusal: MGRERefusal?) -> Bool {
    if case .phaseDifference = refusal { return true }
    return false
  }

  /// The reason when magnitude and phase are both there, but with different distortion corrections.
  private static func distortionMismatch(
    _ group: MGRECandidate, _ groups: [MGRECandidate]
  ) -> MGRERefusal? {
    let missing: ImagePart = group.hasPhase ? .magnitude : .phase
    guard let own = group.distortionCorrections.first else { return nil }
    for other in groups where missing == .phase ? other.hasPhase : other.has(.magnitude) {
      guard let series = other.series.first, group.matchesExceptDistortion(series),
        let theirs = other.distortionCorrections.first, theirs != own
      else { continue }
      return missing == .phase
        ? .distortionMismatch(magnitude: own, phase: theirs)
        : .distortionMismatch(magnitude: theirs, phase: own)
    }
    return nil
  }
}
