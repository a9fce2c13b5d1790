import Foundation

/// The folder of a DICOMDIR, in which the files it names are looked up.
///
/// A Referenced File ID is upper case and without version (PS3.10 section 8.5). On disk the same file may be
/// lower case, carry the version `;1` of ISO 9660, or an extension that an export added.
struct MediaFolder {
  /// Why a file cannot be had.
  enum Problem: Error {
    case missing
    case outside
    case ambiguous

    var reason: String {
      switch self {
      case .missing: "named by the DICOMDIR, but missing"
      case .outside: "named by the DICOMDIR, but outside its folder"
      case .ambiguous: "named by the DICOMDIR, but several files match"
      }
    }
  }

  /// The names of a folder by how much they must be changed to be compared.
  private struct Names {
    var exact: Set<String> = []
    /// Lower case, without version.
    var folded: [String: [String]] = [:]
    /// Lower case, without version and extension.
    var stems: [String: [String]] = [:]
  }

  private let root: String
  private let system: FileSystem
  private var listings: [String: Names] = [:]

  init(containing directory: String, system: FileSystem) {
    root = directory.contains("/") ? (directory as NSString).deletingLastPathComponent : ""
    self.system = system
  }

  /// How messages name a file that is not there.
  func path(of components: [String]) -> String { join(root, components.joined(separator: "/")) }

  /// The path of a file on disk; never one outside the folder.
  mutating func resolve(_ components: [String]) -> Result<String, Problem> {
    for c in components where c.isEmpty || c == "." || c == ".." || c.contains("/") || c.contains("\0") {
      return .failure(.outside)
    }
    var path = root
    for (i, component) in components.enumerated() {
      let names = names(in: path)
      switch Self.match(component, in: names, allowsExtension: i == components.count - 1) {
      case .success(let name): path = join(path, name)
      case .failure(let problem): return .failure(problem)
      }
    }
    return staysInside(path) ? .success(path) : .failure(.outside)
  }

  private func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : joined(folder, name)
  }

  private static func match(
    _ component: String, in names: Names, allowsExtension: Bool
  ) -> Result<String, Problem> {
    if names.exact.contains(component) { return .success(component) }
    let wanted = withoutVersion(component.lowercased())
    var found = names.folded[wanted] ?? []
    if found.isEmpty, allowsExtension { found = names.stems[wanted] ?? [] }
    guard let first = found.first else { return .failure(.missing) }
    return found.count == 1 ? .success(first) : .failure(.ambiguous)
  }

  private mutating func names(in folder: String) -> Names {
    if let known = listings[folder] { return known }
    var names = Names()
    if case .success(let entries) = system.entries(folder.isEmpty ? "." : folder) {
      for name in entries.map(\.name) {
        let folded = Self.withoutVersion(name.lowercased())
        names.exact.insert(name)
        names.folded[folded, default: []].append(name)
        if let dot = folded.lastIndex(of: "."), dot > folded.startIndex {
          names.stems[String(folded[..<dot]), default: []].append(name)
        }
      }
    }
    listings[folder] = names
    return names
  }

  private static func withoutVersion(_ name: String) -> String {
    guard let semicolon = name.lastIndex(of: ";"),
      name[name.index(after: semicolon)...].allSatisfy(\.isNumber)
    else { return name }
    let bare = name[..<semicolon]
    // ISO 9660 ends a name without extension with a full stop: `IM1.;1`.
    return String(bare.hasSuffix(".") ? bare.dropLast() : bare)
  }

  /// True unless a link on the way leads out of the folder.
  private func staysInside(_ path: String) -> Bool {
    func real(_ path: String) -> String? {
      guard let resolved = realpath(path, nil) else { return nil }
      defer { free(resolved) }
      return String(cString: resolved)
    }
    guard let file = real(path), let folder = real(root.isEmpty ? "." : root) else { return false }
    return file.hasPrefix(joined(folder, ""))
  }
}
