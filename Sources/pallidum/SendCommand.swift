import ArgumentParser
import CaseRunner
import DICOM
import Foundation
import Transfer

/// `pallidum send`: C-STORE of a report's objects.
struct SendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Stores a report's DICOM objects in a PACS (C-ECHO, then C-STORE; contexts from the files).",
    discussion: """
      Afterwards the peer is asked by C-FIND whether it lists the objects, where it answers queries. Exit code 6 \
      if an object was not taken.
      """)

  @Argument(help: "The report's folder, or any folder of DICOM files.")
  var folder: String

  @Option(help: ArgumentHelp("Called application entity, host and port.", valueName: "AET@HOST:PORT"))
  var to: String

  @Option(help: "Our own application entity title.")
  var callingAet = "PALLIDUM"

  @Option(help: "Seconds to wait for the peer.")
  var timeout = 30

  @Option(help: ArgumentHelp("Use TLS and trust the certificates of this PEM file.", valueName: "PEM"))
  var tlsTrusted: String?

  @Option(help: ArgumentHelp("Our certificate for TLS.", valueName: "PEM"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("The private key of our certificate.", valueName: "PEM"))
  var tlsKey: String?

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func run() throws {
    var peer = try Self.peer(to)
    peer.callingAETitle = callingAet
    peer.timeoutSeconds = timeout
    if let tlsTrusted {
      peer.tls = .init(trustedCertificates: tlsTrusted, certificate: tlsCertificate, privateKey: tlsKey)
    }
    try Self.store(folder: folder, to: peer, quiet: quiet)
  }

  /// The peer that `AET@HOST:PORT` names.
  static func peer(_ text: String) throws -> DICOMPeer {
    let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
    guard parts.count == 2, let colon = parts[1].lastIndex(of: ":"),
      let port = UInt16(parts[1][parts[1].index(after: colon)...]), port > 0,
      (1...16).contains(parts[0].count), colon != parts[1].startIndex
    else { throw ValidationError("\(text) is no AET@HOST:PORT, e.g. ORTHANC@127.0.0.1:4242.") }
    return DICOMPeer(host: String(parts[1][..<colon]), port: port, calledAETitle: parts[0])
  }

  /// Sends a folder and prints what became of it.
  static func store(folder: String, to peer: DICOMPeer, quiet: Bool) throws {
    let report: TransferReport
    do { report = try Transfer.send(directory: folder, to: peer) } catch {
      throw CaseError(.output, error.description)
    }
    if !quiet || !report.isComplete {
      let stored = report.files.filter(\.isTransferred).count
      for file in report.files where !quiet && !file.isTransferred { print(file) }
      print("\(stored) of \(report.files.count) objects stored at \(peer).")
    }
    if !report.isComplete { throw ExitCode(ExitStatus.output.rawValue) }
  }
}
