import Foundation
import Vocabulary
import Voxels

/// A simulated multi-echo gradient echo in memory, with the truth of its first echo, all on one grid.
public struct SusceptibilityPhantom: Sendable {
  /// The scenario.
  public let scenario: SusceptibilityScenario
  /// Main field.
  public let fieldStrength: FieldStrength
  /// Echo times.
  public let echoTimes: [EchoTime]
  /// Magnitude an echo, scanner units.
  public let magnitudes: [MRVolume<Magnitude>]
  /// Phase an echo, −π…π, larger where the field is stronger.
  public let phases: [MRVolume<Radians>]
  /// Susceptibility against water in ppm, mean over each voxel.
  public let chi: MRVolume<PPM>
  /// Shimmed field of everything in ppm, mean over each voxel.
  public let totalField: MRVolume<PPM>
  /// Field in ppm of the brain's susceptibility against water, within the slab, and of nothing else.
  public let localField: MRVolume<PPM>
  /// Everything under the brain's surface, sulci and ventricles included.
  public let brain: MRMask
  /// The nuclei: voxels of which at least half belongs.
  public let nuclei: [SidedStructure: MRMask]
  /// Foci with their centres.
  public let foci: [(focus: SusceptibilityFocus, center: Point<MRPatient>)]

  /// Unit vector of B0 along the grid's axes.
  public var b0InVoxelAxes: SIMD3<Double> { chi.grid.directionInAxes(SIMD3(0, 0, 1)) }
}

/// Simulates a scenario in memory.
///
/// Echoes that share a pose and a direction of readout are acquired together, as `GradientEcho` does it; noise is
/// independent between all.
/// - Parameter progress: fraction done and step.
/// - Throws: `PhantomError.impossibleScenario` if an echo time or frequency is out of range.
public func simulate(
  _ scenario: SusceptibilityScenario, progress: ProgressHandler? = nil
) throws(PhantomError) -> SusceptibilityPhantom {
  let (fieldStrength, echoTimes) = try scenario.base.timing()
  let head = HeadModel(
    scenario.base, hemorrhages: scenario.foci.map(\.painted), anatomy: scenario.anatomy)
  let runs = scenario.runs
  let first = runs[0].pose
  let grid = scenario.base.slabGrid(first)
  progress?(0, "fields of the head")
  var poses: [RigidTransform<HeadPatient, MRPatient>] = []
  for run in runs where !poses.contains(run.pose) { poses.append(run.pose) }
  let fields = SusceptibilityFields(
    of: head, in: poses, slab: grid, spacingMm: scenario.base.fieldSpacingMm)
  progress?(0.4, "gradient echoes")
  var magnitudes = [MRVolume<Magnitude>](repeating: MRVolume(grid: grid), count: echoTimes.count)
  var phases = [MRVolume<Radians>](repeating: MRVolume(grid: grid), count: echoTimes.count)
  var truth: GradientEcho.Acquisition?
  for (k, run) in runs.enumerated() {
    let field = fields.total[poses.firstIndex(of: run.pose) ?? 0]
    let acquired = scenario.scan(run, number: k, grid: grid, fieldStrength: fieldStrength)
      .acquire(head, field: field, pose: run.pose)
    for (i, echo) in run.echoes.enumerated() {
      magnitudes[echo] = acquired.magnitudes[i]
      phases[echo] = scenario.readOut(acquired.phases[i], isBackwards: run.isBackwards)
    }
    if truth == nil { truth = acquired }
    progress?(0.4 + 0.5 * Double(k + 1) / Double(runs.count), "gradient echoes")
  }
  guard let truth else { throw .impossibleScenario(name: scenario.name, reason: "it has no echoes") }
  let local = meanOverVoxels(fields.brainAlone, on: grid, parts: scenario.base.subvoxels)
  progress?(1, "done")
  return SusceptibilityPhantom(
    scenario: scenario, fieldStrength: fieldStrength, echoTimes: echoTimes, magnitudes: magnitudes,
    phases: phases, chi: truth.chi, totalField: truth.field, localField: local, brain: truth.brain,
    nuclei: Dictionary(uniqueKeysWithValues: zip(SidedStructure.all, truth.nuclei)),
    foci: scenario.foci.map { ($0, first(Point($0.centerInHeadMm))) })
}

extension SusceptibilityScenario {
  /// Echoes acquired with the head in one pose and the readout in one direction.
  fileprivate struct Run {
    let pose: RigidTransform<HeadPatient, MRPatient>
    let isBackwards: Bool
    var echoes: [Int]
  }

  /// The runs, the one with the first echo first.
  fileprivate var runs: [Run] {
    let resting = base.mrPose.transform(to: MRPatient.self)
    var runs: [Run] = []
    for echo in base.echoTimesMs.indices {
      var pose = resting
      if echo < motion.count {
        let moved = motion[echo].transform(to: MRPatient.self)
        pose = RigidTransform(
          rotation: moved.rotation * resting.rotation,
          translationMm: moved.rotation * resting.translationMm + moved.translationMm)
      }
      let isBackwards = bipolar != nil && !echo.isMultiple(of: 2)
      if let k = runs.firstIndex(where: { $0.pose == pose && $0.isBackwards == isBackwards }) {
        runs[k].echoes.append(echo)
      } else {
        runs.append(Run(pose: pose, isBackwards: isBackwards, echoes: [echo]))
      }
    }
    return runs
  }

  /// The acquisition of one run.
  fileprivate func scan(
    _ run: Run, number: Int, grid: Grid<MRPatient>, fieldStrength: FieldStrength
  ) -> GradientEcho {
    var part = base
    part.echoTimesMs = run.echoes.map { base.echoTimesMs[$0] }
    // Here the seed is that of the noise alone: the head was made before.
    part.seed = base.seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    var scan = GradientEcho(
      scenario: part, grid: grid, fieldStrength: fieldStrength, whiteMatterSignal: base.whiteMatterSignal)
    scan.unalignedElements = unalignedElements
    scan.r2StarFactor = r2StarFactor
    scan.coilPose = base.mrPose.transform(to: MRPatient.self)
    if let bipolar {
      var perPPM = SIMD3<Double>.zero
      perPPM[bipolar.axis] = fieldStrength.hertzPerPPM / bipolar.hertzPerVoxel
      scan.displacementPerPPM = run.isBackwards ? -perPPM : perPPM
    }
    return scan
  }

  /// The phase with what the direction of readout adds: half of the difference, with its sign.
  fileprivate func readOut(_ phase: MRVolume<Radians>, isBackwards: Bool) -> MRVolume<Radians> {
    guard let bipolar else { return phase }
    var out = phase
    let size = phase.grid.size
    for z in 0..<size.z {
      for y in 0..<size.y {
        for x in 0..<size.x {
          let difference = bipolar.difference(at: SIMD3(x, y, z)[bipolar.axis], of: size[bipolar.axis])
          let o = phase.grid.offset(x, y, z)
          let turned = Double(phase.voxels[o]) + (isBackwards ? difference : -difference) / 2
          out.voxels[o] = Float(remainder(turned, 2 * Double.pi))
        }
      }
    }
    return out
  }
}
