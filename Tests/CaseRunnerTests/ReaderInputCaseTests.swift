import CaseRunner
import DICOM
import Foundation
import Report
import Testing

/// A whole case with what a reader entered.
@Suite struct ReaderInputCaseTests {
  private static let words = "Zebrafish comment of Erika Example"

  private static let file = Result {
    let path = try Scratch.folder("reader") + "/entries.yaml"
    try Data("fazekasDeep: 2\nlacunes: 3\ncomment: \(words)\nreaderName: Anna Reader\n".utf8)
      .write(to: URL(filePath: path))
    return path
  }

  private static let finished = Result {
    let path = try file.get()
    return try Shared.smallStudy.get().run { $0.readerInputFile = path }
  }
  private static let plain = Result { try Shared.smallStudy.get().run() }

  /// In every output, marked as entered.
  @Test func entriesStandInEveryOutputAsTheReaders() throws {
    let c = try Self.finished.get()
    #expect(c.report.readerInput?.fazekasDeep == 2 && c.report.readerInput?.lacunes == 3)
    for name in ["findings.txt", "report.html"] {
      let text = try c.text(name)
      #expect(text.contains("Entered by the reader, not computed") && text.contains(Self.words))
    }
    let sr = try DICOMFile.open(c.folder + "/dicom/sr.dcm").dataSet
    func texts(_ d: DataSet) -> [String] {
      d.items(.contentSequence).flatMap { [$0.string(.textValue)].compactMap(\.self) + texts($0) }
    }
    #expect(texts(sr).contains(Self.words) && texts(sr).contains("Anna Reader"))
  }

  /// The file's digest is provenance, and other entries give other UIDs.
  @Test func theFileIsPartOfTheIdentity() throws {
    let (with, without) = (try Self.finished.get().report, try Self.plain.get().report)
    let digest = SHA256.hex(of: [UInt8](try Data(contentsOf: URL(filePath: try Self.file.get()))))
    #expect(with.provenance.inputs.last?.sha256 == digest)
    #expect(with.provenance.inputs.last?.modality == "reader input")
    #expect(with.provenance.inputs.dropLast().map(\.sha256) == without.provenance.inputs.map(\.sha256))
    let (a, b) = (
      Set(with.provenance.outputs.map(\.sopInstanceUID)),
      Set(without.provenance.outputs.map(\.sopInstanceUID))
    )
    #expect(!a.isEmpty && a.isDisjoint(with: b))
    #expect(without.readerInput == nil)
  }

  /// Free text may name the patient: it stands in the report and nowhere else.
  @Test func freeTextIsInNoLogAndNoFileName() throws {
    let c = try Self.finished.get()
    let said = c.events.joined(separator: "\n") + c.outcome.summary
    #expect(!said.contains("Zebrafish") && !said.contains("Erika") && !said.contains("Anna"))
    #expect(try files(below: c.folder).allSatisfy { !$0.contains("Zebrafish") && !$0.contains("Erika") })
  }

  /// Refused before anything is read or computed.
  @Test func wrongEntriesStopTheRunAtOnce() throws {
    let path = try Scratch.folder("wrong") + "/entries.yaml"
    try Data("fazekasDeep: 7\n".utf8).write(to: URL(filePath: path))
    var options = CaseOptions(inputs: ["/nowhere"], output: try Scratch.absent("refused"))
    options.readerInputFile = path
    do throws(CaseError) {
      _ = try runCase(options) { _ in Issue.record("something began") }
      Issue.record("was read")
    } catch { #expect(error.status == .usage && error.description.contains("fazekasDeep")) }
  }

  /// What stands beside the patient's values is in the report: context, sides, segments, sources of the outlines.
  @Test func contextIsPartOfEveryReport() throws {
    let report = try Shared.sample.get().report
    let context = try #require(report.context)
    #expect(context.contains { $0.quantity == "meanHU" && $0.z != nil })
    #expect(context.filter { $0.quantity == "meanPpb" }.allSatisfy { $0.z == nil })
    #expect(report.asymmetry?.contains { $0.quantity == "volumeMm3" } == true)
    #expect(report.structures.allSatisfy { ["image", "template"].contains($0.outline) })
    let segments = try #require(report.pallidumSegments)
    #expect(segments.count == 4)
    for side in segments.map(\.side) {
      let whole = try #require(report.measurement(.globusPallidus, side))
      let own = segments.filter { $0.side == side }
      // Together they are the pallidum: volumes add up, and means by volume (one decimal and two are kept).
      #expect(abs(own.map(\.volumeMm3).reduce(0, +) - whole.volumeMm3) < 0.2)
      let sum = own.reduce(0) { $0 + $1.volumeMm3 * ($1.meanPpb ?? .nan) }
      #expect(abs(sum / whole.volumeMm3 - (whole.qsm?.meanPpb ?? .nan)) < 0.1)
    }
    for m in report.structures {
      let ct = try #require(m.ct)
      #expect((ct.volumeAboveGrade2Mm3 ?? .nan) <= ct.volumeAboveCutoffMm3)
      #expect((ct.volumeAboveGrade2Mm3 == 0) == (ct.maxHU < 100))
    }
  }

  /// Withheld susceptibility is compared with nothing.
  @Test func withheldValuesHaveNoContext() throws {
    let report = try Shared.signFlipped.get().report
    #expect(report.susceptibility.withheld != nil)
    #expect(report.context?.contains { $0.quantity == "meanPpb" } == false)
    #expect(report.pallidumSegments?.allSatisfy { $0.meanPpb == nil } == true)
  }
}
