import Report
import Vocabulary
import Voxels

/// Places to show as microbleed candidates, and the image that shows them darkest.
public struct MicrobleedPictures: Sendable {
  /// One candidate.
  public struct Place: Sendable {
    /// `microbleed-1` and so on.
    public var id: String
    /// Its centre.
    public var center: Point<MRPatient>
    /// Its diameter by susceptibility.
    public var diameterMm: Double

    /// The values in order.
    public init(id: String, center: Point<MRPatient>, diameterMm: Double) {
      self.id = id
      self.center = center
      self.diameterMm = diameterMm
    }
  }

  /// The candidates that are drawn, in their order.
  public var places: [Place]
  /// Susceptibility-weighted image, not projected; 0 outside the brain.
  public var weighted: MRVolume<Dimensionless>

  /// The values in order.
  public init(places: [Place], weighted: MRVolume<Dimensionless>) {
    self.places = places
    self.weighted = weighted
  }
}

/// Draws a strip of small sections for each candidate: χ axial and coronal, SWI and CT axial, the place in a thin ring.
/// ```
///  microbleed-1, candidate                      S 12.3 mm
///  QSM axial     QSM coronal    SWI axial     CT axial
///  ┌─────────┐   ┌─────────┐   ┌─────────┐   ┌─────────┐
///  │R   ○   L│   │R   ○   L│   │R   ○   L│   │R   ○   L│
///  └─────────┘   └─────────┘   └─────────┘   └─────────┘
///  ├ 10 mm ┤                              UNVERIFIED
/// ```
struct MicrobleedPainter {
  private static let widthMm = 40.0
  private static let pixels = 260
  private static let gap = 6.0
  private static let top = 78.0
  private static let bottom = 42.0
  /// The ring leaves this much around the candidate, so that it hides none of it.
  private static let ringMarginMm = 3.0

  let volumes: KeyImageVolumes
  let options: KeyImageOptions

  private let strong = TextStyle(size: 21, bold: true, ink: .white)
  private let small = TextStyle(size: 16, ink: Ink(gray: 0.82))

  init(volumes: KeyImageVolumes, options: KeyImageOptions) {
    self.volumes = volumes
    self.options = options
  }

  private struct Panel {
    let title: String
    let plane: DisplayPlane
    let pixels: [UInt32]?
  }

  /// A strip for each place; none where there are no candidates.
  func images() throws(RenderingError) -> [RenderedImage] {
    var images: [RenderedImage] = []
    for place in volumes.microbleeds?.places ?? [] { images.append(try image(place)) }
    return images
  }

  private func panels(_ place: MicrobleedPictures.Place) -> [Panel] {
    func plane(_ direction: ViewDirection) -> DisplayPlane {
      DisplayPlane(
        direction, center: place.center, widthMm: Self.widthMm, heightMm: Self.widthMm, columns: Self.pixels)
    }
    func chi(_ plane: DisplayPlane) -> [UInt32] {
      let inside = plane.sample(volumes.chiMask)
      return plane.sample(volumes.chi).enumerated().map { i, value in
        GrayWindow.chi.ink((inside?[i] ?? 0) >= 0.5 ? value : .nan).rgb24
      }
    }
    let (axial, coronal) = (plane(.axial), plane(.coronal))
    let weighted = volumes.microbleeds?.weighted
    return [
      Panel(title: "QSM, axial", plane: axial, pixels: chi(axial)),
      Panel(title: "QSM, coronal", plane: coronal, pixels: chi(coronal)),
      Panel(
        title: "SWI, axial", plane: axial,
        pixels: weighted.map { axial.sample($0).map { GrayWindow.weighted.ink($0).rgb24 } }),
      Panel(
        title: options.ctWarning == nil ? "CT, axial" : "CT, withheld: see report", plane: axial,
        pixels: volumes.ctOnMR.map { axial.sample($0).map { GrayWindow.ct.ink($0).rgb24 } }),
    ]
  }

  private func image(_ place: MicrobleedPictures.Place) throws(RenderingError) -> RenderedImage {
    let panels = panels(place)
    let size = Double(Self.pixels)
    let width = Double(panels.count) * (size + Self.gap) - Self.gap
    let canvas = try Canvas(imageWidth: Int(width), height: Int(Self.top + size + Self.bottom))
    try canvas.label("\(place.id), candidate", x: 8, y: 24, style: strong, anchor: SIMD2(0, 0.5))
    let position = [ViewDirection.axial, .coronal].map { $0.position(of: place.center) }
    try canvas.label(
      position.joined(separator: ", "), x: width - 8, y: 24, style: small, anchor: SIMD2(1, 0.5))
    for (k, panel) in panels.enumerated() {
      let x = Double(k) * (size + Self.gap)
      try canvas.label(panel.title, x: x + 8, y: 58, style: small, anchor: SIMD2(0, 0.5))
      try draw(panel, place, on: canvas, x: x)
    }
    let y = Self.top + size + 20
    let length = 10 / panels[0].plane.mmPerPixel
    canvas.fill(8, y - 1.5, length, 3, .white)
    canvas.fill(8, y - 6, 2, 12, .white)
    canvas.fill(8 + length - 2, y - 6, 2, 12, .white)
    try canvas.label("10 mm", x: 18 + length, y: y, style: small, anchor: SIMD2(0, 0.5))
    try canvas.label(
      ([options.sidesWarning].compactMap(\.self) + [options.status]).joined(separator: " \u{B7} "),
      x: width - 8, y: y,
      style: TextStyle(size: 16, bold: true, ink: .caution), anchor: SIMD2(1, 0.5))
    try canvas.check()
    return RenderedImage(
      name: place.id, purpose: .microbleed, title: "\(place.id), candidate",
      caption:
        "Microbleed candidate for the reader to decide, in a ring: QSM (\u{2212}100 to 200 ppb) axial and coronal, SWI and CT "
        + "(window 80 HU, level 40 HU) axial, \(position.joined(separator: ", ")).",
      png: try canvas.pngBytes(), width: Int(canvas.width), height: Int(canvas.height), rgb: canvas.rgbBytes()
    )
  }

  private func draw(
    _ panel: Panel, _ place: MicrobleedPictures.Place, on canvas: Canvas, x: Double
  ) throws(RenderingError) {
    let size = Double(Self.pixels)
    let middle = SIMD2(x + size / 2, Self.top + size / 2)
    guard let pixels = panel.pixels else {
      canvas.frame(x + 0.5, Self.top + 0.5, size - 1, size - 1, Ink(gray: 0.4), lineWidth: 1)
      try canvas.label("none", x: middle.x, y: middle.y, style: small, anchor: SIMD2(0.5, 0.5))
      return
    }
    let section = try Canvas(imageWidth: panel.plane.columns, height: panel.plane.rows)
    section.setPixels(pixels)
    canvas.paint(section, x: x, y: Self.top, width: size, height: size)
    let radius = (place.diameterMm / 2 + Self.ringMarginMm) / panel.plane.mmPerPixel
    canvas.circle(middle.x, middle.y, radius: radius, .caution, lineWidth: 1.2)
    let d = panel.plane.direction
    try canvas.label(
      orientationLetter(-d.right), x: x + 7, y: middle.y, style: strong, anchor: SIMD2(0, 0.5))
    try canvas.label(
      orientationLetter(d.right), x: x + size - 7, y: middle.y, style: strong, anchor: SIMD2(1, 0.5))
  }
}
