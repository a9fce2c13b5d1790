import Foundation
import Report
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Export

/// highdicom and pydicom find in the files what the context holds.
@Suite(
  .enabled(
    if: ExternalProgram.pythonHas("numpy, pydicom, highdicom"), "python3 lacks numpy, pydicom or highdicom"))
struct ReadBackTests {
  struct Found: Decodable {
    struct Segment: Decodable {
      let number: Int, label: String, type: String, side: String, trackingID: String, voxels: Int
      let centroid: [Double]
    }
    struct Number: Decodable {
      let name: String, value: Double?, unit: String?, derivation: String?
    }
    struct Group: Decodable {
      let trackingID: String, site: String, side: String, segUID: String, segment: Int
      let numbers: [Number]
      let codes: [String: String]
    }
    let segments: [String: Segment], segUID: String, volumeShape: [Int], groups: [String: Group]
    let closedPolygons: [Int]
    let qsm: [Int], rwvm: [[Cell]], qsmHasRescale: Bool, qsmPadding: [Int], name: String
    let qsmPositions: [[Double]], ct: [Double], ctPadding: Double
    let registered: String, matrices: [String: [Double]], longestDS: Int
    let pdf: [UInt8], captures: [[UInt8]]
  }

  /// A number or a text of a mixed list.
  enum Cell: Decodable, Equatable {
    case number(Double), text(String)
    init(from decoder: any Decoder) throws {
      let c = try decoder.singleValueContainer()
      if let d = try? c.decode(Double.self) {
        self = .number(d)
      } else {
        self = .text(try c.decode(String.self))
      }
    }
  }

  /// Read once: the programs take seconds to start.
  private static let result = Result<Found, any Error> {
    try Fixture.inTemporaryFolder { folder in
      _ = try exportObjects(Fixture.context(), to: folder)
      let script = folder + "/read.py"
      try ReadBackScript.source.write(toFile: script, atomically: true, encoding: .utf8)
      let r = try ExternalProgram.run("/bin/sh", ["-c", "python3 '\(script)' '\(folder)' 2>'\(folder)/err'"])
      let errors = (try? String(contentsOfFile: folder + "/err", encoding: .utf8)) ?? ""
      try #require(r.status == 0, "\(errors)")
      return try JSONDecoder().decode(Found.self, from: Data(r.output.utf8))
    }
  }

  let found: Found

  init() throws { found = try Self.result.get() }

  private static let sides: [Side: String] = [.left: "7771000", .right: "24028007"]

  @Test func segmentsLieWhereTheMasksLie() throws {
    let masks = Fixture.masks.filter { !$0.value.isEmpty }
    #expect(found.segments.count == masks.count)
    for (s, mask) in masks {
      let name = "\(s.side.rawValue) \(s.structure.displayName)"
      let segment = try #require(found.segments.values.first { $0.label == name })
      let centroid = try #require(mask.centroid?.lps)
      #expect(segment.side == Self.sides[s.side])
      #expect(segment.voxels == mask.count)
      for a in 0..<3 { #expect(abs(segment.centroid[a] - centroid[a]) < 1e-6, "\(name)") }
    }
  }

  @Test func groupsCarryTheReportsNumbersAndTheirSegments() throws {
    let report = FixtureReport.document()
    #expect(Set(found.groups.keys) == Set(found.segments.keys))
    for m in report.structures {
      let id = "\(m.side.rawValue) \(m.name.displayName)"
      let (uid, group) = try #require(found.groups.first { $0.value.trackingID == id })
      let segment = try #require(found.segments[uid])
      #expect(group.segUID == found.segUID && group.segment == segment.number)
      #expect(group.side == Self.sides[m.side] && group.side == segment.side && group.site == segment.type)
      func value(_ name: String, _ derivation: String?) -> Double? {
        group.numbers.first { $0.name == name && $0.derivation == derivation }?.value
      }
      let (qsm, ct) = (try #require(m.qsm), try #require(m.ct))
      let expected: [(String, String?, Double)] = [
        ("118565006", nil, m.volumeMm3), ("112031", "373098007", ct.meanHU),
        ("112031", "386136009", ct.sdHU), ("112031", "373099004", ct.medianHU),
        ("112031", "p95", ct.p95HU), ("112031", "56851009", ct.maxHU),
        ("126396", "373098007", qsm.meanPpb / 1000), ("126396", "386136009", qsm.sdPpb / 1000),
        ("126396", "373099004", qsm.medianPpb / 1000), ("126396", "p5", qsm.p5Ppb / 1000),
        ("126396", "p95", qsm.p95Ppb / 1000), ("126396", "255605001", qsm.minPpb / 1000),
        ("126396", "56851009", qsm.maxPpb / 1000), ("126395", "373098007", 33.125),
      ]
      for (name, derivation, number) in expected {
        let read = try #require(value(name, derivation), "\(id) \(name) \(derivation ?? "")")
        #expect(abs(read - number) <= 1e-9 * max(1, abs(number)), "\(id) \(name) \(derivation ?? "")")
      }
      #expect(Set(group.numbers.filter { $0.name == "126396" }.compactMap(\.unit)) == ["ppm"])
      #expect(Set(group.numbers.filter { $0.name == "112031" }.compactMap(\.unit)) == ["[hnsf'U]"])
    }
    let left = try #require(found.groups.values.first { $0.trackingID == "left globus pallidus" })
    #expect(left.codes["gp-ct-grade"] == "grade-1" && left.codes["gp-qsm-grade"] == "grade-2")
    #expect(left.codes["paradox-calc"] == "52101004")
    let right = try #require(found.groups.values.first { $0.trackingID == "right globus pallidus" })
    #expect(right.codes["gp-ct-grade"] == "grade-0" && right.codes["paradox-calc"] == "272519000")
  }

  @Test func outlinesAreClosedPolygons() {
    #expect(found.closedPolygons[0] == found.closedPolygons[1])
    // left GP 4 slices and the corner pixel, right GP 3, putamina 5 and 5, red nuclei 2 and 1
    #expect(found.closedPolygons[0] == 5 + 3 + 5 + 5 + 2 + 1)
  }

  @Test func storedValuesOfTheMapArePpb() throws {
    #expect(found.qsm.count == Fixture.grid.count && !found.qsmHasRescale)
    let smallest = zip(Fixture.chi.voxels, Fixture.chiMask.voxels).filter(\.1).map(\.0).min() ?? 0
    for (i, v) in found.qsm.enumerated() {
      let ppb =
        Fixture.chiMask.voxels[i]
        ? (Double(Fixture.chi.voxels[i]) * 1000).rounded() : (Double(smallest) * 1000).rounded() - 1
      if Double(v) != ppb { Issue.record("voxel \(i): \(v) instead of \(ppb)") }
    }
    #expect(found.rwvm.allSatisfy { $0 == [.number(0.001), .number(0), .text("ppm")] })
    #expect(found.name == "Test^Synthetic=試験^合成")
    for (slice, p) in found.qsmPositions.enumerated() {
      let expected = Fixture.grid.point(atVoxel: SIMD3(0, 0, Double(slice))).lps
      for a in 0..<3 { #expect(abs(p[a] - expected[a]) < 1e-9) }
    }
  }

  @Test func resampledCTIsInHounsfieldUnits() {
    for (i, v) in found.ct.enumerated() {
      let hu = Fixture.ctOnMR.voxels[i]
      let expected = hu.isNaN ? found.ctPadding : Double(hu).rounded()
      if v != expected { Issue.record("voxel \(i): \(v) instead of \(expected)") }
    }
    #expect(found.ct.count == Fixture.grid.count)
  }

  @Test func registrationSurvivesItsSixteenCharacters() throws {
    #expect(found.registered == "2.25.1002")
    #expect(found.matrices["2.25.1002"] == Affine.identity.rowMajor16)
    let m = try #require(found.matrices["2.25.2002"])
    let expected = Fixture.ctToMR.rowMajor16
    for i in 0..<16 { #expect(abs(m[i] - expected[i]) <= 1e-6) }
    let affine = try #require(Affine(rowMajor16: m))
    let gram = affine.linear.transpose * affine.linear
    for r in 0..<3 { for c in 0..<3 { #expect(abs(gram[r, c] - (r == c ? 1 : 0)) <= 1e-6) } }
    #expect(affine.linear.determinant > 0)
    #expect(found.longestDS <= 16)
  }

  @Test func picturesAndPDFAreUnchanged() {
    #expect(found.captures == Fixture.captures.map(\.rgb))
    #expect(found.pdf == Fixture.pdf)
  }
}
