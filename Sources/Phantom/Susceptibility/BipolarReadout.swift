/// Echoes that are read alternately forwards and backwards.
///
/// Gradient delays and eddy currents leave a constant and a linear phase along the readout whose sign alternates
/// (Lu et al. 2008, doi:10.1002/mrm.21583), and off-resonance moves the image the other way in every second echo.
public struct BipolarReadout: Codable, Hashable, Sendable {
  /// Voxel axis of the readout.
  public var axis = 0
  /// Phase of even echoes less that of odd echoes in the middle of the field of view, rad.
  public var differenceRadians = 0.6
  /// How many turns that difference grows over the field of view along the readout.
  ///
  /// A delay of the gradient by a fifth of a sample turns each echo by a fifth of a turn, one way or the other.
  public var differenceTurns = 0.4
  /// Bandwidth of a voxel in Hz: what moves the image by one voxel.
  public var hertzPerVoxel = 400.0

  /// Phase of even echoes less that of odd echoes at voxel `index` of `count`, rad.
  func difference(at index: Int, of count: Int) -> Double {
    differenceRadians + 2 * Double.pi * differenceTurns * ((Double(index) + 0.5) / Double(count) - 0.5)
  }
}
