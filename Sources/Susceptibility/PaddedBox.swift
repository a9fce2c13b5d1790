import Vocabulary
import Voxels

/// The array in which Fourier transforms are done: a box of voxels with zeros around it.
///
/// ```
///  0 ……… margin | box.size voxels | zeros …… size
/// ```
/// The zeros keep the periodic copies of the head apart: the field of a source reaches its copy only across
/// the padding.
struct PaddedBox: Sendable {
  /// Voxels of the box.
  let inner: SIMD3<Int>
  /// Index of the box's first voxel in the padded array.
  let origin: SIMD3<Int>
  /// Padded size, good for Fourier transforms.
  let size: SIMD3<Int>
  /// Voxel spacing in mm.
  let spacingMm: SIMD3<Double>

  /// Padding of at least `paddingMm` shared by the two sides of every axis.
  init(_ grid: Grid<MRPatient>, paddingMm: Double) {
    inner = grid.size
    spacingMm = grid.spacingMm
    var size = SIMD3<Int>.zero
    var origin = SIMD3<Int>.zero
    for a in 0..<3 {
      let wanted = inner[a] + Int((paddingMm / spacingMm[a]).rounded(.up))
      // The halved axis is fastest at an even length, and with it and a multiple of 4 all slices are aligned for vector
      // instructions.
      let factor = [2, 4, 1][a]
      size[a] = RealFFT3D.goodSize(atLeast: wanted)
      while size[a] % factor != 0 { size[a] = RealFFT3D.goodSize(atLeast: size[a] + 1) }
      origin[a] = (size[a] - inner[a]) / 2
    }
    self.size = size
    self.origin = origin
  }

  var count: Int { size.x * size.y * size.z }
  var innerCount: Int { inner.x * inner.y * inner.z }

  /// The box in its padding of zeros.
  func padded(_ values: Samples) -> Samples {
    let out = Samples(zeros: count)
    eachRow { inside, outside in
      (out.p + outside).update(from: values.p + inside, count: inner.x)
    }
    return out
  }

  /// The box without its padding.
  func unpadded(_ values: Samples) -> Samples {
    let out = Samples(zeros: innerCount)
    eachRow { inside, outside in
      (out.p + inside).update(from: values.p + outside, count: inner.x)
    }
    return out
  }

  private func eachRow(_ body: (_ inside: Int, _ outside: Int) -> Void) {
    for z in 0..<inner.z {
      for y in 0..<inner.y {
        body(
          inner.x * (y + inner.y * z),
          origin.x + size.x * (y + origin.y + size.y * (z + origin.z)))
      }
    }
  }
}
