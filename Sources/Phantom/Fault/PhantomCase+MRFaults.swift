import DICOM

extension PhantomCase {
  /// What can be wrong with the mGRE.
  static var mrFaults: [PhantomCase] { incomplete + wrongKind + filteredPhase + wrongScale + wrongGeometry }

  /// Images that are not there, or there twice.
  private static var incomplete: [PhantomCase] {
    [
      fault(
        "missing-echo", "the phase of the second echo did not arrive",
        .refused("images are missing: echo 2 (12 ms)"), .losing { $0.isPhase && $0.echo == 2 }),
      fault(
        "missing-slice", "one slice is missing in all echoes", .refused("not equally spaced"),
        .losing { $0.isMR && slice($0) == 9 }),
      fault(
        "missing-phase-slice", "one slice of one echo's phase is missing",
        .refused("echo 2 (12 ms), slice 9 of 24, phase"),
        .losing { $0.isPhase && $0.echo == 2 && slice($0) == 9 }),
      fault(
        "duplicate-different", "two different images claim one place", .refused("claim the same place"),
        .adding("again", copiesOf: { $0.isPhase && $0.echo == 2 && slice($0) == 9 }) { d in
          d.renew("again")
          d.mapPixels { i, v in i % 5 == 0 ? v ^ 1 : v }
        }),
    ]
  }

  /// Images of another kind.
  private static var wrongKind: [PhantomCase] {
    [
      fault(
        "single-echo", "only the first echo", .refused("single echo time"), .losing { $0.isMR && $0.echo > 1 }
      ),
      fault(
        "magnitude-only", "the phase was not exported", .refused("no phase images"), .losing(\.isPhase)),
      fault(
        "phase-difference", "a field map: two magnitudes and the difference of their phases",
        .refused("difference of echoes"),
        .losing { $0.isMR && ($0.echo == 3 || ($0.isPhase && $0.echo == 1)) }),
    ]
  }

  /// Phase that is not what the receiver measured.
  private static var filteredPhase: [PhantomCase] {
    [
      fault(
        "filtered-phase-type", "ImageType says that the phase is for weighting (SWI)",
        .refused("filtered or made for display"),
        .editing(\.isPhase) { $0.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "P", "ND", "SWI") }),
      fault(
        "filtered-phase-description", "SeriesDescription says high-pass",
        .refused("SeriesDescription (0008,103E) holds HIGHPASS"),
        .editing(\.isPhase) { $0.set(.seriesDescription, .LO, "qsm_megre_pha_highpass") }),
      fault(
        "filtered-phase-derivation", "DerivationDescription names a homodyne filter",
        .refused("filtered or made for display"),
        .editing(\.isPhase) { $0.set(.derivationDescription, .ST, "Homodyne filter 64x64") }),
      fault(
        "filtered-phase-hint", "Siemens' private hint says P/FIL", .refused("filtered or made for display"),
        .editing(\.isPhase) { d in
          d.set(Tag(0x0051, 0x0010), .LO, "SIEMENS MR HEADER")
          d.set(Tag(0x0051, 0x1016), .LO, "p2 P/FIL")
        }),
      fault(
        "derived-phase", "the phase is marked as derived", .refused("marked as derived"),
        .editing(\.isPhase) { $0.set(.imageType, .CS, "DERIVED", "SECONDARY", "P", "ND") }),
      fault(
        "unwrapped-phase", "the phase in mrad reaches four turns", .refused("outside −π…π"),
        format: .philipsClassic,
        .editing(\.isPhase) { d in
          d.set(.rescaleSlope, .DS, doubles: [4 * (d.double(.rescaleSlope) ?? 1)])
          d.set(.rescaleIntercept, .DS, doubles: [4 * (d.double(.rescaleIntercept) ?? 0)])
        }),
    ]
  }

  /// Numbers whose unit is wrong or unknown.
  private static var wrongScale: [PhantomCase] {
    [
      fault(
        "unknown-phase-scale", "phase stored in another range, slope 1 and intercept 0",
        .refused("unit is unknown"),
        .editing(\.isPhase) { d in
          d.set(.rescaleSlope, .DS, "1")
          d.set(.rescaleIntercept, .DS, "0")
          d.mapPixels { _, v in v / 4 }
        }),
      fault(
        "echo-times-in-seconds", "echo times are in seconds", .refused("may be in seconds"),
        .editing(\.isMR) { $0.set(.echoTime, .DS, doubles: [($0.double(.echoTime) ?? 0) / 1000]) }),
      fault(
        "contradictory-field", "123 MHz and 1.5 T", .refused("does not belong to protons at 1.5 T"),
        .editing(\.isMR) { $0.set(.magneticFieldStrength, .DS, "1.5") }),
    ]
  }

  /// Geometry that does not fit.
  private static var wrongGeometry: [PhantomCase] {
    [
      fault(
        "distortion-mismatch", "magnitude is corrected for distortion, phase is not",
        .refused("differ in distortion correction"),
        .editing(\.isMagnitude) { $0.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "M", "DIS2D") }),
      fault(
        "sitting-patient", "an upright magnet: the field is not along the patient",
        .refused("direction of the main field"), .editing(\.isMR) { $0.set(.patientPosition, .CS, "SITTING") }
      ),
    ]
  }

  /// The slice of a classic Siemens image, from 1: instances run over slices, then echoes.
  private static func slice(_ d: DataSet) -> Int {
    ((d.int(.instanceNumber) ?? 1) - 1) % PhantomScenario.small.slab.matrix.z + 1
  }
}
