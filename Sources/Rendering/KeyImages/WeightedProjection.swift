import Report
import Vocabulary
import Voxels

/// A susceptibility-weighted image whose minimum was taken over slabs along the patient.
public struct WeightedProjection: Sendable {
  /// Signal relative to its surroundings, about 1 in tissue without iron; 0 outside the brain.
  public var minimum: MRVolume<Dimensionless>
  /// Thickness of the slabs in mm.
  public var slabMm: Double

  /// The values in order.
  public init(minimum: MRVolume<Dimensionless>, slabMm: Double) {
    self.minimum = minimum
    self.slabMm = slabMm
  }
}

extension KeyImagePainter {
  /// The minimum over the slab about `plane`; nil where there is none.
  ///
  /// Without outlines: they would cover what the picture is for.
  func paintWeighted(_ plane: DisplayPlane) throws(RenderingError) -> RenderedImage? {
    guard let weighted = volumes.weighted else { return nil }
    let tile = try Tile(
      plane, pixels: plane.sample(weighted.minimum).map { GrayWindow.weighted.ink($0).rgb24 })
    let slab = "\(DecimalText.shortest(weighted.slabMm, limit: 1)) mm"
    try tile.furnish(
      title: "SWI minimum over \(slab)", center: center, scaleBarMm: 20, status: options.status)
    try tile.colourBar(low: "low", high: "high", unit: "signal") { Ink(gray: $0) }
    let warnings = [options.susceptibilityWarning, options.sidesWarning].compactMap(\.self)
    if !warnings.isEmpty { try tile.warn(warnings.joined(separator: "; ")) }
    return try tile.image(
      name: "swi-mip", purpose: .weighted, title: "SWI, minimum-intensity projection",
      caption:
        "Susceptibility-weighted image (magnitude darkened where susceptibility is positive), minimum-intensity "
        + "projection of a slab \(slab) thick, \(plane.direction.rawValue) at "
        + "\(plane.direction.position(of: center)). Dark are veins, iron and blood products, and whatever has little "
        + "signal, dense calcium among it: read it with QSM and CT. Black outside the brain.")
  }
}
