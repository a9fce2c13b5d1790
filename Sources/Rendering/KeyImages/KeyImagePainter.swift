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
    magnitudeWindow = Self.window(of: volumes.magnitude, in: volumes.chiMask)
  }

  /// From the 2nd percentile of the brain, so that iron and veins stand out, to slightly above the 99th, so that scalp
  /// fat does not rule.
  private static func window(of magnitude: MRVolume<Magnitude>, in mask: MRMask) -> GrayWindow {
    let inside = magnitude.values(in: mask)
    let values = inside.isEmpty ? magnitude.voxels : inside
    // Some 50 000 samples fix a percentile far below one grey level.
    let step = max(1, values.count / 50_000)
    let sample = stride(from: 0, to: values.count, by: step).map { values[$0] }
    let high = Statistics.percentile(99, of: sample) * 1.1
    let low = Statistics.percentile(2, of: sample)
    return GrayWindow(low: min(low, high / 2), high: high > 0 ? high : 1)
  }

  /// The whole head in one direction through the centre.
  func overviewPlane(_ direction: ViewDirection) -> DisplayPlane {
    var lower = SIMD3<Double>(repeating: .infinity)
    var upper = -lower
    let map = volumes.magnitude.grid.voxelToPatient
    volumes.chiMask.forEach { x, y, z in
      let p = map(SIMD3(Double(x), Double(y), Double(z)))
      lower = pointwiseMin(lower, p)
      upper = pointwiseMax(upper, p)
    }
    if !lower.x.isFinite {
      lower = center.lps - SIMD3(repeating: 90)
      upper = center.lps + SIMD3(repeating: 90)
    }
    lower -= SIMD3(repeating: options.marginMm)
    upper += SIMD3(repeating: options.marginMm)
    var middle = (lower + upper) / 2
    let size = upper - lower
    middle[direction == .axial ? 2 : 1] = center.lps[direction == .axial ? 2 : 1]
    return DisplayPlane(
      direction, center: Point(middle), widthMm: size.x,
      heightMm: direction == .axial ? size.y : size.z, columns: options.columns)
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
    ].compactMap(\.self)
    if !warnings.isEmpty { try tile.warn(warnings.joined(separator: " ")) }
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
