import Vocabulary

/// Which frame fills which (echo × slice × part) cell of an acquisition.
///
/// Cells are found by echo time, position along the normal and part, never by instance or acquisition numbers.
struct EchoSliceMatrix: Sendable {
  /// One cell.
  struct Cell: Hashable, Sendable {
    let echo: Int
    let slice: Int
    let part: ImagePart
  }

  /// Ascending, of the magnitude frames and the phase frames together.
  let echoTimesMs: [Double]
  /// Ascending along the normal, mm.
  let slicePositionsMm: [Double]
  /// The frames of a cell: one where all is well.
  let frames: [Cell: [ImageFrame]]

  /// Echo times closer than this are one echo: half the last digit that scanners write.
  static let echoToleranceMs = 0.005
  /// Slices closer than this are one position: above rounding, below any slice distance.
  static let positionToleranceMm = 0.05

  /// The matrix of frames that all have an echo time and a plane; others are ignored.
  init(frames all: [ImageFrame]) {
    let normal = all.lazy.compactMap(\.plane).first?.normal ?? SIMD3(0, 0, 1)
    let usable = all.filter {
      ($0.part == .magnitude || $0.part == .phase) && $0.plane != nil && $0.echoTimeMs != nil
    }
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
      [ImagePart.magnitude, .phase].flatMap { part in
        slicePositionsMm.indices.map { Cell(echo: echo, slice: $0, part: part) }
      }
    }
  }

  /// The cells without a frame, in words.
  var gaps: [String] { expected.filter { frames[$0] == nil }.map(name) }

  /// The cells with several frames.
  var crowded: [Cell] { expected.filter { (frames[$0]?.count ?? 0) > 1 } }

  /// The echo times that a part has.
  func echoTimesMs(of part: ImagePart) -> [Double] {
    echoTimesMs.indices.filter { e in frames.keys.contains { $0.echo == e && $0.part == part } }
      .map { echoTimesMs[$0] }
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

/// Index of the element of an ascending, non-empty list that lies nearest to `value`.
func nearestIndex(of value: Double, in sorted: [Double]) -> Int {
  var best = 0
  for i in sorted.indices where abs(sorted[i] - value) < abs(sorted[best] - value) { best = i }
  return best
}

/// A number for a message: at most four decimals, no trailing zeros.
func decimal(_ x: Double) -> String {
  let rounded = (x * 1e4).rounded() / 1e4
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : "\(rounded)"
}
