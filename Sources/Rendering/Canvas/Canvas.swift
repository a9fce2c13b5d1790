internal import CCairo

/// A surface to draw on: pixels in memory or pages of a PDF.
///
/// Units are pixels or points, y down.
///
/// Not `Sendable`: a canvas belongs to the function that made it.
final class Canvas {
  let surface: OpaquePointer
  let context: OpaquePointer
  let width: Double
  let height: Double

  /// An opaque image of `width` × `height` pixels, black.
  convenience init(imageWidth width: Int, height: Int) throws(RenderingError) {
    try self.init(
      surface: cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
      width: Double(width), height: Double(height))
  }

  /// Takes over `surface`.
  init(surface: OpaquePointer?, width: Double, height: Double) throws(RenderingError) {
    guard let surface else { throw .drawing(status: "out of memory") }
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface) else {
      cairo_surface_destroy(surface)
      throw .drawing(status: String(cString: cairo_status_to_string(status)))
    }
    self.surface = surface
    self.context = context
    self.width = width
    self.height = height
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Throws what cairo has recorded as its first error.
  func check() throws(RenderingError) {
    let status = cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .drawing(status: String(cString: cairo_status_to_string(status)))
    }
  }

  /// Fills a rectangle.
  func fill(_ x: Double, _ y: Double, _ w: Double, _ h: Double, _ ink: Ink) {
    set(ink)
    cairo_rectangle(context, x, y, w, h)
    cairo_fill(context)
  }

  /// Draws the outline of a rectangle.
  func frame(_ x: Double, _ y: Double, _ w: Double, _ h: Double, _ ink: Ink, lineWidth: Double) {
    set(ink)
    cairo_set_line_width(context, lineWidth)
    cairo_rectangle(context, x, y, w, h)
    cairo_stroke(context)
  }

  /// Strokes a line through points.
  func stroke(
    _ points: [SIMD2<Double>], _ ink: Ink, lineWidth: Double, closed: Bool = false, dash: [Double] = []
  ) {
    guard let first = points.first else { return }
    set(ink)
    cairo_set_line_width(context, lineWidth)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_dash(context, dash, Int32(dash.count), 0)
    cairo_move_to(context, first.x, first.y)
    for p in points.dropFirst() { cairo_line_to(context, p.x, p.y) }
    if closed { cairo_close_path(context) }
    cairo_stroke(context)
    cairo_set_dash(context, nil, 0, 0)
  }

  /// Fills a disc.
  func disc(_ x: Double, _ y: Double, radius: Double, _ ink: Ink) {
    set(ink)
    cairo_arc(context, x, y, radius, 0, 2 * .pi)
    cairo_fill(context)
  }

  /// Draws the outline of a circle.
  func circle(_ x: Double, _ y: Double, radius: Double, _ ink: Ink, lineWidth: Double) {
    set(ink)
    cairo_set_line_width(context, lineWidth)
    cairo_new_sub_path(context)
    cairo_arc(context, x, y, radius, 0, 2 * .pi)
    cairo_stroke(context)
  }

  /// Fills a rectangle with rounded corners.
  func roundedFill(_ x: Double, _ y: Double, _ w: Double, _ h: Double, radius: Double, _ ink: Ink) {
    set(ink)
    cairo_new_sub_path(context)
    cairo_arc(context, x + w - radius, y + radius, radius, -.pi / 2, 0)
    cairo_arc(context, x + w - radius, y + h - radius, radius, 0, .pi / 2)
    cairo_arc(context, x + radius, y + h - radius, radius, .pi / 2, .pi)
    cairo_arc(context, x + radius, y + radius, radius, .pi, 1.5 * .pi)
    cairo_close_path(context)
    cairo_fill(context)
  }

  /// Paints another canvas' surface into a rectangle.
  func paint(_ other: Canvas, x: Double, y: Double, width: Double, height: Double) {
    cairo_save(context)
    cairo_translate(context, x, y)
    cairo_scale(context, width / other.width, height / other.height)
    cairo_set_source_surface(context, other.surface, 0, 0)
    cairo_paint(context)
    cairo_restore(context)
  }

  func set(_ ink: Ink) { cairo_set_source_rgba(context, ink.red, ink.green, ink.blue, ink.alpha) }
}
