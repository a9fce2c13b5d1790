import Acquisition
import Foundation

/// What is in the inputs: a table of series, or JSON.
///
/// Holds no patient's name, identifier or date.
/// - Throws: `CaseError` if a path cannot be read or nothing in it is a DICOM image.
public func inspect(_ inputs: [String], asJSON: Bool) throws(CaseError) -> String {
  do {
    let inventory = try takeInventory(of: inputs)
    let series = summaries(of: inventory)
    let conclusion = inspectionConclusion(inventory)
    guard asJSON else {
      return inspectionTable(series, skipped: inventory.skipped, conclusion: conclusion)
    }
    struct Inspection: Encodable {
      let schema = "pallidum.inspect/1"
      let studies: [StudySummary]
      let series: [SeriesSummary]
      let skipped: [SkippedFile]
      let conclusion: String
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(
      Inspection(
        studies: inventory.studies, series: series, skipped: inventory.skipped, conclusion: conclusion))
    return String(decoding: data, as: UTF8.self)
  } catch { throw CaseError(wrapping: error) }
}

/// The series as a table for the terminal, a reason under each.
func inspectionTable(
  _ series: [SeriesSummary], skipped: [SkippedFile] = [], conclusion: String = ""
) -> String {
  InspectionTable(
    entries: series.map(InspectionTable.Entry.init),
    leftOut: skipped.map { .init(name: URL(filePath: $0.path).lastPathComponent, reason: $0.reason) },
    conclusion: conclusion
  ).text
}

/// What a report of the inventory would use, or why none could be made.
func inspectionConclusion(_ inventory: Inventory) -> String {
  do throws(AcquisitionError) {
    let selection = try selectCase(in: inventory)
    func named(_ modality: String) -> String {
      let own = selection.series.filter { $0.verdict == .used && $0.modality == modality }
      return "\(modality) series "
        + own.map { $0.number.map(String.init) ?? $0.seriesInstanceUID }.joined(separator: " and ")
    }
    let identity = compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity)
    let both = "\(named("MR")), \(named("CT"))"
    if identity.matches { return "Would report: \(both)." }
    let reason =
      identity.differences.isEmpty
      ? "are not proven to be of one patient (patient ID, or name and birth date, are missing)"
      : "are of different patients (\(identity.differences.joined(separator: ", ")) differ)"
    return "Would not report: \(both) \(reason). A report would stop with exit code 4 unless "
      + "--accept-identity-mismatch gives a reason."
  } catch {
    let missing =
      switch error {
      case .noMGRE: "no multi-echo gradient echo with magnitude and phase can be used"
      case .noCT: "no head CT can be used"
      default: "\(error)"
      }
    return "Would not report: \(missing). The reasons stand under the series; a report would stop with exit "
      + "code \(error.exitCode)."
  }
}

extension InspectionTable.Entry {
  /// The row of a series.
  init(_ s: SeriesSummary) {
    self.init(
      study: s.studyInstanceUID,
      cells: [
        Self.word(s.verdict), s.number.map(String.init) ?? "?", s.modality, s.vendor, Self.word(s.kind),
        Self.echoes(s.echoTimesMs),
        s.frames == s.instances ? "\(s.instances)" : "\(s.instances) (\(s.frames) fr.)",
        s.matrix.map(String.init).joined(separator: "×"),
        s.voxelSizeMm.map(Self.short).joined(separator: "×"),
      ],
      description: s.description, reason: s.reason, uid: s.seriesInstanceUID)
  }

  static func word(_ verdict: SeriesVerdict) -> String {
    switch verdict {
    case .used: "use"
    case .usable: "ok"
    case .notUsed: "no"
    case .refused: "refused"
    }
  }

  static func word(_ kind: SeriesKind) -> String {
    switch kind {
    case .mgreMagnitude: "mGRE magn."
    case .mgrePhase: "mGRE phase"
    case .mgreMagnitudeAndPhase: "mGRE both"
    case .headCT: "head CT"
    case .localizer: "localizer"
    case .fieldMap: "field map"
    case .phaseDifference: "phase diff."
    case .derived: "derived"
    case .other: "other"
    }
  }

  /// Two echo times as they are; more as their number and range.
  static func echoes(_ ms: [Double]) -> String {
    guard ms.count > 2 else { return ms.map(short).joined(separator: " ") }
    return "\(ms.count): \(short(ms[0]))…\(short(ms[ms.count - 1]))"
  }

  private static func short(_ x: Double) -> String { String(format: "%.3g", x) }
}
