import Vocabulary
import Voxels

extension CutOff {
  /// A figure within this share of a cut-off may fall on either side of it after blur and noise.
  fileprivate static let tolerance = 0.35
}

extension PhantomTruth.PallidumTruth {
  /// Grades of noise-free volumes: susceptibility and attenuation on the MR grid, in and around `mask`.
  init(
    deposit: (deposit: Deposit, center: Point<MRPatient>)?, mask: MRMask, chiPpb: [Float], hu: [Float]
  ) {
    guard let deposit else {
      self.init(
        ctGrade: 0, ctGradeAccept: [0], qsmGrade: 0, qsmGradeAccept: [0], paradox: false, ctFocusMm3: 0,
        qsmFocusMm3: 0)
      return
    }
    let inside = mask.voxels.indices.filter { mask.voxels[$0] }
    let chiMedian = Statistics.median(inside.map { chiPpb[$0] })
    let huMedian = Statistics.median(inside.map { hu[$0] })
    // The focus may reach over the outline by a voxel: look within the ball, not in the mask alone.
    let grid = mask.grid
    let reach = deposit.deposit.radiusMm + grid.spacingMm.max()
    var near: [Int] = []
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      let p = grid.point(atVoxel: SIMD3(Double(i.x), Double(i.y), Double(i.z)))
      if p.distance(to: deposit.center) <= reach { near.append(o) }
    }
    let voxel = grid.voxelVolumeMm3
    let qsmMm3 = voxel * Double(near.filter { Double(chiPpb[$0]) - chiMedian > CutOff.excessPpb }.count)
    let dense = near.filter { Double(hu[$0]) >= CutOff.denseHU }
    let ctMm3 = voxel * Double(dense.count)
    let maxHU = Double(dense.map { hu[$0] }.max() ?? 0)
    let ct = Self.grade(ctMm3, isHigh: maxHU >= CutOff.veryDenseHU)
    var ctAccept = Set([ct])
    for factor in [1 - CutOff.tolerance, 1 + CutOff.tolerance] {
      ctAccept.insert(
        Self.grade(ctMm3 * factor, isHigh: maxHU * (1 + (factor - 1) / 2) >= CutOff.veryDenseHU))
    }
    let qsm = Self.grade(qsmMm3, isHigh: false)
    let qsmAccept = Set(
      [1 - CutOff.tolerance, 1, 1 + CutOff.tolerance].map { Self.grade(qsmMm3 * $0, isHigh: false) })
    let focusChi = dense.isEmpty ? 0 : Statistics.mean(dense.map { chiPpb[$0] })
    let diamagnetic = ct > 0 && focusChi < chiMedian
    self.init(
      ctGrade: ct, ctGradeAccept: ctAccept.sorted(), qsmGrade: diamagnetic ? nil : qsm,
      qsmGradeAccept: diamagnetic ? [] : qsmAccept.sorted(),
      paradox: ct > 0 && focusChi > max(chiMedian, 0) && Double(huMedian) < CutOff.veryDenseHU,
      ctFocusMm3: ctMm3, qsmFocusMm3: qsmMm3)
  }

  private static func grade(_ mm3: Double, isHigh: Bool) -> Int {
    mm3 < CutOff.focusMm3 ? 0 : mm3 >= CutOff.largeMm3 || isHigh ? 2 : 1
  }
}
