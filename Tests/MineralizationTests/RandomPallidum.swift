import Foundation
import TestSupport
import Vocabulary
import Voxels

@testable import Mineralization

/// A pallidum with random deposits, scanned with random slices, noise, mask and registration errors, and its true grades.
struct RandomPallidum {
  let evidence: PallidumEvidence
  /// Grades by the cut-offs from the deposits' true volumes, attenuation and susceptibility.
  let trueCT: Int
  let trueQSM: Int
  let sliceMm: Double
  let noiseHU: Double

  private struct Deposit {
    var body: Ellipsoid
    let excessPPM: Double
  }

  private static let level = (hu: 36.0, ppm: 0.13)
  /// Semi-axes of a pallidum of 1466 mm³.
  private static let radiiMm = SIMD3(5.0, 10, 7)

  init(seed: UInt64) {
    var r = SplitMix64(seed: seed)
    func uniform(_ low: Double, _ high: Double, _ r: inout SplitMix64) -> Double {
      low + (high - low) * r.unit()
    }
    sliceMm = [1.0, 2.5, 5][Int(r.unit() * 3)]
    noiseHU = uniform(4, 12, &r)
    let scanner = SimulatedScan(sliceMm: sliceMm)
    let grid = scanner.grid(halfMm: Self.radiiMm + SIMD3(repeating: 10))
    var deposits: [Deposit] = []
    for _ in 0..<Int(r.unit() * 3) {
      // Diameters of 1.5 to 8 mm, small ones more often; dense from nothing to 300 HU likewise.
      let d = 1.5 + 6.5 * r.unit() * r.unit()
      let shape = SIMD3(uniform(0.8, 1.25, &r), uniform(0.8, 1.25, &r), 1)
      let center = SIMD3(uniform(-4, 2, &r), uniform(-6, 6, &r), uniform(-4, 4, &r))
      let body = Ellipsoid(
        center: center, radiiMm: shape * d / 2, excessHU: 300 * r.unit() * r.unit())
      // Deposits that overlap have no truth of their own.
      if deposits.contains(where: { length($0.body.center - center) < 9 }) { continue }
      deposits.append(Deposit(body: body, excessPPM: 0.4 * r.unit()))
    }
    var ct = scanner.scan(deposits.map(\.body), baseHU: Self.level.hu, on: grid)
    scanner.addNoise(to: &ct, sdHU: noiseHU / sliceMm.squareRoot(), &r)

    let spacing = FocusStudy.mrSpacingMm
    let size = SIMD3<Int>((2 * (Self.radiiMm + SIMD3(4, 4, 6)) / spacing).rounded(.up))
    let mr = Grid<MRPatient>(
      size: size,
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: spacing),
        translation: SIMD3<Double>(size &- 1) * spacing / -2 + SIMD3(0.2, -0.3, 0.5)))
    var chi = MRVolume<PPM>(grid: mr)
    let noisePPM = uniform(0.003, 0.02, &r)
    // What the reconstruction gets wrong at low frequencies is the same all over a pallidum.
    let shift = 0.01 * r.normal()
    var mask = MRMask(grid: mr)
    // An outline that is off by up to half a voxel each way.
    let outline = Self.radiiMm + SIMD3(repeating: uniform(-0.4, 0.4, &r))
    for o in 0..<mr.count {
      let p = mr.point(atVoxel: SIMD3<Double>(mr.index(ofOffset: o))).lps
      mask.voxels[o] = Self.inside(p, outline)
      var ppm = Self.inside(p, Self.radiiMm) ? Self.level.ppm : -0.02
      for d in deposits where length(p - d.body.center) < 8 {
        ppm += d.excessPPM * Self.share(of: d.body, at: p, spacing)
      }
      chi.voxels[o] = Float(ppm + shift + noisePPM * r.normal())
    }
    let border = Self.medialBorder
    var zone = mask
    for o in 0..<mr.count where mr.point(atVoxel: SIMD3<Double>(mr.index(ofOffset: o))).lps.x > border {
      zone.voxels[o] = false
    }
    let slip = SIMD3(r.normal(), r.normal(), r.normal()) * 0.4
    evidence = PallidumEvidence(
      side: .left, mask: mask, medialZone: zone, chi: chi, chiMask: MRMask(grid: mr, repeating: true),
      chiNoisePPM: noisePPM, r2star: nil, ct: ct,
      mrToCT: RigidTransform(rotation: .identity, translationMm: slip), registrationUncertaintyMm: 0.7)

    // The truth: deposits by their part inside the pallidum, those that reach the zone.
    let c = GradingCutoffs.standard
    let parts = deposits.map { d in (d, Self.part(of: d.body, border: border)) }
    let dense = parts.filter {
      $1.touches && $0.body.excessHU + Self.level.hu >= c.ctFocusHU && $1.volume >= c.focusVolumeMm3
    }
    let volumeCT = dense.reduce(0) { $0 + $1.1.volume }
    let peak = dense.map { $0.0.body.excessHU + Self.level.hu }.max() ?? 0
    trueCT = dense.isEmpty ? 0 : volumeCT >= c.ctGrade2VolumeMm3 || peak >= c.ctGrade2HU ? 2 : 1
    let iron = parts.filter {
      $1.touches && $0.excessPPM * 1000 > c.qsmExcessPpb && $1.volume >= c.focusVolumeMm3
    }
    let volumeQSM = iron.reduce(0) { $0 + $1.1.volume }
    trueQSM = iron.isEmpty ? 0 : volumeQSM >= c.qsmGrade2VolumeMm3 ? 2 : 1
  }

  private static func inside(_ p: SIMD3<Double>, _ radii: SIMD3<Double>) -> Bool {
    let d = p / radii
    return dot(d, d) <= 1
  }

  private static func share(of body: Ellipsoid, at p: SIMD3<Double>, _ spacing: SIMD3<Double>) -> Double {
    let parts = SIMD3(4, 4, 8)
    var inside = 0.0
    for z in 0..<parts.z {
      for y in 0..<parts.y {
        for x in 0..<parts.x {
          let step = ((SIMD3<Double>(SIMD3(x, y, z)) + 0.5) / SIMD3<Double>(parts) - 0.5) * spacing
          if body.contains(p + step) { inside += 1 }
        }
      }
    }
    return inside / Double(parts.x * parts.y * parts.z)
  }

  /// The x below which a third of the pallidum's volume lies: of an ellipsoid (2 + 3t − t³)/4 of it lies below t semi-axes.
  private static let medialBorder: Double = {
    var (low, high) = (-1.0, 0.0)
    for _ in 0..<50 {
      let t = (low + high) / 2
      if (2 + 3 * t - t * t * t) / 4 < 1.0 / 3 { low = t } else { high = t }
    }
    return (low + high) / 2 * radiiMm.x
  }()

  /// A body's volume inside the pallidum, and whether it reaches the zone.
  private static func part(of body: Ellipsoid, border: Double) -> (volume: Double, touches: Bool) {
    let step = 0.2
    let n = SIMD3<Int>((body.radiiMm / step).rounded(.up))
    var volume = 0.0
    var touches = false
    for z in -n.z...n.z {
      for y in -n.y...n.y {
        for x in -n.x...n.x {
          let p = body.center + SIMD3(Double(x), Double(y), Double(z)) * step
          if body.contains(p), inside(p, radiiMm) {
            volume += step * step * step
            if p.x <= border { touches = true }
          }
        }
      }
    }
    return (volume, touches)
  }
}
