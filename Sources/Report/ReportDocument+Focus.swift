import Vocabulary

extension ReportDocument {
  /// One focal deposit, or what is like a vessel.
  public struct Focus: Codable, Sendable {
    /// Side, image and number, as `left-ct-1`; the same in the segmentation and the structured report.
    @ExplicitNull public var id: String?
    /// ct or qsm.
    public var modality: String
    /// paradoxical, diamagnetic, mixed, dense; paramagneticDense, paramagneticNotDense, paramagnetic, vesselLike.
    @ExplicitNull public var kind: String?
    /// The same in words.
    @ExplicitNull public var kindText: String?
    /// True if it counts for the grade.
    @ExplicitNull public var counted: Bool?
    /// Volume, partial volume considered: excess over the pallidum's level, summed, over that of the plateau.
    public var volumeMm3: Double
    /// Volume of the voxels above the threshold.
    @ExplicitNull public var thresholdVolumeMm3: Double?
    /// Attenuation above the pallidum's level, summed; CT foci only.
    @ExplicitNull public var excessHUMm3: Double?
    /// Susceptibility above the pallidum's level, summed; QSM foci only.
    @ExplicitNull public var excessPpbMm3: Double?
    /// Centre, MR patient LPS mm.
    public var centroidLPS: [Double]
    /// Touches the medial zone.
    public var inZone: Bool
    /// Share in the medial zone, 0…1.
    @ExplicitNull public var zoneShare: Double?
    /// Mean attenuation.
    @ExplicitNull public var meanHU: Double?
    /// Least attenuation.
    @ExplicitNull public var minHU: Double?
    /// Maximum attenuation.
    @ExplicitNull public var maxHU: Double?
    /// Mean susceptibility.
    @ExplicitNull public var meanPpb: Double?
    /// Least susceptibility.
    @ExplicitNull public var minPpb: Double?
    /// Maximum susceptibility.
    @ExplicitNull public var maxPpb: Double?
    /// Mean R2*.
    @ExplicitNull public var r2starPerSecond: Double?
    /// Length with what continues it beyond the pallidum; QSM foci only.
    @ExplicitNull public var lengthMm: Double?
    /// Diameter of a rod of that length and the same volume; QSM foci only.
    @ExplicitNull public var diameterMm: Double?
    /// Length of the part beyond the pallidum; QSM foci only.
    @ExplicitNull public var beyondPallidumMm: Double?

    /// The values of every version; the others are null until they are set.
    public init(
      modality: String, volumeMm3: Double, centroidLPS: [Double], inZone: Bool, meanHU: Double?,
      maxHU: Double?, meanPpb: Double?, maxPpb: Double?, r2starPerSecond: Double?
    ) {
      self._id = ExplicitNull(wrappedValue: nil)
      self.modality = modality
      self._kind = ExplicitNull(wrappedValue: nil)
      self._kindText = ExplicitNull(wrappedValue: nil)
      self._counted = ExplicitNull(wrappedValue: nil)
      self.volumeMm3 = volumeMm3
      self._thresholdVolumeMm3 = ExplicitNull(wrappedValue: nil)
      self._excessHUMm3 = ExplicitNull(wrappedValue: nil)
      self._excessPpbMm3 = ExplicitNull(wrappedValue: nil)
      self.centroidLPS = centroidLPS
      self.inZone = inZone
      self._zoneShare = ExplicitNull(wrappedValue: nil)
      self._meanHU = ExplicitNull(wrappedValue: meanHU)
      self._minHU = ExplicitNull(wrappedValue: nil)
      self._maxHU = ExplicitNull(wrappedValue: maxHU)
      self._meanPpb = ExplicitNull(wrappedValue: meanPpb)
      self._minPpb = ExplicitNull(wrappedValue: nil)
      self._maxPpb = ExplicitNull(wrappedValue: maxPpb)
      self._r2starPerSecond = ExplicitNull(wrappedValue: r2starPerSecond)
      self._lengthMm = ExplicitNull(wrappedValue: nil)
      self._diameterMm = ExplicitNull(wrappedValue: nil)
      self._beyondPallidumMm = ExplicitNull(wrappedValue: nil)
    }
  }

  /// What the pallidum would read without its deposits: the level that foci are told from.
  public struct Level: Codable, Sendable {
    /// ownPallidum, otherSide or published.
    public var source: String
    /// Share of the pallidum that deposits took out of it, 0…1.
    public var excludedShare: Double
    /// Median attenuation; CT only.
    @ExplicitNull public var medianHU: Double?
    /// Robust standard deviation; CT only.
    @ExplicitNull public var robustSdHU: Double?
    /// From which a voxel is taken for a focus; CT only.
    @ExplicitNull public var thresholdHU: Double?
    /// Median susceptibility; QSM only.
    @ExplicitNull public var medianPpb: Double?
    /// Robust standard deviation; QSM only.
    @ExplicitNull public var robustSdPpb: Double?
    /// From which a voxel is taken for a focus; QSM only.
    @ExplicitNull public var thresholdPpb: Double?

    /// The values in order.
    public init(
      source: String, excludedShare: Double, medianHU: Double?, robustSdHU: Double?, thresholdHU: Double?,
      medianPpb: Double?, robustSdPpb: Double?, thresholdPpb: Double?
    ) {
      self.source = source
      self.excludedShare = excludedShare
      self._medianHU = ExplicitNull(wrappedValue: medianHU)
      self._robustSdHU = ExplicitNull(wrappedValue: robustSdHU)
      self._thresholdHU = ExplicitNull(wrappedValue: thresholdHU)
      self._medianPpb = ExplicitNull(wrappedValue: medianPpb)
      self._robustSdPpb = ExplicitNull(wrappedValue: robustSdPpb)
      self._thresholdPpb = ExplicitNull(wrappedValue: thresholdPpb)
    }
  }
}
