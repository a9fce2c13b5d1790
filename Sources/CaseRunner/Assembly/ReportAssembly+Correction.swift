import Acquisition
import Export
import Report
import Vocabulary

extension ReportAssembly {
  /// What a reader's segmentation changed.
  func correction(_ c: CorrectedSegmentation) -> ReportDocument.CorrectedSegmentation {
    func nuclei(_ belongs: (SidedStructure) -> Bool) -> [ReportDocument.CorrectedSegmentation.Nucleus] {
      SidedStructure.all.filter { c.masks[$0] != nil && belongs($0) }.map {
        .init(name: $0.structure, side: $0.side)
      }
    }
    let changed = analysis.nuclei.corrected
    return .init(
      structures: nuclei(changed.contains), unchanged: nuclei { !changed.contains($0) },
      // An editor that keeps the program's name does not tell who edited.
      creator: c.creator == ObjectOrigin.creatorName ? "" : c.creator, seriesInstanceUID: c.seriesInstanceUID,
      isResampled: c.isResampled, ignored: c.ignored)
  }

  /// The sentences that tell it.
  func correctionNotes(_ c: ReportDocument.CorrectedSegmentation) -> [String] {
    guard !c.structures.isEmpty else {
      return ["The segmentation that was given has the program's own outlines: nothing was corrected."]
    }
    let names = c.structures.map { "\($0.side.rawValue) \($0.name.displayName)" }.joined(separator: ", ")
    let who = c.creator.isEmpty ? "a reader" : PersonName.readable(c.creator)
    var notes = [
      "Outlines corrected by \(who): \(names). All other outlines are the program's own."
    ]
    if c.isResampled {
      notes.append(
        "The corrected outlines were drawn on another raster than the susceptibility map's and were resampled: volumes may "
          + "differ a little from what was drawn.")
    }
    if !c.ignored.isEmpty {
      notes.append(
        "Segments of the corrected segmentation that are no deep nuclei were not used; zones and foci are found anew: "
          + "\(c.ignored.joined(separator: ", ")).")
    }
    return notes
  }
}
