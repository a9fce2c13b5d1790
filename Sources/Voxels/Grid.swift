import Vocabulary

/// Geometry of a voxel array without the voxels: size and the affine map to patient millimetres.
///
/// Voxel order, x fastest:
/// ```
///  offset = x + nx·(y + ny·z)
///  [x0 x1 … xn][x0 x1 … xn] …   one row after another, then slice after slice
///  voxelToPatient(x, y, z) = LPS mm of the voxel's CENTRE; integers are centres
/// ```
/// The three axes may be sheared against each other (gantry tilt), but not degenerate.
public struct Grid<Frame: PatientFrame>: Hashable, Sendable {
  /// Voxel counts along x, y, z.
  public let size: SIMD3<Int>
  /// Maps voxel indices (fractional allowed) to patient LPS mm.
  public let voxelToPatient: Affine

  /// A grid; every count must be positive and the affine invertible (programmer's duty).
  public init(size: SIMD3<Int>, voxelToPatient: Affine) {
    precondition(size.x > 0 && size.y > 0 && size.z > 0, "a grid has at least one voxel")
    precondition(voxelToPatient.linear.determinant != 0, "a grid's axes span space")
    self.size = size
    self.voxelToPatient = voxelToPatient
  }

  /// Number of voxels.
  public var count: Int { size.x * size.y * size.z }

  /// Distance between neighbouring voxel centres along x, y, z in mm.
  public var spacingMm: SIMD3<Double> {
    let m = voxelToPatient.linear
    return SIMD3(length(m.c0), length(m.c1), length(m.c2))
  }

  /// Volume of a voxel in mm³ (shear respected).
  public var voxelVolumeMm3: Double { abs(voxelToPatient.linear.determinant) }

  /// Maps patient LPS mm to voxel indices.
  ///
  /// Compute once outside a loop.
  public var patientToVoxel: Affine { voxelToPatient.inverse }

  /// Patient position of a voxel index (fractional allowed).
  public func point(atVoxel v: SIMD3<Double>) -> Point<Frame> { Point(voxelToPatient(v)) }

  /// Fractional voxel index of a patient position.
  public func voxel(at p: Point<Frame>) -> SIMD3<Double> { patientToVoxel(p.lps) }

  /// The centre of the grid in patient space.
  public var center: Point<Frame> {
    point(atVoxel: SIMD3(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1)) / 2)
  }

  /// Offset of a voxel in the array.
  @inlinable public func offset(_ x: Int, _ y: Int, _ z: Int) -> Int { x + size.x * (y + size.y * z) }

  /// Voxel index of an offset.
  public func index(ofOffset o: Int) -> SIMD3<Int> {
    SIMD3(o % size.x, (o / size.x) % size.y, o / (size.x * size.y))
  }

  /// True if the index lies in the grid.
  public func contains(_ x: Int, _ y: Int, _ z: Int) -> Bool {
    x >= 0 && y >= 0 && z >= 0 && x < size.x && y < size.y && z < size.z
  }

  /// A unit vector of patient space in the grid's own orthogonalised axes.
  ///
  /// Used for B0: the direction
  /// of (0, 0, 1) LPS in the image frame, `Rᵀ·b`. Only meaningful for unsheared grids.
  public func directionInAxes(_ lps: SIMD3<Double>) -> SIMD3<Double> {
    let m = voxelToPatient.linear
    return normalized(
      SIMD3(dot(normalized(m.c0), lps), dot(normalized(m.c1), lps), dot(normalized(m.c2), lps)))
  }

  /// The sub-grid of `box`.
  public func cropped(to box: Box) -> Grid {
    let o = SIMD3(Double(box.lower.x), Double(box.lower.y), Double(box.lower.z))
    return Grid(
      size: box.size,
      voxelToPatient: Affine(linear: voxelToPatient.linear, translation: voxelToPatient(o)))
  }
}

/// A box of voxel indices, `upper` excluded.
public struct Box: Hashable, Sendable {
  /// First index inside.
  public var lower: SIMD3<Int>
  /// First index outside.
  public var upper: SIMD3<Int>

  /// A box from its corners.
  public init(lower: SIMD3<Int>, upper: SIMD3<Int>) {
    self.lower = lower
    self.upper = upper
  }

  /// Voxel counts.
  public var size: SIMD3<Int> { upper &- lower }

  /// The box grown by `margin` voxels on every side and clipped to a grid of `size`.
  public func expanded(by margin: SIMD3<Int>, within size: SIMD3<Int>) -> Box {
    var l = lower &- margin
    var u = upper &+ margin
    for a in 0..<3 {
      l[a] = max(0, l[a])
      u[a] = min(size[a], u[a])
    }
    return Box(lower: l, upper: u)
  }
}
