import Vocabulary

extension ReportDocument {
  /// One vote on the phase's sign.
  public struct SignVote: Codable, Sendable {
    /// Which evidence.
    public var vote: String
    /// Its measured value.
    @ExplicitNull public var value: Double?
    /// pass, fail or inconclusive.
    public var verdict: String
    /// One sentence.
    public var message: String

    /// The values in order.
    public init(vote: String, value: Double?, verdict: String, message: String) {
      self.vote = vote
      self._value = ExplicitNull(wrappedValue: value)
      self.verdict = verdict
      self.message = message
    }

    /// What a vote looks at, for the reader; an unknown name stays as it is.
    public static func displayName(_ vote: String) -> String {
      [
        "airBoneField": "field of air and bone", "ironNuclei": "iron of the midbrain", "veins": "veins",
        "calcification": "calcified pineal gland and plexus",
      ][vote] ?? vote
    }

    /// A vote's value: a correlation, or a susceptibility in ppb.
    public static func displayValue(_ value: Double, of vote: String) -> String {
      vote == "airBoneField"
        ? DecimalText.shortest(value, limit: 2) : DecimalText.shortest(value, limit: 0) + " ppb"
    }
  }

  /// Is paramagnetic positive? Proven from the image.
  public struct SignCheck: Codable, Sendable {
    /// pass, fail or inconclusive.
    public var verdict: String
    /// The evidence.
    public var votes: [SignVote]

    /// The values in order.
    public init(verdict: String, votes: [SignVote]) {
      self.verdict = verdict
      self.votes = votes
    }
  }

  /// One region that susceptibility may be relative to, measured on the map.
  public struct Reference: Codable, Sendable {
    /// wholeBrain, csf or atrialCSF.
    public var region: String
    /// Mean in the units of the map (after referencing).
    @ExplicitNull public var meanPpb: Double?
    /// Standard deviation.
    @ExplicitNull public var sdPpb: Double?
    /// Mean less the whole brain's.
    @ExplicitNull public var meanRelativeToWholeBrainPpb: Double?
    /// Voxels of the region.
    public var voxels: Int
    /// Their volume.
    public var volumeMm3: Double
    /// Why there is no mean.
    @ExplicitNull public var withheld: String?

    /// The values in order.
    public init(
      region: String, meanPpb: Double?, sdPpb: Double?, meanRelativeToWholeBrainPpb: Double?, voxels: Int,
      volumeMm3: Double, withheld: String?
    ) {
      self.region = region
      self._meanPpb = ExplicitNull(wrappedValue: meanPpb)
      self._sdPpb = ExplicitNull(wrappedValue: sdPpb)
      self._meanRelativeToWholeBrainPpb = ExplicitNull(wrappedValue: meanRelativeToWholeBrainPpb)
      self.voxels = voxels
      self.volumeMm3 = volumeMm3
      self._withheld = ExplicitNull(wrappedValue: withheld)
    }
  }

  /// The susceptibility map as a whole.
  public struct Susceptibility: Codable, Sendable {
    /// wholeBrain, csf or atrialCSF.
    public var referenceRegion: String
    /// Mean over the brain, before referencing relative to the solver's zero.
    @ExplicitNull public var wholeBrainMeanPpb: Double?
    /// SD over the brain.
    @ExplicitNull public var wholeBrainSdPpb: Double?
    /// Mean over CSF in the units of the map (after referencing).
    @ExplicitNull public var csfMeanPpb: Double?
    /// Number of CSF voxels.
    public var csfVoxels: Int
    /// Every reference region; null in reports of versions that had none of it.
    @ExplicitNull public var references: [Reference]?
    /// Median noise of the field.
    @ExplicitNull public var fieldNoisePpb: Double?
    /// Sign proof.
    public var signCheck: SignCheck
    /// Whether the map itself may be read, whatever is said against its sides.
    public var verdict: Verdict
    /// Why nothing is told of it, be it for its verdict or for its sides.
    @ExplicitNull public var withheld: String?

    /// The values in order.
    public init(
      referenceRegion: String, wholeBrainMeanPpb: Double?, wholeBrainSdPpb: Double?, csfMeanPpb: Double?,
      csfVoxels: Int, references: [Reference]? = nil, fieldNoisePpb: Double?, signCheck: SignCheck,
      verdict: Verdict, withheld: String?
    ) {
      self.referenceRegion = referenceRegion
      self._wholeBrainMeanPpb = ExplicitNull(wrappedValue: wholeBrainMeanPpb)
      self._wholeBrainSdPpb = ExplicitNull(wrappedValue: wholeBrainSdPpb)
      self._csfMeanPpb = ExplicitNull(wrappedValue: csfMeanPpb)
      self.csfVoxels = csfVoxels
      self._references = ExplicitNull(wrappedValue: references)
      self._fieldNoisePpb = ExplicitNull(wrappedValue: fieldNoisePpb)
      self.signCheck = signCheck
      self.verdict = verdict
      self._withheld = ExplicitNull(wrappedValue: withheld)
    }
  }

  /// Attenuation over a mask.
  public struct HUStatistics: Codable, Sendable {
    /// Mean.
    public var meanHU: Double
    /// Standard deviation.
    public var sdHU: Double
    /// Median.
    public var medianHU: Double
    /// 95th percentile.
    public var p95HU: Double
    /// Maximum.
    public var maxHU: Double
    /// Volume at or above the focus cut-off.
    public var volumeAboveCutoffMm3: Double
    /// Volume at or above the attenuation of grade 2; null in older reports.
    @ExplicitNull public var volumeAboveGrade2Mm3: Double? = nil

    /// The values in order.
    public init(
      meanHU: Double, sdHU: Double, medianHU: Double, p95HU: Double, maxHU: Double,
      volumeAboveCutoffMm3: Double
    ) {
      self.meanHU = meanHU
      self.sdHU = sdHU
      self.medianHU = medianHU
      self.p95HU = p95HU
      self.maxHU = maxHU
      self.volumeAboveCutoffMm3 = volumeAboveCutoffMm3
    }
  }

  /// Susceptibility over a mask, relative to the reference region.
  public struct QSMStatistics: Codable, Sendable {
    /// Mean.
    public var meanPpb: Double
    /// Standard deviation.
    public var sdPpb: Double
    /// Median.
    public var medianPpb: Double
    /// 5th percentile.
    public var p5Ppb: Double
    /// 95th percentile.
    public var p95Ppb: Double
    /// Minimum.
    public var minPpb: Double
    /// Maximum.
    public var maxPpb: Double
    /// Mean relative to each reference region by its name; null where that region is withheld.
    @ExplicitNull public var meanByReferencePpb: [String: Double?]?
    /// Model-based paramagnetic part.
    @ExplicitNull public var paramagneticMeanPpb: Double?
    /// Model-based diamagnetic part, positive number.
    @ExplicitNull public var diamagneticMeanPpb: Double?

    /// The values in order.
    public init(
      meanPpb: Double, sdPpb: Double, medianPpb: Double, p5Ppb: Double, p95Ppb: Double, minPpb: Double,
      maxPpb: Double, meanByReferencePpb: [String: Double?]? = nil, paramagneticMeanPpb: Double?,
      diamagneticMeanPpb: Double?
    ) {
      self.meanPpb = meanPpb
      self.sdPpb = sdPpb
      self.medianPpb = medianPpb
      self.p5Ppb = p5Ppb
      self.p95Ppb = p95Ppb
      self.minPpb = minPpb
      self.maxPpb = maxPpb
      self._meanByReferencePpb = ExplicitNull(wrappedValue: meanByReferencePpb)
      self._paramagneticMeanPpb = ExplicitNull(wrappedValue: paramagneticMeanPpb)
      self._diamagneticMeanPpb = ExplicitNull(wrappedValue: diamagneticMeanPpb)
    }
  }

  /// R2* over a mask.
  public struct R2StarStatistics: Codable, Sendable {
    /// Mean.
    public var meanPerSecond: Double

    /// The values in order.
    public init(meanPerSecond: Double) {
      self.meanPerSecond = meanPerSecond
    }
  }

  /// One nucleus of one side.
  public struct StructureMeasurement: Codable, Sendable {
    /// Which nucleus.
    public var name: Structure
    /// Which side.
    public var side: Side
    /// Volume of the mask.
    public var volumeMm3: Double
    /// Centre of mass, MR patient LPS mm.
    public var centroidLPS: [Double]
    /// Attenuation, null where withheld.
    @ExplicitNull public var ct: HUStatistics?
    /// Why CT is withheld.
    @ExplicitNull public var ctWithheld: String?
    /// Susceptibility, null where withheld.
    @ExplicitNull public var qsm: QSMStatistics?
    /// Why QSM is withheld.
    @ExplicitNull public var qsmWithheld: String?
    /// R2*.
    @ExplicitNull public var r2star: R2StarStatistics?
    /// Voxels of the mask.
    public var voxels: Int
    /// True where the structure leaves the slab.
    public var truncated: Bool
    /// image, template or reader (`OutlineSource`); null in older reports.
    @ExplicitNull public var outline: String? = nil

    /// The values in order.
    public init(
      name: Structure, side: Side, volumeMm3: Double, centroidLPS: [Double], ct: HUStatistics?,
      ctWithheld: String?, qsm: QSMStatistics?, qsmWithheld: String?, r2star: R2StarStatistics?, voxels: Int,
      truncated: Bool
    ) {
      self.name = name
      self.side = side
      self.volumeMm3 = volumeMm3
      self.centroidLPS = centroidLPS
      self._ct = ExplicitNull(wrappedValue: ct)
      self._ctWithheld = ExplicitNull(wrappedValue: ctWithheld)
      self._qsm = ExplicitNull(wrappedValue: qsm)
      self._qsmWithheld = ExplicitNull(wrappedValue: qsmWithheld)
      self._r2star = ExplicitNull(wrappedValue: r2star)
      self.voxels = voxels
      self.truncated = truncated
    }
  }
}
