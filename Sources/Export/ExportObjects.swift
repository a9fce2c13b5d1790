import DICOM
import Foundation
import Report
import Vocabulary

/// Makes all DICOM objects of a report, writes them, and reads them back.
///
/// - Parameters:
///   - c: what the objects are made of.
///   - directory: an existing folder, `dicom/` of the output. It must be temporary: after an error its
///     content is worthless and has to be removed by the caller.
/// - Returns: what was written, paths relative to the folder above `directory`, in a fixed order.
/// - Throws: `ExportError`. Sides, centroids, identifiers and numbers that were read back from the files and
///   differ from the context are errors: then nothing may be kept (`exitCode` 70).
public func exportObjects(
  _ c: ExportContext, to directory: String
) throws(ExportError) -> [ReportDocument.OutputObject] {
  let objects = try ReportObjects(c)
  let series = [DerivedSeries.qsm, DerivedSeries.resampledCT, DerivedSeries.captures].map(\.role)
  for role in series where objects.files.contains(where: { $0.kind == role }) {
    let path = directory + "/" + role
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .file(role, reason: "the folder cannot be made")
    }
  }
  for object in objects.files {
    do {
      try DICOMWriter.write(object.dataSet, to: directory + "/" + object.file)
    } catch {
      throw .file(object.file, reason: "\(error)")
    }
  }
  try Rereading(directory: directory, files: objects.files).check(c)
  return objects.files.map {
    ReportDocument.OutputObject(
      file: "dicom/" + $0.file, kind: $0.kind, sopInstanceUID: $0.dataSet.string(.sopInstanceUID) ?? "")
  }
}

/// All objects of a report as values, before anything is written.
struct ReportObjects {
  /// An object and the file it belongs into, relative to `dicom/`.
  struct File {
    let file: String
    let kind: String
    let dataSet: DataSet
  }

  /// Every object in the order of writing.
  let files: [File]

  init(_ c: ExportContext) throws(ExportError) {
    let map = c.hasTrustedMap ? try SusceptibilityMap(c).instances : []
    var resampled: [DataSet] = []
    var registration: [DataSet] = []
    if let ct = c.ct {
      if let volume = c.ctOnMR, c.hasTrustedRegistration {
        resampled = try ResampledCT(volume, source: ct, c).instances
      }
      if let t = c.ctToMR, c.hasTrustedRegistration {
        let verdict = c.report.registration?.verdict
        registration = [try SpatialRegistration(t, verdict: verdict, ct: ct, c.origin).dataSet]
      }
    }
    let captures = try SecondaryCaptures(c).instances
    let mapReferences = map.map(SourceImageInstance.init(to:))
    let segmentation = try SegmentationObject(c) { slice in
      mapReferences.isEmpty ? c.mr.images(ofSlice: slice) : [mapReferences[slice]]
    }
    let sourceSeries = (mapReferences.first ?? c.mr.instances.first)?.seriesInstanceUID ?? ""
    let report = try StructuredReport(
      c, segments: segmentation.segments,
      evidence: .init(
        segmentation: SourceImageInstance(to: segmentation.dataSet), sourceSeries: sourceSeries,
        map: mapReferences, resampledCT: resampled.map(SourceImageInstance.init(to:)),
        others: (registration + captures).map(SourceImageInstance.init(to:))))

    var files = [
      File(file: "sr.dcm", kind: "sr", dataSet: report.dataSet),
      File(file: "seg.dcm", kind: "seg", dataSet: segmentation.dataSet),
    ]
    files += registration.map { File(file: "registration.dcm", kind: "registration", dataSet: $0) }
    if !c.pdf.isEmpty {
      let pdf = EncapsulatedReport(c, sources: [SourceImageInstance(to: report.dataSet)])
      files.append(File(file: "report-pdf.dcm", kind: "report-pdf", dataSet: pdf.dataSet))
    }
    files += Self.series(DerivedSeries.qsm, map)
    files += Self.series(DerivedSeries.resampledCT, resampled)
    files += Self.series(DerivedSeries.captures, captures)
    self.files = files
  }

  /// A series as numbered files in its own folder.
  private static func series(_ series: SeriesDescriptor, _ instances: [DataSet]) -> [File] {
    instances.enumerated().map { i, d in
      let number = String(i + 1)
      let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
      return File(file: "\(series.role)/\(padded).dcm", kind: series.role, dataSet: d)
    }
  }
}
