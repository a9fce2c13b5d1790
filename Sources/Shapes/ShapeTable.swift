import Foundation
import Vocabulary

/// The shapes of all deep-brain structures and lateral ventricles, read once from the embedded table.
public enum ShapeTable {
  /// Every shape: 11 structures, both sides.
  public static let shapes: [DeepBrainShape] = load()

  /// The shape of a table name, nil if the table has none.
  public static func shape(named name: String, _ side: Side) -> DeepBrainShape? {
    shapes.first { $0.name == name && $0.side == side }
  }

  /// The shape of a nucleus; the table has all of them.
  public static func shape(_ structure: Structure, _ side: Side) -> DeepBrainShape {
    guard let s = shape(named: structure.rawValue, side) else {
      preconditionFailure("the embedded shape table holds \(structure)")
    }
    return s
  }

  /// The embedded landmark figures (JSON; RAS mm as published).
  public static var landmarksJSON: [UInt8] { PackageResources.landmarks_json }

  private struct File: Decodable { let structures: [Entry] }
  private struct Entry: Decodable {
    let name: String
    let side: Side
    let model: String
    let centroid: [Double]
    let axes: [[Double]]?
    let semiAxes: [Double]?
    let coefficients: [Double]?
    let controlPoints: [[Double]]?
    let volume: Double
    let adultVolumeMeanMm3: Double?
    let adultVolumeSdMm3: Double?
    let medialZoneAxis: [Double]?
    let medialZoneEqualVolume: Double?
  }

  private static func load() -> [DeepBrainShape] {
    do {
      let file = try JSONDecoder().decode(File.self, from: Data(PackageResources.nuclei_json))
      return file.structures.map(shape)
    } catch { preconditionFailure("the embedded shape table is unreadable: \(error)") }
  }

  /// RAS of the published table to the LPS of this project.
  private static func lps(_ ras: [Double]) -> SIMD3<Double> { SIMD3(-ras[0], -ras[1], ras[2]) }

  private static func shape(_ e: Entry) -> DeepBrainShape {
    let body: DeepBrainShape.Body
    var centroid = Point<TemplatePatient>(lps(e.centroid))
    if let axes = e.axes, let semi = e.semiAxes, let c = e.coefficients {
      body = .star(
        StarBody(
          axes: Matrix3(rows: lps(axes[0]), lps(axes[1]), lps(axes[2])),
          semiAxesMm: SIMD3(semi[0], semi[1], semi[2]), coefficients: c))
    } else {
      let tube = TubeBody(controlPoints: e.controlPoints ?? [])
      centroid = Point(lps(e.centroid))
      body = .tube(tube)
    }
    var adult: (mean: Double, sd: Double)?
    if let m = e.adultVolumeMeanMm3 { adult = (m, e.adultVolumeSdMm3 ?? 0) }
    var zone: (axis: SIMD3<Double>, thresholdMm: Double)?
    if let a = e.medialZoneAxis, let t = e.medialZoneEqualVolume { zone = (lps(a), t) }
    return DeepBrainShape(
      name: e.name, side: e.side, centroid: centroid, volumeMm3: e.volume, adultVolumeMm3: adult,
      medialZone: zone, body: body)
  }
}

extension TubeBody {
  /// Samples a span between control points is divided into.
  private static let samplesPerSpan = 12
  /// Radii never go below this, mm (a tube must have an inside).
  private static let smallestRadiusMm = 0.3

  /// A tube from RAS control points `x y z r1 r2 angle`.
  init(controlPoints p: [[Double]]) {
    let n = p.count
    precondition(n >= 2, "a tube has at least two control points")
    func tangent(_ i: Int) -> [Double] {
      let before = p[max(i - 1, 0)]
      let after = p[min(i + 1, n - 1)]
      let span = i == 0 || i == n - 1 ? 1.0 : 2.0
      return zip(before, after).map { (pair: (Double, Double)) -> Double in (pair.1 - pair.0) / span }
    }
    var rows: [[Double]] = []
    for i in 0..<(n - 1) {
      let (t0, t1) = (tangent(i), tangent(i + 1))
      for j in 0..<Self.samplesPerSpan {
        let t = Double(j) / Double(Self.samplesPerSpan)
        let h00 = 2 * t * t * t - 3 * t * t + 1
        let h10 = t * t * t - 2 * t * t + t
        let h01 = -2 * t * t * t + 3 * t * t
        let h11 = t * t * t - t * t
        rows.append(
          (0..<6).map { (k: Int) -> Double in
            let start = h00 * p[i][k] + h10 * t0[k]
            return start + h01 * p[i + 1][k] + h11 * t1[k]
          })
      }
    }
    rows.append(p[n - 1])
    let samples = rows.indices.map { i in
      let a = rows[max(i - 1, 0)]
      let b = rows[min(i + 1, rows.count - 1)]
      // Everything in RAS as the table defines it, turned to LPS at the end (a rotation by π about z).
      let t = normalized(SIMD3(b[0] - a[0], b[1] - a[1], b[2] - a[2]))
      let ref = normalized(SIMD3(1, 0, 0) - t * t.x)
      let binormal = cross(t, ref)
      let e1 = ref * cosine(rows[i][5]) + binormal * sine(rows[i][5])
      let e2 = cross(t, e1)
      func lps(_ v: SIMD3<Double>) -> SIMD3<Double> { SIMD3(-v.x, -v.y, v.z) }
      return Sample(
        center: lps(SIMD3(rows[i][0], rows[i][1], rows[i][2])), tangent: lps(t), e1: lps(e1), e2: lps(e2),
        r1: max(rows[i][3], Self.smallestRadiusMm), r2: max(rows[i][4], Self.smallestRadiusMm))
    }
    self.init(samples: samples)
  }
}
