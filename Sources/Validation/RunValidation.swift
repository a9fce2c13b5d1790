import Dispatch
import Foundation
import Phantom
import Synchronization

/// What is to be validated.
public struct ValidationPlan: Sendable {
  /// Number of drawn heads.
  public var heads: Int
  /// Seed of the first; the others follow by one.
  public var seed: UInt64
  /// Also the named scenarios.
  public var includesScenarios = true
  /// On coarse grids, for tests.
  public var isCoarse = false
  /// Where studies and reports stay; nil deletes them.
  public var keep: String?
  /// Heads at a time: drawing and reporting use one core and all of them by turns.
  public var jobs = 2

  /// A plan for so many heads.
  public init(heads: Int, seed: UInt64) {
    self.heads = heads
    self.seed = seed
  }

  /// The drawn heads.
  public var drawn: [PhantomScenario] {
    (0..<heads).map { i in
      let head = PhantomScenario.random(seed: seed &+ UInt64(i))
      return isCoarse ? head.coarsened() : head
    }
  }

  /// The named scenarios: all with stated grades, and the older diamagnetic ones.
  public var named: [PhantomScenario] {
    guard includesScenarios else { return [] }
    let all = PhantomScenario.graded + ["diamagnetic", "mixed"].compactMap(PhantomScenario.named)
    return isCoarse ? all.map { $0.coarsened() } : all
  }
}

/// What came of a plan.
public struct ValidationResults: Codable, Sendable {
  /// The drawn heads.
  public var drawn: [HeadResult]
  /// The named scenarios.
  public var named: [HeadResult]
}

/// Makes, reports and compares every head of a plan, a few at a time; the results do not depend on how many.
///
/// - Parameters:
///   - folder: for studies and reports; each head's is removed when it has been compared, unless the plan keeps them.
///   - report: how one study is reported.
///   - progress: told after each head, one call at a time: how many of how many, and its result.
public func runValidation(
  _ plan: ValidationPlan, in folder: String, report: @escaping ReportRunner,
  progress: @escaping @Sendable (_ done: Int, _ count: Int, HeadResult) -> Void
) -> ValidationResults {
  let drawn = plan.drawn
  let scenarios = drawn + plan.named
  let state = Mutex<(next: Int, done: [Int: HeadResult])>((0, [:]))
  DispatchQueue.concurrentPerform(iterations: max(1, plan.jobs)) { _ in
    while true {
      let mine = state.withLock { state in
        state.next += 1
        return state.next - 1
      }
      guard mine < scenarios.count else { return }
      let own = (plan.keep ?? folder) + "/" + scenarios[mine].name
      try? FileManager.default.removeItem(atPath: own)
      let result = evaluateHead(scenarios[mine], in: own, report: report)
      if plan.keep == nil { try? FileManager.default.removeItem(atPath: own) }
      state.withLock { state in
        state.done[mine] = result
        progress(state.done.count, scenarios.count, result)
      }
    }
  }
  let results = state.withLock { state in scenarios.indices.compactMap { state.done[$0] } }
  return ValidationResults(
    drawn: Array(results.prefix(drawn.count)), named: Array(results.dropFirst(drawn.count)))
}
