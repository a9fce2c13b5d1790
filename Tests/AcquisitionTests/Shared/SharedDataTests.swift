import Foundation
import Testing
import Vocabulary

@testable import Acquisition

/// Every folder of scanners' files is recognised for what it is.
@Suite(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)), .serialized)
struct SharedDataTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    let folder: String
    let kinds: [SeriesKind]
    let verdicts: [SeriesVerdict]
    let words: String
    var testDescription: String { folder }
  }

  static let expectations: [Expectation] = [
    Expectation(
      folder: "philips-3t-2echo-classic", kinds: [.mgreMagnitudeAndPhase], verdicts: [.usable],
      words: "2 echoes"),
    Expectation(
      folder: "philips-3t-2echo-enhanced", kinds: [.mgreMagnitudeAndPhase], verdicts: [.usable],
      words: "2 echoes"),
    Expectation(
      folder: "philips-dual-echo-phantom", kinds: [.mgreMagnitudeAndPhase], verdicts: [.usable],
      words: "2 echoes"),
    Expectation(
      folder: "siemens-d13-fieldmap", kinds: [.fieldMap, .phaseDifference], verdicts: [.refused, .refused],
      words: "its phase is the difference of two echoes"),
    Expectation(
      folder: "siemens-xa30-fieldmap-enhanced", kinds: [.fieldMap, .phaseDifference],
      verdicts: [.refused, .refused], words: "its phase is the difference of two echoes"),
    Expectation(
      folder: "siemens-xa30-fieldmap-mfsplit", kinds: [.fieldMap, .fieldMap, .phaseDifference],
      verdicts: [.refused, .refused, .refused], words: "its phase is the difference of two echoes"),
    Expectation(folder: "ge-b0map", kinds: [.fieldMap], verdicts: [.refused], words: "holds no phase"),
    Expectation(folder: "ge-ct-head-tilted", kinds: [.headCT], verdicts: [.usable], words: "Axial CT"),
  ]

  @Test(arguments: expectations)
  func folderIsRecognised(_ expected: Expectation) throws {
    let inventory = try takeInventory(of: [SharedData.path(expected.folder)])
    #expect(inventory.series.map(\.kind) == expected.kinds)
    #expect(inventory.series.map(\.verdict) == expected.verdicts)
    for series in inventory.series { #expect(series.reason.contains(expected.words)) }
  }

  @Test(arguments: ["siemens-classic-b", "siemens-xa-c", "philips-enhanced-d"])
  func caseLoadsWithTheRightGeometry(_ name: String) throws {
    let truth = try CaseTruth(SharedData.path("cases/\(name)/truth.json"))
    let inventory = try takeInventory(of: [SharedData.path("cases/\(name)/study")])
    let selection = try selectCase(in: inventory)
    let mgre = try loadMGRE(selection)
    let ct = try loadCT(selection)

    #expect(mgre.echoTimes.map(\.milliseconds) == truth.echoTimesMs)
    #expect(mgre.magnitudes.count == 4 && mgre.phases.count == 4)
    let grid = mgre.phases[0].grid
    #expect([grid.size.x, grid.size.y, grid.size.z] == truth.mrShapeIJK)
    expectEqual(grid.voxelToPatient, truth.mrAffineLPS, toleranceMm: 1e-3)
    expectEqual(ct.volume.grid.voxelToPatient, truth.ctAffineLPS, toleranceMm: 1e-3)
    for axis in 0..<3 { #expect(abs(mgre.b0InVoxelAxes[axis] - truth.b0DirectionInSlabAxes[axis]) < 1e-4) }
    #expect(abs(mgre.fieldStrength.tesla - truth.effectiveB0T) < 1e-4)
    let voxels = try #require(CaseVoxels.of[name])
    for v in voxels.mr {
      #expect(abs(mgre.magnitudes[v.echo][v.index.x, v.index.y, v.index.z] - v.magnitude) < 1e-3)
      #expect(abs(mgre.phases[v.echo][v.index.x, v.index.y, v.index.z] - v.radians) < 2e-6)
    }
    let hu = [(256, 256), (200, 300), (10, 10)].map { ct.volume[$0.0, $0.1, voxels.ctSlice] }
    #expect(hu == voxels.ctHU)
    let phases: [Float] = mgre.phases.map { max($0.voxels.max() ?? 9, -($0.voxels.min() ?? 9)) }
    #expect(phases.allSatisfy { $0 <= Float.pi + 1e-5 })
    #expect(phases.contains { $0 > 3.1 })
    #expect(Set(selection.series.map(\.verdict)) == [.used])
    #expect(compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity).matches)
    #expect(mgre.source.instances.count == truth.mrFiles)
    #expect(ct.source.instances.count == truth.ctFiles)
    #expect(ct.metadata.gradeWithheldReason == nil)
  }

  @Test func classicAndEnhancedPhilipsAreEqualVoxelByVoxel() throws {
    let ct = SharedData.path("ge-ct-head-tilted")
    func load(_ folder: String) throws -> MGREAcquisition {
      try loadMGRE(selectCase(in: takeInventory(of: [SharedData.path(folder), ct])))
    }
    let classic = try load("philips-3t-2echo-classic")
    let enhanced = try load("philips-3t-2echo-enhanced")
    #expect(classic.phases.map(\.voxels) == enhanced.phases.map(\.voxels))
    #expect(classic.magnitudes.map(\.voxels) == enhanced.magnitudes.map(\.voxels))
    let a = classic.phases[0].grid.voxelToPatient.rowMajor16
    let b = enhanced.phases[0].grid.voxelToPatient.rowMajor16
    for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-9) }
    #expect(classic.echoTimes == enhanced.echoTimes)
    #expect(classic.fieldStrength == enhanced.fieldStrength)
  }

  /// The two folders hold one acquisition under one Series Instance UID.
  @Test func oneSeriesInTwoFormsIsTwoEntries() throws {
    let inventory = try takeInventory(of: [
      SharedData.path("philips-3t-2echo-classic"), SharedData.path("philips-3t-2echo-enhanced"),
      SharedData.path("ge-ct-head-tilted"),
    ])
    let mr = inventory.series.filter { $0.modality == "MR" }
    #expect(mr.map(\.form) == [.classic, .enhanced])
    #expect(mr.map(\.verdict) == [.usable, .usable])
    #expect(Set(mr.map(\.seriesInstanceUID)).count == 1)
    let selection = try selectCase(in: inventory, request: CaseRequest(mgreSeries: mr[0].seriesInstanceUID))
    #expect(selection.series.filter { $0.modality == "MR" }.map(\.verdict) == [.notUsed, .used])
  }

  /// Of all folders together a pair of one patient is chosen.
  @Test func theWholeFolderGivesOnePatient() throws {
    let selection = try selectCase(in: takeInventory(of: [SharedData.path("")]))
    #expect(compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity).matches)
    #expect(!selection.series.contains { $0.reason.contains("different unit rules") })
  }

  @Test func tiltedCTKeepsItsShearAndItsUnevenPositions() throws {
    let inventory = try takeInventory(of: [
      SharedData.path("ge-ct-head-tilted"), SharedData.path("philips-3t-2echo-classic"),
    ])
    let selection = try selectCase(in: inventory)
    let ct = try loadCT(selection)
    #expect(abs(ct.metadata.gantryTiltDegrees - 18.5) < 0.01)
    #expect(ct.metadata.wasResampled)
    #expect(abs(ct.metadata.voxelSizeMm[2] - 4.22) < 1e-6)
    let identity = compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity)
    #expect(!identity.matches)
    // The CT's name is an anonymiser's `REMOVED`: it is no name.
    #expect(identity.differences == ["PatientID"])
    #expect(ct.unmeasured.isEmpty)
  }
}
