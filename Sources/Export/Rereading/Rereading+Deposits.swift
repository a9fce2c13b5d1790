import DICOM
import Report
import Vocabulary
import Voxels

extension Rereading {
  /// Zones and foci have the side, the voxels and the place of their masks, and lie at the pallidum of their side.
  func checkDeposits(
    _ segments: [SegmentationReading.Segment], _ nuclei: [SegmentationReading.Segment], _ c: ExportContext
  ) throws(ExportError) {
    let voxelMm = c.chi.grid.spacingMm
    // A focus that was found on the CT is drawn by whole MR voxels: its middle may move by half of one along each axis.
    let tolerance = Self.reportedCentroidToleranceMm + length(voxelMm) / 2
    for (segment, part) in zip(segments, c.depositSegments) {
      let name = part.label
      try equal("SEG", "tracking ID of \(name)", name, segment.trackingID)
      try check(segment, named: name, side: part.side, type: part.type.value, mask: part.mask)
      try checkSide(of: segment, part, nuclei)
      guard part.kind != .medialZone else { continue }
      guard let focus = c.report.pallidum(part.side).foci.first(where: { $0.id == part.id }),
        focus.counted == true, focus.centroidLPS.count == 3
      else {
        throw .readBack(
          object: "SEG", what: name, expected: "a focus of the report that counts", found: "none")
      }
      let reported = SIMD3(focus.centroidLPS[0], focus.centroidLPS[1], focus.centroidLPS[2])
      if length(reported - segment.centroid) > tolerance {
        throw .readBack(
          object: "SEG", what: "centroid of \(name)", expected: "\(reported)", found: "\(segment.centroid)")
      }
    }
  }

  /// Nearer to the pallidum of its own side than to the other's.
  private func checkSide(
    of segment: SegmentationReading.Segment, _ part: DepositSegment, _ nuclei: [SegmentationReading.Segment]
  ) throws(ExportError) {
    func distance(_ side: Side) -> Double? {
      nuclei.first {
        $0.type == Codes.structure(.globusPallidus).value && $0.laterality == Codes.side(side).value
      }.map { length($0.centroid - segment.centroid) }
    }
    let other: Side = part.side == .left ? .right : .left
    if let own = distance(part.side), let far = distance(other), own >= far {
      throw .readBack(
        object: "SEG", what: "side of \(part.label)", expected: part.side.rawValue, found: other.rawValue)
    }
  }
}
