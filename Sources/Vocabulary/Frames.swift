/// The patient coordinate system of one scanner session: LPS millimetres (DICOM PS3.3 C.7.6.2.1.1),
/// x to the patient's left, y to the back, z to the head.
///
/// CT and MR each have their own; only a `RigidTransform` leads from one to the other.
public protocol PatientFrame: Sendable {
  /// Short name for messages.
  static var name: String { get }
}

/// The frame of reference of the head CT.
public enum CTPatient: PatientFrame {
  /// `CT`.
  public static let name = "CT"
}

/// The frame of reference of the multi-echo gradient echo MRI.
public enum MRPatient: PatientFrame {
  /// `MR`.
  public static let name = "MR"
}

/// A point in a patient frame, LPS millimetres.
public struct Point<Frame: PatientFrame>: Hashable, Sendable {
  /// Left, posterior, superior coordinates in mm.
  public var lps: SIMD3<Double>

  /// A point from its LPS coordinates in mm.
  public init(_ lps: SIMD3<Double>) { self.lps = lps }

  /// A point from its LPS coordinates in mm.
  public init(_ left: Double, _ posterior: Double, _ superior: Double) {
    lps = SIMD3(left, posterior, superior)
  }

  /// Euclidean distance in mm.
  public func distance(to other: Point) -> Double { length(lps - other.lps) }
}

/// Dot product.
public func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

/// Cross product.
public func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// Euclidean length.
public func length(_ a: SIMD3<Double>) -> Double { dot(a, a).squareRoot() }

/// `a` scaled to unit length; zero stays zero.
public func normalized(_ a: SIMD3<Double>) -> SIMD3<Double> {
  let n = length(a)
  return n > 0 ? a / n : a
}
