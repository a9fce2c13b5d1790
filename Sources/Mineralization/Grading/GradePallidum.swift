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
/// voxel larger and smaller, with the threshold one SD of noise higher and lower, and (CT) without what the
/// slice's partial volume adds and with the registration shifted along each axis by its uncertainty, at least 1 mm.
///
/// - Parameter levels: the other side's levels, for a pallidum that deposits fill.
public func gradePallidum(
  _ evidence: PallidumEvidence, cutoffs: GradingCutoffs = .standard,
  otherSide levels: PallidalLevels = PallidalLevels()
) -> PallidumGrading {
  let e = evidence.croppedToPallidum()
  let ct = gradeCT(e, levels.ct, cutoffs)
  let qsm = gradeQSM(e, ct, levels.qsm, cutoffs)
  let paradox = judgeParadox(e, ct: ct, qsm: qsm, cutoffs)
  var described =
    (ct.findings.map { f in zip(f.foci, f.inZone).map { describeCT($0, inZone: $1, e, ct, qsm, cutoffs) } }
      ?? [])
  if let f = qsm.findings { described += f.foci.indices.map { describeQSM($0, of: f, e, ct) } }
  let comments =
    [patternComment(ct: ct.result.grade, qsm: qsm.result.grade, paradox: paradox.kind)]
    + levelComments(ct.findings, qsm.findings, cutoffs) + [vesselComment(qsm.findings, cutoffs)]
    + [clotComment(described.map(\.0), level: qsm.findings?.background, cutoffs)]
  let text = comments.compactMap(\.self).joined(separator: " ")
  return PallidumGrading(
    gpCT: ct.result, gpQSM: qsm.result, paradox: paradox, foci: described.map(\.0),
    cores: described.map {
      if case .qsm(let mask) = $0.1 { return .qsm(mask.padded(onto: evidence.chi.grid)) }
      return $0.1
    }, comment: text.isEmpty ? nil : text,
    fociMaskQSM: qsm.findings.flatMap { f in
      union(f.counted, on: e.chi.grid).map { $0.padded(onto: evidence.chi.grid) }
    },
    fociMaskCT: ct.findings.flatMap { f in ct.neighbourhood.flatMap { union(f.counted, on: $0.raw.grid) } },
    mrToCT: ct.mrToCT)
}

/// Grades both pallida; each side's levels stand in where deposits fill the other.
public func gradePallida(
  _ evidence: [Side: PallidumEvidence], cutoffs: GradingCutoffs = .standard
) -> [Side: PallidumGrading] {
  let levels = evidence.mapValues { PallidalLevels($0, cutoffs: cutoffs) }
  var result: [Side: PallidumGrading] = [:]
  for (side, e) in evidence {
    result[side] = gradePallidum(
      e, cutoffs: cutoffs, otherSide: levels[side == .left ? .right : .left] ?? PallidalLevels())
  }
  return result
}

/// The levels of one pallidum's own voxels, as the other side may need them.
public struct PallidalLevels: Sendable, Hashable {
  /// On CT, HU; nil where it is withheld, missing, or where deposits fill the pallidum.
  public var ct: PallidalBackground?
  /// On susceptibility, ppm; nil likewise.
  public var qsm: PallidalBackground?

  /// No levels.
  public init() {}

  /// The levels of a pallidum.
  public init(_ evidence: PallidumEvidence, cutoffs c: GradingCutoffs = .standard) {
    let e = evidence.croppedToPallidum()
    guard !e.mask.isEmpty else { return }
    var dense: MRMask?
    if e.ctWithheld == nil, let volume = e.ct, let mrToCT = e.mrToCT,
      let around = CTNeighbourhood(ct: volume, mask: e.mask, mrToCT: mrToCT)
    {
      ct = attenuationLevel(around, mask: e.mask, mrToCT: mrToCT, cutoffs: c)
      let found = attenuationFoci(around, mask: e.mask, zone: e.medialZone, mrToCT: mrToCT, cutoffs: c)
      dense = CTPart(
        findings: found, neighbourhood: around, mrToCT: mrToCT, result: .withheld("levels only")
      ).denseOnMR(e.chi.grid)
    }
    if e.qsmWithheld == nil {
      qsm = susceptibilityLevel(
        chi: e.chi, usable: e.mask.intersection(e.chiMask), dense: dense, cutoffs: c)
    }
  }
}

/// The cores of foci as a mask; nil where there is none.
private func union<Frame: PatientFrame>(_ foci: [FocusExtent], on grid: Grid<Frame>) -> Mask<Frame>? {
  foci.isEmpty ? nil : Mask(grid: grid, offsets: foci.flatMap(\.core))
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

private func gradeCT(
  _ e: PallidumEvidence, _ other: PallidalBackground?, _ c: GradingCutoffs
) -> CTPart {
  func none(_ reason: String) -> CTPart { CTPart(result: .withheld(reason)) }
  if let reason = e.ctWithheld { return none(reason) }
  guard !e.mask.isEmpty else { return none("The \(e.side.rawValue) globus pallidus was not found.") }
  guard let ct = e.ct else { return none("There is no CT.") }
  guard let mrToCT = e.mrToCT else { return none("The CT is not registered to the MRI.") }
  guard let around = CTNeighbourhood(ct: ct, mask: e.mask, mrToCT: mrToCT),
    let found = attenuationFoci(
      around, mask: e.mask, zone: e.medialZone, mrToCT: mrToCT, cutoffs: c, other: other),
    coveredShare(of: e.mask, by: ct.grid, through: mrToCT) >= leastCoverage
  else { return none("The CT does not cover the \(e.side.rawValue) globus pallidus.") }
  let grade = found.grade(c)
  func regrade(
    _ p: OutlinedPallidum, _ t: RigidTransform<MRPatient, CTPatient>, shiftHU: Double = 0
  ) -> Int? {
    attenuationFoci(
      around, mask: p.mask, zone: p.zone, mrToCT: t, cutoffs: c, other: other, shiftHU: shiftHU)?.grade(c)
  }
  var again = e.pallidum.variants.map { regrade($0, mrToCT) }
  again += [1.0, -1].map { regrade(e.pallidum, mrToCT, shiftHU: $0 * found.background.robustSd) }
  again += [found.grade(c, .least), found.grade(c, .greatest)]
  again += shiftedTransforms(mrToCT, byMm: e.registrationShiftMm).map { regrade(e.pallidum, $0) }
  let stability = Stability(grade: grade, again: again)
  let result = GradeResult(
    grade: grade, withheld: nil, stability: stability.share,
    stabilityText: stability.text(
      String(
        format: "mask and zone ±1 voxel, noise ±1 SD, volume by partial volume, registration ±%.1f mm",
        e.registrationShiftMm)),
    distanceToCutoff: nearestCutoff(found, c), focusVolumeMm3: found.volumeMm3,
    thresholdVolumeMm3: found.thresholdVolumeMm3, maxHU: found.peakHU, maxPpb: nil,
    threshold: found.thresholdHU, background: found.background)
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

private func gradeQSM(
  _ e: PallidumEvidence, _ ct: CTPart, _ other: PallidalBackground?, _ c: GradingCutoffs
) -> QSMPart {
  func none(_ reason: String) -> QSMPart { QSMPart(result: .withheld(reason)) }
  if let reason = e.qsmWithheld { return none(reason) }
  guard !e.mask.isEmpty else { return none("The \(e.side.rawValue) globus pallidus was not found.") }
  let covered = Double(e.mask.intersection(e.chiMask).count) / Double(e.mask.count)
  var context = SusceptibilityContext(
    dense: ct.denseOnMR(e.chi.grid), denseInZone: ct.denseOnMR(e.chi.grid, inZone: true), other: other)
  if ct.findings != nil { context.isDense = { ct.isDense($0, on: e.chi.grid) ?? false } }
  func find(_ p: OutlinedPallidum, shiftPPM: Double = 0) -> SusceptibilityFindings? {
    susceptibilityFoci(
      chi: e.chi, chiMask: e.chiMask, mask: p.mask, zone: p.zone, cutoffs: c, context: context,
      shiftPPM: shiftPPM)
  }
  guard covered >= leastCoverage, let found = find(e.pallidum) else {
    return none("The susceptibility map does not cover the \(e.side.rawValue) globus pallidus.")
  }
  let grade = found.grade(c)
  var again = e.pallidum.variants.map { find($0)?.grade(c) }
  again += [1.0, -1].map { find(e.pallidum, shiftPPM: $0 * e.chiNoisePPM)?.grade(c) }
  again += [found.grade(c, .least), found.grade(c, .greatest)]
  let stability = Stability(grade: grade, again: again)
  return QSMPart(
    findings: found,
    result: GradeResult(
      grade: grade, withheld: nil, stability: stability.share,
      stabilityText: stability.text("mask and zone ±1 voxel, noise ±1 SD, volume by partial volume"),
      distanceToCutoff: nearestCutoff(found, c),
      focusVolumeMm3: found.volumeMm3, thresholdVolumeMm3: found.thresholdVolumeMm3, maxHU: nil,
      maxPpb: found.peakPPM * ppbPerPPM, threshold: found.thresholdPPM * ppbPerPPM,
      background: found.background))
}
