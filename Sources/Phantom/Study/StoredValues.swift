/// How signal becomes stored numbers in each scanner's files.
struct StoredValues: Sendable {
  /// The line from stored numbers to values, and what the tags say of it.
  struct Scale: Sendable {
    /// Value of one step: rad, or units of magnitude.
    let step: Double
    /// Value of the stored 0.
    var origin = 0.0
    /// Rescale Slope and Intercept as written; nil where the scanner writes none.
    var rescale: (slope: Double, intercept: Double)?
    /// Rescale Type as classic files have it; empty where absent.
    var type = ""
  }

  /// The scale of magnitude images.
  let magnitude: Scale
  /// The scale of phase images.
  let phase: Scale
  /// The scale of real and imaginary images.
  let component: Scale
  /// Bits Stored; Bits Allocated is 16.
  let bits: Int
  /// Pixel Representation.
  let isSigned: Bool
  /// π is −π again where a whole turn has 4096 steps.
  private let wraps: Bool

  init(_ format: ScannerFormat) {
    let turn = 2 * Double.pi
    // 4096 steps are one turn.
    func circle(_ rescale: (Double, Double)?, _ type: String = "") -> Scale {
      Scale(step: turn / 4096, origin: -.pi, rescale: rescale, type: type)
    }
    var bits = 12
    var wraps = true
    var component = Scale(step: 1)
    switch format {
    case .siemensClassic, .siemensSeriesAnEcho, .unitedImaging:
      // θ = v·2π/4096 − π, no rescale tags.
      magnitude = Scale(step: 1)
      phase = circle(nil)
    case .siemensEnhanced, .siemensSplit:
      // θ = (2v − 4096)·π/4096.
      magnitude = Scale(step: 1, rescale: (1, 0))
      phase = circle((2, -4096))
    case .philipsClassic, .philipsEnhanced, .philipsRealImaginary:
      // Milliradians: −3142…3142 over 4096 steps.
      let slope = 1.53455433455433
      let step = 1.29157509157509
      magnitude = Scale(step: step, rescale: (step, 0), type: "normalized")
      phase = Scale(step: slope / 1000, origin: -3.142, rescale: (slope, -3142), type: "mrad")
      // −4095…4095: what magnitude's 12 bits hold, either way.
      component = Scale(step: 2, origin: -4095, rescale: (2, -4095), type: "normalized")
      wraps = false
    case .geMagnitudePhase, .geMagnitudeRealImaginary, .geRealImaginary:
      // 16 bits have room for finer steps than 12; phase in mrad.
      magnitude = Scale(step: 0.125)
      component = Scale(step: 0.125)
      phase = Scale(step: 0.001)
      bits = 16
      wraps = false
    case .canonEnhanced:
      magnitude = Scale(step: 1, rescale: (1, 0))
      phase = circle((1000 * turn / 4096, -500 * turn), "mrad")
    case .unitedImagingRescaled:
      magnitude = Scale(step: 1)
      phase = circle((turn / 4096, -.pi))
    }
    self.bits = bits
    self.wraps = wraps
    self.component = component
    isSigned = bits == 16
  }

  /// The scale of a part.
  func scale(_ part: SignalPart) -> Scale {
    switch part {
    case .magnitude: magnitude
    case .phase: phase
    case .real, .imaginary: component
    }
  }

  /// The stored number of a value.
  func stored(_ part: SignalPart, _ value: Double) -> Int32 {
    let scale = scale(part)
    let step = ((value - scale.origin) / scale.step).rounded()
    let top = Double(1 << (isSigned ? bits - 1 : bits)) - 1
    if part == .phase, wraps, step > top { return 0 }
    return Int32(min(max(step, isSigned ? -top - 1 : 0), top))
  }
}
