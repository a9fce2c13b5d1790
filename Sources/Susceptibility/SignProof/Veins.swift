import Foundation
import Vocabulary
import Voxels

/// Finds veins by their fast decay and their shape, without looking at the phase.
///
/// Deoxygenated blood shortens T2* whatever the sign of the phase, so the set of voxels found here is the same for a
/// right and for a wrong sign, and the mean susceptibility in it changes its sign exactly. A voxel belongs where R2*
/// exceeds that of its surroundings and where the Hessian of R2* has two strongly negative eigenvalues and one small
/// one: a ridge of a tube (Sato 1998, doi:10.1016/S1361-8415(98)80009-1). Plates (sulci, tracts' borders) have one,
/// balls (deposits, bleeds) have three.
struct Veins {
  /// A voxel of a vein with the susceptibility of its surroundings taken away.
  struct Sample {
    /// Position, patient LPS mm.
    let position: SIMD3<Double>
    /// Susceptibility against what surrounds the vein, ppm.
    let contrast: Double
  }
  /// The voxels, in voxel order.
  let samples: [Sample]

  /// - Parameters:
  ///   - map: susceptibility and R2*.
  ///   - signal: the main field, to which R2* of blood is in proportion, and the first echo's magnitude.
  ///   - excluded: no vein is sought here nor within `clearanceMm`: the nuclei.
  ///   - isDense: true where the CT is dense: calcium decays fast too.
  init(
    _ map: SusceptibilityMap, signal: MultiEchoSignal, excluded: MRMask?, isDense: (SIMD3<Double>) -> Bool,
    _ p: SignProof.Parameters
  ) {
    guard let box = map.mask.boundingBox else {
      samples = []
      return
    }
    let mask = map.mask.cropped(to: box)
    let grid = mask.grid
    let chi = map.chi.cropped(to: box).voxels
    let noise = map.fieldNoise.cropped(to: box).voxels
    let rate = map.r2star.cropped(to: box).blurred(sigmaMm: p.veinScaleMm).voxels
    let depth = mask.inverted.squaredDistanceMm2()
    let near = excluded.map { $0.cropped(to: box).dilated(byMm: p.clearanceMm).voxels }
    let (rim, strongest) = (Float(p.veinRimMm * p.veinRimMm), Float(p.strongestVeinPPM))
    var usable = [Bool](repeating: false, count: grid.count)
    var rates: [Float] = []
    for i in 0..<grid.count {
      // The magnitude of χ, never its sign: what is stronger is calcium or a bleed.
      usable[i] =
        mask.voxels[i] && depth[i] > rim && noise[i].isFinite && abs(chi[i]) < strongest
        && near?[i] != true
      if usable[i] { rates.append(rate[i]) }
    }
    guard rates.count >= p.leastVoxels else {
      samples = []
      return
    }
    let excess = Float(p.veinExcessAt3T * signal.fieldStrength.tesla / 3)
    let least = Float(Statistics.median(rates)) + excess
    var ridge = [Int]()
    for i in 0..<grid.count where usable[i] && rate[i] > least { ridge.append(i) }
    // A parabola of that excess which reaches its foot within the widest vein's radius has this curvature an excess.
    let curvature = 2 / (p.widestVeinMm * p.widestVeinMm)
    // A deterministic part of them where decay is fast everywhere (a bad shim): the vote needs no more.
    let step = max(1, ridge.count / p.mostVeinCandidates)
    let surroundings = Surroundings(grid: grid, outerMm: p.surroundingsMm, step: p.surroundingsStepMm)
    let hessian = Hessian(rate, grid: grid)
    // Signal at time zero: blood holds as much water as tissue, bone and calcium hold little.
    let firstEcho = Float(signal.echoTimes[0].seconds)
    let first = signal.magnitudes[0].cropped(to: box).blurred(sigmaMm: p.veinScaleMm).voxels
    let water = Water(first: first, rate: rate, time: firstEcho)
    var found: [Sample] = []
    for k in Swift.stride(from: 0, to: ridge.count, by: step) {
      let i = ridge[k]
      let at = grid.index(ofOffset: i)
      guard let around = surroundings.mean(of: rate, around: at, where: { usable[$0] }),
        rate[i] > around + excess,
        hessian.isTube(
          at, flatness: p.veinFlatness, leastCurvature: curvature * Double(rate[i] - around))
      else { continue }
      let position = grid.point(atVoxel: SIMD3(Double(at.x), Double(at.y), Double(at.z))).lps
      guard let tissueWater = surroundings.mean(around: at, of: { usable[$0] ? water[$0] : nil }),
        water.least(about: at, in: grid) > Float(p.leastVeinWater) * tissueWater, !isDense(position)
      else { continue }
      let limit = around + excess / 2
      // A tube fills little of the ball about it; a bleed, a nucleus or the skull's base fills much.
      let share = surroundings.mean(around: at) { usable[$0] ? (rate[$0] < limit ? 0 : 1) : nil }
      guard let share, share <= Float(p.largestVeinShare) else { continue }
      guard let tissue = surroundings.mean(of: chi, around: at, where: { usable[$0] && rate[$0] < limit })
      else { continue }
      found.append(Sample(position: position, contrast: Double(chi[i] - tissue)))
    }
    samples = found
  }
}

/// The signal at time zero, extrapolated from the first echo.
private struct Water {
  let first: [Float]
  let rate: [Float]
  let time: Float

  subscript(i: Int) -> Float { first[i] * expf(rate[i] * time) }

  /// The least of a voxel and its 26 neighbours: a voxel at the rim of a calcium has water of its own.
  func least(about v: SIMD3<Int>, in grid: Grid<MRPatient>) -> Float {
    var least = Float.infinity
    for z in max(0, v.z - 1)...min(grid.size.z - 1, v.z + 1) {
      for y in max(0, v.y - 1)...min(grid.size.y - 1, v.y + 1) {
        for x in max(0, v.x - 1)...min(grid.size.x - 1, v.x + 1) {
          least = min(least, self[grid.offset(x, y, z)])
        }
      }
    }
    return least
  }
}

/// The second derivatives of an image, by central differences in mm.
private struct Hessian {
  let values: [Float]
  let size: SIMD3<Int>
  let spacing: SIMD3<Double>

  init(_ values: [Float], grid: Grid<MRPatient>) {
    self.values = values
    size = grid.size
    spacing = grid.spacingMm
  }

  /// True on the ridge of a bright tube: the middle eigenvalue is below −`leastCurvature`, and the one along the tube is
  /// less than `flatness` of it.
  func isTube(_ v: SIMD3<Int>, flatness: Double, leastCurvature: Double) -> Bool {
    for a in 0..<3 where v[a] == 0 || v[a] + 1 >= size[a] { return false }
    let stride = SIMD3(1, size.x, size.x * size.y)
    let o = v.x + size.x * (v.y + size.y * v.z)
    let c = values[o]
    var square = SIMD3<Double>.zero
    for a in 0..<3 {
      square[a] = Double(values[o + stride[a]] - 2 * c + values[o - stride[a]]) / (spacing[a] * spacing[a])
    }
    func mixed(_ a: Int, _ b: Int) -> Double {
      let (s, t) = (stride[a], stride[b])
      return Double(values[o + s + t] - values[o + s - t] - values[o - s + t] + values[o - s - t])
        / (4 * spacing[a] * spacing[b])
    }
    let (xy, yz, zx) = (mixed(0, 1), mixed(1, 2), mixed(2, 0))
    let h = Matrix3(
      rows: SIMD3(square.x, xy, zx), SIMD3(xy, square.y, yz), SIMD3(zx, yz, square.z))
    let e = symmetricEigenvalues(h)
    return e.y < -leastCurvature && abs(e.z) < flatness * abs(e.y)
  }
}

/// The voxels of a ball about a voxel, thinned to a lattice.
private struct Surroundings {
  let size: SIMD3<Int>
  let steps: [SIMD3<Int>]

  init(grid: Grid<MRPatient>, outerMm: Double, step: Double) {
    size = grid.size
    let h = grid.spacingMm
    var stride = SIMD3(1, 1, 1)
    var reach = SIMD3(0, 0, 0)
    for a in 0..<3 {
      stride[a] = max(1, Int((step / h[a]).rounded()))
      reach[a] = Int(outerMm / h[a]) / stride[a]
    }
    var steps: [SIMD3<Int>] = []
    for z in -reach.z...reach.z {
      for y in -reach.y...reach.y {
        for x in -reach.x...reach.x {
          let d = SIMD3(x, y, z) &* stride
          let mm = SIMD3(Double(d.x), Double(d.y), Double(d.z)) * h
          if (mm * mm).sum() <= outerMm * outerMm { steps.append(d) }
        }
      }
    }
    self.steps = steps
  }

  /// The mean over members; nil if less than a tenth of the ball belongs.
  func mean(of values: [Float], around v: SIMD3<Int>, where member: (Int) -> Bool) -> Float? {
    mean(around: v) { member($0) ? values[$0] : nil }
  }

  /// The mean of what is not nil; nil if less than a tenth of the ball is.
  func mean(around v: SIMD3<Int>, of value: (Int) -> Float?) -> Float? {
    var (sum, n) = (0.0, 0)
    for s in steps {
      let w = v &+ s
      if w.x < 0 || w.y < 0 || w.z < 0 || w.x >= size.x || w.y >= size.y || w.z >= size.z { continue }
      let o = w.x + size.x * (w.y + size.y * w.z)
      guard let x = value(o) else { continue }
      sum += Double(x)
      n += 1
    }
    return 10 * n >= steps.count && n > 0 ? Float(sum / Double(n)) : nil
  }
}
