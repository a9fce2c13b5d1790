import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct PairParametersTests {
  @Test func aPairDependsOnSeedAndNumberAlone() {
    #expect(PairParameters(seed: 5, index: 3) == PairParameters(seed: 5, index: 3))
    #expect(PairParameters(seed: 5, index: 3) != PairParameters(seed: 5, index: 4))
    #expect(PairParameters(seed: 5, index: 3) != PairParameters(seed: 6, index: 3))
  }

  @Test func drawsCoverTheirRangesAndStayInThem() {
    let all = (0..<400).map { PairParameters(seed: 1, index: $0) }
    func expect(_ range: ClosedRange<Double>, _ name: String, _ value: (PairParameters) -> Double) {
      let values = all.map(value)
      let low = values.min() ?? .nan
      let high = values.max() ?? .nan
      // Of 400 uniform draws the extremes lie within 2 % of the ends but for one series in 1,600.
      let slack = 0.02 * (range.upperBound - range.lowerBound)
      #expect(low >= range.lowerBound && low < range.lowerBound + slack, "\(name) from \(low)")
      #expect(high <= range.upperBound && high > range.upperBound - slack, "\(name) to \(high)")
    }
    expect(0.6...1.6, "asymmetry") { $0.asymmetry }
    expect(0.43...1.2, "MR pixel") { $0.mr.acquiredPixelMm / ($0.mr.isInterpolated ? 2 : 1) }
    expect(1.5...3, "MR slice") { $0.mr.sliceMm }
    expect(-25...25, "MR tilt") { $0.mr.tiltDegrees }
    expect(-8...8, "MR roll") { $0.mr.rollDegrees }
    expect(30...100, "signal to noise") { $0.mr.signalToNoise }
    expect(20...35, "last echo") { $0.mr.echoTimesMs.last ?? 0 }
    expect(0.45...0.6, "CT pixel") { $0.ct.pixelMm }
    expect(-20...20, "gantry tilt") { $0.ct.gantryTiltDegrees }
    expect(3...8, "CT noise") { $0.ct.noiseHU }
    expect(1...1.3, "kernel") { $0.ct.pointSpreadMm }
    for axis in 0..<3 {
      expect(-25...25, "rotation \(axis)") { $0.poses.ctToMRRotationDegrees[axis] }
      expect(-40...40, "shift \(axis)") { $0.poses.shiftMm[axis] }
    }
    #expect(Set(all.map(\.ct.sliceMm)) == [1, 1.25, 2.5, 3, 5])
    #expect(Set(all.map(\.ct.paddingHU)) == [nil, -1024, -2000, -3024])
    #expect(Set(all.map(\.mr.echoTimesMs.count)) == [3, 4, 5])
    for p in all {
      let height = p.mr.sliceMm * Double(p.mr.matrix.z)
      #expect(height >= 100 && height < 153)
    }
    // A quarter of 400 is 100, standard deviation 8.7: four of them are 35.
    #expect(abs(all.filter { !$0.hemorrhages.isEmpty }.count - 100) <= 35)
    #expect(abs(all.filter { $0.ct.coverage == .fromSkullBaseUp }.count - 100) <= 35)
  }

  @Test func gantryTiltShearsTheGrid() {
    var p = PairParameters(seed: 2, index: 0)
    for tilt in [-20.0, 0, 13] {
      p.ct.gantryTiltDegrees = tilt
      let scale = SIMD3(0.9, 0.95, 0.9)
      let head = p.headToCT(nativeScale: scale)
      let grid = p.ctGrid(head, nativeScale: scale, truncated: false)
      let m = grid.voxelToPatient.linear
      // Slices follow the table; rows lean by the tilt; columns stay level.
      #expect(m.c2 == SIMD3(0, 0, p.ct.sliceMm))
      #expect(m.c0 == SIMD3(p.ct.pixelMm, 0, 0))
      #expect(abs(dot(normalized(m.c1), SIMD3(0, 0, 1)) - sine(tilt * .pi / 180)) < 1e-12)
      #expect(abs(length(m.c1) - p.ct.pixelMm) < 1e-12)
      // The vertex and the middle of the head lie inside, however the slices lean.
      for template in [SIMD3(0.0, 10, 90), SIMD3(0, 10, 5)] {
        let v = grid.voxel(at: head(Point(template * scale)))
        #expect(v.z > 0 && v.z < Double(grid.size.z - 1) && v.y > 0 && v.y < Double(grid.size.y - 1))
      }
    }
  }

  @Test func relativePoseIsTheOneDrawn() {
    let p = PairParameters(seed: 3, index: 1)
    let toCT = p.headToCT(nativeScale: SIMD3(1, 1, 1))
    let toMR = p.headToMR
    let turn = HeadPose(rotationDegrees: p.poses.ctToMRRotationDegrees, shiftMm: .zero)
      .transform(to: MRPatient.self).rotation
    let rotation = toMR.rotation * toCT.rotation.transpose
    for r in 0..<3 { for c in 0..<3 { #expect(abs(rotation[r, c] - turn[r, c]) < 1e-12) } }
    let middle = Point<HeadPatient>(0, 10, 5)
    let shift = toCT(middle).lps - toMR(middle).lps - p.poses.ctFrameOffsetMm
    #expect(length(shift - p.poses.shiftMm) < 1e-9)
  }
}
