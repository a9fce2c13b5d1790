import Report
import Vocabulary
import Voxels

/// How the key images are made.
public struct KeyImageOptions: Sendable {
  /// Columns of the section in pixels; the furniture comes on top.
  public var columns = 640
  /// Width of the enlarged section in mm: both globi pallidi with their neighbours.
  public var detailWidthMm = 84.0
  /// Height of the enlarged section in mm.
  public var detailHeightMm = 66.0
  /// Space around the brain in mm, enough for the skull.
  public var marginMm = 14.0
  /// Burned into every picture.
  public var status = "UNVERIFIED \u{B7} not for diagnostic use"
  /// Sentence burned into every susceptibility picture, such as why its grades are withheld.
  public var susceptibilityWarning: String?
  /// Sentence burned into every picture with CT.
  public var ctWarning: String?
  /// Burned into every picture, such as that its R and L are not proven.
  public var sidesWarning: String?

  /// The registration's verdict, in the captions of its pictures.
  public var registrationVerdict: Verdict?
  /// The registration's expected error in mm about the globi pallidi, in the same captions.
  public var registrationUncertaintyMm: Double?

  /// The defaults.
  public init() {}

  /// `Fit: pass, uncertainty 0.2 mm.`; nil where there is no verdict.
  var registrationSentence: String? {
    registrationVerdict.map { verdict in
      // The uncertainty means nothing where the fit failed.
      let mm = verdict == .fail ? nil : registrationUncertaintyMm
      return "Fit: \(verdict.rawValue)"
        + (mm.map { ", uncertainty \(DecimalText.plain($0, 1)) mm" } ?? "") + "."
    }
  }
}

/// Draws the key images: CT, QSM, both fused, and magnitude, axial and coronal through `center`, the deep nuclei
/// enlarged, the projected susceptibility-weighted image, and the evidence for the registration.
///
/// Sections are true axial and coronal planes of the patient (LPS), resampled trilinearly from slabs of any
/// obliquity to square pixels; radiological convention. Same input, same bytes.
/// - Parameter center: a point the planes run through; nil: the largest focus or the globi pallidi.
public func renderKeyImages(
  _ volumes: KeyImageVolumes, center: Point<MRPatient>? = nil, options: KeyImageOptions = .init()
) throws(RenderingError) -> [RenderedImage] {
  try volumes.checkGrids()
  let center = center ?? volumes.defaultCenter()
  let painter = KeyImagePainter(volumes: volumes, center: center, options: options)
  let axial = painter.overviewPlane(.axial)
  let coronal = painter.overviewPlane(.coronal)
  let detail = DisplayPlane(
    .axial, center: center, widthMm: options.detailWidthMm, heightMm: options.detailHeightMm,
    columns: options.columns)
  var images: [RenderedImage] = []
  for content in KeyImagePainter.Content.allCases where content != .magnitude {
    if let image = try painter.paint(content, detail, .detail) { images.append(image) }
  }
  for plane in [axial, coronal] {
    for content in KeyImagePainter.Content.allCases {
      if let image = try painter.paint(content, plane, .overview) { images.append(image) }
    }
  }
  if let image = try painter.paintWeighted(axial) { images.append(image) }
  images += try MicrobleedPainter(volumes: volumes, options: options).images()
  if let ct = volumes.ctOnMR ?? volumes.rejectedCTOnMR {
    images += try RegistrationPainter(
      magnitude: volumes.magnitude, ct: ct, nuclei: volumes.masks,
      magnitudeWindow: painter.magnitudeWindow, center: center, options: options
    ).images(axial: axial, coronal: coronal)
  }
  return images
}

/// Draws the evidence for a registration where nothing but both images is known.
///
/// The planes run through the middle of the head as the magnitude shows it.
/// - Parameters:
///   - magnitude: one echo's magnitude or a combination.
///   - ctOnMR: the CT on the same grid, NaN outside the CT.
/// - Returns: `registration-checkerboard`, `-skull-axial`, `-skull-coronal`, `-deep`.
public func renderRegistrationImages(
  magnitude: MRVolume<Magnitude>, ctOnMR: MRVolume<HU>, options: KeyImageOptions = .init()
) throws(RenderingError) -> [RenderedImage] {
  guard magnitude.grid == ctOnMR.grid else { throw .gridsDiffer(volume: "the CT") }
  let threshold = Float(Statistics.otsuThreshold(magnitude.voxels.filter(\.isFinite)))
  let head = MRMask(grid: magnitude.grid, voxels: magnitude.voxels.map { $0 > threshold })
    .largestComponent()
  let center = head.centroid ?? magnitude.grid.center
  func plane(_ direction: ViewDirection) -> DisplayPlane {
    DisplayPlane(direction, around: head, center: center, options: options)
  }
  return try RegistrationPainter(
    magnitude: magnitude, ct: ctOnMR, nuclei: [:],
    magnitudeWindow: GrayWindow.magnitude(of: magnitude, in: head), center: center, options: options
  ).images(axial: plane(.axial), coronal: plane(.coronal))
}
