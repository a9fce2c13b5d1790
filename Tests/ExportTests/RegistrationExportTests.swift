import DICOM
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Export

/// A registration written without a report.
@Suite struct RegistrationExportTests {
  /// Numbers of every length and sign, translations of scanner coordinates among them.
  static let transform = RigidTransform<CTPatient, MRPatient>(
    rotation: .rotation(about: SIMD3(1, -2, 0.5), radians: 0.31),
    translationMm: SIMD3(-4.879262902431478, -246.34051756439845, 384.5708811737002))

  private func write(to folder: String, identityNote: String? = nil) throws -> String {
    let path = folder + "/registration.dcm"
    let c = Fixture.context()
    try exportRegistration(
      Self.transform, verdict: .warn, ct: Fixture.ct,
      origin: ObjectOrigin(
        mr: c.mr, uidSeed: c.uidSeed, contentDate: c.contentDate, contentTime: c.contentTime,
        softwareVersion: c.softwareVersion, identityNote: identityNote),
      to: path)
    return path
  }

  /// As near as sixteen characters can: no other text of a DS lies nearer than one unit of its last digit.
  @Test(.enabled(if: ExternalProgram.pythonHas("pydicom"), "python3 lacks pydicom"))
  func pydicomReadsTheNumbersToTheLastCharacter() throws {
    try Fixture.inTemporaryFolder { folder in
      let path = try write(to: folder)
      let script = """
        import pydicom, sys
        d = pydicom.dcmread(sys.argv[1])
        for i in d.RegistrationSequence:
            m = i.MatrixRegistrationSequence[0].MatrixSequence[0]
            print(i.FrameOfReferenceUID, m.FrameOfReferenceTransformationMatrixType,
                  *[x.original_string for x in m.FrameOfReferenceTransformationMatrix])
        """
      let r = try ExternalProgram.run("python3", "-c", script, path)
      let lines = r.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      try #require(r.status == 0 && lines.count == 2, "\(r.output)")
      #expect(lines[0][0] == "2.25.1002" && lines[1][0] == "2.25.2002")
      #expect(lines[0][2...].compactMap(Double.init) == Affine.identity.rowMajor16)
      #expect(lines[1][1] == "RIGID")
      let texts = Array(lines[1][2...])
      try #require(texts.count == 16)
      for (text, number) in zip(texts, Self.transform.rowMajor16) {
        let value = try #require(Double(text))
        // Sign, point and leading zero take three of the sixteen characters.
        let decimals = text.split(separator: ".").dropFirst().first.map(\.count) ?? 0
        #expect(text.count <= 16)
        #expect(abs(value - number) <= 0.5000001 * pow(10, -Double(decimals)), "\(text) for \(number)")
        if value != number { #expect(text.count >= 14, "\(text) for \(number)") }
      }
    }
  }

  @Test(.enabled(if: ExternalProgram.exists("dciodvfy"), "dciodvfy (dicom3tools) is not installed"))
  func theObjectPassesDciodvfy() throws {
    try Fixture.inTemporaryFolder { folder in
      let path = try write(to: folder, identityNote: "CT and MR differ in patient identity (PatientID)")
      let r = try ExternalProgram.run("dciodvfy", "-new", path)
      #expect(r.status == 0 && !r.output.contains("Error"), "\(r.output)")
      #expect(
        try DICOMFile.open(path).dataSet.string(.commentsOnThePerformedProcedureStep)?.contains("PatientID")
          == true)
    }
  }

  /// The same object as the one that a report holds, but for the verdict in the comment.
  @Test func itIsTheReportsObject() throws {
    try Fixture.inTemporaryFolder { folder in
      let c = Fixture.context()
      let alone = folder + "/alone.dcm"
      try exportRegistration(
        try #require(c.ctToMR), verdict: try #require(c.report.registration).verdict, ct: Fixture.ct,
        origin: c.origin, to: alone)
      _ = try exportObjects(c, to: folder)
      #expect(
        try DICOMFile.open(alone).dataSet == DICOMFile.open(folder + "/registration.dcm").dataSet)
    }
  }

  @Test func withoutImagesNothingIsWritten() {
    let empty = SourceImageSeries(
      patientModule: Fixture.ct.patientModule, studyModule: Fixture.ct.studyModule,
      frameOfReferenceUID: "2.25.2002", modality: "CT", instances: [], acquisition: DataSet())
    #expect(throws: ExportError.noSourceImages(modality: "CT")) {
      try exportRegistration(
        Self.transform, verdict: .pass, ct: empty, origin: Fixture.context().origin, to: "/dev/null")
    }
  }
}
