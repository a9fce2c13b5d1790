import DICOM
import Testing
import Vocabulary

@testable import Acquisition

/// Enhanced and legacy-converted CT: many frames in one file, attributes in functional groups.
struct EnhancedCTTests {
  static let classes = ["1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.2.2"]

  /// One multi-frame instance of a classic scan.
  func enhanced(_ scan: SyntheticCT, sopClass: String, frameType: String? = nil) -> SyntheticInstance {
    let slices = scan.instances
    var d = slices[0].header
    var groups: [DataSet] = []
    for slice in slices {
      var item = DataSet()
      func move(_ sequence: DICOM.Tag, _ tags: [DICOM.Tag]) {
        var group = DataSet()
        group.copy(tags, from: slice.header)
        item.set(sequence, items: [group])
      }
      move(Tag(0x0020, 0x9113), [.imagePositionPatient])
      move(Tag(0x0020, 0x9116), [.imageOrientationPatient])
      move(Tag(0x0028, 0x9110), [.pixelSpacing, .sliceThickness])
      move(Tag(0x0028, 0x9145), [.rescaleSlope, .rescaleIntercept])
      move(Tag(0x0018, 0x9314), [.convolutionKernel])
      if let frameType {
        var type = DataSet()
        type.set(.frameType, .CS, "DERIVED", "PRIMARY", "VOLUME", frameType)
        item.set(Tag(0x0018, 0x9329), items: [type])
      }
      groups.append(item)
    }
    for tag in [
      DICOM.Tag.imagePositionPatient, .imageOrientationPatient, .pixelSpacing, .sliceThickness, .rescaleSlope,
      .rescaleIntercept, .convolutionKernel,
    ] { d[tag] = nil }
    d.set(.sopClassUID, .UI, sopClass)
    d.set(.numberOfFrames, .IS, ints: [slices.count])
    d.set(.perFrameFunctionalGroupsSequence, items: groups)
    return SyntheticInstance(header: d, frames: slices.map { $0.frames[0] })
  }

  @Test(arguments: classes)
  func framesAreSlices(_ sopClass: String) throws {
    let scan = SyntheticCT(positions: (0..<30).map { Double($0) * 5 })
    let ct = try loadedCT([enhanced(scan, sopClass: sopClass)])
    let classic = try loadedCT(scan.instances)
    #expect(ct.volume.voxels == classic.volume.voxels)
    #expect(ct.volume.grid == classic.volume.grid)
    #expect(ct.metadata.kernel == "H31s" && ct.metadata.sliceThicknessMm == 5)
    #expect(ct.source.instances.map(\.frameNumbers) == [Array(1...30)])
  }

  /// Before and after contrast agent in one file.
  @Test func framesWithAgentAreAnotherVolume() throws {
    let scan = SyntheticCT(positions: (0..<10).map { Double($0) * 12 })
    var file = enhanced(scan, sopClass: Self.classes[0])
    var agent = DataSet()
    agent.set(.codeMeaning, .LO, "Iohexol")
    file.header.set(.contrastBolusAgentSequence, items: [agent])
    let plainGroups = file.header.items(.perFrameFunctionalGroupsSequence)
    func groups(administered: String) -> [DataSet] {
      plainGroups.map { group in
        var usage = DataSet()
        usage.set(Tag(0x0018, 0x9342), .CS, administered)
        var d = group
        d.set(Tag(0x0018, 0x9341), items: [usage])
        return d
      }
    }
    file.header.set(
      .perFrameFunctionalGroupsSequence, items: groups(administered: "YES") + groups(administered: "NO"))
    file.header.set(.numberOfFrames, .IS, ints: [20])
    let values = file.frames
    file.frames = values.map { $0.map { $0 + 100 } } + values
    let ct = try loadedCT([file])
    #expect(ct.metadata.contrastAgent == "")
    #expect(ct.metadata.gradeWithheldReason == nil)
    #expect(ct.volume[1, 0, 0] == 1)
    #expect(ct.source.instances.map(\.frameNumbers) == [Array(11...20)])
  }

  @Test func aMaterialMapIsRefused() {
    let file = enhanced(
      SyntheticCT(), sopClass: Self.classes[0], frameType: "MAT_SPECIFIC")
    #expect(inventory(of: [file]).series.map(\.verdict) == [.refused])
  }
}
