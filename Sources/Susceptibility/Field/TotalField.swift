import Vocabulary
import Voxels

/// The field of all sources with its noise and the weight each voxel deserves.
struct TotalField {
  /// Field in ppm of B0, 0 outside the mask.
  let ppm: Samples
  /// One standard deviation in ppm; infinite where the field is not used.
  let noise: Samples
  /// 0…1: the median noise over the voxel's noise, at most 1, and 0 where the field is not used.
  let weight: Samples
  /// Median noise in ppm of the voxels used.
  let medianNoise: Double
  /// Part of the mask whose fit was too poor to be used, 0…1.
  let unusedFraction: Double

  init(_ fit: FieldFit.Result, mask: [Bool], hertzPerPPM: Double, _ parameters: FieldFit.Parameters) {
    let n = fit.hertz.count
    let scale = Float(1 / hertzPerPPM)
    let ppm = Samples(zeros: n)
    let noise = Samples(zeros: n)
    let weight = Samples(zeros: n)
    noise.fill(.infinity)
    overRanges(n) { range in
      for i in range where mask[i] {
        ppm.p[i] = fit.hertz.p[i] * scale
        if fit.strength.p[i] > 0, fit.residual.p[i] <= parameters.largestResidual {
          noise.p[i] = fit.signalNoise / (turn * fit.strength.p[i]) * scale
        }
      }
    }
    var used: [Float] = []
    var members = 0
    for i in 0..<n where mask[i] {
      members += 1
      if noise.p[i].isFinite { used.append(noise.p[i]) }
    }
    let median = used.isEmpty ? Double.infinity : Statistics.median(used)
    let m = Float(median)
    overRanges(n) { range in
      for i in range where noise.p[i].isFinite {
        // A signal without noise (a simulation) weighs the same everywhere.
        weight.p[i] = noise.p[i] > 0 ? min(1, m / noise.p[i]) : 1
      }
    }
    self.ppm = ppm
    self.noise = noise
    self.weight = weight
    medianNoise = median
    unusedFraction = members > 0 ? 1 - Double(used.count) / Double(members) : 1
  }
}
