import Shapes
import Vocabulary
import Voxels

/// A shape of the table with the box that holds it, so that far points cost nothing.
struct BoxedShape: Sendable {
  let shape: DeepBrainShape
  /// Template LPS mm.
  let low: SIMD3<Double>
  let high: SIMD3<Double>
  let isVentricle: Bool

  /// What lies this far around a shape is its surround, mm.
  static let marginMm = 7.0
  /// Step of the scan for the box, mm; the box grows by one step.
  private static let scanMm = 2.0

  /// The nuclei and ventricles of both sides, in the table's order.
  static let all: [BoxedShape] = {
    let wanted = ShapeTable.shapes.filter { $0.name == ventricleName || Structure(rawValue: $0.name) != nil }
    var boxes = [BoxedShape?](repeating: nil, count: wanted.count)
    boxes.withUnsafeMutableBufferPointer { buffer in
      // Each iteration writes its own element only.
      nonisolated(unsafe) let out = buffer
      parallelSlices(wanted.count) { out[$0] = BoxedShape(scanning: wanted[$0]) }
    }
    return boxes.compactMap { $0 }
  }()

  /// The boxed shape of a nucleus, nil for one the table lacks.
  static func of(_ s: SidedStructure) -> BoxedShape? {
    all.first { $0.shape.name == s.structure.rawValue && $0.shape.side == s.side }
  }

  /// Finds the box of a shape.
  init(scanning shape: DeepBrainShape) {
    self.shape = shape
    isVentricle = shape.name == ventricleName
    let r = Int((shape.reachMm / Self.scanMm).rounded(.up))
    var low = shape.centroid.lps
    var high = low
    for k in -r...r {
      for j in -r...r {
        for i in -r...r {
          let q = shape.centroid.lps + SIMD3(Double(i), Double(j), Double(k)) * Self.scanMm
          guard shape.contains(Point(q)) else { continue }
          low = pointwiseMin(low, q)
          high = pointwiseMax(high, q)
        }
      }
    }
    self.low = low - SIMD3(repeating: Self.scanMm)
    self.high = high + SIMD3(repeating: Self.scanMm)
  }

  /// True unless `q` surely lies beyond the shape's surround.
  @inline(__always) func isNear(_ q: SIMD3<Double>) -> Bool {
    let m = Self.marginMm
    return q.x > low.x - m && q.y > low.y - m && q.z > low.z - m && q.x < high.x + m && q.y < high.y + m
      && q.z < high.z + m
  }
}

/// The table's name of the lateral ventricle.
let ventricleName = "lateralVentricle"
