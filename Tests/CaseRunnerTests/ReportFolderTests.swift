import DICOM
import Foundation
import Testing

/// The folder is what the interface promises to scripts and archives.
@Suite struct ReportFolderTests {
  @Test func everyPromisedFileIsThere() throws {
    let c = try Shared.sample.get()
    let names = try files(below: c.folder)
    for name in [
      "report.json", "report.html", "report.pdf", "findings.txt", "manifest.json", "dicom/sr.dcm",
      "dicom/seg.dcm",
      "dicom/registration.dcm", "dicom/report-pdf.dcm", "nifti/chi.nii.gz", "nifti/r2star.nii.gz",
      "nifti/ct.nii.gz", "nifti/labels.nii.gz",
    ] { #expect(names.contains(name), "\(name)") }
    let slices = c.truth.mrShapeIJK[2]
    #expect(names.filter { $0.hasPrefix("dicom/qsm/") }.count == slices)
    #expect(names.filter { $0.hasPrefix("dicom/ct-resampled/") }.count == slices)
    #expect(names.contains { $0.hasPrefix("dicom/secondary-capture/") })
    #expect(try c.text("report.html").lowercased().hasPrefix("<!doctype html>"))
    #expect(try Data(contentsOf: URL(filePath: c.folder + "/report.pdf")).starts(with: Data("%PDF-".utf8)))
    #expect(try siblings(of: c.folder) == ["report"])
  }

  /// The page asks nothing of the network.
  @Test func pageIsSelfContained() throws {
    let page = try Shared.sample.get().text("report.html")
    for reference in ["src=\"http", "href=\"http", "src='http", "url(http", "@import", "<link"] {
      #expect(!page.contains(reference), "\(reference)")
    }
    #expect(page.contains("data:image/png;base64,"))
  }

  /// The keys of schema `pallidum.report/1`, as the interface lists them.
  static let keys = [
    "schema", "createdAt", "software.name", "software.version", "peakMemoryBytes",
    "patient.id", "patient.name", "patient.birthDate", "patient.sex", "patient.ageYears", "studies.mr",
    "studies.ct", "inputs.mgre.seriesInstanceUIDs", "inputs.mgre.vendor", "inputs.mgre.model",
    "inputs.mgre.fieldStrengthTesla", "inputs.mgre.echoTimesMs", "inputs.mgre.voxelSizeMm",
    "inputs.mgre.matrix",
    "inputs.mgre.obliquityDegrees", "inputs.ct", "registration.ctToMR", "registration.verdict",
    "susceptibility.referenceRegion", "susceptibility.wholeBrainMeanPpb", "susceptibility.csfMeanPpb",
    "susceptibility.signCheck.verdict", "susceptibility.signCheck.votes", "susceptibility.verdict",
    "volumes.intracranialMl", "volumes.brainMl", "volumes.csfMl", "volumes.csfSharePercent",
    "volumes.csfShareWithheld",
    "volumes.pallidumPercentOfIntracranial", "volumes.pallidumSharePercent.left",
    "volumes.pallidumSharePercent.right", "volumes.sharesWithheld", "volumes.tissueWithheld",
    "quality.0.check", "quality.0.value", "quality.0.unit",
    "quality.0.verdict", "quality.0.message", "stages.0.name", "stages.0.seconds",
  ]

  static let structureKeys = [
    "name", "side", "volumeMm3", "centroidLPS", "ct.meanHU", "ct.sdHU", "ct.medianHU", "ct.p95HU", "ct.maxHU",
    "qsm.meanPpb", "qsm.sdPpb", "qsm.medianPpb", "qsm.p5Ppb", "qsm.p95Ppb", "qsm.minPpb", "qsm.maxPpb",
    "r2star.meanPerSecond",
  ]

  static let pallidumKeys = [
    "gpCT.grade", "gpCT.withheld", "gpCT.stability", "gpCT.focusVolumeMm3", "gpCT.maxHU", "gpQSM.grade",
    "gpQSM.withheld", "gpQSM.stability", "gpQSM.focusVolumeMm3", "gpQSM.maxPpb",
    "paradoxicalCalcification.flag",
    "paradoxicalCalcification.withheld", "paradoxicalCalcification.kind",
    "paradoxicalCalcification.focusMeanPpb",
  ]

  /// The value at a path of keys and indices; nil if a key is missing (a null is `NSNull`).
  private func value(_ root: Any?, _ path: String) -> Any? {
    path.split(separator: ".").reduce(root) { node, key in
      if let list = node as? [Any], let i = Int(key) { return i < list.count ? list[i] : nil }
      return (node as? [String: Any])?[String(key)]
    }
  }

  private func missing(in json: Any) -> [String] {
    let sides = ["left", "right"].flatMap { s in Self.pallidumKeys.map { "pallidum.\(s).\($0)" } }
    let structures = (0..<14).flatMap { i in Self.structureKeys.map { "structures.\(i).\($0)" } }
    return (Self.keys + sides + structures).filter { value(json, $0) == nil }
  }

  @Test func reportHasEveryKeyOfTheSchema() throws {
    let c = try Shared.sample.get()
    let json = try c.json()
    #expect(missing(in: json).isEmpty)
    #expect(value(json, "schema") as? String == "pallidum.report/1")
    #expect((value(json, "registration.ctToMR") as? [Double])?.count == 16)
    let text = try c.text("report.json")
    #expect(!text.contains("NaN") && !text.lowercased().contains("infinity"))
  }

  /// What is withheld stands as null under its key; a forgotten key would read as "not computed".
  @Test func withheldValuesAreNullNotAbsent() throws {
    let json = try Shared.signFlipped.get().json()
    for side in ["left", "right"] {
      for key in Self.pallidumKeys { #expect(value(json, "pallidum.\(side).\(key)") != nil, "\(key)") }
      #expect(value(json, "pallidum.\(side).gpQSM.grade") is NSNull)
      #expect(value(json, "pallidum.\(side).paradoxicalCalcification.flag") is NSNull)
    }
  }

  @Test func manifestListsEveryFileWithItsDigest() throws {
    struct Manifest: Decodable { let files: [String: String] }
    let c = try Shared.sample.get()
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: try Data(contentsOf: URL(filePath: c.folder + "/manifest.json")))
    let names = try files(below: c.folder).filter { $0 != "manifest.json" }
    #expect(Set(manifest.files.keys) == Set(names))
    for name in names {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: c.folder + "/" + name)))
      #expect(manifest.files[name] == SHA256.hex(of: bytes), "\(name)")
    }
  }
}
