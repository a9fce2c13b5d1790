import Vocabulary

/// The phantom's own head, upright and centred as the template is: LPS millimetres, native size.
///
/// MR and CT each place this head in their own frame with a rigid transform, as if the patient had been
/// positioned twice.
public enum HeadPatient: PatientFrame {
  /// `phantom head`.
  public static let name = "phantom head"
}
