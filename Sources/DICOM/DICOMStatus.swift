/// The status of a response (PS3.7 annex C; for C-STORE PS3.4 section B.2.3), in words and with its code.
public struct DICOMStatus: Hashable, Sendable {
  /// Status (0000,0900).
  public let code: UInt16

  /// A status from its code.
  public init(_ code: UInt16) { self.code = code }

  /// 0000H, Success: done, nothing to remark.
  public static let success = Self(0x0000)
  /// 0105H, No such attribute.
  public static let noSuchAttribute = Self(0x0105)
  /// 0106H, Invalid attribute value.
  public static let invalidAttributeValue = Self(0x0106)
  /// 0110H, Processing failure.
  public static let processingFailure = Self(0x0110)
  /// 0111H, Duplicate SOP Instance: the peer has this UID already.
  public static let duplicateSOPInstance = Self(0x0111)
  /// 0112H, No such object instance.
  public static let noSuchObjectInstance = Self(0x0112)
  /// 0117H, Invalid object instance: the SOP Instance UID breaks the rules.
  public static let invalidObjectInstance = Self(0x0117)
  /// 0119H, Class-instance conflict.
  public static let classInstanceConflict = Self(0x0119)
  /// 0122H, SOP Class not supported.
  public static let sopClassNotSupported = Self(0x0122)
  /// 0124H, Not authorized.
  public static let notAuthorized = Self(0x0124)
  /// 0210H, Duplicate invocation.
  public static let duplicateInvocation = Self(0x0210)
  /// 0211H, Unrecognized operation.
  public static let unrecognizedOperation = Self(0x0211)
  /// 0212H, Mistyped argument.
  public static let mistypedArgument = Self(0x0212)
  /// 0213H, Resource limitation.
  public static let resourceLimitation = Self(0x0213)
  /// A700H, Refused: out of resources (the range A7xxH for C-STORE).
  public static let outOfResources = Self(0xA700)
  /// A900H, Error: data set does not match SOP Class (the range A9xxH).
  public static let dataSetDoesNotMatchSOPClass = Self(0xA900)
  /// B000H, Warning: coercion of data elements.
  public static let coercionOfDataElements = Self(0xB000)
  /// B006H, Warning: elements discarded.
  public static let elementsDiscarded = Self(0xB006)
  /// B007H, Warning: data set does not match SOP Class.
  public static let dataSetDoesNotMatchSOPClassWarning = Self(0xB007)
  /// C000H, Error: cannot understand (the range CxxxH).
  public static let cannotUnderstand = Self(0xC000)
  /// FE00H, Cancel.
  public static let cancel = Self(0xFE00)
  /// FF00H, Pending.
  public static let pending = Self(0xFF00)

  /// True for 0000H only.
  public var isSuccess: Bool { self == .success }

  /// True if the operation was done, with a remark: 0001H, 0107H, 0116H and BxxxH.
  public var isWarning: Bool { [0x0001, 0x0107, 0x0116].contains(code) || code >> 12 == 0xB }

  /// True for FF00H and FF01H: more follows.
  public var isPending: Bool { code == 0xFF00 || code == 0xFF01 }
}

extension DICOMStatus: CustomStringConvertible {
  /// `Duplicate SOP Instance (0111H)`.
  public var description: String {
    let hex = String(code, radix: 16, uppercase: true)
    return "\(words) (\(String(repeating: "0", count: 4 - hex.count))\(hex)H)"
  }

  private var words: String {
    if let exact = Self.exact[code] { return exact }
    switch code {
    case 0xA700...0xA7FF: return "Refused: out of resources"
    case 0xA900...0xA9FF: return "Data set does not match SOP Class"
    case 0xB000...0xBFFF: return "Warning"
    case 0xC000...0xCFFF: return "Cannot understand the data set"
    default: return "Unknown status"
    }
  }

  private static let exact: [UInt16: String] = [
    0x0000: "Success", 0x0001: "Warning: optional attributes not supported", 0x0105: "No such attribute",
    0x0106: "Invalid attribute value", 0x0107: "Warning: attribute list error", 0x0110: "Processing failure",
    0x0111: "Duplicate SOP Instance", 0x0112: "No such object instance",
    0x0116: "Warning: attribute value out of range", 0x0117: "Invalid object instance",
    0x0119: "Class-instance conflict", 0x0120: "Missing attribute", 0x0121: "Missing attribute value",
    0x0122: "SOP Class not supported", 0x0124: "Not authorized", 0x0210: "Duplicate invocation",
    0x0211: "Unrecognized operation", 0x0212: "Mistyped argument", 0x0213: "Resource limitation",
    0xB000: "Warning: coercion of data elements", 0xB006: "Warning: elements discarded",
    0xB007: "Warning: data set does not match SOP Class", 0xFE00: "Cancelled", 0xFF00: "Pending",
    0xFF01: "Pending, some keys not supported",
  ]
}
