import Vocabulary

/// Everything that is drawn for one pair: the same parameters give the same bytes.
public struct PairParameters: Codable, Hashable, Sendable {
  /// The mGRE acquisition.
  public struct MR: Codable, Hashable, Sendable {
    /// Acquired pixel size in mm.
    public var acquiredPixelMm: Double
    /// The combined image is interpolated to half the acquired pixel, as scanners do.
    public var isInterpolated: Bool
    /// Slice thickness and distance in mm.
    public var sliceMm: Double
    /// Acquired columns, rows, slices.
    public var matrix: SIMD3<Int>
    /// Centre of the slab in the phantom's head, native LPS mm.
    public var centerInHeadMm: SIMD3<Double>
    /// Rotation of the slab about the left-right axis, degrees.
    public var tiltDegrees: Double
    /// Rotation of the slab about the front-back axis, degrees.
    public var rollDegrees: Double
    /// Echo times in ms.
    public var echoTimesMs: [Double]
    /// Magnitude signal-to-noise ratio of white matter at TE 0 in one echo.
    public var signalToNoise: Double
    /// How far the coils' sensitivity is from even, against an ordinary array.
    public var coilBias: Double
  }

  /// What a full CT covers downwards.
  public enum Coverage: String, Codable, Hashable, Sendable {
    /// Down to the jaw, as far as a head CT of ordinary length reaches.
    case head
    /// From the skull base up.
    case fromSkullBaseUp
  }

  /// The part that a truncated CT shows.
  public enum Remnant: String, Codable, Hashable, Sendable {
    /// Below the deep grey matter.
    case skullBase
    /// Above it.
    case vertex
  }

  /// The head CT.
  public struct CT: Codable, Hashable, Sendable {
    /// Pixel size in mm.
    public var pixelMm: Double
    /// Columns and rows.
    public var matrix: Int
    /// Slice thickness and distance along the table in mm.
    public var sliceMm: Double
    /// Gantry tilt in degrees: every slice is rotated about the left-right axis, the table's way is not.
    public var gantryTiltDegrees: Double
    /// Noise standard deviation in HU.
    public var noiseHU: Double
    /// Full width at half maximum of the in-plane point spread in mm.
    public var pointSpreadMm: Double
    /// A headrest lies under the head.
    public var hasHeadrest: Bool
    /// Value outside the reconstruction circle in HU; nil where air was reconstructed to the corners.
    public var paddingHU: Double?
    /// How far down the slices reach, unless truncated.
    public var coverage: Coverage
    /// What is left of a CT of the truncated kind.
    public var remnant: Remnant
    /// Shift of the field of view from the head's centre in mm.
    public var decenteringMm: SIMD3<Double>
  }

  /// How the head lies in the scanners, LPS.
  public struct Poses: Codable, Hashable, Sendable {
    /// Rotations about x, y, z of the head in the MR frame, degrees.
    public var mrRotationDegrees: SIMD3<Double>
    /// Shift of the head in the MR frame, mm.
    public var mrShiftMm: SIMD3<Double>
    /// Rotations about x, y, z from the CT frame to the MR frame, degrees, applied in this order.
    public var ctToMRRotationDegrees: SIMD3<Double>
    /// Shift of the head's centre in the CT frame against the MR frame, mm, besides the frames' own offset.
    public var shiftMm: SIMD3<Double>
    /// Offset of the CT frame's origin, mm: table height and position.
    public var ctFrameOffsetMm: SIMD3<Double>
  }

  /// Seed of the head's shape, texture and noise.
  public var anatomySeed: UInt64
  /// Seed of the head in the CT of the kind `otherHead`.
  public var otherAnatomySeed: UInt64
  /// Skew of the vault and inequality of the sinuses; 1 is an ordinary head.
  public var asymmetry: Double
  /// Haemorrhages.
  public var hemorrhages: [Hemorrhage]
  /// The mGRE.
  public var mr: MR
  /// The CT.
  public var ct: CT
  /// The poses.
  public var poses: Poses
  /// Spacing of the field simulation in mm.
  public var fieldSpacingMm: Double
}
