/// A4 with margins: breaks pieces into pages and draws a page with its header and footer.
///
/// Sizes in points.
struct PDFPaper {
  let width = 595.28
  let height = 841.89
  private let side = 45.0
  private let top = 52.0
  private let bottom = 46.0

  var textWidth: Double { width - 2 * side }
  private var textHeight: Double { height - top - bottom }

  /// Fills pages in order.
  ///
  /// A heading never stands last; a piece taller than a page gets a page of its own.
  func pages(_ pieces: [PDFPiece]) -> [[PDFPiece]] {
    var pages: [[PDFPiece]] = [[]]
    var used = 0.0
    func newPage(for piece: PDFPiece) {
      guard !(pages.last?.isEmpty ?? true) else { return }
      pages.append(piece.continuation)
      used = piece.continuation.reduce(0) { $0 + $1.height }
    }
    for (i, piece) in pieces.enumerated() {
      if piece.breaksPage {
        newPage(for: piece)
        continue
      }
      if piece.isSpace, pages.last?.isEmpty ?? true { continue }
      if used + needed(pieces, from: i) > textHeight { newPage(for: piece) }
      if piece.isSpace, pages.last?.isEmpty ?? true { continue }
      pages[pages.count - 1].append(piece)
      used += piece.height
    }
    return pages.filter { !$0.isEmpty }
  }

  /// Height of a piece with all that must follow it on the same page.
  private func needed(_ pieces: [PDFPiece], from start: Int) -> Double {
    var total = 0.0
    for piece in pieces[start...] {
      if piece.breaksPage { break }
      total += piece.height
      if !piece.keepsWithNext && !piece.isSpace { break }
    }
    return total
  }

  func draw(_ page: [PDFPiece], _ layout: PDFDocumentLayout, number: Int, of count: Int, on canvas: Canvas)
    throws(RenderingError)
  {
    let soft = Ink(hex: 0x56606B)
    let line = Ink(hex: 0xD3D8DE)
    try running(layout.headerLeft, layout.headerRight, y: 22, ink: soft, on: canvas)
    canvas.fill(side, 38, textWidth, 0.6, line)
    canvas.fill(side, height - 36, textWidth, 0.6, line)
    try running(layout.footerLeft, "Page \(number) of \(count)", y: height - 30, ink: soft, on: canvas)
    var y = top
    for piece in page {
      try piece.draw(canvas, side, y)
      y += piece.height
    }
  }

  private func running(_ left: String, _ right: String, y: Double, ink: Ink, on canvas: Canvas)
    throws(RenderingError)
  {
    let style = TextStyle(size: 8, ink: ink)
    let rightLayout = try TextLayout(markup: right, style: style)
    rightLayout.draw(on: canvas, x: width - side - rightLayout.size.x, y: y)
    try TextLayout(markup: left, style: style).draw(on: canvas, x: side, y: y)
  }
}
