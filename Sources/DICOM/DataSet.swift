/// Value representations that this project reads or writes (DICOM PS3.5 section 6.2).
public enum VR: String, CaseIterable, Hashable, Sendable {
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
  struct Entry: Hashable, Sendable {
    let tag: Tag
    var element: DataElement
  }

  /// Ascending by tag, each tag once.
  private var entries: [Entry] = []

  /// The empty data set.
  public init() {}

  /// A data set of elements in any order; of several with one tag the last one counts.
  init(_ unsorted: [Entry]) {
    entries = unsorted
    guard !zip(entries, entries.dropFirst()).allSatisfy({ $0.tag < $1.tag }) else { return }
    entries.sort { $0.tag < $1.tag }
    var last = 0
    for i in entries.indices.dropFirst() {
      if entries[i].tag != entries[last].tag { last += 1 }
      entries[last] = entries[i]
    }
    entries.removeLast(entries.count - 1 - last)
  }

  /// All elements of several data sets; of several with one tag the last one counts.
  public init(merging dataSets: [DataSet]) { self.init(dataSets.flatMap(\.entries)) }

  /// The index of the first entry whose tag is not below `tag`.
  private func index(notBelow tag: Tag) -> Int {
    var range = 0..<entries.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = entries[middle].tag < tag ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  /// The element of a tag.
  public subscript(tag: Tag) -> DataElement? {
    get {
      let i = index(notBelow: tag)
      return i < entries.count && entries[i].tag == tag ? entries[i].element : nil
    }
    set {
      let i = index(notBelow: tag)
      let isPresent = i < entries.count && entries[i].tag == tag
      switch (newValue, isPresent) {
      case (let element?, true): entries[i].element = element
      case (let element?, false): entries.insert(Entry(tag: tag, element: element), at: i)
      case (nil, true): entries.remove(at: i)
      case (nil, false): break
      }
    }
  }

  /// All tags in ascending order.
  public var tags: [Tag] { entries.map(\.tag) }

  /// The tags of a range in ascending order.
  public func tags(in range: ClosedRange<Tag>) -> [Tag] {
    entries[index(notBelow: range.lowerBound)...].prefix { $0.tag <= range.upperBound }.map(\.tag)
  }

  /// The data set without the elements that are not wanted.
  public func filter(_ isWanted: (Tag, DataElement) -> Bool) -> DataSet {
    // Nothing to leave out is the common case, and needs no copy.
    if entries.allSatisfy({ isWanted($0.tag, $0.element) }) { return self }
    return DataSet(entries.filter { isWanted($0.tag, $0.element) })
  }

  /// True if nothing is in it.
  public var isEmpty: Bool { entries.isEmpty }

  /// First string value, trimmed; nil if absent or empty.
  public func string(_ tag: Tag) -> String? { strings(tag).first.flatMap { $0.isEmpty ? nil : $0 } }

  /// All string values; empty if absent.
  public func strings(_ tag: Tag) -> [String] {
    if case .strings(let s)? = self[tag]?.value { return s }
    return []
  }

  /// All numeric values of DS, IS, FL, FD and the integer VRs; empty if absent or unparsable, and where one of
  /// them is infinite or not a number.
  public func doubles(_ tag: Tag) -> [Double] {
    switch self[tag]?.value {
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
    if case .items(let i)? = self[tag]?.value { return i }
    return []
  }

  /// The bytes of a bulk element.
  public func bytes(_ tag: Tag) -> [UInt8]? {
    if case .bytes(let b)? = self[tag]?.value { return b }
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
    self = DataSet(merging: [self, other])
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
