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
  /// The holes between the slices, ascending: from the upper face of a slice to the lower face of the next one, mm
  /// along the grid's third axis from the first slice's centre.
  ///
  /// Voxels there are interpolated, nothing was measured. Empty where the slices touch or overlap.
  public var unmeasured: [ClosedRange<Double>] { coverage.unmeasured }

  private let coverage: SliceCoverage

  /// Attenuation that unmeasured voxels get.
  public static let airHU: Float = -1024
}

extension HeadCT {
  /// True if a place of the CT's patient space lies inside a slice; false in a hole between two slices, and before
  /// the first and behind the last one.
  ///
  /// Only the position along the slice direction counts.
  public func isMeasured(_ point: Point<CTPatient>) -> Bool {
    isMeasured(atVoxel: volume.grid.voxel(at: point))
  }

  /// As `isMeasured(_:)`, for a voxel index of `volume` (fractions allowed).
  public func isMeasured(atVoxel voxel: SIMD3<Double>) -> Bool {
    coverage.isMeasured(atMm: voxel.z * volume.grid.spacingMm.z)
  }
}

extension HeadCT {
  /// Decodes a checked series.
  init(
    _ plan: CTPlan, choice: String, pixels: PixelSource, progress: ProgressHandler?
  ) throws(AcquisitionError) {
    var conflicts: [String] = []
    let slices = plan.slices.map { $0.map(\.image) }
    for (i, frames) in slices.enumerated() where frames.count > 1 && !pixels.allEqual(frames) {
      conflicts.append("slice \(i + 1) of \(slices.count)")
    }
    if !conflicts.isEmpty { throw .ct(series: plan.series.label, .conflictingDuplicates(conflicts)) }
    let frames = slices.compactMap(\.first)
    try pixels.checkFirst(of: frames)
    let plane = plan.stack.planes[0]
    let sliceCount = plane.columns * plane.rows
    var scanned = [Float](repeating: Self.airHU, count: frames.count * sliceCount)
    var padded = [HounsfieldSlice.Padding](repeating: .init(), count: frames.count)
    try scanned.withUnsafeMutableBufferPointer { buffer throws(AcquisitionError) in
      try padded.withUnsafeMutableBufferPointer { counts throws(AcquisitionError) in
        // Every frame writes its own slice and its own count.
        nonisolated(unsafe) let p = buffer
        nonisolated(unsafe) let n = counts
        try pixels.decode(frames, progress: { progress?($0, "Decoding the CT") }) { index, stored in
          let slice = UnsafeMutableBufferPointer(
            rebasing: p[(index * sliceCount)..<((index + 1) * sliceCount)])
          n[index] = HounsfieldSlice(frames[index], columns: plane.columns).fill(slice, from: stored)
        }
      }
    }
    let padding = padded.reduce(.init(), +)
    let proof = HounsfieldProof(
      scanned, size: SIMD3(plane.columns, plane.rows, frames.count), padding: padding)
    if let contradiction = proof.contradiction {
      throw .ct(series: plan.series.label, .contradictedHounsfield(contradiction))
    }
    if plan.needsProof, !proof.isConclusive {
      throw .ct(series: plan.series.label, .notHounsfield(rescaleType: "US"))
    }
    let grid = Grid<CTPatient>(
      size: SIMD3(plane.columns, plane.rows, plan.spacing.count),
      voxelToPatient: plan.stack.voxelToPatient(stepMm: plan.spacing.stepMm))
    volume = CTVolume(
      grid: grid,
      voxels: plan.spacing.isRegular
        ? scanned : resampledSlices(scanned, sliceCount: sliceCount, spacing: plan.spacing))
    var metadata = CTMetadata(plan, choice: choice)
    metadata.paddingFraction = Double(padding.voxels) / Double(scanned.count)
    self.metadata = metadata
    coverage = plan.coverage
    let sliceOf = Dictionary(
      frames.enumerated().map { ($1.path + "#\($1.frameIndex)", $0) }, uniquingKeysWith: { a, _ in a })
    let regular = plan.spacing.isRegular
    source = SourceSeries(series: [plan.series], frames: frames) { frame in
      regular ? sliceOf[frame.path + "#\(frame.frameIndex)"] : nil
    }
  }
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
