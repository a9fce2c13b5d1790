import DICOM

/// The attributes that hold for one frame, wherever the file keeps them.
///
/// A classic file keeps all of them at the top level; an enhanced file splits them between the shared and the
/// per-frame functional groups (PS3.3 C.7.6.16). A look-up goes from the frame to the shared groups to the top
/// level. Private groups are left out: Philips' (2005,140F) repeats standard tags with other meanings.
struct FrameAttributes: Sendable {
  /// The whole header.
  let header: DataSet
  private let shared: DataSet
  private let own: DataSet
  /// The frame's functional groups as they stand in the file; empty for a classic file.
  let groups: DataSet

  /// The attributes of frame `index` (from 0).
  init(header: DataSet, frame index: Int, shared: DataSet) {
    self.header = header
    self.shared = shared
    let perFrame = header.items(.perFrameFunctionalGroupsSequence)
    groups = perFrame.indices.contains(index) ? perFrame[index] : DataSet()
    own = Self.flattened(groups)
  }

  /// The attributes of a classic file, or of the first frame of an enhanced one.
  init(header: DataSet) {
    self.init(header: header, frame: 0, shared: Self.sharedGroups(of: header))
  }

  /// The shared functional groups of an enhanced file, one level of sequences removed.
  static func sharedGroups(of header: DataSet) -> DataSet {
    header.items(.sharedFunctionalGroupsSequence).first.map(flattened) ?? DataSet()
  }

  private static func flattened(_ groups: DataSet) -> DataSet {
    DataSet(merging: groups.tags.filter { !$0.isPrivate }.compactMap { groups.items($0).first })
  }

  private func source(of tag: Tag) -> DataSet {
    if own[tag] != nil { return own }
    if shared[tag] != nil { return shared }
    return header
  }

  /// First text value; nil if absent or empty.
  func string(_ tag: Tag) -> String? { source(of: tag).text(tag) }

  /// All text values.
  func strings(_ tag: Tag) -> [String] { source(of: tag).texts(tag) }

  /// First number; nil if absent, empty or unparsable.
  func double(_ tag: Tag) -> Double? { source(of: tag).double(tag) }

  /// All numbers.
  func doubles(_ tag: Tag) -> [Double] { source(of: tag).doubles(tag) }

  /// First number if it is integral.
  func int(_ tag: Tag) -> Int? { source(of: tag).int(tag) }
}
