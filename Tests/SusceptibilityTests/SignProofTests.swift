import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct SignProofTests {
  /// The CT of the synthetic head: soft tissue with the air cavity, larger than the MR slab.
  func ct(_ head: SyntheticHead) -> MRVolume<HU> {
    let grid = centredGrid(SIMD3(80, 84, 72), spacing: SIMD3(2, 2, 2))
    var ct = MRVolume<HU>(grid: grid, repeating: 40)
    forEachVoxel(grid) { i, p in
      if length(p - head.cavity.centre) < head.cavity.radius { ct.voxels[i] = -1000 }
    }
    return ct
  }

  func mask(_ head: SyntheticHead, _ n: Sphere) -> MRMask {
    var m = MRMask(grid: head.grid)
    forEachVoxel(head.grid) { i, p in m.voxels[i] = length(p - n.centre) < n.radius - 1 }
    return m
  }

  func proof(_ head: SyntheticHead, trusted: Bool = true, withNuclei: Bool = true) throws -> SignProof {
    let signal = try head.signal()
    let map = try reconstructSusceptibility(signal, brain: head.brain)
    return signProof(
      map: map, signal: signal, ctOnMR: ct(head), registrationTrusted: trusted,
      nuclei: withNuclei
        ? [
          SidedStructure(.redNucleus, .left): mask(head, head.nuclei[2]),
          SidedStructure(.globusPallidus, .left): mask(head, head.nuclei[0]),
        ] : [:])
  }

  @Test func rightSignPasses() throws {
    let proof = try proof(SyntheticHead())
    #expect(proof.verdict == .pass)
    #expect(proof.votes[0].verdict == .pass)
    #expect((proof.votes[0].value ?? 0) > 0.8)
  }

  @Test func flippedPhaseFails() throws {
    var head = SyntheticHead()
    head.phaseSign = -1
    let proof = try proof(head)
    #expect(proof.verdict == .fail)
    #expect(proof.votes[0].verdict == .fail)
    #expect(proof.votes.allSatisfy { $0.verdict != .pass })
  }

  /// Without a trusted registration and masks nothing can be said; the pallidum never votes.
  @Test func noEvidenceIsInconclusive() throws {
    let proof = try proof(SyntheticHead(), trusted: false, withNuclei: false)
    #expect(proof.verdict == .inconclusive)
    #expect(proof.votes.allSatisfy { $0.value == nil })
  }

  /// A contradiction is decided only by the field of air and bone, and only against the map.
  @Test func contradictionIsNotAPass() {
    func vote(_ name: String, _ v: SignVerdict) -> SignVote {
      SignVote(name: name, value: 0, verdict: v, message: "")
    }
    let against = SignProof(votes: [vote("airBoneField", .fail), vote("veins", .pass)])
    #expect(against.verdict == .fail && against.isContradictory)
    let unclear = SignProof(votes: [vote("airBoneField", .pass), vote("veins", .fail)])
    #expect(unclear.verdict == .inconclusive && unclear.isContradictory)
    #expect(SignProof(votes: []).verdict == .inconclusive)
    #expect(!SignProof(votes: [vote("airBoneField", .pass), vote("veins", .inconclusive)]).isContradictory)
  }

  /// Second-order polynomials vanish, a third-order term stays.
  @Test func shimTermsRemoveSecondOrderOnly() {
    var random = SplitMix64(seed: 1)
    let positions = (0..<500).map { _ in
      SIMD3(
        Double.random(in: -70...70, using: &random), Double.random(in: -80...80, using: &random),
        Double.random(in: -60...60, using: &random))
    }
    let second = positions.map { 3 + 0.1 * $0.x - 0.02 * $0.y * $0.z + 0.001 * $0.z * $0.z }
    #expect(ShimTerms.removed(second, at: positions).allSatisfy { abs($0) < 1e-6 })
    let third = positions.map { 1e-4 * $0.x * $0.y * $0.z }
    #expect(ShimTerms.removed(third, at: positions).contains { abs($0) > 1 })
  }
}
