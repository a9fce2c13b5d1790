/// Whether a CT kernel shows soft tissue or edges.
enum ReconstructionKernel: Hashable, Sendable {
  /// For soft tissue.
  case soft
  /// For bone, lung or inner ear: noisy, with overshoot beside dense things.
  case sharp
  /// Not in the tables.
  case unknown

  /// The class of a ConvolutionKernel (0018,1210) value, helped by the series' description.
  ///
  /// Siemens names carry a sharpness number (`H31s`, `Hr60`): 50 and above is for bone. Canon's `FC` numbers
  /// in the 30s, 50s and 80s are for bone and lung. Other vendors' names are words or letters.
  init(name: String, description: String) {
    let words = Set(
      (name + " " + description).uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    if !words.isDisjoint(with: Self.sharpWords) {
      self = .sharp
      return
    }
    let upper = name.uppercased()
    let letters = String(upper.prefix { $0.isLetter })
    let digits = Int(upper.dropFirst(letters.count).prefix { $0.isNumber })
    if let digits, letters == "FC" {
      self = [3, 5, 8].contains(digits / 10) ? .sharp : .soft
    } else if let digits, ["H", "HR", "HC", "HP", "J", "B", "BR", "QR", "I"].contains(letters) {
      self = digits >= 50 ? .sharp : .soft
    } else if Self.softNames.contains(upper) {
      self = .soft
    } else {
      self = .unknown
    }
  }

  private static let sharpWords: Set<String> = [
    "BONE", "BONEPLUS", "EDGE", "LUNG", "SHARP", "KNOCHEN", "OS", "OSSEUX", "OSSO",
  ]
  private static let softNames: Set<String> = [
    "UA", "UB", "UC", "A", "B", "SB", "STANDARD", "STD", "STD+", "SOFT", "BRAIN",
  ]
}
