import Vocabulary
import Voxels

/// Width of a field of the checkerboard in mm: several fields across the brain, each wider than a sulcus.
private let checkerFieldMm = 20.0
/// Attenuation of the line drawn as the skull's surface: cortical bone lies well above, soft tissue well below.
private let skullSurfaceHU: Float = 300

extension KeyImagePainter {
  /// Pictures that let a reader judge the fit of CT and MR; none without CT.
  func registrationEvidence(axial: DisplayPlane, coronal: DisplayPlane) throws(RenderingError)
    -> [RenderedImage]
  {
    guard let ct = volumes.ctOnMR else { return [] }
    return [
      try checkerboard(ct, axial), try skull(ct, axial), try skull(ct, coronal),
    ]
  }

  private func checkerboard(_ ct: MRVolume<HU>, _ plane: DisplayPlane) throws(RenderingError) -> RenderedImage
  {
    let magnitude = grayMagnitude(plane)
    let hu = plane.sample(ct)
    var pixels = magnitude
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

  private func skull(_ ct: MRVolume<HU>, _ plane: DisplayPlane) throws(RenderingError) -> RenderedImage {
    let tile = try Tile(plane, pixels: grayMagnitude(plane))
    tile.line(plane.sample(ct), level: skullSurfaceHU, .ctFocus, lineWidth: 1.4)
    try tile.legend([(text: "CT, 300 HU", ink: .ctFocus)])
    return try finish(
      tile, name: "registration-skull-\(plane.direction.rawValue)",
      title: "Skull of CT on magnitude, \(plane.direction.rawValue)",
      caption: "The CT's skull surface (300 HU) drawn on the magnitude: the lines must follow the dark bone.")
  }

  private func grayMagnitude(_ plane: DisplayPlane) -> [UInt32] {
    plane.sample(volumes.magnitude).map { magnitudeWindow.ink($0).rgb24 }
  }

  private func finish(_ tile: Tile, name: String, title: String, caption: String) throws(RenderingError)
    -> RenderedImage
  {
    try tile.furnish(title: title, center: center, scaleBarMm: 20, status: options.status)
    if let warning = options.ctWarning { try tile.warn(warning) }
    return try tile.image(name: name, purpose: .registration, title: title, caption: caption)
  }
}
