/// Why a file cannot say how CT and MR lie to each other.
public enum SpatialRegistrationRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another kind of object.
  case otherClass(sopClassUID: String)
  /// No item is about one of the series: its frame and the frames that the object names.
  case otherFrames(modality: String, expected: String, found: [String])
  /// Several items are about one series and say different things.
  case ambiguous(modality: String)
  /// An item without a matrix.
  case noMatrix(frame: String)
  /// A matrix that is not of type RIGID.
  case otherType(String)
  /// A matrix that does not have sixteen finite numbers with the last row 0 0 0 1.
  case malformedMatrix
  /// A matrix whose 3×3 part is no rotation; what it does instead.
  case notRigid(String)

  /// The refusal in a sentence without the file's name.
  public var description: String {
    switch self {
    case .otherClass(let uid):
      "It is not a Spatial Registration object (SOP Class \(uid.isEmpty ? "missing" : uid)); deformable and other "
        + "kinds are not read."
    case .otherFrames(let modality, let expected, let found):
      "It does not register the given \(modality): that lies in Frame of Reference "
        + "\(expected.isEmpty ? "(none named)" : expected), the object names "
        + (found.isEmpty ? "none" : found.joined(separator: ", ")) + "."
    case .ambiguous(let modality):
      "Several of its items are about the given \(modality) and differ, so it is unclear which one is meant."
    case .noMatrix(let frame): "Its item for Frame of Reference \(frame) has no matrix."
    case .otherType(let type):
      "A matrix is of type \(type.isEmpty ? "(none)" : type); only RIGID is used, as scale and shear have no place "
        + "between two images of one head."
    case .malformedMatrix: "A matrix does not have sixteen finite numbers with the last row 0 0 0 1."
    case .notRigid(let what):
      "A matrix is called RIGID but \(what), so it is no rotation with translation."
    }
  }
}
