import Mineralization
import Rendering
import Report
import Vocabulary

extension ReportAssembly {
  /// The search for microbleed candidates as the report holds it.
  func microbleedCandidates() -> ReportDocument.MicrobleedCandidates {
    guard let found = analysis.microbleeds else {
      return .init(
        withheld: analysis.withholding.qsm ?? "No susceptibility.", searchedMl: nil, looked: nil,
        setAside: [],
        calciumNotExcluded: nil, passed: nil, candidates: [])
    }
    let listed = found.candidates.prefix(max(0, configuration.microbleeds.mostListed))
    return .init(
      withheld: nil, searchedMl: rounded(found.searchedMl, 0), looked: found.looked,
      setAside: MicrobleedRejection.allCases.compactMap { reason in
        found.rejected[reason].map { .init(reason: reason.rawValue, reasonText: reason.words, count: $0) }
      },
      calciumNotExcluded: found.usedCT ? nil : analysis.withholding.ct ?? "There is no CT to tell it.",
      limitation: thickSlices(), passed: found.candidates.count,
      candidates: listed.enumerated().map { candidate($1, number: $0 + 1) })
  }

  /// Slices from which on a short piece of a vein that crosses them looks like a ball: as thick as the smallest bleeds
  /// that are of use are wide.
  private static let thickSliceMm = 2.5

  /// What slices thicker than that take from the search (measured: docs/algorithms/microbleeds.md).
  private func thickSlices() -> String? {
    let h = analysis.chi.grid.spacingMm
    let mm = max(h.x, h.y, h.z)
    guard mm >= Self.thickSliceMm else { return nil }
    return
      "In slices of \(DecimalText.shortest(mm, limit: 1)) mm short pieces of veins that cross them cannot be told from "
      + "bleeds: expect some among the candidates."
  }

  private func candidate(
    _ c: Mineralization.MicrobleedCandidate, number: Int
  ) -> ReportDocument.MicrobleedCandidate {
    .init(
      id: microbleedID(number),
      centroidLPS: [c.centroid.lps.x, c.centroid.lps.y, c.centroid.lps.z].map { rounded($0, 2) },
      side: c.side, region: c.place.key, regionText: c.place.words, diameterMm: rounded(c.diameterMm, 1),
      volumeMm3: rounded(c.volumeMm3, 1), maxPpb: rounded(c.maxPpb, 1), meanPpb: rounded(c.meanPpb, 1),
      contrastPpb: rounded(c.contrastPpb, 1), contrastToNoise: rounded(c.contrastToNoise, 1),
      r2starPerSecond: c.r2starPerSecond.map { rounded($0, 1) },
      meanHU: c.attenuation.map { rounded($0.meanHU, 1) },
      peakHU: c.attenuation.map { rounded($0.peakHU, 1) },
      elongation: rounded(c.elongation, 2), continuation: rounded(c.continuation, 2),
      depthMm: rounded(c.depthMm, 1))
  }
}

/// The identifier of the `number`-th candidate, in report and pictures.
func microbleedID(_ number: Int) -> String { "microbleed-\(number)" }

/// The candidates that the report lists, for their pictures; nil where none was sought.
func microbleedPictures(_ a: Analysis, most: Int) -> MicrobleedPictures? {
  a.microbleeds.map { found in
    MicrobleedPictures(
      places: found.candidates.prefix(max(0, most)).enumerated().map { n, c in
        .init(id: microbleedID(n + 1), center: c.centroid, diameterMm: c.diameterMm)
      }, weighted: a.weighted.image)
  }
}

extension MicrobleedRejection {
  /// The reason in words.
  fileprivate var words: String {
    switch self {
    case .veinLike: "vein-like (elongated, or going on beyond its end)"
    case .tooLarge: "larger than the greatest diameter"
    case .tooSmall: "smaller than the least diameter"
    case .dense: "dense on CT (calcium or recent blood)"
    case .besideDiamagnetic: "beside something strongly diamagnetic"
    case .noRelaxation: "R2* not raised"
    case .nearAir: "near air or bone, where the signal is lost"
    case .inFluid: "surrounded by fluid"
    }
  }
}

extension MicrobleedPlace {
  fileprivate var key: String {
    switch self {
    case .inside: "insideNucleus"
    case .deep: "deep"
    case .infratentorial: "infratentorial"
    case .elsewhere: "elsewhere"
    }
  }

  fileprivate var words: String {
    switch self {
    case .inside(let structure): "in the \(structure.displayName)"
    case .deep(let near, let mm): "deep, \(DecimalText.plain(mm, 1)) mm from the \(near.displayName)"
    case .infratentorial(let mm): "infratentorial, \(DecimalText.plain(mm, 1)) mm from the dentate nucleus"
    case .elsewhere: "elsewhere"
    }
  }
}
