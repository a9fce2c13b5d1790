import DICOM

extension PhantomCase {
  /// What can be wrong with the CT; what depends on it alone is withheld, the rest is reported.
  static var ctFaults: [PhantomCase] { wrongSeries + incompleteCT + wrongPatient + wrongHead }

  private static let attenuation: [ExpectedOutcome.Result] = [.gpCT, .paradoxicalCalcification]

  private static var wrongSeries: [PhantomCase] {
    [
      fault("no-ct", "there is no CT", .refused("no CT series"), .losing(\.isCT)),
      fault(
        "ct-bone-kernel-only", "the only CT has an edge-enhancing kernel", .reported(warning: "kernel"),
        .editing(\.isCT) { d in
          d.set(.convolutionKernel, .SH, "H70h")
          d.set(.seriesDescription, .LO, "Head 5.0 H70h")
        }),
      fault(
        "ct-contrast", "the CT was made with a contrast agent", .withheld(attenuation, "contrast"),
        .editing(\.isCT) { $0.set(.contrastBolusAgent, .LO, "IOMEPROL 350") }),
      fault(
        "ct-wrong-rescale", "Rescale Intercept is 0 though air is stored as 0: brain would be over 1000 HU",
        .refused("Hounsfield"), .editing(\.isCT) { $0.set(.rescaleIntercept, .DS, "0") }),
    ]
  }

  private static var incompleteCT: [PhantomCase] {
    // Of the 36 slices of 5 mm the centres of the pallida lie in the 16th and 17th, counted from below.
    [
      fault(
        "ct-missing-slices", "two slices through the pallida are missing",
        .withheld(attenuation, "between CT slices"),
        .losing { $0.isCT && [16, 17].contains($0.int(.instanceNumber) ?? 0) }),
      fault(
        "ct-missing-slice-far", "one slice far above the pallida is missing",
        .reported(warning: "10 mm"), .losing { $0.isCT && $0.int(.instanceNumber) == 30 }),
      fault(
        "ct-short-coverage", "the CT ends above the pallida", .withheld(attenuation, "CT"),
        .losing { $0.isCT && ($0.int(.instanceNumber) ?? 0) < 21 }),
    ]
  }

  private static var wrongPatient: [PhantomCase] {
    [
      fault(
        "ct-other-patient", "the CT is of another patient", ExpectedOutcome(exit: 4, reason: "PatientID"),
        .editing(\.isCT) { d in
          d.set(.patientID, .LO, "PHANTOM-9999")
          d.set(.patientName, .PN, "Pallidum^Other^Sample")
        }),
      fault(
        "ct-name-variant", "the same patient, the name spelt in capitals and without carets", .reported,
        .editing(\.isCT) { $0.set(.patientName, .PN, "PALLIDUM PHANTOM SAMPLE") }),
    ]
  }

  /// Nothing in the headers is wrong: only the registration can notice.
  ///
  /// Simulated finer than the other faults, so that the same scenario's right CT passes.
  private static var wrongHead: [PhantomCase] {
    func wrong(
      _ name: String, _ summary: String, _ ct: WrongCT, _ withheld: [ExpectedOutcome.Result], _ reason: String
    ) -> PhantomCase {
      PhantomCase(name, summary, of: .compact, Variant(ct: ct), .withheld(withheld, reason))
    }
    let notTrusted = "registration of the CT to the mGRE is not trusted"
    return [
      wrong(
        "ct-mirrored", "every row of the CT's pixels is stored left for right under the same header",
        .mirrored, ExpectedOutcome.Result.allCases, "mirrored left to right"),
      wrong(
        "ct-turned", "the CT's pixels are turned by 180 degrees about the body's axis under the same header",
        .turned, attenuation, notTrusted),
      wrong(
        "ct-other-head", "the CT of another head under the same patient's name and ID",
        .otherHead(seed: 119), attenuation, notTrusted),
    ]
  }
}
