import DICOM
import Testing
import Vocabulary

@testable import Acquisition

/// A head of water and bone in air: stored values are HU + 1024.
private func headCT(_ change: (inout SyntheticCT) -> Void = { _ in }) -> SyntheticCT {
  var scan = SyntheticCT()
  scan.columns = 96
  scan.rows = 96
  scan.positions = (0..<12).map { Double($0) * 12 }
  scan.isSigned = false
  scan.stored = { x, y, z in
    let dx = Double(x) - 47.5
    let dy = Double(y) - 47.5
    let r = (dx * dx + dy * dy).squareRoot()
    // Noise of ±8 HU that depends on the place only.
    let noise = Int32((x * 7 + y * 13 + z * 5) % 17) - 8
    return (r > 34 ? 24 : r > 31 ? 1924 : 1059) + noise
  }
  change(&scan)
  return scan
}

struct HounsfieldProofTests {
  func reason(_ scan: SyntheticCT) -> String? {
    do {
      _ = try loadedCT(scan.instances)
      return nil
    } catch { return "\(error)" }
  }

  @Test func aHeadInAirIsAccepted() throws {
    let ct = try loadedCT(headCT().instances)
    #expect(ct.volume[47, 47, 3] > 20 && ct.volume[47, 47, 3] < 50)
    #expect(reason(headCT { $0.kernel = ["H60s"] }) == nil)
  }

  /// A small head in a wide field, and a field that cuts the head.
  @Test(arguments: [12.0, 60.0])
  func howMuchOfTheFieldIsFilledDoesNotMatter(_ radius: Double) {
    let scan = headCT {
      $0.stored = { x, y, _ in
        let dx = Double(x) - 47.5
        let dy = Double(y) - 47.5
        let r = (dx * dx + dy * dy).squareRoot()
        return r > radius ? 24 : r > radius * 0.9 ? 1924 : 1059
      }
    }
    #expect(reason(scan) == nil)
  }

  @Test(arguments: [0.0, -2048.0, -1524.0, -512.0, 1024.0])
  func aWrongInterceptIsRefused(_ intercept: Double) {
    let reason = reason(headCT { $0.intercept = intercept })
    #expect(reason?.contains("Hounsfield units contradict the image") == true)
  }

  @Test(arguments: [0.1, 0.5, 2.0, 10.0])
  func aWrongSlopeIsRefused(_ slope: Double) {
    #expect(reason(headCT { $0.slope = slope })?.contains("Hounsfield units contradict the image") == true)
  }

  /// Siemens' extended scale and GE's directly stored HU are other tags for the same values.
  @Test func otherScalesThatTheTagsExplainAreAccepted() throws {
    let plain = headCT()
    let extended = headCT {
      $0.slope = 10
      $0.intercept = -10_240
      $0.stored = { x, y, z in (plain.stored(x, y, z) - 1024) / 10 + 1024 }
    }
    #expect(reason(extended) == nil)
    let direct = headCT {
      $0.intercept = 0
      $0.isSigned = true
      $0.stored = { x, y, z in plain.stored(x, y, z) - 1024 }
    }
    #expect(try loadedCT(direct.instances).volume.voxels == loadedCT(plain.instances).volume.voxels)
    let offset = headCT {
      $0.intercept = -8192
      $0.stored = { x, y, z in plain.stored(x, y, z) + 7168 }
    }
    #expect(try loadedCT(offset.instances).volume.voxels == loadedCT(plain.instances).volume.voxels)
  }

  /// A padded circle of −2000 HU hides most of the air; the rest proves it.
  @Test func aPaddedCircleIsAccepted() {
    let plain = headCT()
    let padded = headCT {
      $0.padding = -976
      $0.isSigned = true
      $0.stored = { x, y, z in
        let dx = Double(x) - 47.5
        let dy = Double(y) - 47.5
        return dx * dx + dy * dy > 36 * 36 ? -976 : plain.stored(x, y, z)
      }
    }
    #expect(reason(padded) == nil)
  }

  @Test(arguments: ["HU", "US", ""])
  func anUnspecifiedTypeNeedsTheImagesProof(_ type: String) throws {
    var instances = headCT().instances
    for i in instances.indices { instances[i].header.set(.rescaleType, .LO, type) }
    let warnings = try loadedCT(instances).metadata.warnings
    #expect(warnings.contains { $0.contains("RescaleType") } == (type == "US"))
    // Too few voxels prove nothing.
    var few = SyntheticCT().instances
    for i in few.indices { few[i].header.set(.rescaleType, .LO, type) }
    if type == "US" {
      #expect(throws: AcquisitionError.self) { try loadedCT(few) }
    } else {
      #expect(throws: Never.self) { try loadedCT(few) }
    }
  }
}
