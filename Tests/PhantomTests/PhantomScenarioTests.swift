import Testing

@testable import Phantom

struct PhantomScenarioTests {
  @Test func everyScenarioIsFoundUnderItsOwnName() {
    let all = PhantomScenario.all
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(Set(all.map(\.seed)).count == all.count)
    for s in all { #expect(PhantomScenario.named(s.name) == s) }
    #expect(PhantomScenario.named("no such scenario") == nil)
  }
}
