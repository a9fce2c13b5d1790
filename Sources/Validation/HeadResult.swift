import Phantom
import Vocabulary

/// What came of one head: its truth, what the report says, and how far they are apart.
public struct HeadResult: Codable, Sendable {
  /// A nucleus of one side.
  public struct Nucleus: Codable, Sendable {
    /// Which.
    public var name: Structure
    /// Of which side.
    public var side: Side
    /// Overlap of the reported outline with the true one; 0 where it was not found.
    public var dice: Double
    /// Distance of the centroids, mm.
    public var centroidErrorMm: Double?
    /// Reported over true volume.
    public var volumeRatio: Double?
    /// Mean susceptibility of the reported outline minus that of the true one, the same zero, ppb.
    public var chiErrorPpb: Double?
    /// The same of attenuation, HU.
    public var huError: Double?
  }

  /// A grade as reported.
  public struct Grade: Codable, Sendable {
    /// The grade, nil where withheld.
    public var grade: Int?
    /// Why it is withheld.
    public var withheld: String?
    /// Share of the recalculations that agree.
    public var stability: Double?
    /// Volume that graded, mm³.
    public var focusVolumeMm3: Double?
    /// Greatest attenuation, HU; CT only.
    public var maxHU: Double?
  }

  /// One pallidum.
  public struct Pallidum: Codable, Sendable {
    /// The side.
    public var side: Side
    /// The truth.
    public var truth: GradingTruth.Side
    /// CT grade; nil without report.
    public var ct: Grade?
    /// Susceptibility grade; nil without report.
    public var qsm: Grade?
    /// Kind as reported; nil where withheld or without report.
    public var kind: String?
    /// The flag as reported; nil likewise.
    public var flag: Bool?
    /// Why flag and kind are withheld.
    public var paradoxWithheld: String?
    /// Mean susceptibility under the dense foci, ppb.
    public var focusMeanPpb: Double?
    /// Distance between the pallidum's place by the reported and by the true transform, mm.
    public var registrationErrorMm: Double?
  }

  /// A sentence of the report.
  public struct Notice: Codable, Sendable {
    /// info, warning or withheld.
    public var severity: String
    /// What it is about.
    public var subject: String
    /// The sentence.
    public var message: String
  }

  /// Name of the scenario.
  public var name: String
  /// What is in it.
  public var summary: String
  /// Age, years.
  public var ageYears: Int
  /// Scanner format, field, voxels and slices in a line.
  public var acquisition: String
  /// Exit code of the report; 70 also where the program ended without one.
  public var exit: Int32
  /// Why there is no report.
  public var failure: String?
  /// Verdict on the registration; nil without report.
  public var registrationVerdict: Verdict?
  /// Nuclei that the slab holds entirely; empty without report.
  public var nuclei: [Nucleus]
  /// Left, then right.
  public var pallida: [Pallidum]
  /// The report's notices.
  public var notices: [Notice]
  /// Wall seconds for making and for reporting; zero where times are left out.
  public var seconds: Double

  /// True if a report was written.
  public var hasReport: Bool { failure == nil }
}

extension HeadResult {
  /// True and reported grades of both sides in a line, right before left.
  public var words: String {
    pallida.reversed().map { p in
      func pair(_ truth: Int, _ found: Grade?) -> String {
        "\(truth)→\(found?.grade.map(String.init) ?? "withheld")"
      }
      return
        "\(p.side.rawValue) CT \(pair(p.truth.ctGrade, p.ct)) QSM \(pair(p.truth.qsmGrade, p.qsm)) \(p.truth.kind.rawValue)→\(p.kind ?? "withheld")"
    }.joined(separator: "; ")
  }
}
