/// Compares the identifiers of two patients.
///
/// Case and spaces do not count. Leading zeros of a number are often lost on the way between systems: without them
/// two IDs agree, but prove nothing. Other Patient IDs can prove identity where both name the same issuer.
struct PatientIDComparison {
  private let mr: PatientIdentity
  private let ct: PatientIdentity

  init(_ mr: PatientIdentity, _ ct: PatientIdentity) {
    self.mr = mr
    self.ct = ct
  }

  /// The agreement, and why it is not more.
  var agreement: Agreement {
    let primary = primaryAgreement
    switch primary {
    case .equal, .equalWith: return primary
    case .compatible, .incomparable, .different: break
    }
    // The primary IDs of two hospitals differ; one may list the other's.
    if let proof = alternative(sameIssuer: true) { return proof }
    if case .different = primary, let hint = alternative(sameIssuer: false) { return hint }
    return primary
  }

  private var primaryAgreement: Agreement {
    let issuers = [mr.issuer, ct.issuer].map(Self.normalized)
    if !mr.issuer.isEmpty, !ct.issuer.isEmpty, issuers[0] != issuers[1] {
      return .incomparable(note: "comes from different issuers and was not compared.")
    }
    return compared(mr.id, ct.id, isMissing: isPlaceholderID) { a, b in
      let (x, y) = (Self.normalized(a), Self.normalized(b))
      if x == y { return .equal }
      return Self.withoutLeadingZeros(x) == Self.withoutLeadingZeros(y)
        ? .compatible(note: "agrees but for leading zeros, which proves nothing.") : .different(note: nil)
    }
  }

  /// The agreement of any ID of one side with any of the other; nil if there is none.
  private func alternative(sameIssuer: Bool) -> Agreement? {
    func all(_ p: PatientIdentity) -> [QualifiedPatientID] {
      ([QualifiedPatientID(id: p.id, issuer: p.issuer)] + p.otherIDs).filter { !isPlaceholderID($0.id) }
    }
    for a in all(mr) {
      for b in all(ct) where Self.normalized(a.id) == Self.normalized(b.id) {
        let issuers = [a.issuer, b.issuer].map(Self.normalized)
        if sameIssuer, !issuers[0].isEmpty, issuers[0] == issuers[1] {
          return .equalWith(note: "agrees by Other Patient IDs of one issuer (0010,1002).")
        }
        if !sameIssuer, issuers[0].isEmpty || issuers[1].isEmpty {
          return .compatible(
            note: "agrees by Other Patient IDs (0010,1002) without an issuer, which proves nothing.")
        }
      }
    }
    return nil
  }

  private static func normalized(_ id: String) -> String { id.uppercased().filter { !$0.isWhitespace } }

  private static func withoutLeadingZeros(_ id: String) -> String {
    id.allSatisfy(\.isNumber) ? String(id.drop { $0 == "0" }) : id
  }
}
