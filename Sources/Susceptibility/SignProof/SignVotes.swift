import Vocabulary
import Voxels

/// Proves from the image that paramagnetic is positive, without looking at the globus pallidus.
///
/// A wrong sign turns iron into calcium, so the vendor's rule is not believed alone. The votes: the field that
/// the CT's air and bone must make near the skull (`airBoneField`); iron in the midbrain (`ironNuclei`) and
/// deoxygenated blood in veins (`veins`) are paramagnetic; what is dense on CT in pineal and choroid is
/// diamagnetic (`calcification`). Where each vote looks is decided without the sign of χ: by CT, by R2* and by
/// shape. A flipped phase therefore turns a value around and leaves its certainty.
///
/// - Parameters:
///   - map: the reconstruction.
///   - signal: gives the main field and its direction.
///   - ctOnMR: the registered CT in the MR frame, HU, on ANY grid: the MR grid will do, one that covers the whole
///     head is better. NaN or −1024 beside the CT's field of view is air.
///   - registrationTrusted: false leaves every vote out that needs the CT.
///   - nuclei: masks of nuclei: those of the midbrain tell where to look for iron, all are left out of the veins.
///   - nucleiTrusted: false leaves the vote of the midbrain out.
///   - denseCalcifications: masks of physiological calcification on the CT, away from the basal ganglia.
public func signProof(
  map: SusceptibilityMap, signal: MultiEchoSignal, ctOnMR: MRVolume<HU>?, registrationTrusted: Bool,
  nuclei: [SidedStructure: MRMask] = [:], nucleiTrusted: Bool = true, denseCalcifications: [MRMask] = [],
  parameters: SignProof.Parameters = SignProof.Parameters()
) -> SignProof {
  let ct = registrationTrusted ? ctOnMR : nil
  let structures = StructureVotes(
    map: map, nuclei: nuclei, parameters: parameters, signal: signal,
    nucleiTrusted: nucleiTrusted)
  let nearDense = ct.map { DenseOnCT(ct: $0, parameters) }
  return SignProof(votes: [
    airBoneVote(map, signal, ct, parameters),
    structures.iron(),
    structures.veins { nearDense?.isNear($0) == true },
    structures.calcification(registrationTrusted ? denseCalcifications : []),
  ])
}

/// Tells places next to what is dense on CT: calcium, clotted blood, metal.
private struct DenseOnCT {
  let ct: MRVolume<HU>
  let limit: Float
  let reach: [SIMD3<Int>]
  let toVoxel: Affine

  init(ct: MRVolume<HU>, _ p: SignProof.Parameters) {
    self.ct = ct
    limit = p.denseHU
    toVoxel = ct.grid.patientToVoxel
    let h = ct.grid.spacingMm
    var reach: [SIMD3<Int>] = []
    let n = SIMD3(Int(p.clearanceMm / h.x), Int(p.clearanceMm / h.y), Int(p.clearanceMm / h.z))
    for z in -n.z...n.z {
      for y in -n.y...n.y { for x in -n.x...n.x { reach.append(SIMD3(x, y, z)) } }
    }
    self.reach = reach
  }

  func isNear(_ p: SIMD3<Double>) -> Bool {
    let v = toVoxel(p)
    let at = SIMD3(Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
    let size = ct.grid.size
    for r in reach {
      let w = at &+ r
      guard w.x >= 0, w.y >= 0, w.z >= 0, w.x < size.x, w.y < size.y, w.z < size.z else { continue }
      if ct.voxels[ct.grid.offset(w.x, w.y, w.z)] > limit { return true }
    }
    return false
  }
}
