import Voxels

/// A block of floats that several threads fill at once.
///
/// `@unchecked Sendable` because each parallel body writes only to the range of indices it was given and reads
/// only what no body writes in the same pass; `overRanges` and `parallelSlices` wait for all bodies before
/// they return.
final class Samples: @unchecked Sendable {
  let p: UnsafeMutablePointer<Float>
  let count: Int

  /// `count` zeros.
  init(zeros count: Int) {
    // Aligned for the vector instructions of Fourier transforms.
    p = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: max(1, count))
    p.initialize(repeating: 0, count: count)
    self.count = count
  }

  /// A copy of an array.
  convenience init(_ values: [Float]) {
    self.init(zeros: values.count)
    values.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { p.update(from: base, count: count) }
    }
  }

  deinit { p.deallocate() }

  /// A copy as an array.
  var array: [Float] { Array(UnsafeBufferPointer(start: p, count: count)) }

  /// Sets every element.
  func fill(_ value: Float) { p.update(repeating: value, count: count) }
}

/// Number of blocks a pass over an array is cut into; fixed, so that sums do not depend on the machine.
private let blocks = 64

/// Calls `body` on all cores with ranges that cover `0..<count`.
func overRanges(_ count: Int, _ body: @Sendable (Range<Int>) -> Void) {
  let n = min(blocks, max(1, count))
  parallelSlices(n) { b in body((b * count / n)..<((b + 1) * count / n)) }
}

/// Adds up `body` over ranges that cover `0..<count`, in a fixed order.
func sumOverRanges(_ count: Int, _ body: @Sendable (Range<Int>) -> Double) -> Double {
  let n = min(blocks, max(1, count))
  return parallelSum(n) { b in body((b * count / n)..<((b + 1) * count / n)) }
}
