import Vocabulary
import Voxels

/// Proves from the image that paramagnetic is positive, without looking at the globus pallidus.
///
/// A wrong sign turns iron into calcium, so the vendor's rule is not believed alone. The votes: the field that
/// the CT's air and bone must make near the skull (`airBoneField`); substantia nigra and red nucleus are
/// paramagnetic (`ironNuclei`); veins are (`veins`); what is dense on CT in pineal and choroid is diamagnetic
/// (`calcification`).
///
/// - Parameters:
///   - map: the reconstruction.
///   - signal: gives the direction of B0.
///   - ctOnMR: the registered CT in the MR frame, HU, on ANY grid: the MR grid will do, one that covers the whole
///     head is better. NaN or −1024 beside the CT's field of view is air.
///   - registrationTrusted: false leaves every vote out that needs the CT.
///   - nuclei: masks of nuclei; only substantia nigra and red nucleus are used.
///   - veins: mask of veins.
///   - denseCalcifications: masks of physiological calcification on the CT, away from the basal ganglia.
public func signProof(
  map: SusceptibilityMap, signal: MultiEchoSignal, ctOnMR: MRVolume<HU>?, registrationTrusted: Bool,
  nuclei: [SidedStructure: MRMask] = [:], veins: MRMask? = nil, denseCalcifications: [MRMask] = [],
  parameters: SignProof.Parameters = SignProof.Parameters()
) -> SignProof {
  let judge = StructureVote(map: map, parameters)
  var iron: MRMask?
  for s in SidedStructure.all where s.structure == .substantiaNigra || s.structure == .redNucleus {
    guard let mask = nuclei[s] else { continue }
    iron = iron?.union(mask) ?? mask
  }
  var calcium: MRMask?
  for mask in denseCalcifications { calcium = calcium?.union(mask) ?? mask }
  return SignProof(votes: [
    airBoneVote(map, signal, registrationTrusted ? ctOnMR : nil, parameters),
    judge.vote("ironNuclei", iron, expected: 1, label: "substantia nigra and red nucleus"),
    judge.vote("veins", veins, expected: 1, label: "veins"),
    judge.vote(
      "calcification", registrationTrusted ? calcium : nil, expected: -1,
      label: "calcified pineal and choroid"),
  ])
}

/// Correlation of the measured field with the one that air and bone must make, beyond second order, in the
/// layer under the brain's surface.
private func airBoneVote(
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
  let expected = HeadField(ct: ct, b0: b0, p).ppm
  var positions: [SIMD3<Double>] = []
  var measured: [Double] = []
  var computed: [Double] = []
  let depth = map.mask.inverted.squaredDistanceMm2()
  let spacing = grid.spacingMm
  var step = SIMD3(1, 1, 1)
  for a in 0..<3 { step[a] = max(1, Int((p.cellMm / spacing[a]).rounded())) }
  let limit = Float(p.layerMm * p.layerMm)
  for z in stride(from: 0, to: grid.size.z, by: step.z) {
    for y in stride(from: 0, to: grid.size.y, by: step.y) {
      for x in stride(from: 0, to: grid.size.x, by: step.x) {
        let i = grid.offset(x, y, z)
        guard map.mask.voxels[i], depth[i] <= limit, map.fieldNoise.voxels[i].isFinite else { continue }
        let point = grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z)))
        guard let value = expected.value(at: point) else { continue }
        positions.append(point.lps)
        measured.append(Double(map.totalField.voxels[i]))
        computed.append(Double(value))
      }
    }
  }
  let r = correlation(
    ShimTerms.removed(measured, at: positions), ShimTerms.removed(computed, at: positions))
  guard let r else {
    return SignVote(
      name: name, value: nil, verdict: .inconclusive,
      message: "The CT covers too little of the brain to compute the field of air and bone.")
  }
  return SignVote(
    name: name, value: r,
    verdict: r >= p.leastCorrelation ? .pass : r <= -p.leastCorrelation ? .fail : .inconclusive,
    message: "Correlation of the measured field with the one computed from the CT's air and bone; "
      + "at least \(p.leastCorrelation) proves the sign, \(-p.leastCorrelation) or less that it is wrong.")
}

/// Pearson's correlation; nil for too few samples or no variance.
private func correlation(_ a: [Double], _ b: [Double]) -> Double? {
  let leastSamples = 100
  guard a.count >= leastSamples else { return nil }
  let n = Double(a.count)
  let ma = a.reduce(0, +) / n
  let mb = b.reduce(0, +) / n
  var (ab, aa, bb) = (0.0, 0.0, 0.0)
  for (x, y) in zip(a, b) {
    ab += (x - ma) * (y - mb)
    aa += (x - ma) * (x - ma)
    bb += (y - mb) * (y - mb)
  }
  return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : nil
}

/// Judges the sign of a structure whose susceptibility is known to be above or below the brain's.
private struct StructureVote {
  let map: SusceptibilityMap
  let parameters: SignProof.Parameters
  let brainMean: Double

  init(map: SusceptibilityMap, _ parameters: SignProof.Parameters) {
    self.map = map
    self.parameters = parameters
    brainMean = Statistics.mean(map.chi.values(in: map.mask))
  }

  func vote(_ name: String, _ mask: MRMask?, expected sign: Double, label: String) -> SignVote {
    guard let mask else {
      return SignVote(
        name: name, value: nil, verdict: .inconclusive, message: "No mask of \(label) was given.")
    }
    let values = map.chi.values(in: mask.intersection(map.mask))
    guard values.count >= parameters.leastVoxels else {
      return SignVote(
        name: name, value: nil, verdict: .inconclusive,
        message: "Only \(values.count) voxels of \(label) lie in the map; "
          + "\(parameters.leastVoxels) are needed.")
    }
    let ppb = (Statistics.mean(values) - brainMean) * 1000
    let limit = parameters.leastPPB
    let verdict: SignVerdict =
      ppb * sign >= limit ? .pass : ppb * sign <= -limit ? .fail : .inconclusive
    return SignVote(
      name: name, value: ppb, verdict: verdict,
      message: "Mean susceptibility of \(label) relative to the brain in ppb; it must be "
        + "\(sign > 0 ? "above \(limit)" : "below \(-limit)").")
  }
}
