import DICOM
import Media
import Vocabulary

/// What the headers say about the CT, and what was found in its geometry.
///
/// Nil and empty mean that the scanner did not say.
public struct CTMetadata: Sendable {
  /// Description.
  public let seriesDescription: String
  /// Manufacturer.
  public let vendor: String
  /// Model name.
  public let model: String
  /// Scanner software.
  public let softwareVersions: String
  /// Convolution kernel.
  public let kernel: String
  /// Tube voltage in kV.
  public let kVp: Double?
  /// Column, row and slice spacing of the volume in mm; the slice spacing runs along the slice direction.
  public let voxelSizeMm: [Double]
  /// Nominal slice thickness in mm; the largest where slices differ.
  public let sliceThicknessMm: Double?
  /// Columns, rows, slices of the volume.
  public let matrix: [Int]
  /// Angle between slice direction and slice normal in degrees.
  public let gantryTiltDegrees: Double
  /// Length of the scanned part along the slice direction in mm.
  public let coverageMm: Double
  /// Distances between the slices as scanned, such as `4.22 mm ×13, 7.38 mm ×13`.
  public let sliceGaps: String
  /// True if uneven slices were resampled.
  public let wasResampled: Bool
  /// Part of the voxels that were padding and became air.
  public internal(set) var paddingFraction: Double
  /// Contrast/Bolus Agent, empty if none.
  public let contrastAgent: String
  /// Length along the slice direction that lies between the slices and was never measured, mm.
  public let unmeasuredMm: Double
  /// What the reader must know, a sentence each.
  public let warnings: [String]
  /// Why no grade may be read from this CT; nil if one may.
  public let gradeWithheldReason: String?
  /// Why this series was chosen.
  public let choice: String

  /// A scan with a longer hole is two scans: what is interpolated between them misleads the registration, and a
  /// fifth of a brain's height is not there.
  static let longestHoleMm = 30.0
  /// A shorter scan does not show the whole brain.
  static let shortestCoverageMm = 100.0
  /// Tube voltages at which calcium's attenuation is near that of 120 kV, for which the cut-offs are meant.
  static let ordinaryKVp = 100.0...140.0

  init(_ plan: CTPlan, choice: String) {
    let attributes = plan.series.attributes
    let plane = plan.stack.planes[0]
    func text(_ tag: Tag) -> String {
      printable(attributes.strings(tag).filter { !$0.isEmpty }.joined(separator: " "))
    }
    seriesDescription = printable(plan.first?.description ?? plan.series.description)
    vendor = text(.manufacturer)
    model = text(.manufacturerModelName)
    softwareVersions = text(.softwareVersions)
    kernel = printable(plan.first?.kernel.filter { !$0.isEmpty }.joined(separator: " ") ?? "")
    kVp = plan.first?.kVp
    voxelSizeMm = [plane.columnSpacing, plane.rowSpacing, plan.spacing.stepMm]
    sliceThicknessMm = plan.slices.compactMap { $0.first?.image.sliceThicknessMm }.max()
    matrix = [plane.columns, plane.rows, plan.spacing.count]
    gantryTiltDegrees = plan.stack.shearDegrees
    coverageMm = plan.coverageMm
    sliceGaps = plan.spacing.text
    wasResampled = !plan.spacing.isRegular
    paddingFraction = 0
    contrastAgent = printable(plan.contrast.agent)
    unmeasuredMm = plan.coverage.unmeasuredMm
    warnings = CTWarnings(plan).sentences.map(printable)
    gradeWithheldReason = Self.gradeWithheldReason(plan)
    self.choice = choice
  }

  private static func gradeWithheldReason(_ plan: CTPlan) -> String? {
    if let reason = plan.contrast.reason { return reason }
    if case .monoenergetic(let keV) = plan.spectral,
      keV.map(SpectralImage.ordinaryKeV.contains) != true
    {
      return "The CT is virtual monoenergetic at \(keV.map { decimal($0) + " keV" } ?? "an unknown energy"); "
        + "cut-offs in HU hold near 70 keV only."
    }
    if let name = ConeBeam.name(plan.series) {
      return
        "The CT comes from a cone-beam scanner (\(name)), whose values are not calibrated in Hounsfield units."
    }
    let hole = plan.coverage.longestHoleMm
    if hole > longestHoleMm {
      return "A part of \(decimal(hole.rounded())) mm between CT slices was not measured (limit "
        + "\(decimal(longestHoleMm)) mm)."
    }
    return nil
  }
}
