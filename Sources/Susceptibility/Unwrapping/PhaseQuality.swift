import Vocabulary
import Voxels

/// How far the phase of every voxel can be trusted, 0 (noise) … 1 (smooth in space and time).
///
/// The mean of the ROMEO qualities of a voxel's edges, taken from the Hermitian product of the first two echoes,
/// in which coil offsets cancel (Dymerska et al. 2021, doi:10.1002/mrm.28563). No mask is needed: it is meant
/// for making one.
public func phaseQuality(_ signal: MultiEchoSignal) -> MRVolume<Dimensionless> {
  let size = signal.grid.size
  let train = EchoTrain(signal, box: Box(lower: .zero, upper: size))
  let source = EdgeCosts.Source(
    phase: phaseDifference(train), magnitude: train.magnitudes[1], second: nil)
  let costs = EdgeCosts(source, size: size, mask: [Bool](repeating: true, count: train.count))
  let strides = [1, size.x, size.x * size.y]
  let quality = Samples(zeros: train.count)
  overRanges(train.count) { range in
    for i in range where train.magnitudes[0].p[i] > 0 && train.magnitudes[1].p[i] > 0 {
      var sum: Float = 0
      var edges: Float = 0
      for axis in 0..<3 {
        let ahead = costs.cost[3 * i + axis]
        let behind = i >= strides[axis] ? costs.cost[3 * (i - strides[axis]) + axis] : 0
        if ahead > 0 { (sum, edges) = (sum + 1 - Float(ahead) / 255, edges + 1) }
        if behind > 0 { (sum, edges) = (sum + 1 - Float(behind) / 255, edges + 1) }
      }
      quality.p[i] = edges > 0 ? sum / edges : 0
    }
  }
  return MRVolume(grid: signal.grid, voxels: quality.array)
}

/// γ(φ2 − φ1): the angle of the Hermitian product of the first two echoes.
func phaseDifference(_ train: EchoTrain) -> Samples {
  let out = Samples(zeros: train.count)
  let (a, b) = (train.phases[0], train.phases[1])
  overRanges(train.count) { range in
    for i in range { out.p[i] = wrapped(b.p[i] - a.p[i]) }
  }
  return out
}
