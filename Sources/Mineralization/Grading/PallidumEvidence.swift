import Vocabulary
import Voxels

/// Everything the grades of one pallidum rest on.
public struct PallidumEvidence: Sendable {
  /// Which pallidum.
  public var side: Side
  /// The pallidum on the MR grid.
  public var mask: MRMask
  /// Its medial zone.
  public var medialZone: MRMask
  /// Susceptibility, ppm, referenced.
  public var chi: MRVolume<PPM>
  /// Where `chi` is defined.
  public var chiMask: MRMask
  /// Standard deviation of the map's noise, ppm.
  public var chiNoisePPM: Double
  /// R2*, 1/s, or nil.
  public var r2star: MRVolume<PerSecond>?
  /// The CT on its own grid, or nil.
  public var ct: CTVolume?
  /// MR to CT, or nil.
  public var mrToCT: RigidTransform<MRPatient, CTPatient>?
  /// How far the registration may be off at the pallidum, mm; the grades' stability is tried with it.
  public var registrationUncertaintyMm: Double
  /// Why the CT grade must be withheld, or nil.
  public var ctWithheld: String?
  /// Why the susceptibility grade must be withheld, or nil.
  public var qsmWithheld: String?
  /// Why the paradox must be withheld, or nil.
  public var paradoxWithheld: String?

  /// Evidence from its parts.
  public init(
    side: Side, mask: MRMask, medialZone: MRMask, chi: MRVolume<PPM>, chiMask: MRMask, chiNoisePPM: Double,
    r2star: MRVolume<PerSecond>?, ct: CTVolume?, mrToCT: RigidTransform<MRPatient, CTPatient>?,
    registrationUncertaintyMm: Double, ctWithheld: String? = nil, qsmWithheld: String? = nil,
    paradoxWithheld: String? = nil
  ) {
    self.side = side
    self.mask = mask
    self.medialZone = medialZone
    self.chi = chi
    self.chiMask = chiMask
    self.chiNoisePPM = chiNoisePPM
    self.r2star = r2star
    self.ct = ct
    self.mrToCT = mrToCT
    self.registrationUncertaintyMm = registrationUncertaintyMm
    self.ctWithheld = ctWithheld
    self.qsmWithheld = qsmWithheld
    self.paradoxWithheld = paradoxWithheld
  }
}
