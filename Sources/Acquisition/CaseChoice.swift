/// How well the patients of an mGRE and a CT agree; the greater, the better.
enum PatientAgreement: Int, Comparable {
  case differing, unproven, proven

  init(_ mgre: MGREPlan, _ ct: CTPlan) {
    let comparison = compareIdentity(mr: mgre.patient, ct: ct.patient)
    self = comparison.matches ? .proven : comparison.differences.isEmpty ? .unproven : .differing
  }

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension MGREPlan {
  /// Whom the images say they show.
  var patient: PatientIdentity { PatientIdentity(candidate.series.first?.attributes.header) }
}

extension CTPlan {
  /// Whom the images say they show.
  var patient: PatientIdentity { PatientIdentity(series.attributes.header) }
}

/// Chooses the mGRE and the CT of a case among the usable ones.
///
/// What the user asked for goes first. Then the patient: where the input holds an mGRE and a CT of one patient,
/// series of different patients are not put together, however much better they are. Then quality
/// (`MGREPreference`, `CTPreference`).
struct CaseChoice {
  let inventory: Inventory
  let request: CaseRequest

  /// The mGRE and why.
  func mgre() throws(AcquisitionError) -> (plan: MGREPlan, choice: String) {
    if let uid = request.mgreSeries {
      guard inventory.scanned.contains(where: { $0.uid == uid }) else {
        throw .unknownSeries(uid: uid, option: "--mgre")
      }
      let own = inventory.plans.filter { $0.candidate.series.contains { $0.uid == uid } }
      if let plan = own.max(by: { MGREPreference($0) < MGREPreference($1) }) {
        return (plan, "It was asked for with --mgre.")
      }
      throw .noMGRE(reasons: reasons { $0.seriesInstanceUID == uid })
    }
    guard let best = inventory.plans.max(by: { rank($0) < rank($1) }) else {
      throw .noMGRE(reasons: reasons { $0.modality == "MR" })
    }
    let text = Self.text(MGREPreference(best).text, among: inventory.plans.count)
    return (best, holdsOtherPatients(than: best) ? text + " Images of other patients were left out." : text)
  }

  /// The CT for an mGRE, and why; nil where only the CT counts.
  func ct(for mgre: MGREPlan?) throws(AcquisitionError) -> (plan: CTPlan, choice: String) {
    if let uid = request.ctSeries {
      guard inventory.scanned.contains(where: { $0.uid == uid }) else {
        throw .unknownSeries(uid: uid, option: "--ct")
      }
      let own = inventory.ctPlans.filter { $0.series.uid == uid }
      if let plan = own.max(by: { CTPreference($0) < CTPreference($1) }) {
        return (plan, "It was asked for with --ct.")
      }
      throw .noCT(reasons: reasons { $0.seriesInstanceUID == uid })
    }
    guard let best = inventory.ctPlans.max(by: { rank($0, mgre) < rank($1, mgre) }) else {
      throw .noCT(reasons: reasons { $0.modality == "CT" })
    }
    return (best, Self.text(CTPreference(best).text, among: inventory.ctPlans.count))
  }

  /// Every series with its final verdict, given what was chosen.
  func summaries(mgre: MGREPlan?, ct: CTPlan?) -> [SeriesSummary] {
    inventory.series.map { summary in
      var result = summary
      guard summary.verdict == .usable else { return result }
      if let mgre, let own = inventory.plans.first(where: { $0.holds(summary.key) }) {
        result.verdict = mgre.holds(summary.key) ? .used : .notUsed
        if result.verdict == .notUsed { result.reason = noted(disadvantage(of: own, to: mgre), summary.key) }
      }
      if let ct, let own = inventory.ctPlans.first(where: { $0.series.key == summary.key }) {
        result.verdict = ct.series.key == summary.key ? .used : .notUsed
        if result.verdict == .notUsed {
          result.reason = noted(disadvantage(of: own, to: ct, mgre), summary.key)
        }
      }
      return result
    }
  }

  /// The reason, and that the series is there in two forms unless the reason says so.
  private func noted(_ reason: String, _ key: SeriesKey) -> String {
    let forms = inventory.scanned.filter { $0.studyUID == key.studyUID && $0.uid == key.uid }
    let saysSo = [SeriesForm.classic, .enhanced].contains { $0.preferenceNote == reason }
    return forms.count > 1 && !saysSo ? "\(reason) \(key.form.twinNote)" : reason
  }

  /// How well the best CT that may be chosen agrees with an mGRE's patient.
  private func agreement(_ plan: MGREPlan) -> PatientAgreement {
    inventory.ctPlans.filter { request.ctSeries == nil || $0.series.uid == request.ctSeries }
      .map { PatientAgreement(plan, $0) }.max() ?? .differing
  }

  private func rank(_ plan: MGREPlan) -> (PatientAgreement, MGREPreference) {
    (agreement(plan), MGREPreference(plan))
  }

  private func rank(_ plan: CTPlan, _ mgre: MGREPlan?) -> (PatientAgreement, CTPreference) {
    (mgre.map { PatientAgreement($0, plan) } ?? .proven, CTPreference(plan))
  }

  private func holdsOtherPatients(than plan: MGREPlan) -> Bool {
    (inventory.plans.map(\.patient) + inventory.ctPlans.map(\.patient))
      .contains { !compareIdentity(mr: plan.patient, ct: $0).differences.isEmpty }
      && agreement(plan) != .differing
  }

  private func disadvantage(of own: MGREPlan, to winner: MGREPlan) -> String {
    request.mgreSeries == nil && agreement(own) < agreement(winner)
      ? "The input holds no CT that is proven to be of its patient."
      : MGREPreference(own).disadvantage(to: MGREPreference(winner))
  }

  private func disadvantage(of own: CTPlan, to winner: CTPlan, _ mgre: MGREPlan?) -> String {
    if request.ctSeries == nil, let mgre, PatientAgreement(mgre, own) < PatientAgreement(mgre, winner) {
      return PatientAgreement(mgre, own) == .differing
        ? "It is of another patient than the mGRE." : "It is not proven to be of the mGRE's patient."
    }
    return CTPreference(own).disadvantage(to: CTPreference(winner))
  }

  private static func text(_ text: String, among count: Int) -> String {
    count == 1 ? "The only usable one: \(text)" : "The best of \(count) usable ones: \(text)"
  }

  private func reasons(where holds: (SeriesSummary) -> Bool) -> [String] {
    inventory.series.filter(holds).map { s in
      "\(s.number.map { "Series \($0)" } ?? "Series \(s.seriesInstanceUID)"): \(s.reason)"
    }
  }
}

extension MGREPlan {
  fileprivate func holds(_ key: SeriesKey) -> Bool { candidate.series.contains { $0.key == key } }
}
