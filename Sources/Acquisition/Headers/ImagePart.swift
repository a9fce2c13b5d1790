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
  /// Looked at, in this order: field map words in the type; ComplexImageComponent (0008,9208); the third and
  /// later values of FrameType or ImageType; the vendor's private tag (`VendorRules.part`). Where the
  /// vendor's tag contradicts a word of the type, nothing is known.
  init(_ attributes: FrameAttributes, vendor: Vendor) {
    let frameType = attributes.strings(.frameType)
    let type = (frameType.isEmpty ? attributes.header.texts(.imageType) : frameType).map { $0.uppercased() }
    if !Set(type).isDisjoint(with: ["FIELD_MAP", "B0", "B0 MAP"]) {
      self = .other
      return
    }
    let own = vendor.rules.part(attributes)
    if let component = attributes.string(.complexImageComponent)?.uppercased(), component != "MIXED" {
      self = Self.standard[component] ?? .other
    } else if let part = type.dropFirst(2).lazy.compactMap({ Self.words[$0] }).first {
      self = part
    } else {
      self = own ?? .other
      return
    }
    if let own, own != self { self = .other }
  }

  /// The part a value of (0008,9208) names.
  private static let standard: [String: ImagePart] = [
    "MAGNITUDE": .magnitude, "PHASE": .phase, "REAL": .real, "IMAGINARY": .imaginary,
  ]
  /// The part a value of ImageType, FrameType or Philips' (2005,xx11) names.
  static let words: [String: ImagePart] = [
    "M": .magnitude, "P": .phase, "R": .real, "I": .imaginary, "M_FFE": .magnitude, "PHASE MAP": .phase,
    "R_FFE": .real, "I_FFE": .imaginary, "MAGNITUDE": .magnitude, "PHASE": .phase, "REAL": .real,
    "IMAGINARY": .imaginary,
  ]
}
