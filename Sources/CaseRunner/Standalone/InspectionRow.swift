import Acquisition
import Foundation

extension InspectionTable.Entry {
  /// The row of a series.
  init(_ s: SeriesSummary) {
    self.init(
      study: s.studyInstanceUID, verdict: s.verdict,
      cells: [
        s.number.map(String.init) ?? "?", s.modality, s.vendor, Self.word(s.kind), Self.letters(s.parts),
        Self.echoes(s.echoTimesMs),
        s.frames == s.instances ? "\(s.instances)" : "\(s.instances) (\(s.frames) fr.)",
        s.matrix.map(String.init).joined(separator: "×"),
        s.voxelSizeMm.map(Self.short).joined(separator: "×"), s.orientation.map(Self.word) ?? "",
      ],
      details: ([s.description, s.form.rawValue] + s.compressions).filter { !$0.isEmpty },
      reason: s.reason, uid: s.seriesInstanceUID)
  }

  static func word(_ kind: SeriesKind) -> String {
    switch kind {
    case .mgreMagnitude: "mGRE magn."
    case .mgrePhase: "mGRE phase"
    case .mgreMagnitudeAndPhase: "mGRE both"
    case .headCT: "head CT"
    case .localizer: "localizer"
    case .fieldMap: "field map"
    case .phaseDifference: "phase diff."
    case .derived: "derived"
    case .other: "other"
    }
  }

  /// `M P` for magnitude and phase; `R`, `I` for real and imaginary; `–` for anything else.
  static func letters(_ parts: [ImagePart]) -> String {
    parts.map { part in
      switch part {
      case .magnitude: "M"
      case .phase: "P"
      case .real: "R"
      case .imaginary: "I"
      case .other: "–"
      }
    }.joined(separator: " ")
  }

  /// Two echo times as they are; more as their number and range.
  static func echoes(_ ms: [Double]) -> String {
    guard ms.count > 2 else { return ms.map(short).joined(separator: " ") }
    return "\(ms.count): \(short(ms[0]))…\(short(ms[ms.count - 1]))"
  }

  /// `axial`, or `axial 12°` if the slices are oblique.
  static func word(_ o: PlaneOrientation) -> String {
    let degrees = Int(o.obliquityDegrees.rounded())
    return degrees == 0 ? o.plane.rawValue : "\(o.plane.rawValue) \(degrees)°"
  }

  private static func short(_ x: Double) -> String { String(format: "%.3g", x) }
}

extension InspectionTable {
  /// A patient in a line.
  static func line(_ p: StudyPatient) -> String {
    func known(_ text: String) -> String { text.isEmpty ? "unknown" : text }
    return "Patient \(known(p.name)), ID \(known(p.id)), born \(known(p.birthDate)), sex \(known(p.sex)), "
      + "study of \(known(p.studyDate))"
  }
}
