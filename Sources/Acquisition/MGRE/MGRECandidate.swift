import Vocabulary

/// Series that may be one acquisition together: the parts apart, a series an echo, or all in one.
struct MGRECandidate: Sendable {
  private(set) var series: [ScannedSeries]
  /// True if the study holds several runs of the protocol and nothing proves which series belong together.
  private(set) var isAmbiguous = false
  /// True if times do not tell the runs apart, and series numbers do.
  private(set) var isPairedByNumber = false

  /// Times of acquisition farther apart are of different runs, seconds.
  ///
  /// Echoes and parts of one run differ by less than a repetition; a whole-head 3D gradient echo takes more than
  /// a minute, so that the next run cannot begin within this time.
  static let runSpread = 30.0

  /// All frames of all series.
  var frames: [ImageFrame] { series.flatMap(\.frames) }

  /// How messages name the candidate: `Series 5 and 6`.
  var label: String {
    let names = series.map { $0.number.map(String.init) ?? $0.uid }
    let last = names.last ?? ""
    return "Series " + (names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " + last : last)
  }

  /// True if the candidate has the part.
  func has(_ part: ImagePart) -> Bool { series.contains { $0.frames.contains { $0.part == part } } }

  /// True if the candidate has phase images, or real and imaginary ones.
  var hasPhase: Bool { has(.phase) || has(.real) && has(.imaginary) }

  /// True if its images of any part have more than one echo time.
  var isMultiEcho: Bool {
    distinctValues(frames.compactMap(\.echoTimeMs), tolerance: EchoSliceMatrix.echoToleranceMs).count > 1
  }

  /// Puts series together, in order of their numbers.
  ///
  /// A series joins the acquisition that has the same study, form, frame of reference, raster, timing and
  /// distortion correction, whose cells it does not fill a second time, and whose times do not contradict its
  /// own. Where several would take it, the one that was acquired at the same time does. Where times do not
  /// decide, the runs are ambiguous and none of them may be used: magnitude and phase of different runs are
  /// never mixed.
  static func grouping(_ series: [ScannedSeries]) -> [MGRECandidate] {
    var groups: [MGRECandidate] = []
    for s in series {
      let kin = groups.indices.filter { groups[$0].matches(s) && groups[$0].timeRelation(to: s) != .other }
      let open = kin.filter { !groups[$0].overlaps(s) }
      let sameTime = open.filter { groups[$0].timeRelation(to: s) == .same }
      guard let choice = sameTime.last ?? open.last else {
        groups.append(MGRECandidate(series: [s]))
        continue
      }
      groups[choice].series.append(s)
      let isProven =
        sameTime.count == 1 || sameTime.count > 1 && areReconstructions(sameTime.map { groups[$0] })
      if open.count > 1, !isProven { for i in open { groups[i].isAmbiguous = true } }
    }
    markUnprovenRuns(&groups)
    return groups
  }

  /// Runs whose series were told apart by nothing but their numbers.
  ///
  /// Two groups of one protocol that no time separates may have swapped series, also where each new series
  /// found one open group only. Numbers are evidence only where every run is complete, its series stand together,
  /// and their parts follow one another in the same order: scanners number the images of a run in a row.
  private static func markUnprovenRuns(_ groups: inout [MGRECandidate]) {
    for i in groups.indices where groups[i].series.count > 1 {
      for j in groups.indices where j != i {
        guard let other = groups[j].series.first, groups[i].matches(other) else { continue }
        let relations = groups[i].series.map { groups[j].timeRelation(to: $0) }
        let areTold =
          relations.allSatisfy { $0 != .unknown }
          && (!relations.contains(.same) || areReconstructions([groups[i], groups[j]]))
        if areTold { continue }
        if groups[i].isPairNumbered(like: groups[j]) {
          groups[i].isPairedByNumber = true
          groups[j].isPairedByNumber = true
        } else {
          groups[i].isAmbiguous = true
          groups[j].isAmbiguous = true
        }
      }
    }
  }

  /// True if both are a pair of series of one part each, in the same order, and their numbers do not interleave.
  private func isPairNumbered(like other: MGRECandidate) -> Bool {
    guard let mine = numberedParts, let theirs = other.numberedParts, mine.map(\.part) == theirs.map(\.part)
    else { return false }
    return mine[1].number < theirs[0].number || theirs[1].number < mine[0].number
  }

  /// Part and number of the two series of a pair, by number; nil if it is no such pair.
  private var numberedParts: [(number: Int, part: ImagePart)]? {
    let all = series.compactMap { s -> (number: Int, part: ImagePart)? in
      let parts = Set(s.frames.map(\.part))
      guard let number = s.number, let part = parts.first, parts.count == 1 else { return nil }
      return (number, part)
    }.sorted { $0.number < $1.number }
    return all.count == 2 && series.count == 2 && Set(all.map(\.part)).count == 2 ? all : nil
  }

  /// True if no image type is in two of the groups: the scanner made several kinds of images of one run (such
  /// as with and without intensity normalisation), not several runs.
  private static func areReconstructions(_ groups: [MGRECandidate]) -> Bool {
    let types = groups.map { Set($0.frames.map(\.imageType)) }
    return types.reduce(0) { $0 + $1.count } == types.reduce(into: Set()) { $0.formUnion($1) }.count
  }

  /// True if both are of one protocol run on one geometry; distortion correction apart.
  func matchesExceptDistortion(_ s: ScannedSeries) -> Bool {
    guard let mine = series.first, mine.studyUID == s.studyUID, mine.form == s.form, mine.vendor == s.vendor,
      mine.attributes.string(.frameOfReferenceUID) == s.attributes.string(.frameOfReferenceUID),
      let a = mine.frames.lazy.compactMap(\.plane).first, let b = s.frames.lazy.compactMap(\.plane).first,
      a.isParallelTwin(of: b)
    else { return false }
    func close(_ x: Double?, _ y: Double?, _ tolerance: Double) -> Bool {
      guard let x, let y else { return true }
      return abs(x - y) <= tolerance
    }
    return close(mine.attributes.double(.repetitionTime), s.attributes.double(.repetitionTime), 0.01)
      && close(mine.attributes.double(.flipAngle), s.attributes.double(.flipAngle), 0.1)
  }

  /// The distortion corrections that the frames name.
  var distortionCorrections: Set<String> { Set(frames.compactMap(\.distortionCorrection)) }

  /// True if the other group is of the same protocol and geometry, acquired at another time.
  func isOtherRun(of other: MGRECandidate) -> Bool {
    guard let s = other.series.first else { return false }
    return matches(s) && timeRelation(to: s) == .other
  }

  private func matches(_ s: ScannedSeries) -> Bool {
    guard matchesExceptDistortion(s) else { return false }
    return distortionCorrections.union(s.frames.compactMap(\.distortionCorrection)).count <= 1
  }

  private func overlaps(_ s: ScannedSeries) -> Bool {
    let matrix = EchoSliceMatrix(frames: frames + s.frames, parts: [.magnitude, .phase, .real, .imaginary])
    return matrix.crowded.contains { cell in
      let uids = Set((matrix.frames[cell] ?? []).map(\.seriesInstanceUID))
      return uids.contains(s.uid) && uids.count > 1
    }
  }

  private enum TimeRelation {
    case same, other, unknown
  }

  /// Whether the times of acquisition put a series into this run.
  private func timeRelation(to s: ScannedSeries) -> TimeRelation {
    let mine = frames.compactMap(\.acquisitionSeconds)
    let theirs = s.frames.compactMap(\.acquisitionSeconds)
    guard let a = mine.min(), let b = mine.max(), let c = theirs.min(), let d = theirs.max() else {
      return .unknown
    }
    // The distance of the two spans; 0 where they overlap.
    return max(0, c - b, a - d) <= Self.runSpread ? .same : .other
  }
}
