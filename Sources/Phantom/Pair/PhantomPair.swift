import Vocabulary
import Voxels

/// A CT and an MR to be registered, with what is true about them.
public struct PhantomPair: Sendable {
  /// Root of the sum of squares of all echoes' magnitudes, whole numbers as scanners store them.
  public internal(set) var mr: MRVolume<Magnitude>
  /// The CT in whole HU.
  public internal(set) var ct: CTVolume
  /// The truth as it is written.
  public internal(set) var truth: PairTruth
}

/// What a contrast agent adds to the blood in a head CT, HU.
private let bloodEnhancementHU = 120.0

/// Simulates a pair in memory.
/// - Throws: `PhantomError.impossibleScenario` if an echo time is out of range.
public func simulate(
  _ parameters: PairParameters, kind: PairKind, progress: ProgressHandler? = nil
) throws(PhantomError) -> PhantomPair {
  let scenario = parameters.scenario
  let (fieldStrength, _) = try scenario.timing()
  let contrastHU = kind == .contrast ? bloodEnhancementHU : 0
  let head = HeadModel(scenario, hemorrhages: parameters.hemorrhages, contrastHU: contrastHU)
  let headToMR = parameters.headToMR
  progress?(0, "field of the head")
  let field = HeadField.simulate(head, in: headToMR, spacingMm: scenario.fieldSpacingMm)
  progress?(0.2, "gradient echoes")
  let scan = GradientEcho(
    scenario: scenario, grid: scenario.slabGrid(headToMR), fieldStrength: fieldStrength,
    whiteMatterSignal: scenario.whiteMatterSignal, coilBias: parameters.mr.coilBias)
  let acquired = scan.acquire(head, field: field, pose: headToMR)
  var mr = rootSumOfSquares(acquired.magnitudes)
  if parameters.mr.isInterpolated { mr = ZeroFilling.doubled(magnitude: mr) }
  progress?(0.5, "computed tomography")
  var imaged = scenario
  if kind == .otherHead { imaged.seed = parameters.otherAnatomySeed }
  let headInCT = kind == .otherHead ? HeadModel(imaged) : head
  let headToCT = parameters.headToCT(nativeScale: headInCT.nativeScale)
  let grid = parameters.ctGrid(
    headToCT, nativeScale: headInCT.nativeScale, truncated: kind == .truncated)
  let tomography = ComputedTomography(
    scenario: imaged, grid: grid, pose: headToCT,
    sampling: parameters.ctSampling, hasHeadrest: parameters.ct.hasHeadrest)
  var ct = stored(tomography.scanned(tomography.attenuation(headInCT)), paddingHU: parameters.ct.paddingHU)
  if kind == .mirrored { ct = ct.reversed(columns: true, rows: false) }
  if kind == .turned { ct = ct.reversed(columns: true, rows: true) }
  let ctToMR = RigidTransform<CTPatient, MRPatient>(
    rotation: headToMR.rotation * headToCT.rotation.transpose,
    translationMm: (headToMR.affine * headToCT.inverse.affine).translation)
  let truth = PairTruth(
    kind: kind, ctToMR: kind == .otherHead ? nil : ctToMR, targets: PairTargets(acquired),
    parameters: parameters)
  return PhantomPair(
    mr: MRVolume(grid: mr.grid, voxels: mr.voxels.map { $0.rounded() }), ct: ct, truth: truth)
}

/// √Σ magnitude² over the echoes.
private func rootSumOfSquares(_ echoes: [MRVolume<Magnitude>]) -> MRVolume<Magnitude> {
  var sum = MRVolume<Magnitude>(grid: echoes[0].grid)
  for echo in echoes {
    for i in sum.voxels.indices { sum.voxels[i] += echo.voxels[i] * echo.voxels[i] }
  }
  return MRVolume(grid: sum.grid, voxels: sum.voxels.map { $0.squareRoot() })
}

/// Whole HU within what 12 bits hold, and the padding outside the circle that was reconstructed.
private func stored(_ ct: CTVolume, paddingHU: Double?) -> CTVolume {
  let size = ct.grid.size
  let range: ClosedRange<Float> = -1024...3071
  let center = SIMD2(Double(size.x - 1), Double(size.y - 1)) / 2
  let radius = Double(min(size.x, size.y)) / 2
  var out = ct
  for y in 0..<size.y {
    for x in 0..<size.x {
      let d = SIMD2(Double(x), Double(y)) - center
      let padding = (d * d).sum() > radius * radius ? paddingHU : nil
      for z in 0..<size.z {
        let o = ct.grid.offset(x, y, z)
        out.voxels[o] =
          padding.map { Float($0) } ?? min(max(ct.voxels[o], range.lowerBound), range.upperBound).rounded()
      }
    }
  }
  return out
}
