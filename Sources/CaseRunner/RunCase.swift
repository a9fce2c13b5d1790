import Acquisition
import DICOM
import Export
import Foundation
import NIfTI
import Rendering
import Report
import Vocabulary
import Voxels

/// Runs the main job: reads the inputs, computes, and writes the complete output folder.
///
/// - Parameters:
///   - options: what the user asked for.
///   - observer: told stages, progress and decisions.
/// - Returns: the outcome; `.withheld` where quality control held something back.
/// - Throws: `CaseError` with the contract's exit code and one sentence; nothing is left half-written.
public func runCase(
  _ options: CaseOptions, observer: @escaping CaseObserver
) throws(CaseError) -> CaseOutcome {
  do { return try CaseJob(options, observer: observer).run() } catch { throw CaseError(wrapping: error) }
}

/// One run of the main job.
private struct CaseJob {
  let options: CaseOptions
  let configuration: Configuration
  let readerInput: ReaderInputFile?
  let observer: CaseObserver

  init(_ options: CaseOptions, observer: @escaping CaseObserver) throws {
    self.options = options
    self.observer = observer
    configuration = try Configuration.load(options.configurationFile)
    readerInput = try ReaderInputFile.load(options.readerInputFile)
  }

  func run() throws -> CaseOutcome {
    var clock = StageClock(Stage.report, observer: observer)
    if options.dryRun {
      let (inventory, selection, _) = try choose(&clock)
      let terms = PatientTerms(inventory.patients)
      return CaseOutcome(
        status: .done,
        summary: inspectionTable(
          terms.withheld(selection.series),
          skipped: terms.withheld(inventory.skipped, inputs: options.inputs),
          conclusion: "Would report: \(InspectionConclusion.chosen(selection))."))
    }
    // The folder first: a path that cannot be written should not cost a reconstruction.
    let folder = try OutputFolder(target: options.output, overwrite: options.overwrite)
    let templates = try TemplateStore.located()
    let (inventory, chosen, _) = try choose(&clock)
    let progress = clock.progress
    let loaded = try clock.run(.reading) {
      try loadCase(
        chosen, in: inventory, request: request,
        isAcceptable: { Self.identity($0).matches || options.identityOverride != nil }, progress: progress)
    }
    for series in loaded.setAside { observer(.note(series.sentence)) }
    if !loaded.setAside.isEmpty { announce(loaded.selection, inventory) }
    let (selection, mgre, ct) = (loaded.selection, loaded.mgre, loaded.ct)
    let identity = Self.identity(selection)
    let corrected = try options.segmentation.map { try correctedSegmentation($0, for: mgre) }
    let analysis = try Analyzer(configuration: configuration).analyze(
      mgre: mgre, ct: ct, corrected: corrected?.masks ?? [:], clock: &clock)
    var digests = try InputDigests([mgre.source, ct.source])
    if let corrected, let file = options.segmentation {
      digests = try digests.adding(
        file: file, modality: "SEG", seriesInstanceUID: corrected.seriesInstanceUID)
    }
    let yaml = try configuration.yaml()
    var report = ReportAssembly(
      selection: selection, identity: identity, identityOverride: options.identityOverride, mgre: mgre,
      ct: ct, analysis: analysis, corrected: corrected, configuration: configuration, configurationYAML: yaml,
      digests: digests,
      skipped: inventory.skipped + loaded.setAside.compactMap(\.file), setAside: loaded.setAside,
      mayBeIncomplete: inventory.mayBeIncomplete, readerInput: readerInput
    ).report()
    let images = try clock.run(.rendering) {
      try renderKeyImages(
        analysis, magnitude: rootSumOfSquares(mgre.magnitudes), ct: ct.volume,
        mostMicrobleeds: configuration.microbleeds.mostListed)
    }
    if options.writesDICOM {
      let seed = digests.seed(configuration: yaml, decisions: decisions)
      let objects = try folder.folder("dicom")
      report.provenance.outputs = try clock.run(.export) {
        // The PDF inside the objects lists no output UIDs: it cannot contain its own.
        let pdf = try renderPDF(report, images: images, templates: templates)
        return try exportObjects(
          try ExportContext(
            report: report, analysis: analysis, mgre: mgre, ct: ct, images: images, pdf: pdf, seed: seed),
          to: objects)
      }
    }
    if options.writesNIfTI { try writeNIfTI(analysis, to: try folder.folder("nifti")) }
    try folder.write(
      Data(try renderHTML(report, images: images, templates: templates).utf8), as: "report.html")
    try folder.write(Data(try renderPDF(report, images: images, templates: templates)), as: "report.pdf")
    try folder.write(Data(report.findingsFile().utf8), as: "findings.txt")
    report.stages = clock.times
    report.peakMemoryBytes = peakMemoryBytes()
    try folder.write(try report.jsonData(), as: "report.json")
    try folder.commit()
    let held = report.notices.contains { $0.severity == "withheld" }
    return CaseOutcome(
      status: held ? .withheld : .done, summary: report.summary(folder: options.output))
  }

  /// Looks through the files, chooses the series and compares the patients.
  private func choose(
    _ clock: inout StageClock
  ) throws -> (Inventory, CaseSelection, IdentityComparison) {
    let progress = clock.progress
    let inventory = try clock.run(.inventory) { try takeInventory(of: options.inputs, progress: progress) }
    let selection = try selectCase(in: inventory, request: request)
    if inventory.mayBeIncomplete {
      observer(
        .note(
          "Not everything in the input could be read: images may be missing. `pallidum inspect` lists what was "
            + "left out."))
    }
    announce(selection, inventory)
    return (inventory, selection, try checkedIdentity(selection))
  }

  /// Says which series are used, and why.
  private func announce(_ selection: CaseSelection, _ inventory: Inventory) {
    for s in PatientTerms(inventory.patients).withheld(selection.series) where s.verdict == .used {
      let title = s.description.isEmpty ? "" : " “\(s.description)”"
      observer(
        .note("\(s.modality) series \(s.number.map(String.init) ?? "?")\(title): \(s.reason)"))
    }
  }

  /// What the user decided beyond the inputs: other decisions, other UIDs.
  private var decisions: [String] {
    [options.identityOverride ?? ""] + (readerInput.map { ["reader input " + $0.sha256] } ?? [])
  }

  /// The series that the user asked for.
  private var request: CaseRequest {
    CaseRequest(mgreSeries: options.mgreSeries, ctSeries: options.ctSeries)
  }

  private static func identity(_ selection: CaseSelection) -> IdentityComparison {
    compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity)
  }

  /// The comparison of both patients; stops unless they match or the user gave a reason.
  private func checkedIdentity(_ selection: CaseSelection) throws -> IdentityComparison {
    let identity = Self.identity(selection)
    if !identity.matches {
      guard options.identityOverride != nil else {
        throw CaseError.identityDiffers(identity.differences)
      }
      let finding = identity.differences.isEmpty ? "is not proven" : "differs"
      // The reason may hold a name, so it goes into the report and not into a log.
      observer(.note("Identity of CT and MR \(finding); accepted by the user with a reason."))
    }
    return identity
  }
}
