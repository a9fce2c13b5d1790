import DICOM
import Foundation
import Report
import Testing
import Vocabulary
import Voxels

@testable import Export

@Suite struct ExportObjectsTests {
  private func bytes(_ folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".dcm") {
      found[file] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file))
    }
    return found
  }

  @Test func sameContextGivesSameBytesAndAnotherSeedOtherIdentifiers() throws {
    try Fixture.inTemporaryFolder { a in
      try Fixture.inTemporaryFolder { b in
        let first = try exportObjects(Fixture.context(), to: a)
        let second = try exportObjects(Fixture.context(), to: b)
        #expect(try bytes(a) == bytes(b))
        #expect(first.map(\.sopInstanceUID) == second.map(\.sopInstanceUID))
        #expect(Set(first.map(\.sopInstanceUID)).count == first.count, "no identifier twice")
        let other = try ReportObjects(Fixture.context(seed: 9)).files
        let uids = other.compactMap { $0.dataSet.string(.sopInstanceUID) }
        #expect(uids.count == first.count)
        #expect(Set(uids).isDisjoint(with: first.map(\.sopInstanceUID)))
      }
    }
  }

  @Test func folderHoldsTheAgreedFiles() throws {
    try Fixture.inTemporaryFolder { folder in
      let outputs = try exportObjects(Fixture.context(), to: folder)
      #expect(Set(outputs.map(\.file)) == Set(try bytes(folder).keys.map { "dicom/" + $0 }))
      #expect(
        Array(outputs.map(\.file).prefix(5)) == [
          "dicom/sr.dcm", "dicom/seg.dcm", "dicom/registration.dcm", "dicom/report-pdf.dcm",
          "dicom/qsm/0001.dcm",
        ])
      #expect(outputs.filter { $0.kind == "qsm" }.count == 9)
      #expect(outputs.filter { $0.kind == "ct-resampled" }.count == 9)
      #expect(outputs.filter { $0.kind == "secondary-capture" }.count == 2)
    }
  }

  /// Hazard: left and right exchanged.
  ///
  /// The masks are swapped, codes and report are not.
  @Test func swappedSidesAreNotExported() throws {
    for structure in [Structure.globusPallidus, .putamen, .redNucleus] {
      var masks = Fixture.masks
      masks[.init(structure, .left)] = Fixture.masks[.init(structure, .right)]
      masks[.init(structure, .right)] = Fixture.masks[.init(structure, .left)]
      _ = try Fixture.inTemporaryFolder { folder in
        #expect(throws: ExportError.self) { try exportObjects(Fixture.context(masks: masks), to: folder) }
      }
    }
  }

  /// The same with a report that was made of the swapped masks: only geometry can tell.
  @Test func swappedSidesInMasksAndReportAreNotExported() throws {
    var masks = Fixture.masks
    masks[.init(.putamen, .left)] = Fixture.masks[.init(.putamen, .right)]
    masks[.init(.putamen, .right)] = Fixture.masks[.init(.putamen, .left)]
    let report = FixtureReport.document { r in
      for i in r.structures.indices where r.structures[i].name == .putamen {
        r.structures[i].side = r.structures[i].side.opposite
      }
    }
    try Fixture.inTemporaryFolder { folder in
      let error = #expect(throws: ExportError.self) {
        try exportObjects(Fixture.context(report: report, masks: masks), to: folder)
      }
      guard case .laterality(.putamen, let left, let right) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(left < right)
      #expect(error?.exitCode == 70)
    }
  }

  /// A number of the other side, or in the wrong unit, does not fit the written map.
  @Test func foreignNumbersAreNotExported() throws {
    let inPPM = FixtureReport.document { $0.structures[0].qsm?.meanPpb /= 1000 }
    let moved = FixtureReport.document { $0.structures[0].centroidLPS[2] += 5 }
    for report in [inPPM, moved] {
      try Fixture.inTemporaryFolder { folder in
        let error = #expect(throws: ExportError.self) {
          try exportObjects(Fixture.context(report: report), to: folder)
        }
        guard case .readBack = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
    }
  }

  @Test func shearedGridIsRefused() throws {
    var linear = Fixture.grid.voxelToPatient.linear
    linear.c2 += linear.c1 * 0.2
    let grid = Grid<MRPatient>(
      size: Fixture.size, voxelToPatient: Affine(linear: linear, translation: .zero))
    #expect(throws: ExportError.self) { try ImagePlane(grid) }
  }

  /// Another program would apply the transform without seeing the verdict; no object names the missing ones.
  @Test func failedRegistrationIsNotWritten() throws {
    try Fixture.inTemporaryFolder { folder in
      let trusted = try ReportObjects(Fixture.context()).files
      let missing = trusted.filter { ["registration", "ct-resampled"].contains($0.kind) }
        .compactMap { $0.dataSet.string(.sopInstanceUID) }
      #expect(missing.count == 10)
      let failed = FixtureReport.document { $0.registration?.verdict = .fail }
      let outputs = try exportObjects(Fixture.context(report: failed), to: folder)
      #expect(Set(outputs.map(\.kind)) == ["sr", "seg", "report-pdf", "qsm", "secondary-capture"])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
          == ["qsm", "report-pdf.dcm", "secondary-capture", "seg.dcm", "sr.dcm"])
      // Identifiers do not depend on the verdict, so that a dangling reference would hold one of these.
      for (file, data) in try bytes(folder) {
        for uid in missing { #expect(data.range(of: Data(uid.utf8)) == nil, "\(file)") }
      }
      try Fixture.inTemporaryFolder { other in
        _ = try exportObjects(Fixture.context(), to: other)
        let report = try #require(try bytes(other)["sr.dcm"])
        for uid in missing { #expect(report.range(of: Data(uid.utf8)) != nil, "\(uid)") }
      }
    }
  }

  @Test func withheldMapIsNotWritten() throws {
    try Fixture.inTemporaryFolder { folder in
      let outputs = try exportObjects(
        Fixture.context(report: FixtureReport.withheldAndOverridden), to: folder)
      #expect(!outputs.contains { $0.kind == "qsm" })
      #expect(outputs.contains { $0.kind == "seg" })
    }
  }
}
