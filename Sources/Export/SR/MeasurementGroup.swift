import DICOM
import Report
import Vocabulary
import Voxels

/// One measurement group of a structure and side (TID 1411, Volumetric ROI Measurements).
struct MeasurementGroup {
  /// The segment that was measured.
  let segment: SegmentDescription
  /// Its numbers.
  let measurement: ReportDocument.StructureMeasurement
  /// Its voxels.
  let mask: MRMask

  /// The group as a content item.
  ///
  /// - Parameters:
  ///   - segmentation: the segmentation object.
  ///   - sourceSeries: the series that the segments overlay.
  func item(_ c: ExportContext, segmentation: SourceImageInstance, sourceSeries: String) -> ContentItem {
    var children: [ContentItem] = [
      .text(.observationContext, Codes.trackingIdentifier, segment.trackingID),
      .uidReference(.observationContext, Codes.trackingUniqueIdentifier, segment.trackingUID),
      .code(.contains, Codes.finding, Codes.anatomicalStructure),
      .code(
        .conceptModifier, Codes.findingSite, Codes.structure(measurement.name),
        [.code(.conceptModifier, Codes.laterality, Codes.side(measurement.side))]),
      .image(.contains, Codes.referencedSegment, segmentation, segment: segment.number),
      .uidReference(.contains, Codes.sourceSeries, sourceSeries),
    ]
    // Beside the segment, which TID 1411 lets no outline replace: viewers that draw no segmentation draw these.
    let outlines = Outline.polygons(of: mask).map {
      ContentItem.polygon(.inferred, Codes.imageRegion, $0, frameOfReference: c.mr.frameOfReferenceUID)
    }
    children.append(.number(Codes.volume, measurement.volumeMm3, unit: Codes.cubicMillimeter, outlines))
    children += attenuation + susceptibility(c.report.referenceIsCSF)
    if let r2star = measurement.r2star {
      children.append(
        .number(
          Codes.r2star, r2star.meanPerSecond, unit: Codes.perSecond, [derivation(Codes.mean)]))
    }
    if measurement.name == .globusPallidus {
      children += PallidumEvaluation.items(c.report.pallidum(measurement.side))
    }
    let algorithm: [ContentItem] = [
      .text(.conceptModifier, Codes.algorithmName, segment.algorithmName),
      .text(.conceptModifier, Codes.algorithmVersion, c.softwareVersion),
    ]
    return .container(
      .contains, Codes.measurementGroup, template: "1411", children.map { $0.addingToNumber(algorithm) })
  }

  private var attenuation: [ContentItem] {
    guard let ct = measurement.ct else {
      let reason = measurement.ctWithheld ?? "No CT"
      return [.withheldNumber(Codes.attenuation, reason: reason, [derivation(Codes.mean)])]
    }
    let statistics: [(Code, Double)] = [
      (Codes.mean, ct.meanHU), (Codes.standardDeviation, ct.sdHU), (Codes.median, ct.medianHU),
      (PrivateCodes.percentile95, ct.p95HU), (Codes.maximum, ct.maxHU),
    ]
    return statistics.map { statistic, value in
      .number(Codes.attenuation, value, unit: Codes.hounsfieldUnit, [derivation(statistic)])
    } + [
      .number(PrivateCodes.volumeAboveCutoff, ct.volumeAboveCutoffMm3, unit: Codes.cubicMillimeter)
    ]
  }

  private func susceptibility(_ referenceIsCSF: Bool) -> [ContentItem] {
    let region = referenceIsCSF ? Codes.cerebrospinalFluid : Codes.brain
    let reference = ContentItem.code(.conceptModifier, PrivateCodes.referenceRegion, region)
    guard let qsm = measurement.qsm else {
      let reason = measurement.qsmWithheld ?? "No susceptibility"
      return [
        .withheldNumber(
          Codes.magneticSusceptibility, reason: reason, [derivation(Codes.mean), reference])
      ]
    }
    let statistics: [(Code, Double)] = [
      (Codes.mean, qsm.meanPpb), (Codes.standardDeviation, qsm.sdPpb), (Codes.median, qsm.medianPpb),
      (PrivateCodes.percentile5, qsm.p5Ppb), (PrivateCodes.percentile95, qsm.p95Ppb),
      (Codes.minimum, qsm.minPpb), (Codes.maximum, qsm.maxPpb),
    ]
    var items = statistics.map { statistic, ppb in
      ContentItem.number(
        Codes.magneticSusceptibility, ppm(ppb), unit: Codes.ppm, [derivation(statistic), reference])
    }
    for (name, part) in [
      (PrivateCodes.paramagneticPart, qsm.paramagneticMeanPpb),
      (PrivateCodes.diamagneticPart, qsm.diamagneticMeanPpb),
    ] {
      if let part { items.append(.number(name, ppm(part), unit: Codes.ppm, [derivation(Codes.mean)])) }
    }
    return items
  }

  private func derivation(_ statistic: Code) -> ContentItem {
    .code(.conceptModifier, Codes.derivation, statistic)
  }
}

/// The report's ppb as DICOM's ppm.
func ppm(_ ppb: Double) -> Double { ppb / SusceptibilityMap.ppbPerPPM }
