import DICOM
import TestSupport
import Testing

struct DataSetTests {
  /// Against a dictionary, which is what a data set means: one element a tag, in any order of setting.
  @Test func behavesAsADictionary() {
    var random = SplitMix64(seed: 5)
    var dataSet = DataSet()
    var reference: [Tag: DataElement] = [:]
    for step in 0..<5000 {
      let tag = Tag(UInt16.random(in: 0...15, using: &random), UInt16.random(in: 0...15, using: &random))
      let isRemoval = Int.random(in: 0..<3, using: &random) == 0
      let element = isRemoval ? nil : DataElement(vr: .UL, value: .integers([step]))
      dataSet[tag] = element
      reference[tag] = element
    }
    #expect(dataSet.tags == reference.keys.sorted())
    #expect(!reference.isEmpty && reference.allSatisfy { dataSet[$0] == $1 })
    #expect(dataSet[Tag(16, 0)] == nil)
  }

  @Test func equalityForgetsTheOrderOfSetting() {
    var a = DataSet()
    var b = DataSet()
    a.set(.patientID, .LO, "1")
    a.set(.modality, .CS, "MR")
    b.set(.modality, .CS, "CT")
    b.set(.modality, .CS, "MR")
    b.set(.patientID, .LO, "1")
    #expect(a == b)
    #expect(a.hashValue == b.hashValue)
  }

  @Test func laterDataSetsWinInAMerge() {
    let parts = (0..<4).map { i in
      var part = DataSet()
      part.set(Tag(9, 0), .IS, ints: [i])
      part.set(Tag(9, UInt16(4 - i)), .IS, ints: [i])
      return part
    }
    let merged = DataSet(merging: parts)
    #expect(merged.tags == (0...4).map { Tag(9, $0) })
    #expect((0...4).map { merged.int(Tag(9, $0)) } == [3, 3, 2, 1, 0])
    #expect(DataSet(merging: []).isEmpty)
  }

  @Test func tagsOfARange() {
    var dataSet = DataSet()
    for tag in [Tag(8, 0xFFFF), Tag(9, 0x10), Tag(9, 0x11), Tag(9, 0xFF), Tag(9, 0x1010)] {
      dataSet.set(tag, .LO, "x")
    }
    #expect(dataSet.tags(in: Tag(9, 0x10)...Tag(9, 0xFF)) == [Tag(9, 0x10), Tag(9, 0x11), Tag(9, 0xFF)])
    #expect(dataSet.tags(in: Tag(9, 0x12)...Tag(9, 0xFE)).isEmpty)
    #expect(dataSet.tags(in: Tag(10, 0)...Tag(11, 0)).isEmpty)
    #expect(dataSet.filter { tag, _ in tag.group == 9 }.tags == Array(dataSet.tags.dropFirst()))
    #expect(dataSet.filter { _, _ in true } == dataSet)
  }
}
