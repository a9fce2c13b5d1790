/// The tag of a data element (DICOM PS3.5 section 7.1).
public struct Tag: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Group number.
  public let group: UInt16
  /// Element number.
  public let element: UInt16

  /// A tag from group and element.
  public init(_ group: UInt16, _ element: UInt16) {
    self.group = group
    self.element = element
  }

  /// True for private tags (odd group).
  public var isPrivate: Bool { group % 2 == 1 }

  /// Ascending as in a data set.
  public static func < (a: Tag, b: Tag) -> Bool { a.number < b.number }

  private var number: UInt32 { UInt32(group) << 16 | UInt32(element) }

  /// `(0018,0081)`.
  public var description: String { "(\(hex(group)),\(hex(element)))" }

  private func hex(_ n: UInt16) -> String {
    let s = String(n, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - s.count) + s
  }
}
