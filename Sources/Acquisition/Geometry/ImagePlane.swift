import DICOM
import Vocabulary

/// Where one frame lies in the patient (PS3.3 C.7.6.2.1.1).
///
/// ```
///  centre of pixel (column c, row r) = origin + c·columnSpacing·rowDirection + r·rowSpacing·columnDirection
/// ```
struct ImagePlane: Hashable, Sendable {
  /// Centre of the first pixel, LPS mm.
  let origin: SIMD3<Double>
  /// Unit vector along increasing column index.
  let rowDirection: SIMD3<Double>
  /// Unit vector along increasing row index.
  let columnDirection: SIMD3<Double>
  /// Distance between columns in mm: the SECOND value of PixelSpacing.
  let columnSpacing: Double
  /// Distance between rows in mm: the FIRST value of PixelSpacing.
  let rowSpacing: Double
  /// Pixels along a row.
  let columns: Int
  /// Pixels along a column.
  let rows: Int

  /// Unit normal, `rowDirection × columnDirection`.
  var normal: SIMD3<Double> { normalized(cross(rowDirection, columnDirection)) }

  /// Signed distance of the plane from the frame's origin along `direction`.
  func position(along direction: SIMD3<Double>) -> Double { dot(origin, direction) }

  /// True if the other plane has the same raster and direction; only its position may differ.
  func isParallelTwin(of other: ImagePlane) -> Bool {
    columns == other.columns && rows == other.rows
      && abs(columnSpacing - other.columnSpacing) < 1e-3 && abs(rowSpacing - other.rowSpacing) < 1e-3
      && length(rowDirection - other.rowDirection) < 2e-3
      && length(columnDirection - other.columnDirection) < 2e-3
  }
}

extension ImagePlane {
  /// Largest edge of a frame that is read: no head scanner's raster comes near it.
  static let largestEdge = 4096
  /// Farthest coordinate of a frame's origin in mm that is read: no table moves farther, and what is computed
  /// from such positions stays within every number's range.
  static let farthestMm = 10_000.0

  /// The plane of a frame; nil unless position, orientation, spacing and size are all there and sound.
  init?(_ attributes: FrameAttributes) {
    let p = attributes.doubles(.imagePositionPatient)
    let o = attributes.doubles(.imageOrientationPatient)
    let s = attributes.doubles(.pixelSpacing)
    guard p.count == 3, o.count == 6, s.count == 2, (p + o + s).allSatisfy(\.isFinite),
      p.allSatisfy({ abs($0) <= Self.farthestMm }), s.allSatisfy({ $0 > 0.01 && $0 < 100 }),
      let columns = attributes.int(.columns), let rows = attributes.int(.rows),
      (1...Self.largestEdge).contains(columns), (1...Self.largestEdge).contains(rows)
    else { return nil }
    let row = SIMD3(o[0], o[1], o[2])
    let column = SIMD3(o[3], o[4], o[5])
    // Direction cosines are printed with few digits: 1 % covers them, a wrong tag does not pass.
    guard abs(length(row) - 1) < 0.01, abs(length(column) - 1) < 0.01, abs(dot(row, column)) < 0.01
    else { return nil }
    self.init(
      origin: SIMD3(p[0], p[1], p[2]), rowDirection: normalized(row), columnDirection: normalized(column),
      columnSpacing: s[1], rowSpacing: s[0], columns: columns, rows: rows)
  }
}
