import Foundation
import Report

extension ReportView {
  static func facts(_ patient: ReportDocument.Patient) -> String {
    let sex =
      switch patient.sex {
      case "F": "female"
      case "M": "male"
      case "O": "other"
      default: "sex not given"
      }
    let age = patient.ageYears.map { "\(DecimalText.plain($0.rounded(.down))) years" } ?? "age unknown"
    let born = patient.birthDate.isEmpty ? "birth date unknown" : "born \(patient.birthDate)"
    return [sex, age, born].joined(separator: ", ")
  }

  static func line(_ study: ReportDocument.Study) -> String {
    let when = [study.date, study.time].filter { !$0.isEmpty }.joined(separator: " ")
    let parts = [
      when.isEmpty ? "date unknown" : when,
      study.accession.isEmpty ? "no accession number" : "accession \(study.accession)", study.description,
      study.institution,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " \u{B7} ")
  }

  static func interval(_ days: Int?) -> String {
    switch days {
    case nil: "interval unknown"
    case 0?: "same day"
    case 1?: "1 day apart"
    case let days?: "\(days) days apart"
    }
  }

  static func identityWarning(_ identity: ReportDocument.Identity) -> String? {
    guard !identity.matches else { return nil }
    return "CT and MR do not name the same patient: \(identity.differences.joined(separator: ", ")) differ. "
      + "Accepted with the reason: \(ReportDocument.reason(identity.overrideReason))."
  }

  static func picture(_ image: RenderedImage) -> Picture {
    Picture(
      name: image.name, title: image.title, caption: image.caption,
      data: "data:image/png;base64," + Data(image.png).base64EncodedString(), width: image.width,
      height: image.height)
  }

  static func headFields(_ v: ReportDocument.HeadVolumes) -> [Field] {
    func field(_ label: String, _ value: Double?, _ decimals: Int, _ unit: String) -> Field {
      Field(label: label, value: value.map { "\(DecimalText.plain($0, decimals)) \(unit)" } ?? "not measured")
    }
    let partial = v.sharesWithheld
    func share(_ label: String, _ value: Double?, _ decimals: Int, beside: String = "") -> Field {
      let text = value.map { "\(DecimalText.plain($0, decimals)) %\(beside)" }
      return Field(label: label, value: text ?? partial.map { "withheld: \($0)" } ?? "not measured")
    }
    // Kim 2022, table 3: both pallida, the mean of each grade.
    let kim = " (Kim 2022: 0.33, 0.34, 0.37 % at GP_CT grade 0, 1, 2)"
    return [
      field("Intracranial volume within the slab", v.intracranialMl, 0, "ml"),
      field("Brain mask", v.brainMl, 0, "ml"), field("CSF found, a lower bound", v.csfMl, 0, "ml"),
      Field(
        label: "CSF of intracranial volume",
        value: v.csfSharePercent.map { "\(DecimalText.plain($0, 1)) %" } ?? v.csfShareWithheld
          ?? "not measured"),
      share("Both globi pallidi of intracranial volume", v.pallidumPercentOfIntracranial, 2, beside: kim),
      share("Right globus pallidus of intracranial volume", v.pallidumSharePercent?.right, 2),
      share("Left globus pallidus of intracranial volume", v.pallidumSharePercent?.left, 2),
      Field(label: "Grey and white matter", value: v.tissueWithheld ?? "not measured"),
    ]
  }
}
