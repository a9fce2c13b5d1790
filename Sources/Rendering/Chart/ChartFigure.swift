import Report

/// A drawing as a list of marks: written as SVG for the page (colours come from its style sheet, so that it
/// follows dark mode) and drawn by cairo for print.
///
/// Units: pixels, y down.
struct ChartFigure: Sendable {
  /// What a mark stands for; decides its colour.
  enum Role: String, Sendable {
    case ink, soft, grid, cohort, right, left
  }

  enum Anchor: String, Sendable {
    case start, middle, end
  }

  enum Mark: Sendable {
    case line([SIMD2<Double>], Role, width: Double)
    case bar(x: Double, y: Double, width: Double, height: Double, Role)
    case disc(SIMD2<Double>, radius: Double, Role)
    case text(String, SIMD2<Double>, size: Double, bold: Bool, Role, Anchor)
  }

  var width: Double
  var height: Double
  var marks: [Mark] = []

  /// The figure as an SVG element without external resources.
  func svg(label: String) -> String {
    func f(_ v: Double) -> String { DecimalText.plain(v, 1) }
    let escaped = MarkupEscaping.escaped
    var text =
      "<svg viewBox=\"0 0 \(f(width)) \(f(height))\" role=\"img\" aria-label=\"\(escaped(label))\">"
    for mark in marks {
      switch mark {
      case .line(let points, let role, let width):
        let path = points.map { "\(f($0.x)),\(f($0.y))" }.joined(separator: " ")
        text += "<polyline class=\"s-\(role.rawValue)\" stroke-width=\"\(f(width))\" points=\"\(path)\"/>"
      case .bar(let x, let y, let w, let h, let role):
        text +=
          "<rect class=\"f-\(role.rawValue)\" x=\"\(f(x))\" y=\"\(f(y))\" width=\"\(f(w))\" height=\"\(f(h))\" rx=\"2\"/>"
      case .disc(let c, let r, let role):
        text += "<circle class=\"f-\(role.rawValue)\" cx=\"\(f(c.x))\" cy=\"\(f(c.y))\" r=\"\(f(r))\"/>"
      case .text(let string, let p, let size, let bold, let role, let anchor):
        text +=
          "<text class=\"f-\(role.rawValue)\" x=\"\(f(p.x))\" y=\"\(f(p.y))\" font-size=\"\(f(size))\""
          + " text-anchor=\"\(anchor.rawValue)\"\(bold ? " font-weight=\"600\"" : "")>\(escaped(string))</text>"
      }
    }
    return text + "</svg>"
  }

  /// Draws the figure for print, its top left corner at `x`, `y`, enlarged by `scale`.
  func draw(on canvas: Canvas, x: Double, y: Double, scale: Double) throws(RenderingError) {
    func place(_ p: SIMD2<Double>) -> SIMD2<Double> { SIMD2(x, y) + p * scale }
    for mark in marks {
      switch mark {
      case .line(let points, let role, let width):
        canvas.stroke(points.map(place), role.printInk, lineWidth: width * scale)
      case .bar(let bx, let by, let w, let h, let role):
        canvas.fill(x + bx * scale, y + by * scale, w * scale, h * scale, role.printInk)
      case .disc(let c, let r, let role):
        let p = place(c)
        canvas.disc(p.x, p.y, radius: r * scale, role.printInk)
      case .text(let string, let p, let size, let bold, let role, let anchor):
        let layout = try TextLayout(
          string, style: TextStyle(size: size * scale, bold: bold, ink: role.printInk))
        let at = place(p)
        let shift = anchor == .start ? 0 : anchor == .middle ? 0.5 : 1
        // SVG places the baseline; a layout its top. The ascent is close to 0.91 of the size in this family.
        layout.draw(on: canvas, x: at.x - layout.size.x * shift, y: at.y - size * scale * 0.91)
      }
    }
  }
}

extension ChartFigure.Role {
  /// The colour on white paper; right and left darker than on the black of an image.
  var printInk: Ink {
    switch self {
    case .ink: Ink(hex: 0x15181C)
    case .soft: Ink(hex: 0x5B6570)
    case .grid: Ink(hex: 0xDDE1E6)
    case .cohort: Ink(hex: 0xA9B4C0)
    case .right: Ink(hex: 0x0A6D8C)
    case .left: Ink(hex: 0xA86E00)
    }
  }
}
