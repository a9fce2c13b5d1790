import DICOM
import Media
import Vocabulary
import Voxels

/// What the headers say about the acquisition: the consensus's reporting table and the report's inputs.
///
/// Nil and empty mean that the scanner did not say.
public struct MGREMetadata: Sendable {
  /// Description of the first series.
  public let seriesDescription: String
  /// Manufacturer.
  public let vendor: String
  /// False where no phase file of the vendor was checked: scale by the standard's tags, sign taken as
  /// Siemens'.
  public let vendorIsVerified: Bool
  /// Model name.
  public let model: String
  /// Scanner software.
  public let softwareVersions: String
  /// Pulse sequence's name.
  public let sequenceName: String
  /// `2D` or `3D`.
  public let acquisitionType: String
  /// Effective field in tesla.
  public let fieldStrengthTesla: Double
  /// Which tag gave the field strength.
  public let fieldStrengthSource: String
  /// Imaging frequency in MHz.
  public let imagingFrequencyMHz: Double?
  /// Echo times in ms, ascending.
  public let echoTimesMs: [Double]
  /// TR in ms.
  public let repetitionTimeMs: Double?
  /// Flip angle in degrees.
  public let flipAngleDegrees: Double?
  /// Pixel bandwidth in Hz.
  public let pixelBandwidthHz: Double?
  /// In-plane and through-plane acceleration, such as `2 × 1`.
  public let acceleration: String
  /// Partial Fourier, `YES` or `NO`.
  public let partialFourier: String
  /// Flow compensation.
  public let flowCompensation: String
  /// Readout polarity of the echoes, `monopolar` or `bipolar`.
  ///
  /// Empty means unknown: no tag says it. Siemens' protocol does for its own sequences.
  public let readoutPolarity: String
  /// Column, row and slice spacing in mm of the reconstructed grid.
  public let voxelSizeMm: [Double]
  /// Columns, rows, slices of the reconstructed grid.
  public let matrix: [Int]
  /// Columns, rows, slices of the stored images; more than `matrix` where interpolation was undone.
  public let storedMatrix: [Int]
  /// What was done about interpolation in plane, a sentence or two; empty where there is none.
  public let gridNote: String
  /// Angle between slice normal and main field in degrees.
  public let obliquityDegrees: Double
  /// The images from which magnitude and phase were read.
  public let signalForm: String
  /// Which rule gave radians.
  public let phaseScale: String
  /// True where the vendor's rule inverted the phase's sign.
  public let phaseSignInverted: Bool
  /// True where the signs of every second slice were turned, as the image proved.
  public let sliceSignsRestored: Bool
  /// Distortion correction where the scanner names it.
  public let distortionCorrection: String
  /// What the reader must know, a sentence each.
  public let warnings: [String]
  /// Why this acquisition was chosen.
  public let choice: String

  init(_ plan: MGREPlan, grid: Grid<MRPatient>, gridNote: String, isAlternating: Bool, choice: String) {
    let first = plan.candidate.series.first
    let attributes = first?.attributes ?? FrameAttributes(header: DataSet())
    let plane = plan.stack.planes[0]
    func text(_ tag: Tag) -> String {
      printable(attributes.strings(tag).filter { !$0.isEmpty }.joined(separator: " "))
    }
    seriesDescription = printable(first?.description ?? "")
    vendor = text(.manufacturer)
    vendorIsVerified = plan.vendor.rules.isVerified
    model = text(.manufacturerModelName)
    softwareVersions = text(.softwareVersions)
    sequenceName = printable(first?.sequenceName ?? "")
    acquisitionType = text(.mrAcquisitionType)
    fieldStrengthTesla = plan.field.strength.tesla
    fieldStrengthSource = plan.field.source
    imagingFrequencyMHz = plan.field.imagingFrequencyMHz
    echoTimesMs = plan.matrix.echoTimesMs
    repetitionTimeMs = attributes.double(.repetitionTime)
    flipAngleDegrees = attributes.double(.flipAngle)
    pixelBandwidthHz = attributes.double(.pixelBandwidth)
    let factors = [
      attributes.double(.parallelReductionFactorInPlane),
      attributes.double(.parallelReductionFactorOutOfPlane),
    ].compactMap { $0.map(decimal) }.joined(separator: " × ")
    // Siemens classic files have it in a private text only, such as `p2`.
    let siemens = attributes.header.privateTag(0x0051, "SIEMENS MR HEADER", 0x11)
      .flatMap { attributes.header.text($0) }
    acceleration = factors.isEmpty ? printable(siemens ?? "") : factors
    partialFourier = text(.partialFourier)
    flowCompensation =
      text(.flowCompensation).isEmpty
      ? (attributes.strings(.scanOptions).contains("FC") ? "YES" : "") : text(.flowCompensation)
    let polarities = Set(plan.candidate.series.map(\.readoutPolarity))
    readoutPolarity = polarities.count == 1 ? polarities.first??.rawValue ?? "" : ""
    let isStored = grid.size == SIMD3(plane.columns, plane.rows, plan.stack.planes.count)
    voxelSizeMm =
      isStored
      ? [plane.columnSpacing, plane.rowSpacing, plan.stepMm]
      : [grid.spacingMm.x, grid.spacingMm.y, plan.stepMm]
    matrix = [grid.size.x, grid.size.y, grid.size.z]
    storedMatrix = [plane.columns, plane.rows, plan.stack.planes.count]
    self.gridNote = gridNote
    let b = grid.directionInAxes(SIMD3(0, 0, 1))
    obliquityDegrees = arccosine(min(1, abs(b.z))) * 180 / .pi
    signalForm = plan.form.text
    phaseScale = plan.phaseScale?.text ?? "phase = angle of (real, imaginary)"
    phaseSignInverted = plan.vendor.rules.invertsPhase
    sliceSignsRestored = isAlternating
    distortionCorrection = plan.candidate.distortionCorrections.sorted().joined(separator: " ")
    warnings = plan.warnings.map(printable) + (gridNote.isEmpty ? [] : [gridNote])
    self.choice = choice
  }
}
