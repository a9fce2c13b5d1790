import DICOM
import Report
import Vocabulary

/// A structured report as a stranger reads it: measurement groups by their codes.
struct ReportReading {
  /// One number: concept, statistic and value; nil where it is withheld.
  struct Number {
    let concept: String
    let statistic: String
    let unit: String
    let value: Double?
  }

  /// One measurement group.
  struct Group {
    let trackingID: String
    let trackingUID: String
    let site: String
    let laterality: String
    let segmentationUID: String
    let segmentNumber: Int
    let numbers: [Number]
    let codes: [String: String]
  }

  /// All measurement groups.
  let groups: [Group]

  init(file: DICOMFile) {
    let container = file.dataSet.items(.contentSequence).filter { Self.concept($0) == "126010" }
    groups = container.flatMap { $0.items(.contentSequence) }.filter { Self.concept($0) == "125007" }
      .map(Self.group)
  }

  private static func group(_ d: DataSet) -> Group {
    let children = d.items(.contentSequence)
    func child(_ concept: String, _ type: String) -> DataSet? {
      children.first { Self.concept($0) == concept && $0.string(.valueType) == type }
    }
    let site = child("363698007", "CODE")
    let side = site?.items(.contentSequence).first { Self.concept($0) == "272741003" }
    let segment = child("121191", "IMAGE")?.items(.referencedSOPSequence).first
    var codes: [String: String] = [:]
    for item in children where item.string(.valueType) == "CODE" {
      codes[Self.concept(item)] = Self.code(item)
    }
    return Group(
      trackingID: child("112039", "TEXT")?.string(.textValue) ?? "",
      trackingUID: child("112040", "UIDREF")?.string(.uid) ?? "",
      site: site.map(Self.code) ?? "", laterality: side.map(Self.code) ?? "",
      segmentationUID: segment?.string(.referencedSOPInstanceUID) ?? "",
      segmentNumber: segment?.int(.referencedSegmentNumber) ?? 0,
      numbers: children.filter { $0.string(.valueType) == "NUM" }.map(Self.number), codes: codes)
  }

  private static func number(_ d: DataSet) -> Number {
    let measured = d.items(.measuredValueSequence).first
    let statistic = d.items(.contentSequence).first { Self.concept($0) == "121401" }
    return Number(
      concept: concept(d), statistic: statistic.map(code) ?? "",
      unit: measured?.items(.measurementUnitsCodeSequence).first?.string(.codeValue) ?? "",
      value: measured?.double(.numericValue))
  }

  private static func concept(_ d: DataSet) -> String {
    d.items(.conceptNameCodeSequence).first?.string(.codeValue) ?? ""
  }

  private static func code(_ d: DataSet) -> String {
    d.items(.conceptCodeSequence).first?.string(.codeValue) ?? ""
  }
}
