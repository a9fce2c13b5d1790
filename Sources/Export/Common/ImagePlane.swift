import DICOM
import Vocabulary
import Voxels

/// A voxel grid as DICOM image planes: slice `k` of the grid is the plane at `position(k)`, its rows and
/// columns are the grid's, nothing is flipped.
/// ```
///  Image Orientation = direction of +x (along a row), direction of +y (down a column)
///  Pixel Spacing     = distance of rows (|y step|), distance of columns (|x step|)
/// ```
struct ImagePlane {
  /// The grid.
  let grid: Grid<MRPatient>

  /// Largest cosine between axes that counts as perpendicular: 0.06°, above the rounding of scanners'
  /// direction cosines (six digits) and below any gantry tilt.
  static let perpendicular = 1e-3

  /// The planes of a grid.
  /// - Throws: `ExportError.shearedGrid` where axes are not perpendicular, `tooLarge` beyond 65535.
  init(_ grid: Grid<MRPatient>) throws(ExportError) {
    let m = grid.voxelToPatient.linear
    let (x, y, z) = (normalized(m.c0), normalized(m.c1), normalized(m.c2))
    for cosine in [dot(x, y), dot(y, z), dot(z, x)] where abs(cosine) > Self.perpendicular {
      throw .shearedGrid(cosine: cosine)
    }
    for n in [grid.size.x, grid.size.y, grid.size.z] where n > Int(UInt16.max) { throw .tooLarge(n) }
    self.grid = grid
  }

  /// Image Position (Patient) of a slice.
  func position(_ slice: Int) -> [Double] {
    let p = grid.point(atVoxel: SIMD3(0, 0, Double(slice))).lps
    return [p.x, p.y, p.z]
  }

  /// Image Orientation (Patient).
  var orientation: [Double] {
    let m = grid.voxelToPatient.linear.orthonormalized
    return [m.c0.x, m.c0.y, m.c0.z, m.c1.x, m.c1.y, m.c1.z]
  }

  /// Pixel Spacing: between rows, between columns.
  var pixelSpacing: [Double] { [grid.spacingMm.y, grid.spacingMm.x] }

  /// Distance of slice centres.
  var sliceSpacing: Double { grid.spacingMm.z }

  /// Image Plane module (PS3.3 C.7.6.2) of one slice.
  func module(slice: Int) -> DataSet {
    var d = DataSet()
    d.set(.pixelSpacing, .DS, doubles: pixelSpacing)
    d.set(.imageOrientationPatient, .DS, doubles: orientation)
    d.set(.imagePositionPatient, .DS, doubles: position(slice))
    d.set(.sliceThickness, .DS, doubles: [sliceSpacing])
    d.set(.spacingBetweenSlices, .DS, doubles: [sliceSpacing])
    return d
  }

  /// Image Pixel module (C.7.6.3) of a signed 16-bit gray image, without Pixel Data.
  func signedPixels() -> DataSet {
    var d = DataSet()
    d.set(.samplesPerPixel, .US, ints: [1])
    d.set(.photometricInterpretation, .CS, "MONOCHROME2")
    d.set(.rows, .US, ints: [grid.size.y])
    d.set(.columns, .US, ints: [grid.size.x])
    d.set(.bitsAllocated, .US, ints: [16])
    d.set(.bitsStored, .US, ints: [16])
    d.set(.highBit, .US, ints: [15])
    d.set(.pixelRepresentation, .US, ints: [1])
    return d
  }
}
