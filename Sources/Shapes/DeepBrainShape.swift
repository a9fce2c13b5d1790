import Foundation
import Vocabulary

/// The outline of one deep-brain structure of one side in the template frame, small enough to be data.
///
/// Either a star-shaped body whose radius is a sum of spherical harmonics (degree 6) around an ellipsoid, or a
/// tube along a Catmull–Rom curve. Figures: CIT168 (Pauli 2018, doi:10.1038/sdata.2018.63) and others, see
/// NOTICE.
public struct DeepBrainShape: Sendable {
  /// Name in the table, such as `globusPallidus` or `lateralVentricle`.
  public let name: String
  /// The side.
  public let side: Side
  /// Centre of the shape in the template, LPS mm.
  public let centroid: Point<TemplatePatient>
  /// Volume enclosed in the template, mm³.
  public let volumeMm3: Double
  /// Mean volume in native adult heads and its SD, mm³, where the literature gives one.
  public let adultVolumeMm3: (mean: Double, sd: Double)?
  /// Unit vector (LPS) of the pallidum's short axial axis, pointing to the midline, and the threshold in mm
  /// along it beyond which a third of the volume lies; only for the globus pallidus.
  public let medialZone: (axis: SIMD3<Double>, thresholdMm: Double)?
  let body: Body

  enum Body: Sendable {
    case star(StarBody)
    case tube(TubeBody)
  }

  /// How far `p` lies from the outline, as a ratio: 0 in the centre, 1 on the outline, above outside.
  ///
  /// Far from the body (about three times its size) it is only known to be above 1.
  /// - Parameter scale: enlarges the shape about its centre by this factor (1 = as in the template).
  public func level(at p: Point<TemplatePatient>, scale: Double = 1) -> Double {
    let q = centroid.lps + (p.lps - centroid.lps) / scale
    switch body {
    case .star(let s): return s.level(q - centroid.lps)
    case .tube(let t): return t.level(q)
    }
  }

  /// True if `p` lies on or inside the outline.
  public func contains(_ p: Point<TemplatePatient>) -> Bool { level(at: p) <= 1 }

  /// Radius in mm of a sphere around `centroid` that holds the shape with some room.
  public var reachMm: Double {
    switch body {
    case .star(let s): s.semiAxesMm.max() * 1.6
    case .tube(let t): t.reachMm(from: centroid.lps)
    }
  }
}

/// |q| ≤ R(q/|q|), q the position in units of the semi-axes, R a sum of real spherical harmonics.
struct StarBody: Sendable {
  let axes: Matrix3  // rows: inertia axes in LPS
  let semiAxesMm: SIMD3<Double>
  let coefficients: [Double]

  func level(_ d: SIMD3<Double>) -> Double {
    let q = (axes * d) / semiAxesMm
    let r = length(q)
    guard r > 1e-9 else { return 0 }
    // R stays within 0.5…1.6; beyond 3 the exact ratio is of no use to anybody.
    if r > 3 { return r }
    return r / RealSphericalHarmonics.sum(coefficients, at: q / r)
  }
}
