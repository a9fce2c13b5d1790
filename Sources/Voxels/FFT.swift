internal import CFFTW
import Foundation

/// Sizes and plans of three-dimensional real Fourier transforms (FFTW, single precision, all cores).
///
/// Spectrum layout: `nx/2 + 1` complex numbers a row (interleaved re, im), then `ny` rows, `nz` slices; x is
/// the halved axis. `backward(forward(x)) = x` — the inverse is scaled by `1/(nx·ny·nz)` here.
///
/// Slices are transformed in two dimensions, which stay in a core's cache, and then the lines across them, a row of lines
/// at a time in a small buffer. Plans are made with `FFTW_ESTIMATE`, which is deterministic: measured plans could
/// round differently from run to run. Together this takes half the time of FFTW's own three-dimensional estimated plan.
public struct RealFFT3D: ~Copyable {
  /// Size of the real array.
  public let size: SIMD3<Int>
  /// Number of complex values of the spectrum.
  public let spectrumCount: Int
  private let columns: Int  // complex numbers a row
  private let lineStride: Int  // the same, rounded up so that every line of a buffer is aligned
  private let slicePlans: SlicePlans
  /// Whether every slice of an aligned array is aligned, so that vector instructions can be used.
  private let slicesAreAligned: Bool
  private let forwardLines: fftwf_plan
  private let backwardLines: fftwf_plan
  private let scratch: UnsafeMutablePointer<fftwf_complex>

  /// Guards FFTW's planner, which all transforms share and which is not safe for threads.
  static let lock = NSLock()

  /// Bytes to which arrays are aligned for vector instructions; `Samples` and FFTW's own arrays are.
  private static let alignment = 32

  /// Forward and backward plan of one slice.
  private struct SlicePlans: @unchecked Sendable {
    // Unchecked: never changed after `init`, and FFTW's `execute` may run concurrently on one plan with different
    // arrays (FFTW manual, "Thread safety").
    let forward: fftwf_plan
    let backward: fftwf_plan

    init(
      _ size: SIMD3<Int>, _ real: UnsafeMutablePointer<Float>,
      _ complex: UnsafeMutablePointer<fftwf_complex>, flags: UInt32
    ) {
      let (nx, ny) = (Int32(size.x), Int32(size.y))
      guard
        let f = fftwf_plan_dft_r2c_2d(ny, nx, real, complex, flags),
        let b = fftwf_plan_dft_c2r_2d(ny, nx, complex, real, flags)
      else { preconditionFailure("FFTW makes a plan for every size") }
      forward = f
      backward = b
    }

    func destroy() {
      fftwf_destroy_plan(forward)
      fftwf_destroy_plan(backward)
    }
  }

  /// Plans transforms of arrays of `size`.
  ///
  /// Memory: one spectrum of scratch, because FFTW's complex-to-real transform destroys its input.
  public init(size: SIMD3<Int>) {
    precondition(size.x > 0 && size.y > 0 && size.z > 0, "transform of at least one voxel")
    self.size = size
    columns = size.x / 2 + 1
    lineStride = (columns + 3) / 4 * 4
    spectrumCount = columns * size.y * size.z
    let real = fftwf_alloc_real(size.x * size.y)
    let lines = fftwf_alloc_complex(lineStride * size.z)
    guard let scratch = fftwf_alloc_complex(spectrumCount), let real, let lines else {
      preconditionFailure("out of memory for a Fourier transform of \(size)")
    }
    self.scratch = scratch
    Self.lock.lock()
    defer { Self.lock.unlock() }
    let estimate = UInt32(FFTW_ESTIMATE)
    slicesAreAligned =
      size.x * size.y * MemoryLayout<Float>.stride % Self.alignment == 0
      && columns * size.y * MemoryLayout<fftwf_complex>.stride % Self.alignment == 0
    slicePlans = SlicePlans(
      size, real, scratch, flags: slicesAreAligned ? estimate : estimate | UInt32(FFTW_UNALIGNED))
    var length = Int32(size.z)
    let (count, stride) = (Int32(columns), Int32(lineStride))
    guard
      let f = fftwf_plan_many_dft(
        1, &length, count, lines, nil, stride, 1, lines, nil, stride, 1, FFTW_FORWARD, estimate),
      let b = fftwf_plan_many_dft(
        1, &length, count, lines, nil, stride, 1, lines, nil, stride, 1, FFTW_BACKWARD, estimate)
    else { preconditionFailure("FFTW makes a plan for every size") }
    forwardLines = f
    backwardLines = b
    fftwf_free(real)
    fftwf_free(lines)
  }

  deinit {
    Self.lock.lock()
    slicePlans.destroy()
    fftwf_destroy_plan(forwardLines)
    fftwf_destroy_plan(backwardLines)
    Self.lock.unlock()
    fftwf_free(scratch)
  }

  /// Transforms `real` (count `size`) into `spectrum` (2·`spectrumCount` floats).
  ///
  /// Arrays that are not aligned to 32 bytes are transformed by way of aligned copies, so that the same numbers always
  /// give the same bits.
  public func forward(_ real: UnsafePointer<Float>, into spectrum: UnsafeMutablePointer<Float>) {
    guard isUsable(real), isUsable(spectrum) else {
      let (copy, result) = (alignedFloats(realCount), alignedFloats(2 * spectrumCount))
      copy.update(from: real, count: realCount)
      forward(copy, into: result)
      spectrum.update(from: result, count: 2 * spectrumCount)
      fftwf_free(copy)
      fftwf_free(result)
      return
    }
    spectrum.withMemoryRebound(to: fftwf_complex.self, capacity: spectrumCount) { complex in
      // Every slice writes its own part of the spectrum; the input is only read.
      nonisolated(unsafe) let (input, output) = (UnsafeMutablePointer(mutating: real), complex)
      let plans = slicePlans
      let (realSlice, complexSlice) = (size.x * size.y, columns * size.y)
      parallelSlices(size.z) { z in
        fftwf_execute_dft_r2c(plans.forward, input + z * realSlice, output + z * complexSlice)
      }
      transformLines(forwardLines, from: complex, to: complex, scale: 1)
    }
  }

  /// Transforms `spectrum` back into `real`, scaled by `1/N`.
  ///
  /// `spectrum` is left unchanged. Alignment as for `forward`.
  public func backward(_ spectrum: UnsafePointer<Float>, into real: UnsafeMutablePointer<Float>) {
    guard isUsable(real) else {
      let result = alignedFloats(realCount)
      backward(spectrum, into: result)
      real.update(from: result, count: realCount)
      fftwf_free(result)
      return
    }
    spectrum.withMemoryRebound(to: fftwf_complex.self, capacity: spectrumCount) { complex in
      transformLines(backwardLines, from: complex, to: scratch, scale: 1 / Float(realCount))
    }
    // Every slice reads its own part of the scratch and writes its own part of the output.
    nonisolated(unsafe) let (input, output) = (scratch, real)
    let plans = slicePlans
    let (realSlice, complexSlice) = (size.x * size.y, columns * size.y)
    parallelSlices(size.z) { z in
      fftwf_execute_dft_c2r(plans.backward, input + z * complexSlice, output + z * realSlice)
    }
  }

  private var realCount: Int { size.x * size.y * size.z }

  private func isUsable(_ array: UnsafePointer<Float>) -> Bool {
    !slicesAreAligned || Int(bitPattern: array) % Self.alignment == 0
  }

  private func alignedFloats(_ count: Int) -> UnsafeMutablePointer<Float> {
    guard let out = fftwf_alloc_real(count) else {
      preconditionFailure("out of memory for a Fourier transform of \(size)")
    }
    precondition(Int(bitPattern: out) % Self.alignment == 0, "FFTW aligns its arrays for vector instructions")
    return out
  }

  /// Transforms along z, one row of lines after the other, in a buffer of each core's own.
  private func transformLines(
    _ plan: fftwf_plan, from source: UnsafePointer<fftwf_complex>,
    to target: UnsafeMutablePointer<fftwf_complex>, scale: Float
  ) {
    let (ny, nz, columns, lineStride) = (size.y, size.z, columns, lineStride)
    let blocks = min(ny, 8)
    // Every block reads and writes rows of its own.
    nonisolated(unsafe) let (plan, source, target) = (plan, source, target)
    parallelSlices(blocks) { block in
      guard let lines = fftwf_alloc_complex(lineStride * nz) else {
        preconditionFailure("out of memory for the lines of a Fourier transform")
      }
      for y in (block * ny / blocks)..<((block + 1) * ny / blocks) {
        for z in 0..<nz {
          (lines + z * lineStride).update(from: source + columns * (y + ny * z), count: columns)
        }
        fftwf_execute_dft(plan, lines, lines)
        for z in 0..<nz {
          let row = target + columns * (y + ny * z)
          let line = lines + z * lineStride
          if scale == 1 {
            row.update(from: line, count: columns)
          } else {
            for x in 0..<columns {
              row[x].0 = line[x].0 * scale
              row[x].1 = line[x].1 * scale
            }
          }
        }
      }
      fftwf_free(lines)
    }
  }

  /// Transforms an array; convenience for tests and single uses.
  public func forward(_ real: [Float]) -> [Float] {
    precondition(real.count == size.x * size.y * size.z, "one value a voxel")
    return [Float](unsafeUninitializedCapacity: 2 * spectrumCount) { out, count in
      if let base = out.baseAddress {
        real.withUnsafeBufferPointer { forward($0.baseAddress ?? UnsafePointer(base), into: base) }
      }
      count = 2 * spectrumCount
    }
  }

  /// Transforms a spectrum back; convenience for tests and single uses.
  public func backward(_ spectrum: [Float]) -> [Float] {
    precondition(spectrum.count == 2 * spectrumCount, "one complex value a frequency")
    let n = size.x * size.y * size.z
    return [Float](unsafeUninitializedCapacity: n) { out, count in
      if let base = out.baseAddress {
        spectrum.withUnsafeBufferPointer { backward($0.baseAddress ?? UnsafePointer(base), into: base) }
      }
      count = n
    }
  }

  /// The smallest size ≥ `n` whose only prime factors are 2, 3, 5, 7 and that is no power of two above 64
  /// (power-of-two strides of large arrays collide in the cache: measured 4× slower at 512×512).
  public static func goodSize(atLeast n: Int) -> Int {
    var m = max(1, n)
    while !isGood(m) { m += 1 }
    return m
  }

  private static func isGood(_ n: Int) -> Bool {
    var m = n
    for p in [2, 3, 5, 7] { while m % p == 0 { m /= p } }
    return m == 1 && !(n > 256 && n & (n - 1) == 0)
  }
}
