import DICOM
import Vocabulary

/// The main field: its strength, where that was read, and whether its direction is known.
struct MainField: Sendable {
  let strength: FieldStrength
  /// The proton frequency the strength was computed from; nil if it is the nominal one.
  let imagingFrequencyMHz: Double?
  /// Which tag gave the strength.
  let source: String
  let notes: [String]

  /// The field of an acquisition.
  ///
  /// The frequency is preferred: a Siemens "3 T" is 2.89 T. B0 runs along ±z of the patient system in every
  /// head-first and feet-first position of a horizontal magnet; its sign does not matter for the dipole
  /// kernel, which is even in it.
  init(_ attributes: FrameAttributes) throws(MGRERefusal) {
    var notes: [String] = []
    let frequencies: [(String, Double?)] = [
      ("ImagingFrequency (0018,0084)", attributes.double(.imagingFrequency)),
      ("TransmitterFrequency (0018,9098)", attributes.double(.transmitterFrequency)),
    ]
    let nominal = attributes.double(.magneticFieldStrength)
    if let (name, frequency) = frequencies.first(where: { ($0.1 ?? 0) > 0 }), let frequency {
      strength = try Self.strength(tesla: frequency / FieldStrength.gammaBarMHzPerTesla)
      imagingFrequencyMHz = frequency
      source = name
      // 10 %: a "3 T" magnet is 2.89 T; beyond it the frequency is in another unit or of another nucleus.
      if let nominal, abs(nominal - strength.tesla) > 0.1 * nominal {
        throw .contradictoryField(frequencyMHz: frequency, nominalTesla: nominal)
      }
    } else if let nominal {
      strength = try Self.strength(tesla: nominal)
      imagingFrequencyMHz = nil
      source = "MagneticFieldStrength (0018,0087), nominal"
      notes.append(
        "The imaging frequency is absent: the nominal field strength of \(decimal(nominal)) T was used.")
    } else {
      throw .missingFieldStrength
    }
    switch attributes.string(.patientPosition)?.uppercased() {
    case nil:
      notes.append("PatientPosition is absent: the main field was taken along the patient's long axis.")
    case let position? where position.hasPrefix("HF") || position.hasPrefix("FF"): break
    case let position?: throw .unknownFieldDirection(patientPosition: position)
    }
    self.notes = notes
  }

  private static func strength(tesla: Double) throws(MGRERefusal) -> FieldStrength {
    do { return try FieldStrength(tesla: tesla) } catch { throw .implausibleFieldStrength(tesla: tesla) }
  }
}
