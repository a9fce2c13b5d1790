import Vocabulary

/// Figures for `segmentNuclei`.
public struct NucleiParameters: Sendable, Hashable {
  /// Expected susceptibility in ppm relative to white matter, for the pattern only: the score does not depend
  /// on its scale or offset.
  ///
  /// Adults, orders of Liu 2025 and of `clinical.md`'s table.
  public var expectedPPM: [Structure: Double] = [
    .globusPallidus: 0.130, .putamen: 0.070, .caudate: 0.060, .thalamus: 0.035, .substantiaNigra: 0.110,
    .redNucleus: 0.100, .dentateNucleus: 0.090,
  ]
  /// Expected susceptibility of ventricles relative to white matter, ppm.
  public var expectedVentriclePPM = 0.035
  /// χ is clipped this far below and above its median before placing, ppm, so that no deposit or vein
  /// decides the pose: beyond what healthy tissue has.
  public var clipBelowPPM = 0.08
  /// See `clipBelowPPM`.
  public var clipAbovePPM = 0.20
  /// CT attenuation half way between CSF (0…15 HU) and brain (30…40 HU).
  public var fluidHU = 19.0
  /// Width of that transition, HU: the noise that remains after `fluidBlurMm`.
  public var fluidWidthHU = 3.0
  /// R2* half way between CSF (1…5 /s) and brain at 3 T (15…25 /s).
  public var fluidR2Star = 10.0
  /// Width of that transition, 1/s.
  public var fluidWidthR2Star = 1.5
  /// Blur in mm before CSF is told from brain.
  public var fluidBlurMm = 1.2
  /// Steps in mm of the template lattice of the search and of the final placement.
  public var searchStepMm = 3.0
  /// See `searchStepMm`.
  public var placementStepMm = 2.0
  /// Steps in mm of the lattice around one nucleus.
  public var localStepMm = 1.5
  /// Blur in mm of χ for the search: a structure must still be visible from some mm away.
  public var searchBlurMm = 2.5
  /// Blur in mm of χ for the final placement, about the map's own resolution.
  public var placementBlurMm = 1.0
  /// Weight of the ventricles' fluid contrast against the χ correlation.
  public var fluidWeight = 0.5
  /// Standard deviation of the natural logarithm of head size against the template.
  public var logScaleSd = 0.12
  /// Weight of all priors against the correlation (a 1-SD deviation costs this much correlation).
  public var priorWeight = 0.01
  /// Leave-one-out scatter of a nucleus about an affine placement, mm (landmarks: 1.3 with manual thalami).
  public var localShiftSdMm = 1.5
  /// Scatter of a nucleus' rotation, degrees (landmarks: 2.4…2.9 in the sagittal plane).
  public var localRotationSdDegrees = 5.0
  /// Scatter of the logarithm of a nucleus' size.
  public var localLogScaleSd = 0.06
  /// Step of the lattice on which the template bends, mm: finer than the windows, and than most slabs are thick.
  public var deformationStepMm = 2.0
  /// White matter counts up to this far from a nucleus, mm: the capsules are hardly wider.
  public var deformationRimMm = 3.0
  /// Width of an outline as χ shows it after `placementBlurMm`, mm.
  public var edgeWidthMm = 3.0
  /// Blur in mm that joins the nuclei's own poses to one displacement: less than from nucleus to nucleus.
  public var startBlurMm = 4.0
  /// Gaussian windows of the bending in mm, in turn: from a nucleus' length to its width.
  public var deformationWindowsMm = [8.0, 5.0, 3.5]
  /// Steps for each window: the displacement settles to 0.1 mm in four or five.
  public var deformationRounds = 5
  /// How far a part of a nucleus lies from where its pose puts it, mm: half of `localShiftSdMm`'s variance is
  /// within a nucleus.
  public var deformationSdMm = 1.2
  /// The bending goes no further than this, mm: 2.5 of its SD.
  public var deformationMostMm = 3.0
  /// Lattice points that share their noise: a slice of 2…3 mm and the map's own blur.
  public var dependentSamples = 2.0
  /// Spread of the CSF likelihood at an outline: registration of the CT to half a voxel.
  public var fluidSd = 0.3
  /// How well the refined shape fits a real outline, mm.
  public var outlineSdMm = 0.9
  /// Limit of the intensity's log likelihood ratio for one voxel; neighbours are not independent.
  public var strongestEvidence = 2.5
  /// Smoothing in mm of the evidence: the outline's smoothness.
  ///
  /// More would shrink what is convex: 0.8 mm took a tenth of a pallidum.
  public var outlineBlurMm = 0.5
  /// Window in mm over which a tissue's own value may change: a third of a putamen.
  public var tissueWindowMm = 5.0
  /// Least spread of χ within one tissue, ppm: noise and partial volume are never below.
  public var leastTissueSdPPM = 0.012
  /// A voxel this many SD beyond both tissues is a deposit, not evidence on the outline.
  public var depositSd = 4.0
  /// Blur around a deposit that is no evidence either, mm.
  public var depositHaloMm = 2.0
  /// CT attenuation from which a voxel is mineral, HU: grey matter has 30 to 40, noise a few.
  ///
  /// A nucleus whose median reaches it is filled by mineral: χ there is the mineral's, and the CT outlines it.
  public var mineralHU = 50.0
  /// Attenuation of the tissue about such a nucleus, HU.
  public var tissueHU = 32.0
  /// Limit of its log odds for a voxel: outside it other tissue may be mineral too.
  public var mineralEvidence = 1.0
  /// Spread of the share of mineral at its outline, as of CSF.
  public var mineralSd = 0.3
  /// Ventricular CSF is sought out to this level of the ventricle shape.
  public var ventricleMargin = 1.6
  /// Share of a shape outside χ above which it counts as truncated.
  public var truncatedShare = 0.1
  /// Share of a shape outside χ above which it is absent.
  public var absentShare = 0.7

  /// The defaults.
  public init() {}
}
