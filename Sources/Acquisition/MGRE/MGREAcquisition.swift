import Vocabulary
import Voxels

/// One checked multi-echo gradient echo acquisition.
public struct MGREAcquisition: Sendable {
  /// Magnitude of each echo, arbitrary units, all on one grid.
  public let magnitudes: [MRVolume<Magnitude>]
  /// Phase of each echo in radians, wrapped to −π…π.
  ///
  /// Sign: a field stronger than the scanner's centre frequency makes the phase grow with echo time, as
  /// Siemens and Philips write it, so paramagnetic sources raise it along B0.
  public let phases: [MRVolume<Radians>]
  /// Ascending; one an element of `magnitudes` and `phases`.
  public let echoTimes: [EchoTime]
  /// The effective main field.
  public let fieldStrength: FieldStrength
  /// Unit vector of the main field in the axes of the voxel grid.
  ///
  /// Its sign is arbitrary: the dipole kernel is even in it.
  public let b0InVoxelAxes: SIMD3<Double>
  /// What the headers say.
  public let metadata: MGREMetadata
  /// The files it was read from.
  public let source: SourceSeries
}

extension MGREAcquisition {
  /// Decodes a checked acquisition.
  init(
    _ plan: MGREPlan, choice: String, pixels: PixelSource, progress: ProgressHandler?
  ) throws(AcquisitionError) {
    let label = plan.candidate.label
    let cells = plan.matrix.expected
    let frames: [ImageFrame]
    do throws(MGRERefusal) {
      frames = try Self.oneFrameEach(plan, pixels: pixels)
    } catch {
      throw .mgre(series: label, error)
    }
    let plane = plan.stack.planes[0]
    let grid = Grid<MRPatient>(
      size: SIMD3(plane.columns, plane.rows, plan.stack.planes.count),
      voxelToPatient: plan.stack.voxelToPatient(stepMm: plan.stepMm))
    let sliceCount = plane.columns * plane.rows
    var values = [Float](repeating: 0, count: cells.count * sliceCount)
    var largest = [Double](repeating: 0, count: cells.count)
    try values.withUnsafeMutableBufferPointer { buffer throws(AcquisitionError) in
      try largest.withUnsafeMutableBufferPointer { maxima throws(AcquisitionError) in
        // Every frame writes its own slice and its own maximum.
        nonisolated(unsafe) let p = buffer
        nonisolated(unsafe) let m = maxima
        try pixels.decode(frames, progress: { progress?($0, "Decoding the mGRE") }) { index, stored in
          let slice = UnsafeMutableBufferPointer(
            rebasing: p[(index * sliceCount)..<((index + 1) * sliceCount)])
          if cells[index].part == .phase {
            m[index] = wrappedPhase(stored, line: plan.phaseScale.line(of: frames[index]), into: slice)
          } else {
            rescaled(stored, frames[index].rescale, into: slice)
          }
        }
      }
    }
    let reach = largest.max() ?? 0
    if reach > Double.pi * (1 + PhaseScale.spanTolerance) {
      throw .mgre(series: label, .phaseOutsideOneTurn(radians: reach))
    }
    // `expected` runs echo by echo, magnitude before phase, slice by slice: volumes are contiguous.
    func volume<Unit: VoxelUnit>(_ index: Int) -> MRVolume<Unit> {
      MRVolume(grid: grid, voxels: Array(values[(index * grid.count)..<((index + 1) * grid.count)]))
    }
    magnitudes = plan.echoTimes.indices.map { volume(2 * $0) }
    phases = plan.echoTimes.indices.map { volume(2 * $0 + 1) }
    for echo in plan.echoTimes.indices {
      for (part, voxels) in [(ImagePart.magnitude, magnitudes[echo].voxels), (.phase, phases[echo].voxels)]
      where voxels.allSatisfy({ $0 == voxels[0] }) {
        throw .mgre(series: label, .emptyImages(part: part, echo: echo + 1))
      }
    }
    echoTimes = plan.echoTimes
    fieldStrength = plan.field.strength
    b0InVoxelAxes = grid.directionInAxes(SIMD3(0, 0, 1))
    metadata = MGREMetadata(plan, b0InVoxelAxes: b0InVoxelAxes, choice: choice)
    let normal = plan.stack.normal
    source = SourceSeries(series: plan.candidate.series, frames: frames) { frame in
      frame.plane.map {
        nearestIndex(of: $0.position(along: normal), in: plan.matrix.slicePositionsMm)
      }
    }
  }

  /// The frame of every cell, in the order of `expected`; equal duplicates collapse.
  private static func oneFrameEach(_ plan: MGREPlan, pixels: PixelSource) throws(MGRERefusal) -> [ImageFrame]
  {
    var conflicts: [String] = []
    for cell in plan.matrix.crowded {
      let frames = plan.matrix.frames[cell] ?? []
      if !pixels.allEqual(frames) { conflicts.append(plan.matrix.name(cell)) }
    }
    if !conflicts.isEmpty { throw .conflictingDuplicates(conflicts) }
    return plan.matrix.expected.compactMap { plan.matrix.frames[$0]?.first }
  }
}

extension PixelSource {
  /// True if all frames show the same numbers on the same scale.
  func allEqual(_ frames: [ImageFrame]) -> Bool {
    guard let first = frames.first, frames.allSatisfy({ $0.rescale == first.rescale }) else { return false }
    var reference: [Int32]?
    for frame in frames {
      var own: [Int32]?
      do throws(AcquisitionError) {
        try read(frame.path, [frame.frameIndex]) { own = $1 }
      } catch {
        return false
      }
      if let reference, reference != own { return false }
      reference = own
    }
    return reference != nil
  }
}

/// Writes `slope·stored + intercept`, wrapped to −π…π, and returns the largest magnitude before wrapping.
private func wrappedPhase(
  _ stored: [Int32], line: (slope: Double, intercept: Double), into slice: UnsafeMutableBufferPointer<Float>
) -> Double {
  let turn = 2 * Double.pi
  var largest = 0.0
  for i in 0..<stored.count {
    let radians = line.slope * Double(stored[i]) + line.intercept
    largest = max(largest, abs(radians))
    // Philips' last value is 3.142 rad, a little more than π.
    slice[i] = Float(abs(radians) <= .pi ? radians : radians - turn * (radians / turn).rounded())
  }
  return largest
}

/// Writes the rescaled values; stored values where there is no rescale.
private func rescaled(
  _ stored: [Int32], _ rescale: Rescale?, into slice: UnsafeMutableBufferPointer<Float>
) {
  let slope = rescale?.slope ?? 1
  let intercept = rescale?.intercept ?? 0
  for i in 0..<stored.count { slice[i] = Float(slope * Double(stored[i]) + intercept) }
}
