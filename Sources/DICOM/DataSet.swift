/// Value representations that this project reads or writes (DICOM PS3.5 section 6.2).
public enum VR: String, Hashable, Sendable {
  case AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, LT, OB, OD, OF, OL, OV, OW, PN, SH, SL, SQ, SS, ST, SV, TM,
    UC, UI, UL, UN, UR, US, UT, UV
}

/// The value of a data element.
public enum DataValue: Hashable, Sendable {
  /// Text VRs, one string a value (split at the backslash, padding trimmed), UTF-8 in memory.
  case strings([String])
  /// SL, SS, SV, UL, US, UV, and AT as group<<16|element.
  case integers([Int])
  /// FL and FD. (DS and IS stay strings, so that they are written as they were read.)
  case doubles([Double])
  /// OB, OW, UN and the other bulk VRs, little endian.
  case bytes([UInt8])
  /// SQ.
  case items([DataSet])
}

/// One data element: VR and value.
public struct DataElement: Hashable, Sendable {
  /// Value representation.
  public let vr: VR
  /// The value; may be empty (zero length element).
  public let value: DataValue

  /// An element from its parts.
  public init(vr: VR, value: DataValue) {
    self.vr = vr
    self.value = value
  }
}

/// A DICOM data set as a Swift value: what is read from a file, and what is built to be written.
///
/// Pixel Data is not part of it when read: `DICOMFile` decodes frames on request. Elements are kept sorted by
/// tag. Reading is by typed look-ups that return nil when the element is absent, empty or not of that kind.
public struct DataSet: Hashable, Sendable {
  private var elements: [Tag: DataElement] = [:]

  /// The empty data set.
  public init() {}

  /// The element of a tag.
  public subscript(tag: Tag) -> DataElement? {
    get { elements[tag] }
    set { elements[tag] = newValue }
  }

  /// All tags in ascending order.
  public var tags: [Tag] { elements.keys.sorted() }

  /// True if nothing is in it.
  public var isEmpty: Bool { elements.isEmpty }

  /// First string value, trimmed; nil if absent or empty.
  public func string(_ tag: Tag) -> String? { strings(tag).first.flatMap { $0.isEmpty ? nil : $0 } }

  /// All string values; empty if absent.
  public func strings(_ tag: Tag) -> [String] {
    if case .strings(let s)? = elements[tag]?.value { return s }
    return []
  }

  /// All numeric values of DS, IS, FL, FD and the integer VRs; empty if absent or unparsable, and where one of
  /// them is infinite or not a number.
  public func doubles(_ tag: Tag) -> [Double] {
    switch elements[tag]?.value {
    case .doubles(let d)?: return d.allSatisfy(\.isFinite) ? d : []
    case .integers(let i)?: return i.map(Double.init)
    case .strings(let s)?:
      let d = s.compactMap { Double($0) }.filter(\.isFinite)
      return d.count == s.count ? d : []
    default: return []
    }
  }

  /// First numeric value.
  public func double(_ tag: Tag) -> Double? { doubles(tag).first }

  /// First numeric value as an integer; nil if it is not integral.
  public func int(_ tag: Tag) -> Int? { double(tag).flatMap { Int(exactly: $0) } }

  /// The items of a sequence; empty if absent.
  public func items(_ tag: Tag) -> [DataSet] {
    if case .items(let i)? = elements[tag]?.value { return i }
    return []
  }

  /// The bytes of a bulk element.
  public func bytes(_ tag: Tag) -> [UInt8]? {
    if case .bytes(let b)? = elements[tag]?.value { return b }
    return nil
  }

  /// Sets text values.
  ///
  /// No value makes a zero-length element (type 2).
  public mutating func set(_ tag: Tag, _ vr: VR, _ values: String...) {
    self[tag] = DataElement(vr: vr, value: .strings(values))
  }

  /// Sets integers of a binary VR, or of IS.
  public mutating func set(_ tag: Tag, _ vr: VR, ints values: [Int]) {
    self[tag] = DataElement(vr: vr, value: vr == .IS ? .strings(values.map(String.init)) : .integers(values))
  }

  /// Sets floating-point numbers of FL, FD, or of DS (written with at most 16 characters).
  public mutating func set(_ tag: Tag, _ vr: VR, doubles values: [Double]) {
    self[tag] = DataElement(
      vr: vr, value: vr == .DS ? .strings(values.map(decimalString)) : .doubles(values))
  }

  /// Sets the items of a sequence.
  public mutating func set(_ tag: Tag, items: [DataSet]) {
    self[tag] = DataElement(vr: .SQ, value: .items(items))
  }

  /// Sets the bytes of a bulk element.
  public mutating func set(_ tag: Tag, _ vr: VR, bytes: [UInt8]) {
    self[tag] = DataElement(vr: vr, value: .bytes(bytes))
  }

  /// Copies elements of another data set as they are; absent ones are skipped.
  public mutating func copy(_ tags: [Tag], from other: DataSet) {
    for t in tags { if let e = other[t] { self[t] = e } }
  }

  /// Copies all elements of `other`, replacing those that are here.
  public mutating func merge(_ other: DataSet) {
    for t in other.tags { self[t] = other[t] }
  }
}

/// The shortest decimal string of at most 16 characters (VR DS, PS3.5 section 6.2) that comes nearest to `x`.
public func decimalString(_ x: Double) -> String {
  precondition(x.isFinite, "a decimal string holds a finite number")
  if x == x.rounded(), abs(x) < 1e15 { return String(Int(x)) }
  let plain = "\(x)"
  if plain.count <= 16 { return plain }
  // Fewer and fewer significant digits until it fits.
  for digits in stride(from: 16, through: 1, by: -1) {
    let s = significant(x, digits)
    if s.count <= 16 { return s }
  }
  return "0"
}
