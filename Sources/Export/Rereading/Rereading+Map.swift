import DICOM
import Report
import Vocabulary
import Voxels

extension Rereading {
  /// Half a stored value: what rounding to whole ppb can move a mean by.
  static let roundingPpb = 0.5
  /// How far the report's mean may lie from the mean of the written map over the written mask: it may be
  /// taken over slightly fewer voxels, but not be of another structure, side or unit.
  static func reportedMeanTolerancePpb(_ mean: Double) -> Double { max(2, 0.05 * abs(mean)) }

  /// The written map, over every mask, has the mean of the volume and of the report.
  func checkMap(_ c: ExportContext) throws(ExportError) {
    let names = files.filter { $0.kind == DerivedSeries.qsm.role }.map(\.file)
    guard !names.isEmpty else { return }
    try equal("QSM", "number of images", c.chi.grid.size.z, names.count)
    var stored: [Int32] = []
    stored.reserveCapacity(c.chi.grid.count)
    var padding: Int?
    for (slice, name) in names.enumerated() {
      let file = try open(name)
      padding = file.dataSet.int(.pixelPaddingValue)
      let position = file.dataSet.doubles(.imagePositionPatient)
      let expected = c.chi.grid.point(atVoxel: SIMD3(0, 0, Double(slice))).lps
      guard position.count == 3,
        length(SIMD3(position[0], position[1], position[2]) - expected) <= Self.centroidToleranceMm
      else {
        throw .readBack(
          object: "QSM", what: "position of slice \(slice + 1)", expected: "\(expected)", found: "\(position)"
        )
      }
      stored += try Self.values(file, frame: 0, name)
    }
    try equal("QSM", "number of voxels", c.chi.grid.count, stored.count)
    for (structure, mask) in c.segments {
      var (written, given, n) = (0.0, 0.0, 0.0)
      for i in mask.voxels.indices where mask.voxels[i] && c.chiMask.voxels[i] && c.chi.voxels[i].isFinite {
        if let padding, Int(stored[i]) == padding {
          throw .readBack(object: "QSM", what: "voxel \(i)", expected: "a value", found: "padding")
        }
        written += Double(stored[i])
        given += Double(c.chi.voxels[i]) * SusceptibilityMap.ppbPerPPM
        n += 1
      }
      guard n > 0 else { continue }
      let name = "mean of \(structure.side.rawValue) \(structure.structure.displayName) in ppb"
      if abs(written - given) / n > Self.roundingPpb {
        throw .readBack(object: "QSM", what: name, expected: "\(given / n)", found: "\(written / n)")
      }
      if let reported = c.report.measurement(structure.structure, structure.side)?.qsm?.meanPpb,
        abs(written / n - reported) > Self.reportedMeanTolerancePpb(reported)
      {
        throw .readBack(object: "QSM", what: name, expected: "\(reported)", found: "\(written / n)")
      }
    }
  }
}
