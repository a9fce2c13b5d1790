import Vocabulary
import Voxels

/// Which marker a cell belongs to.
enum Basin: UInt8 {
  /// Not reached, or below the floor.
  case none = 0
  /// The brain's.
  case inside = 1
  /// Scalp, muscle, orbit, face.
  case outside = 2
}

/// Marker-controlled watershed: every cell goes to the marker that reaches it along the path whose darkest cell is
/// brightest; where both reach it alike, to the nearer.
///
/// Flooding from bright to dark in discrete levels, first come first served within a level (Meyer & Beucher 1990,
/// doi:10.1016/1047-3203(90)90014-M). Two tissues of the same brightness part along the dark sheet between them, however
/// thin, where a threshold or an opening needs a sheet of a fixed darkness or a neck of a fixed width. O(N).
/// - Parameters:
///   - brightness: 1 for the brain's own signal; what exceeds 1 counts as 1.
///   - floor: darker cells belong to nobody.
///   - levels: steps between floor and 1.
func watershed(
  _ brightness: MRVolume<Dimensionless>, inside: MRMask, outside: MRMask, floor: Double, levels: Int
) -> [Basin] {
  let size = brightness.grid.size
  let plane = size.x * size.y
  let scale = Float(Double(levels - 1) / (1 - floor))
  let lowest = Float(floor)
  // Level 0 floods first.
  func level(_ v: Float) -> Int { min(levels - 1, Int((1 - min(v, 1)) * scale)) }
  var basin = [Basin](repeating: .none, count: brightness.voxels.count)
  var waiting = [[Int32]](repeating: [], count: levels)
  brightness.voxels.withUnsafeBufferPointer { v in
    basin.withUnsafeMutableBufferPointer { basin in
      for o in 0..<basin.count where v[o] >= lowest {
        guard inside.voxels[o] || outside.voxels[o] else { continue }
        basin[o] = inside.voxels[o] ? .inside : .outside
        waiting[level(v[o])].append(Int32(o))
      }
      for current in 0..<levels {
        var queue = waiting[current]
        waiting[current] = []
        var next = 0
        while next < queue.count {
          let o = Int(queue[next])
          next += 1
          let label = basin[o]
          let x = o % size.x
          let y = (o / size.x) % size.y
          let z = o / plane
          func reach(_ n: Int) {
            guard basin[n] == .none, v[n] >= lowest else { return }
            basin[n] = label
            let l = level(v[n])
            if l <= current { queue.append(Int32(n)) } else { waiting[l].append(Int32(n)) }
          }
          if x > 0 { reach(o - 1) }
          if x + 1 < size.x { reach(o + 1) }
          if y > 0 { reach(o - size.x) }
          if y + 1 < size.y { reach(o + size.x) }
          if z > 0 { reach(o - plane) }
          if z + 1 < size.z { reach(o + plane) }
        }
      }
    }
  }
  return basin
}
