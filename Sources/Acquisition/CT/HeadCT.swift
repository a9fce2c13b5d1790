import Vocabulary
import Voxels

/// One checked head CT in Hounsfield units.
public struct HeadCT: Sendable {
  /// Attenuation on a regular grid; with a tilted gantry its third axis is sheared against the slices.
  ///
  /// Nothing lies below −1024 HU: padding, and what was never measured outside the field of view, is air.
  public let volume: CTVolume
  /// What the headers say and what was found in the geometry.
  public let metadata: CTMetadata
  /// The files it was read from.
  public let source: SourceSeries

  /// Attenuation that unmeasured voxels get.
  public static let airHU: Float = -1024
  /// Above this a constant corner is no air: real air has noise around −1000 HU.
  static let plausibleAirHU = -900.0
}

extension HeadCT {
  /// Decodes a checked series.
  init(
    _ plan: CTPlan, choice: String, pixels: PixelSource, progress: ProgressHandler?
  ) throws(AcquisitionError) {
    var conflicts: [String] = []
    for (i, frames) in plan.slices.enumerated() where frames.count > 1 && !pixels.allEqual(frames) {
      conflicts.append("slice \(i + 1) of \(plan.slices.count)")
    }
    if !conflicts.isEmpty { throw .ct(series: plan.series.label, .conflictingDuplicates(conflicts)) }
    let frames = plan.slices.compactMap(\.first)
    let plane = plan.stack.planes[0]
    let sliceCount = plane.columns * plane.rows
    var scanned = [Float](repeating: Self.airHU, count: frames.count * sliceCount)
    var padded = [Int](repeating: 0, count: frames.count)
    try scanned.withUnsafeMutableBufferPointer { buffer throws(AcquisitionError) in
      try padded.withUnsafeMutableBufferPointer { counts throws(AcquisitionError) in
        // Every frame writes its own slice and its own count.
        nonisolated(unsafe) let p = buffer
        nonisolated(unsafe) let n = counts
        try pixels.decode(frames, progress: { progress?($0, "Decoding the CT") }) { index, stored in
          let slice = UnsafeMutableBufferPointer(
            rebasing: p[(index * sliceCount)..<((index + 1) * sliceCount)])
          n[index] = hounsfield(stored, frames[index], columns: plane.columns, into: slice)
        }
      }
    }
    let grid = Grid<CTPatient>(
      size: SIMD3(plane.columns, plane.rows, plan.spacing.count),
      voxelToPatient: plan.stack.voxelToPatient(stepMm: plan.spacing.stepMm))
    volume = CTVolume(
      grid: grid,
      voxels: plan.spacing.isRegular
        ? scanned : resampledSlices(scanned, sliceCount: sliceCount, spacing: plan.spacing))
    var metadata = CTMetadata(plan, choice: choice)
    metadata.paddingFraction = Double(padded.reduce(0, +)) / Double(scanned.count)
    self.metadata = metadata
    let slices = Dictionary(
      frames.enumerated().map { ($1.path + "#\($1.frameIndex)", $0) }, uniquingKeysWith: { a, _ in a })
    let regular = plan.spacing.isRegular
    source = SourceSeries(series: [plan.series], frames: frames) { frame in
      regular ? slices[frame.path + "#\(frame.frameIndex)"] : nil
    }
  }
}

/// Writes Hounsfield units and returns how many voxels were padding.
///
/// Padding is what PixelPaddingValue names, anything below −1024 HU (scanners write −1500, −2000, −3024 outside
/// the circle), and outside the inscribed circle the value that all four corners share, unless it is air anyway.
private func hounsfield(
  _ stored: [Int32], _ frame: ImageFrame, columns: Int, into slice: UnsafeMutableBufferPointer<Float>
) -> Int {
  let rows = stored.count / columns
  let slope = frame.rescale?.slope ?? 1
  let intercept = frame.rescale?.intercept ?? 0
  let corners = [stored[0], stored[columns - 1], stored[(rows - 1) * columns], stored[rows * columns - 1]]
  let isFilled = Set(corners).count == 1 && slope * Double(corners[0]) + intercept > HeadCT.plausibleAirHU
  let corner = isFilled ? corners[0] : nil
  let radius = Double(min(columns, rows)) / 2
  let centre = SIMD2(Double(columns - 1), Double(rows - 1)) / 2
  var count = 0
  for y in 0..<rows {
    for x in 0..<columns {
      let i = x + columns * y
      let value = stored[i]
      let hu = Float(slope * Double(value) + intercept)
      var isPadding = hu < HeadCT.airHU || (frame.padding?.contains(Int(value)) ?? false)
      if !isPadding, value == corner {
        let d = SIMD2(Double(x), Double(y)) - centre
        isPadding = (d * d).sum() > radius * radius
      }
      slice[i] = isPadding ? HeadCT.airHU : hu
      if isPadding { count += 1 }
    }
  }
  return count
}

/// Slices on the regular grid, each blended linearly from the two scanned ones around its true position.
private func resampledSlices(_ scanned: [Float], sliceCount: Int, spacing: SliceSpacing) -> [Float] {
  var result = [Float](repeating: HeadCT.airHU, count: spacing.count * sliceCount)
  result.withUnsafeMutableBufferPointer { buffer in
    // Each iteration writes its own slice only.
    nonisolated(unsafe) let p = buffer
    parallelSlices(spacing.count) { k in
      let (lower, weight) = spacing.blend(k)
      let a = lower * sliceCount
      let b = weight > 0 ? a + sliceCount : a
      let w = Float(weight)
      for i in 0..<sliceCount { p[k * sliceCount + i] = (1 - w) * scanned[a + i] + w * scanned[b + i] }
    }
  }
  return result
}
