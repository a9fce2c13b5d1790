import Testing
import Vocabulary
import Voxels

@testable import Anatomy

/// The mask from MR alone on heads whose anatomy makes it hard.
@Suite struct SignalHeadTests {
  /// Coils are twice as sensitive at the front as at the back; the outline does not care.
  @Test func unevenSensitivity() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let m = head.painted(head.magnitude) { p, _, was in
      was * Float(1.35 - 0.5 * (p.y - SyntheticHead.center.y) / 87)
    }
    let brain = try headMasks(magnitudes: [m], phaseQuality: nil, ctOnMR: nil).brain
    #expect(dice(brain, head.intracranial) > 0.98)
  }

  /// Bone is missing over a patch of 70 mm: only a thin layer of CSF parts brain from muscle and scalp.
  @Test func missingBone() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let m = head.painted(head.magnitude) { p, r, was in
      if r > 0.96, r <= 1 { return 550 }
      let side = length(p - (SyntheticHead.center + SIMD3(-72, 0, 20))) < 35
      return side && r > 1 && r <= 1.08 ? 750 : was
    }
    let brain = try headMasks(magnitudes: [m], phaseQuality: nil, ctOnMR: nil).brain
    let extra = brain.subtracting(head.intracranial).count
    let lost = head.intracranial.subtracting(brain).count
    #expect(Double(extra) < 0.02 * Double(head.intracranial.count))
    #expect(Double(lost) < 0.02 * Double(head.intracranial.count))
  }

  /// Muscle of 14 mm lies on bone so thin that half of the signal is left in it.
  @Test func muscleOnThinBone() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let m = head.painted(head.magnitude) { p, r, was in
      guard abs(p.x) > 40, p.z < 0, r > 1, r < 1.22 else { return was }
      return r < 1.03 ? 480 : 800
    }
    let brain = try headMasks(magnitudes: [m], phaseQuality: nil, ctOnMR: nil).brain
    #expect(dice(brain, head.intracranial) > 0.97)
  }

  /// Voids: one of 12 mm that opens to the surface by a canal, one of 20 mm deep inside, one slice thick veins.
  @Test func voidsStay() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let open = SyntheticHead.center + SIMD3(52, 0, 10)
    let deep = SyntheticHead.center + SIMD3(-25, -20, 15)
    let m = head.painted(head.magnitude) { p, r, was in
      let canal = p.x > open.x && abs(p.y - open.y) < 1.5 && abs(p.z - open.z) < 2.5 && r < 1
      return length(p - open) < 6 || length(p - deep) < 10 || canal ? 10 : was
    }
    let brain = try headMasks(magnitudes: [m], phaseQuality: nil, ctOnMR: nil).brain
    var (members, kept) = (0, 0)
    head.intracranial.forEach { x, y, z in
      let p = m.grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z)))
      guard length(p - open) < 6 || length(p - deep) < 10 else { return }
      members += 1
      if brain[x, y, z] { kept += 1 }
    }
    #expect(members > 800)
    #expect(kept == members)
    #expect(dice(brain, head.intracranial) > 0.98)
  }

  /// The first echo decides: what the second has lost over the sinuses stays.
  @Test func laterEchoesDoNotCut() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let late = head.painted(head.magnitude) { p, _, was in p.z < -20 && p.y < 0 ? 0 : was / 2 }
    let brain = try headMasks(magnitudes: [head.magnitude, late], phaseQuality: nil, ctOnMR: nil).brain
    #expect(brain == (try headMasks(magnitudes: [head.magnitude], phaseQuality: nil, ctOnMR: nil).brain))
  }
}
