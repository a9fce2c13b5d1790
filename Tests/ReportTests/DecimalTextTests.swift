import Testing

@testable import Report

struct DecimalTextTests {
  @Test func signsAndRounding() {
    #expect(DecimalText.plain(-0.04, 1) == "0.0")
    #expect(DecimalText.plain(-1.26, 1) == "-1.3")
    #expect(DecimalText.signed(12.6) == "+13")
    #expect(DecimalText.signed(0.2) == "0")
    #expect(DecimalText.signed(-7) == "-7")
    #expect(DecimalText.shortest(0.3) == "0.3")
    #expect(DecimalText.shortest(100) == "100")
    #expect(DecimalText.shortest(0.0451) == "0.045")
    #expect(DecimalText.typographic("-7") == "\u{2212}7")
    #expect(DecimalText.plain(.nan) == "n/a")
  }
}
