import Vocabulary
import Voxels

/// A volume as signed 16-bit stored values.
struct StoredValues {
  /// One value a voxel, x fastest.
  let values: [Int16]
  /// What stands where nothing was measured: one below the smallest measured value, so that it is black in
  /// every window and does not spoil a preview that stretches from minimum to maximum.
  ///
  /// Nil: all measured.
  let padding: Int16?

  /// Rounds `scale · voxel` to the nearest integer, ties away from zero, clamped to ±32767.
  ///
  /// - Parameter measured: false where the voxel says nothing; NaN says nothing either.
  init(_ voxels: [Float], scale: Double, measured: (Int) -> Bool) {
    var values = [Int16](repeating: 0, count: voxels.count)
    var missing: [Int] = []
    var smallest = Int16.max
    for (i, v) in voxels.enumerated() {
      guard measured(i), v.isFinite else {
        missing.append(i)
        continue
      }
      let scaled = min(max((Double(v) * scale).rounded(), -32767), 32767)
      values[i] = Int16(scaled)
      smallest = min(smallest, values[i])
    }
    if missing.isEmpty {
      padding = nil
    } else {
      let below = missing.count == voxels.count ? 0 : smallest - 1  // clamped above −32768: cannot overflow
      for i in missing { values[i] = below }
      padding = below
    }
    self.values = values
  }

  /// The little-endian bytes of `count` values from `start`.
  func bytes(from start: Int, count: Int) -> [UInt8] {
    values[start..<(start + count)].flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
  }
}
