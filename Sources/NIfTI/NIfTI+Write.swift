internal import CNIfTI
import Foundation
import Vocabulary
import Voxels

extension NIfTI {
  /// Writes a volume as float32 to a `.nii` or `.nii.gz` file; see `write(_:to:)` of several volumes.
  public static func write<Unit, Frame>(_ volume: Volume<Unit, Frame>, to path: String) throws(NIfTIError) {
    try write(volume.voxels, DT_FLOAT32, volume.grid, volumes: 1, to: path)
  }

  /// Writes volumes of one grid as a 4-D float32 file.
  ///
  /// sform and qform (code 1, RAS); a sheared grid gets the sform only. Same input, same bytes. The file
  /// appears complete or not at all: it is written beside its place and moved there.
  public static func write<Unit, Frame>(_ volumes: [Volume<Unit, Frame>], to path: String)
    throws(NIfTIError)
  {
    let file = (path as NSString).lastPathComponent
    guard let first = volumes.first else {
      throw .mismatchedVolumes(file: file, detail: "there is no volume to write")
    }
    guard volumes.allSatisfy({ $0.grid == first.grid }) else {
      throw .mismatchedVolumes(file: file, detail: "its \(volumes.count) volumes lie on different grids")
    }
    try write(volumes.flatMap(\.voxels), DT_FLOAT32, first.grid, volumes: volumes.count, to: path)
  }

  /// Writes a mask as uint8, 1 for members.
  public static func write<Frame>(_ mask: Mask<Frame>, to path: String) throws(NIfTIError) {
    try write(mask.voxels.map { $0 ? UInt8(1) : 0 }, DT_UINT8, mask.grid, volumes: 1, to: path)
  }

  /// Writes one label a voxel as int32.
  public static func writeLabels<Frame>(_ labels: [Int32], grid: Grid<Frame>, to path: String)
    throws(NIfTIError)
  {
    guard labels.count == grid.count else {
      throw .mismatchedVolumes(
        file: (path as NSString).lastPathComponent,
        detail: "\(labels.count) labels were given for \(grid.count) voxels")
    }
    try write(labels, DT_INT32, grid, volumes: 1, to: path)
  }

  private static func write<Value, Frame>(
    _ values: [Value], _ datatype: Int32, _ grid: Grid<Frame>, volumes: Int, to path: String
  ) throws(NIfTIError) {
    quiet
    let file = (path as NSString).lastPathComponent
    guard let ending = [".nii.gz", ".nii"].first(where: path.hasSuffix) else {
      throw .unknownExtension(file: file)
    }
    // Asked beforehand, because nifticlib prints when it cannot open a file.
    let folder = (path as NSString).deletingLastPathComponent
    guard FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder) else {
      throw .unwritable(file: file)
    }
    let largest = max(grid.size.max(), volumes)
    guard largest <= Int(Int16.max) else {
      throw .mismatchedVolumes(file: file, detail: "NIfTI-1 cannot hold a side of \(largest) voxels")
    }
    // nifticlib decides on compression by the ending, so the passing name keeps it.
    let passing = path.dropLast(ending.count) + ".\(UUID().uuidString)" + ending
    defer { try? FileManager.default.removeItem(atPath: String(passing)) }
    let sides = [grid.size.x, grid.size.y, grid.size.z, volumes].map(Int32.init)
    let dims: [Int32] = [volumes > 1 ? 4 : 3] + sides + [1, 1, 1]
    guard let image = nifti_make_new_nim(dims, datatype, 0) else { throw .unwritable(file: file) }
    defer { nifti_image_free(image) }
    Orientation.set(grid.voxelToPatient, of: &image.pointee)
    image.pointee.scl_slope = 1
    guard nifti_set_filenames(image, String(passing), 0, 1) == 0 else { throw .unwritable(file: file) }
    image.pointee.nifti_type = NIFTI_FTYPE_NIFTI1_1
    values.withUnsafeBytes { bytes in
      // nifticlib only reads through `data`; it is taken back before the image is freed.
      image.pointee.data = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
      _ = nifti_image_write_hdr_img(image, 1, fastest)
      image.pointee.data = nil
    }
    let bytes = Int(image.pointee.iname_offset) + values.count * MemoryLayout<Value>.stride
    guard
      writtenBytes(String(passing), compressed: ending == ".nii.gz") == bytes,
      rename(String(passing), path) == 0
    else { throw .unwritable(file: file) }
  }

  /// zlib's fastest level: noise in floats hardly shrinks however long one tries.
  private static let fastest = "wb1"

  /// Length of what a file holds, uncompressed.
  ///
  /// nifticlib reports no write error, so a full disk shows here
  /// only. For gzip it is the length modulo 2³² that ends the file (RFC 1952, ISIZE).
  private static func writtenBytes(_ path: String, compressed: Bool) -> Int? {
    guard let handle = FileHandle(forReadingAtPath: path), let end = try? handle.seekToEnd() else {
      return nil
    }
    defer { try? handle.close() }
    guard compressed else { return Int(end) }
    guard end >= 18, (try? handle.seek(toOffset: end - 4)) != nil,
      let tail = try? handle.read(upToCount: 4), tail.count == 4
    else { return nil }
    return tail.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
