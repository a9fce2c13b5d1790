import Anatomy
import Mineralization
import Report
import Vocabulary
import Voxels

extension ReportAssembly {
  /// Fewer voxels than this are no control: partial volume makes most of what they show (the sign vote's own limit is
  /// higher, as it asks for several places).
  private static let fewVoxels = 8

  /// The pineal gland and both choroid plexuses, found calcified or not.
  func calcifiedControls() -> [ReportDocument.CalcifiedControl] {
    let limit = DecimalText.plain(Double(CalcificationParameters().leastHU))
    let absent = "No calcium above \(limit) HU found there."
    return CalcifyingPlace.allCases.map { place in
      let (id, structure, side) = place.names
      func none(_ reason: String) -> ReportDocument.CalcifiedControl {
        .init(
          id: id, structure: structure, side: side, volumeMm3: nil, meanHU: nil, maxHU: nil, meanPpb: nil,
          sdPpb: nil, voxels: 0, ctWithheld: reason, qsmWithheld: reason, note: nil)
      }
      if let reason = analysis.withholding.ct { return none(reason) }
      let parts = analysis.calcifications.filter { $0.place == place }.map(\.mask)
      guard let first = parts.first else { return none(absent) }
      return control(
        parts.dropFirst().reduce(first) { $0.union($1) }, id: id, structure: structure, side: side)
    }
  }

  private func control(
    _ mask: MRMask, id: String, structure: String, side: Side?
  ) -> ReportDocument.CalcifiedControl {
    let a = analysis
    let hu = a.registration.flatMap {
      measureAttenuation(
        ct: ct.volume, mask: mask, mrToCT: $0.ctToMR.inverse, cutoffHU: configuration.grading.ctFocusHU)
    }
    let chi =
      a.withholding.qsm == nil ? measureSusceptibility(chi: a.chi, chiMask: a.map.mask, in: mask) : nil
    let reason = a.withholding.qsm ?? (chi == nil ? "The susceptibility map is not defined there." : nil)
    let few = chi.flatMap { $0.count < Self.fewVoxels ? "only \($0.count) voxels" : nil }
    return .init(
      id: id, structure: structure, side: side, volumeMm3: rounded(mask.volumeMm3, 1),
      meanHU: hu.map { rounded($0.region.mean, 1) }, maxHU: hu.map { rounded($0.region.maximum, 1) },
      meanPpb: chi.map { rounded($0.mean, 1) }, sdPpb: chi.map { rounded($0.sd, 1) }, voxels: chi?.count ?? 0,
      ctWithheld: hu == nil ? "The CT has no voxel there." : nil, qsmWithheld: reason, note: few)
  }
}

extension CalcifyingPlace {
  fileprivate var names: (id: String, structure: String, side: Side?) {
    switch self {
    case .pineal: ("pineal", "pinealGland", nil)
    case .choroidPlexus(.left): ("choroidPlexusLeft", "choroidPlexus", .left)
    case .choroidPlexus(.right): ("choroidPlexusRight", "choroidPlexus", .right)
    }
  }
}
