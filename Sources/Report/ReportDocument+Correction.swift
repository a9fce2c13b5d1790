import Vocabulary

extension ReportDocument {
  /// Outlines of a reader that took the place of the program's.
  public struct CorrectedSegmentation: Codable, Sendable {
    /// One nucleus with its side.
    public struct Nucleus: Codable, Hashable, Sendable {
      /// Which.
      public var name: Structure
      /// The patient's side.
      public var side: Side

      /// A nucleus from its values.
      public init(name: Structure, side: Side) {
        self.name = name
        self.side = side
      }
    }

    /// Whose outlines are the reader's.
    public var structures: [Nucleus]
    /// What the file holds as the program found it: no correction.
    public var unchanged: [Nucleus]
    /// Who made them, as the file says; may be empty.
    public var creator: String
    /// The file's series; empty for NIfTI.
    public var seriesInstanceUID: String
    /// True if they were drawn on another raster than the susceptibility map's.
    public var isResampled: Bool
    /// Labels in the file that are no deep nuclei and were not used.
    public var ignored: [String]

    /// The values in order.
    public init(
      structures: [Nucleus], unchanged: [Nucleus], creator: String, seriesInstanceUID: String,
      isResampled: Bool, ignored: [String]
    ) {
      self.structures = structures
      self.unchanged = unchanged
      self.creator = creator
      self.seriesInstanceUID = seriesInstanceUID
      self.isResampled = isResampled
      self.ignored = ignored
    }
  }

  /// True if a reader outlined this nucleus.
  public func isCorrected(_ structure: Structure, _ side: Side) -> Bool {
    correctedSegmentation?.structures.contains(.init(name: structure, side: side)) ?? false
  }
}
