import Foundation
import Rendering

/// Throws unless the report's templates are where this program looks for them.
///
/// For commands that run many cases, so that a broken installation is found before the first.
/// - Throws: `CaseError` (70) with the places that were searched.
public func requireTemplates() throws(CaseError) {
  do { _ = try TemplateStore.located() } catch { throw CaseError(wrapping: error) }
}

extension TemplateStore {
  /// The templates of this program.
  static func located() throws(RenderingError) -> TemplateStore {
    try TemplateStore(
      directory: try locate(executablePath: Bundle.main.executablePath ?? CommandLine.arguments[0]))
  }
}
