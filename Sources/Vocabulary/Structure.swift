/// The patient's side, always computed from LPS geometry, never from an index.
public enum Side: String, CaseIterable, Codable, Hashable, Sendable {
  /// The patient's left (positive x in LPS).
  case left
  /// The patient's right (negative x in LPS).
  case right

  /// The opposite side.
  public var opposite: Side { self == .left ? .right : .left }
}

/// The deep nuclei that are measured.
public enum Structure: String, CaseIterable, Codable, Hashable, Sendable {
  /// Globus pallidus, internal and external segment together.
  case globusPallidus
  /// Putamen.
  case putamen
  /// Caudate nucleus.
  case caudate
  /// Thalamus.
  case thalamus
  /// Substantia nigra.
  case substantiaNigra
  /// Red nucleus.
  case redNucleus
  /// Dentate nucleus.
  case dentateNucleus

  /// The name in running text.
  public var displayName: String {
    switch self {
    case .globusPallidus: "globus pallidus"
    case .putamen: "putamen"
    case .caudate: "caudate nucleus"
    case .thalamus: "thalamus"
    case .substantiaNigra: "substantia nigra"
    case .redNucleus: "red nucleus"
    case .dentateNucleus: "dentate nucleus"
    }
  }
}

/// A structure of one side.
public struct SidedStructure: Hashable, Codable, Sendable {
  /// Which structure.
  public let structure: Structure
  /// Of which side.
  public let side: Side

  /// A structure of one side.
  public init(_ structure: Structure, _ side: Side) {
    self.structure = structure
    self.side = side
  }

  /// All structures of both sides, structure by structure, left before right.
  public static var all: [SidedStructure] {
    Structure.allCases.flatMap { s in Side.allCases.map { SidedStructure(s, $0) } }
  }
}
