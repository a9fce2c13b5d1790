import Testing
import Vocabulary
import Voxels

@testable import Anatomy

/// The masks from CT and MR together on heads that are not whole or not young.
@Suite struct CranialCavityTests {
  private func extraAndLost(_ found: MRMask, _ truth: MRMask) -> (extra: Double, lost: Double) {
    let n = Double(truth.count)
    return (Double(found.subtracting(truth).count) / n, Double(truth.subtracting(found).count) / n)
  }

  /// A head that ends inside the slab at both ends.
  private func wholeHead() -> SyntheticHead {
    var recipe = SyntheticHead.Recipe()
    recipe.slices = -4..<68
    return SyntheticHead(recipe)
  }

  /// After craniectomy the rays escape through a gap of 84 mm; the MR closes it.
  @Test func craniectomy() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let flap = SyntheticHead.center + SIMD3(-72, 0, 20)
    func isGap(_ p: SIMD3<Double>, _ r: Double) -> Bool { length(p - flap) < 42 && r > 1 && r <= 1.08 }
    let ct = head.painted(head.ct) { p, r, was in isGap(p, r) ? 45 : was }
    let m = head.painted(head.magnitude) { p, r, was in
      r > 0.96 && r <= 1 ? 550 : isGap(p, r) ? 750 : was
    }
    let masks = try headMasks(magnitudes: [m], phaseQuality: nil, ctOnMR: ct)
    #expect(masks.source == .ctAndMR)
    let e = extraAndLost(masks.intracranial, head.intracranial)
    #expect(e.extra < 0.03, "extra \(e.extra)")
    #expect(e.lost < 0.02, "lost \(e.lost)")
    // Without the MR the tissue under the gap is lost.
    let blind = cranialCavity(
      ct: ct, signal: MRVolume(grid: m.grid), parameters: HeadParameters())
    #expect(extraAndLost(blind, head.intracranial).lost > 0.03)
  }

  /// Wide CSF around an atrophied brain belongs to the intracranial space, dark as it is.
  @Test func atrophy() throws {
    let head = wholeHead()
    let ct = head.painted(head.ct) { _, r, was in r > 0.86 && r <= 1 ? 8 : was }
    let m = head.painted(head.magnitude) { _, r, was in r > 0.86 && r <= 1 ? 300 : was }
    let masks = try headMasks(magnitudes: [m], phaseQuality: nil, ctOnMR: ct)
    let e = extraAndLost(masks.intracranial, head.intracranial)
    #expect(e.extra < 0.03 && e.lost < 0.02, "extra \(e.extra), lost \(e.lost)")
    let fluid = MRMask(grid: m.grid, voxels: ct.voxels.map { $0 == 8 })
    let volumes = HeadVolumes(masks: masks, csf: fluid)
    // 1 − 0.86³ of an ellipsoid.
    let share = try #require(volumes.sharePercent(ofMl: volumes.csfMl))
    #expect(abs(share - 100 * (1 - 0.86 * 0.86 * 0.86)) < 1.5, "share \(share)")
  }

  /// No signal for 12 mm over the frontal sinus: the space inside the skull stays, the brain loses the rim.
  @Test func dropout() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let place = SyntheticHead.center + SIMD3(0, -80, -20)
    let m = head.painted(head.magnitude) { p, _, was in length(p - place) < 14 ? 20 : was }
    let masks = try headMasks(magnitudes: [m], phaseQuality: nil, ctOnMR: head.ct)
    let e = extraAndLost(masks.intracranial, head.intracranial)
    #expect(e.extra < 0.02 && e.lost < 0.02, "extra \(e.extra), lost \(e.lost)")
    #expect(masks.brain.count < masks.intracranial.count)
  }

  /// Shares of the intracranial volume need all of it: in the slab, and in the CT.
  @Test func partialCoverage() throws {
    let whole = wholeHead()
    let masks = try headMasks(magnitudes: [whole.magnitude], phaseQuality: nil, ctOnMR: whole.ct)
    #expect(masks.shareWithheld == nil, "\(masks.shareWithheld ?? "")")
    let truth = Double(whole.intracranial.count) * whole.chi.grid.voxelVolumeMm3 / 1000
    let volumes = HeadVolumes(masks: masks, csf: MRMask(grid: whole.chi.grid))
    let share = try #require(volumes.sharePercent(ofMl: 3))
    #expect(abs(share / (300 / truth) - 1) < 0.03)

    var recipe = SyntheticHead.Recipe()
    recipe.slices = 14..<54
    let slab = SyntheticHead(recipe)
    let cut = try headMasks(magnitudes: [slab.magnitude], phaseQuality: nil, ctOnMR: slab.ct)
    #expect(cut.shareWithheld?.contains("ends inside the skull") == true)
    #expect(HeadVolumes(masks: cut, csf: MRMask(grid: slab.chi.grid)).sharePercent(ofMl: 3) == nil)

    // The CT ends 40 mm below the vertex.
    let short = whole.painted(whole.ct) { p, _, was in p.z > SyntheticHead.center.z + 38 ? .nan : was }
    let shortened = try headMasks(magnitudes: [whole.magnitude], phaseQuality: nil, ctOnMR: short)
    #expect(shortened.source == .ctAndMR)
    #expect(shortened.shareWithheld?.contains("ends inside the skull") == true)

    let alone = try headMasks(magnitudes: [whole.magnitude], phaseQuality: nil, ctOnMR: nil)
    #expect(alone.shareWithheld?.contains("CT") == true)
  }
}
