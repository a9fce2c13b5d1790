import DICOM
import TestSupport
import Testing
import Vocabulary

@testable import Acquisition

/// Voxels stand where the tags of their slices put them, however the patient lies and the table moves.
struct CTGeometryTests {
  struct Lie: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let row: SIMD3<Double>
    let column: SIMD3<Double>
    let step: SIMD3<Double>
  }

  static let lies = [
    Lie(
      testDescription: "head first, descending", row: SIMD3(1, 0, 0), column: SIMD3(0, 1, 0),
      step: SIMD3(0, 0, -1)),
    Lie(
      testDescription: "feet first", row: SIMD3(-1, 0, 0), column: SIMD3(0, 1, 0), step: SIMD3(0, 0, -1)),
    Lie(testDescription: "prone", row: SIMD3(-1, 0, 0), column: SIMD3(0, -1, 0), step: SIMD3(0, 0, 1)),
    Lie(
      testDescription: "decubitus", row: SIMD3(0, 1, 0), column: SIMD3(-1, 0, 0), step: SIMD3(0, 0, 1)),
    Lie(
      testDescription: "tilted forwards", row: SIMD3(1, 0, 0),
      column: SIMD3(0, cosine(0.35), -sine(0.35)), step: SIMD3(0, 0, 1)),
    Lie(
      testDescription: "tilted backwards, descending", row: SIMD3(1, 0, 0),
      column: SIMD3(0, cosine(0.25), sine(0.25)), step: SIMD3(0, 0, -1)),
  ]

  @Test(arguments: lies)
  func pointsAreTrue(_ lie: Lie) throws {
    var scan = SyntheticCT()
    scan.columnDirection = lie.column
    scan.step = lie.step
    scan.positions = (0..<30).map { Double($0) * 5 }
    scan.stored = { x, y, z in Int32(1024 + x + 8 * y + 20 * z) }
    var instances = scan.instances
    for i in instances.indices {
      let o = [lie.row.x, lie.row.y, lie.row.z, lie.column.x, lie.column.y, lie.column.z]
      instances[i].header.set(.imageOrientationPatient, .DS, doubles: o)
    }
    let ct = try loadedCT(instances.shuffled(by: 3))
    for (x, y, z) in [(0, 0, 0), (7, 0, 0), (2, 6, 17), (5, 1, 29)] {
      let place =
        scan.origin + lie.row * Double(x) + lie.column * Double(y) + lie.step * (Double(z) * 5)
      let v = ct.volume.grid.voxel(at: Point(place))
      let index = SIMD3(Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
      #expect(ct.volume.grid.point(atVoxel: SIMD3<Double>(index)).distance(to: Point(place)) < 1e-3)
      #expect(ct.volume[index.x, index.y, index.z] == Float(x + 8 * y + 20 * z))
    }
  }

  /// Vendors give the tag either sign, or none: only the positions count.
  @Test(arguments: [20.0, -20.0, nil] as [Double?])
  func theTagsSignDoesNotMatter(_ tag: Double?) throws {
    var scan = SyntheticCT()
    let a = 20 * Double.pi / 180
    scan.columnDirection = SIMD3(0, cosine(a), -sine(a))
    scan.positions = (0..<30).map { Double($0) * 5 }
    var instances = scan.instances
    for i in instances.indices {
      instances[i].header[.gantryDetectorTilt] = nil
      if let tag { instances[i].header.set(.gantryDetectorTilt, .DS, doubles: [tag]) }
    }
    let ct = try loadedCT(instances)
    #expect(abs(ct.metadata.gantryTiltDegrees - 20) < 1e-3)
    #expect(ct.metadata.warnings.isEmpty)
  }

  @Test func positionsThatDifferByRoundingAreOneSlice() throws {
    let scan = SyntheticCT()
    var copy = scan.instances[2]
    copy.header.set(.sopInstanceUID, .UI, "1.2.4.98")
    copy.header.set(.imagePositionPatient, .DS, doubles: [-30, -40, -19.99])
    #expect(try loadedCT(scan.instances + [copy]).volume.grid.size.z == 6)
  }

  /// SpacingBetweenSlices is not looked at: 5 mm slices every 3 mm overlap, whatever the tag says.
  @Test func overlappingSlicesFollowTheirPositions() throws {
    var scan = SyntheticCT(positions: (0..<40).map { Double($0) * 3 })
    scan.thickness = { _ in 5 }
    var instances = scan.instances
    for i in instances.indices { instances[i].header.set(.spacingBetweenSlices, .DS, "5") }
    let ct = try loadedCT(instances)
    #expect(abs(ct.metadata.voxelSizeMm[2] - 3) < 1e-9)
    #expect(ct.unmeasured.isEmpty)
  }
}

extension Array {
  /// The elements in another order, the same each time.
  fileprivate func shuffled(by seed: UInt64) -> [Element] {
    var generator = SplitMix64(seed: seed)
    return shuffled(using: &generator)
  }
}
