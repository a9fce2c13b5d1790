import Foundation
import Mustache

/// The templates of the report, compiled.
///
/// ```
/// Templates/report.html.mustache   the page
/// Templates/report.css             its style sheet, put into the page
/// Templates/report.js              its few lines of script, put into the page
/// Templates/report.pdf.mustache    the printed report as blocks of XML
/// Templates/PART.html.mustache     parts of the page, PART.pdf.mustache parts of the print
/// ```
public struct TemplateStore: Sendable {
  let library: MustacheLibrary
  let styleSheet: String
  let script: String

  /// Sections that a page takes in by name.
  private static let parts = ["context", "controls", "microbleeds", "questions", "reader", "segments"].flatMap
  {
    ["\($0).html", "\($0).pdf"]
  }

  /// Reads and compiles the templates of a folder.
  /// - Throws: `RenderingError.templateUnreadable` or `.templateInvalid`, naming the file.
  public init(directory: URL) throws(RenderingError) {
    _ = MarkupEscaping.registered
    var library = MustacheLibrary()
    for name in ["report.html", "report.pdf"] + Self.parts {
      let file = "\(name).mustache"
      let text = try Self.text(file, in: directory)
      do {
        try library.register(text, named: name)
      } catch {
        throw .templateInvalid(name: file, reason: "\(error)")
      }
    }
    self.library = library
    styleSheet = try Self.text("report.css", in: directory)
    script = try Self.text("report.js", in: directory)
  }

  /// Finds the folder: `PALLIDUM_TEMPLATES`, else `PREFIX/share/pallidum/Templates` of the executable's prefix,
  /// else `Templates` of the source checkout above the executable or the working directory.
  /// - Throws: `RenderingError.templatesNotFound` with every place that was searched.
  public static func locate(
    executablePath: String, environment: [String: String] = ProcessInfo.processInfo.environment,
    workingDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(RenderingError) -> URL {
    if let chosen = environment["PALLIDUM_TEMPLATES"], !chosen.isEmpty {
      let url = URL(fileURLWithPath: chosen, isDirectory: true)
      guard holdsTemplates(url) else { throw .templatesNotFound(searched: [url.path]) }
      return url
    }
    let executable = URL(fileURLWithPath: executablePath).resolvingSymlinksInPath()
    let prefix = executable.deletingLastPathComponent().deletingLastPathComponent()
    var candidates = [prefix.appendingPathComponent("share/pallidum/Templates", isDirectory: true)]
    for start in [
      executable.deletingLastPathComponent(), URL(fileURLWithPath: workingDirectory, isDirectory: true),
    ] {
      var folder = start.standardizedFileURL
      while true {
        candidates.append(folder.appendingPathComponent("Templates", isDirectory: true))
        let parent = folder.deletingLastPathComponent().standardizedFileURL
        if folder.path == "/" || parent.path == folder.path { break }
        folder = parent
      }
    }
    guard let found = candidates.first(where: holdsTemplates) else {
      throw .templatesNotFound(searched: candidates.map(\.path))
    }
    return found
  }

  private static func holdsTemplates(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("report.html.mustache").path)
  }

  private static func text(_ name: String, in directory: URL) throws(RenderingError) -> String {
    do {
      return try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)
    } catch {
      throw .templateUnreadable(name: name)
    }
  }

  /// Fills in a template.
  func expand(_ name: String, _ view: ReportView) throws(RenderingError) -> String {
    struct Page {
      let report: ReportView
      let styleSheet: String
      let script: String
    }
    let page = Page(report: view, styleSheet: styleSheet, script: script)
    guard let text = library.render(page, withTemplate: name) else {
      throw .templateUnreadable(name: "\(name).mustache")
    }
    return text
  }
}
