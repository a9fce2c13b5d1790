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

    /// The defaults.
    public init(smoothingMm: Double = 7) { self.smoothingMm = smoothingMm }
  }

  /// Edge in mm of the cells the offset is averaged in before smoothing: less than half of the Gaussian's σ,
  /// so that the averaging does not show.
  private static let cellMm = 2.5

  /// The train with φ0 taken from every echo.
  ///
  /// ψ = unwrapped γ(φ2 − φ1); φ0 = φ1 − TE1/(TE2 − TE1)·ψ, smoothed as e^{iφ0} weighted with M1·M2.
  static func removed(from train: EchoTrain, mask: [Bool], _ parameters: Parameters) -> EchoTrain {
    let phi0 = estimate(train, mask: mask, parameters)
    let phases = train.phases.map { phase in
      let out = Samples(zeros: train.count)
      overRanges(train.count) { range in
        for i in range { out.p[i] = wrapped(phase.p[i] - phi0[i]) }
      }
      return out
    }
    return EchoTrain(train, phases: phases)
  }

  /// φ0 in radians, smooth, defined everywhere (0 where no member is within reach).
  static func estimate(_ train: EchoTrain, mask: [Bool], _ parameters: Parameters) -> [Float] {
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
    let re = smoothed(real, train.grid, parameters.smoothingMm)
    let im = smoothed(imaginary, train.grid, parameters.smoothingMm)
    return zip(im, re).map { $0 == 0 && $1 == 0 ? 0 : atan2f($0, $1) }
  }

  /// Averages in cells, blurs there and interpolates back: the same as a blur on the fine grid for a result
  /// this smooth, at a tenth of the cost.
  private static func smoothed(_ values: Samples, _ grid: Grid<MRPatient>, _ sigmaMm: Double) -> [Float] {
    let spacing = grid.spacingMm
    var cell = SIMD3(1, 1, 1)
    for a in 0..<3 { cell[a] = max(1, Int(cellMm / spacing[a])) }
    let size = grid.size
    let coarseSize = (size &+ cell &- 1) / cell
    var sums = [Float](repeating: 0, count: coarseSize.x * coarseSize.y * coarseSize.z)
    var i = 0
    for z in 0..<size.z {
      for y in 0..<size.y {
        let row = coarseSize.x * (y / cell.y + coarseSize.y * (z / cell.z))
        for x in 0..<size.x {
          sums[row + x / cell.x] += values.p[i]
          i += 1
        }
      }
    }
    let c = SIMD3(Double(cell.x), Double(cell.y), Double(cell.z))
    let coarse = Grid<MRPatient>(
      size: coarseSize,
      voxelToPatient: grid.voxelToPatient
        * Affine(linear: Matrix3(diagonal: c), translation: (c - SIMD3(1, 1, 1)) / 2))
    let blurred = MRVolume<Dimensionless>(grid: coarse, voxels: sums).blurred(sigmaMm: sigmaMm)
    return blurred.resampled(onto: grid, outside: 0).voxels
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
