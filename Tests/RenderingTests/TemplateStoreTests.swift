import Foundation
import Testing

@testable import Rendering

struct TemplateStoreTests {
  private func folder() throws -> URL {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  private func install(_ place: URL) throws {
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: checkoutTemplates, to: place)
  }

  @Test func foundBesideThePrefix() throws {
    let root = try folder()
    defer { try? FileManager.default.removeItem(at: root) }
    try install(root.appendingPathComponent("share/pallidum/Templates"))
    let found = try TemplateStore.locate(
      executablePath: root.appendingPathComponent("bin/pallidum").path, environment: [:],
      workingDirectory: "/")
    #expect(found.standardizedFileURL.path.hasSuffix("share/pallidum/Templates"))
  }

  @Test func foundAboveTheWorkingDirectory() throws {
    let root = try folder()
    defer { try? FileManager.default.removeItem(at: root) }
    try install(root.appendingPathComponent("Templates"))
    let deep = root.appendingPathComponent("a/b")
    try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
    let found = try TemplateStore.locate(
      executablePath: "/nowhere/bin/pallidum", environment: [:], workingDirectory: deep.path)
    #expect(found.lastPathComponent == "Templates")
  }

  @Test func environmentWinsAndIsNotSilentlyReplaced() throws {
    let root = try folder()
    defer { try? FileManager.default.removeItem(at: root) }
    #expect(throws: RenderingError.templatesNotFound(searched: [root.path])) {
      try TemplateStore.locate(
        executablePath: "/nowhere", environment: ["PALLIDUM_TEMPLATES": root.path],
        workingDirectory: checkoutTemplates.path)
    }
  }

  @Test func missingFileIsNamed() throws {
    let root = try folder()
    defer { try? FileManager.default.removeItem(at: root) }
    #expect(throws: RenderingError.templateUnreadable(name: "report.html.mustache")) {
      try TemplateStore(directory: root)
    }
  }

  @Test func errorsAreSentences() {
    #expect(
      RenderingError.templatesNotFound(searched: ["a", "b"]).description
        == "The report's templates were not found (searched 2 places). "
        + "Set PALLIDUM_TEMPLATES to the folder Templates of the installation.")
    #expect(
      RenderingError.gridsDiffer(volume: "the CT").description
        == "The key images need the CT on the grid of the magnitude. Resample it first.")
    #expect(
      RenderingError.templateInvalid(name: "x", reason: "it is not well-formed XML").description
        == "The template x is not valid: it is not well-formed XML. Correct it or restore the installed one.")
  }
}
