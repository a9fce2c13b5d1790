import Testing
import Vocabulary
import Voxels

@testable import Anatomy

@Suite struct HeadMasksTests {
  static let calcium = SyntheticHead.Focus(
    center: SIMD3(19, 2, -2), radiusMm: 4, ppm: -0.3, hu: 400)

  /// The cavity of a tilted slab that is cut off above and below equals the ellipsoid it was made from.
  @Test func cavityOfTruncatedSlab() throws {
    var recipe = SyntheticHead.Recipe()
    recipe.tiltDegrees = 20
    recipe.slices = 14..<54
    recipe.focus = Self.calcium
    var head = SyntheticHead(recipe)
    // The deposit kills the signal, too.
    for i in 0..<head.magnitude.voxels.count where head.focusMask.voxels[i] { head.magnitude.voxels[i] = 0 }
    let m = try headMasks(magnitudes: [head.magnitude], phaseQuality: nil, ctOnMR: head.ct)
    #expect(m.source == .ctAndMR)
    #expect(dice(m.intracranial, head.intracranial) > 0.97)
    #expect(dice(m.brain, head.intracranial) > 0.97)
    #expect(head.focusMask.count > 30)
    #expect(head.focusMask.subtracting(m.brain).isEmpty, "dark, dense voxels deep inside stay")
  }

  /// A rim without phase quality is taken off the brain but not off the intracranial space.
  @Test func incoherentRimLeavesBrain() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    var quality = MRVolume<Dimensionless>(grid: head.chi.grid, repeating: 1)
    // The front 5 mm of the head.
    let front = SyntheticHead.center.y - SyntheticHead.semiAxes.y + 5
    head.intracranial.forEach { x, y, z in
      let p = head.chi.grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z))).lps
      if p.y < front { quality[x, y, z] = 0 }
    }
    let m = try headMasks(magnitudes: [head.magnitude], phaseQuality: quality, ctOnMR: head.ct)
    var cut = 0
    var kept = 0
    m.intracranial.forEach { x, y, z in
      let p = head.chi.grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z))).lps
      guard p.y < front - 1 else { return }
      if m.brain[x, y, z] { kept += 1 } else { cut += 1 }
    }
    #expect(cut > 50 && kept < cut / 10)
  }

  /// Without CT the signal void of the skull parts brain from scalp.
  @Test func signalAloneFindsBrain() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let m = try headMasks(magnitudes: [head.magnitude], phaseQuality: nil, ctOnMR: nil)
    #expect(m.source == .mrOnly)
    #expect(dice(m.brain, head.intracranial) > 0.95)
    #expect(m.quality.contains { $0.check == "headMaskSource" && $0.verdict == .warn })
  }

  /// A CT that does not reach the head is not believed.
  @Test func emptyCTFallsBack() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let air = MRVolume<HU>(grid: head.chi.grid, repeating: -1024)
    #expect(try headMasks(magnitudes: [head.magnitude], phaseQuality: nil, ctOnMR: air).source == .mrOnly)
  }

  /// No signal, no head.
  @Test func noiseIsNoHead() {
    let grid = Grid<MRPatient>(size: SIMD3(20, 20, 10), voxelToPatient: .identity)
    #expect(throws: AnatomyError.self) {
      try headMasks(magnitudes: [MRVolume(grid: grid, repeating: 1)], phaseQuality: nil, ctOnMR: nil)
    }
    #expect(throws: AnatomyError.noMagnitude) {
      try headMasks(magnitudes: [], phaseQuality: nil, ctOnMR: nil)
    }
  }
}
