import DICOM

/// The line from stored values to the values meant (PS3.3 C.11.1): `slope·stored + intercept`.
struct Rescale: Hashable, Sendable {
  let slope: Double
  let intercept: Double
  /// RescaleType (0028,1054); empty if absent.
  let type: String

  /// Largest value in any unit that an image may hold: sums of squares of a slice stay finite in Float.
  static let largestValue = 1e12
  /// True if the line rises, and no stored value of the range is taken beyond `largestValue`.
  func isSound(over stored: ClosedRange<Double>) -> Bool {
    let ends = [stored.lowerBound, stored.upperBound].map { slope * $0 + intercept }
    return slope > 0 && ends.allSatisfy { abs($0) <= Self.largestValue }
  }
}

/// One image plane: a classic instance, or one frame of an enhanced one.
struct ImageFrame: Hashable, Sendable {
  let path: String
  let sopClassUID: String
  let sopInstanceUID: String
  let seriesInstanceUID: String
  /// From 0; 0 for a classic instance.
  let frameIndex: Int
  let part: ImagePart
  /// As the tag has it; nil if absent.
  let echoTimeMs: Double?
  /// Nil where the geometry's tags are absent or unsound.
  let plane: ImagePlane?
  /// False of a frame that Number of Frames (0028,0008) counts and no functional group describes.
  let isDescribed: Bool
  /// Nil where slope and intercept are absent.
  let rescale: Rescale?
  /// The angle that a Real World Value Mapping gives stored values; nil where there is none.
  let realWorld: RealWorldScale?
  /// Philips' scale between displayed and measured values; nil of other vendors.
  let displayScale: Double?
  let bitsStored: Int
  let isSigned: Bool
  /// FrameType, else ImageType; upper case.
  let imageType: [String]
  /// The vendor's own image type beside it, upper case; empty where there is none.
  let originalImageType: [String]
  /// `ND`, `DIS2D` or `DIS3D` where the vendor says which distortion correction was applied.
  let distortionCorrection: String?
  /// Stored values that mean "no data".
  let padding: ClosedRange<Int>?
  /// Nil where the tag is absent or cannot be meant.
  let sliceThicknessMm: Double?
  /// When the scanner measured it, as the tag has it.
  let acquisitionTime: String?
  /// The same in seconds; frames of one acquisition lie close together.
  let acquisitionSeconds: Double?

  /// The frame `index` of an instance; without a plane where the header does not describe it.
  init(
    path: String, attributes: FrameAttributes, index: Int, vendor: Vendor, isDescribed: Bool = true
  ) {
    let header = attributes.header
    self.path = path
    sopClassUID = header.string(.sopClassUID) ?? ""
    sopInstanceUID = header.string(.sopInstanceUID) ?? ""
    seriesInstanceUID = header.string(.seriesInstanceUID) ?? ""
    frameIndex = index
    part = ImagePart(attributes, vendor: vendor)
    echoTimeMs = attributes.double(.effectiveEchoTime) ?? attributes.double(.echoTime)
    self.isDescribed = isDescribed
    plane = isDescribed ? ImagePlane(attributes) : nil
    if let slope = attributes.double(.rescaleSlope), let intercept = attributes.double(.rescaleIntercept) {
      rescale = Rescale(slope: slope, intercept: intercept, type: attributes.string(.rescaleType) ?? "")
    } else {
      rescale = nil
    }
    realWorld = RealWorldScale(attributes)
    displayScale = vendor == .philips ? PhilipsRules.displayScale(attributes) : nil
    bitsStored = header.int(.bitsStored) ?? 0
    isSigned = header.int(.pixelRepresentation) == 1
    let frameType = attributes.strings(.frameType)
    imageType = (frameType.isEmpty ? header.texts(.imageType) : frameType).map { $0.uppercased() }
    originalImageType = vendor == .siemens ? SiemensRules.originalImageType(attributes) : []
    distortionCorrection = (imageType + originalImageType).first(where: Self.corrections.contains)
    padding = Self.padding(header, isSigned: isSigned)
    sliceThicknessMm = attributes.double(.sliceThickness).flatMap {
      Self.thicknessesMm.contains($0) ? $0 : nil
    }
    acquisitionTime =
      attributes.string(.frameAcquisitionDateTime) ?? attributes.string(.acquisitionDateTime)
      ?? attributes.string(.acquisitionTime)
    acquisitionSeconds = AcquisitionInstant.seconds(
      dateTime: attributes.string(.frameAcquisitionDateTime) ?? attributes.string(.acquisitionDateTime),
      date: attributes.string(.acquisitionDate), time: attributes.string(.acquisitionTime))
  }

  /// Nothing thinner or thicker is a slice of a head.
  private static let thicknessesMm = 0.05...200.0
  private static let corrections: Set = ["ND", "DIS2D", "DIS3D"]

  private static func padding(_ header: DataSet, isSigned: Bool) -> ClosedRange<Int>? {
    guard let value = header.int(.pixelPaddingValue) else { return nil }
    // Written as US by some scanners although the pixels are signed (PS3.5 allows both; the bits count).
    func stored(_ v: Int) -> Int { isSigned && v > 0x7FFF ? v - 0x10000 : v }
    let a = stored(value)
    let b = stored(header.int(.pixelPaddingRangeLimit) ?? value)
    return min(a, b)...max(a, b)
  }
}
