import Vocabulary
import Voxels

/// The two views of a report, in radiological convention: the patient's right is at the image's left.
enum ViewDirection: String, Sendable {
  case axial
  case coronal

  /// Direction of growing columns, LPS.
  var right: SIMD3<Double> { SIMD3(1, 0, 0) }

  /// Direction of growing rows, LPS: to the back in axial, to the feet in coronal images.
  var down: SIMD3<Double> { self == .axial ? SIMD3(0, 1, 0) : SIMD3(0, 0, -1) }

  /// The coordinate that is constant, such as `S 12.3 mm`.
  func position(of p: Point<MRPatient>) -> String {
    let value = self == .axial ? p.lps.z : p.lps.y
    let letters = self == .axial ? ("S", "I") : ("P", "A")
    let magnitude = (abs(value) * 10).rounded() / 10
    return "\(value >= 0 ? letters.0 : letters.1) \(magnitude) mm"
  }
}

/// A plane of square pixels in patient space.
struct DisplayPlane: Sendable {
  let direction: ViewDirection
  /// Centre of the top left pixel.
  let origin: Point<MRPatient>
  let mmPerPixel: Double
  let columns: Int
  let rows: Int

  /// The plane of `columns` pixels across that covers `widthMm` × `heightMm` around `center`.
  init(
    _ direction: ViewDirection, center: Point<MRPatient>, widthMm: Double, heightMm: Double, columns: Int
  ) {
    self.direction = direction
    self.columns = columns
    mmPerPixel = widthMm / Double(columns)
    rows = max(1, Int((heightMm / mmPerPixel).rounded()))
    let half = SIMD2(Double(columns - 1), Double(rows - 1)) / 2 * mmPerPixel
    origin = Point(center.lps - direction.right * half.x - direction.down * half.y)
  }

  /// The plane through `center` that shows the whole of a mask with the margin of the options; 180 mm about the centre where
  /// the mask is empty.
  init(_ direction: ViewDirection, around mask: MRMask, center: Point<MRPatient>, options: KeyImageOptions) {
    var lower = SIMD3<Double>(repeating: .infinity)
    var upper = -lower
    let map = mask.grid.voxelToPatient
    mask.forEach { x, y, z in
      let p = map(SIMD3(Double(x), Double(y), Double(z)))
      lower = pointwiseMin(lower, p)
      upper = pointwiseMax(upper, p)
    }
    if !lower.x.isFinite {
      lower = center.lps - SIMD3(repeating: 90)
      upper = center.lps + SIMD3(repeating: 90)
    }
    lower -= SIMD3(repeating: options.marginMm)
    upper += SIMD3(repeating: options.marginMm)
    var middle = (lower + upper) / 2
    let size = upper - lower
    let fixed = direction == .axial ? 2 : 1
    middle[fixed] = center.lps[fixed]
    self.init(
      direction, center: Point(middle), widthMm: size.x,
      heightMm: direction == .axial ? size.y : size.z, columns: options.columns)
  }

  /// The plane as a grid one voxel thick.
  var grid: Grid<MRPatient> {
    Grid(
      size: SIMD3(columns, rows, 1),
      voxelToPatient: Affine(
        linear: Matrix3(
          columns: direction.right * mmPerPixel, direction.down * mmPerPixel,
          cross(direction.right, direction.down) * mmPerPixel),
        translation: origin.lps))
  }

  /// Pixel (column, row) of a patient point, projected along the view.
  func pixel(of p: Point<MRPatient>) -> SIMD2<Double> {
    let d = p.lps - origin.lps
    return SIMD2(dot(d, direction.right), dot(d, direction.down)) / mmPerPixel
  }

  /// Values on the plane, trilinear; NaN outside the volume.
  func sample<Unit>(_ volume: MRVolume<Unit>) -> [Float] {
    volume.resampled(onto: grid, outside: .nan).voxels
  }

  /// Membership 0…1 on the plane, trilinear, so that contours come out smooth; nil if the plane misses the mask.
  func sample(_ mask: MRMask) -> [Float]? {
    guard let box = mask.boundingBox?.expanded(by: SIMD3(1, 1, 1), within: mask.grid.size) else { return nil }
    let part = mask.cropped(to: box)
    let membership = Volume<Dimensionless, MRPatient>(grid: part.grid, voxels: part.voxels.map { $0 ? 1 : 0 })
    let values = membership.resampled(onto: grid, outside: 0).voxels
    return values.contains { $0 >= 0.5 } ? values : nil
  }
}

/// The letter of the patient's side that a direction in LPS points to: L R P A S I.
func orientationLetter(_ direction: SIMD3<Double>) -> String {
  let magnitudes = [abs(direction.x), abs(direction.y), abs(direction.z)]
  let axis = magnitudes.firstIndex(of: magnitudes.max() ?? 0) ?? 0
  return [("L", "R"), ("P", "A"), ("S", "I")].map { direction[axis] >= 0 ? $0.0 : $0.1 }[axis]
}
