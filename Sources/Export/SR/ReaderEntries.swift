import DICOM
import Report

/// What a reader entered as qualitative evaluations at the root: codes for steps of a scale, text for numbers and words.
///
/// TID 1500 has numbers in measurement groups only, and a measurement group is something that was measured. Every item
/// says below it that a reader entered it.
enum ReaderEntries {
  /// The items.
  static func items(_ input: ReportDocument.ReaderInput) -> [ContentItem] {
    let mark = ContentItem.text(
      .conceptModifier, PrivateCodes.enteredByReader,
      input.entered.isEmpty ? "reader not named" : input.entered)
    var items = input.scales.compactMap { scale, value -> ContentItem? in
      guard let name = PrivateCodes.readerScale(scale.key) else { return nil }
      if scale.isCount { return .text(.contains, name, "\(value)", [mark]) }
      let side = scale.side.map { ContentItem.code(.conceptModifier, Codes.laterality, Codes.side($0)) }
      return .code(.contains, name, PrivateCodes.readerScore(value), [mark] + (side.map { [$0] } ?? []))
    }
    if let comment = input.comment { items.append(.text(.contains, Codes.comment, comment, [mark])) }
    return items
  }
}
