import Anatomy
import Mineralization
import Report
import Vocabulary
import Voxels

extension ReportAssembly {
  /// Adds what the reader sees values against: the segments of the pallidum, published groups, the other side, and what
  /// a reader entered.
  ///
  /// Before the findings, which repeat the reader's entries.
  func addContext(_ report: inout ReportDocument) {
    report.pallidumSegments = pallidumSegments()
    report.context = cohortContext(report)
    report.asymmetry = sideComparison(report)
    guard let readerInput else { return }
    report.readerInput = readerInput.input
    report.provenance.inputs.append(
      .init(seriesInstanceUID: "", modality: "reader input", instances: 1, sha256: readerInput.sha256))
  }

  /// Where the outline of a nucleus comes from, for `structures[].outline`.
  func outline(of structure: SidedStructure) -> String {
    if analysis.nuclei.corrected.contains(structure) { return OutlineSource.reader }
    return analysis.nuclei.doubtful.contains(structure) ? OutlineSource.template : OutlineSource.image
  }

  /// Both segments of each pallidum; withheld where the whole pallidum is.
  private func pallidumSegments() -> [ReportDocument.PallidumSegment] {
    let a = analysis
    let parts = [("internal", a.nuclei.pallidumInternal), ("external", a.nuclei.pallidumExternal)]
    return Side.allCases.flatMap { side -> [ReportDocument.PallidumSegment] in
      let whole = SidedStructure(.globusPallidus, side)
      // Part of a cut pallidum would be taken for a segment.
      guard !a.nuclei.truncated.contains(whole) else { return [] }
      return parts.compactMap { name, masks in
        guard let mask = masks[side], !mask.isEmpty else { return nil }
        return .init(
          segment: name, side: side, volumeMm3: rounded(mask.volumeMm3, 1),
          meanHU: a.withholding.ct(of: whole) == nil ? attenuation(mask)?.meanHU : nil,
          meanPpb: a.withholding.qsm == nil
            ? measureSusceptibility(chi: a.chi, chiMask: a.map.mask, in: mask).map { rounded($0.mean, 2) }
            : nil)
      }
    }
  }
}
