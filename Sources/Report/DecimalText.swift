import Foundation

/// Numbers as the report prints them; independent of the machine's locale.
public enum DecimalText {
  /// `value` with a fixed number of decimals and a plain hyphen as minus sign, which survives pasting into
  /// any dictation system.
  ///
  /// A value that rounds to zero has no sign. Not finite: `n/a`.
  public static func plain(_ value: Double, _ decimals: Int = 0) -> String {
    guard value.isFinite else { return "n/a" }
    let text = String(format: "%.\(decimals)f", value)
    return text.hasPrefix("-") && !text.contains(where: { ("1"..."9").contains($0) })
      ? String(text.dropFirst()) : text
  }

  /// `plain` with an explicit sign for positive values.
  public static func signed(_ value: Double, _ decimals: Int = 0) -> String {
    let text = plain(value, decimals)
    return value > 0 && text.contains(where: { ("1"..."9").contains($0) }) ? "+" + text : text
  }

  /// The same text with the typographic minus sign, for print and screen.
  public static func typographic(_ text: String) -> String {
    text.replacingOccurrences(of: "-", with: "\u{2212}")
  }

  /// The fewest decimals (at most `limit`) that show the value: 0.3, 12, 0.045.
  public static func shortest(_ value: Double, limit: Int = 3) -> String {
    var text = plain(value, limit)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
