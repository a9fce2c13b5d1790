internal import CCairo
import Vocabulary
import Voxels

/// One key image in the making: the section in the middle, furniture in strips around it so that nothing covers
/// the picture but contours and the letters of orientation.
/// ```
///  title                          position
///  ┌──────────── A ────────────┐  ┌─┐ 200 ppb
///  │ R         section        L │  │ │
///  └──────────── P ────────────┘  └─┘ −100
///  ├─ 20 mm ─┤           UNVERIFIED
/// legend
/// ```
struct Tile {
  static let top = 50
  static let bottom = 78
  static let side = 92

  let plane: DisplayPlane
  let canvas: Canvas

  private let strong = TextStyle(size: 26, bold: true, ink: .white)
  private let small = TextStyle(size: 19, ink: Ink(gray: 0.82))

  /// Draws `pixels` (one a plane pixel) on a new canvas.
  init(_ plane: DisplayPlane, pixels: [UInt32]) throws(RenderingError) {
    self.plane = plane
    canvas = try Canvas(
      imageWidth: plane.columns + Self.side, height: plane.rows + Self.top + Self.bottom)
    let section = try Canvas(imageWidth: plane.columns, height: plane.rows)
    section.setPixels(pixels)
    canvas.paint(
      section, x: 0, y: Double(Self.top), width: Double(plane.columns), height: Double(plane.rows))
  }

  /// A mask's outline.
  func outline(_ mask: MRMask?, _ ink: Ink, lineWidth: Double = 1.6) {
    guard let mask, let values = plane.sample(mask) else { return }
    line(values, level: 0.5, ink, lineWidth: lineWidth)
  }

  /// The line where plane values cross a level, as far as all four pixels about a piece are `included`.
  func line(
    _ values: [Float], level: Float, _ ink: Ink, lineWidth: Double, included: (Int) -> Bool = { _ in true }
  ) {
    let columns = plane.columns
    let segments = Contour.segments(values, columns: columns, rows: plane.rows, level: level).filter { s in
      let middle = (s.a + s.b) / 2
      let o = Int(middle.x) + columns * Int(middle.y)
      return [o, o + 1, o + columns, o + columns + 1].allSatisfy { $0 < values.count && included($0) }
    }
    guard !segments.isEmpty else { return }
    cairo_save(canvas.context)
    // Pixel centres lie at half units of the canvas.
    cairo_translate(canvas.context, 0.5, Double(Self.top) + 0.5)
    cairo_set_line_cap(canvas.context, CAIRO_LINE_CAP_ROUND)
    for s in segments {
      cairo_move_to(canvas.context, s.a.x, s.a.y)
      cairo_line_to(canvas.context, s.b.x, s.b.y)
    }
    canvas.set(ink)
    cairo_set_line_width(canvas.context, lineWidth)
    cairo_stroke(canvas.context)
    cairo_restore(canvas.context)
  }

  /// Title, position, orientation letters, scale bar and status.
  func furnish(title: String, center: Point<MRPatient>, scaleBarMm: Double, status: String)
    throws(RenderingError)
  {
    let w = Double(plane.columns)
    let h = Double(plane.rows)
    let top = Double(Self.top)
    try canvas.label(title, x: 10, y: top / 2, style: strong, anchor: SIMD2(0, 0.5))
    try canvas.label(
      plane.direction.position(of: center), x: w - 4, y: top / 2, style: small, anchor: SIMD2(1, 0.5))
    let d = plane.direction
    let inset = 10.0
    try canvas.label(
      orientationLetter(-d.right), x: inset, y: top + h / 2, style: strong, anchor: SIMD2(0, 0.5))
    try canvas.label(
      orientationLetter(d.right), x: w - inset, y: top + h / 2, style: strong, anchor: SIMD2(1, 0.5))
    try canvas.label(
      orientationLetter(-d.down), x: w / 2, y: top + 6, style: strong, anchor: SIMD2(0.5, 0))
    try canvas.label(
      orientationLetter(d.down), x: w / 2, y: top + h - 6, style: strong, anchor: SIMD2(0.5, 1))
    let length = scaleBarMm / plane.mmPerPixel
    let y = top + h + 22
    canvas.fill(10, y - 1.5, length, 3, .white)
    canvas.fill(10, y - 6, 2, 12, .white)
    canvas.fill(10 + length - 2, y - 6, 2, 12, .white)
    try canvas.label(
      "\(Int(scaleBarMm)) mm", x: 20 + length, y: y, style: small, anchor: SIMD2(0, 0.5))
    try canvas.label(
      status, x: w + Double(Self.side) - 10, y: y,
      style: TextStyle(size: 17, bold: true, ink: .caution), anchor: SIMD2(1, 0.5))
  }

  /// A colour bar beside the section: `ramp` from 0 (bottom) to 1, with labels.
  func colourBar(low: String, high: String, unit: String, ramp: (Double) -> Ink) throws(RenderingError) {
    let x = Double(plane.columns) + 16
    let height = min(300, Double(plane.rows) - 96).rounded()
    let y = Double(Self.top) + ((Double(plane.rows) - height) / 2).rounded()
    for i in 0..<Int(height) {
      canvas.fill(x, y + Double(i), 16, 1, ramp(1 - Double(i) / (height - 1)))
    }
    canvas.frame(x - 0.5, y - 0.5, 17, height + 1, Ink(gray: 0.6), lineWidth: 1)
    let mid = Double(plane.columns) + Double(Self.side) / 2 - 4
    try canvas.label(high, x: mid, y: y - 34, style: small, anchor: SIMD2(0.5, 0.5))
    try canvas.label(unit, x: mid, y: y - 13, style: small, anchor: SIMD2(0.5, 0.5))
    try canvas.label(low, x: mid, y: y + height + 16, style: small, anchor: SIMD2(0.5, 0.5))
  }

  /// What the contours' colours mean, in the bottom strip.
  func legend(_ entries: [(text: String, ink: Ink)]) throws(RenderingError) {
    var x = 10.0
    let y = Double(Self.top + plane.rows + Self.bottom) - 20
    for entry in entries {
      canvas.fill(x, y - 1.5, 16, 3, entry.ink)
      let layout = try TextLayout(entry.text, style: small)
      layout.draw(on: canvas, x: x + 21, y: y - layout.size.y / 2)
      x += 21 + layout.size.x + 18
    }
  }

  /// A sentence across the section that the reader cannot miss.
  func warn(_ text: String) throws(RenderingError) {
    let layout = try TextLayout(
      text, style: TextStyle(size: 17, bold: true, ink: .black, alignment: .center),
      width: Double(plane.columns) - 48)
    let height = layout.size.y + 12
    let y = Double(Self.top + plane.rows) - height - 34
    canvas.roundedFill(16, y, Double(plane.columns) - 32, height, radius: 5, .caution)
    layout.draw(on: canvas, x: 24, y: y + 6)
  }

  /// The finished picture.
  func image(name: String, purpose: RenderedImage.Purpose, title: String, caption: String)
    throws(RenderingError) -> RenderedImage
  {
    try canvas.check()
    return RenderedImage(
      name: name, purpose: purpose, title: title, caption: caption, png: try canvas.pngBytes(),
      width: Int(canvas.width), height: Int(canvas.height), rgb: canvas.rgbBytes())
  }
}
