internal import CCairo

/// How a run of text looks; sizes in the canvas' unit.
struct TextStyle: Sendable {
  var size: Double
  var bold = false
  var ink = Ink.black
  var alignment = Alignment.left
  /// Extra distance between lines as a factor of the line height; 1 is the font's own.
  var lineSpacing = 1.0
  /// First family that is installed is used.
  var families = "Liberation Sans, Arial, DejaVu Sans, sans-serif"

  enum Alignment: Sendable { case left, center, right }
}

/// A laid out paragraph.
///
/// Measuring needs no canvas, so pages can be filled before any is drawn.
final class TextLayout {
  private let layout: OpaquePointer
  let style: TextStyle

  /// Lays out Pango markup, wrapped at `width` (nil: one line).
  /// - Throws: `RenderingError.drawing` if the markup is not well-formed.
  init(markup: String, style: TextStyle, width: Double? = nil) throws(RenderingError) {
    self.style = style
    guard let fontMap = pango_cairo_font_map_get_default(),
      let pango = pango_font_map_create_context(fontMap)
    else { throw .drawing(status: "no font map") }
    defer { g_object_unref(UnsafeMutableRawPointer(pango)) }
    // 72 dots an inch make a font's point one canvas unit; unhinted metrics scale with the page.
    pango_cairo_context_set_resolution(pango, 72)
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    pango_cairo_context_set_font_options(pango, options)
    cairo_font_options_destroy(options)
    layout = pango_layout_new(pango)
    let font = pango_font_description_new()
    pango_font_description_set_family(font, style.families)
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    pango_font_description_set_size(font, Int32((style.size * Double(PANGO_SCALE)).rounded()))
    pango_layout_set_font_description(layout, font)
    pango_font_description_free(font)
    if let width {
      pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
      pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    }
    let alignment: PangoAlignment =
      switch style.alignment {
      case .left: PANGO_ALIGN_LEFT
      case .center: PANGO_ALIGN_CENTER
      case .right: PANGO_ALIGN_RIGHT
      }
    pango_layout_set_alignment(layout, alignment)
    pango_layout_set_line_spacing(layout, Float(style.lineSpacing))
    guard pango_parse_markup(markup, -1, 0, nil, nil, nil, nil) != 0 else {
      g_object_unref(UnsafeMutableRawPointer(layout))
      throw .drawing(status: "text markup is not well-formed")
    }
    // A hyphen at a line's end would become part of a copied UID or digest.
    pango_layout_set_markup(layout, "<span insert_hyphens='false'>\(markup)</span>", -1)
  }

  /// Lays out plain text.
  convenience init(_ text: String, style: TextStyle, width: Double? = nil) throws(RenderingError) {
    try self.init(markup: MarkupEscaping.escaped(text), style: style, width: width)
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Width and height of the laid out text.
  var size: SIMD2<Double> {
    var w: Int32 = 0
    var h: Int32 = 0
    pango_layout_get_size(layout, &w, &h)
    return SIMD2(Double(w), Double(h)) / Double(PANGO_SCALE)
  }

  /// Draws with the top left corner at `x`, `y`; `halo` puts a dark rim around the letters.
  func draw(on canvas: Canvas, x: Double, y: Double, halo: Bool = false) {
    cairo_move_to(canvas.context, x, y)
    if halo {
      pango_cairo_layout_path(canvas.context, layout)
      canvas.set(Ink(gray: 0, alpha: 0.85))
      cairo_set_line_width(canvas.context, style.size / 5)
      cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_ROUND)
      cairo_stroke(canvas.context)
      cairo_move_to(canvas.context, x, y)
    }
    canvas.set(style.ink)
    pango_cairo_show_layout(canvas.context, layout)
  }
}

extension Canvas {
  /// Draws one line of plain text with a halo; `x`, `y` is the point of the text's box given by `anchor`
  /// (0, 0 top left … 1, 1 bottom right).
  func label(_ text: String, x: Double, y: Double, style: TextStyle, anchor: SIMD2<Double> = .zero)
    throws(RenderingError)
  {
    let layout = try TextLayout(text, style: style)
    let s = layout.size
    layout.draw(on: self, x: x - s.x * anchor.x, y: y - s.y * anchor.y, halo: true)
  }
}
