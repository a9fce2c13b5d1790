import DICOM

/// Which part of the complex signal a frame shows.
public enum ImagePart: String, Codable, Hashable, Sendable, CaseIterable {
  /// Its magnitude.
  case magnitude
  /// Its phase.
  case phase
  /// Its real part.
  case real
  /// Its imaginary part.
  case imaginary
  /// A field map or another quantity.
  case other

  /// The part that the tags of a frame name; magnitude only where a tag says so.
  ///
  /// Looked at, in this order: ComplexImageComponent (0008,9208), the third and later values of FrameType or
  /// ImageType, Philips' (2005,xx11), GE's (0043,xx2F).
  init(_ attributes: FrameAttributes, vendor: Vendor) {
    let frameType = attributes.strings(.frameType)
    let type = (frameType.isEmpty ? attributes.header.texts(.imageType) : frameType).map { $0.uppercased() }
    if !Set(type).isDisjoint(with: ["FIELD_MAP", "B0", "B0 MAP"]) {
      self = .other
      return
    }
    if let component = attributes.string(.complexImageComponent)?.uppercased(), component != "MIXED" {
      self = Self.standard[component] ?? .other
      return
    }
    for token in type.dropFirst(2) {
      if let part = Self.letters[token] {
        self = part
        return
      }
    }
    self = Self.privatePart(attributes, vendor: vendor) ?? .other
  }

  private static let standard: [String: ImagePart] = [
    "MAGNITUDE": .magnitude, "PHASE": .phase, "REAL": .real, "IMAGINARY": .imaginary,
  ]
  private static let letters: [String: ImagePart] = [
    "M": .magnitude, "P": .phase, "R": .real, "I": .imaginary, "M_FFE": .magnitude, "PHASE MAP": .phase,
    "MAGNITUDE": .magnitude, "PHASE": .phase, "REAL": .real, "IMAGINARY": .imaginary,
  ]

  private static func privatePart(_ attributes: FrameAttributes, vendor: Vendor) -> ImagePart? {
    let header = attributes.header
    switch vendor {
    case .philips:
      let nested = attributes.groups.privateTag(0x2005, philipsCreator5, 0x0F)
        .flatMap { attributes.groups.items($0).first }
      for dataSet in [nested, header].compactMap({ $0 }) {
        if let tag = dataSet.privateTag(0x2005, philipsCreator1, 0x11), let letter = dataSet.text(tag) {
          return letters[letter.uppercased()]
        }
      }
      return nil
    case .ge:
      guard let tag = header.privateTag(0x0043, "GEMS_PARM_01", 0x2F), let code = header.int(tag),
        (0...3).contains(code)
      else { return nil }
      return [.magnitude, .phase, .real, .imaginary][code]
    case .siemens, .other: return nil
    }
  }

  private static let philipsCreator1 = "Philips MR Imaging DD 001"
  private static let philipsCreator5 = "Philips MR Imaging DD 005"
}
