import Foundation
import Vocabulary
import Voxels

/// Least share of the pallidum that an image must cover to be graded.
private let leastCoverage = 0.9
/// Least registration shift that is tried, mm: what remains where the registration's own estimate is smaller.
private let leastShiftMm = 1.0
/// Room in voxels kept around the pallidum.
private let cropMargin = SIMD3(12, 12, 5)

/// Grades the mineral in the medial pallidum on CT and on susceptibility, with its certainty.
///
/// An aid, not a reading: three points as Kim 2022 by the printed cut-offs. CT foci are found on the CT's own
/// grid (lightly smoothed), susceptibility foci on the MR grid. Certainty: the grade again with the mask one
/// voxel larger and smaller, with the threshold one SD of noise higher and lower, and (CT) with the
/// registration shifted along each axis by its uncertainty, at least 1 mm.
public func gradePallidum(_ evidence: PallidumEvidence, cutoffs: GradingCutoffs = .standard)
  -> PallidumGrading
{
  let e = evidence.croppedToPallidum()
  let ct = gradeCT(e, cutoffs)
  let qsm = gradeQSM(e, cutoffs)
  let paradox = judgeParadox(e, ct: ct, qsm: qsm, cutoffs)
  let foci =
    (ct.findings.map { f in zip(f.foci, f.inZone).map { describeCT($0, inZone: $1, e, ct) } } ?? [])
    + (qsm.findings.map { f in zip(f.foci, f.inZone).map { describeQSM($0, inZone: $1, e, ct) } } ?? [])
  return PallidumGrading(
    gpCT: ct.result, gpQSM: qsm.result, paradox: paradox, foci: foci,
    comment: patternComment(ct: ct.result.grade, qsm: qsm.result.grade, paradox: paradox.kind),
    fociMaskQSM: qsm.findings.flatMap { f in
      countedMask(f.foci, f.inZone, on: e.chi.grid).map { $0.padded(onto: evidence.chi.grid) }
    },
    fociMaskCT: ct.findings.flatMap { f in
      ct.neighbourhood.flatMap { countedMask(f.foci, f.inZone, on: $0.raw.grid) }
    }, mrToCT: ct.mrToCT)
}

/// The foci in the zone as a mask; nil where there is none.
private func countedMask<Frame: PatientFrame>(
  _ foci: [[Int]], _ inZone: [Bool], on grid: Grid<Frame>
) -> Mask<Frame>? {
  let counted = zip(foci, inZone).filter(\.1).flatMap(\.0)
  return counted.isEmpty ? nil : Mask(grid: grid, offsets: counted)
}

extension MRMask {
  /// The mask on the grid that its own was cropped from.
  fileprivate func padded(onto whole: Grid<MRPatient>) -> MRMask {
    let lower = whole.voxel(at: grid.point(atVoxel: .zero))
    let corner = SIMD3<Int>(lower.rounded(.toNearestOrEven))
    var result = MRMask(grid: whole)
    forEach { x, y, z in result[corner.x + x, corner.y + y, corner.z + z] = true }
    return result
  }
}

extension PallidumEvidence {
  var pallidum: OutlinedPallidum { OutlinedPallidum(mask: mask, zone: medialZone) }

  /// How far the registration is moved in the recalculations, mm.
  ///
  /// Not beyond the neighbourhood that was cut from the CT: there the pallidum is left anyway. An uncertainty that is no
  /// number counts as that much.
  var registrationShiftMm: Double {
    registrationUncertaintyMm.isFinite
      ? min(max(leastShiftMm, registrationUncertaintyMm), CTNeighbourhood.marginMm) : CTNeighbourhood.marginMm
  }

  /// The same evidence around the pallidum only: everything below costs what the pallidum costs.
  func croppedToPallidum() -> PallidumEvidence {
    guard let tight = mask.boundingBox else { return self }
    let box = tight.expanded(by: cropMargin, within: mask.grid.size)
    var e = self
    e.mask = mask.cropped(to: box)
    e.medialZone = medialZone.cropped(to: box)
    e.chi = chi.cropped(to: box)
    e.chiMask = chiMask.cropped(to: box)
    e.r2star = r2star?.cropped(to: box)
    return e
  }
}

/// The CT's part: what was found, where, and the grade.
struct CTPart {
  var findings: AttenuationFindings?
  var neighbourhood: CTNeighbourhood?
  var mrToCT: RigidTransform<MRPatient, CTPatient>?
  var result: GradeResult
}

private func gradeCT(_ e: PallidumEvidence, _ c: GradingCutoffs) -> CTPart {
  func none(_ reason: String) -> CTPart { CTPart(result: .withheld(reason)) }
  if let reason = e.ctWithheld { return none(reason) }
  guard !e.mask.isEmpty else { return none("The \(e.side.rawValue) globus pallidus was not found.") }
  guard let ct = e.ct else { return none("There is no CT.") }
  guard let mrToCT = e.mrToCT else { return none("The CT is not registered to the MRI.") }
  guard let around = CTNeighbourhood(ct: ct, mask: e.mask, mrToCT: mrToCT),
    let found = attenuationFoci(around, mask: e.mask, zone: e.medialZone, mrToCT: mrToCT, cutoffs: c),
    coveredShare(of: e.mask, by: ct.grid, through: mrToCT) >= leastCoverage
  else { return none("The CT does not cover the \(e.side.rawValue) globus pallidus.") }
  let grade = found.grade(c)

  var again: [Int?] = []
  for grow in [true, false] {
    let p = e.pallidum.changedByOneVoxel(grow: grow)
    again.append(attenuationFoci(around, mask: p.mask, zone: p.zone, mrToCT: mrToCT, cutoffs: c)?.grade(c))
  }
  for sign in [1.0, -1] {
    let shift = sign * found.robustSdHU
    again.append(
      attenuationFoci(
        around, mask: e.mask, zone: e.medialZone, mrToCT: mrToCT, cutoffs: c, shiftHU: shift)?.grade(c))
  }
  for shifted in shiftedTransforms(mrToCT, byMm: e.registrationShiftMm) {
    again.append(
      attenuationFoci(around, mask: e.mask, zone: e.medialZone, mrToCT: shifted, cutoffs: c)?.grade(c))
  }
  let stability = Stability(grade: grade, again: again)
  let result = GradeResult(
    grade: grade, withheld: nil, stability: stability.share,
    stabilityText: stability.text(
      String(format: "mask ±1 voxel, noise ±1 SD, registration ±%.1f mm", e.registrationShiftMm)),
    distanceToCutoff: nearestCutoff(found, c), focusVolumeMm3: found.volumeMm3, maxHU: found.peakHU,
    maxPpb: nil)
  return CTPart(findings: found, neighbourhood: around, mrToCT: mrToCT, result: result)
}

/// The registration moved by `mm` to both sides along each axis.
func shiftedTransforms(
  _ t: RigidTransform<MRPatient, CTPatient>, byMm mm: Double
) -> [RigidTransform<MRPatient, CTPatient>] {
  (0..<3).flatMap { axis in
    [1.0, -1].map { sign in
      var d = SIMD3<Double>.zero
      d[axis] = sign * mm
      return RigidTransform(rotation: t.rotation, translationMm: t.translationMm + d)
    }
  }
}

/// The susceptibility map's part.
struct QSMPart {
  var findings: SusceptibilityFindings?
  var result: GradeResult
}

private func gradeQSM(_ e: PallidumEvidence, _ c: GradingCutoffs) -> QSMPart {
  func none(_ reason: String) -> QSMPart { QSMPart(result: .withheld(reason)) }
  if let reason = e.qsmWithheld { return none(reason) }
  guard !e.mask.isEmpty else { return none("The \(e.side.rawValue) globus pallidus was not found.") }
  let covered = Double(e.mask.intersection(e.chiMask).count) / Double(e.mask.count)
  guard covered >= leastCoverage,
    let found = susceptibilityFoci(
      chi: e.chi, chiMask: e.chiMask, mask: e.mask, zone: e.medialZone, cutoffs: c)
  else {
    return none("The susceptibility map does not cover the \(e.side.rawValue) globus pallidus.")
  }
  let grade = found.grade(c)
  var again: [Int?] = []
  for grow in [true, false] {
    let p = e.pallidum.changedByOneVoxel(grow: grow)
    again.append(
      susceptibilityFoci(chi: e.chi, chiMask: e.chiMask, mask: p.mask, zone: p.zone, cutoffs: c)?.grade(c))
  }
  for sign in [1.0, -1] {
    again.append(
      susceptibilityFoci(
        chi: e.chi, chiMask: e.chiMask, mask: e.mask, zone: e.medialZone, cutoffs: c,
        shiftPPM: sign * e.chiNoisePPM)?.grade(c))
  }
  let stability = Stability(grade: grade, again: again)
  return QSMPart(
    findings: found,
    result: GradeResult(
      grade: grade, withheld: nil, stability: stability.share,
      stabilityText: stability.text("mask ±1 voxel, noise ±1 SD"), distanceToCutoff: nearestCutoff(found, c),
      focusVolumeMm3: found.volumeMm3, maxHU: nil, maxPpb: found.peakPPM * ppbPerPPM))
}
