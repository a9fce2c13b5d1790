import Testing
import Vocabulary
import Voxels

@testable import Rendering

/// The pictures of the fit, on volumes whose edges are known.
struct RegistrationPicturesTests {
  /// A cylinder of CSF (5 HU) of a radius in brain (33 HU) inside a skull of inner radius 60 mm, noise of σ ≈ 5 HU.
  private func head(
    radiusMm: Double, shiftedBy shift: SIMD3<Double> = .zero, noise: Float = 5
  ) -> MRVolume<HU> {
    let grid = SyntheticHead.grid()
    var v = MRVolume<HU>(grid: grid)
    var state: UInt64 = 1
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      var p = grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z))) - shift
      p.z = 0
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // Uniform: σ = width / √12.
      let n = (Float(state >> 40) / Float(1 << 24) - 0.5) * noise * 3.46
      v.voxels[o] = length(p) > 60 ? 1000 : length(p) < radiusMm ? 5 + n : 33 + n
    }
    return v
  }

  private func edge(_ ct: MRVolume<HU>) -> (points: [SIMD2<Double>], plane: DisplayPlane) {
    let plane = DisplayPlane(.axial, center: Point(0, 0, 0), widthMm: 84, heightMm: 66, columns: 420)
    let edge = CSFEdge(ct, on: plane)
    let points = Contour.segments(
      edge.values, columns: plane.columns, rows: plane.rows, level: edge.levelHU
    )
    .map { ($0.a + $0.b) / 2 }
    return (points, plane)
  }

  /// The line is a circle of the radius, within half a voxel of 1.6 mm and the shift of the level towards brain; noise
  /// makes no other line.
  @Test func theLineFollowsTheBorder() {
    let (points, plane) = edge(head(radiusMm: 10))
    let center = plane.pixel(of: Point(0, 0, 0))
    let radii = points.map { p in
      let d = p - center
      return (d * d).sum().squareRoot() * plane.mmPerPixel
    }
    #expect(points.count > 200)
    for r in radii { #expect(abs(r - 10) < 1.6) }
    let mean = radii.reduce(0, +) / Double(radii.count)
    #expect(abs(mean - 10) < 0.8)
  }

  /// A misfit of 2 mm moves the line by 2 mm: 13 pixels of 0.15 mm here, 15 in the report's picture.
  @Test func aShiftOfTheCTMovesTheLine() {
    func middle(_ shift: SIMD3<Double>) -> SIMD2<Double> {
      let (points, plane) = edge(head(radiusMm: 10, shiftedBy: shift))
      return points.reduce(.zero, +) / Double(points.count) * plane.mmPerPixel
    }
    let moved = middle(SIMD3(2, -1, 0)) - middle(.zero)
    #expect(abs(moved.x - 2) < 0.3)
    #expect(abs(moved.y + 1) < 0.3)
  }

  /// Bone does not pull a line about itself, and outside the CT there is none.
  @Test func bareBrainHasNoLine() {
    let plane = DisplayPlane(.axial, center: Point(0, 0, 0), widthMm: 180, heightMm: 200, columns: 360)
    for ct in [head(radiusMm: 0), MRVolume<HU>(grid: SyntheticHead.grid(), repeating: .nan)] {
      let edge = CSFEdge(ct, on: plane)
      let drawn = Contour.segments(
        edge.values, columns: plane.columns, rows: plane.rows, level: edge.levelHU
      )
      .filter { edge.isKnown[Int($0.a.x) + plane.columns * Int($0.a.y)] }
      #expect(drawn.isEmpty)
    }
  }

  @Test func captionsCarryTheVerdict() throws {
    var options = KeyImageOptions()
    options.registrationVerdict = .warn
    options.registrationUncertaintyMm = 1.26
    let v = SyntheticHead.standard
    let ct = try #require(v.ctOnMR)
    let images = try renderRegistrationImages(magnitude: v.magnitude, ctOnMR: ct, options: options)
    #expect(
      images.map(\.name) == [
        "registration-checkerboard", "registration-skull-axial", "registration-skull-coronal",
        "registration-deep",
      ])
    for i in images { #expect(i.caption.hasSuffix("Fit: warn, uncertainty 1.3 mm.")) }
    #expect(try renderRegistrationImages(magnitude: v.magnitude, ctOnMR: ct, options: options) == images)
    // An uncertainty of a failed fit means nothing.
    options.registrationVerdict = .fail
    let failed = try renderRegistrationImages(magnitude: v.magnitude, ctOnMR: ct, options: options)
    for i in failed { #expect(i.caption.hasSuffix("Fit: fail.")) }
  }

  @Test func aRejectedCTIsSeenInTheEvidenceOnly() throws {
    var v = SyntheticHead.standard
    v.rejectedCTOnMR = v.ctOnMR
    v.ctOnMR = nil
    let images = try renderKeyImages(v)
    #expect(images.filter { $0.purpose == .registration }.count == 4)
    #expect(!images.contains { $0.name.hasPrefix("ct-") || $0.name.hasPrefix("fused-") })
  }

  @Test func otherGridIsRefused() {
    let v = SyntheticHead.standard
    #expect(throws: RenderingError.gridsDiffer(volume: "the CT")) {
      try renderRegistrationImages(
        magnitude: v.magnitude, ctOnMR: MRVolume<HU>(grid: SyntheticHead.grid(tiltDegrees: 3)))
    }
  }
}
