import Testing

@testable import Phantom

struct SplitMix64Tests {
  @Test func firstNumbersAreThePublishedOnes() {
    // Vigna's reference implementation, seed 1234567.
    var r = SplitMix64(seed: 1_234_567)
    #expect(r.next() == 6_457_827_717_110_365_317)
    #expect(r.next() == 3_203_168_211_198_807_973)
  }

  @Test func streamsOfOneSeedDiffer() {
    var a = SplitMix64(seed: 5, stream: 1)
    var b = SplitMix64(seed: 5, stream: 2)
    #expect(a.next() != b.next())
  }
}
