/// How the stored values of one slice become Hounsfield units.
struct HounsfieldSlice {
  private let slope: Double
  private let intercept: Double
  /// Stored values that are padding wherever they stand.
  private let padding: ClosedRange<Int>?
  /// Stored values that are padding outside the scanner's circle, but could be tissue inside it.
  private let rimPadding: ClosedRange<Int>?
  private let columns: Int

  /// Above this a constant corner is no air: real air has noise around −1000 HU.
  static let plausibleAirHU = -900.0
  /// Nothing in a head but metal is denser.
  static let densestHU = 4095.0

  /// The rule of a frame.
  ///
  /// Slope and intercept are the frame's own: they may differ from slice to slice.
  init(_ frame: ImageFrame, columns: Int) {
    slope = frame.rescale?.slope ?? 1
    intercept = frame.rescale?.intercept ?? 0
    self.columns = columns
    var named = frame.padding
    if let range = named, !frame.isSigned, range.lowerBound < 0 {
      // Written as SS although the pixels are unsigned (PS3.5 allows both; the bits count).
      let shift = 1 << (frame.bitsStored > 0 ? min(16, frame.bitsStored) : 16)
      let a = range.lowerBound + shift
      let b = range.upperBound < 0 ? range.upperBound + shift : range.upperBound
      named = min(a, b)...max(a, b)
    }
    // A padding value of 0 in values that need no intercept is water's too.
    func hu(_ stored: Int) -> Double {
      (frame.rescale?.slope ?? 1) * Double(stored) + (frame.rescale?.intercept ?? 0)
    }
    let isNoTissue =
      named.map { hu($0.upperBound) <= Self.plausibleAirHU || hu($0.lowerBound) > Self.densestHU } ?? true
    padding = isNoTissue ? named : nil
    rimPadding = isNoTissue ? nil : named
  }

  /// How many voxels of a slice are padding.
  struct Padding {
    /// All of them.
    var voxels = 0
    /// Those whose value is not even that of air: nothing can be learned from them.
    var blank = 0
    /// Those so light that not even noise of air reaches them.
    var deep = 0
    /// The deep ones beyond the first few distinct values: padding is constant, air of a wrong scale is not.
    var varied = 0

    static func + (a: Self, b: Self) -> Self {
      Self(
        voxels: a.voxels + b.voxels, blank: a.blank + b.blank, deep: a.deep + b.deep,
        varied: a.varied + b.varied)
    }
  }

  /// Air of −1000 HU with a noise of 40 HU stays above this.
  private static let deepHU: Float = -1200
  /// Distinct values that padding may have in a slice.
  private static let mostPaddingValues = 4

  /// Writes Hounsfield units and counts the padding.
  ///
  /// Padding is what PixelPaddingValue names, anything below −1024 HU (scanners write −1500, −2000, −3024 outside
  /// the circle), and outside the inscribed circle the value that all four corners share, unless it is air anyway. A
  /// named value that could be tissue is padding outside the circle only.
  func fill(_ slice: UnsafeMutableBufferPointer<Float>, from stored: [Int32]) -> Padding {
    let rows = stored.count / columns
    let corners = [stored[0], stored[columns - 1], stored[(rows - 1) * columns], stored[rows * columns - 1]]
    let isFilled =
      Set(corners).count == 1 && slope * Double(corners[0]) + intercept > Self.plausibleAirHU
    let corner = isFilled ? corners[0] : nil
    let radius = Double(min(columns, rows)) / 2
    let centre = SIMD2(Double(columns - 1), Double(rows - 1)) / 2
    var count = Padding()
    var deepValues: [Int32] = []
    for y in 0..<rows {
      for x in 0..<columns {
        let i = x + columns * y
        let value = stored[i]
        let hu = Float(slope * Double(value) + intercept)
        var isPadding = hu < HeadCT.airHU || (padding?.contains(Int(value)) ?? false)
        if !isPadding, value == corner || rimPadding?.contains(Int(value)) == true {
          let d = SIMD2(Double(x), Double(y)) - centre
          isPadding = (d * d).sum() > radius * radius
        }
        slice[i] = isPadding ? HeadCT.airHU : hu
        if isPadding {
          count.voxels += 1
          if hu < HeadCT.airHU || Double(hu) > Self.plausibleAirHU { count.blank += 1 }
          if hu < Self.deepHU {
            count.deep += 1
            if !deepValues.contains(value) {
              if deepValues.count < Self.mostPaddingValues {
                deepValues.append(value)
              } else {
                count.varied += 1
              }
            }
          }
        }
      }
    }
    return count
  }
}
