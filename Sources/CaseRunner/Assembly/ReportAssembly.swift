import Acquisition
import Anatomy
import DICOM
import Foundation
import Mineralization
import Report
import Susceptibility
import Vocabulary
import Voxels

/// Maps what the stages computed into the report's plain values.
///
/// No number is made here that a stage did not make.
struct ReportAssembly {
  let selection: CaseSelection
  let identity: IdentityComparison
  let identityOverride: String?
  let mgre: MGREAcquisition
  let ct: HeadCT
  let analysis: Analysis
  /// A reader's outlines, if they were given.
  let corrected: CorrectedSegmentation?
  let configuration: Configuration
  let configurationYAML: String
  let digests: InputDigests
  let skipped: [SkippedFile]
  /// Series that were chosen first and proved useless.
  let setAside: [SetAsideSeries]
  /// True if images may be missing, because something of the input could not be read.
  let mayBeIncomplete: Bool
  /// What a reader entered; nil if nothing was given.
  var readerInput: ReaderInputFile? = nil

  /// The report without outputs, stage times and memory, which come at the end of the run.
  func report() -> ReportDocument {
    let a = analysis
    let structures = structureMeasurements()
    var report = ReportDocument(
      software: .init(name: "Pallidum", version: version),
      createdAt: Date.now.formatted(.iso8601), patient: Self.patient(selection, mr: mgre.source),
      studies: Self.studies(selection, mr: mgre.source, ct: ct.source), inputs: Self.inputs(mgre, ct),
      identity: .init(
        matches: identity.matches, differences: identity.differences,
        overrideReason: identity.matches ? nil : identityOverride),
      registration: a.registration.map {
        Self.registration($0, uncertaintyMm: a.registrationUncertaintyMm, ct: ct.volume)
      },
      susceptibility: Self.susceptibility(a, region: configuration.referenceRegion),
      structures: structures,
      pallidum: .init(left: pallidum(.left), right: pallidum(.right)), volumes: volumes(structures),
      quality: quality(), notices: [], findings: .init(findings: [], impression: []), cutoffs: cutoffs(),
      methods: MethodsTable.entries(mgre: mgre, ct: ct, analysis: a, configuration: configuration),
      provenance: .init(
        inputs: digests.entries, outputs: [], configuration: configurationYAML,
        configurationSHA256: SHA256.hex(of: [UInt8](configurationYAML.utf8)),
        skippedFiles: skipped.map { "\($0.path): \($0.reason)" }),
      stages: [], peakMemoryBytes: 0)
    report.correctedSegmentation = corrected.map(correction)
    addContext(&report)
    report.microbleedCandidates = microbleedCandidates()
    report.calcifiedControls = calcifiedControls()
    report.notices = notices(report)
    report.findings = findingsText(for: report)
    return report
  }

  private func volumes(
    _ structures: [ReportDocument.StructureMeasurement]
  ) -> ReportDocument.HeadVolumes {
    let head = HeadVolumes(masks: analysis.head, csf: analysis.nuclei.csf)
    let fromCT = analysis.head.source == .ctAndMR
    let hasFluid = !analysis.nuclei.csf.isEmpty
    // Outlines that are not trusted are no numerator.
    let outlined = analysis.nuclei.verdict != .fail
    func share(_ side: Side) -> Double? {
      guard outlined,
        let p = structures.first(where: { $0.name == .globusPallidus && $0.side == side && !$0.truncated })
      else { return nil }
      return head.sharePercent(ofMl: p.volumeMm3 / 1000)
    }
    let (left, right) = (share(.left), share(.right))
    return .init(
      intracranialMl: fromCT ? rounded(head.intracranialMl, 1) : nil, brainMl: rounded(head.brainMl, 1),
      csfMl: hasFluid ? rounded(head.csfMl, 1) : nil,
      pallidumPercentOfIntracranial: left.flatMap { l in right.map { rounded(l + $0, 3) } },
      pallidumSharePercent: .init(left: left.map { rounded($0, 3) }, right: right.map { rounded($0, 3) }),
      sharesWithheld: head.shareWithheld
        ?? (outlined ? nil : "the nuclei were not outlined well enough for the pallidum's share"))
  }

  private func quality() -> [QualityCheck] {
    let sign = QualityCheck(
      check: "phaseSign", value: Double(analysis.sign.votes.filter { $0.verdict == .pass }.count),
      unit: "votes", verdict: signVerdict,
      message: "Votes that the image gives for paramagnetic being positive; "
        + "\(analysis.sign.votes.filter { $0.verdict == .fail }.count) against.")
    let checks =
      (analysis.registration?.measures ?? []) + analysis.head.quality + analysis.map.quality + [sign]
      + analysis.nuclei.quality
    return checks.map(Self.roundedForReport)
  }

  private var signVerdict: Verdict {
    switch analysis.sign.verdict {
    case .pass: .pass
    case .fail: .fail
    case .inconclusive: .warn
    }
  }
}
