import DICOM
import Foundation
import Testing

@testable import Phantom

struct PhantomCaseTests {
  @Test func everyCaseIsFoundUnderItsOwnNameAndSaysWhatIsExpected() {
    let all = PhantomCase.all
    #expect(Set(all.map(\.name)).count == all.count)
    for c in all {
      #expect(PhantomCase.named(c.name)?.summary == c.summary)
      #expect([0, 3, 4, 5].contains(c.expected.exit))
      // A refusal without its reason, or a withheld result without a name, would prove nothing.
      if c.expected.exit != 0 { #expect(c.expected.reason?.isEmpty == false, "\(c.name)") }
      #expect((c.expected.exit == 5) == !c.expected.withheld.isEmpty, "\(c.name)")
    }
    #expect(PhantomCase.named("no such case") == nil)
  }

  @Test func everyFormatHasACase() throws {
    let s = try #require(SmallPhantom.simulation)
    let formats = Set(PhantomCase.vendors.map { $0.varied(s).scenario.format })
    #expect(formats == Set(ScannerFormat.allCases))
  }

  @Test func truthCarriesTheExpectation() throws {
    let s = try #require(SmallPhantom.simulation)
    let folder = ScratchFolder()
    let truth = try writePhantom(
      try #require(PhantomCase.named("ct-contrast")), of: s, to: folder.path, writesVolumes: false)
    let json = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/truth.json"))
    let read = try JSONDecoder().decode(PhantomTruth.self, from: json)
    #expect(read == truth)
    #expect(read.expected?.exit == 5 && read.expected?.withheld == [.gpCT, .paradoxicalCalcification])
    #expect(read.case == "ct-contrast" && read.expectedExit == [5])
    #expect(read.structures == s.truth.structures)
    // Scenarios that had a truth before keep its bytes.
    #expect(try !String(decoding: JSONEncoder().encode(s.truth), as: UTF8.self).contains("\"expected\""))
  }

  /// Two cases of one simulation are two studies of one patient.
  @Test func identifiersDifferBetweenCases() throws {
    let s = try #require(SmallPhantom.simulation)
    var studies = Set<String>()
    for c in PhantomCase.faults {
      let images = c.study(c.varied(s)).files.compactMap(\.dataSet)
      let uids = Set(images.compactMap { $0.string(.studyInstanceUID) })
      #expect(uids.isDisjoint(with: studies), "\(c.name)")
      studies.formUnion(uids)
      let instances = images.compactMap { $0.string(.sopInstanceUID) }
      #expect(Set(instances).count >= instances.count - 3 || c.name == "uid-with-path", "\(c.name)")
      // Only one case has identifiers that are none.
      #expect(instances.allSatisfy { UID($0) != nil } == (c.name != "uid-with-path"), "\(c.name)")
    }
  }
}
