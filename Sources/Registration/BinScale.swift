/// How intensities become positions on the joint histogram's axes.
///
/// Positions stay in 2…29 of 32 bins, so that the cubic B-spline window (±2 bins) never leaves the histogram
/// and every sample's weights sum to one.
enum BinScale {
  static let bins = 32
  static let lowest: Float = 2
  static let highest: Float = 29

  /// Knots of the CT scale: air takes three bins, fat and skin four, brain and CSF (0…60 HU) twelve.
  ///
  /// Bone is compressed, because kernels and beam hardening move it by hundreds of HU.
  private static let knots: [(hu: Float, bin: Float)] = [
    (-1000, 2), (-300, 5), (0, 9), (60, 21), (200, 24), (1500, 29),
  ]

  /// Bin position of an attenuation in HU; what is not finite counts as air.
  static func position(hu: Float) -> Float {
    guard hu > knots[0].hu else { return lowest }
    for i in 1..<knots.count where hu < knots[i].hu {
      let (a, b) = (knots[i - 1], knots[i])
      return a.bin + (b.bin - a.bin) * (hu - a.hu) / (b.hu - a.hu)
    }
    return highest
  }

  /// Bin position of an MR magnitude, linear from 0 to `full`.
  static func position(magnitude: Float, full: Float) -> Float {
    lowest + (highest - lowest) * min(max(magnitude / full, 0), 1)
  }
}
