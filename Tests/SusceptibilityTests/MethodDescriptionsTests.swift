import Foundation
import Testing
import Vocabulary

@testable import Susceptibility

/// The consensus asks for every algorithm with its parameters: no parameter changes without its text.
@Suite struct MethodDescriptionsTests {
  /// Changes each number of a parameter struct in turn and expects another description every time.
  private func check<P: Codable>(_ defaults: P, _ describe: (P) -> String) throws {
    let encoded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(defaults))
    let object = try #require(encoded as? [String: Any])
    for path in paths(object) {
      let data = try JSONSerialization.data(withJSONObject: changed(object, path[...]))
      let other = try JSONDecoder().decode(P.self, from: data)
      #expect(
        describe(other) != describe(defaults), "\(P.self): \(path.joined(separator: ".")) is not described")
    }
  }

  private func paths(_ object: [String: Any]) -> [[String]] {
    object.keys.sorted().flatMap { key -> [[String]] in
      (object[key] as? [String: Any]).map { paths($0).map { [key] + $0 } } ?? [[key]]
    }
  }

  private func changed(_ object: [String: Any], _ path: ArraySlice<String>) -> [String: Any] {
    guard let key = path.first else { return object }
    var result = object
    if let inner = object[key] as? [String: Any] {
      result[key] = changed(inner, path.dropFirst())
    } else if let number = object[key] as? NSNumber {
      // Whole numbers must stay whole.
      result[key] = number.doubleValue + 3
    }
    return result
  }

  @Test func everyParameterIsDescribed() throws {
    let p = SusceptibilityParameters()
    try check(p.offset) { $0.methodDescription }
    try check(p.unwrapping) { $0.methodDescription }
    try check(p.field) { $0.methodDescription }
    try check(p.background) { $0.methodDescription }
    try check(p.inversion) { $0.methodDescription }
    try check(p.relaxation) { $0.methodDescription }
    let field = try FieldStrength(tesla: 2.5)
    try check(SourceSeparation.Parameters()) { $0.methodDescription(at: field) }
    try check(SusceptibilityReference.Parameters()) { $0.methodDescription }
    try check(SusceptibilityWeighting.Parameters()) { $0.methodDescription }
  }

  @Test func numbersAreShort() {
    #expect(text(3e-5) == "3e-5" && text(Float(0.3)) == "0.3" && text(12.0) == "12" && text(1e-4) == "0.0001")
  }
}
