import Foundation

extension ReportDocument {
  /// The schema this version writes and reads.
  public static let schemaName = "pallidum.report/1"

  /// The report as `report.json`: UTF-8, keys sorted, indented, slashes plain, a newline at the end.
  ///
  /// The same report gives the same bytes.
  /// - Throws: `ReportError.notFinite` if any number is NaN or infinite: JSON has no such number, and a
  ///   report must withhold the value instead.
  public func jsonData() throws(ReportError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return try encoder.encode(self) + Data("\n".utf8)
    } catch EncodingError.invalidValue(_, let context) {
      throw .notFinite(key: path(context.codingPath))
    } catch {
      throw .notFinite(key: "unknown")
    }
  }

  /// Reads `report.json`.
  /// - Throws: `ReportError.unreadable` if it is no report, `.otherSchema` if its schema is another.
  public init(json: Data) throws(ReportError) {
    struct Head: Decodable { var schema: String }
    do {
      let decoder = JSONDecoder()
      let head = try decoder.decode(Head.self, from: json)
      guard head.schema == Self.schemaName else { throw ReportError.otherSchema(found: head.schema) }
      self = try decoder.decode(ReportDocument.self, from: json)
    } catch let error as ReportError {
      throw error
    } catch DecodingError.keyNotFound(let key, let context) {
      throw .unreadable(key: path(context.codingPath + [key]), reason: "is missing")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
      throw .unreadable(key: path(context.codingPath), reason: "has the wrong type")
    } catch {
      throw .unreadable(key: "the file", reason: "is not valid JSON of a report")
    }
  }
}

/// `structures[3].qsm.meanPpb` from a coding path.
private func path(_ keys: [any CodingKey]) -> String {
  keys.reduce(into: "") { text, key in
    if let index = key.intValue {
      text += "[\(index)]"
    } else {
      text += (text.isEmpty ? "" : ".") + key.stringValue
    }
  }
}
