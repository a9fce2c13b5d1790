import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct ZeroFillingTests {
  /// A sum of waves below the highest frequency is known between its samples too.
  @Test func wavesAreContinuedBetweenTheirSamples() {
    let grid = Grid<MRPatient>(
      size: SIMD3(16, 12, 2), voxelToPatient: Affine(linear: .identity, translation: .zero))
    func signal(_ x: Double, _ y: Double, _ z: Int) -> (re: Double, im: Double) {
      let a = 2 * Double.pi * (3 * x / 16 - 2 * y / 12)
      let b = 2 * Double.pi * (-7 * x / 16 + 5 * y / 12) + Double(z)
      return (2 * cos(a) + 0.5 * cos(b) + 3, 2 * sin(a) + 0.5 * sin(b))
    }
    var magnitude = MRVolume<Magnitude>(grid: grid)
    var phase = MRVolume<Radians>(grid: grid)
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      let s = signal(Double(i.x), Double(i.y), i.z)
      magnitude.voxels[o] = Float((s.re * s.re + s.im * s.im).squareRoot())
      phase.voxels[o] = Float(atan2(s.im, s.re))
    }
    let fine = ZeroFilling.doubled(magnitude: magnitude, phase: phase)
    for z in 0..<2 {
      for y in 0..<24 {
        for x in 0..<32 {
          let s = signal(Double(x) / 2, Double(y) / 2, z)
          let m = Double(fine.magnitude[x, y, z])
          let p = Double(fine.phase[x, y, z])
          #expect(abs(m * cos(p) - s.re) < 1e-4)
          #expect(abs(m * sin(p) - s.im) < 1e-4)
        }
      }
    }
  }
}
