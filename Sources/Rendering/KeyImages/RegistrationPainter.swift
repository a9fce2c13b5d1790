import Vocabulary
import Voxels

/// Width of a field of the checkerboard in mm: several fields across the brain, each wider than a sulcus.
private let checkerFieldMm = 20.0
/// Attenuation at which bone begins: cortical bone lies well above, soft tissue well below, so the line runs along
/// the outer and the inner table.
private let boneHU: Float = 300
/// Length of the bar in the enlarged picture: misfit of this size is not acceptable for a structure of 6 mm.
private let visibleMisfitMm = 2.0

/// Draws the pictures that let a reader judge the fit of CT and MR.
struct RegistrationPainter {
  let magnitude: MRVolume<Magnitude>
  /// The CT on the grid of `magnitude`.
  let ct: MRVolume<HU>
  /// Drawn where they are known.
  let nuclei: [SidedStructure: MRMask]
  let magnitudeWindow: GrayWindow
  let center: Point<MRPatient>
  let options: KeyImageOptions

  /// Checkerboard, edges in both directions, and edges about the centre enlarged.
  func images(axial: DisplayPlane, coronal: DisplayPlane) throws(RenderingError) -> [RenderedImage] {
    let detail = DisplayPlane(
      .axial, center: center, widthMm: options.detailWidthMm, heightMm: options.detailHeightMm,
      columns: options.columns)
    return [
      try checkerboard(axial), try edges(axial), try edges(coronal), try deepEdges(detail),
    ]
  }

  private func checkerboard(_ plane: DisplayPlane) throws(RenderingError) -> RenderedImage {
    let hu = plane.sample(ct)
    var pixels = grayMagnitude(plane)
    for row in 0..<plane.rows {
      for column in 0..<plane.columns {
        let field =
          Int(Double(row) * plane.mmPerPixel / checkerFieldMm)
          + Int(Double(column) * plane.mmPerPixel / checkerFieldMm)
        if field % 2 == 0 {
          pixels[row * plane.columns + column] = GrayWindow.ct.ink(hu[row * plane.columns + column]).rgb24
        }
      }
    }
    return try finish(
      Tile(plane, pixels: pixels), name: "registration-checkerboard", title: "CT / magnitude checkerboard",
      caption:
        "CT and magnitude in alternating fields of 20 mm: skull, ventricles and sulci must run through.")
  }

  private func edges(_ plane: DisplayPlane) throws(RenderingError) -> RenderedImage {
    let tile = try Tile(plane, pixels: grayMagnitude(plane))
    tile.line(plane.sample(ct), level: boneHU, .ctFocus, lineWidth: 1.4)
    drawCSF(on: tile, lineWidth: 1.2)
    try tile.legend([(text: "CT bone, 300 HU", ink: .ctFocus), csfEntry])
    return try finish(
      tile, name: "registration-skull-\(plane.direction.rawValue)",
      title: "CT edges on magnitude, \(plane.direction.rawValue)",
      caption:
        "Edges of the CT on the magnitude: both tables of the skull must enclose the dark bone, the CSF line "
        + "must follow ventricles and fissures.")
  }

  private func deepEdges(_ plane: DisplayPlane) throws(RenderingError) -> RenderedImage {
    let tile = try Tile(plane, pixels: grayMagnitude(plane))
    drawCSF(on: tile, lineWidth: 1.8)
    var legend = [csfEntry]
    for side in [Side.right, .left] {
      guard let mask = nuclei[SidedStructure(.globusPallidus, side)] else { continue }
      let ink: Ink = side == .left ? .left : .right
      tile.outline(mask, ink)
      legend.append((text: "GP \(side.rawValue)", ink: ink))
    }
    try tile.legend(legend)
    return try finish(
      tile, name: "registration-deep", title: "CT edges, axial, enlarged", scaleBarMm: visibleMisfitMm,
      caption:
        "The CT's border of brain and CSF on the magnitude"
        + (legend.count > 1 ? " about the globus pallidus" : "") + "; the bar is 2 mm.")
  }

  private var csfEntry: (text: String, ink: Ink) {
    ("CT border of brain and CSF", .qsmFocus)
  }

  private func drawCSF(on tile: Tile, lineWidth: Double) {
    let edge = CSFEdge(ct, on: tile.plane)
    tile.line(edge.values, level: edge.levelHU, .qsmFocus, lineWidth: lineWidth) { edge.isKnown[$0] }
  }

  private func grayMagnitude(_ plane: DisplayPlane) -> [UInt32] {
    plane.sample(magnitude).map { magnitudeWindow.ink($0).rgb24 }
  }

  private func finish(
    _ tile: Tile, name: String, title: String, scaleBarMm: Double = 20, caption: String
  ) throws(RenderingError) -> RenderedImage {
    try tile.furnish(title: title, center: center, scaleBarMm: scaleBarMm, status: options.status)
    let warnings = [options.ctWarning, options.sidesWarning].compactMap(\.self)
    if !warnings.isEmpty { try tile.warn(warnings.joined(separator: "; ")) }
    return try tile.image(
      name: name, purpose: .registration, title: title,
      caption: [caption, options.registrationSentence].compactMap(\.self).joined(separator: " "))
  }
}
