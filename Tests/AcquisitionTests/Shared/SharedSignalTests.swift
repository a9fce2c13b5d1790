import Foundation
import Testing
import Vocabulary

@testable import Acquisition

/// What is proven from images, on images of scanners.
@Suite(.enabled(if: SharedData.isThere, Comment(rawValue: SharedData.reason)), .serialized)
struct SharedSignalTests {
  func images(_ folder: String) throws -> (plan: MGREPlan, images: EchoImages) {
    let inventory = try takeInventory(of: [SharedData.path(folder)])
    let plan = try #require(inventory.plans.first)
    return (plan, try EchoImages(plan, pixels: inventory.pixels, progress: nil))
  }

  /// A head's slices are uniform as they are, and recognised as alternating once they are made so.
  @Test(arguments: ["philips-3t-2echo-classic", "philips-dual-echo-phantom"])
  func slicesOfScannersAreRecognised(_ folder: String) throws {
    let (plan, images) = try images(folder)
    let plane = plan.stack.planes[0]
    let count = plane.columns * plane.rows
    var phase = images.phases[0]
    let magnitude = images.magnitudes[0]
    #expect(try SliceSigns(magnitude: magnitude, phase: phase, sliceCount: count) == .uniform)
    SliceSigns.restore(&phase, sliceCount: count)
    #expect(try SliceSigns(magnitude: magnitude, phase: phase, sliceCount: count) == .alternating)
  }

  /// The phantom was interpolated from 72 to 96 pixels: its spectrum agrees with its tags.
  @Test func anInterpolatedScanComesBackOnItsAcquiredMatrix() throws {
    let inventory = try takeInventory(of: [SharedData.path("philips-dual-echo-phantom")])
    let mgre = try loadMGRE(from: inventory)
    #expect(mgre.metadata.matrix == [72, 72, 30])
    #expect(mgre.metadata.storedMatrix == [96, 96, 30])
    let plan = try #require(inventory.plans.first)
    let corner = plan.stack.planes[0].origin
    #expect(mgre.phases[0].grid.point(atVoxel: .zero).distance(to: Point(corner)) < 1e-9)
    #expect(abs(mgre.metadata.voxelSizeMm[0] - plan.stack.planes[0].columnSpacing * 96 / 72) < 1e-9)
  }

  /// The head was not interpolated: whatever part of its matrix a tag might name, the spectrum contradicts it.
  @Test(arguments: [40, 50, 60, 72])
  func aScanThatIsNotInterpolatedContradictsSuchTags(_ matrix: Int) throws {
    let (plan, images) = try images("philips-3t-2echo-classic")
    let plane = plan.stack.planes[0]
    let cropping = FourierCropping(
      from: SIMD2(plane.columns, plane.rows), to: SIMD2(matrix, matrix))
    let beyond = cropping.powerBeyond(magnitude: images.magnitudes[0], phase: images.phases[0])
    #expect(beyond > ReconstructionGrid.largestPowerBeyond)
  }

  @Test func theProtocolOfAScannerIsRead() throws {
    for folder in [
      "siemens-d13-fieldmap", "siemens-xa30-fieldmap-mfsplit", "siemens-xa30-fieldmap-enhanced",
    ] {
      let instances = try takeInventory(of: [SharedData.path(folder)]).scanned.flatMap(\.instances)
      #expect(Set(instances.map(\.sequence.sequenceFile)) == ["%SiemensSeq%\\gre_field_mapping"])
      #expect(Set(instances.map(\.sequence.readoutMode)) == [1])
    }
  }
}
