import Vocabulary

extension ReportDocument {
  /// What a reader entered with `--reader-input`: never computed, and marked as entered wherever it is shown.
  public struct ReaderInput: Codable, Sendable, Equatable {
    /// Periventricular white matter hyperintensity, 0 to 3 (Fazekas 1987).
    @ExplicitNull public var fazekasPeriventricular: Int? = nil
    /// Deep white matter hyperintensity, 0 to 3 (Fazekas 1987).
    @ExplicitNull public var fazekasDeep: Int? = nil
    /// Number of lacunes.
    @ExplicitNull public var lacunes: Int? = nil
    /// Global cortical atrophy, 0 to 3 (Pasquier 1996).
    @ExplicitNull public var globalCorticalAtrophy: Int? = nil
    /// Medial temporal atrophy of the left side, 0 to 4 (Scheltens 1992).
    @ExplicitNull public var medialTemporalAtrophyLeft: Int? = nil
    /// Medial temporal atrophy of the right side, 0 to 4 (Scheltens 1992).
    @ExplicitNull public var medialTemporalAtrophyRight: Int? = nil
    /// Number of microbleeds that the reader confirms.
    @ExplicitNull public var microbleeds: Int? = nil
    /// Free text.
    @ExplicitNull public var comment: String? = nil
    /// Who read.
    @ExplicitNull public var readerName: String? = nil
    /// In which role, such as `neuroradiologist`.
    @ExplicitNull public var readerRole: String? = nil
    /// When, YYYY-MM-DD.
    @ExplicitNull public var date: String? = nil

    /// Nothing entered yet.
    public init() {}
  }
}

/// A field of `ReaderInput` that holds a whole number: the one list that file, page, print, text and SR follow.
public struct ReaderScale: Sendable {
  /// The key, in the file and in JSON.
  public let key: String
  /// What it is, for the reader.
  public let label: String
  /// Values that exist.
  public let range: ClosedRange<Int>
  /// True for a number of things, false for a step of a scale.
  public let isCount: Bool
  /// The side that it is of; nil for the whole head.
  public let side: Side?
  /// Where the value is kept.
  public let path: WritableKeyPath<ReportDocument.ReaderInput, Int?> & Sendable

  /// A count above this is taken for a typing error.
  public static let mostCounted = 1000

  /// All fields, in the order of the report.
  public static let all: [ReaderScale] = [
    .init(
      key: "fazekasPeriventricular", label: "Fazekas, periventricular", range: 0...3, isCount: false,
      side: nil,
      path: \.fazekasPeriventricular),
    .init(
      key: "fazekasDeep", label: "Fazekas, deep white matter", range: 0...3, isCount: false, side: nil,
      path: \.fazekasDeep),
    .init(
      key: "lacunes", label: "Lacunes", range: 0...mostCounted, isCount: true, side: nil, path: \.lacunes),
    .init(
      key: "globalCorticalAtrophy", label: "Global cortical atrophy (GCA)", range: 0...3, isCount: false,
      side: nil,
      path: \.globalCorticalAtrophy),
    .init(
      key: "medialTemporalAtrophyRight", label: "Medial temporal atrophy (MTA), right", range: 0...4,
      isCount: false, side: .right, path: \.medialTemporalAtrophyRight),
    .init(
      key: "medialTemporalAtrophyLeft", label: "Medial temporal atrophy (MTA), left", range: 0...4,
      isCount: false, side: .left, path: \.medialTemporalAtrophyLeft),
    .init(
      key: "microbleeds", label: "Microbleeds, confirmed", range: 0...mostCounted, isCount: true, side: nil,
      path: \.microbleeds),
  ]

  /// `2 of 3` for a step, `2` for a number.
  public func text(_ value: Int) -> String { isCount ? "\(value)" : "\(value) of \(range.upperBound)" }
}

extension ReportDocument.ReaderInput {
  /// Stands over every entry, in every format.
  public static let mark = "Entered by the reader, not computed"

  /// The whole numbers that were entered, in the order of the report.
  public var scales: [(scale: ReaderScale, value: Int)] {
    ReaderScale.all.compactMap { scale in self[keyPath: scale.path].map { (scale, $0) } }
  }

  /// Who entered it and when, as far as given; empty if nothing is.
  public var entered: String {
    [readerName, readerRole, date].compactMap(\.self).joined(separator: ", ")
  }

  /// Everything as a paragraph of the findings.
  public var paragraph: String {
    var parts = scales.map { "\($0.scale.label) \($0.scale.text($0.value))" }
    if let comment {
      parts.append("comment: " + comment.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    let who = entered.isEmpty ? "" : " (\(entered))"
    return "\(Self.mark)\(who): \(parts.joined(separator: "; "))"
      + (parts.last?.hasSuffix(".") == true ? "" : ".")
  }
}
