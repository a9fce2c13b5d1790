import DICOM

/// Which images of a CT series may be part of a volume, by their headers.
struct CTSeriesRules {
  private let series: ScannedSeries

  init(_ series: ScannedSeries) { self.series = series }

  /// The images that show the attenuation of a place.
  ///
  /// Localizers, captures and projections are left out; a series of nothing else is refused for what most of its
  /// images are.
  func frames() throws(CTRefusal) -> [CTFrame] {
    if let part = otherBodyPart { throw .otherBodyPart(part) }
    var result: [CTFrame] = []
    var planeless = 0
    var refusals: [CTRefusal] = []
    // Hundreds of images share their words: each text is read once.
    var spectral: [[String]: SpectralImage] = [:]
    for instance in series.instances {
      let shared = FrameAttributes.sharedGroups(of: instance.header)
      for (index, image) in instance.frames.enumerated() {
        if let refusal = Self.refusal(image) {
          refusals.append(refusal)
          continue
        }
        let attributes = FrameAttributes(header: instance.header, frame: index, shared: shared)
        let words = CTFrame.spectralWords(image, attributes)
        let kind = spectral[words.key] ?? SpectralImage(imageType: image.imageType, texts: words.texts)
        spectral[words.key] = kind
        if let frame = CTFrame(image, attributes, spectral: kind) {
          result.append(frame)
        } else {
          planeless += 1
        }
      }
    }
    if planeless > 0 { throw .missingGeometry(slices: planeless) }
    if result.isEmpty {
      let counts = Dictionary(refusals.map { ($0, 1) }, uniquingKeysWith: +)
      throw counts.max { ($0.value, "\($1.key)") < ($1.value, "\($0.key)") }?.key ?? .tooFewSlices(0)
    }
    return result
  }

  private static func refusal(_ image: ImageFrame) -> CTRefusal? {
    guard imageClasses.contains(image.sopClassUID) else {
      return .notImages("SOP class \(image.sopClassUID)")
    }
    let type = image.imageType.joined(separator: "\\")
    let words = Set(image.imageType)
    if !localizerTokens.isDisjoint(with: words) { return .localizer }
    let isCapture = image.imageType.contains { token in
      captureTokens.contains { token.contains($0) } || token.hasSuffix(siemensProtocolSuffix)
    }
    if isCapture {
      return .notImages("ImageType (0008,0008) \(type)")
    }
    if !projectionTokens.isDisjoint(with: words) { return .projection(imageType: type) }
    return nil
  }

  /// CT Image, Enhanced CT Image and its legacy-converted twin.
  private static let imageClasses: Set<String> = [
    "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.2.2",
  ]
  private static let localizerTokens: Set<String> = [
    "LOCALIZER", "SCOUT", "TOPOGRAM", "SURVIEW", "SCANOGRAM",
  ]
  private static let projectionTokens: Set<String> = [
    "MIP", "MINIP", "MIN_IP", "MAXIP", "MAX_IP", "THICK MIP", "PROJECTION IMAGE", "VRT", "VR", "SSD",
    "CSA 3D EDITOR", "RENDERED", "VOLUME RENDERED", "VOLUME_RENDERED",
  ]
  /// Pictures of a screen or a dose table in the clothes of a CT image.
  private static let captureTokens = [
    "SCREEN", "DOSE", "CAPTURE", "SNAPSHOT", "PROTOCOL", "REPORT", "PASTED",
  ]

  /// `CT_SOM5 PROT`: the page with the patient's doses, as a CT image (recalled).
  private static let siemensProtocolSuffix = " PROT"

  /// The body part, if it is named and can hold no head.
  private var otherBodyPart: String? {
    guard let part = series.attributes.string(.bodyPartExamined) else { return nil }
    let upper = part.uppercased()
    return (Self.headParts + Self.anyParts).contains { upper.contains($0) } ? nil : part
  }

  private static let headParts = [
    "HEAD", "BRAIN", "SKULL", "CRANI", "CRANE", "KOPF", "SCHAEDEL", "NEURO", "ORBIT", "FACE", "IAC", "TETE",
    "CEREBR", "CABEZA", "CABECA", "TESTA", "ENCEPH", "HOOFD", "SINUS", "TEMPORAL",
  ]
  /// Whole-body scans (PET/CT) hold a head; the others say nothing.
  private static let anyParts = ["WHOLE", "UNKNOWN", "OTHER", "DEFAULT", "UNDEFINED", "NOTSPEC"]
}
