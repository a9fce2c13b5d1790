import Acquisition
import Anatomy
import Foundation
import Mineralization
import Registration
import Report
import Susceptibility
import Vocabulary

/// The reporting table that the consensus on QSM asks for (ISMRM, doi:10.1002/mrm.30006): what was acquired, what
/// was done to it, and what the numbers are relative to.
enum MethodsTable {
  static func entries(
    mgre: MGREAcquisition, ct: HeadCT, analysis: Analysis, configuration: Configuration
  ) -> [ReportDocument.MethodEntry] {
    acquisition(mgre) + attenuation(ct.metadata)
      + processing(mgre, analysis, configuration: configuration)
  }

  private static func acquisition(_ mgre: MGREAcquisition) -> [ReportDocument.MethodEntry] {
    let m = mgre.metadata
    return rows(
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
        ("Orientation", orientation(m, b0: mgre.b0InVoxelAxes)),
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
    _ mgre: MGREAcquisition, _ a: Analysis, configuration: Configuration
  ) -> [ReportDocument.MethodEntry] {
    let p = configuration.susceptibility
    return rows(
      "Processing",
      [
        ("Program", "Pallidum \(version)"), ("Registration", registration(configuration.registration)),
        ("Brain mask", brainMask(a.head)), ("Coil offset", p.offset.methodDescription),
        ("Unwrapping", p.unwrapping.methodDescription), ("Field", p.field.methodDescription),
        ("Background field", p.background.methodDescription), ("Inversion", p.inversion.methodDescription),
        ("R2*", p.relaxation.methodDescription),
        (
          "Para- and diamagnetic parts",
          configuration.separation.methodDescription(at: mgre.fieldStrength)
            + "; susceptibility relative to \(referenceName(configuration.referenceRegion))"
        ),
        ("Susceptibility-weighted image", configuration.weighting.methodDescription),
        (
          "Regions of interest",
          "whole brain and deep nuclei; nuclei: shape table (CIT168 and others) placed and outlined on susceptibility"
            + (a.nuclei.corrected.isEmpty
              ? "" : "; \(a.nuclei.corrected.count) of them corrected by a reader")
        ),
        ("Microbleed candidates", configuration.microbleeds.methodDescription),
        ("Geometric change", geometricChange(mgre.metadata)),
        ("Unit and sign", "ppb (10⁻⁹, SI), paramagnetic positive"),
        ("Reference", referenceText(a, configuration.referenceRegion)),
        ("Reference regions", configuration.reference.methodDescription),
      ]
        + a.reference.measures.filter { $0.region != .wholeBrain }.map {
          (
            "\(capitalized(referenceName($0.region))) relative to whole brain",
            relativeToBrain($0, a)
          )
        })
  }

  private static func registration(_ p: RegistrationParameters) -> String {
    let starts =
      p.startAnglesDegrees.count * p.startAnglesDegrees.count * p.startAnglesDegrees.count
      * p.startShiftsSuperiorMm.count * p.startShiftsPosteriorMm.count
    return
      "CT to mGRE, rigid (6 degrees of freedom), normalised mutual information, BFGS from \(starts) starts, "
      + "sampled every \(p.levelsMm.map { DecimalText.shortest($0) }.joined(separator: ", ")) mm (Gaussian, σ "
      + "\(DecimalText.shortest(p.blurPerLevel)) of it), to steps of \(DecimalText.shortest(p.stepToleranceMm)) mm"
  }

  private static func brainMask(_ head: HeadMasks) -> String {
    let p = HeadParameters()
    let trimmed =
      "signal (\(DecimalText.shortest(p.signalShare)) of the median) and phase quality "
      + "(\(DecimalText.shortest(p.leastPhaseQuality)))"
    switch head.source {
    case .ctAndMR:
      return
        "intracranial space of the registered CT, trimmed within \(DecimalText.shortest(p.rimMm)) mm of its "
        + "surface by \(trimmed)"
    case .mrOnly: return "mGRE alone, by \(trimmed)"
    }
  }

  private static func geometricChange(_ m: MGREMetadata) -> String {
    let own =
      m.storedMatrix == m.matrix
      ? "none to the mGRE" : "mGRE brought back from \(size(m.storedMatrix)) to \(size(m.matrix))"
    return "\(own); the CT is resampled onto the mGRE grid for display only"
  }

  private static func orientation(_ m: MGREMetadata, b0: SIMD3<Double>) -> String {
    "slice normal \(fixed(m.obliquityDegrees, 1))° from B0; B0 along columns, rows, slices "
      + "(\([b0.x, b0.y, b0.z].map { fixed($0, 3) }.joined(separator: ", ")))"
  }

  /// What is zero, and the reference's mean ± SD relative to the whole brain.
  private static func referenceText(_ a: Analysis, _ region: ReferenceRegion) -> String {
    guard region != .wholeBrain else {
      let sd = fixed(a.reference.wholeBrainSdPPM * 1000, 1)
      return "mean of the whole brain is zero; whole brain 0.0 ± \(sd) ppb"
    }
    return "mean of \(referenceName(region)) is zero; relative to the whole brain it is "
      + relativeToBrain(a.reference[region], a)
  }

  /// Mean ± SD of a region less the whole brain's mean; nothing of a map that is not trusted.
  private static func relativeToBrain(_ measure: ReferenceMeasure, _ a: Analysis) -> String {
    guard !a.withholding.mapIsUntrusted else { return "withheld with the susceptibility map" }
    guard let mean = measure.meanPPM, let sd = measure.sdPPM else {
      return "withheld: \(measure.withheld ?? "")"
    }
    return "\(fixed((mean - a.reference.wholeBrainMeanPPM) * 1000, 1)) ± \(fixed(sd * 1000, 1)) ppb "
      + "(\(measure.mask.count) voxels)"
  }

  private static func referenceName(_ region: ReferenceRegion) -> String {
    ReportDocument.referenceName(region.rawValue)
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

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
