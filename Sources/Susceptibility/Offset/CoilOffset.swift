import Foundation
import Vocabulary
import Voxels

/// The phase at echo time zero that receive coils leave in every echo: MCPC-3D-S.
///
/// Eckstein et al. 2018, doi:10.1002/mrm.26963.
public enum CoilOffset {
  /// Choices of the offset removal.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Standard deviation in mm of the complex Gaussian that smooths the offset: coil sensitivities vary over
    /// centimetres, tissue over millimetres (Eckstein 2018 uses 5–10 mm).
    public var smoothingMm: Double
    /// Passes of the smoothing; each after the first smooths what the ones before left ("twicing").
    ///
    /// A Gaussian draws the offset of a one-sided neighbourhood along its slope, so one pass alone is wrong by some
    /// hundredths of a radian under the brain's surface, 4 to 8 ppb of field.
    public var smoothingPasses: Int

    /// The defaults.
    public init(smoothingMm: Double = 7, smoothingPasses: Int = 6) {
      self.smoothingMm = smoothingMm
      self.smoothingPasses = smoothingPasses
    }
  }

  /// Edge in mm of the cells the offset is averaged in before smoothing: less than half of the Gaussian's σ, so that
  /// the averaging does not show.
  private static let cellMm = 2.5

  /// The train with φ0 taken from every echo.
  ///
  /// ψ = unwrapped γ(φ2 − φ1); φ0 = φ1 − TE1/(TE2 − TE1)·ψ, smoothed as e^{iφ0} weighted with M1·M2.
  static func removed(from train: EchoTrain, mask: [Bool], _ parameters: Parameters) -> EchoTrain {
    let phi0 = estimate(train, mask: mask, parameters)
    let phases = train.phases.map { phase in
      let out = Samples(zeros: train.count)
      overRanges(train.count) { range in
        for i in range { out.p[i] = wrapped(phase.p[i] - phi0.p[i]) }
      }
      return out
    }
    return EchoTrain(train, phases: phases)
  }

  /// φ0 in radians, smooth, defined everywhere (0 where no member is within reach).
  static func estimate(_ train: EchoTrain, mask: [Bool], _ parameters: Parameters) -> Samples {
    let size = train.grid.size
    let difference = phaseDifference(train)
    let costs = EdgeCosts(
      EdgeCosts.Source(phase: difference, magnitude: train.magnitudes[1], second: nil), size: size,
      mask: mask)
    let psi = unwrappedAlongPaths(difference, costs: costs, size: size, mask: mask)
    let ratio = train.times[0] / (train.times[1] - train.times[0])

    let real = Samples(zeros: train.count)
    let imaginary = Samples(zeros: train.count)
    overRanges(train.count) { range in
      for i in range where mask[i] {
        let w = train.magnitudes[0].p[i] * train.magnitudes[1].p[i]
        let angle = train.phases[0].p[i] - ratio * psi.p[i]
        real.p[i] = w * cosf(angle)
        imaginary.p[i] = w * sinf(angle)
      }
    }
    let cells = CellGrid(train.grid, cellMm: cellMm)
    var left = (real: cells.sums(of: real).array, imaginary: cells.sums(of: imaginary).array)
    let offset = (real: Samples(zeros: cells.coarse.count), imaginary: Samples(zeros: cells.coarse.count))
    offset.real.fill(1)
    for _ in 0..<parameters.smoothingPasses {
      let re = blurred(left.real, cells, parameters.smoothingMm)
      let im = blurred(left.imaginary, cells, parameters.smoothingMm)
      for i in 0..<cells.coarse.count {
        let norm = (re[i] * re[i] + im[i] * im[i]).squareRoot()
        guard norm > 0 else { continue }
        let (c, s) = (re[i] / norm, im[i] / norm)
        (left.real[i], left.imaginary[i]) = (
          left.real[i] * c + left.imaginary[i] * s, left.imaginary[i] * c - left.real[i] * s
        )
        (offset.real.p[i], offset.imaginary.p[i]) = (
          offset.real.p[i] * c - offset.imaginary.p[i] * s, offset.real.p[i] * s + offset.imaginary.p[i] * c
        )
      }
    }
    let (re, im) = (cells.interpolated(offset.real), cells.interpolated(offset.imaginary))
    let phi0 = Samples(zeros: train.count)
    overRanges(train.count) { range in for i in range { phi0.p[i] = atan2f(im.p[i], re.p[i]) } }
    return phi0
  }

  private static func blurred(_ values: [Float], _ cells: CellGrid, _ sigmaMm: Double) -> [Float] {
    MRVolume<Dimensionless>(grid: cells.coarse, voxels: values).blurred(sigmaMm: sigmaMm).voxels
  }
}

extension EchoTrain {
  /// The same echoes with other phases.
  init(_ other: EchoTrain, phases: [Samples]) {
    grid = other.grid
    magnitudes = other.magnitudes
    times = other.times
    self.phases = phases
  }
}
