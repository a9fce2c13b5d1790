import Testing

@testable import Rendering

struct PDFPaperTests {
  private func piece(_ height: Double, keeps: Bool = false, continuation: [PDFPiece] = []) -> PDFPiece {
    PDFPiece(height: height, keepsWithNext: keeps, continuation: continuation) {
      (_, _, _) throws(RenderingError) in
    }
  }

  @Test func headingNeverStandsLast() {
    // Text height is 744 points.
    let pages = PDFPaper().pages([piece(700), piece(30, keeps: true), piece(100)])
    #expect(pages.map { $0.map(\.height) } == [[700], [30, 100]])
  }

  @Test func tableHeadIsRepeated() {
    let head = piece(20)
    let rows = (0..<3).map { _ in piece(300, continuation: [head]) }
    let pages = PDFPaper().pages([head] + rows)
    #expect(pages.map { $0.map(\.height) } == [[20, 300, 300], [20, 300]])
  }

  @Test func tallPieceEndsTheLoop() {
    #expect(PDFPaper().pages([piece(10), piece(2000), piece(10)]).count == 3)
  }
}
