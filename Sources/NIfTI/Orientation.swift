internal import CNIfTI
import Vocabulary

/// The door between NIfTI's RAS and this project's LPS: both in mm, x and y change sign.
enum Orientation {
  /// diag(−1, −1, 1), its own inverse.
  private static let flip = Affine(linear: Matrix3(diagonal: SIMD3(-1, -1, 1)), translation: .zero)

  /// LPS to RAS or RAS to LPS: the same reflection of both halves of space.
  static func flipped(_ affine: Affine) -> Affine { flip * affine }

  /// Voxel → LPS mm of an image: sform if its code is positive, else qform; nil without either.
  static func voxelToPatient(_ image: nifti_image) -> Affine? {
    let ras: Affine
    if image.sform_code > 0 {
      ras = affine(image.sto_xyz)
    } else if image.qform_code > 0 {
      ras = affine(image.qto_xyz)
    } else {
      return nil
    }
    let mm = millimetres(perUnit: image.xyz_units)
    let lps = flipped(ras)
    return Affine(
      linear: Matrix3(columns: lps.linear.c0 * mm, lps.linear.c1 * mm, lps.linear.c2 * mm),
      translation: lps.translation * mm)
  }

  /// Sets sform and, for unsheared grids, qform; both with code 1 (scanner).
  ///
  /// A quaternion cannot hold shear:
  /// then only the sform speaks.
  static func set(_ voxelToPatient: Affine, of image: inout nifti_image) {
    let ras = matrix(flipped(voxelToPatient))
    image.sform_code = NIFTI_XFORM_SCANNER_ANAT
    image.sto_xyz = ras
    image.sto_ijk = nifti_mat44_inverse(ras)
    var (dx, dy, dz) = (Float(0), Float(0), Float(0))
    nifti_mat44_to_quatern(
      ras, &image.quatern_b, &image.quatern_c, &image.quatern_d, &image.qoffset_x, &image.qoffset_y,
      &image.qoffset_z, &dx, &dy, &dz, &image.qfac)
    (image.dx, image.dy, image.dz) = (dx, dy, dz)
    image.pixdim.0 = image.qfac
    (image.pixdim.1, image.pixdim.2, image.pixdim.3) = (dx, dy, dz)
    image.qto_xyz = nifti_quatern_to_mat44(
      image.quatern_b, image.quatern_c, image.quatern_d, image.qoffset_x, image.qoffset_y, image.qoffset_z,
      dx, dy, dz, image.qfac)
    image.qto_ijk = nifti_mat44_inverse(image.qto_xyz)
    image.qform_code = isSheared(voxelToPatient.linear) ? NIFTI_XFORM_UNKNOWN : NIFTI_XFORM_SCANNER_ANAT
    image.xyz_units = NIFTI_UNITS_MM
  }

  /// Axes that are off the right angle by more than a rounded direction cosine would be (six decimals).
  private static func isSheared(_ m: Matrix3) -> Bool {
    let x = normalized(m.c0)
    let y = normalized(m.c1)
    let z = normalized(m.c2)
    return max(abs(dot(x, y)), max(abs(dot(y, z)), abs(dot(z, x)))) > 1e-4
  }

  private static func millimetres(perUnit code: Int32) -> Double {
    switch code {
    case NIFTI_UNITS_METER: 1000
    case NIFTI_UNITS_MICRON: 0.001
    default: 1  // millimetres, or not said: mm is what every writer means
    }
  }

  private static func affine(_ m: mat44) -> Affine {
    func row(_ r: (Float, Float, Float, Float)) -> (SIMD3<Double>, Double) {
      (SIMD3(Double(r.0), Double(r.1), Double(r.2)), Double(r.3))
    }
    let (r0, t0) = row(m.m.0)
    let (r1, t1) = row(m.m.1)
    let (r2, t2) = row(m.m.2)
    return Affine(linear: Matrix3(rows: r0, r1, r2), translation: SIMD3(t0, t1, t2))
  }

  private static func matrix(_ a: Affine) -> mat44 {
    func row(_ r: Int) -> (Float, Float, Float, Float) {
      (Float(a.linear[r, 0]), Float(a.linear[r, 1]), Float(a.linear[r, 2]), Float(a.translation[r]))
    }
    return mat44(m: (row(0), row(1), row(2), (0, 0, 0, 1)))
  }
}
