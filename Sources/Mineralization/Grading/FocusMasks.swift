import Vocabulary
import Voxels

extension PallidumGrading {
  /// The CT foci that count, on the MR grid; nil where there is none.
  ///
  /// A voxel belongs when at least half of it lies in a focus. Of a focus too small to fill half of any voxel,
  /// every voxel under it belongs: slices of 2–3 mm must not hide it.
  /// - Parameter grid: the MR grid the masks of the other nuclei are on.
  public func fociOnMR(_ grid: Grid<MRPatient>) -> MRMask? {
    guard let foci = fociMaskCT, let mrToCT else { return nil }
    return carried(foci, onto: grid, by: mrToCT)
  }

  /// Each focus of `foci` on the MR grid, in their order; nil where the grid has no voxel under it.
  ///
  /// Its core, as in `fociMaskCT` and `fociMaskQSM`, whether it counts or not.
  /// - Parameter grid: the MR grid of the evidence.
  public func masksOnMR(_ grid: Grid<MRPatient>) -> [MRMask?] {
    zip(foci, cores).map { focus, core in
      switch core {
      case .ct(let mask): mrToCT.flatMap { carried(mask, onto: grid, by: $0) }
      case .qsm(let mask): mask.grid == grid ? mask : nil
      }
    }
  }

  /// Dice overlap of the CT foci with the susceptibility foci, both on the MR grid; nil unless both are there.
  public var focusOverlapDice: Double? {
    guard let qsm = fociMaskQSM, let ct = fociOnMR(qsm.grid) else { return nil }
    return 2 * Double(ct.intersection(qsm).count) / Double(ct.count + qsm.count)
  }
}

extension SIMD3<Double> {
  fileprivate var magnitudes: SIMD3<Double> { SIMD3(abs(x), abs(y), abs(z)) }
}

/// When a voxel belongs to a focus that was found on a finer grid.
private enum FocusShare {
  /// Half: the volume is kept on average.
  static let least = 0.5
  /// Sub-samples along each axis of a voxel.
  static let samples = 5
}

/// Carries foci of the CT to an MR grid; nil where no voxel is under them.
func carried(
  _ foci: Mask<CTPatient>, onto grid: Grid<MRPatient>, by mrToCT: RigidTransform<MRPatient, CTPatient>
) -> MRMask? {
  let toCT = foci.grid.patientToVoxel * mrToCT.affine * grid.voxelToPatient
  let toMR = grid.patientToVoxel * mrToCT.inverse.affine * foci.grid.voxelToPatient
  let n = FocusShare.samples
  // Half a CT voxel, in MR voxels: so far around its centre a CT voxel reaches.
  let half = (toMR.linear.c0.magnitudes + toMR.linear.c1.magnitudes + toMR.linear.c2.magnitudes) / 2
  let reach = SIMD3<Int>(half.rounded(.up))
  let steps = (0..<n).map { (Double($0) + 0.5) / Double(n) - 0.5 }
  var result = MRMask(grid: grid)
  for focus in foci.components() {
    // Only voxels under the focus and their neighbours can hold a part of it.
    var under = Set<Int>()
    var near = Set<Int>()
    for o in focus {
      let i = foci.grid.index(ofOffset: o)
      let v = toMR(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
      let c = SIMD3(Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
      if grid.contains(c.x, c.y, c.z) { under.insert(grid.offset(c.x, c.y, c.z)) }
      for dz in -reach.z...reach.z {
        for dy in -reach.y...reach.y {
          for dx in -reach.x...reach.x where grid.contains(c.x + dx, c.y + dy, c.z + dz) {
            near.insert(grid.offset(c.x + dx, c.y + dy, c.z + dz))
          }
        }
      }
    }
    let members = Set(focus)
    let filled = near.filter { offset in
      let i = grid.index(ofOffset: offset)
      var inside = 0
      for dz in steps {
        for dy in steps {
          for dx in steps {
            let v = toCT(SIMD3(Double(i.x) + dx, Double(i.y) + dy, Double(i.z) + dz))
            let (x, y, z) = (Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
            if foci.grid.contains(x, y, z), members.contains(foci.grid.offset(x, y, z)) { inside += 1 }
          }
        }
      }
      return Double(inside) >= FocusShare.least * Double(n * n * n)
    }
    for o in filled.isEmpty ? under : filled { result.voxels[o] = true }
  }
  return result.isEmpty ? nil : result
}
