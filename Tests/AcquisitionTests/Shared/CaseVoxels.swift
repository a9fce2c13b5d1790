/// Values of single voxels of the cases, computed by another program (pydicom 3, from the tags by hand).
struct CaseVoxels {
  struct MR {
    let echo: Int
    let index: (x: Int, y: Int, z: Int)
    let magnitude: Float
    let radians: Float
  }

  let mr: [MR]
  /// Slice, and HU at columns and rows (256, 256), (200, 300), (10, 10) of it.
  let ctSlice: Int
  let ctHU: [Float]

  static let of: [String: CaseVoxels] = [
    "siemens-classic-b": CaseVoxels(
      values: [(1588, 0.004602), (1421, -1.024699), (1247, 0.506214), (1067, -1.050777)], ctSlice: 92,
      ctHU: [10, 27, -1024]),
    "siemens-xa-c": CaseVoxels(
      values: [(1450, 2.388408), (1403, 3.044952), (1162, 2.661457), (1086, -2.512661)], ctSlice: 31,
      ctHU: [13, 31, -1024]),
    "philips-enhanced-d": CaseVoxels(
      values: [(1587.3458, -0.824823), (1381.9853, -0.907689), (1292.8667, -0.40589), (1109.463, -0.166499)],
      ctSlice: 46, ctHU: [28, 10, -1024]),
  ]

  /// Values at (100, 150, 20) and (150, 90, 31) of the first, then of the third echo.
  private init(values: [(Float, Float)], ctSlice: Int, ctHU: [Float]) {
    mr = values.enumerated().map { i, value in
      MR(
        echo: i < 2 ? 0 : 2, index: i % 2 == 0 ? (100, 150, 20) : (150, 90, 31), magnitude: value.0,
        radians: value.1)
    }
    self.ctSlice = ctSlice
    self.ctHU = ctHU
  }
}
