/// How the patient lies on the table: Patient Position (0018,5100) of PS3.3 C.7.3.1.1.2.
public enum PatientPosition: String, Hashable, Sendable {
  /// Head first, face up.
  case headFirstSupine = "HFS"
  /// Head first, face down.
  case headFirstProne = "HFP"
  /// Feet first, face up.
  case feetFirstSupine = "FFS"

  /// Which of the slab's axes (columns, rows, slices) run the other way in the patient: the scanner's axes stay,
  /// the patient is turned about one of them.
  var turnedAxes: SIMD3<Int> {
    switch self {
    case .headFirstSupine: SIMD3(0, 0, 0)
    case .headFirstProne: SIMD3(1, 1, 0)
    case .feetFirstSupine: SIMD3(1, 0, 1)
    }
  }
}
