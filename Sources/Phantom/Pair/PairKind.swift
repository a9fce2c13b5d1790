/// What is right or wrong with a pair of CT and MR.
public enum PairKind: String, CaseIterable, Codable, Hashable, Sendable {
  /// Both scans show one head, and their geometry is true.
  case right
  /// The CT's columns run the other way than its affine says: left and right are exchanged.
  case mirrored
  /// The CT's columns and rows run the other way than its affine says: half a turn about the body's axis.
  case turned
  /// The CT shows another head.
  case otherHead
  /// A true CT that ends below or above the deep nuclei.
  case truncated
  /// A true CT with contrast agent in vessels and dura.
  case contrast

  /// A rigid transform makes the whole of one image fit the other, and the deep nuclei are in both.
  public var isRight: Bool { self == .right || self == .contrast }
}
