import DICOM
import Vocabulary
import Voxels

/// The head CT as classic CT images, a file a slice (PS3.3 A.3).
struct CTStudy: Sendable {
  let simulation: PhantomSimulation
  let id: StudyIdentity

  init(_ simulation: PhantomSimulation) {
    self.simulation = simulation
    id = .ct(simulation.scenario)
  }

  /// CT Image Storage.
  private static let sopClass = "1.2.840.10008.5.1.4.1.1.2"
  /// Rescale Intercept: stored 0 is −1024 HU, 4095 is 3071 HU.
  static let intercept = -1024.0

  /// Number of images.
  var count: Int { simulation.ct.grid.size.z }

  /// The image of one slice.
  func image(_ slice: Int) -> DataSet {
    let grid = simulation.ct.grid
    var d = CommonModules.study(id, sopClass: Self.sopClass, instance: "ct \(slice)")
    CommonModules.series(
      &d, id, modality: "CT", part: "ct", number: 2,
      description: "Head \(simulation.scenario.ct.sliceMm) H31s",
      bodyPart: "HEAD")
    d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "AXIAL")
    d.set(.studyDescription, .LO, "HEAD CT SYNTHETIC")
    d.set(.acquisitionDate, .DA, id.studyDate)
    d.set(.acquisitionTime, .TM, id.studyTime)
    d.set(.manufacturer, .LO, "SIEMENS")
    d.set(.manufacturerModelName, .LO, "SOMATOM Force")
    d.set(.softwareVersions, .LO, "syngo CT VB20A")
    d.set(.instanceNumber, .IS, ints: [slice + 1])
    CommonModules.plane(&d, grid, slice: slice)
    d.set(.kvp, .DS, "120")
    let fieldOfView = CommonModules.rounded(Double(grid.size.x) * grid.spacingMm.x)
    d.set(.dataCollectionDiameter, .DS, doubles: [500])
    d.set(.reconstructionDiameter, .DS, doubles: [fieldOfView])
    d.set(.gantryDetectorTilt, .DS, "0")
    d.set(.tableHeight, .DS, "155")
    d.set(.rotationDirection, .CS, "CW")
    d.set(.exposureTime, .IS, ints: [1000])
    d.set(.xRayTubeCurrent, .IS, ints: [250])
    d.set(.convolutionKernel, .SH, "H31s")
    d.set(.rescaleIntercept, .DS, doubles: [Self.intercept])
    d.set(.rescaleSlope, .DS, "1")
    d.set(.rescaleType, .LO, "HU")
    d.set(.windowCenter, .DS, "40")
    d.set(.windowWidth, .DS, "80")
    let first = grid.offset(0, 0, slice)
    let values = simulation.ct.voxels[first..<(first + grid.size.x * grid.size.y)].map { hu in
      Int32(min(max((Double(hu) - Self.intercept).rounded(), 0), 4095))
    }
    CommonModules.pixels(&d, columns: grid.size.x, rows: grid.size.y, values)
    return d
  }
}
