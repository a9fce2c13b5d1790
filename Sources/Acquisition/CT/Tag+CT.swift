import DICOM

extension Tag {
  /// Contrast/Bolus Route, LO.
  static let contrastBolusRoute = Tag(0x0018, 0x1040)
  /// Contrast/Bolus Volume, DS, ml.
  static let contrastBolusVolume = Tag(0x0018, 0x1041)
  /// Contrast/Bolus Total Dose, DS, ml.
  static let contrastBolusTotalDose = Tag(0x0018, 0x1044)
  /// Contrast Flow Rate, DS, ml/s.
  static let contrastFlowRate = Tag(0x0018, 0x1046)
  /// Contrast/Bolus Ingredient, CS.
  static let contrastBolusIngredient = Tag(0x0018, 0x1048)
  /// Contrast/Bolus Ingredient Concentration, DS, mg/ml.
  static let contrastBolusConcentration = Tag(0x0018, 0x1049)
  /// Contrast/Bolus Agent Administered, CS, of a frame of an enhanced file.
  static let contrastBolusAgentAdministered = Tag(0x0018, 0x9342)
  /// Issuer of Patient ID Qualifiers Sequence, SQ.
  static let issuerOfPatientIDQualifiers = Tag(0x0010, 0x0024)
  /// Universal Entity ID, UT.
  static let universalEntityID = Tag(0x0040, 0x0032)
  /// Other Patient IDs Sequence, SQ.
  static let otherPatientIDsSequence = Tag(0x0010, 0x1002)
}
