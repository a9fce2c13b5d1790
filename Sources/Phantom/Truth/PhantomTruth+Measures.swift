import Foundation
import Vocabulary
import Voxels

extension PhantomTruth {
  /// Erosion of the brain before its mean is taken, mm: the rim holds partial volume with bone.
  private static let referenceErosionMm = 2.0

  init(
    _ scenario: PhantomScenario, fieldStrength: FieldStrength, acquisition mr: GradientEcho.Acquisition,
    ctToMR: RigidTransform<CTPatient, MRPatient>, cleanCT: CTVolume,
    deposits: [(deposit: Deposit, center: Point<MRPatient>)]
  ) {
    let grid = mr.chi.grid
    let hu = cleanCT.resampled(onto: grid, by: ctToMR.inverse, outside: -1000)
    let chiPpb = mr.chi.voxels.map { $0 * 1000 }
    let nuclei = Dictionary(uniqueKeysWithValues: zip(SidedStructure.all, mr.nuclei))
    let eroded = mr.brain.eroded(byMm: Self.referenceErosionMm)

    self.case = scenario.name
    description = scenario.summary
    expectedExit = scenario.ctOfOtherPatient ? [4] : scenario.flipsPhaseSign ? [5] : [0]
    mustWithhold = scenario.flipsPhaseSign ? ["gpQSM", "paradoxicalCalcification"] : []
    expected = nil
    vendor = scenario.format
    ageYears = scenario.ageYears
    echoTimesMs = scenario.echoTimesMs
    imagingFrequencyMHz = scenario.imagingFrequencyMHz
    effectiveB0T = fieldStrength.tesla
    mrAffineLPS = Self.rows(grid.voxelToPatient)
    mrShapeIJK = [grid.size.x, grid.size.y, grid.size.z]
    ctAffineLPS = Self.rows(cleanCT.grid.voxelToPatient)
    ctShapeIJK = [cleanCT.grid.size.x, cleanCT.grid.size.y, cleanCT.grid.size.z]
    b0DirectionInSlabAxes = Self.list(grid.directionInAxes(SIMD3(0, 0, 1)))
    noiseSigmaOverWM = 1 / scenario.signalToNoise
    tissueChiReference = "water = 0"
    self.ctToMR = ctToMR.rowMajor16
    brainCornersMrLPS = Self.corners(mr.brain)
    referenceMeansPpb = ReferenceMeans(
      wholeBrain: Self.mean(chiPpb, eroded), csf: Self.mean(chiPpb, mr.csf))
    structures = SidedStructure.all.compactMap { s in
      nuclei[s].flatMap { Self.structure(s, $0, chiPpb: chiPpb, hu: hu.voxels) }
    }
    func pallidum(_ side: Side) -> PallidumTruth {
      PallidumTruth(
        deposit: deposits.first { $0.deposit.side == side },
        mask: nuclei[SidedStructure(.globusPallidus, side)] ?? MRMask(grid: grid), chiPpb: chiPpb,
        hu: hu.voxels)
    }
    self.pallidum = Pallida(left: pallidum(.left), right: pallidum(.right))
    foci = deposits.map {
      Focus(
        side: $0.deposit.side, location: .globusPallidus, diameterMm: 2 * $0.deposit.radiusMm,
        materialHU: $0.deposit.hu, absolutePpm: $0.deposit.chiPPM, centreMrLPS: Self.list($0.center.lps))
    }
  }

  /// Takes the geometry of another grid over the same voxels.
  mutating func setGrid(_ grid: Grid<MRPatient>) {
    mrAffineLPS = Self.rows(grid.voxelToPatient)
    mrShapeIJK = [grid.size.x, grid.size.y, grid.size.z]
    b0DirectionInSlabAxes = Self.list(grid.directionInAxes(SIMD3(0, 0, 1)))
  }

  private static func list(_ v: SIMD3<Double>) -> [Double] { [v.x, v.y, v.z] }

  private static func rows(_ a: Affine) -> [[Double]] {
    let m = a.rowMajor16
    return (0..<4).map { Array(m[(4 * $0)..<(4 * $0 + 4)]) }
  }

  private static func mean(_ values: [Float], _ mask: MRMask) -> Double {
    Statistics.mean(zip(values, mask.voxels).filter { $0.1 }.map { $0.0 })
  }

  private static func corners(_ brain: MRMask) -> [[Double]] {
    guard let box = brain.boundingBox else { return [] }
    let top = box.upper &- SIMD3(repeating: 1)
    return (0..<8).map { k in
      let v = SIMD3(
        Double(k & 4 == 0 ? box.lower.x : top.x), Double(k & 2 == 0 ? box.lower.y : top.y),
        Double(k & 1 == 0 ? box.lower.z : top.z))
      return list(brain.grid.point(atVoxel: v).lps)
    }
  }

  /// Nil for a structure that the slab cuts or misses: its volume would not be the truth.
  private static func structure(
    _ s: SidedStructure, _ mask: MRMask, chiPpb: [Float], hu: [Float]
  ) -> StructureTruth? {
    guard let box = mask.boundingBox, let centroid = mask.centroid, box.lower.z > 0,
      box.upper.z < mask.grid.size.z
    else { return nil }
    let inside = mask.voxels.indices.filter { mask.voxels[$0] }
    let h = inside.map { hu[$0] }
    let q = inside.map { chiPpb[$0] }
    return StructureTruth(
      name: s.structure, side: s.side, volumeMm3: mask.volumeMm3, centroidLPS: list(centroid.lps),
      ct: CTStatistics(
        meanHU: Statistics.mean(h), sdHU: Statistics.standardDeviation(h),
        p95HU: Statistics.percentile(95, of: h), maxHU: Double(h.max() ?? .nan)),
      qsm: QSMStatistics(
        meanPpb: Statistics.mean(q), sdPpb: Statistics.standardDeviation(q),
        p5Ppb: Statistics.percentile(5, of: q), p95Ppb: Statistics.percentile(95, of: q),
        maxPpb: Double(q.max() ?? .nan), minPpb: Double(q.min() ?? .nan)))
  }
}
