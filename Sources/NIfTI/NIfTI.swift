internal import CNIfTI
import Foundation
import Vocabulary
import Voxels

/// NIfTI-1 files (`.nii`, `.nii.gz`), read and written through nifticlib.
///
/// Outside the file is RAS, inside everything is LPS; the conversion happens here and nowhere else. NIfTI-2,
/// header/image pairs and ANALYZE 7.5 are refused: the last has no left and right.
public enum NIfTI {
  /// Reads a 3-D file as one volume, a 4-D file as one volume for every time point.
  ///
  /// Scale slope and intercept are applied; sform is preferred to qform; any integer or real datatype and
  /// either byte order is understood. Values that are not finite arrive as 0.
  /// - Parameters:
  ///   - path: the file.
  ///   - as: the unit the voxels carry; the file does not say it.
  ///   - frame: the patient frame the file belongs to; the file does not say it.
  /// - Throws: `NIfTIError` if the file cannot be trusted to its last byte.
  public static func read<Unit, Frame>(_ path: String, as _: Unit.Type, frame _: Frame.Type)
    throws(NIfTIError) -> [Volume<Unit, Frame>]
  {
    let file = (path as NSString).lastPathComponent
    let header = try checkedHeader(path, file)
    guard let pointer = nifti_image_read(path, 0) else { throw .notNIfTI1(file: file) }
    defer { nifti_image_free(pointer) }
    let image = pointer.pointee
    guard let affine = Orientation.voxelToPatient(image) else { throw .noOrientation(file: file) }
    let determinant = affine.linear.determinant
    guard determinant.isFinite, determinant != 0, affine.translation.sum().isFinite else {
      throw .degenerateAffine(file: file)
    }
    let grid = Grid<Frame>(size: header.size, voxelToPatient: affine)
    // Slope 0 means "not scaled" (NIfTI-1 standard, scl_slope).
    let slope = image.scl_slope == 0 ? 1 : Double(image.scl_slope)
    let intercept = image.scl_slope == 0 ? 0 : Double(image.scl_inter)
    guard let stream = znzopen(path, "rb", path.hasSuffix(".gz") ? 1 : 0) else {
      throw .unreadable(file: file)
    }
    defer { closeStream(stream) }
    let truncated = NIfTIError.truncated(file: file, expectedBytes: header.bytes)
    guard znzseek(stream, Int(image.iname_offset), SEEK_SET) >= 0 else { throw truncated }
    var volumes: [Volume<Unit, Frame>] = []
    for _ in 0..<header.volumes {
      let bytes = grid.count * header.datatype.size
      let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
      defer { raw.deallocate() }
      guard fill(raw, bytes, from: stream) else { throw truncated }
      if image.byteorder != nifti_short_order() {
        nifti_swap_Nbytes(grid.count, Int32(header.datatype.size), raw)
      }
      volumes.append(
        Volume(
          grid: grid,
          voxels: header.datatype.floats(raw, count: grid.count, slope: slope, intercept: intercept)))
    }
    return volumes
  }

  /// Reads exactly `count` bytes; false if the stream ends or is damaged before.
  ///
  /// nifticlib's own loader fills a short file up with zeros, which would pass for air or water.
  private static func fill(_ buffer: UnsafeMutableRawPointer, _ count: Int, from stream: znzFile) -> Bool {
    var done = 0
    while done < count {
      // zlib counts in 32-bit integers.
      let wanted = min(count - done, 1 << 28)
      let got = znzread(buffer + done, 1, wanted, stream)
      guard got == wanted else { return false }
      done += got
    }
    return true
  }

  private static func closeStream(_ stream: znzFile) {
    var stream: znzFile? = stream
    _ = Xznzclose(&stream)
  }

  /// Reads a 3-D file as a mask: every voxel that is not zero belongs.
  public static func readMask<Frame>(_ path: String, frame: Frame.Type) throws(NIfTIError) -> Mask<Frame> {
    let volumes = try read(path, as: Dimensionless.self, frame: frame)
    guard volumes.count == 1 else {
      throw .severalVolumes(file: (path as NSString).lastPathComponent, count: volumes.count)
    }
    return Mask(grid: volumes[0].grid, voxels: volumes[0].voxels.map { $0 != 0 })
  }

  /// What must hold before nifticlib allocates memory on the header's word.
  private static func checkedHeader(_ path: String, _ file: String)
    throws(NIfTIError) -> (size: SIMD3<Int>, volumes: Int, datatype: Datatype, bytes: Int)
  {
    quiet
    guard path.hasSuffix(".nii") || path.hasSuffix(".nii.gz") else { throw .unknownExtension(file: file) }
    guard
      FileManager.default.isReadableFile(atPath: path),
      // Of the file itself: the attributes of a link would be the link's.
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path),
      let fileBytes = attributes[.size] as? Int
    else { throw .unreadable(file: file) }
    var swapped: Int32 = 0
    guard let pointer = nifti_read_header(path, &swapped, 1) else { throw .notNIfTI1(file: file) }
    defer { free(pointer) }
    let header = pointer.pointee
    // "n+1": one file; ANALYZE has no magic, "ni1" means a pair of files.
    guard header.magic.0 == 0x6e, header.magic.1 == 0x2b else { throw .notNIfTI1(file: file) }
    let all = withUnsafeBytes(of: header.dim) { $0.bindMemory(to: Int16.self).map(Int.init) }
    let rank = all[0]
    guard rank >= 1, rank <= 7 else { throw .notNIfTI1(file: file) }
    let dims = Array(all[1...rank]) + [Int](repeating: 1, count: 7 - rank)
    guard dims.allSatisfy({ $0 > 0 }), dims[4...].allSatisfy({ $0 == 1 }) else {
      throw .unsupportedDimensions(file: file, dimensions: Array(all[1...rank]))
    }
    guard let datatype = Datatype(code: Int32(header.datatype)) else {
      throw .unsupportedDatatype(file: file, code: Int(header.datatype))
    }
    // Four 15-bit factors and a size of at most 8: no overflow.
    let bytes = dims.reduce(1, *) * datatype.size
    // Deflate cannot compress better than 1032:1 (zlib's documentation), so more is a lie of the header.
    guard bytes <= (path.hasSuffix(".gz") ? fileBytes * 1032 : fileBytes) else {
      throw .truncated(file: file, expectedBytes: bytes)
    }
    return (SIMD3(dims[0], dims[1], dims[2]), dims[3], datatype, bytes)
  }

  /// Silences nifticlib's printing to standard error, once.
  static let quiet: Void = nifti_set_debug_level(0)
}
