import Foundation
import Testing
import Vocabulary

@testable import Mineralization

/// Whether a grade that is called stable is right more often, on random pallida whose truth is known.
@Suite struct CalibrationTests {
  private struct Tally {
    var all = 0
    var right = 0
    var tooLow = 0
    mutating func add(_ found: Int?, _ truth: Int) {
      all += 1
      if found == truth { right += 1 }
      if let found, found < truth { tooLow += 1 }
    }
    var text: String {
      all == 0
        ? "–" : String(format: "%.0f %% of %d (too low %d)", Double(right) / Double(all) * 100, all, tooLow)
    }
    var share: Double { Double(right) / Double(max(1, all)) }
  }

  private struct Counts {
    /// By modality, slice (0 for all) and firmness: 0 all agree, 1 at least 80 %, 2 fewer.
    var tallies: [String: Tally] = [:]
    var confusion: [String: Int] = [:]
  }

  private func run(_ seeds: ClosedRange<UInt64>) -> Counts {
    var counts = Counts()
    for seed in seeds {
      let p = RandomPallidum(seed: seed)
      let g = gradePallidum(p.evidence)
      for (name, result, truth) in [("CT", g.gpCT, p.trueCT), ("QSM", g.gpQSM, p.trueQSM)] {
        let s = result.stability ?? 0
        let firm = s == 1 ? "all" : s >= 0.8 ? "most" : "fewer"
        for key in [
          "\(name) \(firm)", "\(name) \(p.sliceMm) \(firm)", "\(name) any",
          "\(name) grade\(result.grade ?? -1) \(firm)",
        ] {
          counts.tallies[key, default: Tally()].add(result.grade, truth)
        }
        counts.confusion["\(name) true \(truth) found \(result.grade ?? -1)", default: 0] += 1
      }
    }
    return counts
  }

  /// Stable grades are right, and more often than the others.
  @Test func stableIsRight() throws {
    let c = run(1...60)
    for name in ["CT", "QSM"] {
      let stable = try #require(c.tallies["\(name) all"])
      #expect(stable.all > 25)
      #expect(stable.share > 0.8)
    }
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["PALLIDUM_PRINT_TABLES"] != nil, "prints the docs' tables"))
  func printTables() {
    let c = run(1000...1999)
    for key in c.tallies.keys.sorted() { print("\(key): \(c.tallies[key]?.text ?? "")") }
    for key in c.confusion.keys.sorted() { print("\(key): \(c.confusion[key] ?? 0)") }
  }
}
