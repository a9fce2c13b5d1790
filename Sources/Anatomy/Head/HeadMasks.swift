import Vocabulary
import Voxels

/// What a head mask was made from.
public enum MaskSource: String, Codable, Hashable, Sendable {
  /// Skull of the registered CT, trimmed by the MR signal.
  case ctAndMR
  /// MR signal alone; there is no inner table to stop at, so the rim is less certain.
  case mrOnly
}

/// The intracranial space and the brain on the MR grid.
public struct HeadMasks: Sendable {
  /// Everything inside the skull that the slab covers: brain, CSF, vessels.
  public let intracranial: MRMask
  /// The intracranial space without the CSF at its rim and without voxels at the rim that have no MR signal.
  ///
  /// Ventricles, and any deposit however dark, stay in.
  public let brain: MRMask
  /// What the masks were made from.
  public let source: MaskSource
  /// How far they can be trusted.
  public let quality: [QualityCheck]
  /// Why the intracranial space is not whole, or not known well enough to be a denominator; nil if it is.
  public let shareWithheld: String?

  /// Masks from their parts.
  public init(
    intracranial: MRMask, brain: MRMask, source: MaskSource, quality: [QualityCheck],
    shareWithheld: String? = nil
  ) {
    self.shareWithheld = shareWithheld
    self.intracranial = intracranial
    self.brain = brain
    self.source = source
    self.quality = quality
  }
}

/// Finds the intracranial space and the brain.
///
/// With a CT: the space that bone surrounds (`cranialCavity`), trimmed at the rim where the MR has no
/// signal. Without one, or where the CT covers too little: the signal of the first echo (`signalHead`).
/// - Parameters:
///   - magnitudes: one volume an echo, all on one grid.
///   - phaseQuality: 0…1 on the same grid, e.g. the temporal coherence of the phase; nil to do without.
///   - ctOnMR: the registered CT resampled on the MR grid, not-a-number outside its coverage; nil if there is
///     none or its registration is not trusted.
/// - Throws: `AnatomyError` if grids differ or no head is found.
public func headMasks(
  magnitudes: [MRVolume<Magnitude>], phaseQuality: MRVolume<Dimensionless>?, ctOnMR: MRVolume<HU>?,
  parameters: HeadParameters = HeadParameters()
) throws(AnatomyError) -> HeadMasks {
  guard let grid = magnitudes.first?.grid else { throw .noMagnitude }
  guard magnitudes.allSatisfy({ $0.grid == grid }) else { throw .gridsDiffer(what: "magnitude") }
  if let q = phaseQuality, q.grid != grid { throw .gridsDiffer(what: "phase quality") }
  if let ct = ctOnMR {
    guard ct.grid == grid else { throw .gridsDiffer(what: "CT") }
    let signal = rootSumOfSquares(magnitudes)
    let cavity = grownToSignal(
      cranialCavity(ct: ct, signal: magnitudes[0], parameters: parameters), signal: signal, parameters)
    if cavity.volumeMm3 / 1000 >= parameters.smallestHeadMl {
      return masks(cavity: cavity, ct: ct, signal: signal, phaseQuality: phaseQuality, parameters)
    }
  }
  let head = signalHead(signal: magnitudes[0], parameters: parameters)
  let ml = head.volumeMm3 / 1000
  guard ml >= parameters.smallestHeadMl else { throw .noHead(volumeMl: ml) }
  return HeadMasks(
    intracranial: head, brain: head, source: .mrOnly,
    quality: [
      QualityCheck(
        check: "headMaskSource", value: 0, unit: "", verdict: .warn,
        message:
          "The head mask rests on the MR signal alone; its rim and the intracranial volume are less certain."),
      volumeCheck(ml, parameters),
    ],
    shareWithheld:
      "without a registered CT the inner table of the skull, and so the intracranial volume, is not known")
}

private func masks(
  cavity: MRMask, ct: MRVolume<HU>, signal: MRVolume<Magnitude>, phaseQuality: MRVolume<Dimensionless>?,
  _ p: HeadParameters
) -> HeadMasks {
  let trim = unreliableRim(cavity: cavity, ct: ct, signal: signal, phaseQuality: phaseQuality, p)
  let brain = cavity.subtracting(trim).opened(byMm: p.trimOpeningMm).largestComponent().filled()
  let kept = Double(brain.count) / Double(max(1, cavity.count))
  return HeadMasks(
    intracranial: cavity, brain: brain, source: .ctAndMR,
    quality: [
      volumeCheck(cavity.volumeMm3 / 1000, p),
      QualityCheck(
        check: "brainToCavity", value: kept, unit: "",
        verdict: kept >= p.leastBrainShare ? .pass : .warn,
        message: "The MR shows usable signal in \((kept * 100).rounded()) % of the space inside the skull "
          + "(expected at least \((p.leastBrainShare * 100).rounded()) %)."),
    ],
    shareWithheld: partialCoverage(
      cavity, covered: MRMask(grid: ct.grid, voxels: ct.voxels.map { !$0.isNaN }), p))
}

private func volumeCheck(_ ml: Double, _ p: HeadParameters) -> QualityCheck {
  QualityCheck(
    check: "intracranialVolume", value: ml, unit: "ml",
    verdict: ml <= p.largestHeadMl ? .pass : .fail,
    message: "Intracranial volume within the slab \(ml.rounded()) ml "
      + "(plausible \(p.smallestHeadMl)…\(p.largestHeadMl) ml).")
}

/// √Σ m² over the echoes: the best single contrast for where there is signal at all.
private func rootSumOfSquares(_ magnitudes: [MRVolume<Magnitude>]) -> MRVolume<Magnitude> {
  var sum = [Float](repeating: 0, count: magnitudes[0].voxels.count)
  for m in magnitudes {
    for i in 0..<sum.count { sum[i] += m.voxels[i] * m.voxels[i] }
  }
  return MRVolume<Magnitude>(grid: magnitudes[0].grid, voxels: sum.map { $0.squareRoot() })
}
