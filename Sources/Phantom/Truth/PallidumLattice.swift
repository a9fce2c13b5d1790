import Vocabulary
import Voxels

/// One pallidum without noise on a fine lattice of the head: with its foci, and what would be there without them.
///
/// Vessels are in neither, as they are no deposits.
struct PallidumLattice: Sendable {
  /// Points along x, y, z.
  var size: SIMD3<Int>
  /// Distance between them, mm.
  var spacingMm: Double
  /// The first point, native LPS mm.
  var origin: SIMD3<Double>
  /// Which points lie in the pallidum.
  var inside: [Bool]
  /// HU and ppm with the foci.
  var hu: [Float], chi: [Float]
  /// HU and ppm without.
  var bareHU: [Float], bareChi: [Float]

  /// Volume of a point, mm³.
  var pointMm3: Double { spacingMm * spacingMm * spacingMm }

  func point(_ o: Int) -> SIMD3<Double> {
    let i = SIMD3(o % size.x, (o / size.x) % size.y, o / (size.x * size.y))
    return origin + SIMD3<Double>(i) * spacingMm
  }

  /// The neighbours of a point by their faces that lie in the pallidum.
  func forEachNeighbour(of o: Int, _ body: (Int) -> Void) {
    let i = SIMD3(o % size.x, (o / size.x) % size.y, o / (size.x * size.y))
    if i.x > 0, inside[o - 1] { body(o - 1) }
    if i.x + 1 < size.x, inside[o + 1] { body(o + 1) }
    if i.y > 0, inside[o - size.x] { body(o - size.x) }
    if i.y + 1 < size.y, inside[o + size.x] { body(o + size.x) }
    let slice = size.x * size.y
    if i.z > 0, inside[o - slice] { body(o - slice) }
    if i.z + 1 < size.z, inside[o + slice] { body(o + slice) }
  }

  /// The medial third of the volume along the short axis of inertia in the axial plane, pointing to the midline.
  func medialZone() -> [Bool] {
    let offsets = inside.indices.filter { inside[$0] }
    var zone = [Bool](repeating: false, count: inside.count)
    guard offsets.count > 2 else { return zone }
    let points = offsets.map(point)
    let mean = points.reduce(SIMD3<Double>.zero, +) / Double(points.count)
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for p in points {
      let d = p - mean
      xx += d.x * d.x
      xy += d.x * d.y
      yy += d.y * d.y
    }
    // The eigenvector of the smaller eigenvalue of the scatter in the plane.
    let smaller = (xx + yy) / 2 - ((xx - yy) * (xx - yy) / 4 + xy * xy).squareRoot()
    let candidate = abs(xy) > 1e-9 ? SIMD3(smaller - yy, xy, 0) : SIMD3(xx <= yy ? 1 : 0, xx <= yy ? 0 : 1, 0)
    var axis = normalized(candidate)
    if axis.x * mean.x > 0 { axis = -axis }
    let along = points.map { dot($0 - mean, axis) }
    let threshold = along.sorted()[along.count * 2 / 3]
    for (k, o) in offsets.enumerated() where along[k] >= threshold { zone[o] = true }
    return zone
  }
}

extension PallidumLattice {
  /// The coarse look that finds the pallidum, mm; less than half its least width.
  private static let searchMm = 2.0
  /// Where pallida lie at most, native mm from the head's middle: outwards, to the front, back, down and up.
  private static let search = (x: 2.0...45.0, y: -35.0...45.0, z: -35.0...40.0)

  /// The pallidum of a scenario.
  /// - Parameter spacingMm: 0.4 is a tenth of the smallest deposit that counts.
  init(_ scenario: PhantomScenario, _ side: Side, spacingMm: Double = 0.4) {
    var own = scenario
    own.variation?.foci.removeAll { $0.isVessel }
    var bare = scenario
    bare.deposits = []
    bare.variation?.foci = []
    self.init(HeadModel(own), bare: HeadModel(bare), side, spacingMm: spacingMm)
  }

  private init(_ head: HeadModel, bare: HeadModel, _ side: Side, spacingMm: Double) {
    let index = SidedStructure.all.firstIndex(of: SidedStructure(.globusPallidus, side))
    let sign = side == .left ? 1.0 : -1
    var lower = SIMD3<Double>(repeating: .infinity)
    var upper = -lower
    let s = Self.search
    for z in stride(from: s.z.lowerBound, through: s.z.upperBound, by: Self.searchMm) {
      for y in stride(from: s.y.lowerBound, through: s.y.upperBound, by: Self.searchMm) {
        for x in stride(from: s.x.lowerBound, through: s.x.upperBound, by: Self.searchMm) {
          let p = SIMD3(sign * x, y, z)
          guard bare.sample(p).nucleus == index else { continue }
          lower = pointwiseMin(lower, p)
          upper = pointwiseMax(upper, p)
        }
      }
    }
    if lower.x > upper.x { (lower, upper) = (.zero, .zero) }
    // What the coarse look may have missed on each side.
    origin = lower - SIMD3(repeating: Self.searchMm)
    let n =
      SIMD3<Int>(
        ((upper - lower + SIMD3(repeating: 2 * Self.searchMm)) / spacingMm).rounded(.up)) &+ 1
    size = n
    self.spacingMm = spacingMm
    let count = n.x * n.y * n.z
    inside = [Bool](repeating: false, count: count)
    hu = [Float](repeating: 0, count: count)
    (chi, bareHU, bareChi) = (hu, hu, hu)
    for o in 0..<count {
      let p = point(o)
      let without = bare.sample(p)
      guard without.nucleus == index else { continue }
      let with = head.sample(p)
      inside[o] = true
      hu[o] = with.tissue.hu
      chi[o] = with.tissue.chiPPM
      bareHU[o] = without.tissue.hu
      bareChi[o] = without.tissue.chiPPM
    }
  }
}
