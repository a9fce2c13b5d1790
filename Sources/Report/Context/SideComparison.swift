import Vocabulary

/// Right less left of every nucleus that is measured on both sides.
///
/// The standard error is that of the two means, from the SD of their voxels taken as independent; for χ also how well a
/// nucleus' mean repeats. Neighbouring voxels are not independent and a reconstruction errs by side, so the true error is
/// larger (docs/report.md has measured ones).
public func sideComparison(_ report: ReportDocument) -> [ReportDocument.Asymmetry] {
  // Where the sides are not proven, a difference between them means nothing.
  guard report.sidesAreProven else { return [] }
  let ctVoxelMm3 = report.inputs.ct.map { $0.voxelSizeMm.reduce(1, *) }
  return Structure.allCases.flatMap { structure -> [ReportDocument.Asymmetry] in
    guard let r = report.measurement(structure, .right), let l = report.measurement(structure, .left),
      !r.truncated, !l.truncated
    else { return [] }
    var found: [ReportDocument.Asymmetry] = []
    func add(
      _ quantity: String, _ unit: String, _ right: Double, _ left: Double, error: Double?,
      hasTrueZero: Bool = false
    ) {
      let mean = (right + left) / 2
      found.append(
        .init(
          structure: structure, quantity: quantity, unit: unit, right: right, left: left,
          difference: hundredths(right - left), standardError: error.map(hundredths),
          indexPercent: hasTrueZero && mean > 0 ? hundredths(100 * (right - left) / mean) : nil))
    }
    if let a = r.qsm, let b = l.qsm {
      add(
        "meanPpb", "ppb", a.meanPpb, b.meanPpb,
        error: errorOfDifference(
          a.sdPpb, Double(r.voxels), b.sdPpb, Double(l.voxels), repeats: repeatabilityPpb))
    }
    if let a = r.ct, let b = l.ct {
      let error = ctVoxelMm3.flatMap {
        errorOfDifference(a.sdHU, r.volumeMm3 / $0, b.sdHU, l.volumeMm3 / $0)
      }
      add("meanHU", "HU", a.meanHU, b.meanHU, error: error)
    }
    add("volumeMm3", "mm\u{B3}", r.volumeMm3, l.volumeMm3, error: nil, hasTrueZero: true)
    return found
  }
}

extension ReportDocument.Asymmetry {
  /// `right 24 ppb above left`, or that the difference is within what the voxels' spread explains.
  public func sentence(decimals: Int) -> String {
    // Two standard errors, as for the sign of a focus.
    if let standardError, abs(difference) <= 2 * standardError {
      return "no difference beyond 2 standard errors"
    }
    guard difference != 0 else { return "equal" }
    return "right \(DecimalText.plain(abs(difference), decimals)) \(unit) "
      + "\(difference > 0 ? "above" : "below") left"
  }
}

/// How well the mean χ of a nucleus repeats on one scanner, ppb: 24 heads that travelled between sites.
///
/// From the project's reference on QSM; it does not shrink with the number of voxels.
private let repeatabilityPpb = 2.4

/// - Parameters:
///   - a, b: SD of the voxels of each side.
///   - n, m: their numbers.
///   - repeats: error of each mean that no number of voxels averages out.
private func errorOfDifference(
  _ a: Double, _ n: Double, _ b: Double, _ m: Double, repeats: Double = 0
) -> Double? {
  guard n >= 1, m >= 1 else { return nil }
  return (a * a / n + b * b / m + 2 * repeats * repeats).squareRoot()
}

private func hundredths(_ x: Double) -> Double { (x * 100).rounded() / 100 }
