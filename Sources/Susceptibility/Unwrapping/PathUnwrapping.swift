/// Unwraps `phase` along the cheapest edges, best first.
///
/// Dymerska et al. 2021, doi:10.1002/mrm.28563. A queue of 256 stacks, one a cost, makes it O(N): the next edge is always taken from the cheapest stack
/// that is not empty. The seed of the first region is the member with the smallest sum of edge costs; a region
/// that no edge reaches gets its own seed, which keeps its wrapped value.
///
/// - Parameters:
///   - phase: radians; only members are read.
///   - costs: edge costs, 0 = no edge.
///   - mask: membership.
/// - Returns: phase plus a whole number of turns in every member, 0 elsewhere. The median over the members
///   lies within half a turn of zero.
func unwrappedAlongPaths(
  _ phase: Samples, costs: EdgeCosts, size: SIMD3<Int>, mask: [Bool]
) -> Samples {
  let result = Samples(zeros: phase.count)
  let strides = [1, size.x, size.x * size.y]
  var queue = BucketQueue()
  var done = [Bool](repeating: false, count: phase.count)
  let cost = costs.cost

  /// Marks a voxel as done and offers its edges to voxels that are not.
  func settle(_ i: Int, _ value: Float) {
    result.p[i] = value
    done[i] = true
    for axis in 0..<3 {
      let s = strides[axis]
      let ahead = cost[3 * i + axis]
      if ahead > 0, !done[i + s] { queue.push(Int32(3 * i + axis), cost: ahead) }
      if i >= s {
        let behind = cost[3 * (i - s) + axis]
        if behind > 0, !done[i - s] { queue.push(Int32(3 * (i - s) + axis), cost: behind) }
      }
    }
  }

  var seeds = SeedOrder(cost: cost, strides: strides, mask: mask)
  while let seed = seeds.next(done) {
    settle(seed, phase.p[seed])
    while let edge = queue.pop() {
      let a = Int(edge) / 3
      let b = a + strides[Int(edge) % 3]
      if done[a] && done[b] { continue }
      let (known, new) = done[a] ? (a, b) : (b, a)
      settle(new, phase.p[new] - turn * turns(phase.p[new] - result.p[known]))
    }
  }
  centre(result, mask: mask)
  return result
}

/// Stacks of edges, one a cost; `pop` takes from the cheapest that is not empty.
private struct BucketQueue {
  private var stacks = [[Int32]](repeating: [], count: 256)
  private var lowest = 256

  mutating func push(_ edge: Int32, cost: UInt8) {
    stacks[Int(cost)].append(edge)
    lowest = min(lowest, Int(cost))
  }

  mutating func pop() -> Int32? {
    while lowest < 256 {
      if let edge = stacks[lowest].popLast() { return edge }
      lowest += 1
    }
    return nil
  }
}

/// The best voxel first, then whatever is left in voxel order.
private struct SeedOrder {
  private var best: Int?
  private var position = 0
  private let mask: [Bool]

  init(cost: [UInt8], strides: [Int], mask: [Bool]) {
    self.mask = mask
    var lowest = Int.max
    for i in 0..<mask.count where mask[i] {
      var sum = 0
      for axis in 0..<3 {
        let behind = i - strides[axis]
        // A missing edge counts as the worst.
        let c = (Int(cost[3 * i + axis]), behind >= 0 ? Int(cost[3 * behind + axis]) : 0)
        sum += (c.0 == 0 ? 255 : c.0) + (c.1 == 0 ? 255 : c.1)
      }
      if sum < lowest {
        lowest = sum
        best = i
      }
    }
  }

  mutating func next(_ done: [Bool]) -> Int? {
    if let b = best {
      best = nil
      return b
    }
    while position < mask.count {
      defer { position += 1 }
      if mask[position] && !done[position] { return position }
    }
    return nil
  }
}

/// Shifts all members by the whole turns that bring their median nearest to zero.
private func centre(_ phase: Samples, mask: [Bool]) {
  var members: [Float] = []
  // Every 17th voxel is plenty for a median that is rounded to whole turns; a prime does not beat with rows.
  for i in stride(from: 0, to: mask.count, by: mask.count > 4096 ? 17 : 1) where mask[i] {
    members.append(phase.p[i])
  }
  guard !members.isEmpty else { return }
  members.sort()
  let shift = turn * turns(members[members.count / 2])
  guard shift != 0 else { return }
  for i in 0..<mask.count where mask[i] { phase.p[i] -= shift }
}
