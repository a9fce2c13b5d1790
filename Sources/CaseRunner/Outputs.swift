import Acquisition
import DICOM
import Export
import Foundation
import Mineralization
import NIfTI
import Registration
import Rendering
import Report
import Vocabulary
import Voxels

/// The key images of a case, with the reasons burned in where something is withheld.
///
/// A CT whose registration failed appears in the pictures of the registration only, which show why.
func renderKeyImages(
  _ a: Analysis, magnitude: MRVolume<Magnitude>, ct: CTVolume, mostMicrobleeds: Int
) throws -> [RenderedImage] {
  var options = KeyImageOptions()
  options.registrationVerdict = a.registration?.verdict
  options.registrationUncertaintyMm = a.registrationUncertaintyMm
  let rejected =
    a.ctOnMR == nil ? a.registration.map { resample(ct, onto: magnitude.grid, by: $0.ctToMR) } : nil
  options.susceptibilityWarning = a.withholding.qsm == nil ? nil : "susceptibility withheld: see report"
  options.ctWarning = a.withholding.ct == nil ? nil : "attenuation withheld: see report"
  options.sidesWarning = sidesWarning(a.registration)
  var volumes = KeyImageVolumes(
    magnitude: magnitude, chi: a.chi, chiMask: a.map.mask, ctOnMR: a.ctOnMR, rejectedCTOnMR: rejected,
    masks: a.nuclei.masks, fociCT: a.fociCT, fociQSM: a.fociQSM,
    weighted: WeightedProjection(minimum: a.weighted.minimum, slabMm: a.weighted.slabMm))
  volumes.microbleeds = microbleedPictures(a, most: mostMicrobleeds)
  return try renderKeyImages(volumes, options: options)
}

/// The line for pictures where one of the two images shows the sides exchanged, and which one is unknown.
func sidesWarning(_ registration: CTRegistration?) -> String? {
  registration?.lateralityContradiction.map { _ in ReportDocument.sidesNotProven }
}

extension ExportContext {
  /// What Export needs, out of what the stages made.
  init(
    report: ReportDocument, analysis a: Analysis, mgre: MGREAcquisition, ct: HeadCT,
    images: [RenderedImage], pdf: [UInt8], seed: [UInt8]
  ) throws {
    let mr = try SourceImageSeries(mgre.source)
    let (date, time) = mr.contentDateTime
    self.init(
      report: report, mr: mr, ct: try SourceImageSeries(ct.source), chi: a.chi, chiMask: a.map.mask,
      ctOnMR: a.ctOnMR, masks: a.nuclei.masks, ctToMR: a.registration?.ctToMR,
      captures: images.map {
        CaptureImage(title: $0.title, width: $0.width, height: $0.height, rgb: $0.rgb)
      }, pdf: pdf, uidSeed: seed, contentDate: date,
      contentTime: time, softwareVersion: version, deposits: depositSegments(a))
  }
}

extension ObjectOrigin {
  /// What an object of this version carries that is made of an mGRE.
  init(mr: SourceImageSeries, uidSeed: [UInt8], identityNote: String?) {
    let (date, time) = mr.contentDateTime
    self.init(
      mr: mr, uidSeed: uidSeed, contentDate: date, contentTime: time, softwareVersion: version,
      identityNote: identityNote)
  }
}

extension SourceImageSeries {
  /// Content Date and Time of derived objects: the time of the study, not of the run, so that the same input gives
  /// the same bytes.
  fileprivate var contentDateTime: (date: String, time: String) {
    let date = studyModule.string(.studyDate) ?? ""
    let time = studyModule.string(.studyTime) ?? ""
    return (date.count == 8 ? date : "19000101", time.count >= 6 ? String(time.prefix(6)) : "000000")
  }
}

extension SourceImageSeries {
  /// An input series as Export refers to it; modules come from its first instance.
  init(_ source: SourceSeries) throws {
    let study = source.studyModule.string(.studyInstanceUID) ?? ""
    let instances = source.instances.map {
      SourceImageInstance(
        sopClassUID: $0.sopClassUID, sopInstanceUID: $0.sopInstanceUID,
        seriesInstanceUID: $0.seriesInstanceUID, studyInstanceUID: study,
        frameNumbers: $0.frameNumbers.isEmpty ? nil : $0.frameNumbers, sliceIndex: $0.sliceIndex)
    }
    guard let first = source.instances.first else {
      throw CaseError(.internalError, "Internal error: a \(source.modality) series has no instance.")
    }
    guard
      let series = SourceImageSeries(
        describedBy: try DICOMFile.open(first.path).dataSet, instances: instances)
    else {
      throw CaseError(
        .inputUnusable,
        "The \(source.modality) series has no Study Instance UID (0020,000D) or Frame of Reference UID "
          + "(0020,0052), so results cannot refer to it. Export it again from the scanner or PACS.")
    }
    self = series
  }
}

/// Writes chi, its model-based parts, R2*, the weighted image, the resampled CT and the labels as NIfTI.
func writeNIfTI(_ a: Analysis, to folder: String) throws {
  try NIfTI.write(a.chi, to: folder + "/chi.nii.gz")
  try NIfTI.write(a.map.r2star, to: folder + "/r2star.nii.gz")
  try NIfTI.write(a.sources.paramagnetic, to: folder + "/chi-paramagnetic.nii.gz")
  try NIfTI.write(a.sources.diamagnetic, to: folder + "/chi-diamagnetic.nii.gz")
  try NIfTI.write(a.weighted.image, to: folder + "/swi.nii.gz")
  try NIfTI.write(a.weighted.minimum, to: folder + "/swi-mip.nii.gz")
  try NIfTI.write(a.head.brain, to: folder + "/brain.nii.gz")
  if let ct = a.ctOnMR { try NIfTI.write(ct, to: folder + "/ct.nii.gz") }
  var labels = [Int32](repeating: 0, count: a.chi.grid.count)
  for (n, structure) in SidedStructure.all.enumerated() {
    guard let mask = a.nuclei.masks[structure] else { continue }
    for i in labels.indices where mask.voxels[i] { labels[i] = Int32(n + 1) }
  }
  try NIfTI.writeLabels(labels, grid: a.chi.grid, to: folder + "/labels.nii.gz")
  let names = SidedStructure.all.enumerated().map {
    "\($0.offset + 1)\t\($0.element.structure.rawValue)\t\($0.element.side.rawValue)"
  }
  try Data((names.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: folder + "/labels.tsv"))
}
