import Vocabulary

/// Which series the user asked for; nil leaves the choice to the rules.
public struct CaseRequest: Hashable, Sendable {
  /// Series Instance UID of the mGRE (`--mgre`): any one of its series.
  public var mgreSeries: String?
  /// Series Instance UID of the CT (`--ct`).
  public var ctSeries: String?

  /// A request.
  public init(mgreSeries: String? = nil, ctSeries: String? = nil) {
    self.mgreSeries = mgreSeries
    self.ctSeries = ctSeries
  }
}

/// The mGRE and the CT of a case, chosen and checked by their headers.
public struct CaseSelection: Sendable {
  /// Why this mGRE.
  public let mgreChoice: String
  /// Why this CT.
  public let ctChoice: String
  /// Every series with its final verdict.
  public let series: [SeriesSummary]
  /// Patient and study of both.
  public let mrIdentity: PatientIdentity
  /// The CT's patient.
  public let ctIdentity: PatientIdentity
  /// Dates of both studies.
  public let dates: StudyDates

  let mgre: MGREPlan
  let ct: CTPlan
  let pixels: PixelSource
}

/// Chooses the mGRE and the CT of a case.
/// - Throws: `AcquisitionError.noMGRE` or `.noCT` with the reason for every series that was looked at,
///   `.unknownSeries` if a requested series is not there, `.mgre` or `.ct` if it may not be used.
public func selectCase(
  in inventory: Inventory, request: CaseRequest = CaseRequest()
) throws(AcquisitionError) -> CaseSelection {
  let mgre = try chooseMGRE(inventory, request.mgreSeries)
  let ct = try chooseCT(inventory, request.ctSeries)
  return CaseSelection(
    mgreChoice: mgre.choice, ctChoice: ct.choice,
    series: finalSummaries(inventory, mgre: mgre.plan, ct: ct.plan),
    mrIdentity: PatientIdentity(mgre.plan.candidate.series.first?.attributes.header),
    ctIdentity: PatientIdentity(ct.plan.series.attributes.header),
    dates: StudyDates(
      mr: mgre.plan.candidate.series.first?.attributes.header, ct: ct.plan.series.attributes.header),
    mgre: mgre.plan, ct: ct.plan, pixels: inventory.pixels)
}

/// The summaries with final verdicts, also where no case can be selected: what `pallidum inspect` prints.
public func summaries(of inventory: Inventory, request: CaseRequest = CaseRequest()) -> [SeriesSummary] {
  var mgre: MGREPlan?
  var ct: CTPlan?
  do throws(AcquisitionError) { mgre = try chooseMGRE(inventory, request.mgreSeries).plan } catch {}
  do throws(AcquisitionError) { ct = try chooseCT(inventory, request.ctSeries).plan } catch {}
  return finalSummaries(inventory, mgre: mgre, ct: ct)
}

/// Decodes the chosen mGRE.
/// - Throws: `AcquisitionError.mgre` for what only the pixels show, `.unreadableFile` where they cannot be read.
public func loadMGRE(
  _ selection: CaseSelection, progress: ProgressHandler? = nil
) throws(AcquisitionError) -> MGREAcquisition {
  try MGREAcquisition(
    selection.mgre, choice: selection.mgreChoice, pixels: selection.pixels, progress: progress)
}

/// Decodes the chosen CT.
/// - Throws: `AcquisitionError.ct` for what only the pixels show, `.unreadableFile` where they cannot be read.
public func loadCT(
  _ selection: CaseSelection, progress: ProgressHandler? = nil
) throws(AcquisitionError) -> HeadCT {
  try HeadCT(selection.ct, choice: selection.ctChoice, pixels: selection.pixels, progress: progress)
}

/// Decodes the mGRE of an inventory that need not hold a CT: the best one, or the one that has `series`.
/// - Throws: as `selectCase` and `loadMGRE`.
public func loadMGRE(
  from inventory: Inventory, series: String? = nil, progress: ProgressHandler? = nil
) throws(AcquisitionError) -> MGREAcquisition {
  let (plan, choice) = try chooseMGRE(inventory, series)
  return try MGREAcquisition(plan, choice: choice, pixels: inventory.pixels, progress: progress)
}

/// Decodes the head CT of an inventory that need not hold an mGRE: the best one, or `series`.
/// - Throws: as `selectCase` and `loadCT`.
public func loadCT(
  from inventory: Inventory, series: String? = nil, progress: ProgressHandler? = nil
) throws(AcquisitionError) -> HeadCT {
  let (plan, choice) = try chooseCT(inventory, series)
  return try HeadCT(plan, choice: choice, pixels: inventory.pixels, progress: progress)
}

private func chooseMGRE(
  _ inventory: Inventory, _ uid: String?
) throws(AcquisitionError) -> (plan: MGREPlan, choice: String) {
  if let uid {
    guard let series = inventory.scanned.first(where: { $0.uid == uid }) else {
      throw .unknownSeries(uid: uid, option: "--mgre")
    }
    if let plan = inventory.plans.first(where: { $0.candidate.series.contains { $0.uid == uid } }) {
      return (plan, "It was asked for with --mgre.")
    }
    throw .noMGRE(reasons: reasons(inventory) { $0.seriesInstanceUID == series.uid })
  }
  guard let best = inventory.plans.max(by: { MGREPreference($0) < MGREPreference($1) }) else {
    throw .noMGRE(reasons: reasons(inventory) { $0.modality == "MR" })
  }
  return (best, choice(MGREPreference(best).text, among: inventory.plans.count))
}

private func chooseCT(
  _ inventory: Inventory, _ uid: String?
) throws(AcquisitionError) -> (plan: CTPlan, choice: String) {
  if let uid {
    guard inventory.scanned.contains(where: { $0.uid == uid }) else {
      throw .unknownSeries(uid: uid, option: "--ct")
    }
    if let plan = inventory.ctPlans.first(where: { $0.series.uid == uid }) {
      return (plan, "It was asked for with --ct.")
    }
    throw .noCT(reasons: reasons(inventory) { $0.seriesInstanceUID == uid })
  }
  guard let best = inventory.ctPlans.max(by: { CTPreference($0) < CTPreference($1) }) else {
    throw .noCT(reasons: reasons(inventory) { $0.modality == "CT" })
  }
  return (best, choice(CTPreference(best).text, among: inventory.ctPlans.count))
}

private func choice(_ text: String, among count: Int) -> String {
  count == 1 ? "The only usable one: \(text)" : "The best of \(count) usable ones: \(text)"
}

private func reasons(_ inventory: Inventory, where holds: (SeriesSummary) -> Bool) -> [String] {
  inventory.series.filter(holds).map { s in
    "\(s.number.map { "Series \($0)" } ?? "Series \(s.seriesInstanceUID)"): \(s.reason)"
  }
}

private func finalSummaries(_ inventory: Inventory, mgre: MGREPlan?, ct: CTPlan?) -> [SeriesSummary] {
  inventory.series.map { summary in
    var result = summary
    guard summary.verdict == .usable else { return result }
    let uid = summary.seriesInstanceUID
    if let mgre, let own = inventory.plans.first(where: { $0.candidate.series.contains { $0.uid == uid } }) {
      if mgre.candidate.series.contains(where: { $0.uid == uid }) {
        result.verdict = .used
      } else {
        result.verdict = .notUsed
        result.reason = MGREPreference(own).disadvantage(to: MGREPreference(mgre))
      }
    }
    if let ct, let own = inventory.ctPlans.first(where: { $0.series.uid == uid }) {
      if ct.series.uid == uid {
        result.verdict = .used
      } else {
        result.verdict = .notUsed
        result.reason = CTPreference(own).disadvantage(to: CTPreference(ct))
      }
    }
    return result
  }
}
