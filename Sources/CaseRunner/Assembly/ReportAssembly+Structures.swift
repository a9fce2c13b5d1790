import Mineralization
import Report
import Susceptibility
import Vocabulary
import Voxels

extension ReportAssembly {
  /// Every nucleus that was found; CT and QSM are null, with the reason, where they are withheld.
  func structureMeasurements() -> [ReportDocument.StructureMeasurement] {
    SidedStructure.all.compactMap { s in
      guard let mask = analysis.nuclei.masks[s], !mask.isEmpty, let centroid = mask.centroid else {
        return nil
      }
      return measurement(s, mask: mask, centroid: centroid)
    }
  }

  private func measurement(
    _ s: SidedStructure, mask: MRMask, centroid: Point<MRPatient>
  ) -> ReportDocument.StructureMeasurement {
    let a = analysis
    let truncated = a.nuclei.truncated.contains(s)
    let cut = truncated ? "The \(s.structure.displayName) leaves the mGRE slab." : nil
    var ctReason = a.withholding.ct(of: s)
    var qsmReason = a.withholding.qsm
    let hu = ctReason == nil ? attenuation(mask) : nil
    if ctReason == nil, hu == nil { ctReason = "The CT does not cover the \(s.structure.displayName)." }
    let ppb = qsmReason == nil ? susceptibility(mask) : nil
    if qsmReason == nil, ppb == nil {
      qsmReason = "The susceptibility map does not cover the \(s.structure.displayName)."
    }
    var m = ReportDocument.StructureMeasurement(
      name: s.structure, side: s.side, volumeMm3: rounded(mask.volumeMm3, 1),
      centroidLPS: [centroid.lps.x, centroid.lps.y, centroid.lps.z].map { rounded($0, 3) }, ct: hu,
      ctWithheld: ctReason ?? cut, qsm: ppb, qsmWithheld: qsmReason ?? cut,
      r2star: meanR2Star(a.map.r2star, in: mask.intersection(a.map.mask)).map {
        .init(meanPerSecond: rounded($0, 2))
      }, voxels: mask.count, truncated: truncated)
    m.outline = outline(of: s)
    return m
  }

  func attenuation(_ mask: MRMask) -> ReportDocument.HUStatistics? {
    guard let registration = analysis.registration,
      let m = measureAttenuation(
        ct: ct.volume, mask: mask, mrToCT: registration.ctToMR.inverse,
        cutoffHU: configuration.grading.ctFocusHU)
    else { return nil }
    let r = m.region
    var statistics = ReportDocument.HUStatistics(
      meanHU: rounded(r.mean, 2), sdHU: rounded(r.sd, 2), medianHU: rounded(r.median, 2),
      p95HU: rounded(r.p95, 2), maxHU: rounded(r.maximum, 2),
      volumeAboveCutoffMm3: rounded(m.volumeAboveCutoffMm3, 1))
    let grade2HU = configuration.grading.ctGrade2HU
    // Where nothing is that dense there is nothing to count a second time.
    let dense =
      r.maximum < grade2HU
      ? nil
      : measureAttenuation(
        ct: ct.volume, mask: mask, mrToCT: registration.ctToMR.inverse, cutoffHU: grade2HU)
    statistics.volumeAboveGrade2Mm3 = rounded(dense?.volumeAboveCutoffMm3 ?? 0, 1)
    return statistics
  }

  private func susceptibility(_ mask: MRMask) -> ReportDocument.QSMStatistics? {
    let a = analysis
    guard let r = measureSusceptibility(chi: a.chi, chiMask: a.map.mask, in: mask) else { return nil }
    func part(_ v: MRVolume<PPM>) -> Double? {
      measureSusceptibility(chi: v, chiMask: a.map.mask, in: mask).map { rounded($0.mean, 2) }
    }
    let zero = a.reference.zeroPPM(configuration.referenceRegion) ?? 0
    let byReference = a.reference.measures.map { m in
      (m.region.rawValue, m.meanPPM.map { rounded(r.mean + (zero - $0) * 1000, 2) })
    }
    return .init(
      meanPpb: rounded(r.mean, 2), sdPpb: rounded(r.sd, 2), medianPpb: rounded(r.median, 2),
      p5Ppb: rounded(r.p5, 2), p95Ppb: rounded(r.p95, 2), minPpb: rounded(r.minimum, 2),
      maxPpb: rounded(r.maximum, 2), meanByReferencePpb: Dictionary(uniqueKeysWithValues: byReference),
      paramagneticMeanPpb: part(a.sources.paramagnetic),
      diamagneticMeanPpb: part(a.sources.diamagnetic))
  }
}
