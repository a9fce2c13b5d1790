import Vocabulary
import Voxels

/// Limits of the reader's checks; each stands beside what was measured in `docs/algorithms/susceptibility.md`.
enum QualityLimits {
  /// In ppb.
  ///
  /// Four echoes to 25 ms at SNR 40 give 2 at 3 T. The inversion raises noise by 3.7: at 10 a voxel is uncertain by 37 ppb,
  /// at 40 by 150, which is all of a pallidum.
  static let fieldNoisePPB = (warn: 10.0, fail: 40.0)
  /// In percent of the brain.
  ///
  /// Good data have less than 1; a lost, scaled or shuffled phase has 15 and more.
  static let unusedPercent = (warn: 5.0, fail: 15.0)
  /// 0…1.
  static let keptPart = 0.9
  /// In 1000 loops.
  ///
  /// Good data have 1…3; noise alone has 333, so 50 is one voxel in seven without a phase.
  static let residues = (warn: 10.0, fail: 50.0)
  /// In radians.
  ///
  /// Good data have 0.001…0.014, at a signal-to-noise ratio of 5 0.047. 0.1 rad between echoes 6 ms apart is 21 ppb at 3 T
  /// over a region; a head that moved 1 mm and 1° an echo has 0.17, and its pallidum is 42 ppb off.
  static let echoMisfit = (warn: 0.05, fail: 0.1)
  /// In percent of the local field's power.
  static let unexplainedPercent = (warn: 25.0, fail: 60.0)
  /// A plain ratio; 0.4…1.5 on good data.
  static let rimRatio = 2.0
  /// A plain ratio: 1 for white noise, 0.4…0.8 for tissue under total variation.
  static let coneRatio = 1.0
  /// A plain ratio.
  static let noiseRatio = 1.5
  /// In percent of the brain's signal.
  static let ghostPercent = 5.0
  /// Edge of the cells for what happens over centimetres, mm.
  static let cellMm = 2.0
  /// Edge of the blocks of the echoes' misfit, mm.
  static let blockMm = 12.0
  /// From the brain's surface to air, mm.
  static let scalpMm = 22.0
}

/// The checks of a reconstruction that a reader sees.
///
/// They need what everybody may see of it: the echoes, the field, the map. `fail` means that no number may be read
/// from the map, `warn` that the reader should look.
/// - Parameters:
///   - map: the reconstruction; its own `quality` is ignored.
///   - brain: the mask it was asked for.
///   - misfit: `echoMisfit` of the echoes the field was fitted to, rad.
func reconstructionQuality(
  _ map: SusceptibilityMap, signal: MultiEchoSignal, brain: MRMask, misfit: Double?
) -> [QualityCheck] {
  let l = QualityLimits.self
  let noise = map.fieldNoise.voxels
  var used: [Float] = []
  var members = 0
  var usable = [Bool](repeating: false, count: noise.count)
  for i in 0..<noise.count where brain.voxels[i] {
    members += 1
    if noise[i].isFinite {
      used.append(noise[i])
      usable[i] = map.mask.voxels[i]
    }
  }
  let median = used.isEmpty ? Double.infinity : Statistics.median(used) * 1000
  let unused = members > 0 ? 100 * (1 - Double(used.count) / Double(members)) : 100
  let kept = members > 0 ? 100 * Double(map.mask.count) / Double(members) : 0
  let last = signal.phases[signal.echoCount - 1].voxels
  let residues = phaseResidues(last, usable: usable, size: signal.grid.size)
  let coarse = CoarseMap(
    chi: map.chi, local: map.localField, usable: usable, mask: map.mask, cellMm: l.cellMm)
  let b0 = signal.b0InVoxelAxes
  var checks = [
    check(
      "fieldNoise", median, "ppb", l.fieldNoisePPB.warn, l.fieldNoisePPB.fail,
      "Median noise of the field; up to \(Int(l.fieldNoisePPB.warn)) ppb is usual at 1.5 and 3 T"),
    check(
      "unusedFieldVoxels", unused, "%", l.unusedPercent.warn, l.unusedPercent.fail,
      "Brain voxels whose phase fits no single frequency; more than \(Int(l.unusedPercent.warn)) % hints at motion, a "
        + "wrong mask or a damaged phase"),
    QualityCheck(
      check: "brainKept", value: kept, unit: "%", verdict: kept >= l.keptPart * 100 ? .pass : .warn,
      message:
        "Part of the brain mask with a susceptibility; less than \(Int(l.keptPart * 100)) % means a ragged mask."
    ),
  ]
  func add(_ name: String, _ value: Double?, _ unit: String, _ warn: Double, _ fail: Double?, _ text: String)
  {
    if let value { checks.append(check(name, value, unit, warn, fail, text)) }
  }
  add(
    "phaseResidues", residues, "per 1000", l.residues.warn, l.residues.fail,
    "Places where fringes of the last echo's phase end in the open, in 1000 loops; noise alone gives 333. More than "
      + "\(Int(l.residues.warn)) mean that the phase cannot be unwrapped everywhere")
  if signal.echoCount > 2 {
    add(
      "echoMisfit", misfit, "rad", l.echoMisfit.warn, l.echoMisfit.fail,
      "Phase of whole regions that does not grow with echo time; more than \(l.echoMisfit.warn) rad hints at wrong echo "
        + "times, echoes of opposite readout, motion or a filtered phase")
  }
  add(
    "unexplainedField", coarse?.unexplainedPart(b0: b0, deeperThanMm: 5).map { $0 * 100 }, "%",
    l.unexplainedPercent.warn, l.unexplainedPercent.fail,
    "Power of the local field that the map does not make; more than \(Int(l.unexplainedPercent.warn)) % means that field "
      + "and map do not belong together")
  add(
    "rimResidue", coarse?.rimRatio(rimMm: 5, interiorMm: 10, blurMm: 6), "", l.rimRatio, nil,
    "Broad variation of susceptibility at the brain's surface over that inside; more than \(l.rimRatio) means that "
      + "background field was left there")
  add(
    "streaks", coarse?.coneRatio(b0: b0), "", l.coneRatio, nil,
    "Power of the map at frequencies the field does not show over that at others; more than \(l.coneRatio) means "
      + "streaks along the magic angle")
  add(
    "noiseAsymmetry", noiseAsymmetry(map.fieldNoise, usable: usable), "", l.noiseRatio, nil,
    "Field noise of the noisier side of the head over that of the other; more than \(l.noiseRatio) hints at a lost coil "
      + "element")
  add(
    "ghosts", ghostPercent(signal.magnitudes[0], brain: brain, scalpMm: l.scalpMm), "%", l.ghostPercent, nil,
    "Signal beside the head over that in the corners, of the brain's; more than \(Int(l.ghostPercent)) % hints at motion"
  )
  return checks
}

/// A check whose value must stay low.
private func check(
  _ name: String, _ value: Double, _ unit: String, _ warn: Double, _ fail: Double?, _ text: String
) -> QualityCheck {
  // A comparison with not-a-number is false: what cannot be measured does not pass.
  let failed = fail.map { !(value <= $0) } ?? false
  let limit = fail.map { "; above \(DecimalLimit.text($0)) the map is withheld" } ?? ""
  return QualityCheck(
    check: name, value: value, unit: unit, verdict: failed ? .fail : value <= warn ? .pass : .warn,
    message: "\(text)\(limit).")
}

private enum DecimalLimit {
  static func text(_ x: Double) -> String { x == x.rounded() ? "\(Int(x))" : "\(x)" }
}

/// Median noise of the noisier half of the head over that of the other; nil if one is hardly seen.
private func noiseAsymmetry(_ noise: MRVolume<PPM>, usable: [Bool]) -> Double? {
  let mask = MRMask(grid: noise.grid, voxels: usable)
  guard let centre = mask.centroid else { return nil }
  let grid = noise.grid
  var (left, right): ([Float], [Float]) = ([], [])
  let toX = SIMD3(
    grid.voxelToPatient.linear.c0.x, grid.voxelToPatient.linear.c1.x, grid.voxelToPatient.linear.c2.x)
  let origin = grid.voxelToPatient.translation.x - centre.lps.x
  var n = 0
  mask.forEach { x, y, z in
    n += 1
    // Every seventh voxel gives medians to a percent.
    guard n % 7 == 0 else { return }
    let side = origin + toX.x * Double(x) + toX.y * Double(y) + toX.z * Double(z)
    if side > 0 { left.append(noise[x, y, z]) } else { right.append(noise[x, y, z]) }
  }
  let fewest = 100
  guard left.count >= fewest, right.count >= fewest else { return nil }
  let (a, b) = (Statistics.median(left), Statistics.median(right))
  return min(a, b) > 0 ? max(a, b) / min(a, b) : nil
}
