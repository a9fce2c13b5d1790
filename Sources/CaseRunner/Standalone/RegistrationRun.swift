import Acquisition
import DICOM
import Export
import Foundation
import NIfTI
import Registration
import Rendering
import Report
import Vocabulary
import Voxels

/// The result of `pallidum register`, worded for a terminal and for scripts.
public struct RegistrationReport: Sendable {
  /// `{movingToFixed, origin, verdict, uncertaintyMm, measures}`.
  public let json: String
  /// A few lines.
  public let summary: String
}

/// Registers a CT to an mGRE, or judges a known transform; both images are DICOM folders or NIfTI files.
///
/// Writes `transform.json`, `ct-registered.nii.gz`, the pictures of the fit, and `registration.dcm` where both are
/// DICOM and the verdict is not fail. A new folder appears complete or not at all; in one that is there, the files of a
/// former run are replaced and others stay.
/// - Throws: `CaseError` with the contract's exit codes.
public func runRegistration(
  _ request: RegistrationRequest, observer: @escaping CaseObserver
) throws(CaseError) -> RegistrationReport {
  do { return try RegistrationJob(request: request, observer: observer).run() } catch {
    throw CaseError(wrapping: error)
  }
}

/// Names of the files of a result.
enum RegistrationFile {
  static let transform = "transform.json"
  static let ct = "ct-registered.nii.gz"
  static let object = "registration.dcm"
  /// Pictures by the names that Rendering gives them.
  static let pictures = [
    "registration-checkerboard": "checkerboard.png", "registration-skull-axial": "skull.png",
    "registration-skull-coronal": "skull-coronal.png", "registration-deep": "deep.png",
  ]
  /// Everything that a run may write, and the next one replace.
  static let all = Set([transform, ct, object, Manifest.fileName] + pictures.values)
}

private struct RegistrationJob {
  let request: RegistrationRequest
  let observer: CaseObserver

  func run() throws -> RegistrationReport {
    var clock = StageClock([.reading, .registration, .fitPictures], observer: observer)
    let progress = clock.progress
    // The folder first: a path that cannot be written should not cost a registration.
    let folder = try OutputFolder(target: request.output, replacing: .files(RegistrationFile.all))
    let inputs = try clock.run(.reading) {
      try RegistrationInputs(fixed: request.fixed, moving: request.moving) { observer(.note($0)) }
    }
    let start = try start(inputs)
    let result = try clock.run(.registration) {
      try registerCT(inputs.ct, to: inputs.magnitude, start: start, progress: progress)
    }
    let json = try json(result)
    try folder.write(Data((json + "\n").utf8), as: RegistrationFile.transform)
    let files = try clock.run(.fitPictures) {
      let ctOnMR = resample(inputs.ct, onto: inputs.magnitude.grid, by: result.ctToMR)
      try NIfTI.write(ctOnMR, to: folder.staging.appending(path: RegistrationFile.ct).path)
      return [RegistrationFile.transform, RegistrationFile.ct]
        + (try writePictures(result, magnitude: inputs.magnitude, ctOnMR: ctOnMR, to: folder))
        + (try writeObject(result, inputs, to: folder) ? [RegistrationFile.object] : [])
    }
    try folder.commit()
    return RegistrationReport(json: json, summary: summary(result, files: files))
  }

  private func start(_ inputs: RegistrationInputs) throws(CaseError) -> RegistrationStart {
    guard let file = request.transformFile else { return .unknown }
    let known = try knownTransform(file, for: inputs)
    return request.origin == .start ? .near(known) : .given(known)
  }

  private func json(_ result: CTRegistration) throws -> String {
    struct Answer: Encodable {
      let movingToFixed: [Double]
      let origin: RegistrationRequest.Origin
      let verdict: Verdict
      @ExplicitNull var uncertaintyMm: Double?
      let measures: [QualityCheck]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let answer = Answer(
      movingToFixed: result.ctToMR.rowMajor16, origin: request.origin, verdict: result.verdict,
      uncertaintyMm: result.uncertaintyMm.isFinite ? rounded(result.uncertaintyMm, 3) : nil,
      measures: result.measures.map(ReportAssembly.roundedForReport))
    return String(decoding: try encoder.encode(answer), as: UTF8.self)
  }

  private func writePictures(
    _ result: CTRegistration, magnitude: MRVolume<Magnitude>, ctOnMR: MRVolume<HU>, to folder: OutputFolder
  ) throws -> [String] {
    var options = KeyImageOptions()
    options.registrationVerdict = result.verdict
    options.registrationUncertaintyMm = result.uncertaintyMm.isFinite ? result.uncertaintyMm : nil
    options.ctWarning = result.verdict == .fail ? "registration not trusted: verdict fail" : nil
    options.sidesWarning = sidesWarning(result)
    var names: [String] = []
    for image in try renderRegistrationImages(magnitude: magnitude, ctOnMR: ctOnMR, options: options) {
      guard let name = RegistrationFile.pictures[image.name] else { continue }
      try folder.write(Data(image.png), as: name)
      names.append(name)
    }
    return names
  }

  /// Writes `registration.dcm` if both images are DICOM with a Frame of Reference and the registration is trusted: the
  /// object would carry a wrong transform into programs that do not read the verdict.
  private func writeObject(
    _ result: CTRegistration, _ inputs: RegistrationInputs, to folder: OutputFolder
  ) throws -> Bool {
    guard let mr = inputs.mrSource, let ct = inputs.ctSource else { return false }
    let identity = compareIdentity(
      mr: PatientIdentity(mr.patientModule), ct: PatientIdentity(ct.patientModule))
    let differing = identity.differences.joined(separator: ", ")
    if !identity.differences.isEmpty {
      observer(.note("CT and MR name different patients (\(differing) differ): check the input."))
    }
    guard result.verdict != .fail else {
      observer(
        .note(
          "No \(RegistrationFile.object): the verdict is fail, and another program could apply the transform unseen. "
            + "\(RegistrationFile.transform) holds it with the verdict."))
      return false
    }
    for source in [mr, ct] where source.frameOfReferenceUID.isEmpty {
      observer(
        .note(
          "No \(RegistrationFile.object): the \(source.modality) has no Frame of Reference UID, so nothing can refer "
            + "to its space."))
      return false
    }
    // As in a report: the same images and the same transform give the same object.
    let seed = try InputDigests([mr, ct]).seed(
      configuration: "register",
      decisions: [request.origin.rawValue] + result.ctToMR.rowMajor16.map { "\($0)" })
    let origin = try ObjectOrigin(
      mr: SourceImageSeries(mr), uidSeed: seed,
      identityNote: identity.differences.isEmpty
        ? nil : "CT and MR differ in patient identity (\(differing)); registered without a check")
    try exportRegistration(
      result.ctToMR, verdict: result.verdict, ct: try SourceImageSeries(ct), origin: origin,
      to: folder.staging.appending(path: RegistrationFile.object).path)
    return true
  }

  private func summary(_ result: CTRegistration, files: [String]) -> String {
    let how =
      switch request.origin {
      case .search: "Registration"
      case .start: "Registration from the given start"
      case .given: "Given transform"
      }
    let measures = result.measures.map {
      let value = $0.value.isFinite ? "\(rounded($0.value, 4)) \($0.unit)" : "not measurable"
      return "  \($0.verdict.rawValue)  \($0.check) \(value)  \($0.message)"
    }
    // An error means nothing where the fit failed.
    let mm = result.uncertaintyMm.isFinite ? "\(rounded(result.uncertaintyMm, 2)) mm" : "unbounded"
    let uncertainty = result.verdict == .fail ? "" : ", uncertainty \(mm)"
    let laterality = result.lateralityContradiction.map { [$0] } ?? []
    return
      (["\(how): \(result.verdict.rawValue)\(uncertainty)"] + laterality + measures
      + ["Written: \(request.output)/ \(files.joined(separator: ", "))"]).joined(separator: "\n")
  }
}
