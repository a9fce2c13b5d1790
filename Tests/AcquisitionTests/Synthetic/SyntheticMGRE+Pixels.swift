import TestSupport
import Vocabulary

extension SyntheticMGRE {
  /// Radians of a voxel as the style means them, in Siemens' sign.
  func radians(_ x: Int, _ y: Int, _ z: Int, echo: Int) -> Double {
    let angle = signal?(x, y, z, echo).radians ?? Double(phase(x, y, z, echo: echo)) * 2 * .pi / 4096 - .pi
    return angle - 2 * .pi * (angle / (2 * .pi)).rounded()
  }

  /// Magnitude of a voxel.
  func amplitude(_ x: Int, _ y: Int, _ z: Int, echo: Int) -> Double {
    signal?(x, y, z, echo).magnitude ?? Double(magnitude(x, y, z, echo: echo))
  }

  func stored(_ part: String, echo: Int, slice: Int) -> [Int32] {
    (0..<rows).flatMap { y in
      (0..<columns).map { x in
        signal == nil && !style.isSigned && style != .canon && "MP".contains(part)
          ? (part == "M" ? magnitude(x, y, slice, echo: echo) : phase(x, y, slice, echo: echo))
          : storedSignal(part, x, y, slice, echo: echo)
      }
    }
  }

  /// The stored value of a part by the style's own conventions of scale and sign.
  private func storedSignal(_ part: String, _ x: Int, _ y: Int, _ z: Int, echo: Int) -> Int32 {
    let m = amplitude(x, y, z, echo: echo)
    var angle = radians(x, y, z, echo: echo)
    if style == .ge || style == .gePhase {
      angle = -angle
      if alternatesSlices && z % 2 == 1 { angle += angle > 0 ? -.pi : .pi }
    }
    func value(_ v: Double) -> Int32 {
      let (slope, intercept, _) = rescale(part) ?? (1, 0, "")
      return Int32(((v - intercept) / slope).rounded())
    }
    switch part {
    case "M": return value(m)
    case "R": return value(m * cosine(angle))
    case "I": return value(m * sine(angle))
    default: break
    }
    switch style {
    case .gePhase: return Int32((angle * 1000).rounded())
    case .canon: return value(angle)
    case .philips: return value(angle * 1000)
    default: return Int32(((angle + .pi) * 4096 / (2 * .pi)).rounded(.down))
    }
  }

  /// A signal as a head's is: smooth magnitude, phase that grows with echo time and wraps, and air at both
  /// ends.
  static func head(_ style: Style, alternating: Bool = false) -> SyntheticMGRE {
    var scan = SyntheticMGRE(style: style, columns: 24, rows: 20, slices: 8)
    scan.alternatesSlices = alternating
    var noise = SplitMix64(seed: 7)
    let air = (0..<(24 * 20 * 3)).map { _ in Double.random(in: -3.14...3.14, using: &noise) }
    scan.signal = { x, y, z, echo in
      if z == 0 || z == 7 { return (20, air[x + 24 * (y + 20 * echo)]) }
      let magnitude = 900 - 20 * abs(Double(x) - 11.5) - 25 * abs(Double(y) - 9.5) - 60 * Double(echo)
      return (magnitude, 0.9 + Double(echo + 1) * (0.35 * Double(x) + 0.2 * Double(y)) + 0.2 * Double(z))
    }
    return scan
  }
}
