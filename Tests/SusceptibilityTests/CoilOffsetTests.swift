import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct CoilOffsetTests {
  /// A smooth offset is recovered to 0.05 rad away from the surface (σ = 7 mm rounds its curvature).
  @Test func recoversASmoothOffset() throws {
    let head = SyntheticHead()
    let train = EchoTrain(try head.signal(), box: Box(lower: .zero, upper: head.grid.size))
    let estimate = CoilOffset.estimate(train, mask: head.brain.voxels, .init())
    var worst = 0.0
    forEachVoxel(head.grid) { i, p in
      guard length(p) < 28 else { return }
      worst = max(worst, abs(Double(wrapped(estimate.p[i] - Float(head.offset(at: p))))))
    }
    #expect(worst < 0.05)
  }

  /// Under the surface, where the Gaussian sees one side only, the offset's slope does not draw it away; one pass of
  /// smoothing errs there by several times as much.
  @Test func recoversASlopedOffsetUnderTheSurface() throws {
    let head = SyntheticHead()
    let train = EchoTrain(try head.signal(), box: Box(lower: .zero, upper: head.grid.size))
    let brain = head.brain.voxels
    func rms(passes: Int) -> Double {
      let estimate = CoilOffset.estimate(train, mask: brain, .init(smoothingPasses: passes))
      var (sum, count) = (0.0, 0.0)
      forEachVoxel(head.grid) { i, p in
        guard brain[i] else { return }
        let error = Double(wrapped(estimate.p[i] - Float(head.offset(at: p))))
        sum += error * error
        count += 1
      }
      return (sum / count).squareRoot()
    }
    let once = rms(passes: 1)
    let default6 = rms(passes: CoilOffset.Parameters().smoothingPasses)
    #expect(default6 < 0.02)
    #expect(default6 < once / 3)
  }

  /// Uneven echo spacing does not leave a wrong constant.
  @Test func unevenSpacing() throws {
    var head = SyntheticHead()
    head.echoTimesMs = [4, 9.3, 17]
    let train = EchoTrain(try head.signal(), box: Box(lower: .zero, upper: head.grid.size))
    let estimate = CoilOffset.estimate(train, mask: head.brain.voxels, .init())
    let centre = head.grid.offset(30, 32, 20)
    let p = head.grid.point(atVoxel: SIMD3(30, 32, 20)).lps
    #expect(abs(wrapped(estimate.p[centre] - Float(head.offset(at: p)))) < 0.05)
  }
}
