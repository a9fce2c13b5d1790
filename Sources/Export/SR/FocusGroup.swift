import DICOM
import Report
import Vocabulary
import Voxels

/// One measurement group of a focus that counts (TID 1411, Volumetric ROI Measurements), at the pallidum of its side.
struct FocusGroup {
  /// The segment that was measured.
  let segment: SegmentDescription
  /// Its numbers.
  let focus: ReportDocument.Focus
  /// Where it is.
  let part: DepositSegment

  /// The group of a segment; nil if the segment is no focus of the report.
  init?(_ segment: SegmentDescription, _ report: ReportDocument) {
    guard case .part(let part) = segment.subject,
      let focus = report.pallidum(part.side).foci.first(where: { $0.id == part.id })
    else { return nil }
    self.segment = segment
    self.part = part
    self.focus = focus
  }

  /// The group as a content item.
  ///
  /// - Parameters:
  ///   - segmentation: the segmentation object.
  ///   - sourceSeries: the series that the segments overlay.
  func item(_ c: ExportContext, segmentation: SourceImageInstance, sourceSeries: String) -> ContentItem {
    var children: [ContentItem] = [
      .text(.observationContext, Codes.trackingIdentifier, segment.trackingID),
      .uidReference(.observationContext, Codes.trackingUniqueIdentifier, segment.trackingUID),
      .code(.contains, Codes.finding, part.type),
      .code(
        .conceptModifier, Codes.findingSite, Codes.structure(.globusPallidus),
        [.code(.conceptModifier, Codes.laterality, Codes.side(part.side))]),
      .image(.contains, Codes.referencedSegment, segmentation, segment: segment.number),
      .uidReference(.contains, Codes.sourceSeries, sourceSeries),
    ]
    let outlines = Outline.polygons(of: part.mask).map {
      ContentItem.polygon(.inferred, Codes.imageRegion, $0, frameOfReference: c.mr.frameOfReferenceUID)
    }
    children.append(.number(Codes.volume, focus.volumeMm3, unit: Codes.cubicMillimeter, outlines))
    if let volume = focus.thresholdVolumeMm3 {
      children.append(.number(PrivateCodes.thresholdVolume, volume, unit: Codes.cubicMillimeter))
    }
    if let share = focus.zoneShare {
      children.append(.number(PrivateCodes.zoneShare, share, unit: Codes.noUnits))
    }
    children += numbers(
      Codes.attenuation, [focus.meanHU, focus.minHU, focus.maxHU], unit: Codes.hounsfieldUnit, [])
    let region = c.report.referenceIsCSF ? Codes.cerebrospinalFluid : Codes.brain
    children += numbers(
      Codes.magneticSusceptibility, [focus.meanPpb, focus.minPpb, focus.maxPpb].map { $0.map(ppm) },
      unit: Codes.ppm, [.code(.conceptModifier, PrivateCodes.referenceRegion, region)])
    children += numbers(Codes.r2star, [focus.r2starPerSecond, nil, nil], unit: Codes.perSecond, [])
    if let kind = focus.kind.flatMap(PrivateCodes.kind) {
      children.append(.code(.contains, PrivateCodes.mineralKind, kind))
    }
    let algorithm: [ContentItem] = [
      .text(.conceptModifier, Codes.algorithmName, SegmentationObject.focusAlgorithmName),
      .text(.conceptModifier, Codes.algorithmVersion, c.softwareVersion),
    ]
    return .container(
      .contains, Codes.measurementGroup, template: "1411", children.map { $0.addingToNumber(algorithm) })
  }

  /// Mean, minimum and maximum, those that are there.
  private func numbers(
    _ concept: Code, _ values: [Double?], unit: Code, _ below: [ContentItem]
  ) -> [ContentItem] {
    zip([Codes.mean, Codes.minimum, Codes.maximum], values).compactMap { statistic, value in
      value.map {
        .number(
          concept, $0, unit: unit, [.code(.conceptModifier, Codes.derivation, statistic)] + below)
      }
    }
  }
}
