import Vocabulary
import Voxels

/// The border of brain and CSF on a plane through a CT.
///
/// The level lies below the median of the section, which is brain, by a third of the step of some 30 HU to CSF: fissures
/// narrower than a slice never get as dark as CSF. Noise is of that size, so the CT is smoothed, but among soft tissue
/// only: bone and air would bleed over the sulci. Within reach of them the border is not known.
struct CSFEdge {
  /// Level below the median of brain.
  private static let belowBrainHU = 9.0
  /// σ of the smoothing.
  private static let sigmaMm = 1.0
  /// What counts as soft tissue; calcifications and fresh blood lie above.
  private static let softHU: ClosedRange<Float> = -25...95
  /// Distance from bone and air within which partial volume shifts the border.
  private static let marginMm = 3.0
  /// Islands smaller than this are noise.
  private static let smallestMm2 = 12.0

  /// Attenuation of the line.
  let levelHU: Float
  /// Smoothed attenuation, one value a pixel of the plane; islands of noise are levelled.
  let values: [Float]
  /// True where `values` tell brain from CSF.
  let isKnown: [Bool]

  init(_ ct: MRVolume<HU>, on plane: DisplayPlane) {
    let section = MRVolume<HU>(grid: plane.grid, voxels: plane.sample(ct))
    // Not-a-number lies in no range: outside the CT nothing is soft tissue.
    let soft = MRMask(grid: plane.grid, voxels: section.voxels.map { Self.softHU.contains($0) })
    let known = soft.eroded(byMm: Self.marginMm)
    var smooth = section.blurred(sigmaMm: Self.sigmaMm, in: soft).voxels
    let inside = smooth.indices.lazy.filter { known.voxels[$0] }.map { smooth[$0] }
    let level = Float((Statistics.median(Array(inside)) - Self.belowBrainHU).rounded())
    let pixels = Int(Self.smallestMm2 / (plane.mmPerPixel * plane.mmPerPixel))
    for (isLow, levelled) in [(true, level + 1), (false, level - 1)] {
      let region = MRMask(
        grid: plane.grid,
        voxels: smooth.indices.map { known.voxels[$0] && (smooth[$0] < level) == isLow })
      for island in region.components() where island.count < pixels {
        for i in island { smooth[i] = levelled }
      }
    }
    levelHU = level
    values = smooth
    isKnown = known.voxels
  }
}
