import Foundation

/// How the slices of a series lie in the patient.
public struct PlaneOrientation: Codable, Hashable, Sendable {
  /// The plane of the body that the slices are nearest to.
  public enum Plane: String, Codable, Hashable, Sendable {
    /// Across the patient's long axis.
    case axial
    /// Facing front and back.
    case coronal
    /// Facing left and right.
    case sagittal
  }

  /// The nearest plane.
  public let plane: Plane
  /// Angle between the slices and that plane in degrees, to a tenth; at most 54.7.
  public let obliquityDegrees: Double

  /// The orientation of slices with this normal, a unit vector in LPS.
  init(normal: SIMD3<Double>) {
    let parts: [(Plane, Double)] = [
      (.axial, abs(normal.z)), (.coronal, abs(normal.y)), (.sagittal, abs(normal.x)),
    ]
    let nearest = parts.max { $0.1 < $1.1 } ?? parts[0]
    plane = nearest.0
    obliquityDegrees = (acos(min(nearest.1, 1)) * 1800 / .pi).rounded() / 10
  }
}
