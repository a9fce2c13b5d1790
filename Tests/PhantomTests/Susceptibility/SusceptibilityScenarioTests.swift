import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct SusceptibilityScenarioTests {
  @Test func everyScenarioIsFoundUnderItsOwnName() {
    let all = SusceptibilityScenario.all
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(all.count == 17)
    for s in all {
      #expect(SusceptibilityScenario.named(s.name) == s)
      #expect(!s.summary.isEmpty)
    }
    #expect(SusceptibilityScenario.named("no such scenario") == nil)
  }

  /// The small form covers what the large one does, to a slice.
  @Test func smallFormHasTheSameFieldOfView() {
    for s in SusceptibilityScenario.all {
      let (a, b) = (s.base.slab, s.reduced().base.slab)
      for axis in 0..<3 {
        let large = Double(a.matrix[axis]) * a.voxelMm[axis]
        let small = Double(b.matrix[axis]) * b.voxelMm[axis]
        #expect(abs(large - small) <= b.voxelMm[axis], "\(s.name)")
      }
      #expect(b.matrix.x * b.matrix.y * b.matrix.z < 500_000)
    }
  }

  /// Foci lie in white matter: 3 mm around them there is neither nucleus, fluid nor bone.
  @Test func fociAreClearOfEverything() {
    for s in SusceptibilityScenario.all where !s.foci.isEmpty {
      let head = HeadModel(s.base)
      for focus in s.foci {
        for k in 0..<200 {
          // A spiral over the sphere.
          let z = 1 - (2 * Double(k) + 1) / 200
          let a = 2.4 * Double(k)
          let r = (1 - z * z).squareRoot()
          let p = focus.centerInHeadMm + SIMD3(r * cos(a), r * sin(a), z) * (focus.diameterMm / 2 + 3)
          let there = head.sample(p)
          #expect(there.nucleus == nil, "\(focus.name)")
          #expect(there.tissue.brain > 0.99, "\(focus.name)")
        }
        #expect(head.sample(focus.centerInHeadMm).nucleus == nil)
      }
      for (a, b) in zip(s.foci, s.foci.dropFirst()) {
        #expect(length(a.centerInHeadMm - b.centerInHeadMm) > 20)
      }
    }
  }

  @Test func slabsAreWhatTheirNamesSay() throws {
    let thin = try #require(SusceptibilityScenario.named("thin-slab")).base.slab
    #expect(Double(thin.matrix.z) * thin.voxelMm.z == 40)
    let thick = try #require(SusceptibilityScenario.named("thick-slices")).base.slab
    #expect((4...5).contains(thick.voxelMm.z))
    // The slab's rows run down at the back by 25°: B0 has that part along them.
    let b0 = try #require(SmallGradientEcho.oblique).b0InVoxelAxes
    #expect(length(b0 - SIMD3(0, sin(25 * Double.pi / 180), cos(25 * Double.pi / 180))) < 1e-9)
  }

  /// What enlarges air adds voxels of air, what opens the skull takes bone, and nothing else changes.
  @Test func skullsDiffer() throws {
    let plain = try #require(SmallGradientEcho.plain)
    func count(_ p: SusceptibilityPhantom, _ isSo: (Float) -> Bool) -> Int {
      // Inside the head: the air around it is that of both.
      zip(p.chi.voxels, plain.chi.voxels).filter { isSo($0) && $1 < 5 }.count
    }
    let airy = try #require(SmallGradientEcho.airBone)
    // A voxel has 17 mm³; 7 mm more all around sinuses and mastoids is at least 40 ml.
    #expect(count(airy) { $0 > 5 } > 2300)
    let open = try #require(SmallGradientEcho.craniectomy)
    let bone = plain.chi.voxels.filter { $0 < -1 }.count - open.chi.voxels.filter { $0 < -1 }.count
    // A cap of 70 mm across and 5 mm thick has about 20 ml.
    #expect(bone > 600 && bone < 3000)
    #expect(open.brain.voxels == plain.brain.voxels)
    #expect(open.nuclei == plain.nuclei)
  }
}
