import Shapes
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Anatomy

/// Outlines that a reader corrected, in a synthetic head.
@Suite struct CorrectedOutlinesTests {
  private static let left = SidedStructure(.globusPallidus, .left)
  private static let right = SidedStructure(.globusPallidus, .right)
  private static let head = SyntheticHead(SyntheticHead.Recipe())
  private static let found = Result { try head.nuclei() }

  private static func nuclei(_ corrected: [SidedStructure: MRMask], chi: MRVolume<PPM>? = nil) throws
    -> Nuclei
  {
    try segmentNuclei(
      chi: chi ?? head.chi, r2star: head.r2star, magnitude: head.magnitude, ctOnMR: head.ct,
      masks: head.masks,
      chiMask: head.intracranial, corrected: corrected)
  }

  /// The reader's outline replaces the program's; neighbours give way; everything else stays.
  @Test func replacesOneNucleus() throws {
    let found = try Self.found.get()
    let own = try #require(found.masks[Self.left])
    let putamen = SidedStructure(.putamen, .left)
    // The reader takes 2 mm more on all sides, also from the putamen.
    let drawn = own.dilated(byMm: 2)
    let given = try Self.nuclei([Self.left: drawn])
    #expect(given.masks[Self.left] == drawn)
    #expect(given.corrected == [Self.left])
    #expect(given.masks[putamen] == found.masks[putamen]?.subtracting(drawn))
    #expect(given.masks[Self.right] == found.masks[Self.right])
    #expect(given.medialZones[.right] == found.medialZones[.right])
    let zone = try #require(given.medialZones[.left])
    #expect(abs(Double(zone.count) / Double(drawn.count) - 1.0 / 3) < 0.01)
    #expect(zone.subtracting(drawn).isEmpty)
    #expect(given.quality.contains { $0.check == "correctedOutlines" && $0.value == 1 })
    #expect(
      !given.quality.contains { $0.check == "pallidumShape.left" },
      "the reader's shape is not judged by the template")
  }

  /// Handing back the program's own outlines changes nothing and counts as no correction.
  @Test func ownOutlinesAreNoCorrection() throws {
    let found = try Self.found.get()
    let given = try Self.nuclei(found.masks)
    #expect(given.corrected.isEmpty)
    #expect(given.masks == found.masks)
    #expect(given.medialZones == found.medialZones)
    #expect(given.quality == found.quality)
  }

  /// An outline that lies elsewhere, as another patient's on the same grid would, is measured with a warning.
  @Test func warnsOfAnOutlineElsewhere() throws {
    let own = try #require(try Self.found.get().masks[Self.left])
    func check(shiftedBy voxels: Int) throws -> QualityCheck {
      var moved = MRMask(grid: own.grid)
      own.forEach { x, y, z in moved[x, y + voxels, z] = true }
      return try #require(
        try Self.nuclei([Self.left: moved]).quality.first { $0.check == "correctedOutlines" })
    }
    #expect(try check(shiftedBy: 1).verdict == .pass)
    let far = try check(shiftedBy: 10)
    #expect(far.verdict == .warn && far.message.contains("belongs to this patient"))
  }

  @Test func sidesAreProven() throws {
    let found = try Self.found.get()
    let (l, r) = (try #require(found.masks[Self.left]), try #require(found.masks[Self.right]))
    #expect(throws: AnatomyError.outlineOnOtherSide(Self.left)) {
      try Self.nuclei([Self.left: r, Self.right: l])
    }
    #expect(throws: AnatomyError.outlineOnOtherSide(Self.left)) { try Self.nuclei([Self.left: r]) }
  }

  /// A map in which the template finds no place: nothing is trusted, until a reader outlines both pallida; then they alone
  /// are kept, with medial zones by their own axes.
  @Test func savesAHeadWithoutAPlace() throws {
    let head = Self.head
    // Nothing but noise where the nuclei were.
    var random = SplitMix64(seed: 5)
    let noise = head.painted(head.chi) { _, _, _ in Float(0.03 * random.normal()) }
    #expect(try Self.nuclei([:], chi: noise).verdict == .fail)
    var drawn: [SidedStructure: MRMask] = [:]
    for side in Side.allCases {
      drawn[SidedStructure(.globusPallidus, side)] = try #require(head.pallidum[side])
    }
    #expect(try Self.nuclei([Self.left: try #require(drawn[Self.left])], chi: noise).verdict == .fail)
    let given = try Self.nuclei(drawn, chi: noise)
    #expect(given.verdict != .fail, "\(given.quality.filter { $0.verdict == .fail })")
    #expect(given.masks == drawn)
    for side in Side.allCases {
      let mask = try #require(drawn[SidedStructure(.globusPallidus, side)])
      let zone = try #require(given.medialZones[side])
      let byTemplate = try #require(try Self.found.get().medialZones[side])
      #expect(abs(Double(zone.count) / Double(mask.count) - 1.0 / 3) < 0.01)
      let medial = try #require(zone.centroid).lps.x - (try #require(mask.centroid).lps.x)
      #expect(side == .left ? medial < -1 : medial > 1)
      #expect(dice(zone, byTemplate) > 0.7, "the axis of the outline is near the template's")
    }
  }

  /// An outline that the slab cuts is told as cut.
  @Test func tellsWhatTheSlabCuts() throws {
    let own = try #require(try Self.found.get().masks[Self.left])
    let grid = own.grid
    let start = grid.index(ofOffset: try #require(own.voxels.firstIndex(of: true)))
    var toBorder = own
    for z in 0...start.z { toBorder[start.x, start.y, z] = true }
    let given = try Self.nuclei([Self.left: toBorder])
    #expect(given.truncated.contains(Self.left))
    #expect(given.verdict == .fail)
  }
}
