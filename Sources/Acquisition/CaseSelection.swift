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

/// Chooses the mGRE and the CT of a case: what was asked for, then one patient's, then the best.
///
/// Of a series that is there as classic and as enhanced files the enhanced ones are taken.
/// - Throws: `AcquisitionError.noMGRE` or `.noCT` with the reason for every series that was looked at,
///   `.unknownSeries` if a requested series is not there, `.mgre` or `.ct` if it may not be used.
public func selectCase(
  in inventory: Inventory, request: CaseRequest = CaseRequest()
) throws(AcquisitionError) -> CaseSelection {
  let choice = CaseChoice(inventory: inventory, request: request)
  let mgre = try choice.mgre()
  let ct = try choice.ct(for: mgre.plan)
  return CaseSelection(
    mgreChoice: mgre.choice, ctChoice: ct.choice,
    series: choice.summaries(mgre: mgre.plan, ct: ct.plan),
    mrIdentity: mgre.plan.patient, ctIdentity: ct.plan.patient,
    dates: StudyDates(
      mr: mgre.plan.candidate.series.first?.attributes.header, ct: ct.plan.series.attributes.header),
    mgre: mgre.plan, ct: ct.plan, pixels: inventory.pixels)
}

/// The summaries with final verdicts, also where no case can be selected: what `pallidum inspect` prints.
public func summaries(of inventory: Inventory, request: CaseRequest = CaseRequest()) -> [SeriesSummary] {
  var mgre: MGREPlan?
  var ct: CTPlan?
  let choice = CaseChoice(inventory: inventory, request: request)
  do throws(AcquisitionError) { mgre = try choice.mgre().plan } catch {}
  do throws(AcquisitionError) { ct = try choice.ct(for: mgre).plan } catch {}
  return choice.summaries(mgre: mgre, ct: ct)
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
  let request = CaseRequest(mgreSeries: series)
  let (plan, choice) = try CaseChoice(inventory: inventory, request: request).mgre()
  return try MGREAcquisition(plan, choice: choice, pixels: inventory.pixels, progress: progress)
}

/// Decodes the head CT of an inventory that need not hold an mGRE: the best one, or `series`.
/// - Throws: as `selectCase` and `loadCT`.
public func loadCT(
  from inventory: Inventory, series: String? = nil, progress: ProgressHandler? = nil
) throws(AcquisitionError) -> HeadCT {
  let request = CaseRequest(ctSeries: series)
  let (plan, choice) = try CaseChoice(inventory: inventory, request: request).ct(for: nil)
  return try HeadCT(plan, choice: choice, pixels: inventory.pixels, progress: progress)
}
