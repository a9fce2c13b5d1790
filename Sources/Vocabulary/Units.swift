/// A unit that voxels of a `Volume` may carry.
///
/// Units are empty types: they cost nothing at run time and make adding Hertz to parts per million a
/// compile error.
public protocol VoxelUnit: Sendable {
  /// The unit's symbol as printed, e.g. `ppm`.
  static var symbol: String { get }
}

/// Parts per million: of susceptibility (SI volume susceptibility) or of the main field.
public enum PPM: VoxelUnit {
  /// `ppm`.
  public static let symbol = "ppm"
}

/// Hounsfield units of CT attenuation.
public enum HU: VoxelUnit {
  /// `HU`.
  public static let symbol = "HU"
}

/// Field offset as a frequency, positive where the local field is stronger than B0.
public enum Hertz: VoxelUnit {
  /// `Hz`.
  public static let symbol = "Hz"
}

/// Phase in radians.
public enum Radians: VoxelUnit {
  /// `rad`.
  public static let symbol = "rad"
}

/// A rate such as R2*.
public enum PerSecond: VoxelUnit {
  /// `1/s`.
  public static let symbol = "1/s"
}

/// MR signal magnitude in the scanner's arbitrary scale.
public enum Magnitude: VoxelUnit {
  /// Arbitrary units.
  public static let symbol = "a.u."
}

/// A dimensionless number: a weight, a probability, a quality.
public enum Dimensionless: VoxelUnit {
  /// `1`.
  public static let symbol = "1"
}
