import Foundation
import Vocabulary

// What the report's methods table says of each step, one description a step. Every parameter stands in its text with
// the value in force; a test changes each in turn and expects another text.

extension CoilOffset.Parameters {
  /// The step with its parameters, in words.
  public var methodDescription: String {
    "MCPC-3D-S (Eckstein 2018): phase at echo time 0 from the first two echoes, smoothed as a complex number "
      + "(Gaussian, σ \(text(smoothingMm)) mm, \(smoothingPasses) passes), taken from every echo"
  }
}

extension ROMEO.Parameters {
  /// The step with its parameters, in words.
  public var methodDescription: String {
    "ROMEO (Dymerska 2021), exact: echo \(templateEcho + 1) along the best edges in space, the other echoes in time"
  }
}

extension FieldFit.Parameters {
  /// The step with its parameters, in words.
  public var methodDescription: String {
    "echoes combined before background removal (Liu 2013): fit weighted by (magnitude × echo time)², then "
      + "\(gaussNewtonSteps) Gauss–Newton steps on the complex signal; no weight above a relative residual of "
      + text(largestResidual)
  }
}

extension VSHARP.Parameters {
  /// The step with its parameters, in words.
  public var methodDescription: String {
    "V-SHARP (Wu 2012), spheres \(text(largestRadiusMm)) to \(text(smallestRadiusMm)) mm in steps of "
      + "\(text(radiusStepMm)) mm, deconvolution threshold \(text(deconvolutionThreshold)); then "
      + "\(restorationIterations) conjugate-gradient steps on cells of at most \(text(restorationCellMm)) mm that invert the "
      + "filter applied (ratio of radii \(text(restorationRadiusRatio)), Tikhonov weight \(text(regularization))); padding "
      + "\(text(paddingMm)) mm"
  }
}

extension TotalVariation.Parameters {
  /// The step with its parameters, in words.
  public var methodDescription: String {
    "noise-weighted total variation with a weak-harmonic term by ADMM (Milovic 2018, 2022), B0 in image axes; λ "
      + "\(text(lambda)) ppm·mm at \(text(referenceNoisePPM)) ppm of field noise and in proportion to it, "
      + "\(text(smallestLambda)) to \(text(largestLambda)); after \(iterationsBeforeEdges) iterations λ is divided by "
      + "1 + (|∇χ|/\(text(edgeGradientPPMPerMm)) ppm/mm)² at edges (Candès 2008), down to "
      + "\(text(smallestEdgeWeight)) of it; μ1 \(text(gradientPenalty)) λ, μ2 \(text(dataPenalty)), "
      + "β \(text(harmonicWeight)), μh \(text(harmonicPenalty)), over-relaxation \(text(overRelaxation)), at most "
      + "\(iterations) iterations on cells of at most \(text(coarseCellMm)) mm, then \(refinementIterations) on voxels, or "
      + "until a change of \(text(tolerance)); padding \(text(paddingMm)) mm"
  }
}

extension R2StarFit.Parameters {
  /// The step with its parameters, in words.
  public var methodDescription: String {
    "magnitude-weighted log-linear fit, then \(gaussNewtonSteps) Gauss–Newton steps with the Rician noise floor "
      + "(Feng 2013), at most \(text(largestRate)) 1/s"
  }
}

extension SourceSeparation.Parameters {
  /// The step with its parameters, in words.
  /// - Parameter field: the main field, which the constant grows with.
  public func methodDescription(at field: FieldStrength) -> String {
    "R2*-QSM (Dimov 2022), model-based: \(text(relaxationPerPPM(at: field))) 1/s per ppm "
      + "(\(text(relaxationPerPPMAt3T)) at 3 T), R2* without susceptibility \(text(baselinePerSecond)) 1/s, parts "
      + "below 0 set to 0"
  }
}

extension SusceptibilityReference.Parameters {
  /// The step with its parameters, in words.
  public var methodDescription: String {
    "whole brain and CSF at least \(text(rimMm)) mm below the brain's surface; CSF: R2* below "
      + "\(text(largestCSFRate)) 1/s (Liu 2018), at least \(text(leastCSFMm3)) mm³; its atrial part: the ventricles behind "
      + "the thalami (\(text(atria.thalamusPercentile)). percentile) about the widest coronal section, down to "
      + "\(text(atria.leastAreaShare)) of its area, sections of \(text(atria.sectionMm)) mm"
  }
}

extension SusceptibilityWeighting.Parameters {
  /// The step with its parameters, in words.
  public var methodDescription: String {
    "true SWI (Liu 2014): echoes weighted by echo time × mean magnitude, divided by their local mean (σ "
      + "\(text(sensitivityMm)) mm), times a mask that falls from 1 at \(text(maskFromPPM)) ppm to 0 at "
      + "\(text(maskToPPM)) ppm, to the power of \(maskExponent); minimum over slabs of \(text(slabMm)) mm, "
      + "\(text(rimMm)) mm below the brain's surface"
  }
}

/// A number with up to six digits, independent of the machine's locale: 12, 0.05, 3e-5.
func text(_ value: some BinaryFloatingPoint) -> String {
  String(format: "%g", Double(value)).replacingOccurrences(of: "e-0", with: "e-")
    .replacingOccurrences(of: "e+0", with: "e")
}
