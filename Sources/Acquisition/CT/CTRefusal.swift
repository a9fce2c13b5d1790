/// Why a CT series is not a head CT that may be read.
public enum CTRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Not CT images: secondary captures, dose reports; with the tag that says so.
  case notImages(String)
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
  /// A rescale that turns or erases the values, or takes them out of every range.
  case unsoundRescale(slope: Double, intercept: Double)
  /// A map of another quantity than attenuation.
  case materialMap(String)
  /// Attenuation from which something was taken out: virtual non-contrast and its kin.
  case alteredAttenuation(String)
  /// Many images of each place, which only number or time tell apart.
  case timeSeries(images: Int, places: Int)
  /// The image does not look as Hounsfield units must.
  case contradictedHounsfield(String)
  /// Another part of the body.
  case otherBodyPart(String)
  /// More voxels than memory should be asked for.
  case tooLarge(voxels: Int)

  /// The reason and what to do, in words.
  public var description: String {
    switch self {
    case .notImages(let evidence):
      "It holds no CT images (\(evidence)). Export the axial head series."
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
    case .unsoundRescale(let slope, let intercept):
      "RescaleSlope (0028,1053) is \(decimal(slope)) and RescaleIntercept (0028,1052) \(decimal(intercept)): no "
        + "scale of attenuation. Export the original series."
    case .materialMap(let what):
      "It is a map from several X-ray energies (\(what)), not attenuation. Export the ordinary series."
    case .alteredAttenuation(let what):
      "Its attenuation was altered (\(what)): calcium may be missing or changed. Export the ordinary series."
    case .timeSeries(let images, let places):
      "It is a time series: \(images) images at each of \(places) places that only number or time tell apart. "
        + "Export the plain head series."
    case .contradictedHounsfield(let evidence):
      "Hounsfield units contradict the image: \(evidence). RescaleSlope (0028,1053) or RescaleIntercept "
        + "(0028,1052) must be wrong. Export the original series."
    case .otherBodyPart(let part):
      "BodyPartExamined (0018,0015) is \(part). Export the head CT."
    case .tooLarge(let voxels):
      "It asks for \(voxels) voxels, more than the limit of \(CTPlan.mostVoxels). Export one scan only."
    }
  }
}
