import Foundation
import Vocabulary
import Voxels

/// The susceptibility-weighted image: magnitude × (mask of susceptibility)ⁿ.
///
/// The mask is made from χ, not from filtered phase ("true SWI", Liu et al. 2014, doi:10.1002/jmri.24413; the same idea in
/// Gho et al. 2014, doi:10.1002/mrm.24920; the classical mask from phase is Haacke et al. 2004, doi:10.1002/mrm.20198):
/// ```
/// W(χ) = 1                        χ ≤ χ1
///        1 − (χ − χ1)/(χ2 − χ1)   χ1 < χ < χ2
///        0                        χ ≥ χ2
/// ```
/// Phase depends on how a vein lies to B0 and reaches beyond the source; χ does neither, so oblique slabs need no
/// rotation. What is diamagnetic keeps its magnitude. It is a picture for the reader: nothing is measured on it.
public enum SusceptibilityWeighting {
  /// Choices of the weighting and its projection.
  public struct Parameters: Codable, Hashable, Sendable {
    /// χ1 in ppm relative to the brain's mean: from here up the image darkens (Liu 2014: 0).
    public var maskFromPPM: Float
    /// χ2 in ppm: from here up it is black; blood of 70 % oxygen saturation (Liu 2014: 0.45).
    public var maskToPPM: Float
    /// n, how often the magnitude is multiplied with the mask (Liu 2014: 2).
    public var maskExponent: Int
    /// σ in mm of the mean that the magnitude is divided by, so that the coils' sensitivity does not show.
    ///
    /// Wider than ventricles and nuclei, narrower than the sensitivity of a head coil's elements.
    public var sensitivityMm: Double
    /// Thickness in mm of the slab that a minimum is taken over; 10–14 mm are usual with slices of 1–3 mm.
    public var slabMm: Double
    /// Rim in mm under the brain's surface that no minimum is taken from: partial volume with the dark skull would
    /// draw a black band around every slab.
    public var rimMm: Double

    /// The defaults.
    public init(
      maskFromPPM: Float = 0, maskToPPM: Float = 0.45, maskExponent: Int = 2, sensitivityMm: Double = 20,
      slabMm: Double = 12, rimMm: Double = 2
    ) {
      self.maskFromPPM = maskFromPPM
      self.maskToPPM = maskToPPM
      self.maskExponent = maskExponent
      self.sensitivityMm = sensitivityMm
      self.slabMm = slabMm
      self.rimMm = rimMm
    }
  }

  /// W(χ)ⁿ, 0…1.
  static func factor(_ chi: Float, _ p: Parameters) -> Float {
    guard chi > p.maskFromPPM else { return 1 }
    guard chi < p.maskToPPM else { return 0 }
    let w = 1 - (chi - p.maskFromPPM) / (p.maskToPPM - p.maskFromPPM)
    return (0..<max(0, p.maskExponent)).reduce(Float(1)) { product, _ in product * w }
  }

  /// Weights of the echoes, sum 1: echo time × mean magnitude.
  ///
  /// They maximise the contrast of R2* over the noise (Poser et al. 2006, doi:10.1002/mrm.20900).
  static func echoWeights(_ echoTimes: [EchoTime], meanMagnitudes: [Double]) -> [Float] {
    let raw = zip(echoTimes, meanMagnitudes).map { $0.seconds * $1 }
    let sum = raw.reduce(0, +)
    return raw.map { sum > 0 ? Float($0 / sum) : 1 / Float(raw.count) }
  }
}

/// A susceptibility-weighted image and its minimum-intensity projection, on the grid of the echoes.
public struct SusceptibilityWeightedImage: Sendable {
  /// Signal relative to its surroundings in the brain, about 1 in tissue without iron; 0 outside the mask.
  public let image: MRVolume<Dimensionless>
  /// At every voxel of the mask the least of `image` within the slab around it, through the brain but for its rim; 0
  /// elsewhere and where the slab holds nothing.
  public let minimum: MRVolume<Dimensionless>
  /// Thickness of the slab in mm.
  public let slabMm: Double

  /// An image from its parts.
  public init(image: MRVolume<Dimensionless>, minimum: MRVolume<Dimensionless>, slabMm: Double) {
    self.image = image
    self.minimum = minimum
    self.slabMm = slabMm
  }
}

/// Weights the magnitude with susceptibility and projects the minimum over slabs.
///
/// - Parameters:
///   - magnitudes: one an echo, on the grid of `chi`; NaN counts as no signal.
///   - echoTimes: theirs.
///   - chi: ppm, paramagnetic positive, mean zero over the brain.
///   - mask: where `chi` counts.
/// - Returns: the image and its projection along the grid's axis nearest to the patient's feet–head direction.
public func susceptibilityWeighted(
  magnitudes: [MRVolume<Magnitude>], echoTimes: [EchoTime], chi: MRVolume<PPM>, mask: MRMask,
  parameters p: SusceptibilityWeighting.Parameters = .init()
) -> SusceptibilityWeightedImage {
  precondition(magnitudes.count == echoTimes.count && !magnitudes.isEmpty, "one echo time an echo")
  precondition(magnitudes.allSatisfy { $0.grid == chi.grid } && mask.grid == chi.grid, "one grid")
  let means = magnitudes.map { volume in
    sumOverRanges(mask.voxels.count) { range in
      range.reduce(0.0) { sum, i in
        let m = volume.voxels[i]
        return mask.voxels[i] && m.isFinite ? sum + Double(m) : sum
      }
    }
  }
  let weights = SusceptibilityWeighting.echoWeights(echoTimes, meanMagnitudes: means)
  let combined = Samples(zeros: mask.voxels.count)
  for (volume, w) in zip(magnitudes, weights) {
    overRanges(combined.count) { range in
      for i in range where mask.voxels[i] && volume.voxels[i].isFinite {
        combined.p[i] += w * volume.voxels[i]
      }
    }
  }
  let surroundings = localMean(combined, in: mask, sigmaMm: p.sensitivityMm)
  overRanges(combined.count) { range in
    for i in range where mask.voxels[i] {
      let mean = surroundings.voxels[i]
      combined.p[i] =
        mean > 0 ? combined.p[i] / mean * SusceptibilityWeighting.factor(chi.voxels[i], p) : 0
    }
  }
  let image = MRVolume<Dimensionless>(grid: chi.grid, voxels: combined.array)
  var minimum = minimumProjection(
    image, in: mask.eroded(byMm: p.rimMm), slabMm: p.slabMm, axis: axisNearest(chi.grid, to: SIMD3(0, 0, 1)))
  for i in minimum.voxels.indices where !mask.voxels[i] { minimum.voxels[i] = 0 }
  return SusceptibilityWeightedImage(image: image, minimum: minimum, slabMm: p.slabMm)
}

/// The grid axis (0, 1, 2) that points most along a direction in LPS.
func axisNearest(_ grid: Grid<MRPatient>, to direction: SIMD3<Double>) -> Int {
  let m = grid.voxelToPatient.linear
  let along = [m.c0, m.c1, m.c2].map { abs(dot(normalized($0), direction)) }
  return (0..<3).reduce(0) { along[$1] > along[$0] ? $1 : $0 }
}
