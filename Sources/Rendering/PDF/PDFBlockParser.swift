import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads the expanded template `report.pdf.mustache` as blocks.
struct PDFBlockParser {
  private static let file = "report.pdf.mustache"
  private static let pointsPerMm = 72 / 25.4

  static func parse(_ xml: String) throws(RenderingError) -> PDFDocumentLayout {
    let root: XMLElement
    do {
      let document = try XMLDocument(
        xmlString: xml, options: [.nodePreserveWhitespace, .nodeLoadExternalEntitiesNever])
      guard let element = document.rootElement(), element.name == "report" else {
        throw RenderingError.templateInvalid(name: file, reason: "its root element is not report")
      }
      root = element
    } catch let error as RenderingError {
      throw error
    } catch {
      throw .templateInvalid(name: file, reason: "it is not well-formed XML")
    }
    var layout = PDFDocumentLayout(
      title: attribute("title", root) ?? "", headerLeft: "", headerRight: "", footerLeft: "", blocks: [])
    for element in elements(root) {
      switch element.name ?? "" {
      case "header":
        layout.headerLeft = part("left", of: element)
        layout.headerRight = part("right", of: element)
      case "footer": layout.footerLeft = part("left", of: element)
      default: layout.blocks.append(try block(element))
      }
    }
    return layout
  }

  private static func block(_ e: XMLElement) throws(RenderingError) -> PDFBlock {
    switch e.name ?? "" {
    case "heading": return .heading(markup(e))
    case "subheading": return .subheading(markup(e))
    case "paragraph":
      return .paragraph(markup(e), size: number("size", e) ?? 9.5, soft: false, keep: keeps(e))
    case "note": return .paragraph(markup(e), size: number("size", e) ?? 8, soft: true, keep: keeps(e))
    case "pre": return .preformatted(MarkupEscaping.escaped(e.stringValue ?? ""))
    case "box": return .box(try blocks(in: e), tone: attribute("tone", e).flatMap(PDFBlock.Tone.init))
    case "columns": return .columns(try blocks(in: e))
    case "table": return .table(table(e))
    case "images":
      let names = elements(e).compactMap { attribute("name", $0) }
      return .images(names, columns: max(1, Int(number("columns", e) ?? 2)))
    case "chart": return .chart(attribute("name", e) ?? "")
    case "signature": return .signature(elements(e).map(markup))
    case "rule": return .rule
    case "space": return .space(points: (number("mm", e) ?? 3) * pointsPerMm)
    case "pagebreak": return .pageBreak
    case let name: throw .templateInvalid(name: file, reason: "there is no block named \(name)")
    }
  }

  private static func blocks(in e: XMLElement) throws(RenderingError) -> [PDFBlock] {
    var result: [PDFBlock] = []
    for child in elements(e) { result.append(try block(child)) }
    return result
  }

  private static func table(_ e: XMLElement) -> PDFTable {
    let widths = (attribute("widths", e) ?? "1").split(separator: ",").compactMap { Double($0) }
    let alignments = (attribute("align", e) ?? "").split(separator: ",").map {
      letter -> TextStyle.Alignment in
      letter == "r" ? .right : letter == "c" ? .center : .left
    }
    let children = elements(e)
    return PDFTable(
      widths: widths, alignments: alignments,
      head: children.first { $0.name == "head" }.map { elements($0).map(markup) } ?? [],
      rows: children.filter { $0.name == "row" }.map { elements($0).map(markup) },
      size: number("size", e) ?? 8.5)
  }

  // MARK: - XML

  private static func elements(_ e: XMLElement) -> [XMLElement] {
    (e.children ?? []).compactMap { $0 as? XMLElement }
  }

  private static func attribute(_ name: String, _ e: XMLElement) -> String? {
    e.attribute(forName: name)?.stringValue
  }

  private static func number(_ name: String, _ e: XMLElement) -> Double? {
    attribute(name, e).flatMap(Double.init)
  }

  private static func keeps(_ e: XMLElement) -> Bool { attribute("keep", e) == "yes" }

  private static func part(_ name: String, of e: XMLElement) -> String {
    elements(e).first { $0.name == name }.map(markup) ?? ""
  }

  /// The element's content as Pango markup on one line.
  private static func markup(_ e: XMLElement) -> String {
    let text = content(e)
    let collapsed = text.split(whereSeparator: { $0 == " " || $0.isNewline || $0 == "\t" })
    return collapsed.joined(separator: " ")
  }

  private static let plainTags: Set = ["b", "i", "big", "small", "sup", "sub", "tt"]

  private static func content(_ e: XMLElement) -> String {
    (e.children ?? []).map { node in
      guard let child = node as? XMLElement else {
        return node.kind == .comment ? "" : MarkupEscaping.escaped(node.stringValue ?? "")
      }
      let name = child.name ?? ""
      if plainTags.contains(name) { return "<\(name)>\(content(child))</\(name)>" }
      if name == "tone", let tone = attribute("name", child).flatMap(PDFBlock.Tone.init) {
        let hex = String(tone.hex, radix: 16)
        let colour = String(repeating: "0", count: 6 - hex.count) + hex
        return "<span foreground='#\(colour)'>\(content(child))</span>"
      }
      return content(child)
    }.joined()
  }
}
