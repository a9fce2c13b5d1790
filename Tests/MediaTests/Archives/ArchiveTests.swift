import Foundation
import Testing

@testable import Media

/// What is taken out of sound archives.
struct ArchiveTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  func contents(_ set: FileSet) throws -> [[UInt8]] {
    try set.files.map { [UInt8](try Data(contentsOf: URL(filePath: $0.path))) }
  }

  static let images = (1...3).map { dicomBytes("image \($0)") }

  static var zip: [UInt8] {
    var zip = ZipFixture()
    for (i, image) in images.enumerated() { zip.add("study/IM\(i + 1)", image) }
    return zip.bytes
  }

  static var tar: TarFixture {
    var tar = TarFixture()
    for (i, image) in images.enumerated() { tar.add("study/IM\(i + 1)", image) }
    return tar
  }

  /// The formats that are read, each with the three images.
  enum Format: CaseIterable {
    case zip, tar, gzippedTar

    var bytes: [UInt8] {
      switch self {
      case .zip: ArchiveTests.zip
      case .tar: ArchiveTests.tar.bytes
      case .gzippedTar: ArchiveTests.tar.gzipped
      }
    }
  }

  @Test(arguments: Format.allCases)
  func membersAreReadWhateverTheArchiveIsCalled(_ format: Format) throws {
    try folder.write(format.bytes, "export/anything")
    for input in [folder.path, folder.path + "/export/anything"] {
      let found = try findFiles(at: [input])
      #expect(found.names(folder) == (1...3).map { "export/anything/study/IM\($0)" })
      #expect(try contents(found) == Self.images)
      #expect(found.leftOut.isEmpty && !found.isIncomplete)
    }
  }

  @Test func theUnpackedFilesArePrivateAndGoWithTheLastReference() throws {
    let path = try folder.write(Self.zip, "a.zip")
    var last: MediaFile?
    var place = ""
    do {
      let found = try findFiles(at: [path])
      last = found.files.last
      place = (found.files[0].path as NSString).deletingLastPathComponent
      let mode = try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions] as? Int
      #expect(mode == 0o700)
      #expect(found.files.allSatisfy { !$0.path.contains("IM") && !$0.path.contains("study") })
    }
    #expect(FileManager.default.fileExists(atPath: place), "one file is still referred to")
    #expect(last != nil)
    last = nil
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test func compressedMembersAreInflated() throws {
    var zip = ZipFixture()
    zip.members.append(.bomb("IM1", zeroRuns: 100))
    let found = try findFiles(at: [try folder.write(zip.bytes, "a.zip")])
    #expect(try contents(found) == [dicomBytes() + [UInt8](repeating: 0, count: 1 + 100 * 258)])
  }

  @Test func onlyDICOMIsWritten() throws {
    var zip = ZipFixture()
    zip.add("readme.txt", Array("hello".utf8))
    zip.add("IM1", Self.images[0])
    zip.add("DICOMDIR", directoryFile([["IM1"]]))
    zip.add("empty", [])
    let found = try findFiles(at: [try folder.write(zip.bytes, "a.zip")])
    #expect(found.names(folder) == ["a.zip/IM1"])
    #expect(
      found.leftOutNames(folder) == [
        "a.zip/DICOMDIR: directory of the medium", "a.zip/empty: not a DICOM file",
        "a.zip/readme.txt: not a DICOM file",
      ])
    #expect(try found.unpackedCount() == 1)
    #expect(!found.isIncomplete)
  }

  /// A text document is a zip as well, and a NIfTI image a gzip.
  @Test func archivesOfOtherThingsAreOneLine() throws {
    var document = ZipFixture()
    document.add("word/document.xml", Array("<x/>".utf8))
    document.add("word/style.xml", Array("<y/>".utf8))
    try folder.write(document.bytes, "letter.docx")
    try folder.write(gzip(Array("no tar in here".utf8)), "mag.nii.gz")
    try folder.write(dicomBytes(), "IM1")
    let found = try findFiles(at: [folder.path])
    #expect(found.names(folder) == ["IM1"])
    #expect(
      found.leftOutNames(folder) == [
        "letter.docx: archive without DICOM files", "mag.nii.gz: not a DICOM file",
      ])
    #expect(!found.isIncomplete)
  }

  @Test func anArchiveInsideAnArchiveIsOpenedOnceOnly() throws {
    var inner = ZipFixture()
    inner.add("third.zip", Self.zip)
    inner.add("IM1", Self.images[0])
    var outer = ZipFixture()
    outer.add("series/inner.zip", inner.bytes)
    outer.add("series/t.tar.gz", Self.tar.gzipped)
    let found = try findFiles(at: [try folder.write(outer.bytes, "a.zip")])
    #expect(
      found.names(folder) == ["a.zip/series/inner.zip/IM1"]
        + (1...3).map { "a.zip/series/t.tar.gz/study/IM\($0)" })
    #expect(
      found.leftOutNames(folder) == [
        "a.zip/series/inner.zip/third.zip: archive inside an archive that is inside an archive"
      ])
    #expect(found.isIncomplete)
    #expect(try found.unpackedCount() == 4, "inner archives are gone")
  }

  @Test func namesOfMembersMayBeAnyUTF8AndTwiceTheSame() throws {
    var zip = ZipFixture()
    zip.add("Schädel/IM\u{1B}1", Self.images[0])
    zip.add("same", Self.images[1])
    zip.add("same", Self.images[2])
    let found = try findFiles(at: [try folder.write(zip.bytes, "a.zip")])
    #expect(found.names(folder) == ["a.zip/Schädel/IM\u{FFFD}1", "a.zip/same", "a.zip/same"])
    #expect(try contents(found) == Self.images)
  }
}
