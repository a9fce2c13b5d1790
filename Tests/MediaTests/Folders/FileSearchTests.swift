import Foundation
import Testing

@testable import Media

/// Folders, links, and what must not be opened.
struct FileSearchTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  @Test func foldersAreSearchedToTheBottomInOrder() throws {
    for name in ["b/2", "b/1", "a/x/y/IM", "top.dcm"] { try folder.write(dicomBytes(name), name) }
    let found = try findFiles(at: [folder.path])
    #expect(found.names(folder) == ["a/x/y/IM", "b/1", "b/2", "top.dcm"])
    #expect(found.leftOut.isEmpty && !found.isIncomplete)
  }

  @Test func aFileThatIsReachedTwiceIsListedOnce() throws {
    let file = try folder.write(dicomBytes(), "real/IM")
    try FileManager.default.linkItem(atPath: file, toPath: folder.path + "/real/hard")
    try folder.link("soft", to: "real/IM")
    let found = try findFiles(at: [folder.path, file, folder.path + "/real", folder.path + "/"])
    #expect(found.names(folder) == ["real/IM"])
  }

  @Test func linksAreFollowedForPathsAndFilesOnly() throws {
    try folder.write(dicomBytes("1"), "elsewhere/IM1")
    try folder.write(dicomBytes("2"), "elsewhere/IM2")
    try folder.write(dicomBytes("3"), "in/IM3")
    try folder.link("in/file", to: "../elsewhere/IM1")
    try folder.link("in/circle", to: "..")
    try folder.link("in/nothing", to: "gone")
    try folder.link("given", to: "in")
    let found = try findFiles(at: [folder.path + "/given"])
    #expect(found.names(folder) == ["given/IM3", "given/file"])
    #expect(found.leftOutNames(folder) == ["given/nothing: link to nothing"])
  }

  /// Opening a pipe without a writer would block for ever, and a device may do anything.
  @Test func pipesSocketsAndDevicesAreNotOpened() throws {
    try folder.write(dicomBytes(), "IM")
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    try folder.link("device", to: "/dev/tty")
    let opened = Opened()
    var system = FileSystem.disk
    system.glimpse = { path in
      opened.add(path)
      return FileSystem.disk.glimpse(path)
    }
    let paths = [folder.path, folder.path + "/pipe"]
    let found = try findFiles(at: paths, limits: .init(), system: system)
    #expect(found.names(folder) == ["IM"])
    #expect(opened.paths == [folder.path + "/IM"])
    #expect(
      found.leftOutNames(folder) == [
        "device: no regular file", "pipe: no regular file", "pipe: no regular file",
      ])
  }

  /// Root may read everything: the refusal is made by the file system of the test.
  @Test func anUnreadableFolderOrFileIsListedAndTheRestGoesOn() throws {
    for name in ["a/IM", "locked/IM", "z/IM", "z/secret"] { try folder.write(dicomBytes(name), name) }
    var system = FileSystem.disk
    system.entries = { path in
      path.hasSuffix("/locked") ? .failure(.init(code: EACCES)) : FileSystem.disk.entries(path)
    }
    system.glimpse = { path in
      path.hasSuffix("/secret") ? .failure(.init(code: EACCES)) : FileSystem.disk.glimpse(path)
    }
    let found = try findFiles(at: [folder.path], limits: .init(), system: system)
    #expect(found.names(folder) == ["a/IM", "z/IM"])
    #expect(
      found.leftOutNames(folder) == ["locked: folder may not be read", "z/secret: file may not be read"])
    #expect(found.isIncomplete)
    for given in ["/locked", "/z/secret"] {
      #expect(throws: MediaError.unreadablePath(folder.path + given)) {
        try findFiles(at: [folder.path + given], limits: .init(), system: system)
      }
    }
  }

  @Test func aPathThatIsNotThereIsAnError() throws {
    try folder.write(dicomBytes(), "IM")
    #expect(throws: MediaError.unreadablePath(folder.path + "/gone")) {
      try findFiles(at: [folder.path, folder.path + "/gone"])
    }
  }

  @Test func anEmptyFolderHasNoFiles() throws {
    let found = try findFiles(at: [folder.path])
    #expect(found.files.isEmpty && found.leftOut.isEmpty)
  }

  @Test func capsHold() throws {
    for i in 0..<5 { try folder.write(dicomBytes("\(i)"), "a/b/\(i)") }
    var limits = MediaLimits()
    limits.files = 4
    #expect(throws: MediaError.tooManyFiles(limit: 4)) { try findFiles(at: [folder.path], limits: limits) }
    limits = MediaLimits()
    limits.depth = 1
    let shallow = try findFiles(at: [folder.path], limits: limits)
    #expect(shallow.leftOutNames(folder) == ["a/b: folder deeper than 1 levels"])
    limits = MediaLimits()
    limits.pathLength = folder.path.utf8.count + 4
    let short = try findFiles(at: [folder.path], limits: limits)
    #expect(short.files.isEmpty)
    #expect(short.leftOut.allSatisfy { $0.reason == "path of more than \(limits.pathLength) bytes" })
  }

  @Test func namesAreMadePrintable() throws {
    try folder.write(dicomBytes(), "a\u{1B}[31mb\u{202E}")
    let found = try findFiles(at: [folder.path])
    #expect(found.names(folder) == ["a\u{FFFD}[31mb\u{FFFD}"])
    #expect(FileManager.default.fileExists(atPath: found.files[0].path))
  }

  /// A name that is no UTF-8 cannot be opened by a string: it is listed, not passed over.
  @Test func aNameThatIsNotUTF8IsListed() throws {
    let descriptor = open(
      Array((folder.path + "/bad").utf8CString.dropLast()) + [-61, 40, 0], O_CREAT, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    #expect(try findFiles(at: [folder.path]).leftOut.map(\.reason) == ["name is not UTF-8"])
  }
}

/// The paths that were opened.
private final class Opened: @unchecked Sendable {
  private let lock = NSLock()
  private var list: [String] = []
  var paths: [String] { lock.withLock { list } }
  func add(_ path: String) { lock.withLock { list.append(path) } }
}
