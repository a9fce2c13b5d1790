import DICOM
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
  /// What the reader must know, a sentence each.
  public let warnings: [String]
  /// Why no grade may be read from this CT; nil if one may.
  public let gradeWithheldReason: String?
  /// Why this series was chosen.
  public let choice: String

  /// A gap beyond this can hide a whole focus: grades 1 begin at 8 mm³, foci are a few mm long.
  static let largestGapMm = 10.0
  /// A shorter scan does not show the whole brain.
  static let shortestCoverageMm = 100.0

  init(_ plan: CTPlan, choice: String) {
    let attributes = plan.series.attributes
    let plane = plan.stack.planes[0]
    func text(_ tag: Tag) -> String { attributes.strings(tag).filter { !$0.isEmpty }.joined(separator: " ") }
    seriesDescription = plan.series.description
    vendor = text(.manufacturer)
    model = text(.manufacturerModelName)
    softwareVersions = text(.softwareVersions)
    kernel = attributes.string(.convolutionKernel) ?? ""
    kVp = attributes.double(.kvp)
    voxelSizeMm = [plane.columnSpacing, plane.rowSpacing, plan.spacing.stepMm]
    sliceThicknessMm = plan.slices.compactMap { $0.first?.sliceThicknessMm }.max()
    matrix = [plane.columns, plane.rows, plan.spacing.count]
    gantryTiltDegrees = plan.stack.shearDegrees
    coverageMm = plan.coverageMm
    sliceGaps = plan.spacing.text
    wasResampled = !plan.spacing.isRegular
    paddingFraction = 0
    contrastAgent = plan.contrastAgent
    warnings = Self.warnings(plan)
    let largestGap = plan.spacing.gapsMm.max() ?? 0
    if !contrastAgent.isEmpty {
      gradeWithheldReason = "The CT was made with a contrast agent (Contrast/Bolus Agent (0018,0010) is set)."
    } else if largestGap > Self.largestGapMm {
      gradeWithheldReason =
        "CT slices lie up to \(decimal(largestGap)) mm apart (limit \(decimal(Self.largestGapMm)) mm)."
    } else {
      gradeWithheldReason = nil
    }
    self.choice = choice
  }

  private static func warnings(_ plan: CTPlan) -> [String] {
    var warnings: [String] = []
    if !plan.spacing.isRegular {
      warnings.append(
        "CT slices are unevenly spaced (\(plan.spacing.text)); they were resampled every "
          + "\(decimal(plan.spacing.stepMm)) mm at their true positions.")
    }
    let tilt = plan.stack.shearDegrees
    if let tag = plan.series.attributes.double(.gantryDetectorTilt), abs(abs(tag) - tilt) > 1 {
      warnings.append(
        "Gantry tilt is \(decimal(tag))° by its tag and \(decimal((tilt * 100).rounded() / 100))° by the slice "
          + "positions; the positions were used.")
    }
    if plan.kernel == .sharp { warnings.append("The CT kernel is for bone or lung: attenuation is noisy.") }
    if plan.isDerived { warnings.append("The CT was reformatted from another series.") }
    if plan.coverageMm < shortestCoverageMm {
      warnings.append("The CT covers \(decimal(plan.coverageMm.rounded())) mm only.")
    }
    let used = plan.slices.count
    let all = plan.series.frames.count
    if plan.slices.map(\.count).reduce(0, +) < all {
      warnings.append(
        "\(used) of \(all) images form the CT volume; the others have another orientation or matrix.")
    }
    return warnings
  }
}
