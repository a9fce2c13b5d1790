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

  /// A registration from its parts; the verdict is the worst of the measures', `fail` if there is none.
  public init(
    ctToMR: RigidTransform<CTPatient, MRPatient>, measures: [QualityCheck], uncertaintyMm: Double
  ) {
    self.ctToMR = ctToMR
    self.measures = measures
    self.uncertaintyMm = uncertaintyMm
    verdict = measures.map(\.verdict).max() ?? .fail
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
  let search = Search(parameters: parameters)
  progress?(0.3, "searching")
  let last = pyramid.levels.count - 1
  var metrics = [pyramid.forward(level: 0)]
  var poses: [Pose]
  var best: Search.Candidate?
  switch start {
  case .unknown:
    let centred = Pose(rotation: .identity, translation: pyramid.ctHead.centre)
    poses = search.best(of: search.starts(about: centred), metrics[0], keep: parameters.refinedStarts[0])
  case .near(let ctToMR): poses = [Pose(ctToMR, mrCentre: pyramid.mrHead.centre)]
  case .given(let ctToMR):
    poses = [Pose(ctToMR, mrCentre: pyramid.mrHead.centre)]
  }
  for i in 0...last {
    if i > 0 {
      pyramid.removeBias(at: poses[0], from: i)
      metrics.append(pyramid.forward(level: i))
    }
    let metric = metrics[i]
    let mm = pyramid.levels[i].mm
    if case .given = start {
      best = (poses[0], metric(poses[0], cores: true).metric)
      continue
    }
    let found = search.climb(poses, metric, levelMm: mm)
    // What is nearer than half the level is the same maximum.
    let keep = i < last ? (i + 1 < last ? parameters.refinedStarts[1] : 1) : 1
    let candidates = search.distinct(found, apartMm: mm / 2, keep: keep)
    poses = candidates.map(\.pose)
    best = candidates.first
    progress?(0.4 + 0.4 * Double(i + 1) / Double(last + 1), "level \(mm) mm")
  }
  guard let best, best.metric > 1 else { throw .noOverlap }
  progress?(0.8, "checking")
  let quality = RegistrationQuality(pyramid: pyramid, metrics: metrics, search: search, best: best)
  let measures = quality.measures()
  progress?(1, "done")
  return CTRegistration(
    ctToMR: best.pose.ctToMR(mrCentre: pyramid.mrHead.centre), measures: measures,
    uncertaintyMm: quality.uncertaintyMm())
}
