/// A laid out piece of the page that is never broken: it knows its height and how to draw itself.
struct PDFPiece {
  var height: Double
  /// Must not be the last thing on a page.
  var keepsWithNext = false
  /// Starts a new page.
  var breaksPage = false
  /// Space that vanishes at the top of a page.
  var isSpace = false
  /// Drawn again at the top of a page that this piece begins, such as a table's head.
  var continuation: [PDFPiece] = []
  /// Draws with the top left corner at x, y.
  var draw: (_ canvas: Canvas, _ x: Double, _ y: Double) throws(RenderingError) -> Void

  static func space(_ points: Double) -> PDFPiece {
    PDFPiece(height: points, isSpace: true) { (_, _, _) throws(RenderingError) in }
  }

  /// Pieces one below the other as one piece.
  static func stack(_ pieces: [PDFPiece]) -> PDFPiece {
    PDFPiece(height: pieces.reduce(0) { $0 + $1.height }) { (canvas, x, y) throws(RenderingError) in
      var y = y
      for piece in pieces {
        try piece.draw(canvas, x, y)
        y += piece.height
      }
    }
  }
}
