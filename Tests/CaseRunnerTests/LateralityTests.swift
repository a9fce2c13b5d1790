import Foundation
import Phantom
import Testing
import Vocabulary

/// Left stays left from the files to the re-read objects, shown on a head whose sides cannot be mistaken.
@Suite struct LateralityTests {
  /// True if every given centre lies nearer to its own side's true pallidum, and within `toleranceMm` of it.
  private func sidesAgree(
    _ centers: [Side: [Double]], _ truth: PhantomTruth, swapped: Bool = false, toleranceMm: Double = 1.5
  ) throws -> Bool {
    for side in Side.allCases {
      let own = swapped ? side.opposite : side
      func center(_ s: Side) throws -> Point<MRPatient> {
        let c = try #require(
          truth.structures.first { $0.name == .globusPallidus && $0.side == s }?.centroidLPS)
        return Point(c[0], c[1], c[2])
      }
      let c = try #require(centers[side])
      let p = Point<MRPatient>(c[0], c[1], c[2])
      let distance = p.distance(to: try center(own))
      let toTheOther = p.distance(to: try center(own.opposite))
      if distance > toleranceMm || distance > toTheOther { return false }
    }
    return true
  }

  @Test func reportedSidesAreTheSimulatedOnes() throws {
    let c = try Shared.asymmetric.get()
    #expect(c.outcome.status == .done)
    var centers: [Side: [Double]] = [:]
    for side in Side.allCases { centers[side] = c.report.measurement(.globusPallidus, side)?.centroidLPS }
    #expect(try sidesAgree(centers, c.truth))
    // The check can fail.
    #expect(try !sidesAgree(centers, c.truth, swapped: true))
    #expect(c.truth.pallidum.left.ctGrade == 2 && c.truth.pallidum.right.ctGrade == 0)
    for side in Side.allCases {
      let t = side == .left ? c.truth.pallidum.left : c.truth.pallidum.right
      #expect(c.report.pallidum(side).gpCT.grade == t.ctGrade)
      #expect(c.report.pallidum(side).gpQSM.grade == t.qsmGrade)
      #expect(c.report.pallidum(side).paradoxicalCalcification.flag == t.paradox)
    }
  }

  @Test(.enabled(if: ReadBack.isAvailable, Comment(rawValue: ReadBack.reason)))
  func anotherReaderFindsTheSegmentsOnTheSidesOfTheirCodes() throws {
    let c = try Shared.asymmetric.get()
    let read = try ReadBack(c.folder)
    var centers: [Side: [Double]] = [:]
    for (side, code) in [(Side.left, ReadBack.left), (.right, ReadBack.right)] {
      let segments = read.segments.filter { $0.type == ReadBack.pallidum && $0.side == code }
      #expect(segments.count == 1)
      centers[side] = segments.first?.centroid
    }
    #expect(try sidesAgree(centers, c.truth))
    #expect(try !sidesAgree(centers, c.truth, swapped: true))
  }

  /// Every number of the structured report is that of the same side in report.json.
  @Test(
    .enabled(if: ReadBack.isAvailable, Comment(rawValue: ReadBack.reason)), arguments: Side.allCases)
  func anotherReaderFindsTheNumbersOfTheSide(_ side: Side) throws {
    let c = try Shared.asymmetric.get()
    let code = side == .left ? ReadBack.left : ReadBack.right
    let groups = try ReadBack(c.folder).groups.filter { $0.site == ReadBack.pallidum && $0.side == code }
    let group = try #require(groups.first)
    // The side's own group comes first, then one a counted focus.
    #expect(groups.count == 1 + c.report.pallidum(side).foci.filter { $0.counted == true }.count)
    let m = try #require(c.report.measurement(.globusPallidus, side))
    let ct = try #require(m.ct)
    let qsm = try #require(m.qsm)
    let expected: [(String, String?, Double)] = [
      ("Volume", nil, m.volumeMm3),
      ("Attenuation Coefficient", "Mean", ct.meanHU), ("Attenuation Coefficient", "Maximum", ct.maxHU),
      ("Attenuation Coefficient", "Standard Deviation", ct.sdHU),
      ("Magnetic Susceptibility", "Mean", qsm.meanPpb / 1000),
      ("Magnetic Susceptibility", "Maximum", qsm.maxPpb / 1000),
      ("Magnetic Susceptibility", "Minimum", qsm.minPpb / 1000),
      ("Volume of foci on CT", nil, c.report.pallidum(side).gpCT.focusVolumeMm3 ?? .nan),
      ("Volume of foci on susceptibility map", nil, c.report.pallidum(side).gpQSM.focusVolumeMm3 ?? .nan),
    ]
    for (meaning, derivation, value) in expected {
      let found = try #require(group.value(meaning, derivation), "\(meaning) \(derivation ?? "")")
      #expect(abs(found - value) < 1e-6 * max(1, abs(value)), "\(meaning) \(derivation ?? "")")
    }
    let grade = group.codes["Attenuation grade of globus pallidus"]
    #expect(grade?.hasPrefix(side == .left ? "Grade 2" : "Grade 0") == true)
    #expect(group.codes["Paradoxical (paramagnetic) calcification"] == (side == .left ? "Present" : "Absent"))
  }
}
