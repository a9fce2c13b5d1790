import DICOM
import Vocabulary

/// One item of the Segment Sequence (PS3.3 C.8.20.2): a structure of one side.
///
/// Every item is built anew from the side it is for. (A code object shared by two items once made both sides
/// "Right" and passed every validator.)
struct SegmentDescription {
  /// Segment Number, from 1.
  let number: Int
  /// Which structure and side.
  let structure: SidedStructure
  /// Tracking ID, the same text in the structured report.
  let trackingID: String
  /// Tracking UID, the same in the structured report.
  let trackingUID: String

  init(number: Int, structure: SidedStructure, _ c: ExportContext) {
    self.number = number
    self.structure = structure
    trackingID = "\(structure.side.rawValue) \(structure.structure.displayName)"
    trackingUID = c.uid("tracking/\(structure.structure.rawValue)/\(structure.side.rawValue)")
  }

  /// The sequence item.
  func item(version: String) -> DataSet {
    var type = Codes.structure(structure.structure).item
    type.set(.segmentedPropertyTypeModifierCodeSequence, items: [Codes.side(structure.side).item])
    var algorithm = DataSet()
    algorithm.set(.algorithmFamilyCodeSequence, items: [PrivateCodes.shapeModel.item])
    algorithm.set(.algorithmName, .LO, SegmentationObject.algorithmName)
    algorithm.set(.algorithmVersion, .LO, version)

    var d = DataSet()
    d.set(.segmentNumber, .US, ints: [number])
    d.set(.segmentLabel, .LO, trackingID)
    d.set(.segmentDescription, .ST, "\(trackingID), patient's \(structure.side.rawValue) side")
    d.set(.segmentAlgorithmType, .CS, "AUTOMATIC")
    d.set(.segmentAlgorithmName, .LO, SegmentationObject.algorithmName)
    d.set(.segmentationAlgorithmIdentificationSequence, items: [algorithm])
    d.set(.recommendedDisplayCIELabValue, .US, ints: cieLab)
    d.set(.segmentedPropertyCategoryCodeSequence, items: [Codes.anatomicalStructure.item])
    d.set(.segmentedPropertyTypeCodeSequence, items: [type])
    d.set(.trackingID, .UT, trackingID)
    d.set(.trackingUID, .UI, trackingUID)
    return d
  }

  /// A colour of the structure's own: L* 65, chroma 60, hue by structure; the right side a little darker.
  private var cieLab: [Int] {
    let index = Structure.allCases.firstIndex(of: structure.structure) ?? 0
    let hue = 2 * Double.pi * Double(index) / Double(Structure.allCases.count)
    let lightness = structure.side == .left ? 65.0 : 55.0
    let (a, b) = (60 * cosine(hue), 60 * sine(hue))
    // Encoding of PS3.3 C.10.7.1.1: L* 0…100 and a*, b* −128…127 over 0…65535.
    return [lightness / 100, (a + 128) / 255, (b + 128) / 255].map { Int(($0 * 65535).rounded()) }
  }
}
