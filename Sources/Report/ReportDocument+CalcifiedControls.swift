import Vocabulary

extension ReportDocument {
  /// Physiological calcium of this patient, which must be diamagnetic: a control of the map's sign.
  public struct CalcifiedControl: Codable, Sendable {
    /// pineal, choroidPlexusLeft or choroidPlexusRight.
    public var id: String
    /// pinealGland or choroidPlexus.
    public var structure: String
    /// Side of a plexus; null for the pineal gland.
    @ExplicitNull public var side: Side?
    /// Volume above the limit; null where there is none.
    @ExplicitNull public var volumeMm3: Double?
    /// Mean attenuation.
    @ExplicitNull public var meanHU: Double?
    /// Maximum.
    @ExplicitNull public var maxHU: Double?
    /// Mean susceptibility.
    @ExplicitNull public var meanPpb: Double?
    /// Standard deviation over its voxels.
    @ExplicitNull public var sdPpb: Double?
    /// Voxels of it where susceptibility is defined.
    public var voxels: Int
    /// Why there is no attenuation.
    @ExplicitNull public var ctWithheld: String?
    /// Why there is no susceptibility.
    @ExplicitNull public var qsmWithheld: String?
    /// What limits the reading, such as too few voxels.
    @ExplicitNull public var note: String?

    /// The values in order.
    public init(
      id: String, structure: String, side: Side?, volumeMm3: Double?, meanHU: Double?, maxHU: Double?,
      meanPpb: Double?, sdPpb: Double?, voxels: Int, ctWithheld: String?, qsmWithheld: String?, note: String?
    ) {
      self.id = id
      self.structure = structure
      self._side = ExplicitNull(wrappedValue: side)
      self._volumeMm3 = ExplicitNull(wrappedValue: volumeMm3)
      self._meanHU = ExplicitNull(wrappedValue: meanHU)
      self._maxHU = ExplicitNull(wrappedValue: maxHU)
      self._meanPpb = ExplicitNull(wrappedValue: meanPpb)
      self._sdPpb = ExplicitNull(wrappedValue: sdPpb)
      self.voxels = voxels
      self._ctWithheld = ExplicitNull(wrappedValue: ctWithheld)
      self._qsmWithheld = ExplicitNull(wrappedValue: qsmWithheld)
      self._note = ExplicitNull(wrappedValue: note)
    }

    /// The name in running text.
    public var displayName: String {
      structure == "pinealGland"
        ? "Pineal gland" : "Choroid plexus, \(side?.rawValue ?? "side unknown")"
    }
  }
}
