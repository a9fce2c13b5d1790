/// The consistent volumes that the images of one CT series form.
///
/// A series may hold several reconstructions (kernel, thickness, voltage), phases (before and after contrast agent)
/// and orientations. Images of one raster and direction are divided by the attributes whose parts reach into each
/// other; blocks behind one another (thin slices of the posterior fossa, thick ones above) stay together.
/// AcquisitionNumber and time divide only images of the same places: step-and-shoot scanners change them from slice
/// to slice.
enum CTVolumes {
  /// This many different images of one place are a time series.
  static let fewestPhases = 4

  /// Divides frames; the largest volume first.
  /// - Throws: `CTRefusal.timeSeries` if each place has many images that only number or time tell apart.
  static func divide(_ frames: [CTFrame]) throws(CTRefusal) -> [[CTFrame]] {
    var stacks: [[CTFrame]] = []
    for frame in frames {
      if let i = stacks.firstIndex(where: { $0[0].plane.isParallelTwin(of: frame.plane) }) {
        stacks[i].append(frame)
      } else {
        stacks.append([frame])
      }
    }
    var volumes: [[CTFrame]] = []
    for stack in stacks {
      for part in separated(stack, by: reconstructionKeys[...], where: interleave) {
        let images = crowding(part)
        let phases = separated(part, by: phaseKeys[...], where: shareSeveralPlaces)
        if images >= fewestPhases { throw .timeSeries(images: images, places: positions(part).count) }
        volumes += phases.map(withoutBoundaryDoubles)
      }
    }
    // Sorting is not stable: the first image's place in the series breaks ties.
    return volumes.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }

  /// The frames at each position, ascending along the normal.
  static func slices(_ frames: [CTFrame]) -> [[CTFrame]] {
    let normal = frames.first?.plane.normal ?? SIMD3(0, 0, 1)
    let distinct = positions(frames)
    var slices = [[CTFrame]](repeating: [], count: distinct.count)
    for frame in frames {
      slices[nearestIndex(of: frame.plane.position(along: normal), in: distinct)].append(frame)
    }
    return slices
  }

  private static func positions(_ frames: [CTFrame]) -> [Double] {
    let normal = frames.first?.plane.normal ?? SIMD3(0, 0, 1)
    return distinctValues(
      frames.map { $0.plane.position(along: normal) }, tolerance: EchoSliceMatrix.positionToleranceMm)
  }

  /// The usual number of images at one position.
  private static func crowding(_ frames: [CTFrame]) -> Int {
    let counts = slices(frames).map(\.count).sorted()
    return counts.isEmpty ? 0 : counts[counts.count / 2]
  }

  private typealias Key = @Sendable (CTFrame) -> String

  private static let reconstructionKeys: [Key] = [
    { "\($0.spectral)" }, { $0.kernel.joined(separator: "\\") }, { $0.kVp.map(decimal) ?? "" }, { $0.agent },
    { $0.image.imageType.joined(separator: "\\") }, { $0.image.sliceThicknessMm.map(decimal) ?? "" },
    { $0.description },
  ]
  private static let phaseKeys: [Key] = [{ $0.phase }, { $0.acquisition }, { $0.time }]

  /// Divides frames by the first key whose parts are tangled, and the parts by the keys behind it.
  private static func separated(
    _ frames: [CTFrame], by keys: ArraySlice<Key>, where areTangled: ([[CTFrame]]) -> Bool
  ) -> [[CTFrame]] {
    guard let key = keys.first else { return [frames] }
    let parts = Dictionary(grouping: frames, by: key).sorted { $0.key < $1.key }.map(\.value)
    let canBeVolumes = parts.contains { positions($0).count >= CTPlan.fewestSlices }
    guard parts.count > 1, canBeVolumes, areTangled(parts) else {
      return separated(frames, by: keys.dropFirst(), where: areTangled)
    }
    return parts.flatMap { separated($0, by: keys.dropFirst(), where: areTangled) }
  }

  /// True if two parts reach into each other by more than a slice: no blocks behind one another.
  private static func interleave(_ parts: [[CTFrame]]) -> Bool {
    guard let normal = parts.first?.first?.plane.normal else { return false }
    let places = parts.map { part in
      distinctValues(
        part.map { $0.plane.position(along: normal) }, tolerance: EchoSliceMatrix.positionToleranceMm)
    }
    for (i, a) in places.enumerated() {
      for (j, b) in places.enumerated() where i != j {
        guard let low = b.first, let high = b.last else { continue }
        if a.count(where: { $0 > low - 1e-3 && $0 < high + 1e-3 }) > 1 { return true }
      }
    }
    return false
  }

  /// True if more than one place holds images of several parts.
  private static func shareSeveralPlaces(_ parts: [[CTFrame]]) -> Bool {
    var part: [String: Int] = [:]
    for (i, frames) in parts.enumerated() {
      for frame in frames { part[frame.image.path + "#\(frame.image.frameIndex)"] = i }
    }
    let crowded = slices(parts.flatMap { $0 }).count { slice in
      Set(slice.map { part[$0.image.path + "#\($0.image.frameIndex)"] ?? 0 }).count > 1
    }
    return crowded > 1
  }

  /// Most places at which two blocks of one scan may meet.
  private static let mostBoundaries = 2

  /// The frames with one image at the place where two blocks of different thickness, kernel or acquisition meet.
  ///
  /// Both images show that place; the thicker one is kept, so that no hole opens behind it. Any other double stays, for the pixels to judge.
  private static func withoutBoundaryDoubles(_ frames: [CTFrame]) -> [CTFrame] {
    let slices = slices(frames)
    guard slices.count(where: { $0.count > 1 }) <= mostBoundaries else { return frames }
    return slices.flatMap { slice -> [CTFrame] in
      let blocks = Dictionary(grouping: slice) { frame in
        "\(frame.image.sliceThicknessMm ?? 0) \(frame.acquisition) \(frame.kernel)"
      }
      if blocks.count < 2 { return slice }
      let thickest = blocks.max {
        ($0.value[0].image.sliceThicknessMm ?? 0, $1.key) < ($1.value[0].image.sliceThicknessMm ?? 0, $0.key)
      }
      return thickest?.value ?? slice
    }
  }
}
