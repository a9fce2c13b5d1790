import DICOM
import Testing

@testable import Acquisition

/// One series that an archive sends as classic and as enhanced files.
struct SeriesFormTests {
  let scan = SyntheticMGRE(style: .philips)

  @Test func eachFormIsAnEntryWithItsOwnVerdict() {
    let found = inventory(of: scan.classic + [scan.enhanced])
    #expect(found.series.map(\.form) == [.classic, .enhanced])
    #expect(found.series.map(\.instances) == [24, 1])
    #expect(found.series.map(\.frames) == [24, 24])
    #expect(found.series.map(\.verdict) == [.usable, .usable])
    #expect(found.series.allSatisfy { $0.reason.contains("in two forms") })
    #expect(found.studies.map(\.series) == [1])
  }

  @Test func theEnhancedFormIsTakenAndGivesTheSameVolumes() throws {
    let found = inventory(of: scan.classic + [scan.enhanced] + SyntheticCT().instances)
    for request in [CaseRequest(), CaseRequest(mgreSeries: "1.2.3.10")] {
      let selection = try selectCase(in: found, request: request)
      #expect(selection.series.map(\.verdict) == [.notUsed, .used, .used])
      #expect(selection.series[0].reason == "The same series was taken from its enhanced files.")
      let mgre = try loadMGRE(selection)
      #expect(mgre.source.instances.count == 1)
      #expect(mgre.phases.map(\.voxels) == (try loadedMGRE(scan.classic)).phases.map(\.voxels))
    }
  }

  /// A series that is passed over for another reason still says that it is there twice.
  @Test func aSeriesPassedOverSaysThatItIsThereTwice() throws {
    var finer = SyntheticMGRE()
    finer.seriesUIDs = ("1.2.3.50", "1.2.3.51")
    finer.seriesNumbers = (50, 51)
    finer.spacing = SIMD3(0.5, 0.5, 1)
    let found = inventory(
      of: scan.classic + [scan.enhanced] + finer.classic + SyntheticCT().instances)
    let passed = try selectCase(in: found).series.filter { $0.number == 5 }
    #expect(passed.map(\.verdict) == [.notUsed, .notUsed])
    #expect(passed.allSatisfy { $0.reason.hasPrefix("Its voxels are larger") })
    #expect(passed.allSatisfy { $0.reason.contains("in two forms") })
  }

  /// A damaged enhanced form does not cost the case: the classic files are used.
  @Test func theClassicFormIsTakenWhereTheEnhancedOneIsRefused() throws {
    var enhanced = scan.enhanced
    let groups = enhanced.header.items(.perFrameFunctionalGroupsSequence)
    enhanced.header.set(.perFrameFunctionalGroupsSequence, items: Array(groups.dropLast(3)))
    enhanced.header.set(.numberOfFrames, .IS, ints: [groups.count - 3])
    let found = inventory(of: scan.classic + [enhanced] + SyntheticCT().instances)
    let selection = try selectCase(in: found, request: CaseRequest(mgreSeries: "1.2.3.10"))
    #expect(selection.series.map(\.verdict) == [.used, .refused, .used])
    #expect(try loadMGRE(selection).source.instances.count == 24)
  }
}
