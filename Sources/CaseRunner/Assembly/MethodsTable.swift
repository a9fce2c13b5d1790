import Acquisition
import Anatomy
import Foundation
import Report
import Susceptibility
import Vocabulary

/// The reporting table that the consensus on QSM asks for (ISMRM, doi:10.1002/mrm.30006): what was acquired, what
/// was done to it, and what the numbers are relative to.
enum MethodsTable {
  static func entries(
    mgre: MGREAcquisition, ct: HeadCT, analysis: Analysis, configuration: Configuration
  ) -> [ReportDocument.MethodEntry] {
    acquisition(mgre.metadata) + attenuation(ct.metadata)
      + processing(analysis, configuration: configuration)
  }

  private static func acquisition(_ m: MGREMetadata) -> [ReportDocument.MethodEntry] {
    rows(
      "mGRE acquisition",
      [
        (
          "Scanner",
          join([m.vendor, m.model, m.softwareVersions]) + (m.vendorIsVerified ? "" : " (unverified vendor)")
        ),
        ("Field strength", "\(fixed(m.fieldStrengthTesla, 3)) T (\(m.fieldStrengthSource))"),
        ("Imaging frequency", optional(m.imagingFrequencyMHz, 3, "MHz")),
        ("Sequence", join([m.acquisitionType, m.sequenceName])),
        ("Echo times", m.echoTimesMs.map { fixed($0, 2) }.joined(separator: ", ") + " ms"),
        ("Repetition time", optional(m.repetitionTimeMs, 1, "ms")),
        ("Flip angle", optional(m.flipAngleDegrees, 1, "°")),
        ("Bandwidth", optional(m.pixelBandwidthHz, 0, "Hz/pixel")),
        (
          "Matrix",
          size(m.matrix)
            + (m.storedMatrix == m.matrix ? "" : ", stored interpolated to \(size(m.storedMatrix))")
        ),
        ("Voxel size", m.voxelSizeMm.map { fixed($0, 2) }.joined(separator: " × ") + " mm"),
        ("Readout polarity", said(m.readoutPolarity)), ("Acceleration", said(m.acceleration)),
        ("Partial Fourier", said(m.partialFourier)), ("Flow compensation", said(m.flowCompensation)),
        ("Obliquity", "\(fixed(m.obliquityDegrees, 1))° between slice normal and B0"),
        ("Signal", m.signalForm + (m.sliceSignsRestored ? "; alternating signs of slices undone" : "")),
        ("Phase", m.phaseScale + (m.phaseSignInverted ? "; sign inverted by the vendor's rule" : "")),
        ("Distortion correction", said(m.distortionCorrection)),
      ])
  }

  private static func size(_ matrix: [Int]) -> String {
    matrix.map(String.init).joined(separator: " × ")
  }

  private static func attenuation(_ c: CTMetadata) -> [ReportDocument.MethodEntry] {
    rows(
      "Head CT",
      [
        ("Scanner", join([c.vendor, c.model, c.softwareVersions])),
        ("Tube voltage", optional(c.kVp, 0, "kV")), ("Kernel", said(c.kernel)),
        ("Voxel size", c.voxelSizeMm.map { fixed($0, 2) }.joined(separator: " × ") + " mm"),
        ("Slice thickness", optional(c.sliceThicknessMm, 2, "mm")),
        ("Gantry tilt", "\(fixed(c.gantryTiltDegrees, 1))°"), ("Slice distances", said(c.sliceGaps)),
        ("Contrast agent", c.contrastAgent.isEmpty ? "none named" : c.contrastAgent),
      ])
  }

  private static func processing(
    _ a: Analysis, configuration: Configuration
  ) -> [ReportDocument.MethodEntry] {
    rows(
      "Processing",
      [
        ("Program", "Pallidum \(version)"),
        (
          "Registration",
          "CT to mGRE, rigid (6 degrees of freedom), normalised mutual information, multi-start, BFGS"
        ),
        (
          "Brain mask",
          a.head.source == .ctAndMR
            ? "intracranial space of the registered CT, trimmed at its rim by signal and phase quality"
            : "mGRE signal and phase quality alone"
        ),
        ("Coil offset", "MCPC-3D-S, smoothed as a complex number"),
        ("Unwrapping", "ROMEO, exact, multi-echo"),
        ("Field", "fit weighted by (M·TE)², then Gauss–Newton on the complex signal"),
        ("Background field", "V-SHARP, spheres 12 to 1 mm"),
        (
          "Inversion",
          "weighted total variation (ADMM) with a weak-harmonic term, strong sources superposed; B0 in image axes"
        ),
        ("R2*", "weighted log-linear fit, then least squares with a noise floor"),
        ("Para- and diamagnetic parts", "R2*-QSM (Dimov 2022), model-based"),
        ("Nuclei", "shape table (CIT168 and others) placed and outlined on susceptibility"),
        ("Geometric change", "none to the mGRE; the CT is resampled onto the mGRE grid for display only"),
        ("Unit and sign", "ppb (10⁻⁹, SI), paramagnetic positive"),
        ("Reference", referenceText(a, configuration.referenceRegion)),
      ])
  }

  static func referenceText(_ a: Analysis, _ region: ReferenceRegion) -> String {
    switch region {
    case .wholeBrain: return "mean of the whole brain is zero"
    case .csf:
      let brain = fixed((a.reference.wholeBrainMeanPPM - (a.reference.csfMeanPPM ?? 0)) * 1000, 1)
      let sd = fixed(a.reference.wholeBrainSdPPM * 1000, 1)
      return "mean of cerebrospinal fluid is zero; whole brain relative to it: \(brain) ± \(sd) ppb"
    }
  }

  private static func rows(
    _ section: String, _ pairs: [(String, String)]
  ) -> [ReportDocument.MethodEntry] {
    pairs.map { .init(section: section, item: $0.0, value: $0.1) }
  }

  private static func join(_ parts: [String]) -> String {
    said(parts.filter { !$0.isEmpty }.joined(separator: ", "))
  }
  private static func said(_ text: String) -> String { text.isEmpty ? "not stated by the scanner" : text }
  private static func fixed(_ x: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", x)
  }
  private static func optional(_ x: Double?, _ decimals: Int, _ unit: String) -> String {
    x.map { "\(fixed($0, decimals)) \(unit)" } ?? said("")
  }
}
