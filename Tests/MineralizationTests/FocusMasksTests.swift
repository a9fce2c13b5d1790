import Testing
import Vocabulary
import Voxels

@testable import Mineralization

@Suite struct FocusMasksTests {
  /// Foci of both images at one place: the masks hold just the voxels written, and overlap fully.
  @Test func aSharedFocusOverlapsFully() throws {
    var p = SyntheticPallidum()
    p.focus(32, ppm: 0.4, hu: 900)
    let g = gradePallidum(p.evidence())
    let qsm = try #require(g.fociMaskQSM)
    #expect(qsm.grid == p.chi.grid)
    var written = MRMask(grid: p.chi.grid)
    for i in p.chi.voxels.indices { written.voxels[i] = p.chi.voxels[i] > 0.3 }
    #expect(qsm == written)
    let ct = try #require(g.fociMaskCT)
    // The core is drawn: 4×4×2 voxels of 900 HU in 34 HU, smoothed by half a voxel, keep their half-maximum edge.
    #expect(ct.volumeMm3 == 32)
    #expect(abs((g.gpCT.focusVolumeMm3 ?? -1) - 32) < 4)
    #expect((g.gpCT.thresholdVolumeMm3 ?? -1) > 60)
    let carried = try #require(g.fociOnMR(p.chi.grid))
    // Grids are aligned up to a shift of whole voxels: every CT voxel becomes one MR voxel.
    #expect(carried.count == ct.count)
    let dice = try #require(g.focusOverlapDice)
    let expected =
      2 * Double(carried.intersection(written).count) / Double(carried.count + written.count)
    #expect(dice == expected)
    #expect(carried.intersection(written) == written)
    #expect(dice > 0.4)
  }

  /// Foci apart do not overlap; a focus beside the zone does not count.
  @Test func fociApart() throws {
    var p = SyntheticPallidum()
    p.focus(32, at: SIMD3(10, 10, 10), ppm: 0.4, hu: nil)
    p.focus(32, at: SIMD3(12, 21, 18), ppm: nil, hu: 200)
    #expect(gradePallidum(p.evidence()).focusOverlapDice == 0)
    var lateral = SyntheticPallidum()
    lateral.focus(32, at: SIMD3(30, 14, 12), ppm: 0.4, hu: 200)
    let g = gradePallidum(lateral.evidence())
    #expect(!g.foci.isEmpty)
    #expect(g.fociMaskQSM == nil && g.fociMaskCT == nil && g.fociOnMR(lateral.chi.grid) == nil)
    #expect(g.focusOverlapDice == nil)
  }

  /// A focus that fills half of no voxel of a coarse MR grid is still drawn, where it lies.
  @Test func smallFociDoNotVanishOnThickSlices() throws {
    var p = SyntheticPallidum()
    p.focus(12, at: SIMD3(12, 14, 13), ppm: nil, hu: 120)
    let g = gradePallidum(p.evidence())
    let ct = try #require(g.fociMaskCT)
    let thick = Grid<MRPatient>(
      size: SIMD3(8, 8, 6),
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: SIMD3(6, 6, 6)), translation: SIMD3(2.5, 2.5, 2.5)))
    let carried = try #require(g.fociOnMR(thick))
    let at = try #require(carried.centroid)
    let truth = try #require(ct.centroid).lps - p.shift
    #expect(length(at.lps - truth) < 6)
    #expect(carried.count <= 4)
  }

  /// On a grid finer than the CT's slices the volume is kept.
  @Test func volumeIsKeptOnAFinerGrid() throws {
    var p = SyntheticPallidum()
    p.focus(48, at: SIMD3(11, 14, 12), ppm: nil, hu: 400)
    let g = gradePallidum(p.evidence())
    let ct = try #require(g.fociMaskCT)
    let fine = Grid<MRPatient>(
      size: SIMD3(115, 90, 80),
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: SIMD3(0.4, 0.4, 0.4)), translation: .zero))
    let carried = try #require(g.fociOnMR(fine))
    #expect(abs(carried.volumeMm3 / ct.volumeMm3 - 1) < 0.1)
  }

  /// A withheld CT has no foci to draw.
  @Test func withheldHasNoMask() {
    var p = SyntheticPallidum()
    p.focus(32, ppm: 0.4, hu: 200)
    var e = p.evidence()
    e.ctWithheld = "The registration failed."
    let g = gradePallidum(e)
    #expect(g.fociMaskCT == nil && g.fociOnMR(p.chi.grid) == nil && g.focusOverlapDice == nil)
    #expect(g.fociMaskQSM != nil)
  }
}
