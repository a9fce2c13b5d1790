import Foundation
import TestSupport
import Testing

@testable import Export

/// Judgement of the files by programs that share no code with this one.
@Suite struct ValidatorTests {
  /// Contexts that give different objects: full, without CT, withheld and overridden, failed registration,
  /// signed.
  static let contexts: [(name: String, context: ExportContext)] = [
    ("full", Fixture.context()), ("foci", Fixture.contextWithFoci()),
    ("no CT", Fixture.context(report: FixtureReport.withoutCT, withCT: false)),
    ("withheld", Fixture.context(report: FixtureReport.withheldAndOverridden)),
    (
      "failed registration",
      Fixture.context(report: FixtureReport.document { $0.registration?.verdict = .fail })
    ),
    (
      "reader's entries",
      Fixture.context(report: FixtureReport.document { $0.readerInput = ReaderEntriesTests.input })
    ),
    (
      "signed",
      Fixture.context(
        signOff: SignOff(observer: "Reader^Anna", organization: "Clinic", dateTime: "20250306090000"))
    ),
  ]

  private func files(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".dcm") }.sorted()
  }

  @Test(
    .enabled(if: ExternalProgram.exists("dciodvfy"), "dciodvfy (dicom3tools) is not installed"),
    arguments: contexts.indices)
  func everyObjectPassesDciodvfy(_ i: Int) throws {
    try Fixture.inTemporaryFolder { folder in
      _ = try exportObjects(Self.contexts[i].context, to: folder)
      for file in try files(folder) {
        let r = try ExternalProgram.run("dciodvfy", "-new", folder + "/" + file)
        #expect(r.status == 0 && !r.output.contains("Error"), "\(Self.contexts[i].name) \(file): \(r.output)")
      }
    }
  }

  @Test(
    .enabled(if: ExternalProgram.exists("dcentvfy"), "dcentvfy (dicom3tools) is not installed"),
    arguments: contexts.indices)
  func entitiesAgreeAcrossObjects(_ i: Int) throws {
    try Fixture.inTemporaryFolder { folder in
      _ = try exportObjects(Self.contexts[i].context, to: folder)
      let r = try ExternalProgram.run(
        "/usr/bin/env", ["dcentvfy"] + files(folder).map { folder + "/" + $0 })
      #expect(r.status == 0 && !r.output.contains("Error"), "\(Self.contexts[i].name): \(r.output)")
    }
  }

  @Test(
    .enabled(if: ExternalProgram.exists("dsrdump"), "dsrdump (dcmtk) is not installed"),
    arguments: contexts.indices)
  func structuredReportPassesDsrdump(_ i: Int) throws {
    try Fixture.inTemporaryFolder { folder in
      _ = try exportObjects(Self.contexts[i].context, to: folder)
      let r = try ExternalProgram.run("dsrdump", folder + "/sr.dcm")
      // Its checker of text knows no UTF-8, and says so; every other warning is one too many.
      let complaints = r.output.split(separator: "\n").filter {
        ($0.hasPrefix("E:") || $0.hasPrefix("W:")) && !$0.contains("VR checker does not support")
      }
      #expect(r.status == 0 && complaints.isEmpty, "\(complaints)")
    }
  }

  /// PixelMed's template validator: half a minute a file, so only where `PALLIDUM_SLOW_TESTS` is set.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["PALLIDUM_SLOW_TESTS"] != nil
        && FileManager.default.fileExists(atPath: pixelmed + "pixelmed.jar"),
      "PALLIDUM_SLOW_TESTS is not set, or libpixelmed-java is not installed"),
    arguments: contexts.indices)
  func structuredReportFollowsItsTemplates(_ i: Int) throws {
    try Fixture.inTemporaryFolder { folder in
      _ = try exportObjects(Self.contexts[i].context, to: folder)
      let jars = ["pixelmed", "vecmath", "commons-codec", "javax.json"].map { pixelmed + $0 + ".jar" }
      let r = try ExternalProgram.run(
        "java", "-Djdk.xml.xpathTotalOpLimit=0", "-Djdk.xml.xpathExprOpLimit=0",
        "-Djdk.xml.xpathExprGrpLimit=0", "-cp", jars.joined(separator: ":"),
        "com.pixelmed.validate.DicomSRValidator", folder + "/sr.dcm")
      // Its exit status is always 0. It misses the value of a withheld number, which PS3.3 C.18.1 lets be
      // empty beside a qualifier.
      let errors = r.output.split(separator: "\n").filter {
        $0.hasPrefix("Error") && !$0.contains("Missing value")
      }
      #expect(errors.isEmpty && r.output.contains("IOD validation complete"), "\(errors)")
    }
  }
}

/// Where Debian installs Java libraries.
private let pixelmed = "/usr/share/java/"
