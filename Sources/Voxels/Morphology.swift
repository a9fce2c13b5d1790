import Vocabulary

extension Mask {
  /// Squared distance in mm² of every voxel centre to the nearest member's centre; +∞ without a member.
  ///
  /// Exact Euclidean distance transform (Felzenszwalb & Huttenlocher 2012, doi:10.4086/toc.2012.v008a019).
  /// Axes are taken as orthogonal; for a sheared grid the result is an approximation.
  public func squaredDistanceMm2() -> [Float] {
    var d = voxels.map { $0 ? Float(0) : Float.infinity }
    let spacing = grid.spacingMm
    let size = grid.size
    for axis in 0..<3 {
      let n = size[axis]
      let stride = axis == 0 ? 1 : axis == 1 ? size.x : size.x * size.y
      let outer = axis == 2 ? size.y : size.z
      let inner = axis == 0 ? size.y : size.x
      d.withUnsafeMutableBufferPointer { buffer in
        nonisolated(unsafe) let p = buffer
        let h = spacing[axis]
        parallelSlices(outer) { o in
          for i in 0..<inner {
            let start =
              switch axis {
              case 0: size.x * (i + size.y * o)
              case 1: i + size.x * size.y * o
              default: i + size.x * o
              }
            lowerEnvelope(p, start: start, stride: stride, count: n, spacing: h)
          }
        }
      }
    }
    return d
  }

  /// All voxels within `radiusMm` of a member.
  public func dilated(byMm radiusMm: Double) -> Mask {
    let limit = Float(radiusMm * radiusMm + 1e-6)
    return Mask(grid: grid, voxels: squaredDistanceMm2().map { $0 <= limit })
  }

  /// All members farther than `radiusMm` from every non-member.
  ///
  /// The grid's border counts as member, so a
  /// mask that touches the border is not eroded there.
  public func eroded(byMm radiusMm: Double) -> Mask { inverted.dilated(byMm: radiusMm).inverted }

  /// The complement.
  public var inverted: Mask { Mask(grid: grid, voxels: voxels.map { !$0 }) }

  /// Dilation followed by erosion: closes gaps up to `2·radiusMm`.
  public func closed(byMm radiusMm: Double) -> Mask { dilated(byMm: radiusMm).eroded(byMm: radiusMm) }

  /// Erosion followed by dilation: removes bridges thinner than `2·radiusMm`.
  public func opened(byMm radiusMm: Double) -> Mask { eroded(byMm: radiusMm).dilated(byMm: radiusMm) }

  /// Connected components (6 neighbours), largest first; equal sizes in voxel order.
  ///
  /// Each component is the ascending list of its voxel offsets.
  public func components() -> [[Int]] {
    var open = voxels
    var found: [[Int]] = []
    let size = grid.size
    let slice = size.x * size.y
    for seed in 0..<open.count where open[seed] {
      var stack = [seed]
      var members: [Int] = []
      open[seed] = false
      while let o = stack.popLast() {
        members.append(o)
        let x = o % size.x
        let y = (o / size.x) % size.y
        let z = o / slice
        func visit(_ n: Int) {
          if open[n] {
            open[n] = false
            stack.append(n)
          }
        }
        if x > 0 { visit(o - 1) }
        if x + 1 < size.x { visit(o + 1) }
        if y > 0 { visit(o - size.x) }
        if y + 1 < size.y { visit(o + size.x) }
        if z > 0 { visit(o - slice) }
        if z + 1 < size.z { visit(o + slice) }
      }
      found.append(members.sorted())
    }
    // Stable: enumeration order breaks ties.
    return found.enumerated().sorted {
      $0.element.count != $1.element.count
        ? $0.element.count > $1.element.count : $0.offset < $1.offset
    }.map(\.element)
  }

  /// The largest connected component; empty if the mask is.
  public func largestComponent() -> Mask {
    Mask(grid: grid, offsets: components().first ?? [])
  }

  /// A mask of the given voxel offsets.
  public init(grid: Grid<Frame>, offsets: [Int]) {
    self.init(grid: grid)
    for o in offsets { voxels[o] = true }
  }

  /// Members plus every hole: non-members that are not connected with the grid's border.
  public func filled() -> Mask {
    let size = grid.size
    var result = Mask(grid: grid, repeating: true)
    for component in inverted.components() {
      let touchesBorder = component.contains { o in
        let i = grid.index(ofOffset: o)
        return i.x == 0 || i.y == 0 || i.z == 0 || i.x == size.x - 1 || i.y == size.y - 1
          || i.z == size.z - 1
      }
      if touchesBorder { for o in component { result.voxels[o] = false } }
    }
    return result
  }
}

/// One line of the distance transform: lower envelope of parabolas rooted at the line's values.
private func lowerEnvelope(
  _ f: UnsafeMutableBufferPointer<Float>, start: Int, stride: Int, count n: Int, spacing h: Double
) {
  var apex = [Int](repeating: 0, count: n)  // positions of the parabolas in the envelope
  var bound = [Double](repeating: 0, count: n + 1)  // where each takes over, in mm
  var value = [Double](repeating: 0, count: n)
  for i in 0..<n { value[i] = Double(f[start + i * stride]) }
  var k = -1
  for q in 0..<n where value[q].isFinite {
    var s = -Double.infinity
    while k >= 0 {
      let p = apex[k]
      let (pq, pp) = (Double(q) * h, Double(p) * h)
      s = ((value[q] + pq * pq) - (value[p] + pp * pp)) / (2 * (pq - pp))
      if s > bound[k] { break }
      k -= 1
      s = -Double.infinity
    }
    k += 1
    apex[k] = q
    bound[k] = s
    bound[k + 1] = .infinity
  }
  guard k >= 0 else { return }
  var j = 0
  for i in 0..<n {
    let x = Double(i) * h
    while bound[j + 1] < x { j += 1 }
    let d = x - Double(apex[j]) * h
    f[start + i * stride] = Float(d * d + value[apex[j]])
  }
}
