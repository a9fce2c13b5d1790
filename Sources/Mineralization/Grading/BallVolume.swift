import Foundation

/// How an image blurs what it shows: each value is a mean over a box (the voxel), after a Gaussian.
struct ImageBlur {
  /// Edges of the box, mm.
  let boxMm: SIMD3<Double>
  /// Standard deviation of the Gaussian along each axis, mm.
  let sigmaMm: SIMD3<Double>

  /// Distances of two points that the blur draws independently, evenly probable each, mm.
  ///
  /// Along an axis the difference of two points of a box has a triangular distribution of variance box²/6; that of the
  /// Gaussian adds 2 σ². The triangle stands for their sum, stretched to the same variance.
  fileprivate var distancesMm: [Double] {
    let steps = (0..<Self.nodes).map { 1 - (1 - (Double($0) + 0.5) / Double(Self.nodes)).squareRoot() }
    let squares = (0..<3).map { axis in
      let variance = boxMm[axis] * boxMm[axis] / 6 + 2 * sigmaMm[axis] * sigmaMm[axis]
      return steps.map { $0 * $0 * 6 * variance }
    }
    return squares[0].flatMap { x in squares[1].flatMap { y in squares[2].map { (x + y + $0).squareRoot() } }
    }
  }

  /// Points along each axis: six keep the blurred volume of a ball of 3 mm to 5 %.
  private static let nodes = 6
}

/// Volume of a ball of even excess whose blurred image has this sum and this sum of squares, mm³.
///
/// A blur keeps the sum S = V h. The sum of squares Q = V h² loses what the blur carries over the ball's border: the share
/// of pairs of points, drawn by the blur, of which one lies in the ball and the other not. For a distance r that share is
/// 3r/(4R) − r³/(16R³), the ball's set covariance (Stoyan, Kendall & Mecke, Stochastic Geometry, 1995). So S²/Q falls
/// with R alone, and noise, once its squares are subtracted, does not raise it as it raises a maximum.
///
/// - Parameters:
///   - sum: excess times mm³.
///   - sumOfSquares: squared excess times mm³, without that of noise.
/// - Returns: 0 where the image is no larger than its blur.
func ballVolumeMm3(sum: Double, sumOfSquares: Double, blur: ImageBlur) -> Double {
  guard sum > 0, sumOfSquares > 0 else { return 0 }
  let target = sum * sum / sumOfSquares
  let distances = blur.distancesMm
  func volume(_ radius: Double) -> Double { 4 / 3 * Double.pi * radius * radius * radius }
  func blurred(_ radius: Double) -> Double {
    let kept = distances.reduce(0) { sum, r in
      let x = min(r / (2 * radius), 1)
      return sum + 1 - 1.5 * x + 0.5 * x * x * x
    }
    return volume(radius) * Double(distances.count) / kept
  }
  // The blurred volume grows with the radius from half the shortest distance on and is never below the ball's own.
  var lower = (distances.min() ?? 0) / 2 * 1.5
  var upper = cbrt(target * 3 / (4 * Double.pi))
  guard lower < upper, blurred(lower) < target else { return 0 }
  for _ in 0..<40 {
    let middle = (lower + upper) / 2
    if blurred(middle) < target { lower = middle } else { upper = middle }
  }
  return volume((lower + upper) / 2)
}
