import Foundation

/// Real orthonormal spherical harmonics without the Condon–Shortley phase, up to degree 6.
///
/// Order `l² + l + m`; `Y_l0 = K P_l(u_z)`, `m > 0: √2 K P_lm(u_z) cos mφ`, `m < 0: √2 K P_l|m|(u_z) sin |m|φ`,
/// `K = √((2l+1)/4π · (l−|m|)!/(l+|m|)!)`.
enum RealSphericalHarmonics {
  static let degree = 6

  /// K (and √2 for m > 0) of every (l, m ≥ 0), index `l·7 + m`.
  private static let norm: [Double] = {
    var n = [Double](repeating: 0, count: 49)
    func factorial(_ k: Int) -> Double { k < 2 ? 1 : (2...k).reduce(1.0) { $0 * Double($1) } }
    for l in 0...degree {
      for m in 0...l {
        let k = (Double(2 * l + 1) / (4 * .pi) * factorial(l - m) / factorial(l + m)).squareRoot()
        n[l * 7 + m] = m == 0 ? k : k * 2.0.squareRoot()
      }
    }
    return n
  }()

  /// Σ c[l²+l+m]·Y_lm(u) for the unit vector `u`; `coefficients` holds a whole number of degrees (1, 4, … 49).
  static func sum(_ coefficients: [Double], at u: SIMD3<Double>) -> Double {
    let top = Int(Double(coefficients.count).squareRoot().rounded()) - 1
    precondition(top <= degree && (top + 1) * (top + 1) == coefficients.count, "whole degrees up to 6")
    var total = 0.0
    // sin^m θ cos mφ and sin^m θ sin mφ as polynomials Re/Im (x + iy)^m
    var c = 1.0
    var s = 0.0
    var pmm = 1.0  // P_mm / sin^m θ = (2m − 1)!!
    for m in 0...top {
      var previous = 0.0
      var p = pmm
      for l in m...top {
        if l > m {
          let next = (Double(2 * l - 1) * u.z * p - Double(l + m - 1) * previous) / Double(l - m)
          previous = p
          p = next
        }
        let n = norm[l * 7 + m] * p
        total += coefficients[l * l + l + m] * n * c
        if m > 0 { total += coefficients[l * l + l - m] * n * s }
      }
      let cx = c * u.x - s * u.y
      s = s * u.x + c * u.y
      c = cx
      pmm *= Double(2 * m + 1)
    }
    return total
  }
}
