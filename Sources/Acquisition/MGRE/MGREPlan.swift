import Vocabulary

/// An acquisition whose headers passed every check: what is left is to decode the pixels.
struct MGREPlan: Sendable {
  let candidate: MGRECandidate
  let matrix: EchoSliceMatrix
  let echoTimes: [EchoTime]
  let stack: SliceStack
  let stepMm: Double
  let phaseScale: PhaseScale
  let field: MainField
  /// The phase frames' vendor.
  let vendor: Vendor
  let warnings: [String]

  /// Fewer slices are no volume.
  static let fewestSlices = 3
  /// Values of all echoes, magnitude and phase: 2 GiB as Float.
  static let mostVoxels = 1 << 29
  /// Largest deviation of a slice distance from the mean, as a part of it: rounding of printed positions.
  static let spacingTolerance = 0.02
  /// Slices thicker than this many distances were interpolated.
  static let overlapFactor = 1.5
  /// Largest angle between slice direction and normal in degrees: rounding of printed positions.
  static let largestShearDegrees = 0.5

  /// Checks a candidate's headers.
  /// - Throws: the first reason against it, in the order in which a reader would want to know.
  init(_ candidate: MGRECandidate) throws(MGRERefusal) {
    self.candidate = candidate
    guard let first = candidate.series.first else { throw .noMagnitude }
    vendor = first.vendor
    let phaseSeries = candidate.series.filter { $0.frames.contains { $0.part == .phase } }
    try Self.checkParts(candidate, vendor: vendor)

    let frames = candidate.frames.filter { $0.part == .magnitude || $0.part == .phase }
    let timeless = frames.count { $0.echoTimeMs == nil }
    if timeless > 0 { throw .missingEchoTime(frames: timeless) }
    let planeless = frames.count { $0.plane == nil }
    if planeless > 0 { throw .missingGeometry(frames: planeless) }
    matrix = EchoSliceMatrix(frames: frames)
    echoTimes = try Self.echoTimes(matrix)

    for series in phaseSeries {
      if let evidence = MRSeriesRules(series: series).filteredPhase {
        throw .filteredPhase(evidence: evidence)
      }
    }
    phaseScale = try Self.phaseScale(frames, vendor: vendor)
    stack = try Self.stack(frames, matrix)
    stepMm = stack.planes.count > 1 ? length(stack.extent) / Double(stack.planes.count - 1) : 1
    let voxels = matrix.expected.count.multipliedReportingOverflow(
      by: stack.planes[0].columns * stack.planes[0].rows)
    if voxels.overflow || voxels.partialValue > Self.mostVoxels {
      throw .tooLarge(voxels: voxels.partialValue)
    }
    field = try MainField(first.attributes)
    warnings = Self.warnings(candidate, matrix, stack, first) + field.notes
  }

  private static func checkParts(_ candidate: MGRECandidate, vendor: Vendor) throws(MGRERefusal) {
    for series in candidate.series {
      guard let evidence = MRSeriesRules(series: series).fieldMapping else { continue }
      if vendor == .ge, !candidate.has(.phase) { throw .fieldMapWithoutPhase }
      throw .fieldMapping(evidence: evidence)
    }
    if !candidate.has(.phase) { throw .noPhase }
    if !candidate.has(.magnitude) { throw .noMagnitude }
    switch vendor {
    case .siemens, .philips: break
    case .ge, .other: throw .unsupportedVendor(vendor.name)
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

  private static func phaseScale(_ frames: [ImageFrame], vendor: Vendor) throws(MGRERefusal) -> PhaseScale {
    var rule: PhaseScale?
    for frame in frames where frame.part == .phase {
      if frame.imageType.first == "DERIVED" {
        throw .derivedPhase(imageType: frame.imageType.joined(separator: "\\"))
      }
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
    let gaps = matrix.gaps
    if !gaps.isEmpty { throw .gaps(gaps) }
    // One plane a slice: the first frame's; twins of other echoes differ by rounding only.
    let normal = planes[0].normal
    var bySlice = [ImagePlane?](repeating: nil, count: matrix.slicePositionsMm.count)
    for plane in planes {
      let slice = nearestIndex(of: plane.position(along: normal), in: matrix.slicePositionsMm)
      bySlice[slice] = bySlice[slice] ?? plane
    }
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
    if stack.shearDegrees > largestShearDegrees { throw .shearedSlices(degrees: stack.shearDegrees) }
    return stack
  }

  private static func warnings(
    _ candidate: MGRECandidate, _ matrix: EchoSliceMatrix, _ stack: SliceStack, _ first: ScannedSeries
  ) -> [String] {
    var warnings: [String] = []
    if matrix.echoTimesMs.count == 2 {
      warnings.append("Two echoes only: the field's fit cannot be checked against a third echo.")
    }
    if candidate.pairedByOrder {
      warnings.append(
        "Several runs of the protocol are in the study; magnitude and phase were paired by series number.")
    }
    let ignored = candidate.frames.count { $0.part != .magnitude && $0.part != .phase }
    if ignored > 0 {
      warnings.append("\(ignored) images of other kinds (real, imaginary, field map) were left out.")
    }
    if let note = interpolationNote(first, plane: stack.planes[0]) { warnings.append(note) }
    let step = length(stack.extent) / Double(stack.planes.count - 1)
    if let thickness = candidate.frames.first?.sliceThicknessMm, thickness > Self.overlapFactor * step {
      warnings.append(
        "The slices are interpolated: they are \(decimal(thickness)) mm thick and \(decimal((step * 1e4).rounded() / 1e4)) mm apart."
      )
    }
    let slopes = Set(candidate.frames.filter { $0.part == .magnitude }.map { $0.rescale?.slope ?? 1 })
    if slopes.count > 1 {
      warnings.append("Magnitude images have different rescale slopes; R2* assumes that they share a scale.")
    }
    return warnings
  }

  /// Detects zero-filled interpolation: fewer samples were read out than there are pixels along that axis.
  private static func interpolationNote(_ series: ScannedSeries, plane: ImagePlane) -> String? {
    let attributes = series.attributes
    let phaseAlongRows = attributes.string(.inPlanePhaseEncodingDirection)?.hasPrefix("ROW")
    guard let phaseAlongRows else { return nil }
    let pixels = phaseAlongRows ? plane.rows : plane.columns
    let matrix = attributes.doubles(.acquisitionMatrix).map { Int($0) }
    let samples =
      matrix.count == 4 ? max(matrix[0], matrix[1]) : attributes.int(.mrAcquisitionFrequencyEncodingSteps)
    guard let samples, samples > 0, Double(samples) < 0.95 * Double(pixels) else { return nil }
    return "The images are interpolated: \(samples) samples were read out for \(pixels) pixels."
  }
}
