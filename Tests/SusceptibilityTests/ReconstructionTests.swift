import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct ReconstructionTests {
  func contrast(_ map: SusceptibilityMap, _ head: SyntheticHead, _ n: Sphere) -> Double {
    var inside: [Float] = []
    forEachVoxel(head.grid) { i, p in
      if length(p - n.centre) < n.radius - 2 { inside.append(map.chi.voxels[i]) }
    }
    return Statistics.mean(inside)
      - reference(map, brain: head.brain).wholeBrainMeanPPM
  }

  /// From wrapped, noisy phase with a coil offset and an air cavity to nuclei within 15 %.
  @Test(arguments: [[5.0, 10, 15, 20], [7.0, 16]]) func wholeChain(echoTimes: [Double]) throws {
    var head = SyntheticHead()
    head.echoTimesMs = echoTimes
    head.noise = 1
    let map = try reconstructSusceptibility(try head.signal(), brain: head.brain)
    for n in head.nuclei { #expect(abs(contrast(map, head, n) / n.ppm - 1) < 0.15) }
    #expect(map.quality.allSatisfy { $0.verdict != .fail }, "\(map.quality)")
    for name in ["fieldNoise", "unusedFieldVoxels", "brainKept", "phaseResidues"] {
      #expect(map.quality.first { $0.check == name }?.verdict == .pass)
    }
    let core = head.brain.eroded(byMm: 6)
    #expect(abs(Statistics.median(map.r2star.values(in: core)) / head.r2star - 1) < 0.05)
  }

  /// Same input, same bytes.
  @Test func isDeterministic() throws {
    var head = SyntheticHead()
    head.noise = 2
    let signal = try head.signal()
    let a = try reconstructSusceptibility(signal, brain: head.brain)
    let b = try reconstructSusceptibility(signal, brain: head.brain)
    #expect(a.chi.voxels == b.chi.voxels)
    #expect(a.localField.voxels == b.localField.voxels)
  }

  /// Holes of NaN and zero inside the brain leave finite maps and do not bend the nuclei.
  @Test func survivesMissingVoxels() throws {
    let head = SyntheticHead()
    let clean = try head.signal()
    var magnitudes = clean.magnitudes
    var phases = clean.phases
    forEachVoxel(head.grid) { i, p in
      if length(p - SIMD3(0, -15, 8)) < 3 {
        for e in 0..<4 { phases[e].voxels[i] = .nan }
      }
      if length(p - SIMD3(0, 0, 18)) < 3 {
        for e in 0..<4 { magnitudes[e].voxels[i] = e == 2 ? .nan : 0 }
      }
    }
    let signal = try MultiEchoSignal(
      magnitudes: magnitudes, phases: phases, echoTimes: clean.echoTimes,
      fieldStrength: clean.fieldStrength, b0InVoxelAxes: clean.b0InVoxelAxes)
    let map = try reconstructSusceptibility(signal, brain: head.brain)
    for volume in [map.chi.voxels, map.totalField.voxels, map.localField.voxels, map.r2star.voxels] {
      #expect(volume.allSatisfy { $0.isFinite })
    }
    #expect(map.fieldNoise.voxels.allSatisfy { !$0.isNaN })
    for n in head.nuclei { #expect(abs(contrast(map, head, n) / n.ppm - 1) < 0.25) }
  }

  /// A reference region's own mean becomes zero.
  @Test func referencing() throws {
    let head = SyntheticHead()
    let map = try reconstructSusceptibility(try head.signal(), brain: head.brain)
    let r = reference(map, brain: head.brain)
    let chi = try #require(referenced(map, by: r, to: .wholeBrain))
    let core = map.mask.intersection(head.brain.eroded(byMm: 2))
    #expect(abs(Statistics.mean(chi.values(in: core))) < 1e-6)
    // R2* is 25 1/s everywhere: there is no CSF.
    #expect(r.csfMeanPPM == nil)
    #expect(referenced(map, by: r, to: .csf) == nil)
  }

  @Test func signalIsChecked() throws {
    let s = try SyntheticHead().signal()
    #expect(throws: SusceptibilityError.tooFewEchoes(count: 1)) {
      try MultiEchoSignal(
        magnitudes: [s.magnitudes[0]], phases: [s.phases[0]], echoTimes: [s.echoTimes[0]],
        fieldStrength: s.fieldStrength, b0InVoxelAxes: s.b0InVoxelAxes)
    }
    #expect(throws: SusceptibilityError.echoTimesNotAscending(milliseconds: [20, 15, 10, 5])) {
      try MultiEchoSignal(
        magnitudes: s.magnitudes, phases: s.phases, echoTimes: s.echoTimes.reversed(),
        fieldStrength: s.fieldStrength, b0InVoxelAxes: s.b0InVoxelAxes)
    }
    #expect(throws: SusceptibilityError.unequalCounts(magnitudes: 4, phases: 3, echoTimes: 4)) {
      try MultiEchoSignal(
        magnitudes: s.magnitudes, phases: Array(s.phases[..<3]), echoTimes: s.echoTimes,
        fieldStrength: s.fieldStrength, b0InVoxelAxes: s.b0InVoxelAxes)
    }
  }

  @Test func errorsSayWhatToDo() {
    #expect(
      SusceptibilityError.tooFewEchoes(count: 1).description
        == "The gradient echo has 1 echo(es) and susceptibility needs at least 2. Choose a multi-echo series."
    )
    #expect(
      SusceptibilityError.gridsDiffer(echo: 3).description
        == "Echo 3 lies on another grid than echo 1. Use images of one acquisition without resampling.")
  }
}
