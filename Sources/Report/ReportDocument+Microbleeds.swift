import Vocabulary

extension ReportDocument {
  /// A compact paramagnetic place that the reader may look at; proposed, never counted.
  public struct MicrobleedCandidate: Codable, Sendable {
    /// `microbleed-1` and so on, the clearest first.
    public var id: String
    /// Centre, MR patient LPS mm.
    public var centroidLPS: [Double]
    /// Patient's side; null within 3 mm of the midline.
    @ExplicitNull public var side: Side?
    /// insideNucleus, deep, infratentorial or elsewhere.
    public var region: String
    /// The same in words, with the distance it rests on.
    public var regionText: String
    /// Diameter of a ball of the volume.
    public var diameterMm: Double
    /// Excess of susceptibility over the peak's.
    public var volumeMm3: Double
    /// Greatest susceptibility.
    public var maxPpb: Double
    /// Mean above half the contrast.
    public var meanPpb: Double
    /// Peak above the surroundings.
    public var contrastPpb: Double
    /// The same over the surroundings' robust SD.
    public var contrastToNoise: Double
    /// R2*; null where its fit failed.
    @ExplicitNull public var r2starPerSecond: Double?
    /// Mean attenuation; null where calcium is not excluded by CT.
    @ExplicitNull public var meanHU: Double?
    /// 95th percentile of it.
    @ExplicitNull public var peakHU: Double?
    /// Ratio of the greatest to the middle extent; 1 for a ball.
    public var elongation: Double
    /// Share of the contrast at which something leads away; near 1 for a vein.
    public var continuation: Double
    /// Distance to the surface of brain or map.
    public var depthMm: Double

    /// The values in order.
    public init(
      id: String, centroidLPS: [Double], side: Side?, region: String, regionText: String, diameterMm: Double,
      volumeMm3: Double, maxPpb: Double, meanPpb: Double, contrastPpb: Double, contrastToNoise: Double,
      r2starPerSecond: Double?, meanHU: Double?, peakHU: Double?, elongation: Double, continuation: Double,
      depthMm: Double
    ) {
      self.id = id
      self.centroidLPS = centroidLPS
      self._side = ExplicitNull(wrappedValue: side)
      self.region = region
      self.regionText = regionText
      self.diameterMm = diameterMm
      self.volumeMm3 = volumeMm3
      self.maxPpb = maxPpb
      self.meanPpb = meanPpb
      self.contrastPpb = contrastPpb
      self.contrastToNoise = contrastToNoise
      self._r2starPerSecond = ExplicitNull(wrappedValue: r2starPerSecond)
      self._meanHU = ExplicitNull(wrappedValue: meanHU)
      self._peakHU = ExplicitNull(wrappedValue: peakHU)
      self.elongation = elongation
      self.continuation = continuation
      self.depthMm = depthMm
    }
  }

  /// Bright places that were set aside for one reason.
  public struct MicrobleedsSetAside: Codable, Sendable {
    /// veinLike, tooLarge, tooSmall, dense, besideDiamagnetic, noRelaxation, nearAir or inFluid.
    public var reason: String
    /// The same in words.
    public var reasonText: String
    /// How many.
    public var count: Int

    /// The values in order.
    public init(reason: String, reasonText: String, count: Int) {
      self.reason = reason
      self.reasonText = reasonText
      self.count = count
    }
  }

  /// The search for microbleed candidates: what was found and what was looked at.
  public struct MicrobleedCandidates: Codable, Sendable {
    /// Why nothing was sought; null if it was.
    @ExplicitNull public var withheld: String?
    /// Volume of brain that was searched.
    @ExplicitNull public var searchedMl: Double?
    /// Bright places that were looked at.
    @ExplicitNull public var looked: Int?
    /// Those that were set aside, by reason.
    public var setAside: [MicrobleedsSetAside]
    /// Why no CT excluded calcium; null if one did.
    @ExplicitNull public var calciumNotExcluded: String?
    /// What the acquisition takes from the search, such as thick slices; null where nothing is known to.
    @ExplicitNull public var limitation: String?
    /// Candidates that passed, listed or not.
    @ExplicitNull public var passed: Int?
    /// The clearest of them.
    public var candidates: [MicrobleedCandidate]

    /// The values in order.
    public init(
      withheld: String?, searchedMl: Double?, looked: Int?, setAside: [MicrobleedsSetAside],
      calciumNotExcluded: String?, limitation: String? = nil, passed: Int?, candidates: [MicrobleedCandidate]
    ) {
      self._withheld = ExplicitNull(wrappedValue: withheld)
      self._searchedMl = ExplicitNull(wrappedValue: searchedMl)
      self._looked = ExplicitNull(wrappedValue: looked)
      self.setAside = setAside
      self._calciumNotExcluded = ExplicitNull(wrappedValue: calciumNotExcluded)
      self._limitation = ExplicitNull(wrappedValue: limitation)
      self._passed = ExplicitNull(wrappedValue: passed)
      self.candidates = candidates
    }

    /// Passed, but beyond the list's end.
    public var notListed: Int { max(0, (passed ?? 0) - candidates.count) }
  }
}
