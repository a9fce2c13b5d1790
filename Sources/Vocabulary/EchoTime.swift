/// An echo time.
///
/// Outside 0.2…200 ms it cannot be made: a value there is probably in another unit.
public struct EchoTime: Hashable, Comparable, Sendable {
  /// The time in seconds.
  public let seconds: Double

  /// The time in milliseconds.
  public var milliseconds: Double { seconds * 1000 }

  /// An echo time from milliseconds, as DICOM's Echo Time (0018,0081) gives it.
  /// - Throws: `VocabularyError.implausibleEchoTime` outside 0.2…200 ms.
  public init(milliseconds: Double) throws(VocabularyError) {
    guard milliseconds >= 0.2, milliseconds <= 200 else {
      throw .implausibleEchoTime(milliseconds: milliseconds)
    }
    seconds = milliseconds / 1000
  }

  /// Earlier first.
  public static func < (a: EchoTime, b: EchoTime) -> Bool { a.seconds < b.seconds }
}

/// A main field strength.
public struct FieldStrength: Hashable, Sendable {
  /// The proton's gyromagnetic ratio over 2π in MHz/T (CODATA 2018, shielded in water).
  public static let gammaBarMHzPerTesla = 42.57638474

  /// The field in tesla.
  public let tesla: Double

  /// A field from tesla.
  /// - Throws: `VocabularyError.implausibleFieldStrength` outside 0.1…15 T.
  public init(tesla: Double) throws(VocabularyError) {
    guard tesla >= 0.1, tesla <= 15 else { throw .implausibleFieldStrength(tesla: tesla) }
    self.tesla = tesla
  }

  /// A field from the imaging frequency.
  /// - Throws: `VocabularyError.implausibleFieldStrength` outside 0.1…15 T.
  public init(imagingFrequencyMHz: Double) throws(VocabularyError) {
    try self.init(tesla: imagingFrequencyMHz / Self.gammaBarMHzPerTesla)
  }

  /// Larmor frequency in Hz; a field offset of 1 ppm is one millionth of it.
  public var larmorHertz: Double { tesla * Self.gammaBarMHzPerTesla * 1e6 }

  /// Hertz per part per million of field.
  public var hertzPerPPM: Double { larmorHertz * 1e-6 }
}

/// What a value of the vocabulary cannot be.
public enum VocabularyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An echo time outside 0.2…200 ms.
  case implausibleEchoTime(milliseconds: Double)
  /// A field strength outside 0.1…15 T.
  case implausibleFieldStrength(tesla: Double)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .implausibleEchoTime(let ms):
      "Echo time \(ms) ms is outside 0.2…200 ms: it may be in seconds. "
        + "Check EchoTime (0018,0081) and export the series again."
    case .implausibleFieldStrength(let tesla):
      "Field strength \(tesla) T is outside 0.1…15 T. "
        + "Check ImagingFrequency (0018,0084) and MagneticFieldStrength (0018,0087)."
    }
  }
}
