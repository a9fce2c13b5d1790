import DICOM
import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Phantom

/// Cases whose CT is wrong without any header saying so.
struct WrongCTCasesTests {
  /// The images of a case, and those of the same study with the right CT.
  private func images(_ name: String) throws -> (wrong: [DataSet], right: [DataSet]) {
    let c = try #require(PhantomCase.named(name))
    let s = try #require(SmallPhantom.simulation)
    let plain = PhantomStudy(s.named(c.name, summary: c.summary, expected: c.expected))
    return (c.study(c.varied(s)).files.compactMap(\.dataSet), plain.files.compactMap(\.dataSet))
  }

  @Test(arguments: ["ct-mirrored", "ct-turned", "ct-other-head"])
  func onlyThePixelsOfTheCTDiffer(_ name: String) throws {
    let (wrong, right) = try images(name)
    #expect(wrong.count == right.count)
    for (w, r) in zip(wrong, right) {
      #expect(w.tags == r.tags)
      for tag in w.tags where tag != .pixelData { #expect(w[tag] == r[tag], "\(tag)") }
      #expect((w[.pixelData] == r[.pixelData]) == r.isMR)
    }
  }

  @Test(arguments: ["ct-mirrored", "ct-turned"])
  func rowsAndColumnsRunTheOtherWay(_ name: String) throws {
    let (wrong, right) = try images(name)
    func rows(_ d: DataSet) throws -> [[UInt8]] {
      let bytes = try #require(d.bytes(.pixelData))
      let width = 2 * (try #require(d.int(.columns)))
      return stride(from: 0, to: bytes.count, by: width).map { Array(bytes[$0..<$0 + width]) }
    }
    /// The row from its other end; a pixel is two bytes.
    func backwards(_ row: [UInt8]) -> [UInt8] {
      stride(from: row.count - 2, through: 0, by: -2).flatMap { [row[$0], row[$0 + 1]] }
    }
    for (w, r) in zip(wrong, right) where r.isCT {
      let expected = try rows(r).map(backwards)
      #expect(try rows(w) == (name == "ct-turned" ? expected.reversed() : expected))
    }
  }

  /// The same pose, another skull: the mean difference is more than noise and rims leave.
  @Test func anotherHeadLiesWhereTheRightOneDoes() throws {
    let s = try #require(SmallPhantom.simulation)
    let other = s.given(.otherHead(seed: 119))
    #expect(other.ct.grid == s.ct.grid)
    #expect(other.magnitudes.map(\.voxels) == s.magnitudes.map(\.voxels))
    #expect(other.truth == s.truth)
    let same = s.given(.otherHead(seed: s.scenario.seed))
    func difference(_ a: CTVolume) -> Double {
      zip(a.voxels, s.cleanCT.voxels).reduce(0) { $0 + Double(abs($1.0 - $1.1)) } / Double(a.voxels.count)
    }
    // Of its own seed it is the same head without its deposits, which are a few voxels.
    #expect(difference(same.cleanCT) < 0.1)
    #expect(difference(other.cleanCT) > 20)
    // Both heads are there in full.
    let dense = [s.cleanCT, other.cleanCT].map { v in Double(v.voxels.filter { $0 > 300 }.count) }
    #expect(abs(dense[0] / dense[1] - 1) < 0.2)
  }
}
