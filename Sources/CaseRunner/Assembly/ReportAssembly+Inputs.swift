import Acquisition
import DICOM
import Foundation
import Report
import Vocabulary

extension ReportAssembly {
  /// Who and when, as the files say.
  static func patient(_ selection: CaseSelection, mr: SourceSeries) -> ReportDocument.Patient {
    let identity = selection.mrIdentity
    let birth = isoDate(identity.birthDate)
    return .init(
      id: identity.id, name: identity.name, birthDate: birth, sex: identity.sex,
      ageYears: age(mr.studyModule.string(.patientAge), birth: birth, at: selection.dates.mrDate))
  }

  static func studies(
    _ selection: CaseSelection, mr: SourceSeries, ct: SourceSeries
  ) -> ReportDocument.Studies {
    func study(_ s: SourceSeries, date: String, time: String) -> ReportDocument.Study {
      .init(
        studyInstanceUID: s.studyModule.string(.studyInstanceUID) ?? "", date: date, time: time,
        accession: s.studyModule.string(.accessionNumber) ?? "",
        description: s.studyModule.string(.studyDescription) ?? "",
        institution: s.equipmentModule.string(.institutionName) ?? "")
    }
    let dates = selection.dates
    return .init(
      mr: study(mr, date: dates.mrDate, time: dates.mrTime),
      ct: study(ct, date: dates.ctDate, time: dates.ctTime), intervalDays: dates.intervalDays)
  }

  static func inputs(_ mgre: MGREAcquisition, _ ct: HeadCT) -> ReportDocument.Inputs {
    let m = mgre.metadata
    let c = ct.metadata
    let b = mgre.b0InVoxelAxes
    return .init(
      mgre: .init(
        seriesInstanceUIDs: mgre.source.seriesInstanceUIDs, seriesDescription: m.seriesDescription,
        vendor: m.vendor, model: m.model, softwareVersions: m.softwareVersions,
        fieldStrengthTesla: rounded(m.fieldStrengthTesla, 5), imagingFrequencyMHz: m.imagingFrequencyMHz,
        echoTimesMs: m.echoTimesMs, repetitionTimeMs: m.repetitionTimeMs,
        flipAngleDegrees: m.flipAngleDegrees, pixelBandwidthHz: m.pixelBandwidthHz,
        voxelSizeMm: m.voxelSizeMm.map { rounded($0, 4) }, matrix: m.matrix,
        obliquityDegrees: rounded(m.obliquityDegrees, 2),
        b0InVoxelAxes: [b.x, b.y, b.z].map { rounded($0, 6) },
        phaseScale: m.phaseScale, phaseSignInverted: m.phaseSignInverted, signalForm: m.signalForm,
        sliceSignsRestored: m.sliceSignsRestored, vendorIsVerified: m.vendorIsVerified,
        storedMatrix: m.storedMatrix, choice: m.choice),
      ct: .init(
        seriesInstanceUIDs: ct.source.seriesInstanceUIDs, seriesDescription: c.seriesDescription,
        vendor: c.vendor, model: c.model, kernel: c.kernel, kVp: c.kVp,
        voxelSizeMm: c.voxelSizeMm.map { rounded($0, 4) }, sliceThicknessMm: c.sliceThicknessMm,
        matrix: c.matrix, gantryTiltDegrees: rounded(c.gantryTiltDegrees, 2),
        contrastAgent: c.contrastAgent, choice: c.choice))
  }

  private static func isoDate(_ dicom: String) -> String {
    let digits = dicom.filter(\.isNumber)
    guard digits.count == 8 else { return "" }
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }

  /// Patient's Age (VR AS, as in `058Y`) where given, else from the dates.
  private static func age(_ text: String?, birth: String, at study: String) -> Double? {
    if let text, text.count == 4, let n = Double(text.prefix(3)) {
      switch text.last {
      case "Y": return n
      case "M": return rounded(n / 12, 2)
      case "W": return rounded(n / 52.18, 2)
      case "D": return rounded(n / 365.25, 2)
      default: break
      }
    }
    func parts(_ d: String) -> [Int] { d.split(separator: "-").compactMap { Int($0) } }
    let (b, s) = (parts(birth), parts(study))
    guard b.count == 3, s.count == 3 else { return nil }
    let beforeBirthday = (s[1], s[2]) < (b[1], b[2])
    return Double(s[0] - b[0] - (beforeBirthday ? 1 : 0))
  }
}

/// `x` rounded to decimals, so that the JSON stays readable.
func rounded(_ x: Double, _ decimals: Int) -> Double {
  let scale = pow(10, Double(decimals))
  return (x * scale).rounded() / scale
}
