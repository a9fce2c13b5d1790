import Vocabulary
import Voxels

/// A pallidum with its zone, as found or changed for a recalculation.
struct OutlinedPallidum {
  let mask: MRMask
  let zone: MRMask

  /// Grown or shrunk by one voxel in the slice plane; the zone's border inside the mask stays.
  func changedByOneVoxel(grow: Bool) -> OutlinedPallidum {
    // 1 % more than the in-plane spacing, so that direct neighbours count despite rounding.
    let step = 1.01 * min(mask.grid.spacingMm.x, mask.grid.spacingMm.y)
    if grow {
      let larger = mask.dilated(byMm: step)
      let lateral = mask.subtracting(zone)
      return OutlinedPallidum(
        mask: larger, zone: zone.dilated(byMm: step).intersection(larger).subtracting(lateral))
    }
    let smaller = mask.eroded(byMm: step)
    return OutlinedPallidum(mask: smaller, zone: zone.intersection(smaller))
  }
}
