internal import CFFTW
import Foundation

// Unchecked: the plans are made in `init`, never changed, and FFTW's `execute` functions may run concurrently
// on one plan with different arrays (FFTW manual, "Thread safety").

/// Plans of two-dimensional complex Fourier transforms of one size (FFTW, single precision).
///
/// Layout: interleaved re, im; `columns` numbers a row, then the next row. `backward(forward(x)) = x`: the
/// inverse is scaled by `1/(columns·rows)` here. Both work in place.
///
/// A transform runs on the thread that calls it, so that many slices can be transformed at once.
public final class ComplexFFT2D: @unchecked Sendable {
  /// Numbers along a row.
  public let columns: Int
  /// Rows.
  public let rows: Int
  private let forwardPlan: fftwf_plan
  private let backwardPlan: fftwf_plan

  /// Plans transforms of `columns` × `rows` complex numbers.
  public init(columns: Int, rows: Int) {
    precondition(columns > 0 && rows > 0, "transform of at least one number")
    self.columns = columns
    self.rows = rows
    guard let scratch = fftwf_alloc_complex(columns * rows) else {
      preconditionFailure("out of memory for a Fourier transform of \(columns) × \(rows)")
    }
    RealFFT3D.lock.lock()
    defer { RealFFT3D.lock.unlock() }
    // Estimated plans are deterministic; unaligned, because they run on arrays other than the scratch.
    let flags = UInt32(FFTW_ESTIMATE) | UInt32(FFTW_UNALIGNED)
    let (nx, ny) = (Int32(columns), Int32(rows))
    guard
      let f = fftwf_plan_dft_2d(ny, nx, scratch, scratch, FFTW_FORWARD, flags),
      let b = fftwf_plan_dft_2d(ny, nx, scratch, scratch, FFTW_BACKWARD, flags)
    else { preconditionFailure("FFTW makes a plan for every size") }
    forwardPlan = f
    backwardPlan = b
    fftwf_free(scratch)
  }

  deinit {
    RealFFT3D.lock.lock()
    fftwf_destroy_plan(forwardPlan)
    fftwf_destroy_plan(backwardPlan)
    RealFFT3D.lock.unlock()
  }

  /// Transforms `2·columns·rows` floats in place.
  public func forward(_ values: UnsafeMutablePointer<Float>) {
    values.withMemoryRebound(to: fftwf_complex.self, capacity: columns * rows) {
      fftwf_execute_dft(forwardPlan, $0, $0)
    }
  }

  /// Transforms back in place, scaled by `1/(columns·rows)`.
  public func backward(_ values: UnsafeMutablePointer<Float>) {
    values.withMemoryRebound(to: fftwf_complex.self, capacity: columns * rows) {
      fftwf_execute_dft(backwardPlan, $0, $0)
    }
    let scale = 1 / Float(columns * rows)
    for i in 0..<(2 * columns * rows) { values[i] *= scale }
  }
}
