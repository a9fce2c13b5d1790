import Vocabulary
import Voxels

/// The ground truth of a pair as `truth.json` holds it.
public struct PairTruth: Codable, Hashable, Sendable {
  /// Name and version of the format.
  public static let schema = "pallidum.pair/1"

  /// Name and version of the format.
  public let schema: String
  /// What is right or wrong.
  public let kind: PairKind
  /// A registration should succeed.
  public let isRight: Bool
  /// Row-major 4×4, CT LPS mm to MR LPS mm; nil where the heads differ.
  ///
  /// Of a mirrored or turned CT it is the transform before the voxels were put in the wrong order.
  public let ctToMR: [Double]?
  /// Where a transform is judged.
  public let targets: PairTargets
  /// What was drawn.
  public let parameters: PairParameters

  init(
    kind: PairKind, ctToMR: RigidTransform<CTPatient, MRPatient>?, targets: PairTargets,
    parameters: PairParameters
  ) {
    schema = Self.schema
    self.kind = kind
    isRight = kind.isRight
    self.ctToMR = ctToMR?.rowMajor16
    self.targets = targets
    self.parameters = parameters
  }

  /// Encodes an absent transform as an explicit null, which a reader can tell from a forgotten key.
  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(schema, forKey: .schema)
    try c.encode(kind, forKey: .kind)
    try c.encode(isRight, forKey: .isRight)
    try c.encode(ctToMR, forKey: .ctToMR)
    try c.encode(targets, forKey: .targets)
    try c.encode(parameters, forKey: .parameters)
  }
}
