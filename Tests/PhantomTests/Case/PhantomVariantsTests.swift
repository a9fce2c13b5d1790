import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct PhantomVariantsTests {
  @Test(arguments: [PatientPosition.headFirstProne, .feetFirstSupine])
  func everyVoxelStaysWhereItIsInThePatient(position: PatientPosition) throws {
    let s = try #require(SmallPhantom.simulation)
    let turned = s.turned(to: position)
    let size = s.imageGrid.size
    #expect(turned.imageGrid.size == size && turned.imageGrid != s.imageGrid)
    for (x, y, z) in [(0, 0, 0), (3, 50, 11), (59, 71, 23), (31, 30, 12)] {
      let p = s.imageGrid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z)))
      let v = turned.imageGrid.voxel(at: p)
      let i = SIMD3(Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
      #expect(length(v - SIMD3(Double(i.x), Double(i.y), Double(i.z))) < 1e-9)
      #expect(turned.phases[1][i.x, i.y, i.z] == s.phases[1][x, y, z])
      #expect(turned.chi[i.x, i.y, i.z] == s.chi[x, y, z])
    }
    // The scanner's axes: columns to the patient's right in both; then rows to the front, or slices to the feet.
    let m = turned.imageGrid.voxelToPatient.linear
    #expect(m.c0.x < 0)
    #expect(position == .headFirstProne ? m.c1.y < 0 && m.c2.z > 0 : m.c1.y > 0 && m.c2.z < 0)
    let left = try #require(turned.nuclei[SidedStructure(.globusPallidus, .left)]?.centroid)
    let before = try #require(s.nuclei[SidedStructure(.globusPallidus, .left)]?.centroid)
    #expect(left.distance(to: before) < 1e-9)
  }

  @Test func chosenEchoesKeepTheirTimes() throws {
    let s = try #require(SmallPhantom.simulation).keeping(echoes: [0, 2])
    #expect(s.scenario.echoTimesMs == [6, 18])
    #expect(s.truth.echoTimesMs == [6, 18])
    #expect(s.echoTimes.count == 2 && s.phases.count == 2)
    #expect(s.phases[1].voxels == SmallPhantom.simulation?.phases[2].voxels)
  }

  @Test func zeroFillingHalvesThePixelsOnly() throws {
    let s = try #require(SmallPhantom.simulation)
    let fine = s.zeroFilled()
    #expect(fine.imageGrid.size == SIMD3(120, 144, 24))
    #expect(fine.chi.grid == s.chi.grid)
    #expect(length(fine.imageGrid.spacingMm - SIMD3(1.35, 1.35, 4)) < 1e-9)
    // Samples that were read out keep value and place.
    #expect(fine.imageGrid.point(atVoxel: SIMD3(0, 0, 0)) == s.imageGrid.point(atVoxel: SIMD3(0, 0, 0)))
    for (x, y, z) in [(30, 40, 12), (0, 0, 0), (59, 71, 23)] {
      let a = s.magnitudes[1][x, y, z]
      #expect(abs(fine.magnitudes[1][2 * x, 2 * y, z] - a) < 1e-3 * max(a, 1))
    }
  }
}
