/// Whether two studies are of one patient.
public struct IdentityComparison: Hashable, Sendable {
  /// True if nothing differs and the patient ID, or name and birth date, were compared and are equal.
  public let matches: Bool
  /// Names of the attributes that differ; never their values.
  public let differences: [String]
  /// What could not be compared, or agrees in part only, a sentence each; never values.
  public let notes: [String]
}

/// How one attribute of two studies compares.
enum Agreement: Hashable, Sendable {
  /// Equal, and a proof as far as the attribute is one.
  case equal
  /// Equal but for how it is written; a proof, and worth a note.
  case equalWith(note: String)
  /// No contradiction, but no proof either.
  case compatible(note: String)
  /// Not there on both sides, or not comparable.
  case incomparable(note: String)
  /// Different; a note may say how nearly.
  case different(note: String?)
}

/// Compares the patients of the MR and the CT study.
///
/// A false match would put another person's CT into a report, a false difference costs a reasoned override: where the
/// spellings leave doubt, the answer is "different" or "not proven". `NameComparison`, `PatientIDComparison` and
/// `BirthDateComparison` say what counts as one spelling. An attribute that one side lacks, or that holds an
/// anonymiser's placeholder, proves nothing: it is noted. IDs of different issuers are not comparable.
public func compareIdentity(mr: PatientIdentity, ct: PatientIdentity) -> IdentityComparison {
  var differences: [String] = []
  var notes: [String] = []
  var equal: Set<String> = []
  func judge(_ attribute: String, _ agreement: Agreement) {
    switch agreement {
    case .equal: equal.insert(attribute)
    case .equalWith(let note):
      equal.insert(attribute)
      notes.append("\(attribute) \(note)")
    case .compatible(let note), .incomparable(let note): notes.append("\(attribute) \(note)")
    case .different(let note):
      differences.append(attribute)
      if let note { notes.append("\(attribute) \(note)") }
    }
  }
  judge("PatientID", PatientIDComparison(mr, ct).agreement)
  judge("PatientName", compared(mr.name, ct.name, isMissing: isPlaceholderName) { nameAgreement($0, $1) })
  judge(
    "PatientBirthDate",
    compared(mr.birthDate, ct.birthDate, isMissing: { BirthDate($0) == nil }) {
      BirthDate.agreement($0, $1)
    })
  judge("PatientSex", sexAgreement(mr.sex, ct.sex))
  let isProven = equal.contains("PatientID") || equal.isSuperset(of: ["PatientName", "PatientBirthDate"])
  if differences.isEmpty, !isProven {
    notes.append(
      "Neither PatientID nor name with birth date are there on both sides: identity is not proven.")
  }
  return IdentityComparison(matches: differences.isEmpty && isProven, differences: differences, notes: notes)
}

/// Compares two values where both are there; `isMissing` says which values are placeholders.
func compared(
  _ a: String, _ b: String, isMissing: (String) -> Bool = { _ in false },
  by agreement: (String, String) -> Agreement
) -> Agreement {
  let lacksA = a.isEmpty || isMissing(a)
  let lacksB = b.isEmpty || isMissing(b)
  guard lacksA || lacksB else { return agreement(a, b) }
  let side = lacksA && lacksB ? "both studies" : lacksA ? "the MR study" : "the CT study"
  return .incomparable(note: "is missing in \(side) and was not compared.")
}

/// Equal values agree whatever they are: the sex is no part of the proof.
private func sexAgreement(_ a: String, _ b: String) -> Agreement {
  if !a.isEmpty, a.uppercased() == b.uppercased() { return .equal }
  return compared(normalizedSex(a), normalizedSex(b)) { $0 == $1 ? .equal : .different(note: nil) }
}

/// `M` or `F`; empty for anything else: `O`, `U` and free text are what anonymisers and registries write where the sex
/// is not known.
private func normalizedSex(_ sex: String) -> String {
  switch sex.uppercased().trimmed(" ") {
  case "M", "MALE": "M"
  case "F", "FEMALE", "W": "F"
  default: ""
  }
}
