import Foundation
import Vocabulary
import Voxels

/// One blob with what the other images say of it.
struct BlobLook {
  let blob: Blob
  let continuation: Double
  let rateAt: Double?
  let rateAround: Double?
  /// Share of the surroundings whose signal is lost.
  let lostShare: Double
  let attenuation: MicrobleedAttenuation?
  /// The first reason against it; nil for a candidate.
  private(set) var rejection: MicrobleedRejection?
  private let evidence: MicrobleedEvidence

  init(blob: Blob, field: BlobField, evidence e: MicrobleedEvidence, parameters p: MicrobleedParameters) {
    self.blob = blob
    evidence = e
    // Shape first: it needs nothing else and sets most aside.
    let isTube = blob.isCut || blob.elongation >= p.greatestElongation
    continuation = isTube ? 1 : field.continuation(of: blob)
    let rates = blob.members.map { e.r2star.voxels[$0] }.filter(\.isFinite)
    rateAt = rates.isEmpty ? nil : Statistics.mean(rates)
    let around = field.surroundings(e.r2star.voxels, about: blob.peak).filter(\.isFinite)
    rateAround = around.isEmpty ? nil : Statistics.median(around)
    let greatest = max(p.greatestContinuation, p.greatestContinuationPpb / ppbPerPPM / blob.contrast)
    let lost = Float(p.lostSignalPerSecondAt3T * e.fieldStrength.tesla / 3)
    lostShare = around.isEmpty ? 0 : Double(around.count { $0 > lost }) / Double(around.count)
    if isTube || continuation >= greatest {
      attenuation = nil
      let isRound = blob.elongation < p.greatestElongation && blob.diameterMm > p.greatestDiameterMm
      rejection = isRound ? .tooLarge : .veinLike
      return
    }
    attenuation = e.ct.flatMap { measured($0, blob: blob, p) }
    rejection = reason(field, p)
  }

  private func reason(_ field: BlobField, _ p: MicrobleedParameters) -> MicrobleedRejection? {
    if blob.diameterMm > p.greatestDiameterMm { return .tooLarge }
    if blob.diameterMm < p.leastDiameterMm { return .tooSmall }
    if let a = attenuation, a.peakHU >= a.limitHU { return .dense }
    if lostShare > p.greatestLostShare { return .nearAir }
    let least = blob.level - p.greatestOpposite * blob.contrast
    let opposite = field.around(blob.members, withinMm: p.oppositeWithinMm)
    if opposite.contains(where: { evidence.chiMask.voxels[$0] && Double(evidence.chi.voxels[$0]) < least }) {
      return .besideDiamagnetic
    }
    if let rateAt, let rateAround {
      let perPPM = p.relaxationPerPPMAt3T * evidence.fieldStrength.tesla / 3
      let mean = Statistics.mean(blob.members.map { evidence.chi.voxels[$0] }) - blob.level
      if rateAt - rateAround < p.leastRelaxationShare * perPPM * mean { return .noRelaxation }
    }
    let rim = field.around(blob.members, withinMm: p.fluidWithinMm)
    let fluid = rim.count { evidence.fluid.voxels[$0] }
    if Double(fluid) > p.greatestFluidShare * Double(rim.count) { return .inFluid }
    return nil
  }

  /// The candidate that this is.
  func candidate(depthMm: Double, inside: Structure?, outlines: [OutlinedNucleus]) -> MicrobleedCandidate {
    let values = blob.members.map { evidence.chi.voxels[$0] }
    let x = evidence.mrToTemplate(blob.centroid).x
    let midline = MicrobleedCandidate.midlineMm
    return MicrobleedCandidate(
      centroid: Point(blob.centroid), side: x > midline ? .left : x < -midline ? .right : nil,
      place: inside.map { .inside($0) } ?? place(of: blob.centroid, outlines: outlines),
      diameterMm: blob.diameterMm, volumeMm3: blob.volumeMm3,
      maxPpb: (blob.level + blob.contrast) * ppbPerPPM, meanPpb: Statistics.mean(values) * ppbPerPPM,
      contrastPpb: blob.contrast * ppbPerPPM, contrastToNoise: blob.contrast / max(blob.noise, 1e-6),
      r2starPerSecond: rateAt, r2starContrastPerSecond: rateAt.flatMap { a in rateAround.map { a - $0 } },
      attenuation: attenuation, elongation: blob.elongation, continuation: continuation, depthMm: depthMm)
  }
}

/// A nucleus with its mask cut to its own box, so that a look at it does not walk the whole head.
struct OutlinedNucleus {
  let structure: Structure
  let mask: MRMask
  /// First voxel of `mask` in the grid it was cut from.
  let lower: SIMD3<Int>

  /// All that were found, in a fixed order.
  static func all(_ masks: [SidedStructure: MRMask]) -> [OutlinedNucleus] {
    SidedStructure.all.compactMap { s in
      guard let mask = masks[s], let box = mask.boundingBox else { return nil }
      return OutlinedNucleus(structure: s.structure, mask: mask.cropped(to: box), lower: box.lower)
    }
  }

  /// Distance from a point to the centre of the nearest voxel, mm.
  func distanceMm(from point: SIMD3<Double>) -> Double {
    let map = mask.grid.voxelToPatient
    var best = Double.infinity
    mask.forEach { x, y, z in
      best = min(best, length(map(SIMD3(Double(x), Double(y), Double(z))) - point))
    }
    return best
  }
}

/// Where a point lies by its distance from the outlined nuclei.
private func place(of point: SIMD3<Double>, outlines: [OutlinedNucleus]) -> MicrobleedPlace {
  func nearest(_ structures: [Structure]) -> (structure: Structure, mm: Double)? {
    outlines.filter { structures.contains($0.structure) }
      .map { (structure: $0.structure, mm: $0.distanceMm(from: point)) }.min { $0.mm < $1.mm }
  }
  if let near = nearest([.globusPallidus, .putamen, .caudate, .thalamus]), near.mm <= MicrobleedPlace.deepMm {
    return .deep(near: near.structure, distanceMm: near.mm)
  }
  if let near = nearest([.dentateNucleus]), near.mm <= MicrobleedPlace.infratentorialMm {
    return .infratentorial(distanceMm: near.mm)
  }
  return .elsewhere
}

/// Attenuation of a ball of the blob's size, on the CT's own voxels; nil where the CT has none there.
private func measured(
  _ ct: MicrobleedEvidence.RegisteredCT, blob: Blob, _ p: MicrobleedParameters
) -> MicrobleedAttenuation? {
  let grid = ct.volume.grid
  let center = ct.mrToCT(Point<MRPatient>(blob.centroid))
  let radius = blob.diameterMm / 2
  let reach = radius + p.denseWithinMm
  let v = grid.voxel(at: center)
  let h = grid.spacingMm
  let slice = [h.x, h.y, h.z].max() ?? 0
  let n = SIMD3<Int>((SIMD3(repeating: p.surroundingsToMm) / h).rounded(.up))
  let c = SIMD3<Int>(v.rounded(.toNearestOrAwayFromZero))
  func range(_ axis: Int) -> Range<Int> {
    let low = min(max(0, c[axis] - n[axis]), grid.size[axis])
    return low..<max(low, min(grid.size[axis], c[axis] + n[axis] + 1))
  }
  var inside: [Float] = []
  var near: [Float] = []
  var around: [Float] = []
  for z in range(2) {
    for y in range(1) {
      for x in range(0) {
        let point = grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z)))
        let mm = length(point.lps - center.lps)
        let hu = ct.volume.voxels[grid.offset(x, y, z)]
        if mm <= max(radius, slice / 2) { inside.append(hu) }
        if mm <= max(reach, slice / 2) { near.append(hu) }
        if mm >= p.surroundingsFromMm, mm <= p.surroundingsToMm { around.append(hu) }
      }
    }
  }
  guard !inside.isEmpty, !around.isEmpty else { return nil }
  let level = Statistics.median(around)
  let noise = Statistics.robustStandardDeviation(around)
  return MicrobleedAttenuation(
    meanHU: Statistics.mean(inside), peakHU: Statistics.percentile(95, of: near),
    limitHU: max(p.denseHU, level + p.denseRobustSd * noise))
}
