/// The outcome of a proof of the phase's sign.
public enum SignVerdict: String, Codable, Hashable, Sendable {
  /// Paramagnetic is positive.
  case pass
  /// Paramagnetic is negative: the phase's sign is wrong.
  case fail
  /// The evidence is missing or too weak.
  case inconclusive
}

/// One piece of evidence on the phase's sign.
public struct SignVote: Codable, Hashable, Sendable {
  /// Stable identifier in lower camel case: `airBoneField`, `ironNuclei`, `veins`, `calcification`.
  public let name: String
  /// The measured value: a correlation, or a susceptibility in ppb; nil where there is nothing to measure.
  public let value: Double?
  /// The outcome.
  public let verdict: SignVerdict
  /// One sentence with the value's limit.
  public let message: String

  /// A vote from its parts.
  public init(name: String, value: Double?, verdict: SignVerdict, message: String) {
    self.name = name
    self.value = value
    self.verdict = verdict
    self.message = message
  }
}

/// The votes on the phase's sign and what they amount to.
///
/// None of them looks at the globus pallidus.
public struct SignProof: Codable, Hashable, Sendable {
  /// The outcome: `pass` if a vote passes and none fails, `fail` if a vote fails and none passes; a
  /// contradiction is decided by the field of air and bone alone, as nothing inside the brain bears on it, and
  /// is inconclusive without it.
  public let verdict: SignVerdict
  /// The evidence.
  public let votes: [SignVote]

  /// The proof that follows from votes.
  public init(votes: [SignVote]) {
    self.votes = votes
    let passes = votes.contains { $0.verdict == .pass }
    let fails = votes.contains { $0.verdict == .fail }
    let field = votes.first { $0.name == "airBoneField" }?.verdict
    verdict =
      switch (passes, fails) {
      case (true, false): .pass
      case (false, true): .fail
      case (true, true): field == .fail ? .fail : .inconclusive
      case (false, false): .inconclusive
      }
  }

  /// Choices of the proof.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Attenuation in HU below which a CT voxel is air.
    public var airBelowHU: Float
    /// Attenuation in HU above which a CT voxel is compact bone.
    public var boneAboveHU: Float
    /// Susceptibility of air relative to tissue in ppm (Schenck 1996, doi:10.1118/1.597854: 0.36 against −9.05).
    public var airPPM: Float
    /// Susceptibility of bone relative to tissue in ppm (2019 reconstruction challenge: −2.1).
    public var bonePPM: Float
    /// Edge in mm of the cells of the forward computation; fields of sinuses vary over centimetres.
    public var cellMm: Double
    /// Depth in mm of the layer under the brain's surface that is compared.
    public var layerMm: Double
    /// Least |correlation| that decides: chance correlation of two smooth fields with about 100 independent
    /// regions has SD 0.1.
    public var leastCorrelation: Double
    /// Least |χ| in ppb, relative to the whole brain, that decides for a structure: the map's own bias.
    public var leastPPB: Double
    /// Least voxels of a structure.
    public var leastVoxels: Int

    /// The defaults.
    public init(
      airBelowHU: Float = -400, boneAboveHU: Float = 300, airPPM: Float = 9.4, bonePPM: Float = -2.1,
      cellMm: Double = 2.5, layerMm: Double = 25, leastCorrelation: Double = 0.3, leastPPB: Double = 15,
      leastVoxels: Int = 10
    ) {
      self.airBelowHU = airBelowHU
      self.boneAboveHU = boneAboveHU
      self.airPPM = airPPM
      self.bonePPM = bonePPM
      self.cellMm = cellMm
      self.layerMm = layerMm
      self.leastCorrelation = leastCorrelation
      self.leastPPB = leastPPB
      self.leastVoxels = leastVoxels
    }
  }
}
