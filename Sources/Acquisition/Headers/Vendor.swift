/// The manufacturer of a scanner, as far as its phase images follow rules of their own.
public enum Vendor: Hashable, Sendable {
  /// Siemens, Siemens Healthineers.
  case siemens
  /// Philips.
  case philips
  /// GE.
  case ge
  /// Any other, by the name in Manufacturer (0008,0070); empty if the tag is absent.
  case other(String)

  /// The vendor that a Manufacturer (0008,0070) value names.
  public init(manufacturer: String?) {
    let name = (manufacturer ?? "").trimmed(" ")
    let upper = name.uppercased()
    if upper.contains("SIEMENS") {
      self = .siemens
    } else if upper.contains("PHILIPS") {
      self = .philips
    } else if upper.hasPrefix("GE ") || upper == "GE" || upper.hasPrefix("GENERAL ELECTRIC") {
      self = .ge
    } else {
      self = .other(name)
    }
  }

  /// The vendor's name.
  public var name: String {
    switch self {
    case .siemens: "Siemens"
    case .philips: "Philips"
    case .ge: "GE"
    case .other(let name): name.isEmpty ? "unknown" : name
    }
  }
}
