import Acquisition
import Anatomy
import Mineralization
import Registration
import Susceptibility
import Vocabulary
import Voxels

/// Everything that was computed from one case, before it becomes a report.
struct Analysis: Sendable {
  var registration: CTRegistration?
  /// The CT on the mGRE grid; nil where the registration failed.
  var ctOnMR: MRVolume<HU>?
  var head: HeadMasks
  var map: SusceptibilityMap
  var reference: SusceptibilityReference
  /// Susceptibility relative to the reference region.
  var chi: MRVolume<PPM>
  var sources: (paramagnetic: MRVolume<PPM>, diamagnetic: MRVolume<PPM>)
  /// Susceptibility-weighted image and its minimum-intensity projection.
  var weighted: SusceptibilityWeightedImage
  var sign: SignProof
  var nuclei: Nuclei
  var withholding: Withholding
  var gradings: [Side: PallidumGrading]
  /// Calcified pineal gland and choroid plexus; empty without a trusted CT.
  var calcifications: [DenseCalcification]
  /// Places that look like microbleeds; nil where the map is withheld.
  var microbleeds: MicrobleedFindings?

  /// The registration's expected error in mm at the worse of the two pallida; nil where it has no bound.
  var registrationUncertaintyMm: Double? {
    guard let registration else { return nil }
    let places = Side.allCases.compactMap { nuclei.masks[SidedStructure(.globusPallidus, $0)]?.centroid }
    let worst = places.map { registration.uncertaintyMm(at: $0) }.max() ?? registration.uncertaintyMm
    return worst.isFinite ? worst : nil
  }

  /// CT foci of both sides on the mGRE grid, for the pictures; nil where there is none.
  var fociCT: MRMask? { union(Side.allCases.compactMap { gradings[$0]?.fociOnMR(chi.grid) }) }
  /// QSM foci of both sides; nil where there is none.
  var fociQSM: MRMask? { union(Side.allCases.compactMap { gradings[$0]?.fociMaskQSM }) }

  private func union(_ masks: [MRMask]) -> MRMask? {
    masks.dropFirst().reduce(masks.first) { $0?.union($1) }
  }
}

/// Runs the stages in their order.
///
/// Volumes in, values out: no file is read or written here.
struct Analyzer {
  let configuration: Configuration

  /// Computes everything a report needs.
  /// - Parameter corrected: outlines of a reader, on the mGRE grid.
  func analyze(
    mgre: MGREAcquisition, ct: HeadCT, corrected: [SidedStructure: MRMask] = [:], clock: inout StageClock
  ) throws -> Analysis {
    let signal = try MultiEchoSignal(
      magnitudes: mgre.magnitudes, phases: mgre.phases, echoTimes: mgre.echoTimes,
      fieldStrength: mgre.fieldStrength, b0InVoxelAxes: mgre.b0InVoxelAxes)
    let combined = rootSumOfSquares(mgre.magnitudes)
    let progress = clock.progress

    let outcome = clock.run(.registration) {
      Result { () throws(RegistrationError) in
        try registerCT(ct.volume, to: combined, parameters: configuration.registration, progress: progress)
      }
    }
    var registration: CTRegistration?
    var unregistered: String?
    switch outcome {
    case .success(let found): registration = found
    case .failure(let error):
      // A CT that cannot be registered leaves the susceptibility to be told.
      guard error.leavesMRUsable else { throw error }
      unregistered = error.description
    }
    let trusted = registration.flatMap { $0.verdict == .fail ? nil : $0 }
    let ctOnMR = trusted.map { resample(ct.volume, onto: combined.grid, by: $0.ctToMR) }

    let head = try clock.run(.brain) {
      try headMasks(
        magnitudes: mgre.magnitudes, phaseQuality: phaseQuality(signal), ctOnMR: ctOnMR)
    }
    let map = try clock.run(.susceptibility) {
      try reconstructSusceptibility(
        signal, brain: head.brain, parameters: configuration.susceptibility, progress: progress)
    }
    let nuclei = try clock.run(.nuclei) {
      try segmentNuclei(
        chi: map.chi, r2star: map.r2star, magnitude: combined, ctOnMR: ctOnMR, masks: head, chiMask: map.mask,
        corrected: corrected)
    }
    let reference = Susceptibility.reference(
      map, brain: head.brain, csfCandidates: nuclei.csf.isEmpty ? nil : nuclei.csf,
      ventricles: nuclei.ventricles, thalami: thalami(nuclei), parameters: configuration.reference)
    guard let chi = referenced(map, by: reference, to: configuration.referenceRegion) else {
      throw CaseError(
        .inputUnusable,
        "The reference region \(configuration.referenceRegion.rawValue) was not found. "
          + (reference[configuration.referenceRegion].withheld.map { $0 + " " } ?? "")
          + "Choose wholeBrain in the configuration."
      )
    }
    return clock.run(.grading) {
      // A contrast agent or metal makes other things dense: then the CT proves nothing about calcium.
      let calcifications =
        ct.metadata.gradeWithheldReason == nil
        ? ctOnMR.map { denseCalcifications(ct: $0, nuclei: nuclei, masks: head) } ?? [] : []
      let sign = signProof(
        map: map, signal: signal, ctOnMR: registration.map { wholeCT(ct.volume, $0) },
        registrationTrusted: trusted != nil,
        nuclei: nuclei.masks, nucleiTrusted: nuclei.verdict != .fail,
        denseCalcifications: calcifications.map(\.mask))
      let withholding = Withholding(
        registration: registration, unregistered: unregistered, mgre: mgre.metadata, ct: ct, map: map,
        sign: sign, nuclei: nuclei)
      let sources = separateSources(
        chi: chi, r2star: map.r2star, mask: map.mask, fieldStrength: mgre.fieldStrength,
        parameters: configuration.separation)
      let weighted = susceptibilityWeighted(
        magnitudes: mgre.magnitudes, echoTimes: mgre.echoTimes, chi: map.chi, mask: map.mask,
        parameters: configuration.weighting)
      var evidence: [Side: PallidumEvidence] = [:]
      for side in Side.allCases {
        evidence[side] = self.evidence(
          side, chi: chi, map: map, nuclei: nuclei, ct: ct, registration: registration,
          withholding: withholding)
      }
      let gradings = gradePallida(evidence, cutoffs: configuration.grading)
      return Analysis(
        registration: registration, ctOnMR: ctOnMR, head: head, map: map, reference: reference, chi: chi,
        sources: (sources.paramagnetic, sources.diamagnetic), weighted: weighted, sign: sign, nuclei: nuclei,
        withholding: withholding, gradings: gradings, calcifications: calcifications,
        microbleeds: microbleeds(
          chi: chi, map: map, head: head, nuclei: nuclei, mgre: mgre, ct: ct, registration: registration,
          withholding: withholding))
    }
  }
}

/// The thalami that lie wholly in the slab: only these show where a thalamus ends.
private func thalami(_ nuclei: Nuclei) -> [Side: MRMask] {
  var found: [Side: MRMask] = [:]
  for side in Side.allCases {
    let thalamus = SidedStructure(.thalamus, side)
    if !nuclei.truncated.contains(thalamus) { found[side] = nuclei.masks[thalamus] }
  }
  return found
}

/// √Σ M² over the echoes: the picture of the head with the best signal, for registration and masks.
func rootSumOfSquares(_ magnitudes: [MRVolume<Magnitude>]) -> MRVolume<Magnitude> {
  precondition(!magnitudes.isEmpty, "at least one echo")
  var sum = [Float](repeating: 0, count: magnitudes[0].voxels.count)
  for m in magnitudes { for i in sum.indices { sum[i] += m.voxels[i] * m.voxels[i] } }
  return MRVolume(grid: magnitudes[0].grid, voxels: sum.map { $0.squareRoot() })
}

/// The whole CT as a volume of the MR frame: same voxels, geometry carried over.
///
/// Reaches beyond the slab.
func wholeCT(_ ct: CTVolume, _ registration: CTRegistration) -> MRVolume<HU> {
  let grid = Grid<MRPatient>(
    size: ct.grid.size, voxelToPatient: registration.ctToMR.affine * ct.grid.voxelToPatient)
  return MRVolume(grid: grid, voxels: ct.voxels)
}
