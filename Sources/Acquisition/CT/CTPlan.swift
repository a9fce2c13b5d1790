import DICOM
import Vocabulary

/// A CT series whose headers passed every check: what is left is to decode the pixels.
///
/// Where the series holds several volumes, it is the best of them (`CTPreference`).
struct CTPlan: Sendable {
  let series: ScannedSeries
  /// The frames of each position, ascending along the normal; one where all is well.
  let slices: [[CTFrame]]
  let stack: SliceStack
  let spacing: SliceSpacing
  let coverage: SliceCoverage
  let kernel: ReconstructionKernel
  let spectral: SpectralImage
  let contrast: ContrastEvidence
  /// What the series holds besides, a sentence each.
  private(set) var leftOut: [String] = []

  /// Fewer slices are no volume.
  static let fewestSlices = 3
  /// 2 GiB as Float.
  static let mostVoxels = 1 << 29
  /// Largest distance of a slice's origin from the line of all origins.
  static let largestWanderMm = 1.0

  /// Checks a series' headers and chooses the best of its volumes.
  /// - Throws: the refusal of the largest volume if none is usable.
  init(_ series: ScannedSeries) throws(CTRefusal) {
    let frames = try CTSeriesRules(series).frames()
    let volumes = try CTVolumes.divide(frames)
    var usable: [CTPlan] = []
    var reasons: [CTRefusal] = []
    for volume in volumes {
      do throws(CTRefusal) { usable.append(try CTPlan(series, volume)) } catch { reasons.append(error) }
    }
    guard var best = usable.first else { throw reasons.first ?? .tooFewSlices(0) }
    for plan in usable.dropFirst() where CTPreference(best) < CTPreference(plan) { best = plan }
    let others = series.frames.count - best.frameCount
    if others > 0 {
      best.leftOut.append(
        "\(best.slices.count) of \(series.frames.count) images form the CT volume; the others are localizers, or have "
          + "another orientation, matrix, reconstruction or phase.")
    }
    if usable.count > 1 {
      best.leftOut.append(
        "The series holds \(usable.count) volumes that can be used; taken was: \(CTPreference(best).text)")
    }
    self = best
  }

  /// One volume of a series.
  private init(_ series: ScannedSeries, _ frames: [CTFrame]) throws(CTRefusal) {
    self.series = series
    slices = CTVolumes.slices(frames)
    guard slices.count >= Self.fewestSlices, let stack = SliceStack(slices.compactMap { $0.first?.plane })
    else {
      throw .tooFewSlices(slices.count)
    }
    self.stack = stack
    if stack.wanderMm > Self.largestWanderMm { throw .wanderingSlices(distanceMm: stack.wanderMm) }
    for frame in frames {
      guard let rescale = frame.image.rescale else { throw .missingRescale }
      if !rescale.isSound(over: frame.image.storedRange) {
        throw .unsoundRescale(slope: rescale.slope, intercept: rescale.intercept)
      }
      if !Self.hounsfieldTypes.contains(rescale.type.uppercased()) {
        throw .notHounsfield(rescaleType: rescale.type)
      }
      switch frame.spectral {
      case .altered(let what): throw .alteredAttenuation(what)
      case .material(let what): throw .materialMap(what)
      case .conventional, .mixed, .monoenergetic: break
      }
    }
    spacing = SliceSpacing(distancesMm: stack.distancesMm)
    coverage = SliceCoverage(
      distancesMm: stack.distancesMm, thicknessesMm: slices.map { $0.first?.image.sliceThicknessMm },
      cosineOfTilt: abs(dot(stack.stepDirection, stack.normal)))
    let plane = stack.planes[0]
    let voxels = (plane.columns * plane.rows).multipliedReportingOverflow(by: spacing.count)
    if voxels.overflow || voxels.partialValue > Self.mostVoxels {
      throw .tooLarge(voxels: voxels.partialValue)
    }
    let first = frames.first
    kernel = ReconstructionKernel(values: first?.kernel ?? [], description: first?.description ?? "")
    spectral = first?.spectral ?? .conventional
    contrast = ContrastEvidence(
      frames: frames, description: first?.description ?? "",
      protocolName: series.attributes.string(.protocolName) ?? "")
  }

  /// The first frame: what holds for all of them is read from it.
  var first: CTFrame? { slices.first?.first }

  /// True if the images were computed from others (reformats).
  var isDerived: Bool { slices.contains { $0.contains(where: \.isDerived) } }

  /// True if a RescaleType says only "unspecified": the image alone must prove Hounsfield units.
  var needsProof: Bool { slices.contains { $0.contains { $0.image.rescale?.type.uppercased() == "US" } } }

  /// Angle between the slice normal and the patient's long axis in degrees.
  var obliquityDegrees: Double { arccosine(min(1, abs(stack.normal.z))) * 180 / .pi }

  /// Length of the scanned part along the slice direction, half a slice beyond both ends, in mm.
  var coverageMm: Double {
    (spacing.distancesMm.last ?? 0) + (slices.first?.first?.image.sliceThicknessMm ?? spacing.stepMm)
  }

  private var frameCount: Int { slices.map(\.count).reduce(0, +) }

  /// RescaleType (0028,1054) of Hounsfield units; `US` is "unspecified", as Philips and others write it (recalled).
  private static let hounsfieldTypes: Set<String> = ["", "HU", "US"]
}
