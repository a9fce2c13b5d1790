import Foundation

/// A Markdown table: a heading and rows of cells.
func table(_ heading: [String], _ rows: [[String]]) -> String {
  func line(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "/").replacing("\n", with: " ") }.joined(separator: " | ")
      + " |\n"
  }
  return line(heading) + "|" + String(repeating: "-|", count: heading.count) + "\n" + rows.map(line).joined()
}

/// A number with so many decimals, a dash where there is none.
func text(_ x: Double?, _ decimals: Int = 2, sign: Bool = false) -> String {
  guard let x, x.isFinite else { return "–" }
  // No minus before a zero.
  let small = abs(x) < 0.5 * pow(10, -Double(decimals))
  return String(format: sign && !small ? "%+.\(decimals)f" : "%.\(decimals)f", small ? 0 : x)
}
