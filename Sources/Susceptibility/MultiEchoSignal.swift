import Vocabulary
import Voxels

/// A checked multi-echo gradient echo: magnitude and phase of every echo on one grid.
///
/// Phase is in radians, wrapped or not, with φ = +2π·Δf·t: it grows with time where the local field is stronger
/// than B0, so that paramagnetic matter makes positive frequencies. Not a number and zero magnitude are
/// allowed and count as no signal.
public struct MultiEchoSignal: Sendable {
  /// Magnitude, one volume an echo.
  public let magnitudes: [MRVolume<Magnitude>]
  /// Phase, one volume an echo.
  public let phases: [MRVolume<Radians>]
  /// Echo times, ascending.
  public let echoTimes: [EchoTime]
  /// The main field.
  public let fieldStrength: FieldStrength
  /// Unit vector of B0 along the grid's x, y and z axes.
  public let b0InVoxelAxes: SIMD3<Double>

  /// A signal from its parts.
  /// - Throws: `SusceptibilityError` if there are fewer than two echoes, the counts or grids differ, the echo
  ///   times do not ascend, or B0 has no direction.
  public init(
    magnitudes: [MRVolume<Magnitude>], phases: [MRVolume<Radians>], echoTimes: [EchoTime],
    fieldStrength: FieldStrength, b0InVoxelAxes: SIMD3<Double>
  ) throws(SusceptibilityError) {
    guard magnitudes.count == phases.count, phases.count == echoTimes.count else {
      throw .unequalCounts(
        magnitudes: magnitudes.count, phases: phases.count, echoTimes: echoTimes.count)
    }
    guard let first = magnitudes.first, echoTimes.count >= 2 else {
      throw .tooFewEchoes(count: echoTimes.count)
    }
    for e in 0..<echoTimes.count
    where magnitudes[e].grid != first.grid || phases[e].grid != first.grid {
      throw .gridsDiffer(echo: e + 1)
    }
    guard zip(echoTimes, echoTimes.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .echoTimesNotAscending(milliseconds: echoTimes.map(\.milliseconds))
    }
    let norm = length(b0InVoxelAxes)
    guard norm.isFinite, norm > 0 else {
      throw .fieldDirectionInvalid(x: b0InVoxelAxes.x, y: b0InVoxelAxes.y, z: b0InVoxelAxes.z)
    }
    self.magnitudes = magnitudes
    self.phases = phases
    self.echoTimes = echoTimes
    self.fieldStrength = fieldStrength
    self.b0InVoxelAxes = b0InVoxelAxes / norm
  }

  /// The common grid.
  public var grid: Grid<MRPatient> { magnitudes[0].grid }

  /// Number of echoes.
  public var echoCount: Int { echoTimes.count }
}

/// The echoes inside a box as plain buffers, without NaN: a voxel without signal has magnitude and phase 0.
struct EchoTrain: Sendable {
  let grid: Grid<MRPatient>
  let magnitudes: [Samples]
  let phases: [Samples]
  /// Echo times in seconds.
  let times: [Float]

  init(_ signal: MultiEchoSignal, box: Box) {
    grid = signal.grid.cropped(to: box)
    times = signal.echoTimes.map { Float($0.seconds) }
    var magnitudes: [Samples] = []
    var phases: [Samples] = []
    for (m, p) in zip(signal.magnitudes, signal.phases) {
      let magnitude = Samples(m.cropped(to: box).voxels)
      let phase = Samples(p.cropped(to: box).voxels)
      overRanges(magnitude.count) { range in
        for i in range {
          let m = magnitude.p[i]
          let f = phase.p[i]
          let usable = m.isFinite && f.isFinite && m > 0
          magnitude.p[i] = usable ? m : 0
          phase.p[i] = usable ? wrapped(f) : 0
        }
      }
      magnitudes.append(magnitude)
      phases.append(phase)
    }
    self.magnitudes = magnitudes
    self.phases = phases
  }

  var count: Int { grid.count }
  var echoes: Int { times.count }
}
