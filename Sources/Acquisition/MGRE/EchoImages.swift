import Foundation

/// Magnitude and phase of every echo on the stored matrix, decoded and checked.
struct EchoImages: Sendable {
  /// One array an echo, slices in the order of the stack.
  private(set) var magnitudes: [[Float]]
  /// Radians, −π…π, as the scanner wrote them.
  private(set) var phases: [[Float]]
  /// The frame of every cell that was read, in the order of the matrix.
  let frames: [ImageFrame]

  /// Decodes the frames of a plan.
  init(
    _ plan: MGREPlan, pixels: PixelSource, progress: (@Sendable (_ fraction: Double) -> Void)?
  ) throws(AcquisitionError) {
    let label = plan.candidate.label
    let cells = plan.matrix.expected
    let frames: [ImageFrame]
    do throws(MGRERefusal) { frames = try Self.oneFrameEach(plan, pixels: pixels) } catch {
      throw .mgre(series: label, error)
    }
    try pixels.checkFirst(of: frames)
    let plane = plan.stack.planes[0]
    let sliceCount = plane.columns * plane.rows
    var values = [Float](repeating: 0, count: cells.count * sliceCount)
    var reaches = [ClosedRange<Double>](repeating: 0...0, count: cells.count)
    try values.withUnsafeMutableBufferPointer { buffer throws(AcquisitionError) in
      try reaches.withUnsafeMutableBufferPointer { extrema throws(AcquisitionError) in
        // Every frame writes its own slice and its own extrema.
        nonisolated(unsafe) let p = buffer
        nonisolated(unsafe) let e = extrema
        try pixels.decode(frames, progress: progress) { index, stored in
          let slice = UnsafeMutableBufferPointer(
            rebasing: p[(index * sliceCount)..<((index + 1) * sliceCount)])
          if cells[index].part == .phase, let scale = plan.phaseScale {
            e[index] = wrappedPhase(
              stored, line: scale.line(of: frames[index]), centre: scale.centre(of: frames[index]),
              into: slice)
          } else {
            rescaled(stored, frames[index].rescale, into: slice)
          }
        }
      }
    }
    self.frames = frames
    // `expected` runs echo by echo, part by part, slice by slice: the volume of an echo's part is contiguous.
    let volumeCount = plan.stack.planes.count * sliceCount
    let parts = plan.form.parts
    func volume(_ echo: Int, _ part: ImagePart) -> [Float]? {
      guard let place = parts.firstIndex(of: part) else { return nil }
      let start = (echo * parts.count + place) * volumeCount
      return Array(values[start..<(start + volumeCount)])
    }
    magnitudes = []
    phases = []
    for echo in plan.echoTimes.indices {
      if let phase = volume(echo, .phase), let magnitude = volume(echo, .magnitude) {
        phases.append(phase)
        magnitudes.append(magnitude)
      } else if let re = volume(echo, .real), let im = volume(echo, .imaginary) {
        phases.append(zip(im, re).map { atan2($0, $1) })
        magnitudes.append(
          volume(echo, .magnitude) ?? zip(re, im).map { ($0 * $0 + $1 * $1).squareRoot() })
      }
    }
    do throws(MGRERefusal) {
      try Self.checkReach(plan.phaseScale, reaches)
      try checkContents()
    } catch { throw .mgre(series: label, error) }
  }

  /// Undoes the vendor's conventions of sign.
  /// - Throws: where the image does not prove how the signs of its slices run.
  /// - Returns: true if every second slice was turned.
  mutating func restoreSigns(_ vendor: Vendor, sliceCount: Int) throws(MGRERefusal) -> Bool {
    var isAlternating = false
    if vendor.rules.mayAlternateSlices {
      let signs = try SliceSigns(magnitude: magnitudes[0], phase: phases[0], sliceCount: sliceCount)
      isAlternating = signs == .alternating
      if isAlternating {
        for e in phases.indices { SliceSigns.restore(&phases[e], sliceCount: sliceCount) }
      }
    }
    if vendor.rules.invertsPhase {
      for e in phases.indices { for i in phases[e].indices { phases[e][i] = -phases[e][i] } }
    }
    return isAlternating
  }

  /// Puts all echoes on the matrix of `cropping`.
  mutating func crop(with cropping: FourierCropping) {
    for e in phases.indices {
      (magnitudes[e], phases[e]) = cropping(magnitude: magnitudes[e], phase: phases[e])
    }
  }

  /// The pixels may contradict the rule that the tags gave; they never choose it.
  private static func checkReach(
    _ scale: PhaseScale?, _ reaches: [ClosedRange<Double>]
  ) throws(MGRERefusal) {
    guard let scale, let low = reaches.map(\.lowerBound).min(), let high = reaches.map(\.upperBound).max()
    else { return }
    let reach = max(-low, high)
    if reach > Double.pi * (1 + PhaseScale.spanTolerance) { throw .phaseOutsideOneTurn(radians: reach) }
    if let required = scale.requiredReach, min(-low, high) <= required {
      throw .phaseShortOfOneTurn(low: low, high: high, rule: scale.text)
    }
  }

  private func checkContents() throws(MGRERefusal) {
    for echo in phases.indices {
      for (part, voxels) in [(ImagePart.magnitude, magnitudes[echo]), (.phase, phases[echo])]
      where voxels.allSatisfy({ $0 == voxels[0] }) {
        throw .emptyImages(part: part, echo: echo + 1)
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
    guard let first = frames.first,
      frames.allSatisfy({ $0.rescale == first.rescale && $0.realWorld == first.realWorld })
    else { return false }
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

/// Writes `slope·stored + intercept`, wrapped to −π…π, and returns the extrema before wrapping, from
/// `centre`.
private func wrappedPhase(
  _ stored: [Int32], line: (slope: Double, intercept: Double), centre: Double,
  into slice: UnsafeMutableBufferPointer<Float>
) -> ClosedRange<Double> {
  let turn = 2 * Double.pi
  var low = 0.0
  var high = 0.0
  for i in 0..<stored.count {
    let radians = line.slope * Double(stored[i]) + line.intercept
    low = min(low, radians - centre)
    high = max(high, radians - centre)
    // Philips' last value is 3.142 rad, a little more than π.
    slice[i] = Float(abs(radians) <= .pi ? radians : radians - turn * (radians / turn).rounded())
  }
  return low...high
}

/// Writes the rescaled values; stored values where there is no rescale.
private func rescaled(
  _ stored: [Int32], _ rescale: Rescale?, into slice: UnsafeMutableBufferPointer<Float>
) {
  let slope = rescale?.slope ?? 1
  let intercept = rescale?.intercept ?? 0
  for i in 0..<stored.count { slice[i] = Float(slope * Double(stored[i]) + intercept) }
}
