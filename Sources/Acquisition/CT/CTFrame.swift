import DICOM

/// One CT image with the attributes by which the reconstructions and phases of one series differ.
struct CTFrame: Sendable {
  let image: ImageFrame
  let plane: ImagePlane
  /// Values of ConvolutionKernel (0018,1210).
  let kernel: [String]
  /// Tube voltage in kV.
  let kVp: Double?
  /// Contrast agent by its tags; empty if none.
  let agent: String
  /// Another attribute of the contrast module that is set.
  let otherContrastAttribute: String?
  let spectral: SpectralImage
  /// Series Description (0008,103E) of the instance.
  let description: String
  /// GantryDetectorTilt (0018,1120) in degrees.
  let tiltTagDegrees: Double?
  /// AcquisitionNumber (0020,0012).
  let acquisition: String
  /// Temporal position by identifier or index; empty if absent.
  let phase: String
  /// AcquisitionTime (0008,0032) or the frame's own.
  let time: String

  /// True if it was computed from others (reformats).
  var isDerived: Bool {
    image.imageType.first == "DERIVED" || !Self.reformatTokens.isDisjoint(with: image.imageType)
  }

  private static let reformatTokens: Set<String> = ["REFORMATTED", "MPR", "CSA MPR"]

  /// A frame; nil without a sound plane.
  init?(_ image: ImageFrame, _ attributes: FrameAttributes, spectral: SpectralImage) {
    guard let plane = image.plane else { return nil }
    self.image = image
    self.plane = plane
    kernel = attributes.strings(.convolutionKernel)
    kVp = attributes.double(.kvp)
    agent = ContrastEvidence.agent(attributes)
    otherContrastAttribute = ContrastEvidence.otherAttribute(attributes)
    description = attributes.header.text(.seriesDescription) ?? ""
    self.spectral = spectral
    tiltTagDegrees = attributes.double(.gantryDetectorTilt)
    acquisition = attributes.string(.acquisitionNumber) ?? ""
    phase =
      attributes.int(.temporalPositionIdentifier).map(String.init)
      ?? attributes.int(.temporalPositionIndex).map(String.init) ?? ""
    time = image.acquisitionTime ?? ""
  }

  /// The texts from which `SpectralImage` is read besides the image type, and a key for all of it.
  static func spectralWords(
    _ image: ImageFrame, _ attributes: FrameAttributes
  ) -> (texts: [String], key: [String]) {
    let texts = [
      attributes.header.text(.seriesDescription) ?? "",
      attributes.strings(.convolutionKernel).joined(separator: " "),
    ]
    return (texts, image.imageType + texts)
  }
}
