import Vocabulary

/// Why no anatomy could be found.
public enum AnatomyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No magnitude volume was given.
  case noMagnitude
  /// Two volumes that must share the MR grid do not.
  case gridsDiffer(what: String)
  /// The head mask is too small to be a head.
  case noHead(volumeMl: Double)
  /// The head mask holds too little susceptibility data to place the nuclei.
  case noDeepBrain(samples: Int)
  /// A corrected outline lies on the other side of the head than its label says.
  case outlineOnOtherSide(SidedStructure)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .noMagnitude: "No magnitude image was given; head masks need at least one echo."
    case .gridsDiffer(let what): "The \(what) is not on the MR grid; resample it first."
    case .noHead(let ml):
      "Only \(ml.rounded()) ml of head was found, less than any adult brain slab; check the coverage of the MRI."
    case .noDeepBrain(let n):
      "Only \(n) of the deep-brain sample points lie inside the susceptibility map; "
        + "the slab does not cover the basal ganglia or the mask is damaged."
    case .outlineOnOtherSide(let s):
      "The corrected \(s.side.rawValue) \(s.structure.displayName) lies on the \(s.side.opposite.rawValue) side of the "
        + "head: exchange the labels of the sides in the corrected segmentation."
    }
  }
}
