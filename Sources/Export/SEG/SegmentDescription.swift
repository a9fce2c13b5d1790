import DICOM
import Vocabulary

/// One item of the Segment Sequence (PS3.3 C.8.20.2): a structure of one side, or a part of a pallidum.
///
/// Every item is built anew from the side it is for. (A code object shared by two items once made both sides
/// "Right" and passed every validator.)
struct SegmentDescription {
  /// What a segment shows.
  enum Subject {
    /// A nucleus.
    case structure(SidedStructure)
    /// A medial zone or a focus.
    case part(DepositSegment)
  }

  /// Segment Number, from 1.
  let number: Int
  /// What it shows.
  let subject: Subject
  /// Tracking ID, the same text in the structured report.
  let trackingID: String
  /// Tracking UID, the same in the structured report.
  let trackingUID: String
  /// True if a reader corrected the outline.
  let isCorrected: Bool

  init(number: Int, _ subject: Subject, _ c: ExportContext) {
    self.number = number
    self.subject = subject
    switch subject {
    case .structure(let s):
      trackingID = "\(s.side.rawValue) \(s.structure.displayName)"
      trackingUID = c.uid("tracking/\(s.structure.rawValue)/\(s.side.rawValue)")
      isCorrected = c.report.isCorrected(s.structure, s.side)
    case .part(let part):
      trackingID = part.label
      trackingUID = c.uid("tracking/part/\(part.id)")
      isCorrected = false
    }
  }

  /// The nucleus it shows, if it shows one.
  var structure: SidedStructure? {
    if case .structure(let s) = subject { s } else { nil }
  }

  /// Name of the method that outlined it.
  var algorithmName: String {
    switch subject {
    case .structure:
      isCorrected ? SegmentationObject.correctedAlgorithmName : SegmentationObject.algorithmName
    case .part: SegmentationObject.focusAlgorithmName
    }
  }

  private var side: Side {
    switch subject {
    case .structure(let s): s.side
    case .part(let part): part.side
    }
  }

  /// The sequence item.
  func item(version: String) -> DataSet {
    var d = DataSet()
    let (category, type, family) =
      switch subject {
      case .structure(let s):
        (Codes.anatomicalStructure, Codes.structure(s.structure), PrivateCodes.shapeModel)
      case .part(let part): (part.category, part.type, PrivateCodes.thresholding)
      }
    var typeItem = type.item
    typeItem.set(.segmentedPropertyTypeModifierCodeSequence, items: [Codes.side(side).item])
    var algorithm = DataSet()
    algorithm.set(.algorithmFamilyCodeSequence, items: [family.item])
    algorithm.set(.algorithmName, .LO, algorithmName)
    algorithm.set(.algorithmVersion, .LO, version)

    d.set(.segmentNumber, .US, ints: [number])
    d.set(.segmentLabel, .LO, trackingID)
    d.set(.segmentDescription, .ST, "\(trackingID), patient's \(side.rawValue) side")
    d.set(.segmentAlgorithmType, .CS, isCorrected ? "SEMIAUTOMATIC" : "AUTOMATIC")
    d.set(.segmentAlgorithmName, .LO, algorithmName)
    d.set(.segmentationAlgorithmIdentificationSequence, items: [algorithm])
    d.set(.recommendedDisplayCIELabValue, .US, ints: cieLab)
    if case .part = subject {
      var region = Codes.structure(.globusPallidus).item
      region.set(.anatomicRegionModifierSequence, items: [Codes.side(side).item])
      d.set(.anatomicRegionSequence, items: [region])
    }
    d.set(.segmentedPropertyCategoryCodeSequence, items: [category.item])
    d.set(.segmentedPropertyTypeCodeSequence, items: [typeItem])
    d.set(.trackingID, .UT, trackingID)
    d.set(.trackingUID, .UI, trackingUID)
    return d
  }

  /// A colour of its own: nuclei L* 65, chroma 60, hue by structure; parts of the pallidum lighter and stronger, at the
  /// hues between; the right side a little darker.
  private var cieLab: [Int] {
    let structures = Double(Structure.allCases.count)
    let (step, chroma, light) =
      switch subject {
      case .structure(let s): (Double(Structure.allCases.firstIndex(of: s.structure) ?? 0), 60.0, 65.0)
      case .part(let part):
        (part.kind == .medialZone ? 0.5 : part.kind == .denseFocus ? 1.5 : 4.5, 75.0, 80.0)
      }
    let hue = 2 * Double.pi * step / structures
    let lightness = side == .left ? light : light - 10
    let (a, b) = (chroma * cosine(hue), chroma * sine(hue))
    // Encoding of PS3.3 C.10.7.1.1: L* 0…100 and a*, b* −128…127 over 0…65535.
    return [lightness / 100, (a + 128) / 255, (b + 128) / 255].map { Int(($0 * 65535).rounded()) }
  }
}
