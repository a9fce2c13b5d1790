import Vocabulary
import Voxels

// The two loops over samples; everything else of the metric works on the 32×32 histogram.
extension NormalizedMutualInformation {
  /// Adds a run of samples to `histogram`; `terms` gets each sample's position and its gradient in voxels.
  ///
  /// Cell (f, k) of `histogram` holds, six times too large, what samples of position k…k + 1 give to the bins
  /// k − 1…k + 2: one vector sum a sample.
  func accumulate(
    _ range: Range<Int>, _ map: Affine, _ histogram: UnsafeMutablePointer<SIMD4<Double>>,
    _ terms: UnsafeMutablePointer<SIMD4<Float>>?
  ) {
    let (a, b, c) = (float(map.linear.c0), float(map.linear.c1), float(map.linear.c2))
    let origin = float(map.translation)
    let nx = moving.size.x
    let nxy = nx * moving.size.y
    let scale = 1 / MovingImage.steps
    let top = float(SIMD3(Double(nx - 1), Double(moving.size.y - 1), Double(moving.size.z - 1)))
    fixed.places.withUnsafeBufferPointer { places in
      fixed.bins.withUnsafeBufferPointer { bins in
        moving.positions.withUnsafeBufferPointer { m in
          for i in range {
            let q = places[i]
            let v = origin + a * q.x + b * q.y + c * q.z
            guard v.x >= 0, v.y >= 0, v.z >= 0, v.x < top.x, v.y < top.y, v.z < top.z else {
              terms?[i] = SIMD4(repeating: 0)
              continue
            }
            let (ix, iy, iz) = (Int(v.x), Int(v.y), Int(v.z))
            let (fx, fy, fz) = (v.x - Float(ix), v.y - Float(iy), v.z - Float(iz))
            let o = ix + nx * iy + nxy * iz
            // Differences d and values e along x, named by the corner's (y, z).
            let c000 = Float(m[o])
            let c010 = Float(m[o + nx])
            let c001 = Float(m[o + nxy])
            let c011 = Float(m[o + nxy + nx])
            let d00 = Float(m[o + 1]) - c000
            let d10 = Float(m[o + nx + 1]) - c010
            let d01 = Float(m[o + nxy + 1]) - c001
            let d11 = Float(m[o + nxy + nx + 1]) - c011
            let e00 = c000 + d00 * fx
            let e10 = c010 + d10 * fx
            let e01 = c001 + d01 * fx
            let e11 = c011 + d11 * fx
            let lower = e00 + (e10 - e00) * fy
            let upper = e01 + (e11 - e01) * fy
            let position = (lower + (upper - lower) * fz) * scale
            if let terms {
              let dx = (d00 + (d10 - d00) * fy) * (1 - fz) + (d01 + (d11 - d01) * fy) * fz
              let dy = (e10 - e00) * (1 - fz) + (e11 - e01) * fz
              terms[i] = SIMD4(dx * scale, dy * scale, (upper - lower) * scale, position)
            }
            let k = Int(position)
            histogram[Int(bins[i]) * BinScale.bins + k] += SIMD4<Double>(
              Self.sixfoldWeights(position - Float(k)))
          }
        }
      }
    }
  }

  /// Six times the cubic B-spline weights of the four bins around a position that lies `f` after the second.
  @inline(__always)
  private static func sixfoldWeights(_ f: Float) -> SIMD4<Float> {
    let g = 1 - f
    return SIMD4(g * g * g, 4 + 3 * f * f * (f - 2), 4 + 3 * g * g * (g - 2), f * f * f)
  }

  /// Cubic B-spline weights of the four bins around a position.
  static func weights(_ position: Float) -> SIMD4<Double> {
    SIMD4<Double>(sixfoldWeights(position - Float(Int(position)))) / 6
  }

  /// Sums `dNMI/dcᵢ·∇cᵢ` (3 numbers) and its outer product with the places (9, by columns of the place).
  func contract(
    _ range: Range<Int>, _ rows: UnsafeBufferPointer<SIMD4<Double>>,
    _ terms: UnsafeMutablePointer<SIMD4<Float>>,
    _ sums: UnsafeMutableBufferPointer<Double>
  ) {
    var s = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    fixed.places.withUnsafeBufferPointer { places in
      for i in range {
        let d = sampleSlope(i, rows, terms)
        if d == .zero { continue }
        let q = places[i]
        s.0 += d
        s.1 += d * Double(q.x)
        s.2 += d * Double(q.y)
        s.3 += d * Double(q.z)
      }
    }
    for (column, v) in [s.0, s.1, s.2, s.3].enumerated() {
      for a in 0..<3 { sums[3 * column + a] = v[a] }
    }
  }

  /// `dNMI/dcᵢ·∇cᵢ` of one sample in voxel coordinates; the last lane is 0.
  @inline(__always)
  func sampleSlope(
    _ i: Int, _ rows: UnsafeBufferPointer<SIMD4<Double>>, _ terms: UnsafeMutablePointer<SIMD4<Float>>
  ) -> SIMD4<Double> {
    let t = terms[i]
    if t.x == 0, t.y == 0, t.z == 0 { return .zero }
    let k = Int(t.w)
    let f = Double(t.w - Float(k))
    let g = 1 - f
    // Derivatives of the four weights in `accumulate` by f.
    let row = rows[Int(fixed.bins[i]) * BinScale.bins + k]
    let slope =
      (-row.x * g * g + row.y * f * (3 * f - 4) - row.z * g * (3 * g - 4) + row.w * f * f) / 2
    return SIMD4(Double(t.x), Double(t.y), Double(t.z), 0) * slope
  }
}

private func float(_ v: SIMD3<Double>) -> SIMD3<Float> { SIMD3(Float(v.x), Float(v.y), Float(v.z)) }
