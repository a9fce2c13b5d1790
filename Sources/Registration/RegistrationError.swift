/// Why two images cannot be registered at all; a registration that ran but is not to be trusted is a verdict.
public enum RegistrationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// All voxels of an image carry the same value.
  case constantImage(modality: String, value: Double)
  /// No connected object of a head's size was found.
  case noHead(modality: String, volumeMl: Double, minimumMl: Double)
  /// The image has too few voxels along an axis to be sampled.
  case tooFewVoxels(modality: String, size: [Int], minimum: Int)
  /// The slices lie farther apart than the coarsest level can bridge.
  case slicesTooFarApart(modality: String, spacingMm: Double, limitMm: Double)
  /// Nowhere do the two images cover enough of each other.
  case noOverlap

  /// Whether the MR may be measured all the same: the CT is at fault, or the two show different parts.
  public var leavesMRUsable: Bool {
    switch self {
    case .constantImage(let modality, _), .noHead(let modality, _, _), .tooFewVoxels(let modality, _, _),
      .slicesTooFarApart(let modality, _, _):
      modality == Self.ct
    case .noOverlap: true
    }
  }

  /// Names of the two images in errors.
  static let ct = "CT"
  static let mr = "MR"

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .constantImage(let modality, let value):
      "The \(modality) image holds the value \(value) everywhere: check that its voxels were exported."
    case .noHead(let modality, let volume, let minimum):
      "The largest object in the \(modality) image has \(Int(volume)) ml, a head has more than "
        + "\(Int(minimum)) ml: choose a series that shows the whole head."
    case .tooFewVoxels(let modality, let size, let minimum):
      "The \(modality) image has \(size.map(String.init).joined(separator: "×")) voxels, at least "
        + "\(minimum) along every axis are needed: choose a volume series, not a localizer."
    case .slicesTooFarApart(let modality, let spacing, let limit):
      "The \(modality) image has neighbouring voxels \(spacing) mm apart, more than \(limit) mm: "
        + "choose a series with thinner slices."
    case .noOverlap:
      "The CT and the MR image cannot be laid over each other: check that both show the same part of the head."
    }
  }
}
