/// An application entity to talk to, and as whom.
public struct DICOMPeer: Hashable, Sendable {
  /// Secured transport.
  public struct TLSOptions: Hashable, Sendable {
    /// PEM file of the certificates from which the peer's must descend.
    public var trustedCertificates: String
    /// PEM file of this side's certificate, if the peer asks for one.
    public var certificate: String?
    /// PEM file of this side's private key, not encrypted.
    public var privateKey: String?

    /// Options from their parts.
    public init(trustedCertificates: String, certificate: String? = nil, privateKey: String? = nil) {
      self.trustedCertificates = trustedCertificates
      self.certificate = certificate
      self.privateKey = privateKey
    }
  }

  /// Name or address.
  public var host: String
  /// TCP port; 104 and 11112 are usual.
  public var port: UInt16
  /// AE title of the peer, at most 16 characters.
  public var calledAETitle: String
  /// AE title of this program, at most 16 characters.
  public var callingAETitle: String
  /// For connecting, and for each answer.
  public var timeoutSeconds: Int
  /// Nil talks in the clear.
  public var tls: TLSOptions?

  /// A peer from its parts.
  public init(
    host: String, port: UInt16, calledAETitle: String, callingAETitle: String = "PALLIDUM",
    timeoutSeconds: Int = 30, tls: TLSOptions? = nil
  ) {
    self.host = host
    self.port = port
    self.calledAETitle = calledAETitle
    self.callingAETitle = callingAETitle
    self.timeoutSeconds = timeoutSeconds
    self.tls = tls
  }
}

extension DICOMPeer: CustomStringConvertible {
  /// `ARCHIVE at host:104`.
  public var description: String { "\(calledAETitle) at \(host):\(port)" }
}
