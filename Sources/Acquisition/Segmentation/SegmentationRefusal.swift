import Vocabulary

/// Why a file of outlines cannot take the place of the program's own.
public enum SegmentationRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another kind of object.
  case otherClass(sopClassUID: String)
  /// Attributes of the patient that differ from the mGRE's, by name.
  case otherPatient([String])
  /// Drawn in another Frame of Reference than the mGRE's.
  case otherFrame(expected: String, found: String)
  /// A frame without usable position, orientation, spacing or segment number.
  case frame(Int, missing: String)
  /// The frames do not form one stack of parallel slices.
  case noStack(String)
  /// A segment that names a nucleus but not its side.
  case noSide(label: String)
  /// A segment whose code and label name different sides.
  case contradiction(label: String, code: Side)
  /// Two segments for one nucleus.
  case twice(SidedStructure)
  /// No segment is a deep nucleus; the labels that were found.
  case noNucleus(found: [String])
  /// A nucleus without a voxel in the slab.
  case empty(SidedStructure)
  /// Two nuclei that share voxels.
  case overlap(SidedStructure, SidedStructure, voxels: Int)
  /// Pixels that cannot be decoded.
  case pixels(String)

  /// The program's exit code: 4 where the patient differs, else 3.
  public var exitCode: Int32 {
    if case .otherPatient = self { 4 } else { 3 }
  }

  /// The refusal in sentences without the file's name.
  public var description: String {
    switch self {
    case .otherClass(let uid):
      "It is no DICOM Segmentation (SOP Class \(uid.isEmpty ? "missing" : uid))."
    case .otherPatient(let attributes):
      "It names another patient than the mGRE (\(attributes.joined(separator: ", ")) differ)."
    case .otherFrame(let expected, let found):
      "It lies in Frame of Reference \(found.isEmpty ? "(none named)" : found), the mGRE in "
        + "\(expected.isEmpty ? "(none named)" : expected): draw on the images of this mGRE or of its report."
    case .frame(let number, let missing): "Its frame \(number) has no usable \(missing)."
    case .noStack(let why): "Its frames form no stack of parallel slices: \(why)."
    case .noSide(let label):
      "Its segment “\(label)” names no side: give it the laterality as a modifier, or left or right in its label."
    case .contradiction(let label, let code):
      "Its segment “\(label)” is coded as \(code.rawValue): make label and laterality agree."
    case .twice(let s): "It has two segments for the \(name(s)): join them."
    case .noNucleus(let found):
      "It holds no deep nucleus with its side (found: "
        + (found.isEmpty ? "nothing" : found.joined(separator: ", "))
        + "): name segments as the program does, such as “left globus pallidus”."
    case .empty(let s): "Its \(name(s)) has no voxel in the mGRE slab."
    case .overlap(let a, let b, let voxels):
      "Its \(name(a)) and \(name(b)) share \(voxels) voxels: a voxel belongs to one nucleus."
    case .pixels(let why): "Its pixels cannot be read: \(why)."
    }
  }

  private func name(_ s: SidedStructure) -> String { "\(s.side.rawValue) \(s.structure.displayName)" }
}
