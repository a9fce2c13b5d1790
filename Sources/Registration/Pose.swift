import Vocabulary

/// A rigid map from fixed to moving space, turning about a fixed centre: `y = R·(x − centre) + t`.
struct Pose: Sendable {
  var rotation: Matrix3
  var translation: SIMD3<Double>

  init(rotation: Matrix3, translation: SIMD3<Double>) {
    self.rotation = rotation
    self.translation = translation
  }

  /// This pose after a small motion: a turn by `omega` (rotation vector, rad), then a shift in mm.
  func moved(turn omega: SIMD3<Double>, shift: SIMD3<Double>) -> Pose {
    let turned = Matrix3.rotation(about: omega, radians: length(omega)) * rotation
    return Pose(rotation: turned.orthonormalized, translation: translation + shift)
  }

  /// The pose of a CT-to-MR transform, turning about `mrCentre`.
  init(_ ctToMR: RigidTransform<CTPatient, MRPatient>, mrCentre: SIMD3<Double>) {
    let mrToCT = ctToMR.inverse
    rotation = mrToCT.rotation
    translation = mrToCT.rotation * mrCentre + mrToCT.translationMm
  }

  /// The CT-to-MR transform of a pose of MR points about `mrCentre`.
  func ctToMR(mrCentre: SIMD3<Double>) -> RigidTransform<CTPatient, MRPatient> {
    RigidTransform<MRPatient, CTPatient>(
      rotation: rotation, translationMm: translation - rotation * mrCentre
    ).inverse
  }

  /// Where the pose carries `q = x − centre`.
  func callAsFunction(_ q: SIMD3<Double>) -> SIMD3<Double> { rotation * q + translation }

  /// Largest distance in mm of what two poses make of the corners of a cube of half side `reachMm`.
  func distance(to other: Pose, reachMm: Double) -> Double {
    var largest = 0.0
    for corner in 0..<8 {
      let q = SIMD3(
        corner & 1 == 0 ? -reachMm : reachMm, corner & 2 == 0 ? -reachMm : reachMm,
        corner & 4 == 0 ? -reachMm : reachMm)
      largest = max(largest, length(self(q) - other(q)))
    }
    return largest
  }
}
