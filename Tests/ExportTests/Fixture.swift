import DICOM
import Foundation
import Report
import Vocabulary
import Voxels

@testable import Export

/// A small synthetic examination: an asymmetric oblique slab with three nuclei a side, MR and CT in different
/// studies, every number different from every other.
///
/// The patient is invented.
enum Fixture {
  static let size = SIMD3(23, 19, 9)  // no multiple of 8, so that SEG frames start inside bytes

  /// An oblique grid: rotated about x by 12° and about z by 5°, rows to the left, columns to the back.
  static let grid: Grid<MRPatient> = {
    let rotation =
      Matrix3.rotation(about: SIMD3(1, 0, 0), radians: 0.21)
      * Matrix3.rotation(about: SIMD3(0, 0, 1), radians: 0.087)
    let linear = rotation * Matrix3(diagonal: SIMD3(3.1, 2.7, 4.3))
    return Grid(size: size, voxelToPatient: Affine(linear: linear, translation: SIMD3(-35.25, -31.4, 10.9)))
  }()

  /// A box of voxels, so that both sides differ in shape and size.
  static func box(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>, _ z: ClosedRange<Int>) -> MRMask {
    var mask = MRMask(grid: grid)
    for k in z { for j in y { for i in x { mask[i, j, k] = true } } }
    return mask
  }

  /// x grows to the left: high indices are the patient's left.
  static let masks: [SidedStructure: MRMask] = {
    var left = box(15...18, 7...10, 2...5)
    left[15, 7, 2] = false
    left[19, 11, 3] = true  // touches by a corner: an outline of its own
    return [
      SidedStructure(.globusPallidus, .left): left,
      SidedStructure(.globusPallidus, .right): box(5...7, 7...11, 3...5),
      SidedStructure(.putamen, .left): box(20...21, 6...12, 2...6),
      SidedStructure(.putamen, .right): box(2...3, 6...11, 2...6),
      SidedStructure(.redNucleus, .left): box(13...13, 14...15, 0...1),
      SidedStructure(.redNucleus, .right): box(9...9, 14...16, 0...0),
      SidedStructure(.thalamus, .left): MRMask(grid: grid),  // not found: left out
    ]
  }()

  /// Susceptibility with a gradient and a focus; every voxel different.
  static let chi: MRVolume<PPM> = {
    var v = MRVolume<PPM>(grid: grid)
    for i in v.voxels.indices { v.voxels[i] = Float((i * 7919) % 301 - 120) / 1000 + Float(i) * 1e-6 }
    return v
  }()

  /// The border does not count.
  static let chiMask: MRMask = box(1...21, 1...17, 0...8)

  static let ctOnMR: MRVolume<HU> = {
    var v = MRVolume<HU>(grid: grid)
    for i in v.voxels.indices { v.voxels[i] = Float((i * 104729) % 140) - 20.3 }
    for i in 0..<40 { v.voxels[i] = .nan }  // outside the CT
    return v
  }()

  static let ctToMR = RigidTransform<CTPatient, MRPatient>(
    rotation: Matrix3.rotation(about: SIMD3(0.3, -0.5, 0.81), radians: 0.173),
    translationMm: SIMD3(1.234567890123456, -22.98765432109876, 413.1415926535898))

  static func series(_ modality: String, study: String, frame: String, count: Int) -> SourceImageSeries {
    var d = DataSet()
    d.set(.patientName, .PN, "Test^Synthetic=試験^合成")
    d.set(.patientID, .LO, "SYN-001")
    d.set(.patientBirthDate, .DA, "19610102")
    d.set(.patientSex, .CS, "F")
    d.set(.studyInstanceUID, .UI, study)
    d.set(.studyDate, .DA, modality == "MR" ? "20250305" : "20250218")
    d.set(.studyTime, .TM, "101500")
    d.set(.studyID, .SH, "7")
    d.set(.accessionNumber, .SH, modality == "MR" ? "A100" : "A077")
    d.set(.studyDescription, .LO, "Head \(modality)")
    d.set(.referringPhysicianName, .PN, "")
    d.set(.frameOfReferenceUID, .UI, frame)
    d.set(.modality, .CS, modality)
    d.set(.manufacturer, .LO, "Scanner Works")
    d.set(.manufacturerModelName, .LO, "Model \(modality)")
    d.set(.deviceSerialNumber, .LO, "4711")
    d.set(.patientPosition, .CS, "HFS")
    d.set(.positionReferenceIndicator, .LO, "")
    d.set(.sequenceVariant, .CS, "SP")
    d.set(.mrAcquisitionType, .CS, "3D")
    d.set(.kvp, .DS, doubles: [120])
    let instances = (0..<count).map { i in
      SourceImageInstance(
        sopClassUID: modality == "MR" ? "1.2.840.10008.5.1.4.1.1.4" : "1.2.840.10008.5.1.4.1.1.2",
        sopInstanceUID: "\(study).1.\(i + 1)", seriesInstanceUID: "\(study).1", studyInstanceUID: study,
        sliceIndex: modality == "MR" ? i / 2 : i)
    }
    guard let series = SourceImageSeries(describedBy: d, instances: instances) else {
      fatalError("the fixture names study and frame")
    }
    return series
  }

  static let mr = series("MR", study: "2.25.1001", frame: "2.25.1002", count: 2 * size.z)
  static let ct = series("CT", study: "2.25.2001", frame: "2.25.2002", count: 5)

  static let captures = [
    CaptureImage(title: "Axial CT", width: 17, height: 11, rgb: (0..<(3 * 17 * 11)).map { UInt8($0 % 251) }),
    CaptureImage(title: "Axial QSM", width: 12, height: 8, rgb: (0..<288).map { UInt8(255 - $0 % 256) }),
  ]

  /// The smallest PDF that has a page.
  static let pdf = Array(
    """
    %PDF-1.4
    1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj
    trailer<</Root 1 0 R>>
    %%EOF
    """.utf8)

  /// The context; arguments replace parts of it.
  static func context(
    report: ReportDocument = FixtureReport.document(), masks: [SidedStructure: MRMask] = masks,
    withCT: Bool = true, seed: UInt8 = 1, signOff: SignOff? = nil, chi: MRVolume<PPM> = chi
  ) -> ExportContext {
    ExportContext(
      report: report, mr: mr, ct: withCT ? ct : nil, chi: chi, chiMask: chiMask,
      ctOnMR: withCT ? ctOnMR : nil, masks: masks, ctToMR: withCT ? ctToMR : nil, captures: captures,
      pdf: pdf, uidSeed: [seed, 2, 3, 4], contentDate: "20250305", contentTime: "120000",
      softwareVersion: "0.9.0", signOff: signOff)
  }

  /// A fresh folder, removed after `body`, or kept under the folder that `PALLIDUM_KEEP_EXPORTS` names.
  static func inTemporaryFolder<R>(_ body: (String) throws -> R) throws -> R {
    let kept = ProcessInfo.processInfo.environment["PALLIDUM_KEEP_EXPORTS"]
    let parent = kept.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory
    let folder = parent.appendingPathComponent("export-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { if kept == nil { try? FileManager.default.removeItem(at: folder) } }
    return try body(folder.path)
  }
}
