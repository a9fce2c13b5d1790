import CaseRunner
import Foundation
import NIfTI
import Phantom
import Report
import Testing
import Vocabulary
import Voxels

/// Realistic cases of another simulator and scanners' files, where they are at hand.
private enum SharedData {
  static let root = ProcessInfo.processInfo.environment["PALLIDUM_SHARED_DATA"] ?? ""
  static var isThere: Bool { !root.isEmpty && FileManager.default.fileExists(atPath: root + "/cases") }
  static let reason: Comment = "PALLIDUM_SHARED_DATA does not name the folder with scanners' files"
}

@Suite(.enabled(if: SharedData.isThere, SharedData.reason), .serialized)
struct SharedDataTests {
  /// The keys of a case's `truth.json` that are compared.
  private struct Truth: Decodable {
    struct Place: Decodable {
      let name: String
      let side: Side
      let centroidLPS: [Double]
    }
    struct Grades: Decodable {
      let ctGrade: Int
      let ctGradeAccept: [Int]?
      let qsmGrade: Int?
      let qsmGradeAccept: [Int]?
      let paradox: Bool
    }
    let expectedExit: [Int32]
    let ctToMR: [Double]
    let structures: [Place]
    let pallidum: [String: Grades]
  }

  private func run(
    _ inputs: [String], change: (inout CaseOptions) -> Void = { _ in }
  ) throws(CaseError) -> (folder: String, status: CaseRunner.ExitStatus) {
    guard let folder = try? Scratch.absent("shared") else { throw CaseError(.internalError, "no folder") }
    var options = CaseOptions(inputs: inputs, output: folder)
    options.writesNIfTI = true
    change(&options)
    return (folder, try runCase(options) { _ in }.status)
  }

  @Test(arguments: ["siemens-classic-b", "siemens-xa-c", "philips-enhanced-d"])
  func caseAgreesWithItsTruth(_ name: String) throws {
    let path = SharedData.root + "/cases/" + name
    let truth = try JSONDecoder().decode(
      Truth.self, from: try Data(contentsOf: URL(filePath: path + "/truth.json")))
    let (folder, status) = try run([path + "/study"])
    #expect(truth.expectedExit.contains(status.rawValue))
    let report = try ReportDocument(json: try Data(contentsOf: URL(filePath: folder + "/report.json")))
    let registration = try #require(report.registration)
    let found = try #require(Affine(rowMajor16: registration.ctToMR))
    let simulated = try #require(Affine(rowMajor16: truth.ctToMR))
    for side in Side.allCases {
      let p = report.pallidum(side)
      let t = try #require(truth.pallidum[side.rawValue])
      let ctGrade = try #require(p.gpCT.grade)
      #expect((t.ctGradeAccept ?? [t.ctGrade]).contains(ctGrade))
      if let grade = t.qsmGrade {
        let qsmGrade = try #require(p.gpQSM.grade)
        #expect((t.qsmGradeAccept ?? [grade]).contains(qsmGrade))
      }
      #expect(p.paradoxicalCalcification.flag == t.paradox)
      let c = try #require(
        truth.structures.first { $0.name == "globusPallidus" && $0.side == side }?.centroidLPS)
      let center = SIMD3(c[0], c[1], c[2])
      #expect(length(found(simulated.inverse(center)) - center) <= 0.5)
      let mask = try NIfTI.readMask(path + "/truth/gp_\(side.rawValue).nii.gz", frame: MRPatient.self)
      #expect(try overlap(folder, mask, side) >= 0.85)
    }
  }

  /// Dice, voxel of the report to nearest voxel of the truth: the two may be stored in another order.
  private func overlap(_ folder: String, _ truth: MRMask, _ side: Side) throws -> Double {
    let labels = try #require(
      try NIfTI.read(folder + "/nifti/labels.nii.gz", as: Dimensionless.self, frame: MRPatient.self).first)
    let names = try String(contentsOfFile: folder + "/nifti/labels.tsv", encoding: .utf8)
    let line = try #require(
      names.split(separator: "\n").first { $0.hasSuffix("\tglobusPallidus\t\(side.rawValue)") })
    let label = try #require(Float(line.split(separator: "\t")[0]))
    var both = 0
    var found = 0
    for i in labels.voxels.indices where labels.voxels[i] == label {
      found += 1
      let index = labels.grid.index(ofOffset: i)
      let p = labels.grid.point(atVoxel: SIMD3(Double(index.x), Double(index.y), Double(index.z)))
      let v = truth.grid.voxel(at: p)
      let (x, y, z) = (Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
      if truth.grid.contains(x, y, z), truth[x, y, z] { both += 1 }
    }
    return 2 * Double(both) / Double(found + truth.count)
  }

  /// A Philips mGRE and a GE CT of another person: refused; with the user's reason, reported, most of it withheld.
  @Test func scannersFilesOfTwoPeopleNeedAReason() throws {
    let ct = SharedData.root + "/ge-ct-head-tilted"
    var chi: [MRVolume<PPM>] = []
    for kind in ["classic", "enhanced"] {
      let inputs = [SharedData.root + "/philips-3t-2echo-" + kind, ct]
      do throws(CaseError) {
        _ = try run(inputs)
        Issue.record("reported on two people")
      } catch { #expect(error.status == .identityDiffers) }
      let (folder, status) = try run(inputs) { $0.identityOverride = "test of two scanners" }
      #expect(status == .withheld)
      chi += try NIfTI.read(folder + "/nifti/chi.nii.gz", as: PPM.self, frame: MRPatient.self)
    }
    #expect(chi.count == 2)
    #expect(chi[0].grid.size == chi[1].grid.size)
    // The same scan in two formats: the same map.
    let difference = zip(chi[0].voxels, chi[1].voxels).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
    // 0.1 ppb; the two forms differ by 0.055 ppb, against a field noise of 8 ppb in these two echoes.
    #expect(difference < 1e-4)
    #expect(chi[0].voxels.contains { abs($0) > 0.01 })
  }
}
