import Vocabulary

extension PairParameters {
  /// Matrices stay below these, so that a pair takes seconds: columns and rows of a CT, slices of a slab.
  private static let largestCTMatrix = 512
  private static let mostSlabSlices = 72
  /// In-plane field of view of the slab: a head with its nose and ears, mm.
  private static let slabFieldOfViewMm = SIMD2(200.0, 248.0)
  /// A head CT's usual field of view, mm.
  private static let ctFieldOfViewMm = 228.0...252.0
  /// A pixel below this is interpolated from one of twice its size, mm.
  private static let finestAcquiredPixelMm = 0.75

  /// The parameters of pair `index` (from 0) of a series.
  ///
  /// A pair has its own stream: it is the same in a short series and in a long one, and whatever its kind.
  public init(seed: UInt64, index: Int) {
    var draw = Draw(SplitMix64(seed: seed, stream: 70_000 + UInt64(index)))
    anatomySeed = draw.seed()
    otherAnatomySeed = draw.seed()
    asymmetry = draw.within(0.6...1.6)
    let bleeds = draw.chance(0.25)
    let hemorrhage = Self.hemorrhage(&draw)
    hemorrhages = bleeds ? [hemorrhage] : []
    mr = Self.mr(&draw)
    ct = Self.ct(&draw)
    poses = Poses(
      mrRotationDegrees: draw.vector(8), mrShiftMm: draw.vector(15), ctToMRRotationDegrees: draw.vector(25),
      shiftMm: draw.vector(40),
      ctFrameOffsetMm: SIMD3(draw.within(-10...10), draw.within(100...200), draw.within(-1000...0)))
    fieldSpacingMm = 2
  }

  private static func hemorrhage(_ draw: inout Draw) -> Hemorrhage {
    let side = draw.chance(0.5) ? 1.0 : -1
    return Hemorrhage(
      centerInHeadMm: SIMD3(side * draw.within(25...42), draw.within(-25...45), draw.within(8...42)),
      radiusMm: draw.within(10...20), hu: draw.within(60...75), chiPPM: draw.within(0.6...1.2),
      r2StarPerSecond: draw.within(100...200))
  }

  private static func mr(_ draw: inout Draw) -> MR {
    let pixel = draw.within(0.43...1.2)
    let isInterpolated = pixel < finestAcquiredPixelMm
    let acquired = isInterpolated ? 2 * pixel : pixel
    let slice = draw.within(1.5...3)
    let slices = min(Int((draw.within(100...150) / slice).rounded(.up)), mostSlabSlices)
    let field = slabFieldOfViewMm / acquired
    let echoes = 3 + draw.below(3)
    let last = draw.within(20...35)
    let first = draw.within(3.5...6.5)
    return MR(
      acquiredPixelMm: acquired, isInterpolated: isInterpolated, sliceMm: slice,
      matrix: SIMD3(even(field.x), even(field.y), slices),
      centerInHeadMm: SIMD3(0, 10, 8) + draw.vector(6), tiltDegrees: draw.within(-25...25),
      rollDegrees: draw.within(-8...8),
      echoTimesMs: (0..<echoes).map { first + (last - first) * Double($0) / Double(echoes - 1) },
      signalToNoise: draw.within(30...100), coilBias: draw.within(0...3))
  }

  private static func ct(_ draw: inout Draw) -> CT {
    let pixel = draw.within(0.45...0.6)
    let matrix = min(even(draw.within(ctFieldOfViewMm) / pixel), largestCTMatrix)
    let slices = [1, 1.25, 2.5, 3, 5]
    let paddings: [Double?] = [nil, -1024, -2000, -3024]
    return CT(
      pixelMm: pixel, matrix: matrix, sliceMm: slices[draw.below(slices.count)],
      gantryTiltDegrees: draw.within(-20...20), noiseHU: draw.within(3...8),
      pointSpreadMm: draw.within(1...1.3), hasHeadrest: draw.chance(0.5),
      paddingHU: paddings[draw.below(paddings.count)],
      coverage: draw.chance(0.25) ? .fromSkullBaseUp : .head,
      remnant: draw.chance(0.5) ? .skullBase : .vertex, decenteringMm: draw.vector(6))
  }

  private static func even(_ x: Double) -> Int { 2 * Int((x / 2).rounded(.up)) }
}

/// Seeded numbers in the ranges that parameters have.
struct Draw: Sendable {
  var random: SplitMix64

  init(_ random: SplitMix64) { self.random = random }

  /// A seed that survives JSON, whose numbers hold 53 bits.
  mutating func seed() -> UInt64 { random.next() >> 11 }

  mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * random.uniform()
  }

  mutating func below(_ count: Int) -> Int { Int(random.uniform() * Double(count)) }

  mutating func chance(_ share: Double) -> Bool { random.uniform() < share }

  /// Each component uniform in −half…half.
  mutating func vector(_ half: Double) -> SIMD3<Double> {
    SIMD3(random.symmetric(), random.symmetric(), random.symmetric()) * half
  }
}
