import Vocabulary
import Voxels

/// A CT that no header gives away: identity, frame and orientation read as those of the right one.
enum WrongCT: Hashable, Sendable {
  /// The columns run the other way than the orientation says: left and right are exchanged.
  case mirrored
  /// Columns and rows run the other way: half a turn about the body's axis.
  case turned
  /// The CT of the head that this seed gives, in the same pose and without deposits.
  case otherHead(seed: UInt64)
}

extension PhantomSimulation {
  /// The simulation with a wrong CT.
  ///
  /// The ground truth stays that of the right CT: its transform is that of the two scanners' poses, its attenuation that
  /// of the head in the MR. Nothing measured on a wrong CT may be compared with it.
  func given(_ wrong: WrongCT) -> PhantomSimulation {
    var s = self
    switch wrong {
    case .mirrored, .turned:
      s.ct = ct.reversed(columns: true, rows: wrong == .turned)
      s.cleanCT = cleanCT.reversed(columns: true, rows: wrong == .turned)
    case .otherHead(let seed):
      var other = scenario
      other.seed = seed
      other.deposits = []
      let pose = other.ctPose.transform(to: CTPatient.self)
      let tomography = ComputedTomography(scenario: other, grid: other.ctGrid(pose), pose: pose)
      s.cleanCT = tomography.attenuation(HeadModel(other))
      s.ct = tomography.scanned(s.cleanCT)
    }
    return s
  }
}
