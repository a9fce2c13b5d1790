import Vocabulary

extension ReportDocument {
  /// One value of this patient beside one published group.
  public struct ContextEntry: Codable, Sendable {
    /// Which nucleus.
    public var structure: Structure
    /// Which side; null where the value is of both sides together.
    @ExplicitNull public var side: Side?
    /// meanPpb, meanHU or percentOfIntracranial.
    public var quantity: String
    /// This patient's value.
    public var value: Double
    /// ppb, HU or %.
    public var unit: String
    /// Short name of the cohort.
    public var cohort: String
    /// Which people of it.
    public var group: String
    /// Number of people; null where the source at hand does not state it.
    @ExplicitNull public var n: Int?
    /// What `centre`, `lower` and `upper` are: `mean, SD`, `median, interquartile range` or `mean`.
    public var statistic: String
    /// Mean or median of the group.
    public var centre: Double
    /// Lower end of the spread; null where none is published.
    @ExplicitNull public var lower: Double?
    /// Upper end of the spread.
    @ExplicitNull public var upper: Double?
    /// How the cohort's images became numbers.
    public var pipeline: String
    /// The cohort's reference region for susceptibility; null where it is not recorded or has no meaning.
    @ExplicitNull public var referenceRegion: String?
    /// True where value and cohort have the same zero.
    public var comparable: Bool
    /// (value − mean) / SD; null where the cohort has no SD or another zero.
    @ExplicitNull public var z: Double?
    /// Lowest and highest z over the reference regions measured here, where the cohort's own is not known; null where `z`
    /// is given, and for a cohort without an SD.
    @ExplicitNull public var zByReference: [Double]? = nil
    /// Where the value lies, in words.
    public var position: String
    /// What the comparison cannot tell; never empty.
    public var caveat: String
  }

  /// Right less left of one quantity of one nucleus: a measurement, not a finding.
  public struct Asymmetry: Codable, Sendable {
    /// Which nucleus.
    public var structure: Structure
    /// meanPpb, meanHU or volumeMm3.
    public var quantity: String
    /// ppb, HU or mm³.
    public var unit: String
    /// Right.
    public var right: Double
    /// Left.
    public var left: Double
    /// Right less left.
    public var difference: Double
    /// Standard error of the difference that the spread of the voxels gives; null for volumes.
    @ExplicitNull public var standardError: Double?
    /// 100 · (right − left) / mean of both; null for quantities whose zero is a choice (χ and HU).
    @ExplicitNull public var indexPercent: Double?
  }

  /// One segment of one pallidum; their border is the template's, so every value is approximate.
  public struct PallidumSegment: Codable, Sendable {
    /// internal or external.
    public var segment: String
    /// Which side.
    public var side: Side
    /// Volume of the segment.
    public var volumeMm3: Double
    /// Mean attenuation; null where CT is withheld for this pallidum.
    @ExplicitNull public var meanHU: Double?
    /// Mean susceptibility; null where it is withheld for this pallidum.
    @ExplicitNull public var meanPpb: Double?

    /// The values in order.
    public init(segment: String, side: Side, volumeMm3: Double, meanHU: Double?, meanPpb: Double?) {
      self.segment = segment
      self.side = side
      self.volumeMm3 = volumeMm3
      self.meanHU = meanHU
      self.meanPpb = meanPpb
    }
  }
}
