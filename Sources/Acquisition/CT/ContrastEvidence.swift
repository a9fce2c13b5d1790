import DICOM

/// Whether a CT was made with contrast agent, and what says so.
struct ContrastEvidence: Hashable, Sendable {
  /// The agent or attribute that a tag names; empty if the tags name none.
  let agent: String
  /// Why the grade is withheld, one sentence; nil where nothing speaks for an agent.
  let reason: String?

  /// True if tags or words speak for an agent.
  var isSuspected: Bool { reason != nil }

  /// The evidence in the frames of one volume and the descriptions of its series.
  ///
  /// A tag decides. Without one the series description is asked, then the protocol's name (it may cover several
  /// series, so it counts only where the description is silent). Words prove nothing, but a grade from a CT that
  /// may hold contrast agent would be a guess: it is withheld too.
  init(frames: [CTFrame], description: String, protocolName: String) {
    let agents = Set(frames.map(\.agent)).filter { !$0.isEmpty }.sorted()
    agent = agents.joined(separator: ", ")
    if !agents.isEmpty {
      reason = "The CT was made with a contrast agent (Contrast/Bolus Agent (0018,0010) is set)."
      return
    }
    if let attribute = frames.lazy.compactMap(\.otherContrastAttribute).first {
      reason = "The CT was made with a contrast agent: \(attribute) is set although (0018,0010) names none."
      return
    }
    let own = ContrastWords(description)
    let (words, name) =
      own == .silent
      ? (ContrastWords(protocolName), "Protocol Name (0018,1030)") : (own, "Series Description (0008,103E)")
    switch words {
    case .silent, .without: reason = nil
    case .with:
      reason =
        "\(name) speaks of contrast agent or an angiography, although Contrast/Bolus Agent (0018,0010) is empty: "
        + "attenuation proves no mineral."
    case .ambiguous:
      reason =
        "\(name) speaks both for and against contrast agent, and Contrast/Bolus Agent (0018,0010) is empty."
    }
  }

  /// The agent that the tags of a frame name; empty if none.
  static func agent(_ attributes: FrameAttributes) -> String {
    if attributes.string(.contrastBolusAgentAdministered)?.uppercased() == "NO" { return "" }
    let named = attributes.header.texts(.contrastBolusAgent).filter { !$0.isEmpty && !meansNone($0) }
    let coded = attributes.header.items(.contrastBolusAgentSequence).map {
      $0.text(.codeMeaning) ?? "coded agent"
    }
    return Set(named + coded.filter { !meansNone($0) }).sorted().joined(separator: ", ")
  }

  /// The name of another attribute of the contrast module that is set; nil if none.
  static func otherAttribute(_ attributes: FrameAttributes) -> String? {
    let header = attributes.header
    if attributes.string(.contrastBolusAgentAdministered)?.uppercased() == "NO" { return nil }
    for (tag, name) in amounts where (header.double(tag) ?? 0) > 0 { return name }
    for (tag, name) in labels {
      if let text = header.text(tag), !meansNone(text) { return name }
    }
    return nil
  }

  private static let amounts: [(Tag, String)] = [
    (.contrastBolusVolume, "Contrast/Bolus Volume (0018,1041)"),
    (.contrastBolusTotalDose, "Contrast/Bolus Total Dose (0018,1044)"),
    (.contrastFlowRate, "Contrast Flow Rate (0018,1046)"),
    (.contrastBolusConcentration, "Contrast/Bolus Ingredient Concentration (0018,1049)"),
  ]
  private static let labels: [(Tag, String)] = [
    (.contrastBolusRoute, "Contrast/Bolus Route (0018,1040)"),
    (.contrastBolusIngredient, "Contrast/Bolus Ingredient (0018,1048)"),
  ]

  private static func meansNone(_ text: String) -> Bool {
    let word = text.uppercased().filter { $0.isLetter || $0.isNumber }
    return ["", "NONE", "NO", "N", "NA", "NIL", "0", "KEIN", "KEINE", "OHNE", "WITHOUT", "UNKNOWN"].contains(
      word)
      || ContrastWords(text) == .without
  }
}
