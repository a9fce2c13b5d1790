import Vocabulary
import Voxels

/// Mineral that fills a nucleus: χ there is the mineral's, far from any tissue and with streaks about it, and shows no
/// outline; the CT does.
struct Mineral {
  /// Attenuation of the tissue about it and of itself, HU.
  private let tissueHU: Float, coreHU: Float

  /// From the attenuation inside a placed nucleus; nil where its median is not mineral.
  init?(inside: [Float], _ p: NucleiParameters) {
    guard !inside.isEmpty else { return nil }
    let median = Statistics.median(inside)
    guard median >= p.mineralHU else { return nil }
    (tissueHU, coreHU) = (Float(p.tissueHU), Float(median))
  }

  /// From what surely lies inside a placed nucleus.
  init?(
    _ prior: ShapePrior, of s: SidedStructure, labels: [UInt8], ct: MRVolume<HU>, _ p: NucleiParameters
  ) {
    let me = SidedStructure.all.firstIndex(of: s).map { UInt8($0) }
    var inside: [Float] = []
    prior.forEach { o, g in
      if coreLevels.contains(prior.level[o]), labels[g] == me { inside.append(ct.voxels[g]) }
    }
    self.init(inside: inside, p)
  }

  /// Share (0…1) of a voxel that is mineral: half on the outline, whatever blurs it.
  @inline(__always) func share(of hu: Float) -> Float {
    min(max((hu - tissueHU) / (coreHU - tissueHU), 0), 1)
  }
}

/// Share of a pallidum's voxels that are dense on the registered CT; nil without a CT.
func denseShare(of mask: MRMask?, _ ct: MRVolume<HU>?, _ p: NucleiParameters) -> Double? {
  guard let mask, let ct else { return nil }
  return Double(zip(mask.voxels, ct.voxels).count { $0 && Double($1) >= p.mineralHU })
    / Double(max(1, mask.count))
}

extension ShapePrior {
  /// Thickness of the rim that a shape is compared with, mm.
  private static let rimMm: Float = 3

  /// Correlation of the share of mineral with the placed shape, in it and in what of its rim is no other nucleus; nil where
  /// either is the same throughout.
  func agreement(with mineral: Mineral, of s: SidedStructure, labels: [UInt8], ct: MRVolume<HU>) -> Double? {
    let me = SidedStructure.all.firstIndex(of: s).map { UInt8($0) }
    var n = 0.0
    var (sx, sy, sxx, sxy) = (0.0, 0.0, 0.0, 0.0)
    forEach { o, g in
      guard distanceMm[o] < Self.rimMm, labels[g] == me || labels[g] == nobody else { return }
      let x = Double(mineral.share(of: ct.voxels[g]))
      n += 1
      sx += x
      sxx += x * x
      if labels[g] == me {
        sy += 1
        sxy += x
      }
    }
    let spread = ((sxx - sx * sx / n) * (sy - sy * sy / n)).squareRoot()
    return spread > 0 ? (sxy - sx * sy / n) / spread : nil
  }
}
