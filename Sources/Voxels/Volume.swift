import Vocabulary

/// Voxels of one unit on a grid of one patient frame.
///
/// `v[x, y, z]` is for tests and single looks; hot loops take `voxels.withUnsafeBufferPointer` and walk rows.
public struct Volume<Unit: VoxelUnit, Frame: PatientFrame>: Sendable {
  /// The geometry.
  public let grid: Grid<Frame>
  /// The values, x fastest.
  public var voxels: [Float]

  /// A volume of given values; there must be one a voxel.
  public init(grid: Grid<Frame>, voxels: [Float]) {
    precondition(voxels.count == grid.count, "one value a voxel")
    self.grid = grid
    self.voxels = voxels
  }

  /// A constant volume.
  public init(grid: Grid<Frame>, repeating value: Float = 0) {
    self.init(grid: grid, voxels: [Float](repeating: value, count: grid.count))
  }

  /// A single voxel.
  public subscript(x: Int, y: Int, z: Int) -> Float {
    get { voxels[grid.offset(x, y, z)] }
    set { voxels[grid.offset(x, y, z)] = newValue }
  }

  /// The same numbers under another unit.
  ///
  /// Only for named conversions; never to silence the compiler.
  public func reinterpreted<Other: VoxelUnit>(as _: Other.Type) -> Volume<Other, Frame> {
    Volume<Other, Frame>(grid: grid, voxels: voxels)
  }

  /// The values inside `mask`, in voxel order.
  public func values(in mask: Mask<Frame>) -> [Float] {
    precondition(mask.grid == grid, "mask and volume share a grid")
    var result: [Float] = []
    for i in 0..<voxels.count where mask.voxels[i] { result.append(voxels[i]) }
    return result
  }

  /// The part in `box`, which must lie in the grid.
  public func cropped(to box: Box) -> Volume {
    Volume(grid: grid.cropped(to: box), voxels: crop(voxels, size: grid.size, to: box))
  }
}

/// A set of voxels.
public struct Mask<Frame: PatientFrame>: Sendable, Hashable {
  /// The geometry.
  public let grid: Grid<Frame>
  /// Membership, x fastest.
  public var voxels: [Bool]

  /// A mask of given membership; there must be one a voxel.
  public init(grid: Grid<Frame>, voxels: [Bool]) {
    precondition(voxels.count == grid.count, "one value a voxel")
    self.grid = grid
    self.voxels = voxels
  }

  /// A constant mask.
  public init(grid: Grid<Frame>, repeating value: Bool = false) {
    self.init(grid: grid, voxels: [Bool](repeating: value, count: grid.count))
  }

  /// A single voxel.
  public subscript(x: Int, y: Int, z: Int) -> Bool {
    get { voxels[grid.offset(x, y, z)] }
    set { voxels[grid.offset(x, y, z)] = newValue }
  }

  /// Number of members.
  public var count: Int { voxels.lazy.filter { $0 }.count }

  /// Volume of the members in mm³.
  public var volumeMm3: Double { Double(count) * grid.voxelVolumeMm3 }

  /// True if no voxel belongs.
  public var isEmpty: Bool { !voxels.contains(true) }

  /// Centre of mass in patient space; nil for the empty mask.
  public var centroid: Point<Frame>? {
    var sum = SIMD3<Double>.zero
    var n = 0.0
    forEach { x, y, z in
      sum += SIMD3(Double(x), Double(y), Double(z))
      n += 1
    }
    return n > 0 ? grid.point(atVoxel: sum / n) : nil
  }

  /// The smallest box that holds all members; nil for the empty mask.
  public var boundingBox: Box? {
    var lower = grid.size
    var upper = SIMD3<Int>(repeating: -1)
    forEach { x, y, z in
      let i = SIMD3(x, y, z)
      for a in 0..<3 {
        lower[a] = min(lower[a], i[a])
        upper[a] = max(upper[a], i[a])
      }
    }
    return upper.x < 0 ? nil : Box(lower: lower, upper: upper &+ SIMD3(repeating: 1))
  }

  /// Calls `body` for every member, in voxel order.
  public func forEach(_ body: (_ x: Int, _ y: Int, _ z: Int) -> Void) {
    var o = 0
    for z in 0..<grid.size.z {
      for y in 0..<grid.size.y {
        for x in 0..<grid.size.x {
          if voxels[o] { body(x, y, z) }
          o += 1
        }
      }
    }
  }

  /// Members of both.
  public func intersection(_ other: Mask) -> Mask { combined(other) { $0 && $1 } }
  /// Members of either.
  public func union(_ other: Mask) -> Mask { combined(other) { $0 || $1 } }
  /// Members of self that are not in `other`.
  public func subtracting(_ other: Mask) -> Mask { combined(other) { $0 && !$1 } }

  private func combined(_ other: Mask, _ f: (Bool, Bool) -> Bool) -> Mask {
    precondition(grid == other.grid, "masks share a grid")
    return Mask(grid: grid, voxels: zip(voxels, other.voxels).map(f))
  }

  /// The part in `box`, which must lie in the grid.
  public func cropped(to box: Box) -> Mask {
    Mask(grid: grid.cropped(to: box), voxels: crop(voxels, size: grid.size, to: box))
  }
}

/// The sub-array of `box` out of an array of `size`, x fastest.
func crop<T>(_ values: [T], size: SIMD3<Int>, to box: Box) -> [T] {
  precondition(
    box.lower.x >= 0 && box.lower.y >= 0 && box.lower.z >= 0 && box.upper.x <= size.x
      && box.upper.y <= size.y && box.upper.z <= size.z, "box within the grid")
  var result: [T] = []
  result.reserveCapacity(box.size.x * box.size.y * box.size.z)
  for z in box.lower.z..<box.upper.z {
    for y in box.lower.y..<box.upper.y {
      let row = size.x * (y + size.y * z)
      result.append(contentsOf: values[(row + box.lower.x)..<(row + box.upper.x)])
    }
  }
  return result
}

/// A volume on the MR grid.
public typealias MRVolume<Unit: VoxelUnit> = Volume<Unit, MRPatient>
/// A mask on the MR grid.
public typealias MRMask = Mask<MRPatient>
/// A volume on the CT grid.
public typealias CTVolume = Volume<HU, CTPatient>
