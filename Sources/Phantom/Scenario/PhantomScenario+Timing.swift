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

  /// White matter's signal at TE 0.
  var whiteMatterSignal: Double {
    Tissue.whiteMatter.signal(repetitionTimeMs: repetitionTimeMs, flipAngleDegrees: flipAngleDegrees)
  }
}
