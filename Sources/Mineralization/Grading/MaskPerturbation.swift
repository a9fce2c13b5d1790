import Vocabulary
import Voxels

/// A pallidum with its zone, as found or changed for a recalculation.
struct OutlinedPallidum {
  let mask: MRMask
  let zone: MRMask

  /// Mask and zone larger and smaller by one voxel, each for itself.
  var variants: [OutlinedPallidum] {
    [true, false].flatMap { [maskChangedByOneVoxel(grow: $0), zoneChangedByOneVoxel(grow: $0)] }
  }

  /// One voxel in the slice plane, mm; 1 % more, so that direct neighbours count despite rounding.
  private var stepMm: Double { 1.01 * min(mask.grid.spacingMm.x, mask.grid.spacingMm.y) }

  /// The mask grown or shrunk in the slice plane; the zone's border inside it stays.
  func maskChangedByOneVoxel(grow: Bool) -> OutlinedPallidum {
    if grow {
      let larger = mask.dilated(byMm: stepMm)
      let lateral = mask.subtracting(zone)
      return OutlinedPallidum(
        mask: larger, zone: zone.dilated(byMm: stepMm).intersection(larger).subtracting(lateral))
    }
    let smaller = mask.eroded(byMm: stepMm)
    return OutlinedPallidum(mask: smaller, zone: zone.intersection(smaller))
  }

  /// The zone's border inside the mask moved in the slice plane.
  func zoneChangedByOneVoxel(grow: Bool) -> OutlinedPallidum {
    let changed =
      grow
      ? zone.dilated(byMm: stepMm).intersection(mask)
      : zone.subtracting(mask.subtracting(zone).dilated(byMm: stepMm))
    return OutlinedPallidum(mask: mask, zone: changed)
  }
}
