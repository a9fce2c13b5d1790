import Report
import Vocabulary

/// The report as the words and numbers that a page shows, for HTML and PDF alike.
///
/// Templates read these properties by name; nothing here is escaped, the templates do that.
///
/// The run's clock, stage times and memory are left out: same input, same page.
struct ReportView {
  struct Field {
    var label: String
    var value: String
  }

  /// A verdict as a word and a class for its colour.
  struct Mark {
    var word: String
    /// ok, warn, bad or none.
    var tone: String
  }

  struct Cell {
    var text: String
    var withheld = false
  }

  struct Row {
    var label: String
    var cells: [Cell]
  }

  struct Table {
    var title: String
    var columns: [String]
    var rows: [Row]
    var note: String?
  }

  struct Picture {
    var name: String
    var title: String
    var caption: String
    var data: String
    var width: Int
    var height: Int
  }

  let title = "Pallidal mineralization: CT and susceptibility"
  let verified: Bool
  let status: String
  let banner: String
  let patientName: String
  let patientID: String
  let patientFacts: String
  let mrStudy: String
  let ctStudy: String
  let interval: String
  let identityWarning: String?
  /// Reasons that withhold more than one result.
  let withheldReasons: [String]
  let sides: [SideView]
  let trust: [TrustItem]
  let findings: [String]
  let impression: [String]
  let findingsPlain: String
  let pallidumTable: Table
  let fociTable: Table?
  let microbleeds: MicrobleedsView?
  let controlsTable: Table?
  let nucleiTable: Table
  let referenceTable: Table?
  let headFields: [Field]
  let details: [Picture]
  let axials: [Picture]
  let coronals: [Picture]
  let weightedPictures: [Picture]
  let registrationPictures: [Picture]
  let charts: [ChartView]
  let prior: PriorView?
  let qualityRows: [QualityRow]
  let notices: [NoticeView]
  let methodGroups: [MethodGroup]
  let signature: SignatureView?
  let inputs: [ReportDocument.InputDigest]
  let outputs: [ReportDocument.OutputObject]
  let cutoffs: [Field]
  let cutoffsVersion: String
  let configuration: String
  let configurationSHA256: String
  let skippedFiles: [String]
  let program: String
  let mrStudyUID: String
  let ctStudyUID: String
  let accessions: String
  let context: ContextView
  let segmentTable: Table?
  let readerInput: ReaderInputView?

  init(_ report: ReportDocument, images: [RenderedImage], charts: [CohortChart]) {
    let reader = report.verification
    verified = reader != nil
    status = reader.map { "VERIFIED by \($0.reader)" } ?? "UNVERIFIED"
    banner = "Not for diagnostic use \u{2014} \(status)"
    patientName = PersonName.readable(report.patient.name)
    patientID = report.patient.id.isEmpty ? "no ID" : report.patient.id
    patientFacts = Self.facts(report.patient)
    mrStudy = Self.line(report.studies.mr)
    ctStudy = report.studies.ct.map(Self.line) ?? "none"
    interval = Self.interval(report.studies.intervalDays)
    identityWarning = Self.identityWarning(report.identity)
    withheldReasons = report.sharedWithheldGroups.map(\.sentence)
    sides = [Side.right, .left].map { SideView(report, $0) }
    trust = TrustItem.all(report)
    findings = report.findings.findings
    impression = report.findings.impression
    findingsPlain =
      (["FINDINGS"] + findings + ["", "IMPRESSION"] + impression.enumerated().map { "\($0 + 1). \($1)" })
      .joined(separator: "\n")
    pallidumTable = Self.pallidumTable(report)
    fociTable = Self.fociTable(report)
    nucleiTable = Self.nucleiTable(report)
    referenceTable = Self.referenceTable(report)
    headFields = Self.headFields(report.volumes)
    func pictures(_ purpose: RenderedImage.Purpose, _ suffix: String = "") -> [Picture] {
      images.filter { $0.purpose == purpose && $0.name.hasSuffix(suffix) }.map(Self.picture)
    }
    // A reader sees at once what does not fit.
    let failed = report.registration?.verdict == .fail
    details = pictures(.detail) + (failed ? pictures(.registration, "-checkerboard") : [])
    axials = pictures(.overview, "-axial")
    coronals = pictures(.overview, "-coronal")
    weightedPictures = pictures(.weighted)
    registrationPictures = pictures(.registration)
    microbleeds = Self.microbleeds(report, pictures: pictures(.microbleed))
    controlsTable = Self.controlsTable(report)
    self.charts = charts.map { ChartView(name: $0.name, title: $0.title, caption: $0.caption, svg: $0.svg()) }
    prior = report.prior.map(PriorView.init)
    qualityRows = QualityRow.all(report)
    notices = NoticeView.all(report)
    methodGroups = MethodGroup.all(report.methods)
    signature = reader.map(SignatureView.init)
    inputs = report.provenance.inputs
    outputs = report.provenance.outputs
    cutoffs = report.cutoffs.entries.map {
      Field(label: $0.name, value: "\(DecimalText.shortest($0.value)) \($0.unit)")
    }
    cutoffsVersion = report.cutoffs.version
    configuration = report.provenance.configuration
    configurationSHA256 = report.provenance.configurationSHA256
    skippedFiles = report.provenance.skippedFiles
    program = "\(report.software.name) \(report.software.version)"
    mrStudyUID = report.studies.mr.studyInstanceUID
    ctStudyUID = report.studies.ct?.studyInstanceUID ?? "none"
    context = ContextView(report)
    segmentTable = ContextView.segmentTable(report)
    readerInput = report.readerInput.map(ReaderInputView.init)
    let numbers = [report.studies.mr.accession, report.studies.ct?.accession ?? ""].filter { !$0.isEmpty }
    accessions = numbers.isEmpty ? "no accession number" : "accession " + numbers.joined(separator: ", ")
  }
}
