import Foundation
import Phantom

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

/// Makes, reports and compares every head of a plan, one after another.
///
/// - Parameters:
///   - folder: for studies and reports; each head's is removed when it has been compared, unless the plan keeps them.
///   - report: how one study is reported.
///   - progress: told after each head: how many of how many, and its result.
public func runValidation(
  _ plan: ValidationPlan, in folder: String, report: ReportRunner,
  progress: (_ done: Int, _ count: Int, HeadResult) -> Void
) -> ValidationResults {
  let drawn = plan.drawn
  let named = plan.named
  var done = 0
  func run(_ scenario: PhantomScenario) -> HeadResult {
    let own = (plan.keep ?? folder) + "/" + scenario.name
    try? FileManager.default.removeItem(atPath: own)
    let result = evaluateHead(scenario, in: own, report: report)
    if plan.keep == nil { try? FileManager.default.removeItem(atPath: own) }
    done += 1
    progress(done, drawn.count + named.count, result)
    return result
  }
  return ValidationResults(drawn: drawn.map(run), named: named.map(run))
}
