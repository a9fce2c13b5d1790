import DICOM

extension PhantomCase {
  /// Everything that can be wrong with a study, each with the reason that must be given.
  public static var faults: [PhantomCase] { mrFaults + ctFaults + fileFaults }

  static func fault(
    _ name: String, _ summary: String, _ expected: ExpectedOutcome, format: ScannerFormat? = nil,
    of scenario: PhantomScenario = .small, _ faults: PhantomFault...
  ) -> PhantomCase {
    PhantomCase(name, summary, of: scenario, Variant(format: format, faults: faults), expected)
  }

  /// Files and folders.
  private static var fileFaults: [PhantomCase] {
    var random = SplitMix64(seed: 99, stream: 1)
    let noise = (0..<4096).map { _ in UInt8(random.uniform() * 256) }
    return [
      fault(
        "truncated-file", "one phase image was cut in the transfer",
        .refused("1 image is missing: echo 2 (12 ms)"),
        .damaging(.truncated(share: 0.6)) { $0.isPhase && $0.echo == 2 }),
      fault(
        "garbage-files", "an empty file, random bytes, and random bytes after a DICOM preamble lie there too",
        .reported, .file("empty", []), .file("noise.dcm", noise),
        .file("mr/IM99999", [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + noise)),
      fault(
        "patient-in-texts", "descriptions, protocol names and a file's name hold the patient: no log may",
        .reported, .file("Pallidum Phantom/PHANTOM-0018 notes.txt", Array("nothing".utf8)),
        .editing({ _ in true }) { d in
          let text = "\(d.isCT ? "Head" : "qsm_megre") Pallidum Phantom PHANTOM-0018"
          d.set(.seriesDescription, .LO, text)
          d.set(.protocolName, .LO, text)
          d.set(.studyDescription, .LO, text)
        }),
      fault(
        "uid-with-path", "a copy of an image calls itself ../../x: it is left out", .reported,
        .adding("odd", copiesOf: { $0.isMagnitude && $0.int(.instanceNumber) == 1 }) {
          $0.set(.sopInstanceUID, .UI, "../../x")
        }),
    ]
  }
}
