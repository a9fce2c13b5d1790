import Testing

@testable import Validation

/// The statistics against values computed by hand.
struct StatisticsTests {
  private func matrix(_ counts: [[Int]]) -> ConfusionMatrix {
    var m = ConfusionMatrix(counts.indices.map(String.init))
    for (t, row) in counts.enumerated() {
      for (f, n) in row.enumerated() { for _ in 0..<n { m.add(truth: t, .category(f)) } }
    }
    return m
  }

  @Test func wilsonIntervals() throws {
    // Wilson's score interval, z = 1.96: textbook values.
    let most = try #require(Proportion(8, of: 10).interval)
    #expect(abs(most.low - 0.4902) < 1e-4 && abs(most.high - 0.9433) < 1e-4)
    let none = try #require(Proportion(0, of: 10).interval)
    #expect(none.low == 0 && abs(none.high - 0.2775) < 1e-4)
    let half = try #require(Proportion(50, of: 100).interval)
    #expect(abs(half.low - 0.4038) < 1e-4 && abs(half.high - 0.5962) < 1e-4)
    #expect(Proportion(0, of: 0).interval == nil && Proportion(0, of: 0).text == "none to judge")
    #expect(Proportion(8, of: 10).text == "80 % of 10 (49–94 %)")
  }

  @Test func percentilesAndMoments() {
    let s = Sample([4, 1, 3, 2, .nan])
    #expect(s.median == 2.5)
    #expect(abs((s.percentile(5) ?? 0) - 1.15) < 1e-12)
    #expect(abs((s.percentile(95) ?? 0) - 3.85) < 1e-12)
    #expect(s.percentile(0) == 1 && s.percentile(100) == 4)
    let spread = Sample([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(spread.mean == 5)
    let sd = (32.0 / 7).squareRoot()
    #expect(abs((spread.standardDeviation ?? 0) - sd) < 1e-12)
    #expect(Sample([]).median == nil && Sample([1]).standardDeviation == nil)
  }

  @Test func weightedKappaByHand() throws {
    // Two categories: observed agreement 0.7, by chance 0.5.
    let two = try #require(matrix([[20, 5], [10, 15]]).weightedKappa)
    #expect(abs(two - 0.4) < 1e-12)
    // Three: disagreement 8 observed, (144 + 288 + 132 + 144 + 242 + 132) / 35 by chance.
    let three = matrix([[10, 2, 0], [1, 8, 3], [0, 2, 9]])
    let byHand = 1.0 - 280.0 / 1082.0
    let kappa = try #require(three.weightedKappa)
    #expect(abs(kappa - byHand) < 1e-12)
    #expect(three.right.count == 27 && three.reported == 35 && three.off(by: 1) == 8 && three.off(by: 2) == 0)
    // Two grades off weigh twice.
    let far = try #require(matrix([[5, 0, 1], [0, 5, 0], [0, 0, 5]]).weightedKappa)
    let near = try #require(matrix([[5, 1, 0], [0, 5, 0], [0, 0, 5]]).weightedKappa)
    #expect(far < near)
    #expect(matrix([[3, 0], [0, 0]]).weightedKappa == nil)
  }

  @Test func withheldAndMissingAreNoAnswers() {
    var m = matrix([[1, 0], [0, 1]])
    m.add(truth: 1, .withheld)
    m.add(truth: 0, .missing)
    #expect(m.reported == 2 && m.right.count == 2)
    #expect(m.withheld == [0, 1] && m.missing == [1, 0])
  }
}
