/// What is to be sent, in which encoding (PS3.8 section 7.1.1.13).
public struct PresentationContext: Hashable, Comparable, Sendable {
  /// SOP Class UID.
  public let sopClass: String
  /// Transfer Syntax UID.
  public let transferSyntax: String

  /// A context from its parts.
  public init(sopClass: String, transferSyntax: String) {
    self.sopClass = sopClass
    self.transferSyntax = transferSyntax
  }

  /// By SOP class, then transfer syntax.
  public static func < (a: Self, b: Self) -> Bool {
    (a.sopClass, a.transferSyntax) < (b.sopClass, b.transferSyntax)
  }

  /// Contexts that an association can hold: their identifiers are the odd numbers from 1 to 255.
  static let mostPerAssociation = 128

  /// Verification SOP Class, for C-ECHO.
  static let verification = Self(
    sopClass: "1.2.840.10008.1.1", transferSyntax: TransferSyntax.implicitVRLittleEndian.uid)
  /// Study Root Query/Retrieve Information Model – FIND.
  static let studyRootFind = Self(
    sopClass: "1.2.840.10008.5.1.4.1.2.2.1", transferSyntax: TransferSyntax.implicitVRLittleEndian.uid)
}
