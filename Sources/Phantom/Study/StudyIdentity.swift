import DICOM

/// Who the synthetic patient is and when the two scans were made.
///
/// No part of it belongs to a real person.
struct StudyIdentity: Sendable {
  /// Patient's Name (0010,0010).
  let patientName: String
  /// Patient ID (0010,0020).
  let patientID: String
  /// Patient's Birth Date (0010,0030).
  let birthDate: String
  /// Patient's Age (0010,1010).
  let age: String
  /// Study Date (0008,0020).
  let studyDate: String
  /// Study Time (0008,0030).
  let studyTime: String
  /// Accession Number (0008,0050).
  let accessionNumber: String
  private let root: String

  /// The year in which all phantoms were scanned; fixed so that files do not depend on the clock.
  private static let year = 2026

  private init(_ s: PhantomScenario, modality: String, studyDate: String, studyTime: String) {
    let isOther = modality == "CT" && s.ctOfOtherPatient
    patientName = isOther ? "Pallidum^Other^Sample" : "Pallidum^Phantom^Sample"
    patientID = isOther ? "PHANTOM-9999" : "PHANTOM-\(Self.padded(Int(s.seed % 10000), 4))"
    birthDate = "\(Self.year - s.ageYears - (isOther ? 7 : 0))0213"
    age = "\(Self.padded(s.ageYears + (isOther ? 7 : 0), 3))Y"
    self.studyDate = studyDate
    self.studyTime = studyTime
    accessionNumber = "\(modality)\(s.seed)"
    // The whole scenario, so that a changed parameter never reuses an identifier.
    root = "\(Self.described(s))|\(modality)"
  }

  /// The MR study.
  static func mr(_ s: PhantomScenario) -> StudyIdentity {
    StudyIdentity(s, modality: "MR", studyDate: "20260914", studyTime: "101500")
  }

  /// The CT study, three days earlier.
  static func ct(_ s: PhantomScenario) -> StudyIdentity {
    StudyIdentity(s, modality: "CT", studyDate: "20260911", studyTime: "084000")
  }

  /// The identifier of one part of the study; the same scenario and part give the same identifier.
  func uid(_ part: String) -> String {
    // FNV-1a, 128 bits (draft-eastlake-fnv): not cryptographic, which a synthetic study does not need.
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b
    for byte in "\(root)|\(part)".utf8 { hash = (hash ^ UInt128(byte)) &* prime }
    return UID(digest: (0..<16).map { UInt8(truncatingIfNeeded: hash >> (8 * UInt128(15 - $0))) }).string
  }

  /// All properties of a scenario in words; without the variation where there is none, as before it existed.
  private static func described(_ s: PhantomScenario) -> String {
    let text = "\(s)"
    let none = ", variation: nil)"
    return text.hasSuffix(none) ? text.dropLast(none.count) + ")" : text
  }

  private static func padded(_ n: Int, _ digits: Int) -> String {
    let s = String(n)
    return String(repeating: "0", count: max(0, digits - s.count)) + s
  }
}
