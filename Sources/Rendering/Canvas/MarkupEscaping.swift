import Mustache

/// Escaping of text for HTML, XML and Pango markup.
///
/// Works on Unicode scalars: a `"` followed by a combining accent is one `Character`, and an escaper that looks
/// at characters would let it through. Control characters that XML 1.0 forbids become U+FFFD.
enum MarkupEscaping: Sendable {
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n", "\r": result.append(scalar)
      case "\u{0}"..<" ", "\u{7F}", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The content type that templates name in their first line.
  struct ContentType: MustacheContentType {
    func escapeText(_ text: String) -> String { MarkupEscaping.escaped(text) }
  }

  /// Makes `{{% CONTENT_TYPE:MARKUP}}` known to the template library, once.
  static let registered: Bool = {
    MustacheContentTypes.register(ContentType(), named: "MARKUP")
    return true
  }()
}
