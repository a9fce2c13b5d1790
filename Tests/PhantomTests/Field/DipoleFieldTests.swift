import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Phantom

/// The sphere is the one body whose field is known exactly (Jackson, Classical Electrodynamics, 5.10; the interior
/// with the Lorentz correction is zero): Δχ/3·(a/r)³·(3cos²θ − 1) outside.
struct DipoleFieldTests {
  static let radius = 9.0
  static let deltaChi = 1.2
  static let center = SIMD3(1.5, -2, 3)

  /// A sphere with edges smoothed over a voxel, so that its volume is right.
  static func sphere(_ linear: Matrix3) -> MRVolume<PPM> {
    let half = SIMD3(32.0, 32, 32)
    let grid = Grid<MRPatient>(
      size: SIMD3(65, 65, 65), voxelToPatient: Affine(linear: linear, translation: center - linear * half))
    var chi = MRVolume<PPM>(grid: grid)
    for o in chi.voxels.indices {
      let i = grid.index(ofOffset: o)
      let p = grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
      chi.voxels[o] = Float(deltaChi) * SignedDistance.coverage(length(p - center) - radius)
    }
    return chi
  }

  @Test(arguments: [Triple(0.0, 0, 1), Triple(normalized(SIMD3(0.3, -0.5, 0.8)))])
  func sphereHasTheAnalyticField(b0: Triple<Double>) {
    let b0 = b0.vector
    // Slices turned against the frame: the kernel must use B0 in the grid's axes.
    let turn = Matrix3.rotation(about: SIMD3(1, 0, 0), radians: 0.4)
    let chi = Self.sphere(turn)
    let field = DipoleField.field(of: chi, b0: b0, paddingFactor: 2.5)
    var outside = (worst: 0.0, square: 0.0, n: 0.0)
    var inside = 0.0
    for o in field.voxels.indices {
      let i = field.grid.index(ofOffset: o)
      let d = field.grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z))) - Self.center
      let r = length(d)
      if r < Self.radius - 2 { inside = max(inside, abs(Double(field.voxels[o]))) }
      if r > Self.radius + 2, r < 26 {
        let c = dot(d, b0) / r
        let expected = Self.deltaChi / 3 * pow(Self.radius / r, 3) * (3 * c * c - 1)
        let e = Double(field.voxels[o]) - expected
        outside = (max(outside.worst, abs(e)), outside.square + e * e, outside.n + 1)
      }
    }
    // The poles have 0.8 ppm. Periodic copies and the voxelled edge leave 2 % of it at most, 0.5 % on the whole.
    #expect(inside < 0.020)
    #expect(outside.worst < 0.020)
    #expect((outside.square / outside.n).squareRoot() < 0.004)
  }

  @Test func paramagneticSphereIsStrongerAtItsPolesAndWeakerAtItsEquator() {
    let field = DipoleField.field(of: Self.sphere(.identity), b0: SIMD3(0, 0, 1))
    let reach = Self.radius + 3
    let pole = field.value(at: Point(Self.center + SIMD3(0, 0, reach))) ?? 0
    let equator = field.value(at: Point(Self.center + SIMD3(reach, 0, 0))) ?? 0
    #expect(pole > 0.25)
    #expect(equator < -0.12)
  }
}
