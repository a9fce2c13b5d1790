/// Why a NIfTI file could not be read or written.
///
/// Only the file's own name is told, never its folder.
public enum NIfTIError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name ends neither in `.nii` nor in `.nii.gz`.
  case unknownExtension(file: String)
  /// The file does not exist or must not be read.
  case unreadable(file: String)
  /// The header is not that of a NIfTI-1 file.
  case notNIfTI1(file: String)
  /// Dimensions that are not those of one volume or a series of volumes.
  case unsupportedDimensions(file: String, dimensions: [Int])
  /// Voxels that are no plain integers or reals (NIfTI-1 datatype code).
  case unsupportedDatatype(file: String, code: Int)
  /// The file is shorter than its header says, or its compressed data are damaged.
  case truncated(file: String, expectedBytes: Int)
  /// Neither sform nor qform tells where the voxels lie.
  case noOrientation(file: String)
  /// The affine has no inverse or holds a number that is not finite.
  case degenerateAffine(file: String)
  /// Values that are not one number a voxel, or volumes whose grids differ.
  case mismatchedVolumes(file: String, detail: String)
  /// The file holds several volumes where one is expected.
  case severalVolumes(file: String, count: Int)
  /// The file could not be written.
  case unwritable(file: String)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .unknownExtension(let file):
      "\(file) ends neither in .nii nor in .nii.gz: give the file one of these endings."
    case .unreadable(let file):
      "\(file) cannot be opened: check that it exists and may be read."
    case .notNIfTI1(let file):
      "\(file) is not a NIfTI-1 file: convert it to NIfTI-1 (single file, .nii or .nii.gz)."
    case .unsupportedDimensions(let file, let dimensions):
      "\(file) has dimensions \(dimensions.map(String.init).joined(separator: "×")): "
        + "only one 3-D volume or a 4-D series of volumes can be read."
    case .unsupportedDatatype(let file, let code):
      "\(file) has NIfTI datatype \(code): save it as an integer or floating-point image."
    case .truncated(let file, let bytes):
      "\(file) holds fewer than the \(bytes) bytes of voxels its header announces: copy or export it again."
    case .noOrientation(let file):
      "\(file) has neither an sform nor a qform, so left and right are unknown: "
        + "export it again with its orientation."
    case .degenerateAffine(let file):
      "\(file) has an orientation matrix that spans no space or is not finite: export it again."
    case .mismatchedVolumes(let file, let detail):
      "\(file) was not written: \(detail)."
    case .severalVolumes(let file, let count):
      "\(file) holds \(count) volumes where one is expected: give a 3-D file."
    case .unwritable(let file):
      "\(file) cannot be written: check the folder's permissions and the free space."
    }
  }
}
