/// Why a CT series is not a head CT that may be read.
public enum CTRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Not a CT image: secondary capture, dose report.
  case notImages(sopClassUID: String)
  /// Projections and renderings, whose values are not the attenuation of a place.
  case projection(imageType: String)
  /// Localizer, scout, topogram.
  case localizer
  /// Fewer slices than a volume needs.
  case tooFewSlices(Int)
  /// Position, orientation or spacing missing or unsound.
  case missingGeometry(slices: Int)
  /// Slices do not lie behind one another.
  case wanderingSlices(distanceMm: Double)
  /// Different slices at one position.
  case conflictingDuplicates([String])
  /// No rescale to Hounsfield units.
  case missingRescale
  /// Rescaled values are not Hounsfield units.
  case notHounsfield(rescaleType: String)
  /// Another part of the body.
  case otherBodyPart(String)
  /// More voxels than memory should be asked for.
  case tooLarge(voxels: Int)

  /// The reason and what to do, in words.
  public var description: String {
    switch self {
    case .notImages(let sopClass):
      "It holds no CT images (SOP class \(sopClass)). Export the axial head series."
    case .projection(let imageType):
      "It holds projections or renderings (ImageType (0008,0008) \(imageType)), whose values are not the attenuation "
        + "of a place. Export the axial head series."
    case .localizer:
      "It is a localizer. Export the axial head series."
    case .tooFewSlices(let n):
      "It has \(n) slices of one orientation; a head CT needs at least \(CTPlan.fewestSlices). Export the whole "
        + "axial series."
    case .missingGeometry(let n):
      "\(n) slices have no sound position, orientation and pixel spacing ((0020,0032), (0020,0037), "
        + "(0028,0030)). Export the original series."
    case .wanderingSlices(let mm):
      "Slices lie up to \(decimal(mm)) mm beside the line through the first and the last one. Export one scan only."
    case .conflictingDuplicates(let places):
      "Several different slices claim the same place: \(shortened(places)). Export one scan only."
    case .missingRescale:
      "RescaleSlope (0028,1053) and RescaleIntercept (0028,1052) are absent: Hounsfield units are unknown. Export "
        + "the original series."
    case .notHounsfield(let type):
      "RescaleType (0028,1054) is \(type), not HU. Export the original series in Hounsfield units."
    case .otherBodyPart(let part):
      "BodyPartExamined (0018,0015) is \(part). Export the head CT."
    case .tooLarge(let voxels):
      "It asks for \(voxels) voxels, more than the limit of \(CTPlan.mostVoxels). Export one scan only."
    }
  }
}
