import DICOM
import Report
import Testing
import Vocabulary
import Voxels

@testable import Export

extension Fixture {
  /// Medial zones of both sides, a CT and a QSM focus on the left, a QSM focus on the right.
  static let deposits: [DepositSegment] = [
    DepositSegment(
      kind: .medialZone, side: .left, id: "left-medial-zone", label: "left medial pallidum",
      mask: box(15...16, 7...10, 2...5)),
    DepositSegment(
      kind: .denseFocus, side: .left, id: "left-ct-1", label: "left CT focus 1",
      mask: box(15...16, 8...9, 3...3)),
    DepositSegment(
      kind: .susceptibilityFocus, side: .left, id: "left-qsm-1", label: "left QSM focus 1",
      mask: box(15...17, 8...9, 3...4)),
    DepositSegment(
      kind: .medialZone, side: .right, id: "right-medial-zone", label: "right medial pallidum",
      mask: box(7...7, 7...11, 3...5)),
    DepositSegment(
      kind: .susceptibilityFocus, side: .right, id: "right-qsm-1", label: "right QSM focus 1",
      mask: box(6...7, 8...10, 4...4)),
  ]

  /// The report that knows these foci, and one on the left that does not count.
  static let reportWithFoci = FixtureReport.document { r in
    for part in deposits where part.kind != .medialZone {
      let focus = focus(part)
      if part.side == .left {
        r.pallidum.left.foci.append(focus)
      } else {
        r.pallidum.right.foci.append(focus)
      }
    }
    var vessel = focus(deposits[2])
    (vessel.id, vessel.kind, vessel.counted) = ("left-qsm-2", "vesselLike", false)
    r.pallidum.left.foci.append(vessel)
  }

  private static func focus(_ part: DepositSegment) -> ReportDocument.Focus {
    let at = part.mask.centroid?.lps ?? .zero
    let ct = part.kind == .denseFocus
    let n = Double(part.mask.count)
    var focus = ReportDocument.Focus(
      modality: ct ? "ct" : "qsm", volumeMm3: part.mask.volumeMm3 * 0.9, centroidLPS: [at.x, at.y, at.z],
      inZone: true, meanHU: 60 + n, maxHU: 90 + n, meanPpb: 200 + n, maxPpb: 300 + n, r2starPerSecond: 50 + n)
    focus.id = part.id
    focus.kind = ct ? "paradoxical" : "paramagneticNotDense"
    focus.counted = true
    focus.zoneShare = 0.75
    focus.thresholdVolumeMm3 = part.mask.volumeMm3
    (focus.minHU, focus.minPpb) = (40 + n, 100 + n)
    return focus
  }

  static func contextWithFoci(
    report: ReportDocument = reportWithFoci, deposits: [DepositSegment] = deposits
  ) -> ExportContext {
    ExportContext(
      report: report, mr: mr, ct: ct, chi: chi, chiMask: chiMask, ctOnMR: ctOnMR, masks: masks,
      ctToMR: ctToMR,
      captures: captures, pdf: pdf, uidSeed: [1, 2, 3, 4], contentDate: "20250305", contentTime: "120000",
      softwareVersion: "0.9.0", deposits: deposits)
  }
}

@Suite struct DepositTests {
  /// Zones and foci are segments after the nuclei, with codes, sides and voxels of their own; every focus has a
  /// measurement group that names its segment.
  @Test func zonesAndFociAreSegments() throws {
    try Fixture.inTemporaryFolder { folder in
      let c = Fixture.contextWithFoci()
      _ = try exportObjects(c, to: folder)
      let seg = try DICOMFile.open(folder + "/seg.dcm")
      let items = seg.dataSet.items(.segmentSequence)
      #expect(items.count == 6 + 5)
      #expect(items.map { $0.int(.segmentNumber) } == Array(1...11))
      for (item, part) in zip(items.dropFirst(6), Fixture.deposits) {
        let type = try #require(item.items(.segmentedPropertyTypeCodeSequence).first)
        #expect(type.string(.codingSchemeDesignator) == "99PALLIDUM")
        #expect(
          type.string(.codeValue)
            == [
              "medialZone": "gp-medial-zone", "denseFocus": "dense-focus", "susceptibilityFocus": "chi-focus",
            ][
              part.kind.rawValue])
        let side = type.items(.segmentedPropertyTypeModifierCodeSequence).first?.string(.codeValue)
        let region = item.items(.anatomicRegionSequence).first
        let regionSide = region?.items(.anatomicRegionModifierSequence).first?.string(.codeValue)
        #expect(side == (part.side == .left ? "7771000" : "24028007") && regionSide == side)
        #expect(region?.string(.codeValue) == "14738005")
        let category = item.items(.segmentedPropertyCategoryCodeSequence).first?.string(.codeValue)
        #expect(category == (part.kind == .medialZone ? "91723000" : "49755003"))
        #expect(item.string(.segmentLabel) == part.label)
      }
      #expect(Set(items.compactMap { $0.string(.trackingUID) }).count == 11)
      #expect(seg.dataSet.string(.segmentsOverlap) == "YES")

      let groups = ReportReading(file: try DICOMFile.open(folder + "/sr.dcm")).groups
      #expect(groups.count == 6 + 3)
      let focus = try #require(groups.first { $0.trackingID == "left CT focus 1" })
      #expect(focus.segmentNumber == 8 && focus.laterality == "7771000" && focus.site == "14738005")
      #expect(focus.codes["mineral-kind"] == "kind-paradox" && focus.codes["121071"] == "dense-focus")
      #expect(focus.numbers.first { $0.concept == "112031" }?.value == 64)
      #expect(focus.numbers.first { $0.concept == "126396" }?.value == 0.204)
    }
  }

  /// Wrong side, place, number or a focus that does not count: nothing leaves.
  @Test func contradictionsAreFound() throws {
    func moved(_ i: Int, to side: Side? = nil, mask: MRMask? = nil, id: String? = nil) -> [DepositSegment] {
      var parts = Fixture.deposits
      let p = parts[i]
      parts[i] = DepositSegment(
        kind: p.kind, side: side ?? p.side, id: id ?? p.id, label: p.label, mask: mask ?? p.mask)
      return parts
    }
    let wrong = [
      moved(0, to: .right), moved(1, to: .right), moved(2, mask: Fixture.box(5...6, 8...9, 3...4)),
      moved(1, mask: Fixture.box(18...18, 7...7, 5...5)), moved(2, id: "left-qsm-2"),
      moved(2, id: "left-qsm-9"),
    ]
    for parts in wrong {
      _ = try Fixture.inTemporaryFolder { folder in
        #expect(throws: ExportError.self) {
          try exportObjects(Fixture.contextWithFoci(deposits: parts), to: folder)
        }
      }
    }
    try Fixture.inTemporaryFolder { folder in
      let c = Fixture.contextWithFoci()
      _ = try exportObjects(c, to: folder)
      var other = Fixture.reportWithFoci
      other.pallidum.left.foci[0].meanHU = 65
      let files = try ReportObjects(c).files
      #expect(throws: ExportError.self) {
        try Rereading(directory: folder, files: files).check(Fixture.contextWithFoci(report: other))
      }
      try Rereading(directory: folder, files: files).check(c)
    }
  }
}
