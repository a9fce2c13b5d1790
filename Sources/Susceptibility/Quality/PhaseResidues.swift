import Vocabulary
import Voxels

/// Residues of a wrapped phase: 2 × 2 loops of neighbours around which the wrapped differences do not add up to zero.
///
/// At a residue no unwrapping exists: fringes end in the open (Goldstein 1988, doi:10.1029/RS023i004p00713). Pure
/// noise has one in every third loop; a resolved field has none, whatever its strength. Vessels and bleeds make few.
///
/// - Parameters:
///   - phase: wrapped or not, radians.
///   - usable: voxels that count; a loop needs all four.
/// - Returns: residues for 1000 loops, over loops in all three planes; nil without a loop.
func phaseResidues(_ phase: [Float], usable: [Bool], size: SIMD3<Int>) -> Double? {
  let strides = SIMD3(1, size.x, size.x * size.y)
  let planes = [(0, 1), (1, 2), (0, 2)]
  var (loops, residues) = (0, 0)
  let counts = (0..<size.z).map { _ in SIMD2<Int>.zero }
  let found = phase.withUnsafeBufferPointer { phase in
    usable.withUnsafeBufferPointer { usable in
      var counts = counts
      counts.withUnsafeMutableBufferPointer { buffer in
        nonisolated(unsafe) let (out, f, u) = (buffer, phase, usable)
        // Each slice writes its own element only.
        parallelSlices(size.z) { z in
          var n = SIMD2<Int>.zero
          for y in 0..<size.y {
            for x in 0..<size.x {
              let o = x + strides.y * y + strides.z * z
              guard u[o] else { continue }
              for (a, b) in planes {
                if (a == 0 && x + 1 == size.x) || (b == 1 || a == 1) && y + 1 == size.y
                  || b == 2 && z + 1 == size.z
                {
                  continue
                }
                let (p, q) = (o + strides[a], o + strides[b])
                let r = p + strides[b]
                guard u[p], u[q], u[r] else { continue }
                n.x += 1
                let sum =
                  wrapped(f[p] - f[o]) + wrapped(f[r] - f[p]) + wrapped(f[q] - f[r]) + wrapped(f[o] - f[q])
                if abs(sum) > .pi { n.y += 1 }
              }
            }
          }
          out[z] = n
        }
      }
      return counts
    }
  }
  for n in found {
    loops += n.x
    residues += n.y
  }
  return loops > 0 ? 1000 * Double(residues) / Double(loops) : nil
}
