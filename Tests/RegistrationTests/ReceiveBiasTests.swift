import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Registration

@Suite(.serialized) struct ReceiveBiasTests {
  private let pair = SyntheticPair.turned

  private func gain(_ factor: Double) throws -> CoilGain {
    CoilGain(factor: factor, over: try Pyramid(pair.ct, pair.mr, .init()).mrHead.mask)
  }

  private func inBrain(_ grid: Grid<MRPatient>, _ body: (_ offset: Int, _ place: SIMD3<Double>) -> Void) {
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      let p = grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
      if SyntheticHead.isBrain(pair.mrToHead(p)) { body(o, p) }
    }
  }

  /// Logarithms of the gain that is fitted to an MR of `pair` and of the true one, at every voxel in the brain.
  private func logarithms(_ gain: CoilGain, _ mr: MRVolume<Magnitude>) throws -> (
    fitted: [Double], true: [Double]
  ) {
    let pyramid = try Pyramid(pair.ct, mr, .init())
    let centre = pyramid.mrHead.centre
    let (_, ct, blurred) = pyramid.levels[1]
    let bias = try #require(
      ReceiveBias(
        ct: ct, mr: blurred, pose: Pose(pair.ctToMR, mrCentre: centre), centre: centre,
        head: pyramid.mrHead.mask, pitchMm: pyramid.parameters.biasPitchMm))
    let inverse = bias.removed(from: MRVolume<Magnitude>(grid: blurred.grid, repeating: 1))
    var result = (fitted: [Double](), true: [Double]())
    inBrain(blurred.grid) { o, p in
      result.fitted.append(-log(Double(inverse.voxels[o])))
      result.true.append(gain.logarithm(at: p))
    }
    return result
  }

  /// Largest and root mean square deviation of `a − b` from its mean: a common factor of the gain does not count.
  private func deviation(_ a: [Double], _ b: [Double]) -> (largest: Double, rms: Double) {
    let d = zip(a, b).map(-)
    let mean = d.reduce(0, +) / Double(d.count)
    let off = d.map { $0 - mean }
    return (
      off.map(abs).max() ?? .infinity, (off.reduce(0) { $0 + $1 * $1 } / Double(off.count)).squareRoot()
    )
  }

  /// The face's muscle is as dense as the basal ganglia but darker, so the fit sees some gain in the even image too;
  /// against that the coil's own must come out exactly.
  @Test(arguments: [3.0, 8]) func theFittedGainIsTheTrueOne(factor: Double) throws {
    let even = try logarithms(gain(1.0001), pair.mr)
    let gain = try gain(factor)
    let (fitted, truth) = try logarithms(gain, gain.applied(to: pair.mr))
    let all = deviation(fitted, truth)
    let own = deviation(zip(fitted, even.fitted).map(-), truth)
    #expect(all.rms < 0.04)
    #expect(own.largest < 0.05 && own.rms < 0.01)
  }

  /// Two dark blobs as air cavities make them, 44 and 30 mm wide.
  @Test func dropoutsDoNotPull() throws {
    let gain = try gain(3)
    let whole = gain.applied(to: pair.mr)
    var holed = whole
    var lost = 0
    inBrain(whole.grid) { o, p in
      guard length(p - SIMD3(10, -45, -20)) < 22 || length(p - SIMD3(-35, 20, 15)) < 15 else { return }
      holed.voxels[o] *= 0.1
      lost += 1
    }
    #expect(lost > 2000)
    let d = deviation(try logarithms(gain, holed).fitted, try logarithms(gain, whole).fitted)
    #expect(d.largest < 0.05 && d.rms < 0.01)
  }

  @Test func tooFewVoxelsFitNothing() throws {
    var pyramid = try Pyramid(pair.ct, pair.mr, .init())
    let (_, ct, mr) = pyramid.levels[1]
    let centre = pyramid.mrHead.centre
    let far = Pose(rotation: .identity, translation: SIMD3(0, 0, 1000))
    #expect(
      ReceiveBias(ct: ct, mr: mr, pose: far, centre: centre, head: pyramid.mrHead.mask, pitchMm: 6) == nil)
    // Nor does a gain that another pose showed stay.
    pyramid.removeBias(at: Pose(pair.ctToMR, mrCentre: centre), from: 1)
    #expect((1...2).allSatisfy { pyramid.magnitudes[$0].voxels != pyramid.levels[$0].mr.voxels })
    pyramid.removeBias(at: far, from: 1)
    #expect((1...2).allSatisfy { pyramid.magnitudes[$0].voxels == pyramid.levels[$0].mr.voxels })
  }

  /// What the correction is for: an uneven coil pulls the optimum aside unless its gain is taken out.
  @Test func anUnevenCoilDoesNotMoveTheTransform() throws {
    let even = try SyntheticPair.found.get()
    let mr = try gain(3).applied(to: pair.mr)
    let corrected = try registerCT(pair.ct, to: mr)
    var parameters = RegistrationParameters()
    // No two voxels lie so far apart: too few to fit, so nothing is taken out.
    parameters.biasPitchMm = 1000
    let uncorrected = try registerCT(pair.ct, to: mr, parameters: parameters)
    let errors = [even, corrected, uncorrected].map { pair.largestError($0.ctToMR) }
    #expect(errors[1] < errors[0] + 0.1)
    #expect(pair.largestDistance(even.ctToMR, corrected.ctToMR) < 0.1)
    #expect(errors[2] > 3 * errors[1])
    #expect(corrected.verdict == .pass, "\(corrected.summary)")
  }
}
