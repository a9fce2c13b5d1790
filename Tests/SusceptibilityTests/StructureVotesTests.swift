import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct StructureVotesTests {
  private func vote(_ head: VeinHead, _ name: String) throws -> SignVote {
    let (map, signal) = try head.made()
    let proof = signProof(
      map: map, signal: signal, ctOnMR: nil, registrationTrusted: false,
      nuclei: [
        SidedStructure(.redNucleus, .left): head.mask(head.redNucleus),
        SidedStructure(.globusPallidus, .left): head.mask(head.pallidum),
      ])
    return try #require(proof.votes.first { $0.name == name })
  }

  @Test func veinsAreFoundByDecayAndShape() throws {
    let head = VeinHead()
    let (map, signal) = try head.made()
    let found = Veins(map, signal: signal, excluded: nil, isDense: { _ in false }, .init()).samples
    #expect(found.count > 100)
    let inVeins = found.filter { head.distanceToVein($0.position) < head.veinRadius + 1.1 }
    #expect(Double(inVeins.count) > 0.9 * Double(found.count))
    // A ball is no tube: its inside gives nothing.
    #expect(!found.contains { length($0.position - head.deposit.centre) < head.deposit.radius - 2 })
    #expect(abs(found.map(\.contrast).reduce(0, +) / Double(found.count) - head.veinPPM) < 0.05)
  }

  /// What decides where to look does not know the sign: the value turns around exactly.
  @Test func aFlippedSignTurnsTheVeinsAround() throws {
    let right = try vote(VeinHead(), "veins")
    var flipped = VeinHead()
    flipped.sign = -1
    let wrong = try vote(flipped, "veins")
    #expect(right.verdict == .pass && wrong.verdict == .fail)
    #expect(right.value == wrong.value.map { -$0 })
  }

  /// Bone and calcium decay fast too, are tubes sometimes, and hold little water.
  @Test func tubesWithoutWaterAreNoVeins() throws {
    var head = VeinHead()
    head.veinWater = 0.3
    head.veinPPM = -0.3
    #expect(try vote(head, "veins").verdict == .inconclusive)
  }

  @Test func noVeinsNoVote() throws {
    var head = VeinHead()
    head.veins = []
    #expect(try vote(head, "veins").verdict == .inconclusive)
  }

  /// Veins without a susceptibility of their own decide nothing.
  @Test func veinsWithoutContrastAreInconclusive() throws {
    var head = VeinHead()
    head.veinPPM = 0
    #expect(try vote(head, "veins").verdict == .inconclusive)
  }

  @Test func ironTurnsAroundWithTheSign() throws {
    let right = try vote(VeinHead(), "ironNuclei")
    var flipped = VeinHead()
    flipped.sign = -1
    let wrong = try vote(flipped, "ironNuclei")
    #expect(right.verdict == .pass && wrong.verdict == .fail)
    #expect(abs((right.value ?? 0) - 90) < 25)
    #expect(right.value == wrong.value.map { -$0 })
  }

  /// A wrong sign moves the outlines; they only say where to look.
  @Test func displacedOutlinesStillFindTheIron() throws {
    var head = VeinHead()
    head.sign = -1
    let (map, signal) = try head.made()
    var moved = head.redNucleus
    moved.centre.y -= 4
    let proof = signProof(
      map: map, signal: signal, ctOnMR: nil, registrationTrusted: false,
      nuclei: [SidedStructure(.redNucleus, .left): head.mask(moved)])
    #expect(proof.votes[1].verdict == .fail)
    let untrusted = signProof(
      map: map, signal: signal, ctOnMR: nil, registrationTrusted: false,
      nuclei: [SidedStructure(.redNucleus, .left): head.mask(moved)], nucleiTrusted: false)
    #expect(untrusted.votes[1].verdict == .inconclusive)
  }

  /// The pallidum is what the sign is needed for, so it may not vote.
  @Test func thePallidumNeverVotes() throws {
    let head = VeinHead()
    let (map, signal) = try head.made()
    let nuclei = [
      SidedStructure(.redNucleus, .left): head.mask(head.redNucleus),
      SidedStructure(.globusPallidus, .left): head.mask(head.pallidum),
    ]
    var chi = map.chi
    for i in 0..<chi.voxels.count where nuclei[SidedStructure(.globusPallidus, .left)]?.voxels[i] == true {
      chi.voxels[i] = -0.4
    }
    let changed = SusceptibilityMap(
      chi: chi, totalField: map.totalField, localField: map.localField, mask: map.mask,
      fieldNoise: map.fieldNoise, chiNoisePPM: map.chiNoisePPM, r2star: map.r2star, quality: [])
    let votes = [map, changed].map {
      signProof(map: $0, signal: signal, ctOnMR: nil, registrationTrusted: false, nuclei: nuclei).votes
    }
    #expect(votes[0][1] == votes[1][1])
    #expect(votes[0][2].verdict == votes[1][2].verdict)
  }

  /// Blocks of equal size: the jackknife's error of a mean is the blocks' standard error.
  @Test func jackknifeOfEqualBlocksIsTheStandardError() {
    let means = [1.0, 4, 2, 7, 3, 5]
    var values: [Double] = []
    var positions: [SIMD3<Double>] = []
    for (b, m) in means.enumerated() {
      for k in 0..<4 {
        values.append(m + (k < 2 ? 0.5 : -0.5))
        positions.append(SIMD3(Double(b) * 10 + 5, Double(k), 0))
      }
    }
    let j = BlockJackknife(meanOf: values, at: positions, blockMm: 10)
    let mean = means.reduce(0, +) / 6
    let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 5
    #expect(abs(j.estimate - mean) < 1e-12)
    #expect(abs(j.standardError - (variance / 6).squareRoot()) < 1e-12)
    #expect(j.blocks == 6)
    #expect(j.verdict(expected: 1, least: 1) == .pass)
    #expect(j.verdict(expected: -1, least: 1) == .fail)
    #expect(j.verdict(expected: 1, least: 10) == .inconclusive)
    let few = BlockJackknife(meanOf: values, at: positions, blockMm: 20)
    #expect(few.blocks == 3 && few.verdict(expected: 1, least: 1) == .inconclusive)
  }

  @Test func jackknifeOfACorrelation() {
    var random = SplitMix64(seed: 3)
    let positions = (0..<400).map { SIMD3(Double($0), 0, 0) }
    let a = positions.map { _ in random.normal() }
    let b = a.map { 2 * $0 + 1 }
    let noise = positions.map { _ in random.normal() }
    let exact = BlockJackknife(correlationOf: a, b, at: positions, blockMm: 20)
    #expect(abs(exact.estimate - 1) < 1e-9 && exact.verdict(expected: 1, least: 0.3) == .pass)
    let none = BlockJackknife(correlationOf: a, noise, at: positions, blockMm: 20)
    #expect(none.verdict(expected: 1, least: 0) == .inconclusive)
    // 1/√n for uncorrelated samples.
    #expect(abs(none.standardError - 0.05) < 0.03)
  }

  @Test func eigenvaluesOfARotatedMatrix() {
    let r = Matrix3.rotation(about: normalized(SIMD3(1, 2, -1)), radians: 0.7)
    let m = r * Matrix3(diagonal: SIMD3(-5, 0.5, 3)) * r.transpose
    let e = symmetricEigenvalues(m)
    #expect(abs(e.x + 5) < 1e-9 && abs(e.y - 0.5) < 1e-9 && abs(e.z - 3) < 1e-9)
    #expect(symmetricEigenvalues(Matrix3(diagonal: SIMD3(2, 2, 2))) == SIMD3(2, 2, 2))
  }
}
