/// A coded concept: Code Value, Coding Scheme Designator, Code Meaning (DICOM PS3.3 section 8.8).
public struct Code: Hashable, Sendable {
  /// Code Value (0008,0100).
  public let value: String
  /// Coding Scheme Designator (0008,0102).
  public let scheme: String
  /// Code Meaning (0008,0104).
  public let meaning: String

  /// A concept from its parts.
  public init(_ value: String, _ scheme: String, _ meaning: String) {
    self.value = value
    self.scheme = scheme
    self.meaning = meaning
  }

  /// The concept as a sequence item.
  public var item: DataSet {
    var d = DataSet()
    d.set(Tag(0x0008, 0x0100), .SH, value)
    d.set(Tag(0x0008, 0x0102), .SH, scheme)
    d.set(Tag(0x0008, 0x0104), .LO, meaning)
    return d
  }
}
