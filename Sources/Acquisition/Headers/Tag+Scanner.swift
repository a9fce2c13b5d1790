import DICOM

extension Tag {
  /// Flow Compensation, CS.
  static let flowCompensation = Tag(0x0018, 0x9010)
}
