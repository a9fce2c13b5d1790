import Foundation

/// Which part of the complex signal an image shows.
public enum SignalPart: String, CaseIterable, Hashable, Sendable {
  /// Its magnitude.
  case magnitude
  /// Its phase.
  case phase
  /// Its real part.
  case real
  /// Its imaginary part.
  case imaginary
}

extension ScannerFormat {
  /// The parts that are written, in the order of the files.
  public var parts: [SignalPart] {
    switch self {
    case .geMagnitudeRealImaginary: [.magnitude, .real, .imaginary]
    case .geRealImaginary, .philipsRealImaginary: [.real, .imaginary]
    default: [.magnitude, .phase]
    }
  }

  /// True for GE, whose phase turns against that of the other vendors.
  public var invertsPhase: Bool {
    [.geMagnitudePhase, .geMagnitudeRealImaginary, .geRealImaginary].contains(self)
  }

  /// The factor of real and imaginary images of a slice: GE negates every second one.
  public func componentSign(slice: Int) -> Double { invertsPhase && slice % 2 == 1 ? -1 : 1 }
}

extension PhantomSimulation {
  /// The values of one image before they are stored: magnitude, rad, or a component, row by row.
  func values(_ part: SignalPart, echo: Int, slice: Int) -> [Double] {
    let grid = imageGrid
    let first = grid.offset(0, 0, slice)
    let range = first..<(first + grid.size.x * grid.size.y)
    let magnitude = magnitudes[echo].voxels[range]
    let phase = phases[echo].voxels[range]
    let format = scenario.format
    let turn = format.invertsPhase ? -1.0 : 1
    let sign = format.componentSign(slice: slice)
    switch part {
    case .magnitude: return magnitude.map(Double.init)
    case .phase: return phase.map { turn * Double($0) }
    case .real: return zip(magnitude, phase).map { sign * Double($0) * cos(Double($1)) }
    case .imaginary: return zip(magnitude, phase).map { sign * turn * Double($0) * sin(Double($1)) }
    }
  }
}
