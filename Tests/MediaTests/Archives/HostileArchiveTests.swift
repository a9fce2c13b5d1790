import Foundation
import Testing

@testable import Media

/// Archives that are damaged, or made to do harm.
struct HostileArchiveTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  func search(_ bytes: [UInt8], _ limits: MediaLimits = .init()) throws -> FileSet {
    try findFiles(at: [try folder.write(bytes, "box/a.zip")], limits: limits)
  }

  @Test func namesThatLeadOutAreLeftOutAndNothingIsWrittenThere() throws {
    var zip = ZipFixture()
    var tar = TarFixture()
    let names = ["../evil1", "a/../../evil2", "/tmp/evil3", "..\\evil4", "C:\\evil5", "..", "a/.."]
    for name in names + ["a/..IM..", "good"] {
      zip.add(name, dicomBytes(name))
      tar.add(name, dicomBytes(name))
    }
    for bytes in [zip.bytes, tar.bytes] {
      let found = try search(bytes)
      #expect(found.names(folder) == ["box/a.zip/a/..IM..", "box/a.zip/good"])
      #expect(found.leftOut.map(\.reason) == names.map { _ in "name leads out of the archive" })
      #expect(found.isIncomplete)
    }
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == ["box", "box/a.zip"])
    #expect(!FileManager.default.fileExists(atPath: "/tmp/evil3"))
  }

  @Test func linksAndDevicesInArchivesAreLeftOut() throws {
    var zip = ZipFixture()
    zip.add("soft", Array("/etc/passwd".utf8), mode: 0o120777)
    zip.add("IM", dicomBytes())
    let fromZip = try search(zip.bytes)
    #expect(fromZip.names(folder) == ["box/a.zip/IM"])
    #expect(fromZip.leftOutNames(folder) == ["box/a.zip/soft: link or device in an archive"])
    var tar = TarFixture()
    tar.add("IM", dicomBytes())
    tar.add("soft", [], type: "2", target: "/etc/passwd")
    tar.add("hard", [], type: "1", target: "IM")
    tar.add("device", [], type: "3")
    tar.add("pipe", [], type: "6")
    let fromTar = try search(tar.bytes)
    #expect(fromTar.names(folder) == ["box/a.zip/IM"])
    #expect(fromTar.leftOut.map(\.reason) == Array(repeating: "link or device in an archive", count: 4))
  }

  /// 26 MB of zeros in 165 kB; with the limits as they are it takes 256 MiB to be one.
  @Test func aBombStopsAtTheRatioAndTheRestOfTheInputGoesOn() throws {
    var limits = MediaLimits()
    limits.unratedBytes = 1 << 20
    var zip = ZipFixture()
    zip.add("IM1", dicomBytes())
    zip.members.append(.bomb("bomb", zeroRuns: 100_000))
    zip.add("IM2", dicomBytes())
    try folder.write(dicomBytes("plain"), "IM0")
    try folder.write(zip.bytes, "box/a.zip")
    let found = try findFiles(at: [folder.path], limits: limits)
    #expect(found.names(folder) == ["IM0", "box/a.zip/IM1"])
    #expect(found.leftOutNames(folder) == ["box/a.zip: archive unpacks to more than 100 times its size"])
    #expect(found.isIncomplete)
    #expect(try found.unpackedCount() == 1, "the bomb is gone")
    // Below the unrated size, the same archive is read: a mask may be as empty.
    #expect(try search(zip.bytes).files.count == 3)
  }

  /// The ratio is that to the archive on disk: nesting does not multiply it.
  @Test func aBombInsideAnArchiveStopsToo() throws {
    var limits = MediaLimits()
    limits.unratedBytes = 1 << 20
    var inner = ZipFixture()
    inner.members.append(.bomb("bomb", zeroRuns: 20_000))
    var outer = ZipFixture()
    for i in 0..<4 { outer.add("\(i).zip", inner.bytes) }
    #expect(
      try search(outer.bytes, limits).leftOut.first?.reason
        == "archive unpacks to more than 100 times its size")
  }

  /// A tar must be run through to skip: that counts too.
  @Test func aBombThatIsNoImageStopsInATarAsWell() throws {
    var limits = MediaLimits()
    limits.unratedBytes = 1 << 20
    var tar = TarFixture()
    tar.add("zeros", [UInt8](repeating: 0, count: 4 << 20))
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    // One 4 MiB member of zeros after its header, in 26 kB.
    bytes += deflated(Array(tar.bytes.prefix(512)), zeroRuns: 17_000)
    bytes += [UInt8](repeating: 0, count: 8)
    let found = try search(bytes, limits)
    #expect(found.files.isEmpty)
    #expect(
      found.leftOutNames(folder) == [
        "box/a.zip: archive unpacks to more than 100 times its size", "box/a.zip/zeros: not a DICOM file",
      ])
  }

  /// The stated size is a tenth of what comes out; the sum of all members is bounded as well.
  @Test func aSizeThatLiesIsFoundOut() throws {
    var zip = ZipFixture()
    zip.members.append(.bomb("liar", zeroRuns: 1000, statedSize: 25_800))
    zip.add("IM", dicomBytes())
    let found = try search(zip.bytes)
    #expect(found.names(folder) == ["box/a.zip/IM"])
    #expect(found.leftOutNames(folder) == ["box/a.zip/liar: damaged or incomplete"])
    #expect(found.isIncomplete)
  }

  @Test func sizesAreCapped() throws {
    var zip = ZipFixture()
    for i in 0..<3 { zip.add("IM\(i)", dicomBytes() + [UInt8](repeating: 1, count: (i + 1) << 20)) }
    var limits = MediaLimits()
    limits.memberBytes = 2 << 20
    let members = try search(zip.bytes, limits)
    #expect(members.files.count == 1)
    #expect(members.leftOut.map(\.reason) == Array(repeating: "larger than 2 MiB", count: 2))
    limits = MediaLimits()
    limits.extractedBytes = 2 << 20
    let all = try search(zip.bytes, limits)
    #expect(all.names(folder) == ["box/a.zip/IM0"])
    #expect(all.leftOutNames(folder) == ["box/a.zip: archives unpack to more than 2 MiB"])
  }

  @Test func aDiskThatWouldFillUpEndsTheSearch() throws {
    var limits = MediaLimits()
    limits.diskReserve = 1 << 60
    let error = #expect(throws: MediaError.self) { try search(ArchiveTests.zip, limits) }
    #expect(error?.description.contains("No space left on device") == true)
    #expect(error?.description.contains("TMPDIR") == true)
  }

  /// A member of unknown size is cut off while it is written.
  @Test func theSizeOfAMemberIsCappedWhileItIsWritten() throws {
    var zip = ZipFixture()
    zip.members.append(.bomb("liar", zeroRuns: 20_000, statedSize: 1000))
    var limits = MediaLimits()
    limits.memberBytes = 1 << 20
    #expect(try search(zip.bytes, limits).leftOut.map(\.reason) == ["larger than 1 MiB"])
  }

  @Test func manyEmptyEntriesAreCapped() throws {
    var zip = ZipFixture()
    zip.add("IM", dicomBytes())
    for i in 0..<60_000 { zip.add("\(i)", []) }
    var limits = MediaLimits()
    limits.archiveEntries = 50_000
    let found = try search(zip.bytes, limits)
    #expect(found.names(folder) == ["box/a.zip/IM"])
    #expect(found.leftOut.map(\.reason).contains("archive of more than 50000 entries"))
  }

  @Test func encryptedMembersAreListed() throws {
    var zip = ZipFixture()
    zip.add("IM1", dicomBytes(), isEncrypted: true)
    let all = try search(zip.bytes)
    #expect(all.files.isEmpty)
    #expect(all.leftOutNames(folder) == ["box/a.zip/IM1: encrypted"])
    zip.add("IM2", dicomBytes())
    let some = try search(zip.bytes)
    #expect(some.names(folder) == ["box/a.zip/IM2"])
    #expect(some.leftOut == all.leftOut && some.isIncomplete)
  }

  /// Wherever it is cut: whole members are kept, and that something is missing is said.
  @Test(arguments: ArchiveTests.Format.allCases)
  func aTruncatedArchiveIsNeverSilentlyShort(_ format: ArchiveTests.Format) throws {
    let whole = format.bytes
    // Shorter than a block, what is left of a tar is not known for one.
    let start = format == .tar ? 512 : 20
    let cuts = Set(stride(from: start, to: whole.count - 8, by: 37))
      .union(stride(from: 512, to: whole.count - 1023, by: 512))
    for cut in cuts.sorted() {
      let found = try search(Array(whole.prefix(cut)))
      let contents = try found.files.map { [UInt8](try Data(contentsOf: URL(filePath: $0.path))) }
      let areOriginals = ArchiveTests.images.starts(with: contents)
      #expect(areOriginals, "cut at \(cut)")
      if contents.count < 3 {
        let reasons = found.leftOut.map(\.reason)
        #expect(found.isIncomplete || reasons == ["not a DICOM file"], "cut at \(cut)")
        #expect(!reasons.isEmpty, "cut at \(cut)")
      }
    }
  }

  /// Any byte may be wrong: what comes out is an original or nothing.
  @Test func aDamagedByteNeverChangesAnImage() throws {
    let whole = ArchiveTests.zip
    for position in stride(from: 0, to: whole.count, by: 11) {
      var damaged = whole
      damaged[position] ^= 0x55
      let found = try search(damaged)
      for file in found.files {
        let content = [UInt8](try Data(contentsOf: URL(filePath: file.path)))
        let isOriginal = ArchiveTests.images.contains(content) || content == damaged
        #expect(isOriginal, "byte \(position)")
      }
    }
  }
}
