import Foundation
import Vocabulary
import Voxels

/// Other poses than the one found, tried on sparse samples of the coarse and the middle level: enough to compare what
/// lies millimetres apart.
struct PoseTrials: Sendable {
  private let search: Search
  private let coarse: NormalizedMutualInformation
  private let middle: NormalizedMutualInformation
  /// All samples of the middle level.
  private let whole: NormalizedMutualInformation
  private let coarseMm: Double
  private let middleMm: Double
  /// The pose on the middle level.
  private let anchor: Search.Candidate

  /// Distance in mm of the trial shifts of the gain: wider than the sharp peak that interpolation makes.
  private static let trialShiftMm = 6.0
  /// Turn in rad (8°) and shift in mm of the restarts: well off the end, within the middle level's basin.
  private static let restart = (turn: 0.14, shiftMm: 8.0)
  /// Mirrored poses that are climbed from at the coarse and at the middle level.
  private static let mirroredStarts = [8, 3]

  init(_ pyramid: Pyramid, _ search: Search, _ pose: Pose) {
    self.search = search
    let mid = max(0, pyramid.last - 1)
    coarse = pyramid.forward(level: 0)
    coarseMm = pyramid.levels[0].mm
    middleMm = pyramid.levels[mid].mm
    middle = pyramid.forward(level: mid, pitchMm: pyramid.parameters.sparseFactor * middleMm)
    whole = pyramid.forward(level: mid)
    anchor = search.climb([pose], middle, levelMm: middleMm)[0]
  }

  /// NMI − 1 of the pose; nil where it says nothing.
  private var information: Double? { anchor.metric > 1 ? anchor.metric - 1 : nil }

  /// Relative loss of NMI − 1 at the least harmful shift along an axis; nan where there is none to lose.
  func gain() -> Double {
    guard let information else { return .nan }
    var least = Double.infinity
    for axis in 0..<3 {
      for sign in [-1.0, 1.0] {
        var shift = SIMD3<Double>.zero
        shift[axis] = sign * Self.trialShiftMm
        let moved = middle(anchor.pose.moved(turn: .zero, shift: shift), cores: true)
        least = min(least, anchor.metric - moved.metric)
      }
    }
    return least / information
  }

  /// Six restarts: the median of their distances in mm from the pose, and the best NMI − 1 among those that
  /// end elsewhere, as a share of the pose's (nan where that has none).
  ///
  /// A restart that stops early with a poor metric says little; one that finds a place as good says much.
  func restarts() -> (spreadMm: Double, rival: Double) {
    let ends = search.climb(displaced(anchor.pose), middle, levelMm: middleMm)
    let distances = ends.map { $0.pose.distance(to: anchor.pose, reachMm: Search.reachMm) }
    let others = zip(ends, distances).filter { $0.1 > middleMm }.map { $0.0.metric - 1 }
    return (
      Statistics.median(distances.map { Float($0) }),
      information.map { (others.max() ?? 0) / $0 } ?? .nan
    )
  }

  /// Six poses beside a pose, one turned and shifted along every half axis.
  private func displaced(_ pose: Pose) -> [Pose] {
    (0..<6).map { i in
      let sign = i % 2 == 0 ? -1.0 : 1.0
      var turn = SIMD3<Double>.zero
      var shift = SIMD3<Double>.zero
      turn[i / 2] = sign * Self.restart.turn
      shift[(i / 2 + 1) % 3] = sign * Self.restart.shiftMm
      return pose.moved(turn: turn, shift: shift)
    }
  }

  /// Median distance in mm that the parts of the head would move by themselves.
  func localShiftMm() -> Double { LocalFit(whole, anchor.pose).medianShiftMm }

  /// Relative loss of NMI − 1 of the mirrored CT, fitted as well as it can be; nan where there is none to lose.
  func mirrorLoss() -> Double {
    guard let information else { return .nan }
    let mirroredCoarse = coarse.mirrored
    // The plane of symmetry is unknown: turns about the two axes in it are tried.
    let starts = search.best(
      of: search.starts(about: anchor.pose), mirroredCoarse, keep: Self.mirroredStarts[0])
    let climbed = search.distinct(
      search.climb(starts, mirroredCoarse, levelMm: coarseMm), apartMm: coarseMm / 2,
      keep: Self.mirroredStarts[1])
    let ends = search.climb(climbed.map(\.pose), middle.mirrored, levelMm: middleMm)
    return (anchor.metric - (ends.map(\.metric).max() ?? 1)) / information
  }
}

extension NormalizedMutualInformation {
  /// The same metric of the fixed image mirrored left to right.
  fileprivate var mirrored: NormalizedMutualInformation {
    NormalizedMutualInformation(fixed: fixed.mirrored, moving: moving, minimumOverlap: minimumOverlap)
  }
}
