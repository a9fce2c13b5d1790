/// Which part of the way along the slice axis was measured.
struct SliceCoverage: Hashable, Sendable {
  /// From the lower face of the first slice to the upper face of the last one, mm from the first slice's centre along
  /// the slice direction.
  let scanned: ClosedRange<Double>
  /// The holes in it, ascending.
  let unmeasured: [ClosedRange<Double>]

  /// Holes narrower than this are rounding of thickness and position tags, mm.
  static let toleranceMm = 0.2
  /// Holes narrower than this part of the slices' distance are rounding too: nominal thicknesses are printed as
  /// 0.6 for 0.625, and the profile of a slice has no sharp faces.
  static let tolerance = 0.1

  /// The coverage of slices at ascending distances.
  ///
  /// A slice covers half its thickness on either side, along the normal; a tilted gantry's step from slice to slice is
  /// longer than that by 1/cos of the tilt. Where the thickness is missing or not above zero, the median distance of
  /// the slices stands for it.
  init(distancesMm: [Double], thicknessesMm: [Double?], cosineOfTilt: Double) {
    let gaps = zip(distancesMm.dropFirst(), distancesMm).map { $0 - $1 }
    let usual = Statistic.median(gaps)
    let halves = thicknessesMm.map { thickness in
      guard let thickness, thickness > 0 else { return usual / 2 }
      return thickness / max(cosineOfTilt, 0.1) / 2
    }
    let first = distancesMm.first ?? 0
    let last = distancesMm.last ?? 0
    scanned = (first - (halves.first ?? 0))...(last + (halves.last ?? 0))
    unmeasured = gaps.indices.compactMap { i in
      let low = distancesMm[i] + halves[i]
      let high = distancesMm[i + 1] - halves[i + 1]
      let limit = max(Self.toleranceMm, Self.tolerance * gaps[i])
      return high - low > limit ? low...high : nil
    }
  }

  /// True if a distance along the slice direction lies inside a slice.
  func isMeasured(atMm distance: Double) -> Bool {
    scanned.contains(distance) && !unmeasured.contains { $0.contains(distance) }
  }

  /// Length of all holes, mm.
  var unmeasuredMm: Double { unmeasured.reduce(0) { $0 + $1.upperBound - $1.lowerBound } }

  /// Length of the longest hole, mm.
  var longestHoleMm: Double { unmeasured.map { $0.upperBound - $0.lowerBound }.max() ?? 0 }
}
