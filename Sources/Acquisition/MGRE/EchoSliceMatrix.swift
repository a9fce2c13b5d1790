import Vocabulary

/// Which frame fills which (echo × slice × part) cell of an acquisition.
///
/// Cells are found by echo time, position along the normal and part, never by instance or acquisition
/// numbers.
struct EchoSliceMatrix: Sendable {
  /// One cell.
  struct Cell: Hashable, Sendable {
    let echo: Int
    let slice: Int
    let part: ImagePart
  }

  /// The parts that every echo and slice must have.
  let parts: [ImagePart]
  /// Ascending, of the frames of all parts together.
  let echoTimesMs: [Double]
  /// Ascending along the normal, mm.
  let slicePositionsMm: [Double]
  /// The frames of a cell: one where all is well.
  let frames: [Cell: [ImageFrame]]

  /// Echo times closer than this are one echo: half the last digit that scanners write.
  static let echoToleranceMs = 0.005
  /// Slices closer than this are one position: above rounding, below any slice distance.
  static let positionToleranceMm = 0.05

  /// The matrix of the frames of `parts` that have an echo time and a plane; others are ignored.
  init(frames all: [ImageFrame], parts: [ImagePart] = [.magnitude, .phase]) {
    self.parts = parts
    let normal = all.lazy.compactMap(\.plane).first?.normal ?? SIMD3(0, 0, 1)
    let usable = all.filter { parts.contains($0.part) && $0.plane != nil && $0.echoTimeMs != nil }
    let positions = usable.map { $0.plane?.position(along: normal) ?? 0 }
    let times = usable.map { $0.echoTimeMs ?? 0 }
    echoTimesMs = distinctValues(times, tolerance: Self.echoToleranceMs)
    slicePositionsMm = distinctValues(positions, tolerance: Self.positionToleranceMm)
    var cells: [Cell: [ImageFrame]] = [:]
    for (i, frame) in usable.enumerated() {
      let cell = Cell(
        echo: nearestIndex(of: times[i], in: echoTimesMs),
        slice: nearestIndex(of: positions[i], in: slicePositionsMm), part: frame.part)
      cells[cell, default: []].append(frame)
    }
    self.frames = cells
  }

  /// All cells that a complete acquisition has, echo by echo.
  var expected: [Cell] {
    echoTimesMs.indices.flatMap { echo in
      parts.flatMap { part in
        slicePositionsMm.indices.map { Cell(echo: echo, slice: $0, part: part) }
      }
    }
  }

  /// Number of `expected` cells, which may be far more than there are frames.
  var cellCount: Int { echoTimesMs.count * parts.count * slicePositionsMm.count }

  /// Number of cells without a frame.
  var gapCount: Int { cellCount - frames.count }

  /// The first cells without a frame, in words.
  func gaps(first limit: Int) -> [String] {
    var names: [String] = []
    for echo in echoTimesMs.indices {
      for part in parts {
        for slice in slicePositionsMm.indices {
          if names.count == limit { return names }
          let cell = Cell(echo: echo, slice: slice, part: part)
          if frames[cell] == nil { names.append(name(cell)) }
        }
      }
    }
    return names
  }

  /// The cells with several frames, in the order of `expected`.
  var crowded: [Cell] {
    func place(_ cell: Cell) -> (Int, Int, Int) {
      (cell.echo, parts.firstIndex(of: cell.part) ?? 0, cell.slice)
    }
    return frames.filter { $0.value.count > 1 }.keys.sorted { place($0) < place($1) }
  }

  /// The echo times that a part has.
  func echoTimesMs(of part: ImagePart) -> [Double] {
    Set(frames.keys.lazy.filter { $0.part == part }.map(\.echo)).sorted().map { echoTimesMs[$0] }
  }

  /// `echo 2 (13.93 ms), slice 7 of 44, phase`.
  func name(_ cell: Cell) -> String {
    "echo \(cell.echo + 1) (\(decimal(echoTimesMs[cell.echo])) ms), "
      + "slice \(cell.slice + 1) of \(slicePositionsMm.count), \(cell.part.rawValue)"
  }
}

/// The distinct values in ascending order; neighbours within `tolerance` count as one (the lowest stands).
func distinctValues(_ values: [Double], tolerance: Double) -> [Double] {
  var result: [Double] = []
  for v in values.sorted() {
    if let last = result.last, v - last <= tolerance { continue }
    result.append(v)
  }
  return result
}

/// Index of the element of an ascending, non-empty list that lies nearest to `value`; the lower one of two as
/// near.
///
/// O(log n): it is asked once a frame.
func nearestIndex(of value: Double, in sorted: [Double]) -> Int {
  var low = 0
  var high = sorted.count
  while low < high {
    let middle = (low + high) / 2
    if sorted[middle] < value { low = middle + 1 } else { high = middle }
  }
  // `low` is the first element that is not below the value.
  if low == sorted.count { return sorted.count - 1 }
  return low > 0 && value - sorted[low - 1] <= sorted[low] - value ? low - 1 : low
}

/// A number for a message: at most four decimals, no trailing zeros.
func decimal(_ x: Double) -> String {
  // Beyond this, a Double has no decimals, and ten thousand times it may have no value.
  guard abs(x) < 1e12 else { return "\(x)" }
  let rounded = (x * 1e4).rounded() / 1e4
  return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
}
