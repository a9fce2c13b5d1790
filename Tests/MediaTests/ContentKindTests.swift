import Testing

@testable import Media

struct ContentKindTests {
  @Test func kindsAreToldByTheFirstBytes() {
    var tar = TarFixture()
    tar.add("IM", dicomBytes())
    var zip = ZipFixture()
    #expect(ContentKind(head: zip.bytes) == .zip)
    zip.add("IM", dicomBytes())
    #expect(ContentKind(head: zip.bytes) == .zip)
    #expect(ContentKind(head: tar.bytes) == .tar)
    #expect(ContentKind(head: tar.gzipped) == .gzip)
    #expect(ContentKind(head: dicomBytes()) == .dicom)
    #expect(ContentKind(head: directoryFile([["IM"]])) == .directory)
    #expect(ContentKind(head: Array("a text".utf8)) == .other)
    #expect(ContentKind(head: []) == .other)
    // Without preamble: (0008,0005), little endian.
    #expect(ContentKind(head: [8, 0, 5, 0, 0x43, 0x53, 10, 0]) == .dicom)
    #expect(ContentKind(head: [8, 0]) == .other)
  }
}
