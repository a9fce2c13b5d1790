/// The line where a sampled function crosses a level (marching squares, linear along the edges).
enum Contour {
  /// A piece of the line in pixel coordinates (integers are pixel centres).
  struct Segment: Hashable {
    var a: SIMD2<Double>
    var b: SIMD2<Double>
  }

  /// All pieces for `values` of `columns` × `rows`.
  ///
  /// NaN counts as below the level. The ambiguous saddle is cut so that the two high corners stay apart.
  static func segments(_ values: [Float], columns: Int, rows: Int, level: Float) -> [Segment] {
    var result: [Segment] = []
    guard columns > 1, rows > 1 else { return result }
    for y in 0..<(rows - 1) {
      for x in 0..<(columns - 1) {
        let o = x + columns * y
        let corners = [values[o], values[o + 1], values[o + columns + 1], values[o + columns]]
          .map { $0.isNaN ? -Float.greatestFiniteMagnitude : $0 }
        let high = corners.map { $0 >= level }
        if high.allSatisfy({ $0 }) || !high.contains(true) { continue }
        let points: [SIMD2<Double>] = [
          SIMD2(Double(x), Double(y)), SIMD2(Double(x + 1), Double(y)),
          SIMD2(Double(x + 1), Double(y + 1)), SIMD2(Double(x), Double(y + 1)),
        ]
        // Crossings in order around the cell; each knows whether the line before it is high.
        var crossings: [(point: SIMD2<Double>, fallsAfter: Bool)] = []
        for i in 0..<4 where high[i] != high[(i + 1) % 4] {
          let j = (i + 1) % 4
          let t = min(max(Double((level - corners[i]) / (corners[j] - corners[i])), 0), 1)
          crossings.append((points[i] + (points[j] - points[i]) * t, high[i]))
        }
        if crossings.count == 2 {
          result.append(Segment(a: crossings[0].point, b: crossings[1].point))
        } else {
          // A high corner lies between a rising crossing and the falling one after it.
          for i in 0..<4 where !crossings[i].fallsAfter {
            result.append(Segment(a: crossings[i].point, b: crossings[(i + 1) % 4].point))
          }
        }
      }
    }
    return result
  }
}
