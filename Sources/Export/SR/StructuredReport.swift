import DICOM
import Report
import Vocabulary

/// The report as a Comprehensive 3D SR (PS3.3 A.35.13) after TID 1500, Imaging Measurement Report.
///
/// UNVERIFIED, PARTIAL where something is withheld. A sign-off makes a new, VERIFIED instance with the
/// unverified one as predecessor; it never changes the first.
struct StructuredReport {
  /// The object.
  let dataSet: DataSet

  /// The images that the report refers to besides its inputs.
  struct Evidence {
    /// The segmentation.
    let segmentation: SourceImageInstance
    /// Series that the segments overlay.
    let sourceSeries: String
    /// The susceptibility map.
    let map: [SourceImageInstance]
    /// The CT on the MR grid.
    let resampledCT: [SourceImageInstance]
    /// Everything else that was made: registration, captures.
    let others: [SourceImageInstance]
  }

  /// - Throws: `ExportError.measurementWithoutMask`.
  init(_ c: ExportContext, segments: [SegmentDescription], evidence: Evidence) throws(ExportError) {
    let groups = try Self.groups(c, segments)
    var d = c.header(
      DerivedSeries.structuredReport, sopClass: SOPClass.comprehensive3DSR,
      instanceRole: Self.role(c.signOff), instanceNumber: c.signOff == nil ? 1 : 2)
    d.set(.referencedPerformedProcedureStepSequence, items: [])
    d.set(.performedProcedureCodeSequence, items: [])
    d.set(.completionFlag, .CS, Self.isComplete(c.report) ? "COMPLETE" : "PARTIAL")
    d.merge(Self.verification(c))

    let study = d.string(.studyInstanceUID) ?? ""
    let tree = ReferenceTree(
      [evidence.segmentation] + evidence.map + evidence.resampledCT + evidence.others + c.mr.instances
        + (c.ct?.instances ?? []))
    d.set(.currentRequestedProcedureEvidenceSequence, items: tree.hierarchicalItems { $0 == study })
    let others = tree.hierarchicalItems { $0 != study }
    if !others.isEmpty { d.set(.pertinentOtherEvidenceSequence, items: others) }

    var library = [
      ImageLibrary.Group(modality: "MR", frameOfReference: c.mr.frameOfReferenceUID, images: c.mr.instances)
    ]
    if let ct = c.ct {
      library.append(.init(modality: "CT", frameOfReference: ct.frameOfReferenceUID, images: ct.instances))
    }
    for (modality, images) in [("MR", evidence.map), ("CT", evidence.resampledCT)] where !images.isEmpty {
      library.append(.init(modality: modality, frameOfReference: c.mr.frameOfReferenceUID, images: images))
    }
    let root = ContentItem.container(
      nil, Codes.imagingMeasurementReport, template: "1500",
      Self.context(c) + [
        ImageLibrary.item(library),
        .container(
          .contains, Codes.imagingMeasurements,
          groups.map {
            $0.item(c, segmentation: evidence.segmentation, sourceSeries: evidence.sourceSeries)
          }
            + segments.compactMap { FocusGroup($0, c.report) }.map {
              $0.item(c, segmentation: evidence.segmentation, sourceSeries: evidence.sourceSeries)
            }),
        .container(.contains, Codes.qualitativeEvaluations, Examination.items(c.report)),
      ])
    d.merge(root.dataSet)
    dataSet = d
  }

  /// Seed role of the instance: a sign-off is another instance.
  private static func role(_ signOff: SignOff?) -> String {
    guard let signOff else { return "sr" }
    return "sr/verified/\(signOff.observer)/\(signOff.organization)/\(signOff.dateTime)"
  }

  /// A group for every measured structure.
  private static func groups(
    _ c: ExportContext, _ segments: [SegmentDescription]
  ) throws(ExportError) -> [MeasurementGroup] {
    for m in c.report.structures {
      let s = SidedStructure(m.name, m.side)
      if !segments.contains(where: { $0.structure == s }) { throw .measurementWithoutMask(s) }
    }
    return segments.compactMap { segment in
      guard let s = segment.structure, let m = c.report.measurement(s.structure, s.side),
        let mask = c.masks[s]
      else { return nil }
      return MeasurementGroup(segment: segment, measurement: m, mask: mask)
    }
  }

  /// Nothing that the report promises is withheld.
  private static func isComplete(_ report: ReportDocument) -> Bool {
    let sides = [report.pallidum.left, report.pallidum.right]
    return report.susceptibility.withheld == nil
      && sides.allSatisfy {
        $0.gpCT.grade != nil && $0.gpQSM.grade != nil && $0.paradoxicalCalcification.flag != nil
      }
      && report.structures.allSatisfy { $0.ct != nil && $0.qsm != nil }
  }

  /// Verification Flag, and after a sign-off the observer and the predecessor (C.17.2).
  private static func verification(_ c: ExportContext) -> DataSet {
    var d = DataSet()
    guard let signOff = c.signOff else {
      d.set(.verificationFlag, .CS, "UNVERIFIED")
      return d
    }
    d.set(.verificationFlag, .CS, "VERIFIED")
    var observer = DataSet()
    observer.set(.verifyingObserverName, .PN, signOff.observer)
    observer.set(.verifyingObserverIdentificationCodeSequence, items: [])
    observer.set(.verifyingOrganization, .LO, signOff.organization)
    observer.set(.verificationDateTime, .DT, signOff.dateTime)
    d.set(.verifyingObserverSequence, items: [observer])
    let predecessor = SourceImageInstance(
      sopClassUID: SOPClass.comprehensive3DSR, sopInstanceUID: c.uid(role(nil)),
      seriesInstanceUID: c.uid(DerivedSeries.structuredReport.role + "/series"),
      studyInstanceUID: c.mr.studyModule.string(.studyInstanceUID) ?? "")
    d.set(.predecessorDocumentsSequence, items: ReferenceTree([predecessor]).hierarchicalItems { _ in true })
    return d
  }

  /// Language (TID 1204), observers (TID 1001) and procedures reported.
  private static func context(_ c: ExportContext) -> [ContentItem] {
    var items: [ContentItem] = [.code(.conceptModifier, Codes.language, Codes.english)]
    if let signOff = c.signOff {
      items += [
        .code(.observationContext, Codes.observerType, Codes.person),
        .personName(.observationContext, Codes.personObserverName, signOff.observer),
        .text(.observationContext, Codes.personObserverOrganization, signOff.organization),
      ]
    }
    items += [
      .code(.observationContext, Codes.observerType, Codes.device),
      .uidReference(
        .observationContext, Codes.deviceObserverUID,
        UID(seed: Array(c.softwareVersion.utf8), role: "device observer").string),
      .text(.observationContext, Codes.deviceObserverName, c.equipmentName),
      .text(.observationContext, Codes.deviceObserverManufacturer, c.equipmentName),
      .text(.observationContext, Codes.deviceObserverModel, "\(c.equipmentName) \(c.softwareVersion)"),
      // Exactly one, from CID 100: the report is of an MR and a CT, which only this covers.
      .code(.conceptModifier, Codes.procedureReported, Codes.imagingProcedure),
    ]
    return items
  }
}
