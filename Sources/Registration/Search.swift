import Foundation
import Vocabulary
import Voxels

/// The way from no knowledge to the best pose: many starts on the coarsest level, few on the next, one on
/// the finest.
struct Search: Sendable {
  let parameters: RegistrationParameters

  /// A pose and its metric.
  typealias Candidate = (pose: Pose, metric: Double)

  /// The best pose without any knowledge but that both patients lie in LPS.
  func anywhere(_ pyramid: inout Pyramid) -> Candidate {
    let coarse = pyramid.forward(level: 0)
    let centred = Pose(rotation: .identity, translation: pyramid.ctHead.centre)
    let first = best(of: starts(about: centred), coarse, keep: parameters.refinedStarts[0])
    let mm = pyramid.levels[0].mm
    // What is nearer than half the level is the same maximum.
    let ends = distinct(climb(first, coarse, levelMm: mm), apartMm: mm / 2, keep: parameters.refinedStarts[1])
    return refined(ends.map(\.pose), &pyramid, from: 1)
  }

  /// Climbs from `poses`, best first, on every level from `first` on.
  ///
  /// The coil's gain is taken out of the MR as it shows at the best pose so far. On each level many poses climb on
  /// a sparse sample, and the best of their ends on the full one.
  func refined(_ poses: [Pose], _ pyramid: inout Pyramid, from first: Int) -> Candidate {
    var poses = poses
    var best: Candidate = (poses[0], 1)
    for i in first...pyramid.last {
      let mm = pyramid.levels[i].mm
      pyramid.removeBias(at: poses[0], from: i)
      let ends = climb(
        poses, pyramid.forward(level: i, pitchMm: parameters.sparseFactor * mm), levelMm: mm)
      best = distinct(ends, apartMm: mm / 2, keep: 1)[0]
      if i == pyramid.last {
        best = climb([best.pose], pyramid.forward(level: i), levelMm: mm / parameters.sparseFactor)[0]
      }
      poses = [best.pose]
    }
    return best
  }

  /// All starts about `pose`: every turn with every shift.
  func starts(about pose: Pose) -> [Pose] {
    let radians = parameters.startAnglesDegrees.map { $0 * .pi / 180 }
    var result: [Pose] = []
    for z in parameters.startShiftsSuperiorMm {
      for y in parameters.startShiftsPosteriorMm {
        for a in radians {
          for b in radians {
            for c in radians {
              result.append(
                pose.moved(turn: SIMD3(a, 0, 0), shift: SIMD3(0, y, z))
                  .moved(turn: SIMD3(0, b, 0), shift: .zero).moved(turn: SIMD3(0, 0, c), shift: .zero))
            }
          }
        }
      }
    }
    return result
  }

  /// The `keep` best of `poses` as they stand, best first; equal metrics in order of `poses`.
  func best(of poses: [Pose], _ metric: NormalizedMutualInformation, keep: Int) -> [Pose] {
    let values = concurrently(poses) { metric($0, cores: false).metric }
    return zip(poses, values).enumerated()
      .sorted {
        $0.element.1 != $1.element.1 ? $0.element.1 > $1.element.1 : $0.offset < $1.offset
      }
      .prefix(keep).map(\.element.0)
  }

  /// Climbs from every pose, side by side; results in order of `poses`.
  func climb(_ poses: [Pose], _ metric: NormalizedMutualInformation, levelMm: Double) -> [Candidate] {
    // A step of twice the sampling distance stays inside a level's basin.
    let optimiser = BFGS(
      metric: metric, parameters: parameters, reachMm: 2 * levelMm, cores: poses.count == 1)
    return concurrently(poses) { optimiser.maximum(from: $0) }
  }

  /// Best first, without those within `apartMm` of a better one.
  func distinct(_ candidates: [Candidate], apartMm: Double, keep: Int) -> [Candidate] {
    var kept: [Candidate] = []
    for c in candidates.sorted(by: { $0.metric > $1.metric }) where kept.count < keep {
      let near = kept.contains { $0.pose.distance(to: c.pose, reachMm: Self.reachMm) < apartMm }
      if !near { kept.append(c) }
    }
    return kept
  }

  /// Half side in mm of the cube in which poses are compared: the brain's half width.
  static let reachMm = 60.0

  private func concurrently<Value: Sendable>(_ poses: [Pose], _ body: @Sendable (Pose) -> Value) -> [Value] {
    var result = [Value?](repeating: nil, count: poses.count)
    result.withUnsafeMutableBufferPointer { buffer in
      // Each iteration writes its own element.
      nonisolated(unsafe) let out = buffer
      parallelSlices(poses.count) { out[$0] = body(poses[$0]) }
    }
    return result.compactMap { $0 }
  }
}
