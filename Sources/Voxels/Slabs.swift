import Dispatch

/// Runs `body` once for every index of `0..<count` on all cores; returns when all are done.
///
/// Use it over slices. `body` may write only to what belongs to its index: pass buffers as
/// `nonisolated(unsafe) let p = buffer` and write to disjoint rows.
public func parallelSlices(_ count: Int, _ body: @Sendable (_ slice: Int) -> Void) {
  guard count > 1 else {
    if count == 1 { body(0) }
    return
  }
  DispatchQueue.concurrentPerform(iterations: count, execute: body)
}

/// Sums `body` over `0..<count` on all cores.
///
/// The partial sums are added in index order, so the result does
/// not depend on the number of cores: same input, same bytes.
public func parallelSum(_ count: Int, _ body: @Sendable (_ slice: Int) -> Double) -> Double {
  var partial = [Double](repeating: 0, count: count)
  partial.withUnsafeMutableBufferPointer { buffer in
    // Each iteration writes its own element only.
    nonisolated(unsafe) let p = buffer
    parallelSlices(count) { p[$0] = body($0) }
  }
  return partial.reduce(0, +)
}
