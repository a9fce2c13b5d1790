import Vocabulary

/// The average brain MNI ICBM152 2009c as if it were a patient: LPS millimetres like every other frame here
/// (the published table is RAS; the conversion happens once, when the table is read).
public enum TemplatePatient: PatientFrame {
  /// `template`.
  public static let name = "template"
}
