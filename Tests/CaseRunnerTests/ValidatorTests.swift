import Foundation
import TestSupport
import Testing

/// Programs that share no code with this one judge the objects of whole cases: trusted, and partly withheld.
@Suite struct ValidatorTests {
  private static let cases: [String] = ["sample", "sign-flipped", "overridden"]

  private func folder(_ name: String) throws -> String {
    switch name {
    case "sample": try Shared.sample.get().folder
    case "sign-flipped": try Shared.signFlipped.get().folder
    default: try Shared.overridden.get().folder
    }
  }

  private func objects(_ name: String) throws -> [String] {
    let path = try folder(name) + "/dicom"
    return try files(below: path).map { path + "/" + $0 }
  }

  @Test(
    .enabled(if: ExternalProgram.exists("dciodvfy"), "dciodvfy (dicom3tools) is not installed"),
    arguments: cases)
  func everyObjectPassesDciodvfy(_ name: String) throws {
    let paths = try objects(name)
    #expect(paths.count > 40)
    for path in paths {
      let r = try ExternalProgram.run("dciodvfy", "-new", path)
      #expect(r.status == 0 && !r.output.contains("Error"), "\(path.suffix(30)): \(r.output)")
    }
  }

  @Test(
    .enabled(if: ExternalProgram.exists("dcentvfy"), "dcentvfy (dicom3tools) is not installed"),
    arguments: cases)
  func entitiesAgreeAcrossObjects(_ name: String) throws {
    let r = try ExternalProgram.run("/usr/bin/env", ["dcentvfy"] + objects(name))
    #expect(r.status == 0 && !r.output.contains("Error"), "\(r.output)")
  }

  @Test(
    .enabled(if: ExternalProgram.exists("dsrdump"), "dsrdump (dcmtk) is not installed"), arguments: cases)
  func structuredReportPassesDsrdump(_ name: String) throws {
    let r = try ExternalProgram.run("dsrdump", try folder(name) + "/dicom/sr.dcm")
    // Its checker of text knows no UTF-8, and says so; every other warning is one too many.
    let complaints = r.output.split(separator: "\n").filter {
      ($0.hasPrefix("E:") || $0.hasPrefix("W:")) && !$0.contains("VR checker does not support")
    }
    #expect(r.status == 0 && complaints.isEmpty, "\(complaints)")
    #expect(r.output.contains("UNVERIFIED"))
  }

  /// Both sides, all structures: segments where the report says, as many voxels as the report says.
  @Test(.enabled(if: ReadBack.isAvailable, Comment(rawValue: ReadBack.reason)))
  func highdicomReadsWhatTheReportSays() throws {
    let c = try Shared.sample.get()
    let read = try ReadBack(c.folder)
    let found = c.report.structures
    let foci = [(ReadBack.right, c.report.pallidum.right), (ReadBack.left, c.report.pallidum.left)].flatMap {
      side, pallidum in pallidum.foci.filter { $0.counted == true }.map { (side, $0) }
    }
    #expect(!foci.isEmpty && found.count == 14 && read.groups.count == 14 + foci.count)
    #expect(read.segments.count == 14 + 2 + foci.count, "medial zones and foci beside the nuclei")
    for (side, focus) in foci {
      let group = read.groups.contains { g in
        g.side == side && g.value("Volume", nil) == focus.volumeMm3
          && g.value("Attenuation Coefficient", "Mean") == focus.meanHU
          && abs((g.value("Magnetic Susceptibility", "Mean") ?? .nan) * 1000 - (focus.meanPpb ?? .nan)) < 1e-6
      }
      #expect(group, "\(focus.id ?? "")")
    }
    for m in found {
      let side = m.side == .left ? ReadBack.left : ReadBack.right
      let match = read.segments.contains { s in
        s.side == side && s.voxels == m.voxels
          && zip(s.centroid, m.centroidLPS).allSatisfy { abs($0 - $1) < 0.01 }
      }
      #expect(match, "\(m.side) \(m.name)")
      let group = read.groups.contains { g in
        g.side == side && g.value("Volume", nil) == m.volumeMm3
          && g.value("Attenuation Coefficient", "Mean") == m.ct?.meanHU
      }
      #expect(group, "\(m.side) \(m.name)")
    }
  }
}
