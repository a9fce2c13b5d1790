import Vocabulary
import Voxels

/// Judges the sign of structures whose susceptibility is known to lie above or below that of their surroundings.
struct StructureVotes {
  let map: SusceptibilityMap
  let nuclei: [SidedStructure: MRMask]
  let parameters: SignProof.Parameters
  let signal: MultiEchoSignal
  /// False where the outlines may lie anywhere; then they tell nothing.
  let nucleiTrusted: Bool

  private var grid: Grid<MRPatient> { map.chi.grid }

  /// Veins carry deoxygenated blood, which is paramagnetic.
  func veins(isDense: (SIMD3<Double>) -> Bool) -> SignVote {
    let all = union(nuclei.keys)
    let found = Veins(map, signal: signal, excluded: all, isDense: isDense, parameters).samples
    return vote(
      "veins", contrasts: found.map(\.contrast), at: found.map(\.position), expected: 1,
      blockMm: parameters.veinBlockMm, leastZ: parameters.leastVeinZ,
      what: "voxels in veins, found by R2* and shape alone", short: "veins")
  }

  /// Substantia nigra and red nucleus hold iron.
  ///
  /// The nuclei were found by susceptibility, so with a wrong sign their outlines sit on whatever is paramagnetic
  /// there and would confirm it. Only the neighbourhood is taken from them; in it, iron is told from its
  /// surroundings by fast decay, which does not depend on the sign.
  func iron() -> SignVote {
    let p = parameters
    let (name, short) = ("ironNuclei", "substantia nigra and red nucleus")
    guard nucleiTrusted else {
      return SignVote(
        name: name, value: nil, verdict: .inconclusive,
        message: "The nuclei could not be outlined reliably, so there is no place to look for iron.")
    }
    guard
      let seeds = union(
        [.substantiaNigra, .redNucleus].flatMap { s in Side.allCases.map { SidedStructure(s, $0) } }),
      !seeds.isEmpty
    else {
      return SignVote(
        name: name, value: nil, verdict: .inconclusive,
        message: "No outline of \(short): they lie outside the slab.")
    }
    guard let box = seeds.boundingBox?.grown(byMm: p.midbrainMarginMm + p.midbrainRimMm, in: grid) else {
      return few(name, 0, short)
    }
    let mask = map.mask.cropped(to: box)
    let near = seeds.cropped(to: box).dilated(byMm: p.midbrainMarginMm).voxels
    let pallida = union(Side.allCases.map { SidedStructure(.globusPallidus, $0) })?.cropped(to: box)
    let excluded = pallida.flatMap { $0.isEmpty ? nil : $0.dilated(byMm: p.clearanceMm).voxels }
    let depth = mask.inverted.squaredDistanceMm2()
    let rim = Float(p.midbrainRimMm * p.midbrainRimMm)
    let noise = map.fieldNoise.cropped(to: box).voxels
    let chi = map.chi.cropped(to: box).voxels
    let rate = map.r2star.cropped(to: box).blurred(sigmaMm: p.veinScaleMm).voxels
    let members = (0..<mask.voxels.count).filter { i in
      near[i] && mask.voxels[i] && depth[i] > rim && noise[i].isFinite && excluded?[i] != true
    }
    guard members.count >= p.leastVoxels else { return few(name, members.count, short) }
    let sorted = members.map { rate[$0] }.sorted()
    let tissue = Statistics.median(sorted)
    let least = Float(tissue + p.ironExcessAt3T * signal.fieldStrength.tesla / 3)
    let surroundings = members.filter { Double(rate[$0]) <= tissue }
    let zero = Statistics.mean(surroundings.map { chi[$0] })
    let iron = members.filter { rate[$0] >= least }
    return vote(
      name, contrasts: iron.map { Double(chi[$0]) - zero },
      at: iron.map { i in
        let v = mask.grid.index(ofOffset: i)
        return mask.grid.point(atVoxel: SIMD3(Double(v.x), Double(v.y), Double(v.z))).lps
      }, expected: 1, blockMm: p.ironBlockMm, least: p.leastIronPPB,
      what: "voxels of fast decay about \(short)", short: short)
  }

  /// Calcium is diamagnetic.
  func calcification(_ dense: [MRMask]) -> SignVote {
    let p = parameters
    let (name, short) = ("calcification", "calcium of pineal gland and choroid plexus")
    guard let first = dense.first else {
      return SignVote(
        name: name, value: nil, verdict: .inconclusive, message: "The CT shows no \(short).")
    }
    let mask = dense.dropFirst().reduce(first) { $0.union($1) }.intersection(map.mask)
    let zero = Statistics.mean(map.chi.values(in: map.mask))
    var contrasts: [Double] = []
    var positions: [SIMD3<Double>] = []
    mask.forEach { x, y, z in
      contrasts.append(Double(map.chi[x, y, z]) - zero)
      positions.append(grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z))).lps)
    }
    return vote(
      name, contrasts: contrasts, at: positions, expected: -1, blockMm: p.calciumBlockMm,
      what: "voxels dense on CT in pineal gland and choroid plexus", short: short)
  }

  private func few(_ name: String, _ n: Int, _ short: String) -> SignVote {
    SignVote(
      name: name, value: nil, verdict: .inconclusive,
      message: "Only \(n) voxels of \(short) were found; \(parameters.leastVoxels) are needed.")
  }

  private func vote(
    _ name: String, contrasts: [Double], at positions: [SIMD3<Double>], expected sign: Double,
    blockMm: Double,
    least: Double? = nil, leastZ: Double = BlockJackknife.leastZ, what: String, short: String
  ) -> SignVote {
    let p = parameters
    let least = least ?? p.leastPPB
    guard contrasts.count >= p.leastVoxels else { return few(name, contrasts.count, short) }
    let mean = BlockJackknife(meanOf: contrasts.map { $0 * 1000 }, at: positions, blockMm: blockMm)
    guard mean.standardError.isFinite else {
      return SignVote(
        name: name, value: mean.estimate, verdict: .inconclusive,
        message:
          "The \(contrasts.count) \(what) lie in \(mean.blocks) place\(mean.blocks == 1 ? "" : "s") only; "
          + "\(BlockJackknife.fewestBlocks) are needed.")
    }
    return SignVote(
      name: name, value: mean.estimate, verdict: mean.verdict(expected: sign, least: least, leastZ: leastZ),
      message: "Mean susceptibility of \(contrasts.count) \(what), against tissue, in ppb, standard error "
        + "\(rounded(mean.standardError, 1)). It must be \(sign > 0 ? "positive" : "negative"); "
        + "\(Int(least)) ppb and \(Int(leastZ)) standard errors decide.")
  }

  private func union(_ structures: some Sequence<SidedStructure>) -> MRMask? {
    var all: MRMask?
    for s in structures.sorted(by: { "\($0)" < "\($1)" }) {
      guard let mask = nuclei[s] else { continue }
      all = all?.union(mask) ?? mask
    }
    return all
  }
}

/// `x` for a sentence.
func rounded(_ x: Double, _ decimals: Int) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  return "\((x * scale).rounded() / scale)"
}

extension Box {
  /// The box with a margin, within the grid.
  func grown(byMm margin: Double, in grid: Grid<MRPatient>) -> Box {
    var (lower, upper) = (self.lower, self.upper)
    for a in 0..<3 {
      let n = Int((margin / grid.spacingMm[a]).rounded(.up))
      lower[a] = max(0, lower[a] - n)
      upper[a] = min(grid.size[a], upper[a] + n)
    }
    return Box(lower: lower, upper: upper)
  }
}
