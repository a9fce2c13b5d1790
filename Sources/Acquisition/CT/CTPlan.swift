import DICOM
import Vocabulary

/// A CT series whose headers passed every check: what is left is to decode the pixels.
struct CTPlan: Sendable {
  let series: ScannedSeries
  /// The frames of each position, ascending along the normal; one where all is well.
  let slices: [[ImageFrame]]
  let stack: SliceStack
  let spacing: SliceSpacing
  let kernel: ReconstructionKernel
  /// Contrast/Bolus Agent; empty if none.
  let contrastAgent: String
  /// True if the images were computed from others (reformats).
  let isDerived: Bool

  /// Fewer slices are no volume.
  static let fewestSlices = 3
  /// 2 GiB as Float.
  static let mostVoxels = 1 << 29
  /// Largest distance of a slice's origin from the line of all origins.
  static let largestWanderMm = 1.0

  /// Checks a series' headers.
  init(_ series: ScannedSeries) throws(CTRefusal) {
    self.series = series
    let sopClass = series.instances.first?.frames.first?.sopClassUID ?? ""
    guard Self.imageClasses.contains(sopClass) else { throw .notImages(sopClassUID: sopClass) }
    if Self.isLocalizer(series) { throw .localizer }
    if let type = series.frames.map(\.imageType).first(where: { !Self.projectionTokens.isDisjoint(with: $0) })
    {
      throw .projection(imageType: type.joined(separator: "\\"))
    }
    if let part = Self.otherBodyPart(series) { throw .otherBodyPart(part) }
    let frames = series.frames.filter { !$0.imageType.contains("LOCALIZER") }
    let planeless = frames.count { $0.plane == nil }
    if planeless > 0 { throw .missingGeometry(slices: planeless) }
    let own = Self.largestStack(frames)
    let normal = own.first?.plane?.normal ?? SIMD3(0, 0, 1)
    let positions = own.map { $0.plane?.position(along: normal) ?? 0 }
    let distinct = distinctValues(positions, tolerance: EchoSliceMatrix.positionToleranceMm)
    var slices = [[ImageFrame]](repeating: [], count: distinct.count)
    for (frame, position) in zip(own, positions) {
      slices[nearestIndex(of: position, in: distinct)].append(frame)
    }
    self.slices = slices
    guard slices.count >= Self.fewestSlices, let stack = SliceStack(slices.compactMap { $0.first?.plane })
    else {
      throw .tooFewSlices(slices.count)
    }
    self.stack = stack
    if stack.wanderMm > Self.largestWanderMm { throw .wanderingSlices(distanceMm: stack.wanderMm) }
    for frame in own {
      guard let rescale = frame.rescale else { throw .missingRescale }
      if !["", "HU"].contains(rescale.type.uppercased()) { throw .notHounsfield(rescaleType: rescale.type) }
    }
    spacing = SliceSpacing(distancesMm: stack.distancesMm)
    let plane = stack.planes[0]
    let voxels = (plane.columns * plane.rows).multipliedReportingOverflow(by: spacing.count)
    if voxels.overflow || voxels.partialValue > Self.mostVoxels {
      throw .tooLarge(voxels: voxels.partialValue)
    }
    let attributes = series.attributes
    kernel = ReconstructionKernel(
      name: attributes.string(.convolutionKernel) ?? "", description: series.description)
    contrastAgent = Self.contrastAgent(series)
    isDerived = own.contains {
      $0.imageType.first == "DERIVED" || !Self.reformatTokens.isDisjoint(with: $0.imageType)
    }
  }

  /// Angle between the slice normal and the patient's long axis in degrees.
  var obliquityDegrees: Double { arccosine(min(1, abs(stack.normal.z))) * 180 / .pi }

  /// Length of the scanned part along the slice direction, half a slice beyond both ends, in mm.
  var coverageMm: Double {
    (spacing.distancesMm.last ?? 0) + (slices.first?.first?.sliceThicknessMm ?? spacing.stepMm)
  }

  /// CT Image, Enhanced CT Image and its legacy-converted twin.
  private static let imageClasses: Set<String> = [
    "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.2.2",
  ]

  private static let reformatTokens: Set<String> = ["REFORMATTED", "MPR", "CSA MPR"]
  private static let projectionTokens: Set<String> = [
    "MIP", "MINIP", "MIN_IP", "PROJECTION IMAGE", "VRT", "CSA 3D EDITOR", "RENDERED",
  ]

  /// The agents that Contrast/Bolus Agent or, in enhanced files, its sequence names; empty if none.
  private static func contrastAgent(_ series: ScannedSeries) -> String {
    var agents: Set<String> = []
    for header in series.instances.map(\.header) {
      if let agent = header.text(.contrastBolusAgent), !["NONE", "NO"].contains(agent.uppercased()) {
        agents.insert(agent)
      }
      for item in header.items(.contrastBolusAgentSequence) {
        agents.insert(item.text(.codeMeaning) ?? "coded agent")
      }
    }
    return agents.sorted().joined(separator: ", ")
  }

  /// True if every frame is a localizer.
  static func isLocalizer(_ series: ScannedSeries) -> Bool {
    series.frames.allSatisfy { $0.imageType.contains("LOCALIZER") }
  }

  private static func otherBodyPart(_ series: ScannedSeries) -> String? {
    guard let part = series.attributes.string(.bodyPartExamined) else { return nil }
    let head = [
      "HEAD", "BRAIN", "SKULL", "CRANI", "KOPF", "SCHAEDEL", "NEURO", "ORBIT", "FACE", "IAC", "TETE",
    ]
    return head.contains { part.uppercased().contains($0) } ? nil : part
  }

  /// The frames of the raster and direction that most frames have.
  private static func largestStack(_ frames: [ImageFrame]) -> [ImageFrame] {
    var stacks: [[ImageFrame]] = []
    for frame in frames {
      guard let plane = frame.plane else { continue }
      if let i = stacks.firstIndex(where: { $0[0].plane.map(plane.isParallelTwin) ?? false }) {
        stacks[i].append(frame)
      } else {
        stacks.append([frame])
      }
    }
    return stacks.max { $0.count < $1.count } ?? []
  }
}
