import Vocabulary

extension PhantomScenario {
  /// Names of drawn heads: `random-17` is the head of seed 17.
  static let randomPrefix = "random-"

  /// A head drawn from the ranges of clinical practice that `docs/phantoms.md` states: anatomy, iron, deposits, both scans.
  ///
  /// The same seed gives the same head. No range is chosen by what the program makes of it.
  public static func random(seed: UInt64) -> PhantomScenario {
    var draw = Draw(SplitMix64(seed: seed, stream: 90_000))
    var s = PhantomScenario(name: "\(randomPrefix)\(seed)", summary: "")
    s.seed = draw.seed() % 1_000_000_000
    s.ageYears = 20 + draw.below(71)
    s.asymmetry = draw.within(0.6...2)
    s.hasPhysiologicCalcifications = draw.chance(0.8)
    var v = HeadVariation()
    v.coarseMm = draw.within(1...3)
    v.fineMm = draw.within(0.3...0.8)
    v.leftShiftMm = draw.vector(1)
    v.rightShiftMm = draw.vector(1)
    v.atrophy = min(max(Double(s.ageYears - 40) / 50 * draw.within(0.3...1.5), 0), 1)
    // One factor for the person, one a structure: about ± 15 and ± 8 %.
    let person = 1 + 0.15 * draw.normal()
    v.ironFactors = Structure.allCases.map {
      max(IronByAge.factor($0, ageYears: Double(s.ageYears)) * person * (1 + 0.08 * draw.normal()), 0.3)
    }
    s.drawMR(&draw, &v)
    s.drawCT(&draw, &v)
    let level = Tissue.nucleus(.globusPallidus).chiPPM * v.ironFactors[0]
    // Mineral that fills the nuclei is bilateral.
    if draw.chance(0.04) {
      let hu = draw.within(80...250)
      let chi = draw.within(-0.5 ... -0.1)
      v.foci = Side.allCases.map {
        PallidalFocus($0, .fill([.globusPallidus, .putamen, .dentateNucleus], rimMm: 1), hu: hu, chiPPM: chi)
      }
      s.summary = "calcium fills both pallida"
    } else {
      let sides = Side.allCases.map { side in drawnFoci(side, levelPPM: level, &draw) }
      v.foci = sides.flatMap(\.foci)
      s.summary = zip(Side.allCases, sides).map { "\($0.rawValue): \($1.words)" }.joined(separator: ", ")
    }
    s.variation = v
    return s
  }

  /// The same head on the coarse grids of `compact`: seconds instead of half a minute.
  public func coarsened() -> PhantomScenario {
    var s = self
    let coarse = PhantomScenario.compact
    s.slab.matrix = coarse.slab.matrix
    s.slab.voxelMm = coarse.slab.voxelMm
    s.ct = coarse.ct
    s.ct.noiseHU = ct.noiseHU
    s.fieldSpacingMm = coarse.fieldSpacingMm
    s.subvoxels = coarse.subvoxels
    s.compressesPixels = false
    return s
  }

  private mutating func drawMR(_ draw: inout Draw, _ v: inout HeadVariation) {
    // Classic Siemens and Philips files are the commonest; every format occurs.
    let formats: [ScannerFormat] = [
      .siemensClassic, .siemensClassic, .siemensClassic, .siemensEnhanced, .siemensSplit,
      .siemensSeriesAnEcho,
      .philipsClassic, .philipsClassic, .philipsEnhanced, .geMagnitudePhase, .geMagnitudeRealImaginary,
      .unitedImagingRescaled, .canonEnhanced,
    ]
    format = formats[draw.below(formats.count)]
    let isWeak = draw.chance(0.25)
    imagingFrequencyMHz = isWeak ? 63.87 : draw.chance(0.5) ? 123.25 : 127.74
    // R2* of brain at 1.5 T against 3 T: as in the phantom for `pallidum qsm`.
    v.r2StarFactor = isWeak ? 0.8 : 1
    signalToNoise = isWeak ? draw.within(35...70) : draw.within(50...120)
    let echoes = 4 + draw.below(3)
    let first = draw.within(4...7)
    let last = isWeak ? draw.within(30...42) : draw.within(22...32)
    // Scanners state echo times to the hundredth.
    echoTimesMs = (0..<echoes).map {
      ((first + (last - first) * Double($0) / Double(echoes - 1)) * 100).rounded() / 100
    }
    repetitionTimeMs = (last + draw.within(6...14)).rounded()
    let pixel = draw.within(0.9...1.25)
    let slice = draw.within(1.5...3)
    slab.voxelMm = SIMD3(pixel, pixel, slice)
    slab.matrix = SIMD3(
      Self.even(186 / pixel), Self.even(224 / pixel), Int((draw.within(114...126) / slice).rounded(.up)))
    slab.centerInHeadMm = SIMD3(0, 10, 8) + draw.vector(3)
    slab.tiltDegrees = draw.within(-8...25)
    slab.rollDegrees = draw.within(-5...5)
    subvoxels = SIMD3(2, 2, slice > 2 ? 3 : 2)
    mrPose = HeadPose(rotationDegrees: draw.vector(8), shiftMm: draw.vector(12))
  }

  private mutating func drawCT(_ draw: inout Draw, _ v: inout HeadVariation) {
    let slices = [1.25, 2, 2.5, 3, 5]
    let slice = slices[draw.below(slices.count)]
    let pixel = draw.within(0.6...0.8)
    // Points 1 mm apart or less through the slice.
    v.ctProfilePoints = max(2, Int(slice.rounded(.up)))
    ct = CTGeometry(
      matrix: Self.even(234 / pixel), pixelMm: pixel, sliceMm: slice, slices: Int((180 / slice).rounded(.up)),
      noiseHU: draw.within(3...8), pointSpreadMm: draw.within(1...1.3))
    ctPose = HeadPose(
      rotationDegrees: draw.vector(12),
      shiftMm: SIMD3(draw.within(-8...8), draw.within(100...200), draw.within(-900...0)))
  }

  /// One side's deposits and vessels, and what they are in a word.
  private static func drawnFoci(
    _ side: Side, levelPPM: Double, _ draw: inout Draw
  ) -> (foci: [PallidalFocus], words: String) {
    let excess = draw.within(0.1...0.5)
    let volume = draw.logarithmic(5...220)
    let isFaint = draw.chance(0.7)
    let hu = isFaint ? draw.within(50...100) : draw.logarithmic(100...350)
    let offset = SIMD3(draw.within(-1...0.5), draw.within(-4...4), draw.within(-3...3))
    let kind = draw.within(0...1)
    let words: String
    var main: PallidalFocus?
    var core: PallidalFocus?
    func ball(_ mm3: Double, _ hu: Double?, _ chi: Double) -> PallidalFocus {
      .ball(side, mm3: mm3, hu: hu, chiPPM: chi, offsetMm: offset)
    }
    switch kind {
    case ..<0.16: words = "nothing"
    case ..<0.35:
      words = "iron"
      main = ball(volume, nil, levelPPM + excess)
    case ..<0.71:
      words = "paradoxical"
      main = ball(volume, hu, levelPPM + excess)
    case ..<0.86:
      words = "iron with a dense core"
      main = ball(max(volume, 30), nil, levelPPM + excess)
      core = ball(draw.logarithmic(8...50), draw.within(50...100), levelPPM + excess)
    case ..<0.94:
      words = "calcium"
      main = ball(volume * 2, draw.logarithmic(80...400), draw.within(-0.6 ... -0.1))
    default:
      words = "calcium with some iron"
      main = ball(volume, draw.within(60...250), levelPPM + draw.within(-0.15...0.05))
    }
    var foci = [main, core].compactMap(\.self)
    // A second one of the same kind and half the volume, behind or in front.
    if draw.chance(0.25), let main, core == nil, case .ball(let radius, _) = main.form {
      let other = radius * cubeRoot(0.5)
      var at = offset
      at.y += (offset.y > 0 ? -1 : 1) * (radius + other + 2)
      foci.append(
        PallidalFocus(side, .ball(radiusMm: other, offsetMm: at), hu: main.hu, chiPPM: main.chiPPM))
    }
    let hasVessel = draw.chance(0.12)
    let isCalcified = draw.chance(0.3)
    let vessel = PallidalFocus(
      side,
      .tube(
        radiusMm: draw.within(0.6...1.2), insideMm: isCalcified ? draw.within(0...2) : draw.within(1...5),
        beyondMm: draw.within(6...12)), hu: isCalcified ? draw.within(80...250) : nil,
      chiPPM: isCalcified ? draw.within(-0.3...0) : draw.within(0.25...0.45))
    if hasVessel { foci.append(vessel) }
    return (foci, hasVessel ? words + (isCalcified ? " and a calcified vessel" : " and a vein") : words)
  }

  private static func even(_ x: Double) -> Int { 2 * Int((x / 2).rounded(.up)) }
}

extension Draw {
  /// Uniform in the logarithm.
  fileprivate mutating func logarithmic(_ range: ClosedRange<Double>) -> Double {
    // x = a·(b/a)^u by repeated halving: 30 bits of u are finer than any voxel.
    var u = random.uniform()
    var low = range.lowerBound
    var high = range.upperBound
    for _ in 0..<30 {
      let middle = (low * high).squareRoot()
      if u < 0.5 { high = middle } else { low = middle }
      u = u < 0.5 ? 2 * u : 2 * u - 1
    }
    return low
  }

  /// About normal, SD 1, within ±3: a sum of three uniform numbers.
  fileprivate mutating func normal() -> Double {
    2 * (random.uniform() + random.uniform() + random.uniform() - 1.5)
  }
}
