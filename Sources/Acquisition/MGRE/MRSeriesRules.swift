import DICOM

/// What the tags of one MR series say about its use, before series are put together.
struct MRSeriesRules: Sendable {
  let series: ScannedSeries

  /// Evidence of a field mapping sequence, whose phase is a difference of echoes.
  ///
  /// The word "field map" in a description proves nothing: Philips' is an ordinary dual echo.
  var fieldMapping: String? { series.vendor.rules.fieldMapping(series) }

  /// True for localizers and scouts.
  var isLocalizer: Bool {
    let words = Set(words(in: series.description))
    return series.frames.contains { $0.imageType.contains("LOCALIZER") }
      || !words.isDisjoint(with: ["LOCALIZER", "LOCALISER", "SCOUT", "SURVEY", "AAHEAD"])
  }

  /// True for images computed from others, such as projections and susceptibility-weighted images.
  var isDerived: Bool {
    series.frames.allSatisfy { frame in
      !Self.phaseParts.contains(frame.part)
        && (frame.imageType.first == "DERIVED" || !Self.displayTokens.isDisjoint(with: frame.imageType))
    }
  }

  /// Why the sequence is not a spoiled gradient echo; nil if it may be one.
  var otherSequence: String? {
    let sequence = series.attributes.strings(.scanningSequence).map { $0.uppercased() }
    for (token, name) in [("SE", "spin echo"), ("IR", "inversion recovery"), ("EP", "echo planar")]
    where sequence.contains(token) {
      return name
    }
    if series.attributes.string(.echoPulseSequence) == "SPIN" { return "spin echo" }
    if series.attributes.string(.echoPlanarPulseSequence) == "YES" { return "echo planar" }
    return nil
  }

  /// Evidence that the series' phase was filtered or prepared for display.
  var filteredPhase: String? {
    for frame in series.frames where Self.phaseParts.contains(frame.part) {
      let isEvidence = { Self.displayTokens.contains($0) || isFilterWord($0) }
      if let token = frame.imageType.first(where: isEvidence) {
        return "ImageType (0008,0008) holds \(token)"
      }
      if let token = frame.originalImageType.first(where: isEvidence) {
        return "(0021,xx75) holds \(token)"
      }
    }
    let header = series.attributes.header
    let texts: [(String, String?)] = [
      ("SeriesDescription (0008,103E)", header.text(.seriesDescription)),
      ("DerivationDescription (0008,2111)", header.text(.derivationDescription)),
      ("ImageComments (0020,4000)", header.text(.imageComments)),
      (
        "(0051,xx16)",
        header.privateTag(0x0051, "SIEMENS MR HEADER", 0x16).flatMap { header.text($0) }
      ),
    ]
    for (name, text) in texts {
      let words = words(in: text ?? "")
      if let word = words.first(where: isFilterWord) { return "\(name) holds \(word)" }
      if zip(words, words.dropFirst()).contains(where: { $0 == "HIGH" && $1 == "PASS" }) {
        return "\(name) holds HIGH PASS"
      }
    }
    return series.vendor.rules.filteredPhase(series)
  }

  /// Parts that carry the phase.
  private static let phaseParts: Set<ImagePart> = [.phase, .real, .imaginary]

  /// ImageType values of images made for display.
  private static let displayTokens: Set<String> = ["SWI", "MNIP", "MINIP", "POSDISP", "MIP", "MEAN"]

  private func isFilterWord(_ word: String) -> Bool {
    word == "FIL"
      || ["SWI", "FILT", "HOMODYN", "HIGHPASS", "HPF", "MNIP", "POSDISP"].contains { word.hasPrefix($0) }
  }

  private func words(in text: String) -> [String] {
    text.uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
