import DICOM
import Foundation

/// A study before it is written: its files with their paths, as the scanner or the archive leaves them.
public struct PhantomStudy: Sendable {
  /// One file of the folder.
  struct File: Sendable {
    /// What it holds.
    enum Content: Sendable {
      /// A DICOM object.
      case image(DataSet)
      /// Something else.
      case bytes([UInt8])
    }

    /// What happened to its bytes after they were written.
    enum Damage: Sendable {
      /// Only this share of it arrived.
      case truncated(share: Double)
      /// The 128 bytes before `DICM` and that word are gone.
      case withoutPreamble
    }

    /// Below the study's folder.
    var path: String
    var content: Content
    var transferSyntax: TransferSyntax
    var damage: Damage?

    /// The DICOM object; nil for anything else.
    var dataSet: DataSet? {
      if case .image(let d) = content { return d }
      return nil
    }
  }

  /// The files, in the order in which the scanner made them.
  var files: [File]

  /// The study as the scanners wrote it: `mr/IM00001`… and `ct/IM00001`….
  init(_ simulation: PhantomSimulation) {
    let syntax: TransferSyntax =
      simulation.scenario.compressesPixels ? .jpegLSLossless : .explicitVRLittleEndian
    let mr: [DataSet]
    switch simulation.scenario.format {
    case .siemensEnhanced, .philipsEnhanced, .canonEnhanced:
      let study = EnhancedMRStudy(simulation)
      mr = (0..<study.count).map(study.image)
    default:
      let study = ClassicMRStudy(simulation)
      mr = (0..<study.count).map(study.image)
    }
    let ct = CTStudy(simulation)
    func named(_ images: [DataSet], _ folder: String) -> [File] {
      images.enumerated().map {
        File(path: "\(folder)/IM" + Self.number($0), content: .image($1), transferSyntax: syntax)
      }
    }
    files = named(mr, "mr") + named((0..<ct.count).map(ct.image), "ct")
  }

  private static func number(_ i: Int) -> String {
    let s = String(i + 1)
    return String(repeating: "0", count: max(0, 5 - s.count)) + s
  }

  /// Writes all files below `folder`.
  func write(to folder: String) throws(PhantomError) {
    for file in files {
      let path = folder + "/" + file.path
      try makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
      switch file.content {
      case .image(let d):
        do { try DICOMWriter.write(d, to: path, transferSyntax: file.transferSyntax) } catch {
          throw .unwritable(path: path, reason: "\(error)")
        }
        if let damage = file.damage { try rewrite(path) { damage.applied(to: $0) } }
      case .bytes(let bytes): try save(Data(bytes), path)
      }
    }
  }

  private func rewrite(_ path: String, _ change: (Data) -> Data) throws(PhantomError) {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw .unwritable(path: path, reason: error.localizedDescription)
    }
    try save(change(data), path)
  }

  private func save(_ data: Data, _ path: String) throws(PhantomError) {
    do { try data.write(to: URL(fileURLWithPath: path)) } catch {
      throw .unwritable(path: path, reason: error.localizedDescription)
    }
  }
}

extension PhantomStudy.File.Damage {
  /// The 128 free bytes and the word `DICM` (PS3.10 section 7.1).
  private static let preamble = 132

  fileprivate func applied(to data: Data) -> Data {
    switch self {
    case .truncated(let share): Data(data.prefix(Int(share * Double(data.count))))
    case .withoutPreamble: Data(data.dropFirst(Self.preamble))
    }
  }
}

/// Makes a folder and those above it.
func makeFolder(_ path: String) throws(PhantomError) {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch { throw .unwritable(path: path, reason: error.localizedDescription) }
}
