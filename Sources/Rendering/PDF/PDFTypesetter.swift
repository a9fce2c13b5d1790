/// Turns blocks into pieces of a given width.
///
/// Sizes in points.
struct PDFTypesetter {
  let images: [String: RenderedImage]
  let charts: [String: CohortChart]

  private static let ink = Ink(hex: 0x15181C)
  private static let soft = Ink(hex: 0x56606B)
  private static let line = Ink(hex: 0xD3D8DE)
  private static let panel = Ink(hex: 0xF5F6F8)

  func pieces(_ blocks: [PDFBlock], width: Double) throws(RenderingError) -> [PDFPiece] {
    var result: [PDFPiece] = []
    for block in blocks { result += try pieces(block, width: width) }
    return result
  }

  private func pieces(_ block: PDFBlock, width: Double) throws(RenderingError) -> [PDFPiece] {
    switch block {
    case .heading(let markup):
      return [
        .space(14),
        try text(markup, TextStyle(size: 13, bold: true, ink: Self.ink), width, after: 5, keep: true),
      ]
    case .subheading(let markup):
      return [
        .space(8),
        try text(markup, TextStyle(size: 9.5, bold: true, ink: Self.ink), width, after: 3, keep: true),
      ]
    case .paragraph(let markup, let size, let soft, let keep):
      let style = TextStyle(size: size, ink: soft ? Self.soft : Self.ink, lineSpacing: 1.12)
      return [try text(markup, style, width, after: 4, keep: keep)]
    case .preformatted(let markup):
      let style = TextStyle(
        size: 7.5, ink: Self.ink, families: "Liberation Mono, DejaVu Sans Mono, monospace")
      var lines: [PDFPiece] = []
      for line in markup.split(separator: "\n", omittingEmptySubsequences: false) {
        lines.append(try text(line.isEmpty ? " " : String(line), style, width, after: 0))
      }
      return lines
    case .box(let blocks, let tone): return [try box(blocks, tone: tone, width: width, height: nil)]
    case .columns(let blocks): return [try columns(blocks, width: width)]
    case .table(let table): return try rows(table, width: width)
    case .images(let names, let columns): return try pictures(names, columns: columns, width: width)
    case .chart(let name): return chart(name, width: width)
    case .signature(let labels): return [try signature(labels, width: width)]
    case .rule:
      return [
        PDFPiece(height: 7) { (canvas, x, y) throws(RenderingError) in
          canvas.fill(x, y + 3, width, 0.6, Self.line)
        }
      ]
    case .space(let points): return [.space(points)]
    case .pageBreak:
      return [PDFPiece(height: 0, breaksPage: true) { (_, _, _) throws(RenderingError) in }]
    }
  }

  private func text(
    _ markup: String, _ style: TextStyle, _ width: Double, after: Double, keep: Bool = false
  ) throws(RenderingError) -> PDFPiece {
    let layout = try TextLayout(markup: markup, style: style, width: width)
    return PDFPiece(height: layout.size.y + after, keepsWithNext: keep) {
      (canvas, x, y) throws(RenderingError) in
      layout.draw(on: canvas, x: x, y: y)
    }
  }

  // MARK: - Boxes

  private static let padding = 9.0

  private func box(_ blocks: [PDFBlock], tone: PDFBlock.Tone?, width: Double, height: Double?)
    throws(RenderingError) -> PDFPiece
  {
    let inner = PDFPiece.stack(try pieces(blocks, width: width - 2 * Self.padding))
    let total = max(inner.height + 2 * Self.padding - 3, height ?? 0)
    return PDFPiece(height: total) { (canvas, x, y) throws(RenderingError) in
      canvas.roundedFill(x, y, width, total, radius: 4, Self.panel)
      if let tone { canvas.fill(x, y, width, 2.5, Ink(hex: tone.hex)) }
      try inner.draw(canvas, x + Self.padding, y + Self.padding)
    }
  }

  private func columns(_ blocks: [PDFBlock], width: Double) throws(RenderingError) -> PDFPiece {
    let gap = 12.0
    let each = (width - gap * Double(blocks.count - 1)) / Double(max(blocks.count, 1))
    // First at their own heights, then boxes again at the height of the tallest.
    var height = 0.0
    for block in blocks { height = max(height, PDFPiece.stack(try pieces(block, width: each)).height) }
    var parts: [PDFPiece] = []
    for block in blocks {
      if case .box(let inner, let tone) = block {
        parts.append(try box(inner, tone: tone, width: each, height: height))
      } else {
        parts.append(PDFPiece.stack(try pieces(block, width: each)))
      }
    }
    return PDFPiece(height: height) { (canvas, x, y) throws(RenderingError) in
      for (i, part) in parts.enumerated() { try part.draw(canvas, x + Double(i) * (each + gap), y) }
    }
  }

  private func signature(_ labels: [String], width: Double) throws(RenderingError) -> PDFPiece {
    let gap = 18.0
    let each = (width - gap * Double(labels.count - 1)) / Double(max(labels.count, 1))
    var layouts: [TextLayout] = []
    for label in labels {
      layouts.append(try TextLayout(markup: label, style: TextStyle(size: 8, ink: Self.soft), width: each))
    }
    return PDFPiece(height: 50) { (canvas, x, y) throws(RenderingError) in
      for (i, layout) in layouts.enumerated() {
        let left = x + Double(i) * (each + gap)
        canvas.fill(left, y + 34, each, 0.6, Self.ink)
        layout.draw(on: canvas, x: left, y: y + 37)
      }
    }
  }

  // MARK: - Tables

  private func rows(_ table: PDFTable, width: Double) throws(RenderingError) -> [PDFPiece] {
    var head: [PDFPiece] = []
    if !table.head.isEmpty {
      head = [
        try row(
          table.head, table, width: width, style: TextStyle(size: table.size, bold: true, ink: Self.soft),
          rule: Self.soft)
      ]
      head[0].keepsWithNext = true
    }
    var result = head
    for (i, cells) in table.rows.enumerated() {
      var piece = try row(
        cells, table, width: width, style: TextStyle(size: table.size, ink: Self.ink), rule: Self.line)
      piece.continuation = head
      // A table does not begin with a single row at the foot of a page.
      piece.keepsWithNext = i == 0 && !head.isEmpty && table.rows.count > 1
      result.append(piece)
    }
    return result + [.space(4)]
  }

  private func row(_ cells: [String], _ table: PDFTable, width: Double, style: TextStyle, rule: Ink)
    throws(RenderingError) -> PDFPiece
  {
    let total = table.widths.reduce(0, +)
    let gap = 8.0
    var layouts: [(layout: TextLayout, x: Double)] = []
    var x = 0.0
    for (i, cell) in cells.enumerated() where i < table.widths.count {
      let cellWidth = table.widths[i] / total * width
      var cellStyle = style
      cellStyle.alignment = i < table.alignments.count ? table.alignments[i] : .left
      let usable = cellWidth - (i == table.widths.count - 1 ? 0 : gap)
      layouts.append((try TextLayout(markup: cell, style: cellStyle, width: max(usable, 8)), x))
      x += cellWidth
    }
    let height = (layouts.map { $0.layout.size.y }.max() ?? 0) + 5
    return PDFPiece(height: height) { (canvas, x, y) throws(RenderingError) in
      for cell in layouts { cell.layout.draw(on: canvas, x: x + cell.x, y: y + 2) }
      canvas.fill(x, y + height - 0.5, width, 0.5, rule)
    }
  }

  // MARK: - Pictures

  private func pictures(_ names: [String], columns: Int, width: Double) throws(RenderingError) -> [PDFPiece] {
    let found = names.compactMap { images[$0] }
    let gap = 6.0
    let each = (width - gap * Double(columns - 1)) / Double(columns)
    var result: [PDFPiece] = []
    for start in stride(from: 0, to: found.count, by: columns) {
      let line = found[start..<min(start + columns, found.count)]
      var canvases: [Canvas] = []
      for image in line { canvases.append(try Canvas(image)) }
      let height = line.map { each * Double($0.height) / Double($0.width) }.max() ?? 0
      result.append(
        PDFPiece(height: height + gap) { (canvas, x, y) throws(RenderingError) in
          for (i, picture) in canvases.enumerated() {
            canvas.paint(
              picture, x: x + Double(i) * (each + gap), y: y, width: each,
              height: each * picture.height / picture.width)
          }
        })
    }
    return result
  }

  private func chart(_ name: String, width: Double) -> [PDFPiece] {
    guard let chart = charts[name] else { return [] }
    // A chart of 760 units reads well at three quarters of the text width.
    let scale = width * 0.78 / chart.figure.width
    return [
      PDFPiece(height: chart.figure.height * scale + 4, keepsWithNext: true) {
        (canvas, x, y) throws(RenderingError) in
        try chart.figure.draw(on: canvas, x: x, y: y, scale: scale)
      }
    ]
  }
}

extension Canvas {
  /// A picture's pixels as a canvas.
  convenience init(_ image: RenderedImage) throws(RenderingError) {
    try self.init(imageWidth: image.width, height: image.height)
    setPixels(
      (0..<image.width * image.height).map { i in
        UInt32(image.rgb[3 * i]) << 16 | UInt32(image.rgb[3 * i + 1]) << 8 | UInt32(image.rgb[3 * i + 2])
      })
  }
}
