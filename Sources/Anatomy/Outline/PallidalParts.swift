import Foundation
import Shapes
import Vocabulary
import Voxels

/// The medial third of the mask's volume along the shape's short axial axis.
func medialThird(of mask: MRMask, shape: DeepBrainShape, map: TemplateMap) -> MRMask {
  guard let axis = shape.medialZone?.axis else { return MRMask(grid: mask.grid) }
  return farthestThird(of: mask) { dot(map.template(at: $0) - shape.centroid.lps, axis) }
}

/// The medial third of a mask's volume along its own short axial axis, for a head in which the template has no place.
///
/// The axis is the minor one of inertia in the patient's axial plane, as the shape table defines it for its shapes.
func medialThird(of mask: MRMask, side: Side) -> MRMask {
  guard let centre = mask.centroid?.lps else { return mask }
  var (xx, xy, yy) = (0.0, 0.0, 0.0)
  mask.forEach { x, y, z in
    let d = mask.grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))) - centre
    xx += d.x * d.x
    xy += d.x * d.y
    yy += d.y * d.y
  }
  // Eigenvector of the smaller eigenvalue of [xx xy; xy yy]: a quarter turn from the major axis.
  let major = atan2(2 * xy, xx - yy) / 2
  let minor = SIMD3(-sin(major), cos(major), 0)
  // The midline lies at smaller x for the left side, at larger x for the right one.
  let towardsMidline = (side == .left) == (minor.x < 0) ? minor : -minor
  return farthestThird(of: mask) { dot($0 - centre, towardsMidline) }
}

/// A third of a mask's voxels: those of the greatest `rank` of their centre in LPS mm.
private func farthestThird(of mask: MRMask, rank: (SIMD3<Double>) -> Double) -> MRMask {
  var ranked: [(offset: Int, along: Double)] = []
  mask.forEach { x, y, z in
    let centre = mask.grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z)))
    ranked.append((mask.grid.offset(x, y, z), rank(centre)))
  }
  ranked.sort { $0.along != $1.along ? $0.along > $1.along : $0.offset < $1.offset }
  let third = Int((Double(ranked.count) / 3).rounded())
  return MRMask(grid: mask.grid, offsets: ranked.prefix(third).map(\.offset))
}

/// The pallidum's voxels that lie deeper in the internal than in the external segment of the bent template.
func internalSegment(of mask: MRMask, side: Side, map: TemplateMap) -> MRMask {
  var result = MRMask(grid: mask.grid)
  guard let inner = ShapeField.pallidumInternus[side], let outer = ShapeField.pallidumExternus[side] else {
    return result
  }
  mask.forEach { x, y, z in
    let q = map.template(at: mask.grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))))
    let i = inner.look(q)?.distanceMm ?? ShapeField.beyondMm
    let e = outer.look(q)?.distanceMm ?? ShapeField.beyondMm
    if i < e { result[x, y, z] = true }
  }
  return result
}
