import Foundation
import Shapes
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Anatomy

/// Heads whose nuclei are not the table's: bent by a smooth deformation that differs between the sides.
@Suite struct BentNucleiTests {
  /// Shifts of up to 2 mm that change over 60…75 mm, with other phases for each axis.
  @Sendable static func bend(_ q: SIMD3<Double>) -> SIMD3<Double> {
    let x = 1.6 * sin(q.y / 10 + q.x / 12) + 0.8 * sin(q.z / 9)
    let y = 1.8 * sin(q.x / 11 + 0.7) * cos(q.z / 12)
    let z = 1.6 * cos(q.y / 11 - q.x / 14 + 0.4)
    return q + SIMD3(x, y, z)
  }

  private func recipe(_ iron: [Structure: Double]) -> SyntheticHead.Recipe {
    var recipe = SyntheticHead.Recipe()
    recipe.pose = turned(pitch: 9, roll: -6, yaw: 8, scale: 0.97, shift: SIMD3(6, -14, 11))
    recipe.bend = Self.bend
    recipe.iron = iron
    recipe.noisePPM = 0.020
    return recipe
  }

  /// Least Dice of each nucleus at 1.2 × 1.2 × 2.4 mm.
  private static let least: [Structure: Double] = [
    .globusPallidus: 0.86, .putamen: 0.86, .caudate: 0.80, .thalamus: 0.85, .substantiaNigra: 0.70,
    .redNucleus: 0.70, .dentateNucleus: 0.80,
  ]

  @Test(arguments: [SyntheticHead.youngIron, SyntheticHead.oldIron])
  func everyNucleusIsFound(iron: [Structure: Double]) throws {
    let head = SyntheticHead(recipe(iron))
    let found = try head.nuclei()
    #expect(found.verdict != .fail, "\(found.quality.filter { $0.verdict == .fail })")
    for s in SidedStructure.all {
      let mask = try #require(found.masks[s], "\(s)")
      let truth = try #require(head.truth[s])
      let overlap = dice(mask, truth)
      #expect(overlap >= Self.least[s.structure] ?? 1, "\(s) \(overlap)")
      if s.structure == .globusPallidus {
        let apart = try #require(mask.centroid).distance(to: try #require(truth.centroid))
        #expect(apart < 1, "\(s) \(apart) mm")
      }
    }
    let total = found.masks.values.reduce(0) { $0 + $1.count }
    #expect(union(found.masks.values, grid: found.csf.grid).count == total, "no voxel has two labels")
  }

  /// The bent template says better than the nuclei's own poses which point of the table lies where.
  @Test func bendingFindsTheWayBack() throws {
    let recipe = recipe(SyntheticHead.adultIron)
    let head = SyntheticHead(recipe)
    let p = NucleiParameters()
    let fluid = csfLikelihood(ct: head.ct, r2star: head.r2star, intracranial: head.intracranial, p)
    let scene = Scene(chi: head.chi, chiMask: head.intracranial, fluid: fluid, p)
    let placement = try placedTemplate(in: scene, intracranial: head.intracranial, p)
    let poses = refinedPoses(from: placement, scene: scene, p)
    var stiff = p
    stiff.deformationRounds = 0
    let grid = head.chi.grid
    let toOwn = recipe.pose.inverse
    func meanError(_ map: TemplateMap) throws -> Double {
      var sum = 0.0
      var count = 0.0
      for s in SidedStructure.all {
        try #require(head.truth[s]).forEach { x, y, z in
          let v = grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z)))
          sum += length(map.template(at: v) - Self.bend(toOwn(v)))
          count += 1
        }
      }
      return sum / count
    }
    let before = try meanError(DeformationFit(scene: scene, stiff).fitted(pose: poses.common, own: poses.own))
    let after = try meanError(DeformationFit(scene: scene, p).fitted(pose: poses.common, own: poses.own))
    #expect(after < 0.9 * before, "\(before) mm before, \(after) mm after")
  }

  /// A head seen in a mirror has the mirrored nuclei.
  @Test func sidesAreTreatedAlike() throws {
    var recipe = recipe(SyntheticHead.adultIron)
    recipe.pose = .identity
    let head = SyntheticHead(recipe)
    var other = head
    let n = head.chi.grid.size
    func mirrored<T>(_ v: [T]) -> [T] {
      var w = v
      for row in stride(from: 0, to: v.count, by: n.x) {
        for i in 0..<n.x { w[row + i] = v[row + n.x - 1 - i] }
      }
      return w
    }
    other.chi.voxels = mirrored(head.chi.voxels)
    other.ct.voxels = mirrored(head.ct.voxels)
    other.r2star.voxels = mirrored(head.r2star.voxels)
    other.intracranial.voxels = mirrored(head.intracranial.voxels)
    let a = try head.nuclei()
    let b = try other.nuclei()
    for s in SidedStructure.all {
      let here = try #require(a.masks[s])
      let there = try #require(b.masks[SidedStructure(s.structure, s.side.opposite)])
      let same = dice(here, MRMask(grid: here.grid, voxels: mirrored(there.voxels)))
      #expect(same > 0.93, "\(s) \(same)")
    }
  }

  /// Foci of 4 and 7 mm, calcium and iron, in bent pallida: what lies in the nucleus lies in the outline.
  @Test(arguments: [(-0.3, 4.0), (-2.0, 7.0), (0.4, 4.0), (1.5, 7.0)])
  func fociStayInside(ppm: Double, diameterMm: Double) throws {
    var recipe = recipe(SyntheticHead.adultIron)
    recipe.focus = SyntheticHead.Focus(
      center: ShapeTable.shape(.globusPallidus, .right).centroid.lps, radiusMm: diameterMm / 2, ppm: ppm,
      hu: ppm < 0 ? 200 : 60)
    let head = SyntheticHead(recipe)
    let found = try head.nuclei()
    let s = SidedStructure(.globusPallidus, .right)
    let mask = try #require(found.masks[s])
    let truth = try #require(head.truth[s])
    let inside = head.focusMask.intersection(truth)
    let kept = Double(inside.intersection(mask).count) / Double(inside.count)
    #expect(inside.count >= 8 && kept >= 0.95, "\(kept) of \(inside.count)")
    #expect(dice(mask, truth) > 0.85)
  }

  /// The segments divide the pallidum, and each lies where the bent table has it.
  @Test func segmentsDivideThePallidum() throws {
    let head = SyntheticHead(recipe(SyntheticHead.adultIron))
    let found = try head.nuclei()
    let toTemplate = turned(pitch: 9, roll: -6, yaw: 8, scale: 0.97, shift: SIMD3(6, -14, 11)).inverse
    for side in Side.allCases {
      let mask = try #require(found.masks[SidedStructure(.globusPallidus, side)])
      let inner = try #require(found.pallidumInternal[side])
      let outer = try #require(found.pallidumExternal[side])
      #expect(inner.intersection(outer).isEmpty && inner.union(outer) == mask)
      let shape = try #require(ShapeTable.shape(named: "globusPallidusInternus", side))
      var truth = MRMask(grid: mask.grid)
      try #require(head.pallidum[side]).forEach { x, y, z in
        let q = toTemplate(mask.grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))))
        if shape.contains(Point(Self.bend(q))) { truth[x, y, z] = true }
      }
      let overlap = dice(inner, truth)
      #expect(overlap > 0.70, "\(side) \(overlap)")
    }
  }
}
