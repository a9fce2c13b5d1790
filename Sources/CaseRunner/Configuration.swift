import Foundation
import Mineralization
import Registration
import Susceptibility
import Yams

/// Every parameter of a run: defaults, changed by a YAML file where the user wants it.
///
/// The keys of the file are the names of the parameters below; an unknown key is an error, because a
/// misspelt cut-off that silently does nothing could harm a person.
public struct Configuration: Codable, Sendable {
  /// What susceptibility is relative to: `wholeBrain`, `csf` or `atrialCSF`.
  public var referenceRegion: ReferenceRegion = .wholeBrain
  /// Registration of CT to MR.
  public var registration = RegistrationParameters()
  /// Reconstruction of susceptibility.
  public var susceptibility = SusceptibilityParameters()
  /// The reference regions.
  public var reference = SusceptibilityReference.Parameters()
  /// Para- and diamagnetic parts.
  public var separation = SourceSeparation.Parameters()
  /// The susceptibility-weighted image and its projection.
  public var weighting = SusceptibilityWeighting.Parameters()
  /// The grading cut-offs.
  public var grading = GradingCutoffs.standard
  /// The search for microbleed candidates.
  public var microbleeds = MicrobleedParameters()

  /// The defaults.
  public init() {}

  /// The defaults changed by a YAML file.
  /// - Throws: `CaseError` (usage) naming the file, the key and what is wrong.
  public static func load(_ path: String?) throws(CaseError) -> Configuration {
    guard let path else { return Configuration() }
    do {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      guard let changes = try Yams.load(yaml: text) else { return Configuration() }
      guard let changes = changes as? [String: Any] else {
        throw CaseError(.usage, "The configuration \(path) is no mapping of names to values.")
      }
      let merged = try merge(changes, into: try Configuration().dictionary(), path: "")
      let data = try JSONSerialization.data(withJSONObject: merged)
      return try JSONDecoder().decode(Configuration.self, from: data)
    } catch let error as CaseError {
      throw error
    } catch {
      throw CaseError(
        .usage, "The configuration \(path) cannot be read: \(error). See docs/configuration.md.")
    }
  }

  /// All parameters as YAML, keys sorted: what the report prints and the digest covers.
  public func yaml() throws -> String {
    try Yams.dump(object: try dictionary(), sortKeys: true)
  }

  private func dictionary() throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(self))
    return object as? [String: Any] ?? [:]
  }

  private static func merge(
    _ changes: [String: Any], into defaults: [String: Any], path: String
  ) throws -> [String: Any] {
    var result = defaults
    for (key, value) in changes {
      let name = path.isEmpty ? key : "\(path).\(key)"
      guard let old = defaults[key] else {
        throw CaseError(
          .usage,
          "The configuration names \(name), which does not exist; known here: "
            + defaults.keys.sorted().joined(separator: ", ") + ".")
      }
      if let old = old as? [String: Any] {
        guard let value = value as? [String: Any] else {
          throw CaseError(.usage, "The configuration's \(name) must be a mapping of names to values.")
        }
        result[key] = try merge(value, into: old, path: name)
      } else {
        result[key] = value
      }
    }
    return result
  }
}
