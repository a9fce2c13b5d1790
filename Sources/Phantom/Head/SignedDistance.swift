import Vocabulary

/// Approximate signed distances in mm, negative inside: the alphabet in which the head is written.
enum SignedDistance {
  /// An ellipsoid with axes along the frame: exact on the surface, first order near it.
  static func ellipsoid(_ p: SIMD3<Double>, at c: SIMD3<Double>, semiAxes a: SIMD3<Double>) -> Double {
    let d = p - c
    let k0 = length(d / a)
    let k1 = length(d / (a * a))
    return k1 > 1e-9 ? k0 * (k0 - 1) / k1 : -a.min()
  }

  /// A box-like ellipsoid: `0.65·Σq² + 0.35·√Σq⁴ = 1` with q the position in semi-axes.
  static func roundedBox(_ p: SIMD3<Double>, at c: SIMD3<Double>, semiAxes a: SIMD3<Double>) -> Double {
    let q = (p - c) / a
    let q2 = q * q
    let k0 = (0.65 * q2.sum() + 0.35 * (q2 * q2).sum().squareRoot()).squareRoot()
    let k1 = length(q / a)
    return k1 > 1e-9 ? k0 * (k0 - 1) / k1 : -a.min()
  }

  /// A capsule from `a` to `b` whose radius runs from `ra` to `rb`.
  static func capsule(
    _ p: SIMD3<Double>, from a: SIMD3<Double>, to b: SIMD3<Double>, _ ra: Double, _ rb: Double
  ) -> Double {
    let ab = b - a
    let t = min(max(dot(p - a, ab) / dot(ab, ab), 0), 1)
    return length(p - a - ab * t) - (ra + (rb - ra) * t)
  }

  /// Union with a fillet of about `k` mm.
  static func smoothUnion(_ a: Double, _ b: Double, _ k: Double) -> Double {
    let h = max(k - abs(a - b), 0) / k
    return min(a, b) - h * h * k / 4
  }

  /// Intersection with a fillet of about `k` mm.
  static func smoothIntersection(_ a: Double, _ b: Double, _ k: Double) -> Double {
    -smoothUnion(-a, -b, k)
  }

  /// Share of a small probe of width `w` mm that lies inside: 1 deep inside, ½ on the surface.
  static func coverage(_ distance: Double, _ w: Double = 1) -> Float {
    Float(min(max(0.5 - distance / w, 0), 1))
  }

  /// 0 below `a`, 1 above `b`, smooth between.
  static func step(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let t = min(max((x - a) / (b - a), 0), 1)
    return t * t * (3 - 2 * t)
  }
}
