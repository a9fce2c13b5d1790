import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct PhantomPairTests {
  private let parameters = SmallPair.parameters

  /// The head and the transform that a pair's truth states.
  private func transform(_ pair: PhantomPair) throws -> RigidTransform<CTPatient, MRPatient> {
    let numbers = try #require(pair.truth.ctToMR)
    let affine = try #require(Affine(rowMajor16: numbers))
    return try #require(RigidTransform(affine))
  }

  /// Mean absolute difference between the CT and the head's attenuation, over a lattice of the MR's frame.
  private func misfitHU(_ pair: PhantomPair, _ ctToMR: RigidTransform<CTPatient, MRPatient>) -> Double {
    let head = HeadModel(parameters.scenario)
    let toHead = parameters.headToMR.inverse
    var sum = 0.0
    var count = 0.0
    for x in stride(from: -70.0, through: 70, by: 10) {
      for y in stride(from: -80.0, through: 100, by: 10) {
        for z in stride(from: -20.0, through: 80, by: 10) {
          let h = SIMD3(x, y, z)
          guard let hu = pair.ct.value(at: ctToMR.inverse(toHead.inverse(Point(h)))), hu > -1500 else {
            continue
          }
          sum += abs(Double(hu - min(max(head.sample(h).tissue.hu, -1024), 3071)))
          count += 1
        }
      }
    }
    return sum / count
  }

  @Test func truthCarriesTheCTOntoTheHeadInTheMR() throws {
    let pair = try #require(SmallPair.right)
    let truth = try transform(pair)
    let there = misfitHU(pair, truth)
    // What thick slices and noise leave; a transform that is off by a slice is worse, whichever way it is off.
    for axis in 0..<3 {
      for shift in [-4.0, 4] {
        var t = truth.translationMm
        t[axis] += shift
        let off = misfitHU(pair, RigidTransform(rotation: truth.rotation, translationMm: t))
        #expect(off > 1.2 * there, "axis \(axis), \(shift) mm: \(off) HU against \(there) HU")
      }
    }
  }

  @Test func targetsAreTheNucleiAndTheBrainsRim() throws {
    let pair = try #require(SmallPair.right)
    #expect(pair.truth.targets.deep.count == 14)
    #expect(pair.truth.targets.surface.count == 13)
    let head = HeadModel(parameters.scenario)
    let toHead = parameters.headToMR.inverse
    for target in pair.truth.targets.deep {
      #expect(head.sample(toHead(Point(target)).lps).tissue.brain > 0.99)
      // Within 45 mm of the template's middle in plane; the dentate nuclei lie lowest and farthest behind.
      let h = toHead(Point(target)).lps
      #expect(abs(h.x) < 45 && h.y > -40 && h.y < 75 && h.z > -60 && h.z < 40)
    }
    for target in pair.truth.targets.surface {
      let v = pair.mr.grid.voxel(at: Point(target))
      #expect((0..<3).allSatisfy { v[$0] > -0.01 && v[$0] < Double(pair.mr.grid.size[$0]) - 0.99 })
      // Some point within two voxels lies outside the brain.
      let h = toHead(Point(target)).lps
      let around = [SIMD3(1.0, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)].flatMap {
        [h + 5.2 * $0, h - 5.2 * $0]
      }
      #expect(around.contains { head.sample($0).tissue.brain < 0.5 })
    }
  }

  @Test func mirroredAndTurnedAreTheSameVoxelsInAnotherOrder() throws {
    let right = try #require(SmallPair.right)
    let n = right.ct.grid.size
    for kind in [PairKind.mirrored, .turned] {
      let wrong = try simulate(parameters, kind: kind)
      #expect(wrong.ct.grid == right.ct.grid)
      #expect(wrong.mr.voxels == right.mr.voxels)
      #expect(wrong.ct.voxels != right.ct.voxels)
      var different = 0
      for z in 0..<n.z {
        for y in 0..<n.y {
          for x in 0..<n.x {
            let source = right.ct[n.x - 1 - x, kind == .turned ? n.y - 1 - y : y, z]
            if wrong.ct[x, y, z] != source { different += 1 }
          }
        }
      }
      #expect(different == 0)
      #expect(wrong.truth.ctToMR == right.truth.ctToMR)
      #expect(!wrong.truth.isRight)
    }
  }

  @Test func otherHeadHasNoTransform() throws {
    let right = try #require(SmallPair.right)
    let other = try simulate(parameters, kind: .otherHead)
    #expect(other.mr.voxels == right.mr.voxels)
    #expect(other.truth.ctToMR == nil)
    let data = try JSONEncoder().encode(other.truth)
    let json = try #require(String(data: data, encoding: .utf8))
    #expect(json.contains("\"ctToMR\":null"))
    // The same pose, another skull.
    #expect(misfitHU(other, try transform(right)) > 1.5 * misfitHU(right, try transform(right)))
  }

  @Test(arguments: [PairParameters.Remnant.vertex, .skullBase])
  func truncatedLeavesTheDeepNucleiOut(remnant: PairParameters.Remnant) throws {
    var p = parameters
    p.ct.remnant = remnant
    let pair = try simulate(p, kind: .truncated)
    let truth = try transform(pair)
    // All but the dentate nuclei, which come last and lie on the skull base.
    for target in pair.truth.targets.deep.dropLast(2) {
      let v = pair.ct.grid.voxel(at: truth.inverse(Point(target)))
      #expect(remnant == .vertex ? v.z < -0.5 : v.z > Double(pair.ct.grid.size.z) - 0.5)
    }
    #expect(pair.ct.voxels.contains { $0 > 800 })
  }

  @Test func contrastAgentBrightensVesselsOnCTAlone() throws {
    let right = try #require(SmallPair.right)
    let contrast = try simulate(parameters, kind: .contrast)
    #expect(contrast.mr.voxels == right.mr.voxels)
    let added = zip(contrast.ct.voxels, right.ct.voxels).map { $0 - $1 }
    #expect((added.max() ?? 0) > 50)
    #expect((added.max() ?? 0) <= 121)
    #expect((added.min() ?? -1) >= -1)
    // Vessels and dura are a few per cent of the head.
    #expect(added.filter { $0 > 10 }.count < added.count / 20)
  }

  @Test func hemorrhageIsDenseOnCTAndDarkOnMR() throws {
    var p = parameters
    let center = SIMD3(32.0, 5, 32)
    p.hemorrhages = [
      Hemorrhage(centerInHeadMm: center, radiusMm: 14, hu: 70, chiPPM: 0.9, r2StarPerSecond: 150)
    ]
    let right = try #require(SmallPair.right)
    let pair = try simulate(p, kind: .right)
    let inMR = p.headToMR(Point(center))
    let inCT = try transform(pair).inverse(inMR)
    // A voxel's noise against the clot's 70 HU.
    let hu = try #require(pair.ct.value(at: inCT))
    #expect(abs(hu - 70) < 5 * Float(p.ct.noiseHU))
    let dark = try #require(pair.mr.value(at: inMR))
    let ordinary = try #require(right.mr.value(at: inMR))
    #expect(dark < 0.6 * ordinary)
  }

  @Test func paddingFillsTheCornersOnly() throws {
    let pair = try #require(SmallPair.right)
    let n = pair.ct.grid.size
    #expect(pair.ct[0, 0, 0] == -3024)
    #expect(pair.ct[n.x - 1, n.y - 1, n.z - 1] == -3024)
    #expect(pair.ct[n.x / 2, 0, 0] >= -1024)
    let padded = Double(pair.ct.voxels.filter { $0 == -3024 }.count) / Double(pair.ct.voxels.count)
    #expect(abs(padded - (1 - Double.pi / 4)) < 0.01)
  }

  @Test func interpolatedMRKeepsTheAcquiredSamples() throws {
    var p = parameters
    p.mr.isInterpolated = true
    let right = try #require(SmallPair.right)
    let fine = try simulate(p, kind: .right)
    #expect(fine.mr.grid.size == SIMD3(160, 196, 40))
    #expect(fine.truth.targets == right.truth.targets)
    for (x, y, z) in [(20, 30, 10), (40, 50, 20), (55, 60, 33)] {
      #expect(abs(fine.mr[2 * x, 2 * y, z] - right.mr[x, y, z]) <= 1)
      let a = fine.mr.grid.voxelToPatient(SIMD3(Double(2 * x), Double(2 * y), Double(z)))
      #expect(length(a - right.mr.grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z)))) < 1e-9)
    }
  }

  @Test func pairReadsBackWithItsShearAndTheSameBytesEveryTime() throws {
    let pair = try #require(SmallPair.right)
    let folder = ScratchFolder()
    try writePair(try simulate(parameters, kind: .right), to: folder.path + "/a")
    try writePair(pair, to: folder.path + "/b")
    try writePair(pair, to: folder.path + "/b")
    let files = try folder.files()
    #expect(
      Set(files.keys)
        == Set(["a", "b"].flatMap { f in ["mr.nii.gz", "ct.nii.gz", "truth.json"].map { f + "/" + $0 } }))
    for name in ["mr.nii.gz", "ct.nii.gz", "truth.json"] { #expect(files["a/" + name] == files["b/" + name]) }
    let ct = try #require(
      try NIfTI.read(folder.path + "/a/ct.nii.gz", as: HU.self, frame: CTPatient.self).first)
    #expect(ct.voxels == pair.ct.voxels)
    let m = ct.grid.voxelToPatient.linear
    #expect(abs(dot(normalized(m.c1), normalized(m.c2)) - sine(17 * .pi / 180)) < 1e-6)
    for corner in [SIMD3(0.0, 0, 0), SIMD3(199, 0, 20), SIMD3(0, 199, 30)] {
      // An sform holds single precision.
      #expect(length(ct.grid.voxelToPatient(corner) - pair.ct.grid.voxelToPatient(corner)) < 1e-3)
    }
    let json = try #require(files["a/truth.json"])
    let truth = try JSONDecoder().decode(PairTruth.self, from: json)
    #expect(truth == pair.truth)
  }

  @Test func spreadPointsAreFarFromEachOther() {
    // Against the definition: each is the farthest from the nearest of those before it.
    var random = SplitMix64(seed: 4)
    let points = (0..<300).map { _ in SIMD3(random.symmetric(), random.symmetric(), random.symmetric()) }
    let chosen = PairTargets.spread(points, count: 13)
    #expect(chosen.count == 13)
    for k in 1..<chosen.count {
      func gap(_ p: SIMD3<Double>) -> Double { chosen[..<k].map { length($0 - p) }.min() ?? 0 }
      #expect(gap(chosen[k]) == points.map(gap).max())
    }
    #expect(PairTargets.spread([SIMD3(1, 2, 3)], count: 13).count == 1)
    #expect(PairTargets.spread([], count: 13).isEmpty)
  }
}
