import Vocabulary
import Voxels

/// Draws single key images of one set of volumes.
struct KeyImagePainter {
  /// What a section shows.
  enum Content: String, CaseIterable {
    case ct
    case qsm
    case fused
    case magnitude

    var title: String {
      switch self {
      case .ct: "CT on MR"
      case .qsm: "QSM"
      case .fused: "QSM + CT density"
      case .magnitude: "Magnitude"
      }
    }

    var usesCT: Bool { self == .ct || self == .fused }
    var usesChi: Bool { self == .qsm || self == .fused }
  }

  let volumes: KeyImageVolumes
  let center: Point<MRPatient>
  let options: KeyImageOptions
  let magnitudeWindow: GrayWindow

  init(volumes: KeyImageVolumes, center: Point<MRPatient>, options: KeyImageOptions) {
    self.volumes = volumes
    self.center = center
    self.options = options
    magnitudeWindow = .magnitude(of: volumes.magnitude, in: volumes.chiMask)
  }

  /// The whole head in one direction through the centre.
  func overviewPlane(_ direction: ViewDirection) -> DisplayPlane {
    DisplayPlane(direction, around: volumes.chiMask, center: center, options: options)
  }

  /// One key image; nil where the content is not there.
  func paint(_ content: Content, _ plane: DisplayPlane, _ purpose: RenderedImage.Purpose)
    throws(RenderingError) -> RenderedImage?
  {
    guard let pixels = pixels(content, plane) else { return nil }
    let tile = try Tile(plane, pixels: pixels)
    let legend = drawContours(content, on: tile)
    let view = purpose == .detail ? "axial, enlarged" : plane.direction.rawValue
    try tile.furnish(
      title: "\(content.title), \(view)", center: center, scaleBarMm: purpose == .detail ? 10 : 20,
      status: options.status)
    try tile.legend(legend)
    try drawBar(content, on: tile)
    let warnings = [
      content.usesChi ? options.susceptibilityWarning : nil, content.usesCT ? options.ctWarning : nil,
      options.sidesWarning,
    ].compactMap(\.self)
    if !warnings.isEmpty { try tile.warn(warnings.joined(separator: "; ")) }
    let suffix = purpose == .detail ? "detail" : plane.direction.rawValue
    return try tile.image(
      name: "\(content.rawValue)-\(suffix)", purpose: purpose, title: "\(content.title), \(view)",
      caption: caption(content, plane))
  }

  private func pixels(_ content: Content, _ plane: DisplayPlane) -> [UInt32]? {
    switch content {
    case .ct: return volumes.ctOnMR.map { plane.sample($0).map { GrayWindow.ct.ink($0).rgb24 } }
    case .magnitude: return plane.sample(volumes.magnitude).map { magnitudeWindow.ink($0).rgb24 }
    case .qsm: return maskedChi(plane).map { GrayWindow.chi.ink($0).rgb24 }
    case .fused:
      guard let ct = volumes.ctOnMR else { return nil }
      let chi = maskedChi(plane)
      return plane.sample(ct).enumerated().map { i, hu in
        let deep = isDeep(chi, i, plane)
        return DensityRamp.over(GrayWindow.chi.ink(chi[i]), hounsfield: deep ? hu : .nan).rgb24
      }
    }
  }

  /// χ on the plane; NaN, which is drawn black, outside the mask where it counts.
  private func maskedChi(_ plane: DisplayPlane) -> [Float] {
    let inside = plane.sample(volumes.chiMask)
    return plane.sample(volumes.chi).enumerated().map { i, chi in
      (inside?[i] ?? 0) >= 0.5 ? chi : .nan
    }
  }

  /// Pixels next to the mask's edge carry a share of the skull's density: colour starts 5 mm inside.
  private func isDeep(_ chi: [Float], _ i: Int, _ plane: DisplayPlane) -> Bool {
    let reach = Int((5 / plane.mmPerPixel).rounded())
    let (column, row) = (i % plane.columns, i / plane.columns)
    return [(0, 0), (-reach, 0), (reach, 0), (0, -reach), (0, reach)].allSatisfy { dx, dy in
      let (x, y) = (column + dx, row + dy)
      // An enlarged section ends within the brain: beyond its edge nothing is known against the pixel.
      guard x >= 0, y >= 0, x < plane.columns, y < plane.rows else { return true }
      return !chi[x + plane.columns * y].isNaN
    }
  }

  private func drawContours(_ content: Content, on tile: Tile) -> [(text: String, ink: Ink)] {
    for side in Side.allCases {
      tile.outline(volumes.masks[SidedStructure(.globusPallidus, side)], side == .left ? .left : .right)
    }
    var legend = [(text: "GP right", ink: Ink.right), (text: "GP left", ink: Ink.left)]
    if content.usesCT, let foci = volumes.fociCT, !foci.isEmpty {
      tile.outline(foci, .ctFocus)
      legend.append((text: "CT focus", ink: .ctFocus))
    }
    if content.usesChi, let foci = volumes.fociQSM, !foci.isEmpty {
      tile.outline(foci, .qsmFocus)
      legend.append((text: "QSM focus", ink: .qsmFocus))
    }
    return legend
  }

  private func drawBar(_ content: Content, on tile: Tile) throws(RenderingError) {
    switch content {
    case .ct: try tile.colourBar(low: "0", high: "80", unit: "HU") { Ink(gray: $0) }
    case .qsm: try tile.colourBar(low: "\u{2212}100", high: "200", unit: "ppb") { Ink(gray: $0) }
    case .fused: try tile.colourBar(low: "50", high: "\u{2265} 100", unit: "HU") { DensityRamp.ink($0) }
    case .magnitude: try tile.colourBar(low: "low", high: "high", unit: "signal") { Ink(gray: $0) }
    }
  }

  private func caption(_ content: Content, _ plane: DisplayPlane) -> String {
    let place = "\(plane.direction.rawValue) at \(plane.direction.position(of: center))"
    let what =
      switch content {
      case .ct: "CT resampled to the MR, window 80 HU, level 40 HU"
      case .qsm: "Susceptibility, \u{2212}100 to 200 ppb, black outside the mask"
      case .fused: "Susceptibility, \u{2212}100 to 200 ppb, with CT density from 50 HU in colour"
      case .magnitude: "Gradient echo magnitude"
      }
    return "\(what), \(place). Outlines: globus pallidus right (blue) and left (amber)."
  }
}
