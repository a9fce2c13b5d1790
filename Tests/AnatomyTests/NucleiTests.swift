import Shapes
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Anatomy

@Suite struct NucleiTests {
  /// Turned, scaled and shifted heads, on axial and on tilted slabs, with noise.
  @Test(arguments: [
    (0.0, 0.0, 0.0, 1.0, 0.0), (-12, 5, 14, 0.93, 20), (18, -6, -10, 1.06, -15), (8, 12, 20, 1.0, 0),
  ])
  func findsPallidum(pitch: Double, roll: Double, yaw: Double, scale: Double, tilt: Double) throws {
    var recipe = SyntheticHead.Recipe()
    recipe.pose = turned(pitch: pitch, roll: roll, yaw: yaw, scale: scale, shift: SIMD3(12, -25, 31))
    recipe.tiltDegrees = tilt
    recipe.noisePPM = 0.025
    let head = SyntheticHead(recipe)
    let found = try head.nuclei()
    #expect(found.verdict != .fail, "\(found.quality.filter { $0.verdict == .fail })")
    for side in Side.allCases {
      let mask = try #require(found.masks[SidedStructure(.globusPallidus, side)])
      let truth = try #require(head.pallidum[side])
      #expect(dice(mask, truth) > 0.85, "\(side)")
      let a = try #require(mask.centroid)
      let b = try #require(truth.centroid)
      #expect(a.distance(to: b) < 1)
    }
  }

  /// No voxel has two labels; the medial zone is a third of its pallidum and lies towards the midline.
  @Test func labelsExcludeEachOther() throws {
    let found = try SyntheticHead(SyntheticHead.Recipe()).nuclei()
    let total = found.masks.values.reduce(0) { $0 + $1.count }
    #expect(union(found.masks.values, grid: found.csf.grid).count == total)
    for side in Side.allCases {
      let mask = try #require(found.masks[SidedStructure(.globusPallidus, side)])
      let zone = try #require(found.medialZones[side])
      #expect(zone.subtracting(mask).isEmpty)
      #expect(abs(Double(zone.count) / Double(mask.count) - 1.0 / 3) < 0.01)
      let medial = try #require(zone.centroid).lps.x
      let whole = try #require(mask.centroid).lps.x
      #expect(side == .left ? medial < whole - 1 : medial > whole + 1)
      #expect(side == .left ? whole > 10 : whole < -10, "left is positive x")
    }
    #expect(found.truncated.isEmpty)
    #expect(try #require(found.ventricles).volumeMm3 > 8000)
  }

  /// Deposits of either sign inside the pallidum stay in its mask and do not move it.
  @Test(arguments: [(-0.35, 200.0), (0.45, 70.0)])
  func depositsStayInside(ppm: Double, hu: Double) throws {
    var recipe = SyntheticHead.Recipe()
    // Medial part of the left pallidum.
    let shape = ShapeTable.shape(.globusPallidus, .left)
    let axis = try #require(shape.medialZone?.axis)
    recipe.focus = SyntheticHead.Focus(
      center: shape.centroid.lps + axis * 2.5, radiusMm: 2.6, ppm: ppm, hu: hu)
    let head = SyntheticHead(recipe)
    let found = try head.nuclei()
    let mask = try #require(found.masks[SidedStructure(.globusPallidus, .left)])
    let inside = head.focusMask.intersection(try #require(head.pallidum[.left]))
    #expect(inside.count >= 15)
    #expect(Double(inside.intersection(mask).count) > 0.9 * Double(inside.count))
    #expect(dice(mask, try #require(head.pallidum[.left])) > 0.85)
  }

  /// A left pallidum of half the volume is found small on the left, not on the right.
  @Test func asymmetryKeepsItsSide() throws {
    var recipe = SyntheticHead.Recipe()
    recipe.leftPallidumScale = 0.8
    let found = try SyntheticHead(recipe).nuclei()
    let left = try #require(found.masks[SidedStructure(.globusPallidus, .left)]).volumeMm3
    let right = try #require(found.masks[SidedStructure(.globusPallidus, .right)]).volumeMm3
    #expect(left < 0.75 * right)
    let check = try #require(found.quality.first { $0.check == "pallidumSymmetry" })
    #expect(check.verdict != .pass)
  }

  /// Ventricles by R2* do where there is no CT.
  @Test func withoutCT() throws {
    var recipe = SyntheticHead.Recipe()
    recipe.pose = turned(pitch: 10, roll: 0, yaw: -8, scale: 1, shift: .zero)
    let head = SyntheticHead(recipe)
    let found = try head.nuclei(ct: false)
    #expect(
      dice(
        try #require(found.masks[SidedStructure(.globusPallidus, .right)]),
        try #require(head.pallidum[.right])) > 0.85)
  }

  /// A slab that ends above the cerebellum says so and still finds the pallidum.
  @Test func truncatedSlab() throws {
    var recipe = SyntheticHead.Recipe()
    recipe.slices = 22..<52
    let found = try SyntheticHead(recipe).nuclei()
    #expect(found.truncated.contains(SidedStructure(.dentateNucleus, .left)))
    #expect(found.masks[SidedStructure(.dentateNucleus, .left)] == nil)
    #expect(!found.truncated.contains(SidedStructure(.globusPallidus, .left)))
  }

  /// Never silently wrong: noise alone, a map of the wrong sign, and tissue moved about fail.
  @Test(arguments: Nonsense.allCases) func distrustsNonsense(_ kind: Nonsense) throws {
    var recipe = SyntheticHead.Recipe()
    recipe.noisePPM = 0.03
    var head = SyntheticHead(recipe)
    var rng = SplitMix64(seed: 3)
    let inside = head.intracranial.voxels.indices.filter { head.intracranial.voxels[$0] }
    let was = head.chi.voxels
    for (k, i) in inside.enumerated() {
      switch kind {
      case .noise: head.chi.voxels[i] = Float(0.03 * rng.normal())
      case .wrongSign: head.chi.voxels[i] = -was[i]
      // Runs of 40 voxels of the head, elsewhere: tissue everywhere, anatomy nowhere.
      case .shuffled: head.chi.voxels[i] = was[inside[(k / 40 * 7919 * 40 + k % 40) % inside.count]]
      }
    }
    let verdict = try? head.nuclei().verdict
    #expect(verdict == nil || verdict == .fail)
  }

  enum Nonsense: CaseIterable { case noise, wrongSign, shuffled }

  /// Without iron, as in a small child, there is nothing to outline.
  @Test func noIronFails() throws {
    var recipe = SyntheticHead.Recipe()
    recipe.iron = SyntheticHead.adultIron.mapValues { _ in -0.028 }
    let verdict = try? SyntheticHead(recipe).nuclei().verdict
    #expect(verdict == nil || verdict == .fail)
  }

  /// A slab that ends in the pallidum fails, and so does a pallidum that is not there.
  @Test func cutOrMissingPallidumFails() throws {
    var recipe = SyntheticHead.Recipe()
    recipe.slices = 0..<31
    let cut = try? SyntheticHead(recipe).nuclei().verdict
    #expect(cut == nil || cut == .fail)
    recipe.slices = 0..<64
    recipe.missing = SidedStructure(.globusPallidus, .left)
    let missing = try? SyntheticHead(recipe).nuclei().verdict
    #expect(missing == nil || missing == .fail)
  }

  /// The same input gives the same masks.
  @Test func deterministic() throws {
    let head = SyntheticHead(SyntheticHead.Recipe())
    let a = try head.nuclei()
    let b = try head.nuclei()
    #expect(a.masks == b.masks && a.templateToMR == b.templateToMR && a.quality == b.quality)
  }
}
