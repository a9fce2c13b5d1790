import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

/// A map with known regions: a ball of brain with sulcal fluid, both lateral ventricles and both thalami.
///
/// Each ventricle is a row of ellipsoids: a narrow body above the thalamus, a wide atrium behind it, a narrow occipital
/// horn. Susceptibilities are constant a region, but for noise.
private struct Scene {
  static let bodyPPM = 0.030
  static let atriumPPM = 0.012
  static let sulcusPPM = 0.020
  static let tissuePPM = -0.004

  var grid = centredGrid(SIMD3(96, 112, 40), spacing: SIMD3(1.5, 1.5, 2))
  var brain: MRMask
  var ventricles: MRMask
  var atria: MRMask
  var sulcus: MRMask
  var thalami: [Side: MRMask] = [:]
  var map: SusceptibilityMap

  /// - Parameters:
  ///   - turn: rotation of the head about the body axis in degrees.
  ///   - hasAtria: false for ventricles that end at the thalamus.
  init(turn: Double = 0, hasAtria: Bool = true, fluidRate: Double = 2, atriumScale: Double = 1) {
    let grid = self.grid
    var random = SplitMix64(seed: 5)
    let rotation = Matrix3.rotation(about: SIMD3(0, 0, 1), radians: -turn * .pi / 180)
    var (brain, ventricles, atria, sulcus) = (
      MRMask(grid: grid), MRMask(grid: grid), MRMask(grid: grid), MRMask(grid: grid)
    )
    var left = MRMask(grid: grid)
    var right = MRMask(grid: grid)
    var chi = MRVolume<PPM>(grid: grid)
    var r2star = MRVolume<PerSecond>(grid: grid)
    var noise = MRVolume<PPM>(grid: grid, repeating: .infinity)
    func inside(_ p: SIMD3<Double>, _ c: SIMD3<Double>, _ radii: SIMD3<Double>) -> Bool {
      let d = (p - c) / radii
      return (d * d).sum() <= 1
    }
    forEachVoxel(grid) { i, lps in
      let p = rotation * lps
      guard inside(p, .zero, SIMD3(65, 78, 38)) else { return }
      brain.voxels[i] = true
      noise.voxels[i] = 0.002
      let side = p.x > 0 ? 1.0 : -1.0
      let inThalamus = inside(p, SIMD3(side * 12, 8, 0), SIMD3(8, 14, 9))
      if inThalamus { if side > 0 { left.voxels[i] = true } else { right.voxels[i] = true } }
      let body = inside(p, SIMD3(side * 11, -8, 14), SIMD3(4, 24, 5))
      let atrium =
        hasAtria && inside(p, SIMD3(side * 22, 32, 2), SIMD3(7, 8, 9) * atriumScale) && !inThalamus
      let horn = hasAtria && inside(p, SIMD3(side * 24, 48, 0), SIMD3(2.5, 10, 3))
      sulcus.voxels[i] = inside(p, SIMD3(0, -55, 0), SIMD3(4, 12, 20))
      ventricles.voxels[i] = body || atrium || horn
      atria.voxels[i] = atrium
      let fluid = ventricles.voxels[i] || sulcus.voxels[i]
      let ppm =
        atrium
        ? Self.atriumPPM : ventricles.voxels[i] ? Self.bodyPPM : fluid ? Self.sulcusPPM : Self.tissuePPM
      chi.voxels[i] = Float(ppm + 0.003 * random.normal())
      r2star.voxels[i] = Float(max(0, (fluid ? fluidRate : 20) + 0.5 * random.normal()))
    }
    self.brain = brain
    self.ventricles = ventricles
    self.atria = atria
    self.sulcus = sulcus
    thalami = [.left: left, .right: right]
    map = SusceptibilityMap(
      chi: chi, totalField: chi, localField: chi, mask: brain, fieldNoise: noise, chiNoisePPM: 0.003,
      r2star: r2star, quality: [])
  }

  func measured() -> SusceptibilityReference {
    reference(map, brain: brain, ventricles: ventricles, thalami: thalami)
  }
}

@Suite struct ReferenceTests {
  /// Every region has its own susceptibility: the means of the regions' true voxels come back.
  @Test func regionsHaveTheirTrueMeans() throws {
    let scene = Scene()
    let r = scene.measured()
    #expect(r.measures.map(\.region) == ReferenceRegion.allCases)
    #expect(r.measures.allSatisfy { $0.withheld == nil })
    let core = scene.brain.eroded(byMm: 2)
    #expect(abs(r.wholeBrainMeanPPM - Statistics.mean(scene.map.chi.values(in: core))) < 1e-9)
    let fluid = scene.ventricles.union(scene.sulcus)
    #expect(abs((try #require(r.csfMeanPPM)) - Statistics.mean(scene.map.chi.values(in: fluid))) < 0.0015)
    // All CSF, not the ventricles alone.
    #expect(!r.csfMask.intersection(scene.sulcus).isEmpty)
    #expect(r.csfMask.subtracting(fluid).isEmpty)
    let atrial = r[.atrialCSF]
    #expect(abs((try #require(atrial.meanPPM)) - Scene.atriumPPM) < 0.0015)
    #expect(abs((try #require(atrial.sdPPM)) - 0.003) < 0.003)
  }

  /// The atria are found where they were put, on both sides, also in a head turned by 15°.
  @Test(arguments: [0.0, 15, -15]) func atriaAreWhereTheyWerePut(turn: Double) throws {
    let scene = Scene(turn: turn)
    let found = scene.measured()[.atrialCSF].mask
    let right = Double(found.intersection(scene.atria).count) / Double(found.count)
    #expect(right > 0.85, "\(right) of the voxels lie in an atrium")
    let covered = Double(found.intersection(scene.atria).count) / Double(scene.atria.count)
    // A layer of a voxel is left out on purpose.
    #expect(covered > 0.35)
    let left = found.voxels.indices.filter { found.voxels[$0] && scene.grid.index(ofOffset: $0).x > 47 }.count
    #expect((0.35...0.65).contains(Double(left) / Double(found.count)))
  }

  @Test func whatIsMissingIsWithheldWithItsReason() {
    let scene = Scene(hasAtria: false)
    #expect(
      scene.measured()[.atrialCSF].withheld
        == "No part of the lateral ventricles lies behind the thalami within the slab.")
    let none = reference(scene.map, brain: scene.brain)[.atrialCSF]
    #expect(none.withheld == "The lateral ventricles were not found." && none.meanPPM == nil)
    let one = reference(
      scene.map, brain: scene.brain, ventricles: scene.ventricles, thalami: [.left: scene.ventricles])
    #expect(
      one[.atrialCSF].withheld
        == "Both thalami are needed to tell where the atria of the lateral ventricles begin.")
    #expect(one.zeroPPM(.atrialCSF) == nil && referenced(scene.map, by: one, to: .atrialCSF) == nil)
  }

  /// Narrow atria hold too little fluid to make a mean; blood in the fluid, or a fit that fails, too.
  @Test func tooLittleFluidIsWithheld() throws {
    let narrow = Scene(atriumScale: 0.4).measured()[.atrialCSF]
    let reason = try #require(narrow.withheld)
    #expect(
      reason.hasSuffix(
        "mm³ of fluid lie in the atria of the lateral ventricles within the map; 500 mm³ are needed."))
    #expect(narrow.meanPPM == nil && narrow.sdPPM == nil)
    let bloody = Scene(fluidRate: 12).measured()
    #expect(
      bloody[.csf].withheld
        == "Only 0 mm³ inside the brain decay as slowly as CSF (R2* below 5 1/s); 500 mm³ are needed.")
    #expect(bloody[.atrialCSF].withheld?.hasPrefix("Only 0 mm³ of fluid lie in the atria") == true)
    #expect(bloody[.wholeBrain].withheld == nil)
  }

  /// A voxel of unknown field has R2* 0 where it has no signal: it is no fluid.
  @Test func signalVoidsAreNoFluid() {
    var scene = Scene(fluidRate: 12)
    let m = scene.map
    var r2star = m.r2star
    for i in 0..<r2star.voxels.count where scene.sulcus.voxels[i] { r2star.voxels[i] = 0 }
    scene.map = SusceptibilityMap(
      chi: m.chi, totalField: m.chi, localField: m.chi, mask: m.mask,
      fieldNoise: MRVolume(grid: scene.grid, repeating: .infinity), chiNoisePPM: 0.003, r2star: r2star,
      quality: [])
    #expect(scene.measured().csfVoxels == 0)
  }

  /// The same bytes twice, although sections are kept in a dictionary.
  @Test func isDeterministic() {
    let scene = Scene()
    let first = scene.measured()
    for _ in 0..<3 { #expect(scene.measured()[.atrialCSF].mask == first[.atrialCSF].mask) }
  }

  /// Relative to a region its own mean is zero.
  @Test(arguments: ReferenceRegion.allCases) func referencingMakesARegionZero(_ region: ReferenceRegion)
    throws
  {
    let scene = Scene()
    let r = scene.measured()
    let chi = try #require(referenced(scene.map, by: r, to: region))
    #expect(abs(Statistics.mean(chi.values(in: r[region].mask))) < 1e-6)
  }
}
