import Foundation
import Shapes
import Testing
import Vocabulary
import Voxels

@testable import Anatomy

@Suite struct ShapeFieldTests {
  /// The dentate is an ellipsoid: along an axis the distance is the way to its end.
  @Test func distanceAlongTheAxesOfAnEllipsoid() throws {
    let field = try #require(ShapeField.of(SidedStructure(.dentateNucleus, .left)))
    let center = field.boxed.shape.centroid.lps
    // Third row of `axes` in the shape table, RAS (−0.82212, −0.04274, 0.5677), semi-axis 5 mm.
    let axis = SIMD3(0.82212, 0.04274, 0.5677)
    for beyond in [-1.0, 0, 1, 2] {
      let d = try #require(field.look(center + axis * (5 + beyond))).distanceMm
      #expect(abs(Double(d) - beyond) < 0.15, "\(beyond) \(d)")
    }
  }

  /// Left and right fields are mirror images.
  @Test func sidesMirror() throws {
    for s in Structure.allCases {
      let l = try #require(ShapeField.of(SidedStructure(s, .left)))
      let r = try #require(ShapeField.of(SidedStructure(s, .right)))
      let c = l.boxed.shape.centroid.lps
      for offset in [SIMD3(1.3, 2.1, -0.7), SIMD3(-3.2, 0.4, 2.2)] {
        let a = try #require(l.look(c + offset))
        let b = try #require(r.look((c + offset) * SIMD3(-1, 1, 1)))
        #expect(abs(a.level - b.level) < 2e-3 && abs(a.distanceMm - b.distanceMm) < 2e-2, "\(s)")
      }
    }
  }

  /// The way back from the head ends where the way there began.
  @Test func mapAndBack() {
    let grid = Grid<TemplatePatient>(
      size: SIMD3(40, 40, 40),
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: SIMD3(repeating: 2)), translation: SIMD3(repeating: -39)))
    let u = (0..<grid.count).map { o -> SIMD3<Float> in
      let i = grid.index(ofOffset: o)
      let q = grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
      return SIMD3(Float(2 * sin(q.y / 9)), Float(1.5 * cos(q.z / 10)), Float(2 * sin(q.x / 11)))
    }
    let map = TemplateMap(
      pose: turned(pitch: 10, roll: 3, yaw: -8, scale: 1.1, shift: SIMD3(4, -7, 20)), grid: grid, u: u)
    for q in [SIMD3(3.0, -11, 7), SIMD3(-20.5, 14, -9), SIMD3(0, 0, 30)] {
      #expect(length(map.template(at: map(q)) - q) < 0.05)
    }
  }
}
