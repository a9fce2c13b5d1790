import Anatomy
import Foundation
import NIfTI
import Susceptibility
import Vocabulary
import Voxels

/// What `pallidum qsm` was asked for; paths are NIfTI files.
public struct SusceptibilityRequest: Sendable {
  let magnitude: [String]
  let phase: [String]
  let echoTimesMs: [Double]
  let fieldStrengthTesla: Double
  let b0InVoxelAxes: [Double]?
  let mask: String?
  let localField: String?
  let output: String

  /// A request from its parts.
  public init(
    magnitude: [String], phase: [String], echoTimesMs: [Double], fieldStrengthTesla: Double,
    b0InVoxelAxes: [Double]?, mask: String?, localField: String?, output: String
  ) {
    self.magnitude = magnitude
    self.phase = phase
    self.echoTimesMs = echoTimesMs
    self.fieldStrengthTesla = fieldStrengthTesla
    self.b0InVoxelAxes = b0InVoxelAxes
    self.mask = mask
    self.localField = localField
    self.output = output
  }
}

/// Reconstructs susceptibility from NIfTI and writes NIfTI.
/// - Throws: `CaseError` with the contract's exit codes.
public func runSusceptibility(
  _ request: SusceptibilityRequest, observer: @escaping CaseObserver
) throws(CaseError) {
  do {
    if let localField = request.localField {
      try invert(localField, request, observer: observer)
    } else {
      try reconstruct(request, observer: observer)
    }
  } catch { throw CaseError(wrapping: error) }
}

private func reconstruct(_ request: SusceptibilityRequest, observer: @escaping CaseObserver) throws {
  var clock = StageClock([.reading, .brain, .susceptibility], observer: observer)
  let progress = clock.progress
  let (signal, given) = try clock.run(.reading) {
    let magnitudes = try read(request.magnitude, as: Magnitude.self)
    let phases = try read(request.phase, as: Radians.self)
    guard magnitudes.count == request.echoTimesMs.count, phases.count == request.echoTimesMs.count else {
      throw CaseError(
        .usage,
        "There are \(magnitudes.count) magnitudes, \(phases.count) phases and \(request.echoTimesMs.count) echo "
          + "times: give one of each an echo.")
    }
    try checkRadians(phases)
    let signal = try MultiEchoSignal(
      magnitudes: magnitudes, phases: phases,
      echoTimes: try request.echoTimesMs.map { try EchoTime(milliseconds: $0) },
      fieldStrength: try FieldStrength(tesla: request.fieldStrengthTesla),
      b0InVoxelAxes: b0(request, grid: magnitudes[0].grid))
    return (signal, try request.mask.map { try NIfTI.readMask($0, frame: MRPatient.self) })
  }
  let brain = try clock.run(.brain) {
    try given
      ?? headMasks(magnitudes: signal.magnitudes, phaseQuality: nil, ctOnMR: nil).brain
  }
  let map = try clock.run(.susceptibility) {
    try reconstructSusceptibility(signal, brain: brain, progress: progress)
  }
  if let warning = signWarning(signProof(map: map, signal: signal, ctOnMR: nil, registrationTrusted: false)) {
    observer(.note(warning))
  }
  for check in map.quality where check.verdict == .fail {
    observer(.note("Warning: the map is not to be trusted (\(check.check)). \(check.message)"))
  }
  let folder = try makeFolder(request.output)
  try NIfTI.write(map.chi, to: folder + "/chi.nii.gz")
  try NIfTI.write(map.localField, to: folder + "/localField.nii.gz")
  try NIfTI.write(map.totalField, to: folder + "/totalField.nii.gz")
  try NIfTI.write(map.mask, to: folder + "/mask.nii.gz")
  try NIfTI.write(map.r2star, to: folder + "/r2star.nii.gz")
}

/// What to say where the image contradicts the sign of the phase that was given; nil otherwise.
///
/// Without a CT and without nuclei only the veins vote.
func signWarning(_ proof: SignProof) -> String? {
  let against = proof.votes.filter { $0.verdict == .fail }
  guard !against.isEmpty else { return nil }
  return
    "Warning: the sign of the phase looks wrong, so iron would read as calcium. Phase must grow where the field is "
    + "stronger; negate it and try again. " + against.map(\.message).joined(separator: " ")
}

private func invert(
  _ path: String, _ request: SusceptibilityRequest, observer: @escaping CaseObserver
) throws {
  var clock = StageClock([.reading, .susceptibility], observer: observer)
  let (field, mask) = try clock.run(.reading) {
    let fields = try NIfTI.read(path, as: PPM.self, frame: MRPatient.self)
    guard fields.count == 1, let maskPath = request.mask else {
      throw CaseError(.usage, "--local-field takes one 3-D file in ppm, together with --mask.")
    }
    return (fields[0], try NIfTI.readMask(maskPath, frame: MRPatient.self))
  }
  let chi = try clock.run(.susceptibility) {
    try invertLocalField(field, mask: mask, b0InVoxelAxes: b0(request, grid: field.grid))
  }
  let folder = try makeFolder(request.output)
  try NIfTI.write(chi, to: folder + "/chi.nii.gz")
  try NIfTI.write(field, to: folder + "/localField.nii.gz")
  try NIfTI.write(mask, to: folder + "/mask.nii.gz")
}

private func read<U>(_ paths: [String], as unit: U.Type) throws -> [MRVolume<U>] {
  try paths.flatMap { try NIfTI.read($0, as: unit, frame: MRPatient.self) }
}

/// Phase must be radians: a scanner's integers would be unwrapped into nonsense without a word.
private func checkRadians(_ phases: [MRVolume<Radians>]) throws {
  for phase in phases {
    let largest = phase.voxels.reduce(Float(0)) { max($0, abs($1)) }
    // Unwrapped radians of a late echo may be large; scanner units are hundreds at least.
    guard largest <= 100 else {
      throw CaseError(
        .inputUnusable,
        "The phase reaches \(largest), so it is not in radians. Scale the scanner's units to −π…π and try again."
      )
    }
  }
}

private func b0(_ request: SusceptibilityRequest, grid: Grid<MRPatient>) -> SIMD3<Double> {
  if let b = request.b0InVoxelAxes, b.count == 3 { return normalized(SIMD3(b[0], b[1], b[2])) }
  return grid.directionInAxes(SIMD3(0, 0, 1))
}

private func makeFolder(_ path: String) throws -> String {
  do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
    throw CaseError(.output, "Cannot make the folder \(path): \(error.localizedDescription).")
  }
  return path
}
