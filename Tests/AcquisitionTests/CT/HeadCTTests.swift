import DICOM
import Testing
import Vocabulary
import Voxels

@testable import Acquisition

struct HeadCTTests {
  @Test func hounsfieldUnitsStandWhereTheyWereMeasured() throws {
    let scan = SyntheticCT()
    let ct = try loadedCT(scan.instances.reversed())
    #expect(ct.volume.grid.size == SIMD3(8, 8, 6))
    #expect(ct.volume[3, 2, 5] == Float(3 + 8 * 2 + 64 * 5))
    let p = ct.volume.grid.point(atVoxel: SIMD3(3, 2, 5))
    #expect(p.distance(to: Point(-27, -38, 55)) < 1e-9)
    #expect(ct.metadata.gantryTiltDegrees < 1e-9)
    #expect(ct.metadata.warnings.isEmpty)
    #expect(ct.source.instances.map(\.sliceIndex) == [0, 1, 2, 3, 4, 5])
  }

  /// A tilted gantry moves along z while its slices are inclined: the grid is sheared, points stay true.
  @Test(arguments: [18.5, -12.0])
  func gantryTiltIsAShear(_ degrees: Double) throws {
    var scan = SyntheticCT()
    let a = degrees * Double.pi / 180
    scan.columnDirection = SIMD3(0, cosine(a), -sine(a))
    scan.tiltTag = degrees
    let ct = try loadedCT(scan.instances)
    #expect(abs(ct.metadata.gantryTiltDegrees - abs(degrees)) < 1e-6)
    let p = ct.volume.grid.point(atVoxel: SIMD3(2, 7, 3))
    let expected = scan.origin + SIMD3(2, 0, 0) + scan.columnDirection * 7 + SIMD3(0, 0, 75)
    #expect(p.distance(to: Point(expected)) < 1e-6)
    #expect(ct.metadata.warnings.isEmpty)
  }

  @Test func tiltTagThatContradictsThePositionsIsAWarning() throws {
    var scan = SyntheticCT()
    scan.tiltTag = 18.5
    #expect(
      try loadedCT(scan.instances).metadata.warnings == [
        "Gantry tilt is 18.5° by its tag and 0° by the slice positions; the positions were used."
      ])
  }

  /// A linear ramp along z is reproduced exactly by linear interpolation between TRUE positions; taking the
  /// slices as equally spaced would be wrong by up to 30 mm here.
  @Test func unevenSlicesAreResampledAtTheirTruePositions() throws {
    var positions = (0..<14).map { Double($0) * 4.22 }
    let lastThin = positions[13]
    positions += (0..<14).map { lastThin + 1.14 + Double($0) * 7.38 }
    var scan = SyntheticCT()
    scan.positions = positions
    scan.thickness = { $0 < 14 ? 4.22 : 7.38 }
    scan.intercept = 0
    // Stored values in hundredths of mm: rounding costs at most half a unit.
    scan.stored = { _, _, z in Int32((positions[z] * 100).rounded()) }
    let ct = try loadedCT(scan.instances)
    let grid = ct.volume.grid
    #expect(abs(grid.spacingMm.z - 4.22) < 1e-9)
    for z in 0..<grid.size.z {
      let height = grid.point(atVoxel: SIMD3(0, 0, Double(z))).lps.z - scan.origin.z
      #expect(abs(Double(ct.volume[4, 4, z]) - 100 * height) < 0.51)
    }
    // The grid ends less than one step before the last slice.
    let end = grid.point(atVoxel: SIMD3(0, 0, Double(grid.size.z - 1))).lps.z - scan.origin.z
    let last = positions.last ?? 0
    #expect(end <= last + 1e-6 && last - end < 4.22)
    #expect(ct.metadata.sliceGaps == "4.22 mm ×13, 7.38 mm ×13, 1.14 mm ×1")
    #expect(
      ct.metadata.warnings == [
        "CT slices are unevenly spaced (4.22 mm ×13, 7.38 mm ×13, 1.14 mm ×1); they were resampled every 4.22 mm "
          + "at their true positions."
      ])
    #expect(ct.source.instances.allSatisfy { $0.sliceIndex == nil })
  }

  @Test func aWideGapWithholdsTheGrade() throws {
    var scan = SyntheticCT()
    scan.positions = (0..<12).map { Double($0) * 5 } + (0..<12).map { 95 + Double($0) * 5 }
    #expect(
      try loadedCT(scan.instances).metadata.gradeWithheldReason
        == "A part of 35 mm between CT slices was not measured (limit 30 mm).")
  }

  @Test func contrastAgentWithholdsTheGrade() throws {
    var scan = SyntheticCT()
    scan.positions = (0..<30).map { Double($0) * 5 }
    scan.contrastAgent = "APPLIED"
    let ct = try loadedCT(scan.instances)
    #expect(ct.metadata.contrastAgent == "APPLIED")
    #expect(
      ct.metadata.gradeWithheldReason
        == "The CT was made with a contrast agent (Contrast/Bolus Agent (0018,0010) is set).")
  }

  @Test func paddingBecomesAir() throws {
    var scan = SyntheticCT()
    scan.padding = 63
    scan.stored = { x, y, _ in
      // Named padding in one corner, an unnamed −2000 HU in another, tissue elsewhere.
      x == 0 && y == 0 ? 63 : x == 7 && y == 7 ? -976 : 1064
    }
    let ct = try loadedCT(scan.instances)
    #expect(ct.volume[0, 0, 2] == -1024)
    #expect(ct.volume[7, 7, 2] == -1024)
    #expect(ct.volume[4, 4, 2] == 40)
    #expect(abs(ct.metadata.paddingFraction - 2.0 / 64) < 1e-12)
  }

  @Test func aFilledCircleRimBecomesAir() throws {
    var scan = SyntheticCT()
    scan.columns = 32
    scan.rows = 32
    scan.stored = { x, y, _ in
      let dx = Double(x) - 15.5
      let dy = Double(y) - 15.5
      return dx * dx + dy * dy > 256 ? 1024 : x == 16 && y == 16 ? 1024 : 1060
    }
    let ct = try loadedCT(scan.instances)
    #expect(ct.volume[0, 0, 1] == -1024)
    // The same stored value inside the circle is tissue of 0 HU.
    #expect(ct.volume[16, 16, 1] == 0)
    #expect(ct.volume[10, 16, 1] == 36)
  }

  @Test func equalDuplicatesCollapseAndDifferentOnesAreRefused() throws {
    let scan = SyntheticCT()
    var copy = scan.instances[3]
    copy.header.set(.sopInstanceUID, .UI, "1.2.4.99")
    #expect(try loadedCT(scan.instances + [copy]).volume.grid.size.z == 6)
    copy.frames[0][5] += 1
    let error = #expect(throws: AcquisitionError.self) { try loadedCT(scan.instances + [copy]) }
    #expect(
      error?.description
        == "Series 3 cannot be used. Several different slices claim the same place: slice 4 of 6. Export one scan only."
    )
  }

  @Test func wanderingSlicesAreRefused() {
    var instances = SyntheticCT().instances
    instances[2].header.set(.imagePositionPatient, .DS, doubles: [-27, -40, -20])
    #expect(
      inventory(of: instances).series.map(\.reason) == [
        "Slices lie up to 3 mm beside the line through the first and the last one. Export one scan only."
      ])
  }

  @Test func missingRescaleIsRefused() {
    var instances = SyntheticCT().instances
    for i in instances.indices { instances[i].header[.rescaleSlope] = nil }
    #expect(
      inventory(of: instances).series.map(\.reason) == [
        "RescaleSlope (0028,1053) and RescaleIntercept (0028,1052) are absent: Hounsfield units are unknown. Export "
          + "the original series."
      ])
  }

  @Test func projectionsAreNotUsed() {
    var scan = SyntheticCT()
    scan.imageType = ["DERIVED", "SECONDARY", "AXIAL", "MIP"]
    let series = inventory(of: scan.instances).series
    #expect(series.map(\.kind) == [.derived])
    #expect(series.map(\.verdict) == [.notUsed])
    #expect(
      series.map(\.reason) == [
        "It holds projections or renderings (ImageType (0008,0008) DERIVED\\SECONDARY\\AXIAL\\MIP), whose values "
          + "are not the attenuation of a place. Export the axial head series."
      ])
  }

  @Test func codedContrastAgentCountsToo() throws {
    var item = DataSet()
    item.set(.codeMeaning, .LO, "Iodinated contrast agent")
    var instances = SyntheticCT().instances
    for i in instances.indices { instances[i].header.set(.contrastBolusAgentSequence, items: [item]) }
    #expect(try loadedCT(instances).metadata.contrastAgent == "Iodinated contrast agent")
  }

  @Test(arguments: ["NONE", "no", ""])
  func noAgentIsNoAgent(_ text: String) throws {
    var instances = SyntheticCT().instances
    for i in instances.indices { instances[i].header.set(.contrastBolusAgent, .LO, text) }
    #expect(try loadedCT(instances).metadata.contrastAgent == "")
  }
}
