/// What dual-energy, spectral and photon-counting scanners make of one scan.
enum SpectralImage: Hashable, Sendable {
  /// Ordinary attenuation of one tube voltage.
  case conventional
  /// Both energies of a dual-energy scan mixed, so that the image looks like one of 120 kV.
  case mixed
  /// Virtual monoenergetic attenuation; the energy where the tags say it.
  case monoenergetic(keV: Double?)
  /// Something was taken out of the image or changed in it: contrast agent, calcium.
  case altered(String)
  /// A map of another quantity: iodine, effective atomic number, electron density.
  case material(String)

  /// Energies at which virtual monoenergetic attenuation comes near that of 120 kV.
  ///
  /// The mean energy of a filtered 120 kV spectrum behind a head is 65 to 75 keV (recalled); at 40 keV calcium is
  /// about three times as dense.
  static let ordinaryKeV = 60.0...80.0

  /// What image type, rescale type and descriptions of an image say.
  ///
  /// Looked at in this order: the defined terms of PS3.3 C.8.15.2.1.1.5 in the fourth value and beyond of the image
  /// type, then the vendors' own words in the image type and the descriptions.
  init(imageType: [String], texts: [String]) {
    if let term = imageType.dropFirst(3).first(where: { Self.definedTerms[$0] != nil }),
      let kind = Self.definedTerms[term]
    {
      self = kind == .monoenergetic(keV: nil) ? .monoenergetic(keV: Self.keV(imageType + texts)) : kind
      return
    }
    let spoken = (imageType.dropFirst(2) + texts.map { $0.uppercased() })
      .map { " " + $0.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " " }
    func says(_ phrases: [String]) -> String? {
      phrases.first { phrase in spoken.contains { $0.contains(phrase) } }
    }
    if let phrase = says(Self.alteredPhrases) {
      self = .altered(phrase.trimmed(" "))
    } else if let phrase = says(Self.materialPhrases) {
      self = .material(phrase.trimmed(" "))
    } else if says(Self.monoenergeticPhrases) != nil || Self.keV(imageType + texts) != nil {
      self = .monoenergetic(keV: Self.keV(imageType + texts))
    } else if says(Self.mixedPhrases) != nil {
      self = .mixed
    } else {
      self = .conventional
    }
  }

  private static let definedTerms: [String: SpectralImage] = [
    "VMI": .monoenergetic(keV: nil), "MAT_REMOVED": .altered("MAT_REMOVED"),
    "MAT_MODIFIED": .altered("MAT_MODIFIED"), "MAT_SPECIFIC": .material("MAT_SPECIFIC"),
    "MAT_FRACTIONAL": .material("MAT_FRACTIONAL"), "MAT_VALUE_BASED": .material("MAT_VALUE_BASED"),
    "EFF_ATOMIC_NUM": .material("EFF_ATOMIC_NUM"), "ELECTRON_DENSITY": .material("ELECTRON_DENSITY"),
  ]
  private static let alteredPhrases = [
    " VNC ", " VNCA ", " VIRTUAL NON CONTRAST ", " VIRTUAL NONCONTRAST ", " VIRTUAL UNENHANCED ", " VUE ",
    " VIRTUAL NON CALCIUM ", " CALCIUM SUPPRESSED ", " CALCIUM SUPPRESSION ", " CASUPP ", " BONE REMOVED ",
    " BONE REMOVAL ", " BONE SUBTRACTED ", " SUBTRACTION ", " SUBTRACTED ",
  ]
  private static let materialPhrases = [
    " IODINE MAP ", " IODINE OVERLAY ", " IODINE DENSITY ", " IODINE NO WATER ", " IODINE WATER ",
    " WATER IODINE ", " GSI MD ", " MD IODINE ", " MD WATER ", " Z EFF ", " ZEFF ", " EFF Z ",
    " EFFECTIVE Z ",
    " Z EFFECTIVE ", " RHO ", " RHO Z ", " RHOZ ", " ELECTRON DENSITY ", " URIC ACID ", " JODKARTE ",
    " IODINE ",
  ]
  private static let monoenergeticPhrases = [
    " MONOE ", " MONO E ", " MONOENERGETIC ", " MONOCHROMATIC ", " MONOENERGETISCH ", " GSI MONO ",
    " MONO PLUS ",
    " VMI ",
  ]
  private static let mixedPhrases = [
    " DE MIXED ", " DE COMP ", " DUAL ENERGY ", " DET AB ", " CT SOM7 DUAL ", " CT SOM5 DUAL ", " SPI DUAL ",
    " SEQ DUAL ", " M 0 3 ",
    " M 0 4 ", " M 0 5 ", " M 0 6 ", " F 0 3 ", " F 0 4 ", " F 0 5 ", " F 0 6 ",
  ]

  /// The number before `keV` in one of the texts.
  private static func keV(_ texts: [String]) -> Double? {
    for text in texts {
      let upper = text.uppercased()
      guard let unit = upper.range(of: "KEV") else { continue }
      let before = upper[..<unit.lowerBound].reversed().drop { $0 == " " || $0 == "_" }.prefix { $0.isNumber }
      if let value = Double(String(before.reversed())), (20...250).contains(value) { return value }
    }
    return nil
  }
}
