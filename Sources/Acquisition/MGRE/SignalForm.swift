/// In which parts a candidate holds the complex signal.
enum SignalForm: Hashable, Sendable {
  /// Magnitude and phase images.
  case magnitudeAndPhase
  /// Real and imaginary images with the phase, and measured magnitude images.
  case magnitudeRealAndImaginary
  /// Real and imaginary images only; the magnitude is computed from them.
  case realAndImaginary

  /// The parts of which every echo and slice must have one image.
  var parts: [ImagePart] {
    switch self {
    case .magnitudeAndPhase: [.magnitude, .phase]
    case .magnitudeRealAndImaginary: [.magnitude, .real, .imaginary]
    case .realAndImaginary: [.real, .imaginary]
    }
  }

  /// In words, for the report.
  var text: String {
    switch self {
    case .magnitudeAndPhase: "magnitude and phase images"
    case .magnitudeRealAndImaginary: "magnitude images; phase from real and imaginary images"
    case .realAndImaginary: "magnitude and phase from real and imaginary images"
    }
  }

  /// The forms in which the frames can be read, best first; never empty.
  ///
  /// Phase that the scanner wrote goes before real and imaginary images, a measured magnitude before a
  /// computed one. A form whose cells are not all filled comes only where no other is complete, so that its
  /// gaps are named.
  /// - Throws: where a part that every form needs is missing.
  static func candidates(_ candidate: MGRECandidate) throws(MGRERefusal) -> [SignalForm] {
    let frames = candidate.frames
    let hasComplex = candidate.has(.real) && candidate.has(.imaginary)
    guard candidate.has(.phase) || hasComplex else {
      if candidate.has(.real) != candidate.has(.imaginary) {
        throw .missingComplexPart(candidate.has(.real) ? .imaginary : .real)
      }
      throw .noPhase
    }
    guard hasComplex else {
      if !candidate.has(.magnitude) { throw .noMagnitude }
      return [.magnitudeAndPhase]
    }
    func isComplete(_ form: SignalForm) -> Bool {
      form.parts.allSatisfy(candidate.has) && EchoSliceMatrix(frames: frames, parts: form.parts).gapCount == 0
    }
    let complete = [.magnitudeAndPhase, .magnitudeRealAndImaginary, .realAndImaginary].filter(isComplete)
    if !complete.isEmpty { return complete }
    return [candidate.has(.phase) && candidate.has(.magnitude) ? .magnitudeAndPhase : .realAndImaginary]
  }
}
