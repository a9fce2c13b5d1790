import Vocabulary

extension PhantomScenario {
  /// Main field and echo times.
  /// - Throws: `PhantomError.impossibleScenario` if one is out of range.
  func timing() throws(PhantomError) -> (FieldStrength, [EchoTime]) {
    do {
      let fieldStrength = try FieldStrength(imagingFrequencyMHz: imagingFrequencyMHz)
      return (fieldStrength, try echoTimesMs.map { try EchoTime(milliseconds: $0) })
    } catch { throw .impossibleScenario(name: name, reason: "\(error)") }
  }

  /// What MagneticFieldStrength (0018,0087) says: the nominal field, which scanners round to.
  var nominalFieldStrength: String { imagingFrequencyMHz < Self.weakestThreeTeslaMHz ? "1.5" : "3" }

  /// Below this a scanner is none of 3 T: those run at 123 to 128 MHz, those of 1.5 T at 61 to 64.
  private static let weakestThreeTeslaMHz = 100.0

  /// White matter's signal at TE 0.
  var whiteMatterSignal: Double {
    Tissue.whiteMatter.signal(repetitionTimeMs: repetitionTimeMs, flipAngleDegrees: flipAngleDegrees)
  }
}
