extension ReportDocument {
  /// A named reader's signature under the report.
  public struct Verification: Codable, Sendable {
    /// The reader, as he or she signs.
    public var reader: String
    /// The reader's organization, may be empty.
    public var organization: String
    /// When it was signed, ISO 8601.
    public var signedAt: String
    /// What the reader changed or remarked, a sentence each.
    public var remarks: [String]

    /// The values in order.
    public init(reader: String, organization: String, signedAt: String, remarks: [String]) {
      self.reader = reader
      self.organization = organization
      self.signedAt = signedAt
      self.remarks = remarks
    }
  }

  /// One measurement then and now.
  public struct PriorDifference: Codable, Sendable {
    /// What, with its side, such as `Right GP susceptibility, mean`.
    public var measurement: String
    /// Unit.
    public var unit: String
    /// Value in the earlier report; null where it was withheld.
    @ExplicitNull public var prior: Double?
    /// Value in this report; null where it is withheld.
    @ExplicitNull public var current: Double?

    /// The values in order.
    public init(measurement: String, unit: String, prior: Double?, current: Double?) {
      self.measurement = measurement
      self.unit = unit
      self._prior = ExplicitNull(wrappedValue: prior)
      self._current = ExplicitNull(wrappedValue: current)
    }
  }

  /// An earlier report of the same patient beside this one.
  public struct PriorComparison: Codable, Sendable {
    /// Date of the earlier MR study, YYYY-MM-DD.
    public var date: String
    /// Its accession number, may be empty.
    public var accession: String
    /// Version of the program and the cut-offs it was made with.
    public var madeWith: String
    /// The measurements.
    public var differences: [PriorDifference]

    /// The values in order.
    public init(date: String, accession: String, madeWith: String, differences: [PriorDifference]) {
      self.date = date
      self.accession = accession
      self.madeWith = madeWith
      self.differences = differences
    }
  }
}
