import DICOM
import Testing

@testable import Acquisition

/// What the headers promise and the pixels do not hold is replaced by the next best series.
struct CaseLoadingTests {
  /// Two complete runs; the later is preferred.
  private func runs() -> (earlier: [SyntheticInstance], later: [SyntheticInstance]) {
    func run(_ numbers: (Int, Int), _ time: String) -> [SyntheticInstance] {
      var scan = SyntheticMGRE()
      scan.seriesUIDs = ("1.2.3.\(numbers.0)", "1.2.3.\(numbers.1)")
      scan.seriesNumbers = numbers
      return changed(scan.classic) { $0.header.set(.acquisitionTime, .TM, time) }
    }
    return (run((5, 6), "101500"), run((8, 9), "104500"))
  }

  private func withoutPixels(_ instances: [SyntheticInstance]) -> [SyntheticInstance] {
    changed(instances) { $0.frames = [] }
  }

  private func loaded(
    _ instances: [SyntheticInstance], _ request: CaseRequest = CaseRequest(),
    isAcceptable: (CaseSelection) -> Bool = { _ in true }
  ) throws -> LoadedCase {
    let inventory = inventory(of: instances)
    return try loadCase(
      try selectCase(in: inventory, request: request), in: inventory, request: request,
      isAcceptable: isAcceptable)
  }

  @Test func soundSeriesAreTakenAsChosen() throws {
    let (earlier, later) = runs()
    let c = try loaded(earlier + later + SyntheticCT().instances)
    #expect(c.setAside.isEmpty && c.mgre.source.seriesInstanceUIDs == ["1.2.3.8", "1.2.3.9"])
  }

  @Test func theEarlierRunReplacesALaterOneThatCannotBeDecoded() throws {
    let (earlier, later) = runs()
    let c = try loaded(earlier + withoutPixels(later) + SyntheticCT().instances)
    #expect(c.mgre.source.seriesInstanceUIDs == ["1.2.3.5", "1.2.3.6"])
    #expect(c.setAside.map(\.name) == ["Series 8 and 9"])
    #expect(c.setAside.first?.file?.reason == "pixels cannot be decoded")
    // Neither a path nor anything else of the file stands in the sentence, which goes into logs.
    #expect(c.setAside.first?.sentence.contains("memory") == false)
    let verdicts = Dictionary(c.selection.series.map { ($0.number, $0.verdict) }) { a, _ in a }
    #expect(verdicts == [3: .used, 5: .used, 6: .used, 8: .refused, 9: .refused])
  }

  @Test func anotherCTReplacesOneThatCannotBeDecoded() throws {
    var thick = SyntheticCT()
    thick.seriesUID = "1.2.4.11"
    thick.seriesNumber = 4
    thick.kernel = ["H70h"]
    let c = try loaded(runs().earlier + withoutPixels(SyntheticCT().instances) + thick.instances)
    #expect(c.ct.source.seriesInstanceUIDs == ["1.2.4.11"])
    #expect(c.setAside.map(\.name) == ["Series 3"])
  }

  @Test func withoutAReplacementTheFirstErrorStands() throws {
    let (earlier, later) = runs()
    let all = withoutPixels(earlier + later) + SyntheticCT().instances
    #expect(throws: AcquisitionError.self) { try loaded(all) }
    // What was asked for by its UID, and what is of somebody else, is no replacement.
    let one = earlier + withoutPixels(later) + SyntheticCT().instances
    #expect(throws: AcquisitionError.self) { try loaded(one, CaseRequest(mgreSeries: "1.2.3.8")) }
    #expect(throws: AcquisitionError.self) { try loaded(one) { _ in false } }
  }
}
