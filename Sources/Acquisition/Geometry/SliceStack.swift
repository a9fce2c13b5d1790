import Vocabulary

/// Planes of one raster and direction behind one another.
struct SliceStack: Hashable, Sendable {
  /// The planes, ascending along the normal.
  let planes: [ImagePlane]

  /// A stack; nil unless there is a plane and all share raster and direction.
  init?(_ planes: [ImagePlane]) {
    guard let first = planes.first, planes.allSatisfy({ $0.isParallelTwin(of: first) }) else { return nil }
    let normal = first.normal
    self.planes = planes.sorted { $0.position(along: normal) < $1.position(along: normal) }
  }

  private var first: ImagePlane { planes[0] }
  private var last: ImagePlane { planes[planes.count - 1] }

  /// Unit normal of all planes.
  var normal: SIMD3<Double> { first.normal }

  /// From the first origin to the last.
  var extent: SIMD3<Double> { last.origin - first.origin }

  /// Unit vector from slice to slice; the normal where there is one slice only.
  var stepDirection: SIMD3<Double> {
    let e = extent
    return length(e) > 0 ? normalized(e) : normal
  }

  /// Distances of the slices from the first one along `stepDirection`, mm.
  var distancesMm: [Double] { planes.map { dot($0.origin - first.origin, stepDirection) } }

  /// Distances between neighbours along `stepDirection`, mm.
  var gapsMm: [Double] {
    let d = distancesMm
    return zip(d.dropFirst(), d).map { $0 - $1 }
  }

  /// Angle between the step from slice to slice and the normal: the gantry's tilt of a CT.
  ///
  /// Never negative.
  var shearDegrees: Double {
    arccosine(min(1, abs(dot(stepDirection, normal)))) * 180 / .pi
  }

  /// Largest distance of an origin from the line through the first and the last, mm.
  var wanderMm: Double {
    planes.map { plane in
      let d = plane.origin - first.origin
      return length(d - stepDirection * dot(d, stepDirection))
    }.max() ?? 0
  }

  /// Columns, rows and `slices` at a distance of `stepMm` from the first plane on.
  func voxelToPatient(stepMm: Double) -> Affine {
    Affine(
      linear: Matrix3(
        columns: first.rowDirection * first.columnSpacing, first.columnDirection * first.rowSpacing,
        stepDirection * stepMm),
      translation: first.origin)
  }
}
