import Foundation
import Testing

@testable import Acquisition

struct PlaneOrientationTests {
  /// A slice turned by an angle about the left-right axis keeps its nearest plane up to 45°.
  @Test(arguments: [
    (0.0, PlaneOrientation.Plane.axial, 0.0), (12.34, .axial, 12.3), (-20, .axial, 20), (70, .coronal, 20),
    (90, .coronal, 0), (180, .axial, 0),
  ])
  func slicesTurnedAboutTheLeftRightAxis(
    _ degrees: Double, _ plane: PlaneOrientation.Plane, _ obliquity: Double
  ) {
    let angle = degrees * .pi / 180
    let found = PlaneOrientation(normal: SIMD3(0, sin(angle), cos(angle)))
    #expect(found.plane == plane && found.obliquityDegrees == obliquity)
  }

  @Test func sagittalSlices() {
    let found = PlaneOrientation(normal: SIMD3(-1, 0, 0))
    #expect(found.plane == .sagittal && found.obliquityDegrees == 0)
  }

  @Test func seriesTellTheirPlaneAndCompression() {
    let summaries = inventory(of: SyntheticCT().instances).series
    #expect(summaries.map(\.orientation?.plane) == [.axial])
    #expect(summaries.map(\.compressions) == [[]])
  }
}
