import DICOM
import Foundation
import Synchronization
import Voxels

/// Where stored values come from: files, or memory in tests.
struct PixelSource: Sendable {
  /// Decodes frames of one file and hands each on, in the order asked for.
  let read:
    @Sendable (
      _ path: String, _ frames: [Int], _ deliver: (_ frame: Int, _ stored: [Int32]) -> Void
    ) throws(AcquisitionError) -> Void

  /// Decodes `frames` on all cores and hands each on with its index; `deliver` runs concurrently.
  /// - Throws: the error of the first file, in the frames' order, that cannot be decoded.
  func decode(
    _ frames: [ImageFrame], progress: (@Sendable (_ fraction: Double) -> Void)? = nil,
    deliver: @escaping @Sendable (_ index: Int, _ stored: [Int32]) -> Void
  ) throws(AcquisitionError) {
    let parts = Self.workParts(frames)
    let failures = Mutex<[Int: AcquisitionError]>([:])
    let done = Mutex(0)
    parallelSlices(parts.count) { p in
      let members = parts[p]
      guard let first = members.first else { return }
      do throws(AcquisitionError) {
        var next = 0
        var wrongSize = false
        try read(frames[first].path, members.map { frames[$0].frameIndex }) { _, stored in
          let index = members[next]
          next += 1
          let plane = frames[index].plane
          if let plane, stored.count == plane.columns * plane.rows {
            deliver(index, stored)
          } else {
            wrongSize = true
          }
        }
        if wrongSize || next != members.count {
          throw .unreadableFile(
            path: frames[first].path, reason: "its pixel data does not fit Rows and Columns")
        }
      } catch {
        failures.withLock { $0[p] = error }
      }
      let finished = done.withLock { n in
        n += 1
        return n
      }
      progress?(Double(finished) / Double(parts.count))
    }
    if let first = failures.withLock({ $0.min { $0.key < $1.key }?.value }) { throw first }
  }

  /// Decodes the first frame only: nothing is allocated for all of them on the word of Rows and Columns.
  /// - Throws: as `decode`.
  func checkFirst(of frames: [ImageFrame]) throws(AcquisitionError) {
    try decode(Array(frames.prefix(1))) { _, _ in }
  }

  /// Frames of one file stay together; a file of many frames is split so that all cores have work.
  private static func workParts(_ frames: [ImageFrame]) -> [[Int]] {
    var byPath: [String: [Int]] = [:]
    var order: [String] = []
    for (i, frame) in frames.enumerated() {
      if byPath[frame.path] == nil { order.append(frame.path) }
      byPath[frame.path, default: []].append(i)
    }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let share = max(1, frames.count / cores + (frames.count % cores == 0 ? 0 : 1))
    return order.flatMap { path -> [[Int]] in
      let all = byPath[path] ?? []
      return stride(from: 0, to: all.count, by: share).map { Array(all[$0..<min($0 + share, all.count)]) }
    }
  }
}
