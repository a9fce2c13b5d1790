/// Whether the tags make real and imaginary images numbers of one scale with the sign that was measured.
enum ComplexScale {
  /// Relative difference of two scales that still counts as equal: rounding of printed slopes.
  static let tolerance = 1e-3

  /// Checks the real and imaginary frames of an acquisition.
  ///
  /// Values must be able to be negative: signed pixels, or a rescale that reaches below zero. Real and
  /// imaginary of one scan share their slope up to Philips' display scale (2005,xx0E); where that tag shows
  /// different scales, the phase of the pair would be wrong.
  /// - Throws: `MGRERefusal.ambiguousComplexScale` with the tags that were looked at.
  static func check(_ frames: [ImageFrame]) throws(MGRERefusal) {
    let complex = frames.filter { $0.part == .real || $0.part == .imaginary }
    for frame in complex {
      let slope = frame.rescale?.slope ?? 1
      let lowest = slope * frame.storedRange.lowerBound + (frame.rescale?.intercept ?? 0)
      if !(lowest < 0) {
        throw .ambiguousComplexScale(
          evidence: "its values cannot be negative (BitsStored (0028,0101) \(frame.bitsStored) unsigned, "
            + "RescaleIntercept (0028,1052) \(frame.rescale.map { decimal($0.intercept) } ?? "absent"))")
      }
    }
    let scales = complex.compactMap(\.displayScale)
    if let low = scales.min(), let high = scales.max(), !(abs(high - low) <= tolerance * abs(high)) {
      throw .ambiguousComplexScale(
        evidence: "its images have different scales by RescaleSlope (0028,1053) and (2005,xx0E)")
    }
  }
}
