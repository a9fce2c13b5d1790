import Vocabulary
import Voxels

/// A simulated patient in memory: both scans and what they are made from.
///
/// Magnitudes and phases share one grid; it is finer than that of the truth where they were zero-filled.
public struct PhantomSimulation: Sendable {
  /// The scenario.
  public internal(set) var scenario: PhantomScenario
  /// Main field.
  public internal(set) var fieldStrength: FieldStrength
  /// Echo times.
  public internal(set) var echoTimes: [EchoTime]
  /// Magnitude an echo, scanner units.
  public internal(set) var magnitudes: [MRVolume<Magnitude>]
  /// Phase an echo, −π…π, larger where the field is stronger (unless the scenario flips the sign).
  public internal(set) var phases: [MRVolume<Radians>]
  /// The CT with noise.
  public internal(set) var ct: CTVolume
  /// The CT without noise.
  public internal(set) var cleanCT: CTVolume
  /// True susceptibility against water, mean over each voxel.
  public internal(set) var chi: MRVolume<PPM>
  /// True shimmed field, mean over each voxel.
  public internal(set) var field: MRVolume<PPM>
  /// The nuclei: voxels of which at least half belongs.
  public internal(set) var nuclei: [SidedStructure: MRMask]
  /// Everything under the brain's surface, sulci and ventricles included, as far as the slab reaches.
  public internal(set) var brain: MRMask
  /// Nearly pure cerebrospinal fluid.
  public internal(set) var csf: MRMask
  /// From the CT's frame to the MR's.
  public internal(set) var ctToMR: RigidTransform<CTPatient, MRPatient>
  /// Deposits with their centres in the MR frame.
  public internal(set) var deposits: [(deposit: Deposit, center: Point<MRPatient>)]
  /// Patient Position (0018,5100): how the patient lies on the table of the MR scanner.
  public internal(set) var patientPosition = PatientPosition.headFirstSupine
  /// The ground truth as it is written to `truth.json`.
  public internal(set) var truth: PhantomTruth

  /// The grid of magnitudes and phases.
  public var imageGrid: Grid<MRPatient> { magnitudes.first?.grid ?? chi.grid }
}

/// Simulates a scenario in memory.
///
/// The field is computed in the scanner's axes at its own resolution and every voxel sums the signal of its parts,
/// so a reconstruction on the slab's grid never inverts the model it was made with.
/// - Parameter progress: fraction done and step.
/// - Throws: `PhantomError.impossibleScenario` if an echo time or frequency is out of range.
public func simulate(
  _ scenario: PhantomScenario, progress: ProgressHandler? = nil
) throws(PhantomError) -> PhantomSimulation {
  let (fieldStrength, echoTimes) = try scenario.timing()
  let head = HeadModel(scenario, hemorrhages: scenario.variation?.microbleeds ?? [])
  let headToMR = scenario.mrPose.transform(to: MRPatient.self)
  let headToCT = scenario.ctPose.transform(to: CTPatient.self)
  progress?(0, "field of the head")
  let field = HeadField.simulate(head, in: headToMR, spacingMm: scenario.fieldSpacingMm)
  progress?(0.35, "gradient echoes")
  let scan = GradientEcho(
    scenario: scenario, grid: scenario.slabGrid(headToMR), fieldStrength: fieldStrength,
    whiteMatterSignal: scenario.whiteMatterSignal, r2StarFactor: scenario.variation?.r2StarFactor ?? 1)
  let mr = scan.acquire(head, field: field, pose: headToMR)
  progress?(0.7, "computed tomography")
  var tomography = ComputedTomography(scenario: scenario, grid: scenario.ctGrid(headToCT), pose: headToCT)
  if let variation = scenario.variation { tomography.sampling.profilePoints = variation.ctProfilePoints }
  let clean = tomography.attenuation(head)
  let ct = tomography.scanned(clean)
  let ctToMR = RigidTransform<CTPatient, MRPatient>(
    rotation: headToMR.rotation * headToCT.rotation.transpose,
    translationMm: (headToMR.affine * headToCT.inverse.affine).translation)
  let nuclei = Dictionary(uniqueKeysWithValues: zip(SidedStructure.all, mr.nuclei))
  let deposits = head.depositCenters().map { ($0.0, headToMR($0.1)) }
  progress?(0.85, "ground truth")
  var truth = PhantomTruth(
    scenario, fieldStrength: fieldStrength, acquisition: mr, ctToMR: ctToMR, cleanCT: clean,
    deposits: deposits)
  if scenario.variation != nil { truth.take(gradingOf: scenario, headToMR: headToMR) }
  return PhantomSimulation(
    scenario: scenario, fieldStrength: fieldStrength, echoTimes: echoTimes, magnitudes: mr.magnitudes,
    phases: mr.phases, ct: ct, cleanCT: clean, chi: mr.chi, field: mr.field, nuclei: nuclei, brain: mr.brain,
    csf: mr.csf, ctToMR: ctToMR, deposits: deposits, truth: truth)
}
