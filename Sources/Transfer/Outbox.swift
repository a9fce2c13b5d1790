import Foundation

/// The DICOM files of a folder that are to be sent, checked against its manifest.
struct Outbox: Hashable, Sendable {
  /// Paths, in ascending order.
  let paths: [String]
  /// True if every file was compared with a manifest.
  let isVerified: Bool

  /// Lists and checks the objects of a folder.
  ///
  /// They are the files ending in `.dcm` below its `dicom/` folder, or, if it has none, at any level. With a
  /// manifest every file must be listed and unchanged, and every listed object must be there.
  init(folder: String) throws(TransferError) {
    let manifest = try Manifest.read(inFolder: folder)
    let hasObjects = FileManager.default.fileExists(atPath: folder + "/dicom")
    let prefix = hasObjects ? "dicom/" : ""
    let names = try Self.files(below: folder).filter { $0.hasPrefix(prefix) && $0.hasSuffix(".dcm") }
    if let manifest {
      let listed = manifest.files.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".dcm") }
      for name in Set(names).union(listed).sorted() { try manifest.verify(name, inFolder: folder) }
    }
    guard !names.isEmpty else { throw .nothingToSend(path: folder) }
    paths = names.sorted().map { folder + "/" + $0 }
    isVerified = manifest != nil
  }

  /// Relative paths of all files at any level.
  private static func files(below folder: String) throws(TransferError) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
      let names = FileManager.default.enumerator(atPath: folder)
    else { throw .noSuchFolder(path: folder) }
    return names.compactMap { $0 as? String }
  }
}
