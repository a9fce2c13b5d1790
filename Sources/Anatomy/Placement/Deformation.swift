import Foundation
import Shapes
import Vocabulary
import Voxels

/// Bends the placed template to this head: a smooth displacement that no single nucleus' pose can give.
///
/// Starts from what each nucleus' own pose says. Then, in windows that shrink, the displacement that explains χ
/// and CSF best in the least-squares sense (Lucas & Kanade 1981) under a prior of `deformationSdMm` about the
/// start. What χ should be is estimated from this head in every round: one value for each nucleus and one for its
/// surround. Values beyond all tissues (calcium, iron foci, veins) count for nothing. Where mineral fills a nucleus, the
/// CT shows it instead.
struct DeformationFit {
  let grid: Grid<TemplatePatient>
  private let scene: Scene
  private let p: NucleiParameters
  /// Shapes that own lattice points.
  private let nuclei: [ShapeField]
  private let near: [Near]

  /// A lattice point of the nuclei and their surround.
  fileprivate struct Near {
    let offset: Int
    let position: SIMD3<Double>
    /// The nearest nucleus, and the next if it is near, index into `nuclei`.
    let first: Int
    let second: Int
    let distanceMm: Float
    /// Parts of the point in the two and in a ventricle.
    let inFirst: Float
    let inSecond: Float
    let inVentricle: Float
  }

  init(scene: Scene, _ p: NucleiParameters) {
    self.scene = scene
    self.p = p
    nuclei = ShapeField.all.filter { !$0.boxed.isVentricle }
    let ventricles = ShapeField.all.filter(\.boxed.isVentricle)
    let step = p.deformationStepMm
    var low = SIMD3<Double>(repeating: .infinity)
    var high = SIMD3<Double>(repeating: -.infinity)
    for n in nuclei {
      low = pointwiseMin(low, n.boxed.low - SIMD3(repeating: BoxedShape.marginMm))
      high = pointwiseMax(high, n.boxed.high + SIMD3(repeating: BoxedShape.marginMm))
    }
    let a = SIMD3<Int>((low / step).rounded(.down))
    let b = SIMD3<Int>((high / step).rounded(.up))
    grid = Grid(
      size: b &- a &+ SIMD3(repeating: 1),
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: SIMD3(repeating: step)), translation: SIMD3<Double>(a) * step))
    near = Self.nearPoints(grid: grid, nuclei: nuclei, ventricles: ventricles, p)
  }

  private static func nearPoints(
    grid: Grid<TemplatePatient>, nuclei: [ShapeField], ventricles: [ShapeField], _ p: NucleiParameters
  ) -> [Near] {
    let n = grid.size
    var slices = [[Near]](repeating: [], count: n.z)
    slices.withUnsafeMutableBufferPointer { buffer in
      // Each iteration writes its own element only.
      nonisolated(unsafe) let out = buffer
      parallelSlices(n.z) { k in
        for j in 0..<n.y {
          for i in 0..<n.x {
            let q = grid.voxelToPatient(SIMD3(Double(i), Double(j), Double(k)))
            var (first, second) = (-1, -1)
            var (d1, d2) = (Float(p.deformationRimMm), Float(p.deformationRimMm))
            for (s, field) in nuclei.enumerated() {
              guard let d = field.look(q)?.distanceMm else { continue }
              if d < d1 {
                (second, d2) = (first, d1)
                (first, d1) = (s, d)
              } else if d < d2 {
                (second, d2) = (s, d)
              }
            }
            guard first >= 0 else { continue }
            func part(_ d: Float) -> Float { min(max(0.5 - d / Float(p.edgeWidthMm), 0), 1) }
            let inFirst = part(d1)
            let inSecond = second < 0 ? 0 : min(part(d2), 1 - inFirst)
            var wet: Float = 0
            for v in ventricles { if let d = v.look(q)?.distanceMm { wet = max(wet, part(d)) } }
            out[k].append(
              Near(
                offset: grid.offset(i, j, k), position: q, first: first, second: second, distanceMm: d1,
                inFirst: inFirst, inSecond: inSecond, inVentricle: min(wet, 1 - inFirst - inSecond)))
          }
        }
      }
    }
    return slices.flatMap { $0 }
  }

  /// The map of this head from the common pose and each nucleus' own.
  func fitted(pose: Affine, own: [SidedStructure: Affine]) -> TemplateMap {
    let start = startingField(pose: pose, own: own)
    var u = start
    for window in p.deformationWindowsMm {
      for _ in 0..<p.deformationRounds { u = improved(u, from: start, pose: pose, windowMm: window) }
    }
    return TemplateMap(pose: pose, grid: grid, u: u)
  }

  /// Correlation of χ with what the bent template expects in each nucleus and its rim, deposits left out.
  ///
  /// A nucleus with too few points in χ is absent.
  func agreement(under map: TemplateMap) -> [SidedStructure: Double] {
    let look = looked(map.u, pose: map.pose)
    let expected = expected(look)
    var result: [SidedStructure: Double] = [:]
    for s in SidedStructure.all {
      guard
        let k = nuclei.firstIndex(where: {
          $0.boxed.shape.name == s.structure.rawValue && $0.boxed.shape.side == s.side
        })
      else { continue }
      var n = 0.0
      var (sx, sy, sxx, syy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for (i, q) in near.enumerated() where look.valid[i] && (q.first == k || q.second == k) {
        let x = Double(look.chi[i])
        guard expected.admits(look.chi[i], at: q, p) else { continue }
        let y = Double(expected.value(at: q))
        n += 1
        sx += x
        sy += y
        sxx += x * x
        syy += y * y
        sxy += x * y
      }
      let spread = ((sxx - sx * sx / n) * (syy - sy * sy / n)).squareRoot()
      if n >= Self.fewestPoints { result[s] = spread > 0 ? (sxy - sx * sy / n) / spread : 0 }
    }
    return result
  }

  /// Fewer points than this give no correlation.
  private static let fewestPoints = 20.0

  private func expected(_ look: Look) -> Expected {
    Expected(
      near: near.map { ($0.first, $0.distanceMm) }, chi: look.chi, valid: look.valid, fluid: look.fluid,
      nuclei: nuclei.count, p)
  }

  /// What the nuclei's own poses say, spread smoothly between them.
  private func startingField(pose: Affine, own: [SidedStructure: Affine]) -> [SIMD3<Float>] {
    let back = pose.inverse
    let moved = nuclei.map { field -> Affine? in
      guard let s = Structure(rawValue: field.boxed.shape.name) else { return nil }
      return own[SidedStructure(s, field.boxed.shape.side)].map { back * $0 }
    }
    var sums = (0..<4).map { _ in [Float](repeating: 0, count: grid.count) }
    for q in near where q.inFirst > 0 {
      guard let m = moved[q.first] else { continue }
      let d = SIMD3<Float>(m(q.position) - q.position)
      for a in 0..<3 { sums[a][q.offset] = q.inFirst * d[a] }
      sums[3][q.offset] = q.inFirst
    }
    let smooth = sums.map { blurred($0, sigmaMm: p.startBlurMm) }
    return (0..<grid.count).map { o in
      let w = smooth[3][o] + 1e-4
      return SIMD3(smooth[0][o], smooth[1][o], smooth[2][o]) / w
    }
  }

  private func blurred(_ v: [Float], sigmaMm: Double) -> [Float] {
    Volume<Dimensionless, TemplatePatient>(grid: grid, voxels: v).blurred(sigmaMm: sigmaMm).voxels
  }

  /// One Lucas–Kanade step with a Gaussian window.
  private func improved(
    _ u: [SIMD3<Float>], from start: [SIMD3<Float>], pose: Affine, windowMm: Double
  ) -> [SIMD3<Float>] {
    let look = looked(u, pose: pose)
    let expected = expected(look)
    let n = grid.size
    // Images on the lattice, for their gradients.
    var seen = [Float](repeating: .nan, count: grid.count)
    var wanted = seen
    var wetSeen = seen
    var wetWanted = seen
    let mineral = mineralNuclei(look)
    var denseSeen = seen
    var denseWanted = seen
    for (i, q) in near.enumerated() where look.covered[i] {
      guard let m = mineral[q.first] ?? mineral[q.second] else { continue }
      denseSeen[q.offset] = m.share(of: look.hu[i])
      denseWanted[q.offset] =
        (mineral[q.first] == nil ? 0 : q.inFirst) + (mineral[q.second] == nil ? 0 : q.inSecond)
    }
    for (i, q) in near.enumerated() where look.valid[i] {
      seen[q.offset] = look.chi[i]
      wanted[q.offset] = expected.value(at: q)
      wetSeen[q.offset] = look.fluid[i]
      wetWanted[q.offset] = q.inVentricle
    }
    var sums = (0..<9).map { _ in [Float](repeating: 0, count: grid.count) }
    let stride = SIMD3(1, n.x, n.x * n.y)
    let step = Float(p.deformationStepMm)
    func gradient(_ a: [Float], _ b: [Float], _ o: Int) -> SIMD3<Float>? {
      var g = SIMD3<Float>.zero
      for axis in 0..<3 {
        let (up, down) = (o + stride[axis], o - stride[axis])
        guard down >= 0, up < a.count else { return nil }
        let d = a[up] - a[down] + b[up] - b[down]
        guard d.isFinite else { return nil }
        g[axis] = d / (4 * step)
      }
      return g
    }
    func add(_ o: Int, _ g: SIMD3<Float>, _ r: Float, _ weight: Float) {
      sums[0][o] += weight * g.x * g.x
      sums[1][o] += weight * g.y * g.y
      sums[2][o] += weight * g.z * g.z
      sums[3][o] += weight * g.x * g.y
      sums[4][o] += weight * g.y * g.z
      sums[5][o] += weight * g.z * g.x
      sums[6][o] += weight * r * g.x
      sums[7][o] += weight * r * g.y
      sums[8][o] += weight * r * g.z
    }
    for (i, q) in near.enumerated() where look.valid[i] {
      let o = q.offset
      let sd = expected.sd[q.first]
      let x = look.chi[i]
      if expected.admits(x, at: q, p), let g = gradient(seen, wanted, o) {
        // CSF beside a nucleus is not the white matter that is expected there.
        let dry = 1 - look.fluid[i] * (1 - q.inFirst - q.inSecond)
        add(o, g, x - wanted[o], dry * dry / (sd * sd))
      }
      if scene.fluid != nil, q.inFirst + q.inSecond + q.inVentricle > 0.5,
        let g = gradient(wetSeen, wetWanted, o)
      {
        let sd = Float(p.fluidSd)
        add(o, g, look.fluid[i] - q.inVentricle, 1 / (sd * sd))
      }
    }
    for q in near where !mineral.isEmpty && denseSeen[q.offset].isFinite {
      guard let g = gradient(denseSeen, denseWanted, q.offset) else { continue }
      let sd = Float(p.mineralSd)
      add(q.offset, g, denseSeen[q.offset] - denseWanted[q.offset], 1 / (sd * sd))
    }
    let smooth = sums.map { blurred($0, sigmaMm: windowMm) }
    // Samples in the window, less what neighbours have in common.
    let count = Float(pow(2 * Double.pi, 1.5) * pow(windowMm / p.deformationStepMm, 3) / p.dependentSamples)
    let prior = Float(1 / (p.deformationSdMm * p.deformationSdMm))
    var result = u
    for o in 0..<grid.count {
      @inline(__always) func sum(_ k: Int) -> Float { smooth[k][o] * count }
      let pull = (u[o] - start[o]) * prior
      let m = Matrix3(
        rows: SIMD3(Double(sum(0) + prior), Double(sum(3)), Double(sum(5))),
        SIMD3(Double(sum(3)), Double(sum(1) + prior), Double(sum(4))),
        SIMD3(Double(sum(5)), Double(sum(4)), Double(sum(2) + prior)))
      var d = m.inverse * SIMD3<Double>(SIMD3(-sum(6), -sum(7), -sum(8)) - pull)
      let size = length(d)
      if size > p.deformationStepMm { d *= p.deformationStepMm / size }
      // Noise at the edge of a map may pull on and on.
      var whole = SIMD3<Double>(u[o] - start[o]) + d
      let away = length(whole)
      if away > p.deformationMostMm { whole *= p.deformationMostMm / away }
      result[o] = start[o] + SIMD3<Float>(whole)
    }
    return result
  }

  /// The nuclei that mineral fills, by their index into `nuclei`.
  private func mineralNuclei(_ look: Look) -> [Int: Mineral] {
    guard scene.attenuation != nil else { return [:] }
    var result: [Int: Mineral] = [:]
    for k in nuclei.indices {
      let inside = near.indices.filter {
        look.covered[$0] && near[$0].first == k && near[$0].distanceMm < Expected.core
      }
      result[k] = Mineral(inside: inside.map { look.hu[$0] }, p)
    }
    return result
  }

  /// What the near points see under a displacement.
  private struct Look {
    var chi: [Float]
    var fluid: [Float]
    /// Attenuation, HU.
    var hu: [Float]
    /// True where χ is of tissue.
    var valid: [Bool]
    /// True within the scene.
    var covered: [Bool]
  }

  private func looked(_ u: [SIMD3<Float>], pose: Affine) -> Look {
    let zero = [Float](repeating: 0, count: near.count)
    let no = [Bool](repeating: false, count: near.count)
    var look = Look(chi: zero, fluid: zero, hu: zero, valid: no, covered: no)
    let toVoxel = scene.toVoxel * pose
    let size = scene.grid.size
    for (i, q) in near.enumerated() {
      let v = toVoxel(q.position + SIMD3<Double>(u[q.offset]))
      guard v.x >= 0, v.y >= 0, v.z >= 0 else { continue }
      let (x, y, z) = (Int(v.x), Int(v.y), Int(v.z))
      guard x + 1 < size.x, y + 1 < size.y, z + 1 < size.z else { continue }
      let o = x + size.x * (y + size.y * z)
      let f = SIMD3(Float(v.x) - Float(x), Float(v.y) - Float(y), Float(v.z) - Float(z))
      func value(_ image: [Float]) -> Float { image.withUnsafeBufferPointer { trilinear($0, o, size, f) } }
      look.covered[i] = true
      if let hu = scene.attenuation { look.hu[i] = value(hu) }
      guard scene.inside[o] else { continue }
      look.chi[i] = value(scene.fine)
      if let wet = scene.fluid { look.fluid[i] = value(wet) }
      look.valid[i] = true
    }
    return look
  }
}

/// What χ is in and around each nucleus of this head.
private struct Expected {
  var inside: [Float]
  var outside: [Float]
  var sd: [Float]

  /// What χ should be at a point.
  func value(at q: DeformationFit.Near) -> Float {
    let second = q.second < 0 ? 0 : inside[q.second]
    return q.inFirst * inside[q.first] + q.inSecond * second + (1 - q.inFirst - q.inSecond) * outside[q.first]
  }

  /// False for what is no tissue: calcium, iron foci, veins.
  func admits(_ x: Float, at q: DeformationFit.Near, _ p: NucleiParameters) -> Bool {
    let outer = outside[q.first]
    let (a, b) = (inside[q.first], q.second < 0 ? outer : inside[q.second])
    let room = Float(p.depositSd) * sd[q.first]
    return x > min(a, b, outer) - room && x < max(a, b, outer) + room
  }

  /// Depth in mm below the outline from which a point surely belongs to the nucleus, and the same outside.
  static let core: Float = -0.8
  private static let surround: Float = 1.5
  /// Fewer points than this tell nothing.
  private static let fewest = 12

  init(
    near: [(nucleus: Int, distanceMm: Float)], chi: [Float], valid: [Bool], fluid: [Float], nuclei: Int,
    _ p: NucleiParameters
  ) {
    var inner = [[Float]](repeating: [], count: nuclei)
    var outer = inner
    for (i, q) in near.enumerated() where valid[i] {
      if q.distanceMm < Self.core {
        inner[q.nucleus].append(chi[i])
      } else if q.distanceMm > Self.surround && fluid[i] < 0.5 {
        outer[q.nucleus].append(chi[i])
      }
    }
    (inside, outside, sd) = ([], [], [])
    for k in 0..<nuclei {
      let known = inner[k].count >= Self.fewest && outer[k].count >= Self.fewest
      inside.append(known ? Float(Statistics.median(inner[k])) : 0)
      outside.append(known ? Float(Statistics.median(outer[k])) : 0)
      let spread =
        known
        ? (Statistics.robustStandardDeviation(inner[k]) + Statistics.robustStandardDeviation(outer[k])) / 2
        : 1
      sd.append(Float(max(spread, p.leastTissueSdPPM)))
    }
  }
}
