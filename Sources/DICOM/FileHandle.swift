internal import CDCMTK

/// The toolkit's parsed file, owned.
///
/// `@unchecked Sendable` because it has no other owner, and the toolkit allows a handle to move between
/// threads as long as one uses it at a time.
final class FileHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  init(_ path: String, _ limits: ReadLimits) throws(BridgeFailure) {
    var pointer: OpaquePointer?
    try bridge { cdcmtk_file_create(path, cdcmtk_limits(limits), &pointer, $0) }
    guard let pointer else { throw BridgeFailure(status: .exception, text: "no handle") }
    self.pointer = pointer
  }

  deinit { cdcmtk_file_destroy(pointer) }

  func transferSyntax() throws(BridgeFailure) -> String {
    var uid = [CChar](repeating: 0, count: 65)
    try bridge { cdcmtk_file_transfer_syntax(pointer, &uid, uid.count, $0) }
    return String(decoding: uid.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether there is Pixel Data, and its length if it is native.
  func pixels() throws(BridgeFailure) -> (present: Bool, nativeLength: Int?) {
    var present = false
    var encapsulated = false
    var length: UInt64 = 0
    try bridge { cdcmtk_file_pixels(pointer, &present, &encapsulated, &length, $0) }
    return (present, present && !encapsulated ? Int(length) : nil)
  }

  /// Fills the array with native Pixel Data.
  func copyNative(from offset: Int, into bytes: inout [UInt8]) throws(BridgeFailure) {
    try bridge { cdcmtk_file_copy_native(pointer, UInt64(offset), &bytes, bytes.count, $0) }
  }

  /// Fills the array with a decoded frame.
  func decode(frame: Int, into bytes: inout [UInt8]) throws(BridgeFailure) {
    try bridge { cdcmtk_file_decode_frame(pointer, UInt32(frame), &bytes, bytes.count, $0) }
  }
}
