import Vocabulary

/// How firmly the finest level holds a pose, in mm.
struct FineFit: Sendable {
  /// Distance to where the metric climbs from the pose: nothing for the end of a search.
  let offsetMm: Double
  /// Distance to what the metric with exchanged roles finds from there.
  let exchangedMm: Double
  /// Expected error at the head's centre by how its parts disagree, the offset apart.
  let scatterMm: Double
  /// The pose's errors, the offset among them.
  let spread: PoseSpread

  /// Side in mm of the blocks of which the uncertainty is made: farther than noise and texture reach.
  private static let blockMm = 30.0
  /// Step in mm of the curvature: about a voxel, so that interpolation does not show.
  private static let curvatureStepMm = 0.75

  /// - Parameter reachMm: half side of the cube about the head's centre in which poses are compared.
  init(_ pyramid: Pyramid, _ search: Search, _ pose: Pose, reachMm: Double) {
    let p = pyramid.parameters
    let mm = pyramid.levels[pyramid.last].mm
    let centre = pyramid.mrHead.centre
    let sparse = pyramid.forward(level: pyramid.last, pitchMm: p.sparseFactor * mm)
    offsetMm = search.climb([pose], sparse, levelMm: mm)[0].pose.distance(to: pose, reachMm: reachMm)
    let exchanged = pyramid.backward(
      level: pyramid.last, pitchMm: p.sparseFactor * mm, centre: pose.translation)
    let inverse = Pose(rotation: pose.rotation.transpose, translation: centre)
    exchangedMm = search.climb([inverse], exchanged, levelMm: mm)[0].pose
      .distance(to: inverse, reachMm: reachMm)
    let covariance = sparse.covariance(
      at: pose, blockMm: Self.blockMm, stepMm: Self.curvatureStepMm, rotationScaleMm: p.rotationScaleMm)
    let scatter = PoseSpread(
      mrCentre: centre, rotation: pose.rotation, covariance: covariance, sharedMm: p.sharedErrorMm)
    scatterMm = scatter.errorMm(at: centre)
    spread = PoseSpread(
      mrCentre: centre, rotation: pose.rotation, covariance: covariance,
      sharedMm: (p.sharedErrorMm * p.sharedErrorMm + offsetMm * offsetMm).squareRoot())
  }
}
