import DICOM
import Foundation
import TestSupport
import Testing

@testable import Acquisition

/// Files on disk: folders, damage, copies.
struct InventoryScanTests {
  /// Runs `body` in a new folder that is gone afterwards.
  func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "acquisition-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  func write(_ instance: SyntheticInstance, to path: String) throws {
    var d = instance.header
    let bytes = instance.frames.flatMap { $0 }.flatMap { v -> [UInt8] in
      let word = UInt16(truncatingIfNeeded: v)
      return [UInt8(word & 0xFF), UInt8(word >> 8)]
    }
    d.set(Tag(0x7FE0, 0x0010), .OW, bytes: bytes)
    try DICOMWriter.write(d, to: path)
  }

  @Test func filesOnDiskGiveTheVolumesThatMemoryGives() throws {
    let scan = SyntheticMGRE()
    try inFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/a/b", withIntermediateDirectories: true)
      var generator = SplitMix64(seed: 7)
      for (i, instance) in scan.classic.shuffled(using: &generator).enumerated() {
        try write(instance, to: folder + (i % 2 == 0 ? "/a/\(i)" : "/a/b/IM\(i).dcm"))
      }
      for (i, instance) in SyntheticCT().instances.enumerated() {
        try write(instance, to: folder + "/ct\(i)")
      }
      // The folder, and a file of it once more.
      let found = try takeInventory(of: [folder, folder + "/ct0"])
      #expect(found.skipped.isEmpty)
      #expect(found.studies.map(\.modalities) == [["MR"], ["CT"]])
      #expect(found.series.map(\.instances) == [12, 12, 6])
      let selection = try selectCase(in: found)
      let mgre = try loadMGRE(selection)
      let memory = try loadedMGRE(scan.classic)
      #expect(mgre.phases.map(\.voxels) == memory.phases.map(\.voxels))
      #expect(mgre.magnitudes.map(\.voxels) == memory.magnitudes.map(\.voxels))
      #expect(mgre.phases[0].grid == memory.phases[0].grid)
      #expect(try loadCT(selection).volume.voxels == loadedCT(SyntheticCT().instances).volume.voxels)
    }
  }

  @Test func enhancedFileIsReadBack() throws {
    let scan = SyntheticMGRE(style: .philips)
    try inFolder { folder in
      try write(scan.enhanced, to: folder + "/mr.dcm")
      for (i, instance) in SyntheticCT().instances.enumerated() {
        try write(instance, to: folder + "/ct\(i)")
      }
      let mgre = try loadMGRE(selectCase(in: takeInventory(of: [folder])))
      #expect(mgre.phases.map(\.voxels) == (try loadedMGRE(scan.classic)).phases.map(\.voxels))
    }
  }

  @Test func damagedFilesAndCopiesAreSkippedWithTheirReason() throws {
    try inFolder { folder in
      for (i, instance) in SyntheticCT().instances.enumerated() {
        try write(instance, to: folder + "/ct\(i)")
      }
      try FileManager.default.copyItem(atPath: folder + "/ct1", toPath: folder + "/ct1-copy")
      try "no image".write(toFile: folder + "/readme.txt", atomically: true, encoding: .utf8)
      let whole = try Data(contentsOf: URL(fileURLWithPath: folder + "/ct2"))
      try whole.prefix(200).write(to: URL(fileURLWithPath: folder + "/cut.dcm"))
      try Data().write(to: URL(fileURLWithPath: folder + "/empty.dcm"))
      let found = try takeInventory(of: [folder])
      #expect(found.series.map(\.instances) == [6])
      #expect(
        found.skipped.map { URL(fileURLWithPath: $0.path).lastPathComponent } == [
          "ct1-copy", "cut.dcm", "empty.dcm", "readme.txt",
        ])
      #expect(found.skipped[0].reason == "copy of another file")
      #expect(found.skipped[3].reason == "not a DICOM file")
      #expect(found.skipped.allSatisfy { !$0.reason.isEmpty && !$0.reason.contains("/") })
    }
  }

  @Test func linksAreFollowedAndPipesDoNotBlock() throws {
    try inFolder { folder in
      let manager = FileManager.default
      try manager.createDirectory(atPath: folder + "/real", withIntermediateDirectories: true)
      for (i, instance) in SyntheticCT().instances.enumerated() {
        try write(instance, to: folder + "/real/\(i)")
      }
      try manager.createSymbolicLink(atPath: folder + "/link", withDestinationPath: folder + "/real")
      try manager.createSymbolicLink(atPath: folder + "/real/circle", withDestinationPath: folder)
      #expect(mkfifo(folder + "/real/pipe", 0o600) == 0)
      let found = try takeInventory(of: [folder + "/link", folder + "/real"])
      #expect(found.series.map(\.instances) == [6])
      #expect(found.skipped == [SkippedFile(path: folder + "/link/pipe", reason: "no regular file")])
    }
  }

  @Test func oneModalityAloneCanBeLoaded() throws {
    try inFolder { folder in
      for (i, instance) in SyntheticCT().instances.enumerated() {
        try write(instance, to: folder + "/ct\(i)")
      }
      let found = try takeInventory(of: [folder])
      #expect(try loadCT(from: found).volume.voxels == loadedCT(SyntheticCT().instances).volume.voxels)
      #expect(throws: AcquisitionError.noMGRE(reasons: [])) { try loadMGRE(from: found) }
    }
  }

  @Test func aPathThatIsNotThereIsExitCodeThree() {
    let error = #expect(throws: AcquisitionError.self) { try takeInventory(of: ["/nowhere/at/all"]) }
    #expect(error?.exitCode == 3)
    #expect(
      error?.description
        == "/nowhere/at/all cannot be read. Check that it exists and that you may read it.")
  }

  @Test func aFolderWithoutImagesIsExitCodeThree() throws {
    try inFolder { folder in
      try "x".write(toFile: folder + "/a.txt", atomically: true, encoding: .utf8)
      let error = #expect(throws: AcquisitionError.self) { try takeInventory(of: [folder]) }
      #expect(error?.exitCode == 3)
      #expect(
        error?.description
          == "There is no DICOM image in the input (1 × not a DICOM file). Give the folder that holds the "
          + "exported study.")
    }
  }

  @Test func anEmptyFolderIsExitCodeThree() throws {
    try inFolder { folder in
      let error = #expect(throws: AcquisitionError.self) { try takeInventory(of: [folder]) }
      #expect(error?.exitCode == 3)
      #expect(
        error?.description
          == "There is no file in the input. Give the folder that holds the exported study.")
    }
  }

  /// The archive is made by tar, so that reader and writer are not of one hand.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tar"), "tar is missing"))
  func anArchiveGivesWhatItsFolderGives() throws {
    try inFolder { folder in
      let manager = FileManager.default
      try manager.createDirectory(atPath: folder + "/study", withIntermediateDirectories: true)
      for (i, instance) in (SyntheticMGRE().classic + SyntheticCT().instances).enumerated() {
        try write(instance, to: folder + "/study/\(i)")
      }
      let tar = try Process.run(
        URL(filePath: "/usr/bin/tar"), arguments: ["czf", folder + "/a.tgz", "-C", folder, "study"])
      tar.waitUntilExit()
      try #require(tar.terminationStatus == 0)
      let plain = try takeInventory(of: [folder + "/study"])
      // Nothing but the selection refers to the unpacked files.
      let selection = try selectCase(in: takeInventory(of: [folder + "/a.tgz"]))
      let expected = try selectCase(in: plain)
      #expect(selection.series == expected.series)
      let mgre = try loadMGRE(selection)
      #expect(mgre.phases.map(\.voxels) == (try loadMGRE(expected)).phases.map(\.voxels))
      #expect(try loadCT(selection).volume.voxels == loadCT(expected).volume.voxels)
      #expect(mgre.source.instances.allSatisfy { manager.fileExists(atPath: $0.path) })
      // A member that cannot be decoded is named as in the archive.
      let member = try #require(mgre.source.instances.first)
      try manager.removeItem(atPath: member.path)
      let error = #expect(throws: AcquisitionError.self) { try loadMGRE(selection) }
      #expect(error?.description.hasPrefix(folder + "/a.tgz/study/") == true)
      #expect(error?.description.contains("pallidum-") == false)
      #expect(error?.exitCode == 3)
    }
  }
}
