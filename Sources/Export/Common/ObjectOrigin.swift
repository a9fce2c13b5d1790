import DICOM

/// What every derived object carries, whatever it holds: whose it is, when, by which program.
public struct ObjectOrigin: Sendable {
  /// The mGRE: the study that the objects join, the frame of reference that they lie in.
  public let mr: SourceImageSeries
  /// Digest of everything that decides the content, from which every UID is derived.
  public let uidSeed: [UInt8]
  /// Content Date of the objects, YYYYMMDD.
  public let contentDate: String
  /// Content Time of the objects, HHMMSS.
  public let contentTime: String
  /// The program's version.
  public let softwareVersion: String
  /// What a reader must know where CT and MR may be of different people; nil where they are of one.
  public let identityNote: String?

  /// An origin from its parts.
  public init(
    mr: SourceImageSeries, uidSeed: [UInt8], contentDate: String, contentTime: String,
    softwareVersion: String, identityNote: String?
  ) {
    self.mr = mr
    self.uidSeed = uidSeed
    self.contentDate = contentDate
    self.contentTime = contentTime
    self.softwareVersion = softwareVersion
    self.identityNote = identityNote
  }

  /// The identifier of a role, such as `seg` or `qsm/series`.
  func uid(_ role: String) -> String { UID(seed: uidSeed, role: role).string }
}
