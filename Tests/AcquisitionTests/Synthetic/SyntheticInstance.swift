import DICOM
import Foundation

@testable import Acquisition

/// A file that exists in memory only.
struct SyntheticInstance {
  var header: DataSet
  /// Stored values of each frame.
  var frames: [[Int32]]
}

/// The inventory of instances in memory; file names follow the order of the list.
func inventory(of instances: [SyntheticInstance]) -> Inventory {
  var frames: [String: [[Int32]]] = [:]
  var scanned: [ScannedInstance] = []
  for (i, instance) in instances.enumerated() {
    let path = "memory/\(100_000 + i)"
    frames[path] = instance.frames
    if let s = ScannedInstance(path: path, transferSyntax: "1.2.840.10008.1.2.1", header: instance.header) {
      scanned.append(s)
    }
  }
  let stored = frames
  return Inventory(
    scanned, skipped: [],
    pixels: PixelSource { path, wanted, deliver throws(AcquisitionError) in
      for frame in wanted {
        guard let own = stored[path], own.indices.contains(frame) else {
          throw .unreadableFile(path: path, reason: "no such frame")
        }
        deliver(frame, own[frame])
      }
    })
}

/// The only usable mGRE of instances in memory, decoded.
func loadedMGRE(_ instances: [SyntheticInstance]) throws -> MGREAcquisition {
  let found = inventory(of: instances)
  guard let plan = found.plans.first, found.plans.count == 1 else { throw NoPlan(found) }
  return try MGREAcquisition(plan, choice: "", pixels: found.pixels, progress: nil)
}

/// The only usable CT of instances in memory, decoded.
func loadedCT(_ instances: [SyntheticInstance]) throws -> HeadCT {
  let found = inventory(of: instances)
  guard let plan = found.ctPlans.first, found.ctPlans.count == 1 else { throw NoPlan(found) }
  return try HeadCT(plan, choice: "", pixels: found.pixels, progress: nil)
}

/// A test expected something usable; the reasons against it.
struct NoPlan: Error, CustomStringConvertible {
  let description: String
  init(_ inventory: Inventory) { description = inventory.series.map(\.reason).joined(separator: " | ") }
}
