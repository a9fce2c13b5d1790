import Vocabulary
import Voxels

/// Correlation of the measured field with the one that air and bone must make, beyond second order, in the
/// layer under the brain's surface.
func airBoneVote(
  _ map: SusceptibilityMap, _ signal: MultiEchoSignal, _ ct: MRVolume<HU>?, _ p: SignProof.Parameters
) -> SignVote {
  let name = "airBoneField"
  guard let ct else {
    return SignVote(
      name: name, value: nil, verdict: .inconclusive,
      message: "No CT with a trusted registration: the field of air and bone cannot be computed.")
  }
  let grid = map.chi.grid
  let axes = grid.voxelToPatient.linear
  let b = signal.b0InVoxelAxes
  let b0 = normalized(axes.c0) * b.x + normalized(axes.c1) * b.y + normalized(axes.c2) * b.z
  let expected = HeadField(ct: ct, b0: b0, p)
  var positions: [SIMD3<Double>] = []
  var measured: [Double] = []
  var computed: [Double] = []
  let depth = map.mask.inverted.squaredDistanceMm2()
  let spacing = grid.spacingMm
  var step = SIMD3(1, 1, 1)
  for a in 0..<3 { step[a] = max(1, Int((p.fieldStepMm / spacing[a]).rounded())) }
  let limit = Float(p.layerMm * p.layerMm)
  for z in stride(from: 0, to: grid.size.z, by: step.z) {
    for y in stride(from: 0, to: grid.size.y, by: step.y) {
      for x in stride(from: 0, to: grid.size.x, by: step.x) {
        let i = grid.offset(x, y, z)
        guard map.mask.voxels[i], depth[i] <= limit, map.fieldNoise.voxels[i].isFinite else { continue }
        let point = grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z)))
        guard let value = expected.value(at: point.lps) else { continue }
        positions.append(point.lps)
        measured.append(Double(map.totalField.voxels[i]))
        computed.append(Double(value))
      }
    }
  }
  let r = BlockJackknife(
    correlationOf: ShimTerms.removed(measured, at: positions), ShimTerms.removed(computed, at: positions),
    at: positions, blockMm: p.fieldBlockMm)
  guard positions.count >= p.leastFieldSamples, r.standardError.isFinite else {
    return SignVote(
      name: name, value: nil, verdict: .inconclusive,
      message: "The CT covers too little of the brain to compute the field of air and bone.")
  }
  return SignVote(
    name: name, value: r.estimate, verdict: r.verdict(expected: 1, least: p.leastCorrelation),
    message:
      "Correlation of the measured field under the brain's surface with the field that the air and bone on CT "
      + "must make, standard error \(rounded(r.standardError, 2)). A right sign gives nearly 1, a wrong one nearly −1; "
      + "\(p.leastCorrelation) and \(Int(BlockJackknife.leastZ)) standard errors decide.")
}
