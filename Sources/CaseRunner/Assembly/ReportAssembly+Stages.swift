import Foundation
import Registration
import Report
import Susceptibility
import Vocabulary
import Voxels

extension ReportAssembly {
  static func registration(
    _ r: CTRegistration, uncertaintyMm: Double?, ct: CTVolume
  ) -> ReportDocument.Registration {
    let m = r.ctToMR.rotation
    let cosine = min(1, max(-1, (m[0, 0] + m[1, 1] + m[2, 2] - 1) / 2))
    let moved = r.ctToMR(ct.grid.center)
    return .init(
      ctToMR: r.ctToMR.rowMajor16, verdict: r.verdict,
      rotationDegrees: rounded(acos(cosine) * 180 / .pi, 2),
      translationMm: rounded(length(moved.lps - ct.grid.center.lps), 2),
      uncertaintyAtPallidumMm: uncertaintyMm.map { rounded($0, 2) },
      measures: r.measures.map(roundedForReport),
      lateralityContradiction: r.lateralityContradiction)
  }

  static func susceptibility(
    _ a: Analysis, region: ReferenceRegion
  ) -> ReportDocument.Susceptibility {
    let zero = a.reference.zeroPPM(region) ?? 0
    func ppb(_ ppm: Double?) -> Double? {
      ppm.flatMap { $0.isFinite ? rounded($0 * 1000, 2) : nil }
    }
    let noise = a.map.fieldNoise.values(in: a.map.mask).filter(\.isFinite)
    return .init(
      referenceRegion: region.rawValue, wholeBrainMeanPpb: ppb(a.reference.wholeBrainMeanPPM - zero),
      wholeBrainSdPpb: ppb(a.reference.wholeBrainSdPPM),
      csfMeanPpb: ppb(a.reference.csfMeanPPM.map { $0 - zero }), csfVoxels: a.reference.csfVoxels,
      references: references(a, zeroPPM: zero),
      fieldNoisePpb: noise.isEmpty ? nil : ppb(Statistics.median(noise)),
      signCheck: .init(
        verdict: a.sign.verdict.rawValue,
        votes: a.sign.votes.map {
          .init(
            vote: $0.name, value: $0.value.flatMap { $0.isFinite ? rounded($0, 4) : nil },
            verdict: $0.verdict.rawValue, message: $0.message)
        }), verdict: a.withholding.mapIsUntrusted ? .fail : worst(a.map.quality),
      withheld: a.withholding.qsm)
  }

  /// Every reference region in the units of the map; nothing of a map that is not trusted.
  private static func references(_ a: Analysis, zeroPPM: Double) -> [ReportDocument.Reference] {
    let untrusted = a.withholding.mapIsUntrusted ? a.withholding.qsm : nil
    let brain = a.reference.wholeBrainMeanPPM
    return a.reference.measures.map { m in
      func ppb(_ ppm: Double?) -> Double? {
        untrusted == nil ? ppm.flatMap { $0.isFinite ? rounded($0 * 1000, 2) : nil } : nil
      }
      return .init(
        region: m.region.rawValue, meanPpb: ppb(m.meanPPM.map { $0 - zeroPPM }), sdPpb: ppb(m.sdPPM),
        meanRelativeToWholeBrainPpb: ppb(m.meanPPM.map { $0 - brain }), voxels: m.mask.count,
        volumeMm3: rounded(m.mask.volumeMm3, 1), withheld: untrusted ?? m.withheld)
    }
  }

  /// The severest verdict of some checks.
  static func worst(_ checks: [QualityCheck]) -> Verdict { checks.map(\.verdict).max() ?? .pass }

  /// A check with its value to four decimals; one that is not finite stays so, and is null in JSON.
  static func roundedForReport(_ c: QualityCheck) -> QualityCheck {
    QualityCheck(
      check: c.check, value: c.value.isFinite ? rounded(c.value, 4) : c.value, unit: c.unit,
      verdict: c.verdict, message: c.message)
  }
}
