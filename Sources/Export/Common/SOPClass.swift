/// The SOP classes that are written (PS3.4 B.5).
enum SOPClass {
  static let mrImage = "1.2.840.10008.5.1.4.1.1.4"
  static let ctImage = "1.2.840.10008.5.1.4.1.1.2"
  static let segmentation = "1.2.840.10008.5.1.4.1.1.66.4"
  static let spatialRegistration = "1.2.840.10008.5.1.4.1.1.66.1"
  static let secondaryCapture = "1.2.840.10008.5.1.4.1.1.7"
  static let encapsulatedPDF = "1.2.840.10008.5.1.4.1.1.104.1"
  static let comprehensive3DSR = "1.2.840.10008.5.1.4.1.1.88.34"
}
