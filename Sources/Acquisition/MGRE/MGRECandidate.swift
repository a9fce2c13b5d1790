import Vocabulary

/// Series that may be one acquisition together: magnitude and phase apart, a series an echo, or all in one.
struct MGRECandidate: Sendable {
  private(set) var series: [ScannedSeries]
  /// True if times of acquisition did not tell which series belong together.
  private(set) var pairedByOrder = false

  /// All frames of all series.
  var frames: [ImageFrame] { series.flatMap(\.frames) }

  /// How messages name the candidate: `Series 5 and 6`.
  var label: String {
    let names = series.map { $0.number.map(String.init) ?? $0.uid }
    let last = names.last ?? ""
    return "Series " + (names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " + last : last)
  }

  /// True if the candidate has the part.
  func has(_ part: ImagePart) -> Bool { frames.contains { $0.part == part } }

  /// Puts series together, in order of their numbers.
  ///
  /// A series joins the acquisition that has the same study, form, frame of reference, raster, timing and distortion
  /// correction and whose cells it does not fill a second time. Where several would take it, the one that
  /// shares a time of acquisition does, else the latest.
  static func grouping(_ series: [ScannedSeries]) -> [MGRECandidate] {
    var groups: [MGRECandidate] = []
    for s in series {
      let open = groups.indices.filter { groups[$0].matches(s) && !groups[$0].overlaps(s) }
      let sameTime = open.filter { groups[$0].sharesTime(with: s) }
      if let choice = sameTime.last ?? open.last {
        groups[choice].series.append(s)
        if open.count > 1 && sameTime.count != 1 { groups[choice].pairedByOrder = true }
      } else {
        groups.append(MGRECandidate(series: [s]))
      }
    }
    return groups
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

  private func matches(_ s: ScannedSeries) -> Bool {
    guard matchesExceptDistortion(s) else { return false }
    return distortionCorrections.union(s.frames.compactMap(\.distortionCorrection)).count <= 1
  }

  private func overlaps(_ s: ScannedSeries) -> Bool {
    let matrix = EchoSliceMatrix(frames: frames + s.frames)
    return matrix.crowded.contains { cell in
      let uids = Set((matrix.frames[cell] ?? []).map(\.seriesInstanceUID))
      return uids.contains(s.uid) && uids.count > 1
    }
  }

  private func sharesTime(with s: ScannedSeries) -> Bool {
    !Set(frames.compactMap(\.acquisitionTime)).isDisjoint(with: s.frames.compactMap(\.acquisitionTime))
  }
}
