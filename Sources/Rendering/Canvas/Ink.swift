/// A colour with opacity, components 0…1.
struct Ink: Hashable, Sendable {
  var red: Double
  var green: Double
  var blue: Double
  var alpha: Double = 1

  /// A grey.
  init(gray: Double, alpha: Double = 1) { self.init(gray, gray, gray, alpha: alpha) }

  /// A colour from its components.
  init(_ red: Double, _ green: Double, _ blue: Double, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// A colour from 0xRRGGBB.
  init(hex: UInt32, alpha: Double = 1) {
    self.init(
      Double(hex >> 16 & 255) / 255, Double(hex >> 8 & 255) / 255, Double(hex & 255) / 255, alpha: alpha)
  }

  /// `0x00RRGGBB` as cairo's RGB24 pixels want it.
  var rgb24: UInt32 {
    func byte(_ v: Double) -> UInt32 { UInt32((min(max(v, 0), 1) * 255).rounded()) }
    return byte(red) << 16 | byte(green) << 8 | byte(blue)
  }

  /// `other` laid over this colour with the given opacity.
  func blended(with other: Ink, opacity: Double) -> Ink {
    Ink(
      red + (other.red - red) * opacity, green + (other.green - green) * opacity,
      blue + (other.blue - blue) * opacity)
  }

  static let white = Ink(gray: 1)
  static let black = Ink(gray: 0)
  /// The patient's right: contours, labels, chart.
  static let right = Ink(hex: 0x4CC9F0)
  /// The patient's left.
  static let left = Ink(hex: 0xFFB000)
  /// A focus on CT.
  static let ctFocus = Ink(hex: 0xFF4D8D)
  /// A focus on QSM.
  static let qsmFocus = Ink(hex: 0x8CE99A)
  /// Caution.
  static let caution = Ink(hex: 0xFFD166)
}
