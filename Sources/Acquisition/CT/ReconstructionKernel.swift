/// Whether a CT kernel shows soft tissue or edges.
enum ReconstructionKernel: Hashable, Sendable {
  /// For soft tissue.
  case soft
  /// Between soft tissue and bone.
  case intermediate
  /// For bone, lung or inner ear: noisy, with overshoot beside dense things.
  case sharp
  /// Not in the tables.
  case unknown

  /// The class of the values of ConvolutionKernel (0018,1210), helped by the series' description.
  ///
  /// Only the first value is a name: Siemens puts the strength of its iterative reconstruction behind it
  /// (`Hr40f\3`). The tables and where they come from stand in `docs/ct.md`.
  init(values: [String], description: String) {
    let name = values.first { !$0.isEmpty } ?? ""
    self = Self.byName(name)
    // A description that says bone or lung is believed, one that says brain helps where the name is unknown.
    let words = Self.words(description)
    if !words.isDisjoint(with: Self.sharpWords) {
      self = .sharp
    } else if self == .unknown, !words.isDisjoint(with: ["BRAIN", "SOFT", "HIRN", "CEREBRAL", "CEREBRO"]) {
      self = .soft
    }
  }

  private static func byName(_ name: String) -> ReconstructionKernel {
    let upper = name.uppercased()
    let words = words(name)
    // Philips' names of one or two letters are whole names; United Imaging ends others with such a letter.
    if let philips = philipsNames[upper] { return philips }
    if !words.isDisjoint(with: sharpWords) || words.contains("ULTRA") { return .sharp }
    let letters = String(upper.prefix { $0.isLetter })
    let digits = Int(upper.dropFirst(letters.count).prefix { $0.isNumber })
    if let digits {
      if letters == "FC" { return [3, 5, 8].contains(digits / 10) ? .sharp : .soft }
      if letters == "FL" { return .sharp }
      if isSiemensFamily(letters) { return digits >= 50 ? .sharp : digits >= 46 ? .intermediate : .soft }
    }
    if !words.isDisjoint(with: intermediateNames) { return .intermediate }
    if !words.isDisjoint(with: softNames) { return .soft }
    return .unknown
  }

  /// `H`, `J`, `Hr`, `Br`, `Qr` …: a family, and since 2014 a subgroup behind it.
  private static func isSiemensFamily(_ letters: String) -> Bool {
    guard let first = letters.first, "HJIBUDQS".contains(first) else { return false }
    return letters.count == 1 || letters.count == 2 && "RFLVCPA".contains(letters.dropFirst())
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.uppercased().split { !$0.isLetter && !$0.isNumber && $0 != "+" }.map(String.init))
  }

  /// Words in any vendor's name or in a description.
  private static let sharpWords: Set<String> = [
    "BONE", "BONES", "BONEPLUS", "BONE+", "EDGE", "EDGE+", "LUNG", "LUNGE", "SHARP", "VSHARP", "KNOCHEN",
    "OS",
    "OSSEUX", "OSSO", "HUESO", "IAC", "INNENOHR", "FELSENBEIN", "PETROUS", "MASTOID", "HRCT",
  ]
  private static let philipsNames: [String: ReconstructionKernel] = [
    "UA": .soft, "UB": .soft, "UC": .soft, "A": .soft, "B": .soft, "SA": .soft, "SB": .soft,
    "C": .intermediate,
    "D": .sharp, "E": .sharp, "F": .sharp, "L": .sharp, "YA": .sharp, "YB": .sharp, "YC": .sharp,
    "YD": .sharp,
  ]
  /// GE's.
  private static let intermediateNames: Set<String> = ["DETAIL", "CHST", "CHEST"]
  /// Words of GE, Philips, Canon and United Imaging.
  private static let softNames: Set<String> = [
    "STANDARD", "STND", "STD", "STD+", "SOFT", "SOFT+", "VSOFT", "BRAIN", "BODY",
  ]
}
