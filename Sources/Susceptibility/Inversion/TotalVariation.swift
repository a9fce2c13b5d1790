import Vocabulary
import Voxels

/// Field-to-susceptibility inversion with total variation and a weak-harmonic field, by ADMM.
///
/// Milovic et al. (2018, doi:10.1002/mrm.27073, and 2022, doi:10.1002/mrm.29251).
///
/// Minimises over χ and φh
/// ```
/// ½‖W(Dχ + φh − φ)‖² + λ‖∇χ‖₂,₁ + β/2·‖M∇²φh‖²
/// ```
/// φh takes up what the background removal left, which is harmonic inside the mask M. Gradient and Laplacian
/// are finite differences per mm, so anisotropic voxels are not favoured along any axis.
///
/// Total variation lowers the contrast of small nuclei and deposits. Once edges stand out, λ is divided by
/// 1 + (|∇χ|/g)² at each voxel, so that what is clearly an edge is paid for only once (reweighting: Candès et al. 2008,
/// doi:10.1007/s00041-008-9045-x).
public enum TotalVariation {
  /// Choices of the inversion.
  public struct Parameters: Codable, Hashable, Sendable {
    /// λ at the reference noise, in ppm·mm (Milovic 2022: about 10⁻⁴).
    public var lambda: Double
    /// Field noise in ppm at which `lambda` holds; λ grows in proportion to the noise.
    public var referenceNoisePPM: Double
    /// Smallest λ: below it the map follows background residue rather than noise.
    public var smallestLambda: Double
    /// Largest λ: above it nuclei flatten.
    public var largestLambda: Double
    /// Gradient g in ppm/mm from which on an edge is taken for tissue's, not for noise.
    ///
    /// Cortex and white matter differ by about 50 ppb across one to two millimetres.
    public var edgeGradientPPMPerMm: Double
    /// Smallest factor of λ at an edge.
    public var smallestEdgeWeight: Double
    /// Iterations of the first solution before edges are weighed; one that starts from cells weighs theirs at once.
    public var iterationsBeforeEdges: Int
    /// Weight μ1 of the gradient's splitting as a multiple of λ (Milovic 2018: 100).
    public var gradientPenalty: Double
    /// Weight μ2 of the data's splitting (Milovic 2018: 1; the slowly varying part of χ settles sooner with less).
    public var dataPenalty: Double
    /// β, weight of the weak-harmonic constraint (Milovic 2022: 150).
    public var harmonicWeight: Double
    /// Weight μh of its splitting (Milovic 2022: 3).
    public var harmonicPenalty: Double
    /// Over-relaxation of the splittings; 1 is none.
    ///
    /// 1.5…1.8 saves a third of the iterations (Boyd et al. 2011, doi:10.1561/2200000016, 3.4.3).
    public var overRelaxation: Double
    /// Largest number of ADMM iterations of the first solution: on cells, or on voxels that are no smaller.
    public var iterations: Int
    /// Largest number of ADMM iterations on the voxels, once cells have been solved.
    public var refinementIterations: Int
    /// Largest edge in mm of the cells of the first solution.
    public var coarseCellMm: Double
    /// Stops when an iteration changes χ by less than this part of its norm.
    public var tolerance: Double
    /// Zeros around the box in mm.
    public var paddingMm: Double

    /// The defaults.
    public init(
      lambda: Double = 1e-4, referenceNoisePPM: Double = 0.001, smallestLambda: Double = 1e-5,
      largestLambda: Double = 5e-4, edgeGradientPPMPerMm: Double = 0.02, smallestEdgeWeight: Double = 0.2,
      iterationsBeforeEdges: Int = 40, gradientPenalty: Double = 50, dataPenalty: Double = 0.05,
      harmonicWeight: Double = 150, harmonicPenalty: Double = 3, overRelaxation: Double = 1.7,
      iterations: Int = 100, refinementIterations: Int = 20, coarseCellMm: Double = 2.5,
      tolerance: Double = 0.002, paddingMm: Double = 24
    ) {
      self.lambda = lambda
      self.referenceNoisePPM = referenceNoisePPM
      self.smallestLambda = smallestLambda
      self.largestLambda = largestLambda
      self.edgeGradientPPMPerMm = edgeGradientPPMPerMm
      self.smallestEdgeWeight = smallestEdgeWeight
      self.iterationsBeforeEdges = iterationsBeforeEdges
      self.gradientPenalty = gradientPenalty
      self.dataPenalty = dataPenalty
      self.harmonicWeight = harmonicWeight
      self.harmonicPenalty = harmonicPenalty
      self.overRelaxation = overRelaxation
      self.iterations = iterations
      self.refinementIterations = refinementIterations
      self.coarseCellMm = coarseCellMm
      self.tolerance = tolerance
      self.paddingMm = paddingMm
    }

    /// λ for a field of the given median noise.
    public func lambda(forNoisePPM noise: Double) -> Double {
      guard noise.isFinite, noise > 0 else { return smallestLambda }
      return min(largestLambda, max(smallestLambda, lambda * noise / referenceNoisePPM))
    }
  }

  /// What is inverted; all on the padded array.
  struct Problem {
    /// Local field φ in ppm.
    let field: Samples
    /// W, 0…1; 0 outside the mask.
    let weight: Samples
    /// M, 1 inside and 0 outside.
    let mask: Samples
    let kernel: DipoleKernel
    let box: PaddedBox
  }

  /// Runs the iteration; returns its last state and the number of iterations taken.
  static func invert(
    _ problem: Problem, lambda: Double, iterations: Int, fitsHarmonicField: Bool = true,
    start: ADMMState.Start? = nil, fft: borrowing RealFFT3D, _ p: Parameters,
    progress: (Double) -> Void = { _ in }
  ) -> (state: ADMMState, iterations: Int) {
    let state = ADMMState(
      problem, lambda: Float(lambda), fitsHarmonicField: fitsHarmonicField, start: start, fft: fft, p)
    let beforeEdges = start == nil ? p.iterationsBeforeEdges : 0
    for k in 1...max(1, iterations) {
      if k == beforeEdges + 1 { state.weighEdges(p) }
      let change = state.iterate(problem, fft: fft)
      progress(Double(k) / Double(max(1, iterations)))
      if change < p.tolerance, k > beforeEdges { return (state, k) }
    }
    return (state, iterations)
  }
}
