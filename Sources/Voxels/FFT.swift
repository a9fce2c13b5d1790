internal import CFFTW
import Foundation

/// Sizes and plans of three-dimensional real Fourier transforms (FFTW, single precision, two threads).
///
/// Spectrum layout: `nx/2 + 1` complex numbers a row (interleaved re, im), then `ny` rows, `nz` slices; x is
/// the halved axis. `backward(forward(x)) = x` — the inverse is scaled by `1/(nx·ny·nz)` here.
///
/// Plans are made with `FFTW_ESTIMATE`, which is deterministic: measured plans could round differently from
/// run to run.
public struct RealFFT3D: ~Copyable {
  /// Size of the real array.
  public let size: SIMD3<Int>
  /// Number of complex values of the spectrum.
  public let spectrumCount: Int
  private let forwardPlan: fftwf_plan
  private let backwardPlan: fftwf_plan
  private let scratch: UnsafeMutablePointer<fftwf_complex>

  /// Guards FFTW's planner, which all transforms share and which is not safe for threads.
  static let lock = NSLock()
  static let threadsReady: Bool = fftwf_init_threads() != 0

  /// Plans transforms of arrays of `size`.
  ///
  /// Memory: one spectrum of scratch, because FFTW's complex-to-real transform destroys its input.
  public init(size: SIMD3<Int>) {
    precondition(size.x > 0 && size.y > 0 && size.z > 0, "transform of at least one voxel")
    self.size = size
    spectrumCount = (size.x / 2 + 1) * size.y * size.z
    let real = fftwf_alloc_real(size.x * size.y * size.z)
    guard let scratch = fftwf_alloc_complex(spectrumCount), let real else {
      preconditionFailure("out of memory for a Fourier transform of \(size)")
    }
    self.scratch = scratch
    Self.lock.lock()
    defer { Self.lock.unlock() }
    if Self.threadsReady { fftwf_plan_with_nthreads(2) }
    let flags = UInt32(FFTW_ESTIMATE) | UInt32(FFTW_UNALIGNED)
    let dims = (Int32(size.z), Int32(size.y), Int32(size.x))
    guard
      let f = fftwf_plan_dft_r2c_3d(dims.0, dims.1, dims.2, real, scratch, flags),
      let b = fftwf_plan_dft_c2r_3d(dims.0, dims.1, dims.2, scratch, real, flags)
    else { preconditionFailure("FFTW makes a plan for every size") }
    forwardPlan = f
    backwardPlan = b
    fftwf_free(real)
  }

  deinit {
    Self.lock.lock()
    fftwf_destroy_plan(forwardPlan)
    fftwf_destroy_plan(backwardPlan)
    Self.lock.unlock()
    fftwf_free(scratch)
  }

  /// Transforms `real` (count `size`) into `spectrum` (2·`spectrumCount` floats).
  public func forward(_ real: UnsafePointer<Float>, into spectrum: UnsafeMutablePointer<Float>) {
    spectrum.withMemoryRebound(to: fftwf_complex.self, capacity: spectrumCount) {
      fftwf_execute_dft_r2c(forwardPlan, UnsafeMutablePointer(mutating: real), $0)
    }
  }

  /// Transforms `spectrum` back into `real`, scaled by `1/N`.
  ///
  /// `spectrum` is left unchanged.
  public func backward(_ spectrum: UnsafePointer<Float>, into real: UnsafeMutablePointer<Float>) {
    memcpy(scratch, spectrum, spectrumCount * MemoryLayout<fftwf_complex>.stride)
    fftwf_execute_dft_c2r(backwardPlan, scratch, real)
    let n = size.x * size.y * size.z
    let scale = 1 / Float(n)
    for i in 0..<n { real[i] *= scale }
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
