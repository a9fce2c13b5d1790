import DICOM

/// What one vendor's files need beyond the standard's tags; one type a vendor.
///
/// Every answer comes from tags. Nil means that the vendor has no rule for what was asked, and the reader
/// then refuses or says "unknown"; no rule ever falls back on a guess.
protocol VendorRules: Sendable {
  /// True if phase files of this vendor were checked, or several independent readers agree on them.
  var isVerified: Bool { get }
  /// True where the phase falls in a stronger field, opposite to Siemens and Philips.
  var invertsPhase: Bool { get }
  /// True where complex slices may come with alternating signs (`SliceSigns`).
  var mayAlternateSlices: Bool { get }

  /// The part of the complex signal that a private tag names.
  func part(_ attributes: FrameAttributes) -> ImagePart?
  /// The rule that turns a phase frame's stored values into radians.
  func phaseScale(of frame: ImageFrame) -> PhaseScale?
  /// Evidence that a series is of a field mapping sequence, whose phase is no echo's phase.
  func fieldMapping(_ series: ScannedSeries) -> String?
  /// Evidence, beside the rules for all vendors, that the series' phase was filtered.
  func filteredPhase(_ series: ScannedSeries) -> String?
  /// Whether all echoes were read in one direction.
  func readoutPolarity(_ series: ScannedSeries) -> ReadoutPolarity?
}

/// In which direction the echoes of a train were read.
enum ReadoutPolarity: String, Sendable {
  /// All in the same direction.
  case monopolar
  /// Alternately to and fro: odd and even echoes differ by a linear phase.
  case bipolar
}

extension VendorRules {
  var isVerified: Bool { true }
  var invertsPhase: Bool { false }
  var mayAlternateSlices: Bool { false }
  func part(_: FrameAttributes) -> ImagePart? { nil }
  func fieldMapping(_: ScannedSeries) -> String? { nil }
  func filteredPhase(_: ScannedSeries) -> String? { nil }
  func readoutPolarity(_: ScannedSeries) -> ReadoutPolarity? { nil }
}

extension Vendor {
  /// The vendor's rules.
  var rules: any VendorRules {
    switch self {
    case .siemens: SiemensRules()
    case .philips: PhilipsRules()
    case .ge: GERules()
    case .other: StandardRules()
    }
  }
}
