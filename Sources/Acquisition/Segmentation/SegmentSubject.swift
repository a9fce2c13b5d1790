import DICOM
import Vocabulary

/// What one segment shows: a deep nucleus with its side, or something else.
struct SegmentSubject {
  /// Segment Number.
  let number: Int
  /// Segment Label, or the number in words where there is none.
  let label: String
  /// The nucleus; nil for anything else.
  let nucleus: SidedStructure?

  /// Reads one item of the Segment Sequence (PS3.3 C.8.20.2).
  ///
  /// Codes go before labels. A label counts only where its words are a side and a nucleus and nothing else, so that
  /// “left medial pallidum” is no pallidum.
  init(_ item: DataSet, position: Int) throws(SegmentationRefusal) {
    number = item.int(.segmentNumber) ?? position + 1
    let text = item.text(.segmentLabel) ?? ""
    label = text.isEmpty ? "segment \(number)" : text
    let words = LabelWords(text)
    let type = item.items(.segmentedPropertyTypeCodeSequence).first ?? DataSet()
    guard let structure = NucleusCode.structure(of: type) ?? words.structure else {
      nucleus = nil
      return
    }
    let coded = NucleusCode.side(of: type) ?? NucleusCode.side(ofRegionIn: item)
    if let coded, let said = words.side, said != coded {
      throw .contradiction(label: label, code: coded)
    }
    guard let side = coded ?? words.side else { throw .noSide(label: label) }
    nucleus = SidedStructure(structure, side)
  }
}

/// Codes of nuclei and sides: SNOMED CT, and this program's own scheme.
private enum NucleusCode {
  private static let scheme = (snomed: "SCT", own: "99PALLIDUM")
  private static let snomed: [String: Structure] = [
    "14738005": .globusPallidus, "89278009": .putamen, "11000004": .caudate, "42695009": .thalamus,
    "70007007": .substantiaNigra,
  ]
  private static let own: [String: Structure] = [
    "red-nucleus": .redNucleus, "dentate-nucleus": .dentateNucleus,
  ]

  static func structure(of code: DataSet) -> Structure? {
    let value = code.text(.codeValue) ?? ""
    switch code.text(.codingSchemeDesignator) {
    case scheme.snomed: return snomed[value]
    case scheme.own: return own[value]
    default: return nil
    }
  }

  /// The laterality below a property type.
  static func side(of type: DataSet) -> Side? {
    side(among: type.items(.segmentedPropertyTypeModifierCodeSequence))
  }

  /// The laterality below the anatomic region.
  static func side(ofRegionIn item: DataSet) -> Side? {
    side(among: item.items(.anatomicRegionSequence).first?.items(.anatomicRegionModifierSequence) ?? [])
  }

  private static func side(among modifiers: [DataSet]) -> Side? {
    for modifier in modifiers where modifier.text(.codingSchemeDesignator) == scheme.snomed {
      switch modifier.text(.codeValue) {
      case "7771000": return .left
      case "24028007": return .right
      default: continue
      }
    }
    return nil
  }
}

/// The words of a label.
struct LabelWords {
  /// The side that is named.
  let side: Side?
  /// The nucleus, where nothing but it and the side is named.
  let structure: Structure?

  /// Reads a label such as `Left globus pallidus`, `GP_R` or `putamen-left`.
  init(_ label: String) {
    let words = label.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let sides = words.compactMap { Self.sides[$0] }
    side = sides.count == 1 ? sides[0] : nil
    structure = Self.structures[words.filter { Self.sides[$0] == nil }.joined(separator: " ")]
  }

  private static let sides: [String: Side] = [
    "left": .left, "l": .left, "lh": .left, "right": .right, "r": .right, "rh": .right,
  ]
  private static let structures: [String: Structure] = {
    var names: [String: Structure] = [
      "pallidum": .globusPallidus, "gp": .globusPallidus, "caudate": .caudate, "dentate": .dentateNucleus,
      "nucleus ruber": .redNucleus, "nucleus caudatus": .caudate,
    ]
    for s in Structure.allCases {
      names[s.displayName] = s
      names[s.rawValue.lowercased()] = s
    }
    return names
  }()
}
