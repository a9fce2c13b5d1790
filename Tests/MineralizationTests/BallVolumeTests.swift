import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Mineralization

/// Volumes of foci that the image blurs or that a border cuts, against analytic balls.
@Suite struct BallVolumeTests {
  /// Balls of 400 ppb in 130 ppb on voxels of 0.8 × 0.8 × 2 mm at seeded places: neither size nor noise biases the ball's
  /// volume by more than 10 %, where the quotient by the plateau is up to 15 % too large or small.
  @Test(arguments: [3.0, 4, 5, 7], [0.0, 0.01, 0.03]) func isUnbiased(diameterMm: Double, noisePPM: Double)
    throws
  {
    var random = SplitMix64(seed: 3)
    var ball = Spread()
    let truth = Double.pi / 6 * diameterMm * diameterMm * diameterMm
    for _ in 0..<20 {
      let p = MRSphere(
        diameterMm: diameterMm, inside: 0.4, outside: 0.13, noisePPM: noisePPM, random: &random)
      let f = try #require(
        susceptibilityFoci(
          chi: p.chi, chiMask: p.mask, mask: p.mask, zone: p.mask, cutoffs: .standard))
      ball.add(f.foci.reduce(0) { $0 + $1.ballVolumeMm3 })
    }
    #expect(abs(ball.mean / truth - 1) < 0.1)
  }

  /// The same on CT slices of 1, 2.5 and 5 mm, of which the thickest double the quotient's volume of a 3 mm ball.
  @Test(arguments: [3.0, 5], [1.0, 2.5, 5]) func slicesAreDeconvolved(diameterMm: Double, sliceMm: Double) {
    let scanner = SimulatedScan(sliceMm: sliceMm)
    let grid = scanner.grid(halfMm: SIMD3(repeating: 15))
    var random = SplitMix64(seed: 11)
    let mr = FocusStudy.mrAroundFocus
    let mask = MRMask(grid: mr, repeating: true)
    var ball = Spread(), quotient = Spread()
    let truth = Double.pi / 6 * diameterMm * diameterMm * diameterMm
    for _ in 0..<20 {
      let body = Ellipsoid(
        center: (SIMD3(random.unit(), random.unit(), random.unit()) - 0.5) * grid.spacingMm,
        radiiMm: SIMD3(repeating: diameterMm / 2), excessHU: 100)
      let same = RigidTransform<MRPatient, CTPatient>(rotation: .identity, translationMm: .zero)
      guard
        let around = CTNeighbourhood(
          ct: scanner.scan([body], baseHU: 36, on: grid), mask: mask, mrToCT: same),
        let f = attenuationFoci(around, mask: mask, zone: mask, mrToCT: same, cutoffs: .standard)
      else { continue }
      ball.add(f.foci.reduce(0) { $0 + $1.ballVolumeMm3 })
      quotient.add(f.volumeMm3)
    }
    #expect(
      abs(ball.mean / truth - 1) < 0.25, "\(ball.mean) ± \(ball.sd) of \(truth), quotient \(quotient.mean)")
    #expect(abs(ball.mean - truth) <= abs(quotient.mean - truth) + 0.1 * truth)
  }

  /// What is no larger than a voxel has no volume of its own.
  @Test func aPointHasNone() {
    let blur = ImageBlur(boxMm: SIMD3(1, 1, 2), sigmaMm: .zero)
    #expect(ballVolumeMm3(sum: 2, sumOfSquares: 2, blur: blur) == 0)
    #expect(ballVolumeMm3(sum: -1, sumOfSquares: 2, blur: blur) == 0)
    #expect(ballVolumeMm3(sum: 1, sumOfSquares: 0, blur: blur) == 0)
  }

  /// A ball at the border of a pallidum of 130 ppb in tissue of −30 ppb: border voxels hold both, and the excess over one
  /// level would lose what the tissue takes.
  @Test func theBorderTakesNothing() throws {
    let spacing = FocusStudy.mrSpacingMm
    let grid = Grid<MRPatient>(
      size: SIMD3(30, 40, 14), voxelToPatient: Affine(linear: Matrix3(diagonal: spacing), translation: .zero))
    let middle = grid.point(atVoxel: SIMD3(14.5, 19.5, 6.5)).lps
    var sum = Spread(), volume = Spread()
    var random = SplitMix64(seed: 8)
    let truth = Double.pi / 6 * 5 * 5 * 5
    for _ in 0..<10 {
      let jitter = (SIMD3(random.unit(), random.unit(), random.unit()) - 0.5) * spacing
      let body = Ellipsoid(center: middle + jitter, radiiMm: SIMD3(5, 10, 8), excessHU: 0)
      // The ball's edge is 0.3 mm from the body's.
      let ball = Ellipsoid(
        center: body.center + SIMD3(2.2, 0, 0), radiiMm: SIMD3(repeating: 2.5), excessHU: 0)
      let parts = 5
      var chi = MRVolume<PPM>(grid: grid)
      var mask = MRMask(grid: grid)
      for o in 0..<grid.count {
        let p = grid.point(atVoxel: SIMD3<Double>(grid.index(ofOffset: o))).lps
        var (inside, deposit) = (0, 0)
        for k in 0..<(parts * parts * parts) {
          let step = SIMD3(k % parts, k / parts % parts, k / (parts * parts))
          let q = p + ((SIMD3<Double>(step) + 0.5) / Double(parts) - 0.5) * spacing
          if body.contains(q) { inside += 1 }
          if ball.contains(q) { deposit += 1 }
        }
        let n = Double(parts * parts * parts)
        chi.voxels[o] = Float(-0.03 + 0.16 * Double(inside) / n + 0.25 * Double(deposit) / n)
        mask.voxels[o] = Double(inside) >= n / 2
      }
      let f = try #require(
        susceptibilityFoci(chi: chi, chiMask: mask, mask: mask, zone: mask, cutoffs: .standard))
      sum.add(f.foci.reduce(0) { $0 + $1.excess })
      volume.add(f.volumeMm3)
    }
    #expect(abs(sum.mean / (truth * 0.25) - 1) < 0.08)
    #expect(abs(volume.mean / truth - 1) < 0.08)
  }
}
