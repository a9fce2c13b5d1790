import Acquisition
import Foundation

/// What `pallidum inspect` prints, and how.
public struct InspectionOptions: Hashable, Sendable {
  /// JSON (schema `pallidum.inspect/1`) in place of the table.
  public var asJSON = false
  /// Also the patient's name, id, birth date and sex, and the study date; without it, none of them anywhere.
  public var showsPatient = false
  /// In the table every file that was left out, not only the first ones of each reason; JSON always has all.
  public var listsAllFiles = false
  /// The table in the colours of a terminal.
  public var hasColours = false

  /// A table without patients and colours.
  public init() {}
}

/// What is in the inputs: a table of series, or JSON.
///
/// Unless asked for, it holds no patient's name, identifier or date: a series description in which a part of them
/// occurs is left out, and in the names of files it is replaced.
/// - Throws: `CaseError` if a path cannot be read or nothing in it is a DICOM image.
public func inspect(_ inputs: [String], options: InspectionOptions) throws(CaseError) -> String {
  do {
    let inventory = try takeInventory(of: inputs)
    let conclusion = InspectionConclusion(inventory)
    var series = summaries(of: inventory)
    var skipped = inventory.skipped
    if !options.showsPatient {
      let terms = PatientTerms(inventory.patients)
      series = terms.withheld(series)
      skipped = terms.withheld(skipped, inputs: inputs)
    }
    let patients = options.showsPatient ? inventory.patients : nil
    guard options.asJSON else {
      return inspectionTable(
        series, skipped: skipped, conclusion: conclusion.text, patients: patients ?? [], options: options)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(
      Inspection(
        studies: inventory.studies, patients: patients, series: series, skipped: skipped,
        mayBeIncomplete: inventory.mayBeIncomplete, conclusion: conclusion.text,
        reportExitCode: conclusion.exitCode))
    return String(decoding: data, as: UTF8.self)
  } catch { throw CaseError(wrapping: error) }
}

/// The JSON of `pallidum inspect`; keys may be added.
private struct Inspection: Encodable {
  let schema = "pallidum.inspect/1"
  let studies: [StudySummary]
  /// Only if asked for.
  let patients: [StudyPatient]?
  let series: [SeriesSummary]
  let skipped: [SkippedFile]
  let mayBeIncomplete: Bool
  let conclusion: String
  /// What `pallidum report` would end with before it measures: 0, 3 or 4.
  let reportExitCode: Int32
}

/// The series as a table for the terminal, a reason under each.
func inspectionTable(
  _ series: [SeriesSummary], skipped: [SkippedFile] = [], conclusion: String = "",
  patients: [StudyPatient] = [], options: InspectionOptions = .init()
) -> String {
  InspectionTable(
    entries: series.map(InspectionTable.Entry.init),
    patients: Dictionary(grouping: patients, by: \.studyInstanceUID).mapValues {
      $0.map(InspectionTable.line)
    },
    leftOut: skipped.map { .init(path: $0.path, reason: $0.reason) }, conclusion: conclusion,
    listsAllFiles: options.listsAllFiles, hasColours: options.hasColours
  ).text
}

/// What a report of the inventory would use, or why none could be made.
struct InspectionConclusion {
  let text: String
  /// What the report's choice of series would end with.
  let exitCode: Int32

  init(_ inventory: Inventory) {
    let remark =
      inventory.mayBeIncomplete ? " Not everything in the input could be read: images may be missing." : ""
    let found = Self.found(inventory)
    text = found.text + remark
    exitCode = found.exitCode
  }

  /// The chosen series in words: `MR series 5 and 6, CT series 2`.
  static func chosen(_ selection: CaseSelection) -> String {
    ["MR", "CT"].map { modality in
      let own = selection.series.filter { $0.verdict == .used && $0.modality == modality }
      return "\(modality) series "
        + own.map { $0.number.map(String.init) ?? $0.seriesInstanceUID }.joined(separator: " and ")
    }.joined(separator: ", ")
  }

  private static func found(_ inventory: Inventory) -> (text: String, exitCode: Int32) {
    do throws(AcquisitionError) {
      let selection = try selectCase(in: inventory)
      let identity = compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity)
      let both = chosen(selection)
      if identity.matches { return ("Would report: \(both).", 0) }
      let reason =
        identity.differences.isEmpty
        ? "are not proven to be of one patient (patient ID, or name and birth date, are missing)"
        : "are of different patients (\(identity.differences.joined(separator: ", ")) differ)"
      return (
        "Would not report: \(both) \(reason). A report would stop with exit code 4 unless "
          + "--accept-identity-mismatch gives a reason.", ExitStatus.identityDiffers.rawValue
      )
    } catch {
      let missing =
        switch error {
        case .noMGRE(let reasons) where reasons.isEmpty: "there is no MR series"
        case .noCT(let reasons) where reasons.isEmpty: "there is no CT series"
        case .noMGRE:
          "no multi-echo gradient echo with magnitude and phase can be used; the reason stands under each series"
        case .noCT: "no head CT can be used; the reason stands under each series"
        default: "\(error)"
        }
      return (
        "Would not report: \(missing). A report would stop with exit code \(error.exitCode).", error.exitCode
      )
    }
  }
}
