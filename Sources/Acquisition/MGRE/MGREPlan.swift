import Vocabulary

/// An acquisition whose headers passed every check: what is left is to decode the pixels.
struct MGREPlan: Sendable {
  let candidate: MGRECandidate
  /// Which parts are read.
  let form: SignalForm
  let matrix: EchoSliceMatrix
  let echoTimes: [EchoTime]
  let stack: SliceStack
  let stepMm: Double
  /// The phase's unit; nil where real and imaginary images give it.
  let phaseScale: PhaseScale?
  let field: MainField
  /// The phase frames' vendor.
  let vendor: Vendor
  /// The matrix that was read out, by the tags; nil where the stored one was.
  let acquired: AcquiredMatrix?
  let warnings: [String]

  /// Fewer slices are no volume.
  static let fewestSlices = 3
  /// Values of all echoes and parts: 2 GiB as Float.
  static let mostVoxels = 1 << 29
  /// Largest deviation of a slice distance from the mean, as a part of it: rounding of printed positions.
  static let spacingTolerance = 0.02
  /// Largest distance in mm between the origins of one slice's images, and of a slice from the line of all:
  /// rounding of printed positions, less than any pixel.
  static let largestWanderMm = 0.2
  /// Largest angle between slice direction and normal in degrees: rounding of printed positions.
  static let largestShearDegrees = 0.5

  /// Checks a candidate's headers.
  ///
  /// Where it holds the signal in several forms, the first form without a reason against it is taken.
  /// - Throws: the first reason against the best form, in the order in which a reader would want to know.
  init(_ candidate: MGRECandidate) throws(MGRERefusal) {
    try Self.checkSequence(candidate)
    if candidate.isAmbiguous, candidate.isMultiEcho { throw .ambiguousRuns }
    let forms = try SignalForm.candidates(candidate)
    var first: MGRERefusal?
    for form in forms {
      do throws(MGRERefusal) {
        self = try Self(candidate, form: form)
        return
      } catch { first = first ?? error }
    }
    throw first ?? .noPhase
  }

  private init(_ candidate: MGRECandidate, form: SignalForm) throws(MGRERefusal) {
    self.candidate = candidate
    self.form = form
    guard let first = candidate.series.first else { throw .noMagnitude }
    vendor = first.vendor
    let frames = candidate.frames.filter { form.parts.contains($0.part) }
    let timeless = frames.count { $0.echoTimeMs == nil }
    if timeless > 0 { throw .missingEchoTime(frames: timeless) }
    let planeless = candidate.frames.count {
      $0.plane == nil && (!$0.isDescribed || form.parts.contains($0.part))
    }
    if planeless > 0 { throw .missingGeometry(frames: planeless) }
    matrix = EchoSliceMatrix(frames: frames, parts: form.parts)
    echoTimes = try Self.echoTimes(matrix)

    let phaseParts = Set(form.parts).subtracting([.magnitude])
    for series in candidate.series where series.frames.contains(where: { phaseParts.contains($0.part) }) {
      if let evidence = MRSeriesRules(series: series).filteredPhase {
        throw .filteredPhase(evidence: evidence)
      }
    }
    try Self.checkDistortion(frames)
    phaseScale = try Self.phaseScale(frames, form, vendor: vendor)
    stack = try Self.stack(frames, matrix)
    stepMm = stack.planes.count > 1 ? length(stack.extent) / Double(stack.planes.count - 1) : 1
    let voxels = matrix.cellCount.multipliedReportingOverflow(
      by: stack.planes[0].columns * stack.planes[0].rows)
    if voxels.overflow || voxels.partialValue > Self.mostVoxels {
      throw .tooLarge(voxels: voxels.partialValue)
    }
    field = try MainField(first.attributes)
    acquired = AcquiredMatrix(first.attributes, plane: stack.planes[0])
    warnings = MGREWarnings(candidate, form, matrix, stack, vendor).sentences + field.notes
  }

  private static func checkSequence(_ candidate: MGRECandidate) throws(MGRERefusal) {
    for series in candidate.series {
      guard let evidence = MRSeriesRules(series: series).fieldMapping else { continue }
      if series.vendor == .ge, !candidate.has(.phase) { throw .fieldMapWithoutPhase }
      throw .fieldMapping(evidence: evidence)
    }
  }

  private static func echoTimes(_ matrix: EchoSliceMatrix) throws(MGRERefusal) -> [EchoTime] {
    var times: [EchoTime] = []
    for ms in matrix.echoTimesMs {
      do { times.append(try EchoTime(milliseconds: ms)) } catch {
        throw .implausibleEchoTime(milliseconds: ms)
      }
    }
    let phase = matrix.echoTimesMs(of: .phase)
    let magnitude = matrix.echoTimesMs(of: .magnitude)
    if phase.count == 1, magnitude.count == 2 {
      throw .phaseDifference(phaseMs: phase[0], magnitudesMs: magnitude)
    }
    if times.count == 1 { throw .singleEcho(milliseconds: matrix.echoTimesMs[0]) }
    return times
  }

  /// Magnitude and phase must share the distortion correction, frame by frame.
  private static func checkDistortion(_ frames: [ImageFrame]) throws(MGRERefusal) {
    let all = Set(frames.compactMap(\.distortionCorrection))
    guard all.count > 1 else { return }
    func names(_ isMagnitude: Bool) -> String {
      Set(frames.filter { ($0.part == .magnitude) == isMagnitude }.compactMap(\.distortionCorrection))
        .sorted().joined(separator: ", ")
    }
    throw .distortionMismatch(magnitude: names(true), phase: names(false))
  }

  private static func phaseScale(
    _ frames: [ImageFrame], _ form: SignalForm, vendor: Vendor
  ) throws(MGRERefusal) -> PhaseScale? {
    for frame in frames where frame.part != .magnitude && frame.imageType.first == "DERIVED" {
      throw .derivedPhase(imageType: frame.imageType.joined(separator: "\\"))
    }
    for frame in frames where frame.part != .phase {
      guard let rescale = frame.rescale, !rescale.isSound(over: frame.storedRange) else { continue }
      throw .unsoundRescale(slope: rescale.slope, intercept: rescale.intercept)
    }
    guard form == .magnitudeAndPhase else {
      try ComplexScale.check(frames)
      return nil
    }
    var rule: PhaseScale?
    for frame in frames where frame.part == .phase {
      let own = try PhaseScale(of: frame, vendor: vendor)
      if let rule, rule != own { throw .mixedPhaseScales }
      rule = own
    }
    guard let rule else { throw .noPhase }
    return rule
  }

  private static func stack(_ frames: [ImageFrame], _ matrix: EchoSliceMatrix) throws(MGRERefusal)
    -> SliceStack
  {
    let planes = frames.compactMap(\.plane)
    guard SliceStack(planes) != nil else { throw .mixedGeometry }
    if matrix.gapCount > 0 { throw .gaps(count: matrix.gapCount, matrix.gaps(first: longestList)) }
    // One plane a slice: the first frame's; twins of other echoes differ by rounding only.
    let normal = planes[0].normal
    var bySlice = [ImagePlane?](repeating: nil, count: matrix.slicePositionsMm.count)
    for plane in planes {
      let slice = nearestIndex(of: plane.position(along: normal), in: matrix.slicePositionsMm)
      bySlice[slice] = bySlice[slice] ?? plane
    }
    let beside =
      frames.compactMap { frame -> Double? in
        guard let plane = frame.plane else { return nil }
        let slice = nearestIndex(of: plane.position(along: normal), in: matrix.slicePositionsMm)
        return bySlice[slice].map { length(plane.origin - $0.origin) }
      }.max() ?? 0
    if beside > largestWanderMm { throw .wanderingSlices(distanceMm: beside) }
    guard let stack = SliceStack(bySlice.compactMap { $0 }), stack.planes.count >= fewestSlices else {
      throw .tooFewSlices(matrix.slicePositionsMm.count)
    }
    let mean = length(stack.extent) / Double(stack.planes.count - 1)
    let uneven = stack.gapsMm.enumerated().filter { abs($1 - mean) > spacingTolerance * mean }
    if !uneven.isEmpty {
      let regular = Statistic.median(stack.gapsMm)
      let places = stack.gapsMm.enumerated().filter { abs($1 - regular) > spacingTolerance * regular }
      throw .unevenSlices(
        (places.isEmpty ? uneven.map { $0 } : places.map { $0 }).map {
          "\(decimal($0.element)) mm between slices \($0.offset + 1) and \($0.offset + 2) of "
            + "\(stack.planes.count) (usual distance \(decimal(regular)) mm)"
        })
    }
    if stack.wanderMm > largestWanderMm { throw .wanderingSlices(distanceMm: stack.wanderMm) }
    if stack.shearDegrees > largestShearDegrees { throw .shearedSlices(degrees: stack.shearDegrees) }
    return stack
  }
}
