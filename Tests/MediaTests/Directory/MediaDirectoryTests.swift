import Foundation
import Testing

@testable import Media

/// A DICOMDIR as input, and in a folder.
struct MediaDirectoryTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  func files(named ids: [[String]], inactive: [[String]] = []) throws -> FileSet {
    try findFiles(at: [try folder.write(directoryFile(ids, inactive: inactive), "cd/DICOMDIR")])
  }

  @Test func itsFilesAreFoundWithTheUsualQuirksOfNames() throws {
    for name in ["DICOM/IM1", "DICOM/im2", "DICOM/IM3.;1", "DICOM/im4.dcm", "DICOM/im5.dcm;1", "DICOM/other"]
    {
      try folder.write(dicomBytes(name), "cd/" + name)
    }
    let found = try files(
      named: (1...5).map { ["DICOM", "IM\($0)"] }, inactive: [["DICOM", "OTHER"], ["DICOM", "DELETED"]])
    #expect(
      found.names(folder) == [
        "cd/DICOM/IM1", "cd/DICOM/IM3.;1", "cd/DICOM/im2", "cd/DICOM/im4.dcm", "cd/DICOM/im5.dcm;1",
      ])
    #expect(found.leftOutNames(folder) == ["cd/DICOMDIR: directory of the medium"])
  }

  @Test func foldersMayBeLowerCase() throws {
    try folder.write(dicomBytes(), "cd/dicom/a1/im1")
    #expect(try files(named: [["DICOM", "A1", "IM1"]]).names(folder) == ["cd/dicom/a1/im1"])
  }

  @Test func missingAndAmbiguousFilesAreListed() throws {
    for name in ["IM1.dcm", "im1.DCM", "IM2"] { try folder.write(dicomBytes(name), "cd/" + name) }
    let found = try files(named: [["IM1"], ["IM2"], ["IM3"], ["SUB", "IM4"]])
    #expect(found.names(folder) == ["cd/IM2"])
    #expect(
      found.leftOutNames(folder).sorted() == [
        "cd/DICOMDIR: directory of the medium", "cd/IM1: named by the DICOMDIR, but several files match",
        "cd/IM3: named by the DICOMDIR, but missing", "cd/SUB/IM4: named by the DICOMDIR, but missing",
      ])
    #expect(found.isIncomplete)
  }

  @Test func nothingOutsideItsFolderIsRead() throws {
    try folder.write(dicomBytes("secret"), "secret/IM")
    try folder.write(dicomBytes("1"), "cd/IM1")
    try folder.link("cd/OUT", to: "../secret")
    try folder.link("cd/LINK", to: "../secret/IM")
    let found = try files(
      named: [
        ["..", "secret", "IM"], ["OUT", "IM"], ["LINK"], ["/etc/passwd"], ["..", "cd", "IM1"], [".", "IM1"],
        ["IM1"],
      ])
    #expect(found.names(folder) == ["cd/IM1"])
    #expect(found.leftOut.count == 7)
    #expect(
      found.leftOut.filter { $0.reason == "named by the DICOMDIR, but outside its folder" }.count == 6)
  }

  @Test func inAFolderItIsAFileLikeOthersButNoImage() throws {
    try folder.write(directoryFile([["IM1"]]), "cd/DICOMDIR")
    try folder.write(dicomBytes(), "cd/unnamed")
    let found = try findFiles(at: [folder.path])
    #expect(found.names(folder) == ["cd/unnamed"])
    #expect(found.leftOutNames(folder) == ["cd/DICOMDIR: directory of the medium"])
    #expect(!found.isIncomplete)
  }

  @Test func aDamagedOneIsListed() throws {
    let whole = directoryFile([["IM1"], ["IM2"]])
    let path = try folder.write(Array(whole.dropLast(30)), "DICOMDIR")
    let found = try findFiles(at: [path])
    #expect(found.files.isEmpty)
    #expect(found.leftOut.map(\.reason) == ["damaged or incomplete", "directory of the medium"])
  }

  /// In the folder itself, without a path before the name.
  @Test func aNameAloneIsResolvedInTheWorkingFolder() throws {
    var media = MediaFolder(containing: "DICOMDIR", system: .disk)
    #expect(throws: MediaFolder.Problem.missing) { try media.resolve(["NO-SUCH-FILE-HERE"]).get() }
    #expect(media.path(of: ["A", "B"]) == "A/B")
  }
}
