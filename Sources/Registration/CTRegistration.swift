import Foundation
import Vocabulary
import Voxels

/// The head CT laid over the MR: the transform, how far it is to be trusted, and why.
public struct CTRegistration: Sendable {
  /// Carries CT points to MR points, LPS mm.
  public let ctToMR: RigidTransform<CTPatient, MRPatient>
  /// The worst of the measures' verdicts.
  public let verdict: Verdict
  /// What was measured and judged.
  public let measures: [QualityCheck]
  /// Expected error in mm near the centre of the head, where the deep nuclei lie.
  public let uncertaintyMm: Double
  /// Covariance of the transform; nil where only `uncertaintyMm` is known.
  private let spread: PoseSpread?

  /// Why left and right cannot be trusted in one of the two images, in a sentence; nil where they agree or the images
  /// do not tell.
  public let lateralityContradiction: String?

  /// A registration from its parts; the verdict is the worst of the measures', `fail` if there is none.
  public init(
    ctToMR: RigidTransform<CTPatient, MRPatient>, measures: [QualityCheck], uncertaintyMm: Double,
    lateralityContradiction: String? = nil
  ) {
    self.init(ctToMR, measures, lateralityContradiction, uncertaintyMm, nil)
  }

  init(
    ctToMR: RigidTransform<CTPatient, MRPatient>, measures: [QualityCheck], lateralityContradiction: String?,
    spread: PoseSpread
  ) {
    self.init(ctToMR, measures, lateralityContradiction, spread.errorMm(at: spread.mrCentre), spread)
  }

  private init(
    _ ctToMR: RigidTransform<CTPatient, MRPatient>, _ measures: [QualityCheck],
    _ lateralityContradiction: String?, _ uncertaintyMm: Double, _ spread: PoseSpread?
  ) {
    self.lateralityContradiction = lateralityContradiction
    self.ctToMR = ctToMR
    self.measures = measures
    self.uncertaintyMm = uncertaintyMm
    self.spread = spread
    verdict = measures.map(\.verdict).max() ?? .fail
  }

  /// Expected error in mm of the transform at a place of the MR; see `PoseSpread`.
  public func uncertaintyMm(at place: Point<MRPatient>) -> Double {
    spread?.errorMm(at: place.lps) ?? uncertaintyMm
  }
}

/// What is known of the transform before the registration.
public enum RegistrationStart: Sendable {
  /// Nothing but that both patients lie in LPS: the whole search.
  case unknown
  /// A transform that is nearly right, within about 10 mm and 10°: refined from there.
  case near(RigidTransform<CTPatient, MRPatient>)
  /// The transform to use as it stands: only judged.
  case given(RigidTransform<CTPatient, MRPatient>)
}

/// Registers a head CT to a magnitude image of the same head: six degrees of freedom, no manual start.
///
/// Maximises the normalised mutual information (`NormalizedMutualInformation`) over three levels from 243
/// starts. Both patients lie in LPS, so nose and vertex are known to about ±22°; a CT that is turned round,
/// mirrored, cut off or another person's ends with verdict `fail` or `warn`, not with an error.
/// Deterministic: same input, same bits, whatever the number of cores.
/// - Parameters:
///   - ct: attenuation in HU; shear (gantry tilt) allowed; padding below −1000 HU counts as air.
///   - mr: magnitude of one echo or the root of the sum of squares of all; its third axis is the slice axis.
///   - start: where to search; everywhere by default.
///   - parameters: see `RegistrationParameters`.
///   - progress: called between steps.
/// - Throws: `RegistrationError` if there is nothing to register.
public func registerCT(
  _ ct: CTVolume, to mr: MRVolume<Magnitude>, start: RegistrationStart = .unknown,
  parameters: RegistrationParameters = .init(), progress: ProgressHandler? = nil
) throws(RegistrationError) -> CTRegistration {
  progress?(0, "preparing")
  var pyramid = try Pyramid(ct, mr, parameters)
  progress?(0.3, "searching")
  let search = Search(parameters: parameters)
  let centre = pyramid.mrHead.centre
  let ctToMR: RigidTransform<CTPatient, MRPatient>
  switch start {
  case .unknown: ctToMR = try transform(search.anywhere(&pyramid), centre)
  case .near(let start):
    ctToMR = try transform(search.refined([Pose(start, mrCentre: centre)], &pyramid, from: 1), centre)
  case .given(let given): ctToMR = given
  }
  progress?(0.7, "checking")
  // The checks depend on the images and the transform alone, not on the way to it: what was found, given back, is
  // judged by the same bits.
  let pose = Pose(ctToMR, mrCentre: centre)
  pyramid.removeBias(at: pose, from: min(1, pyramid.last))
  let quality = RegistrationQuality(pyramid, search, pose)
  progress?(1, "done")
  return CTRegistration(
    ctToMR: ctToMR, measures: quality.measures,
    lateralityContradiction: quality.lateralityContradiction, spread: quality.spread)
}

/// The transform of what a search ended at.
private func transform(_ found: Search.Candidate, _ mrCentre: SIMD3<Double>) throws(RegistrationError)
  -> RigidTransform<CTPatient, MRPatient>
{
  guard found.metric > 1 else { throw .noOverlap }
  return found.pose.ctToMR(mrCentre: mrCentre)
}
