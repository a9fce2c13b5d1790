import Vocabulary

/// The ground truth of a phantom as `truth.json` holds it: LPS mm, ppb, HU, units in the keys.
public struct PhantomTruth: Codable, Hashable, Sendable {
  /// Attenuation over a structure without noise, HU.
  public struct CTStatistics: Codable, Hashable, Sendable {
    /// Mean, standard deviation, 95th percentile and maximum in HU.
    public let meanHU: Double, sdHU: Double, p95HU: Double, maxHU: Double
  }

  /// Susceptibility over a structure against water, ppb.
  public struct QSMStatistics: Codable, Hashable, Sendable {
    /// Moments and percentiles in ppb.
    public let meanPpb: Double, sdPpb: Double, p5Ppb: Double, p95Ppb: Double, maxPpb: Double, minPpb: Double
  }

  /// A nucleus of one side.
  public struct StructureTruth: Codable, Hashable, Sendable {
    /// Which nucleus.
    public let name: Structure
    /// Of which side.
    public let side: Side
    /// Volume on the MR grid.
    public let volumeMm3: Double
    /// Centroid in the MR frame, LPS mm.
    public let centroidLPS: [Double]
    /// Attenuation.
    public let ct: CTStatistics
    /// Susceptibility.
    public let qsm: QSMStatistics
  }

  /// The grades that follow from the simulated amplitudes of one side.
  public struct PallidumTruth: Codable, Hashable, Sendable {
    /// CT grade 0…2.
    public let ctGrade: Int
    /// Grades that are accepted because a figure lies near a cut-off.
    public let ctGradeAccept: [Int]
    /// Susceptibility grade 0…2; nil where a diamagnetic deposit makes it meaningless.
    public let qsmGrade: Int?
    /// Grades that are accepted.
    public let qsmGradeAccept: [Int]
    /// Dense on CT and paramagnetic.
    public let paradox: Bool
    /// Volume above the CT cut-off in mm³.
    public let ctFocusMm3: Double
    /// Volume above the susceptibility cut-off in mm³.
    public let qsmFocusMm3: Double

    /// Encodes an absent grade as an explicit null, which a reader can tell from a forgotten key.
    public func encode(to encoder: any Encoder) throws {
      var c = encoder.container(keyedBy: CodingKeys.self)
      try c.encode(ctGrade, forKey: .ctGrade)
      try c.encode(ctGradeAccept, forKey: .ctGradeAccept)
      try c.encode(qsmGrade, forKey: .qsmGrade)
      try c.encode(qsmGradeAccept, forKey: .qsmGradeAccept)
      try c.encode(paradox, forKey: .paradox)
      try c.encode(ctFocusMm3, forKey: .ctFocusMm3)
      try c.encode(qsmFocusMm3, forKey: .qsmFocusMm3)
    }
  }

  /// One deposit or calcification.
  public struct Focus: Codable, Hashable, Sendable {
    /// Side.
    public let side: Side
    /// Structure that holds it.
    public let location: Structure
    /// Diameter in mm.
    public let diameterMm: Double
    /// Attenuation in the centre.
    public let materialHU: Double
    /// Susceptibility in the centre in ppm against water.
    public let absolutePpm: Double
    /// Centre in the MR frame, LPS mm.
    public let centreMrLPS: [Double]
  }

  /// Mean susceptibility of the two reference regions, ppb.
  public struct ReferenceMeans: Codable, Hashable, Sendable {
    /// Brain eroded by 2 mm.
    public let wholeBrain: Double
    /// Cerebrospinal fluid.
    public let csf: Double
  }

  /// Both sides.
  public struct Pallida: Codable, Hashable, Sendable {
    /// The patient's left.
    public let left: PallidumTruth
    /// The patient's right.
    public let right: PallidumTruth
  }

  /// Name of the scenario.
  public internal(set) var `case`: String
  /// What it is for.
  public internal(set) var description: String
  /// Exit codes of `pallidum report` that are right.
  public internal(set) var expectedExit: [Int]
  /// Results that must be withheld on both sides.
  public internal(set) var mustWithhold: [String]
  /// What must come of it in detail; nil for scenarios that only have an exit code.
  public internal(set) var expected: ExpectedOutcome?
  /// Imitated scanner.
  public internal(set) var vendor: ScannerFormat
  /// Age of the synthetic patient.
  public internal(set) var ageYears: Int
  /// Echo times in ms.
  public internal(set) var echoTimesMs: [Double]
  /// Proton frequency.
  public internal(set) var imagingFrequencyMHz: Double
  /// Main field that follows from it.
  public internal(set) var effectiveB0T: Double
  /// Rows of the 4×4 matrix from voxel to MR LPS mm.
  public internal(set) var mrAffineLPS: [[Double]]
  /// Columns, rows, slices.
  public internal(set) var mrShapeIJK: [Int]
  /// Rows of the 4×4 matrix from voxel to CT LPS mm.
  public internal(set) var ctAffineLPS: [[Double]]
  /// Columns, rows, slices.
  public internal(set) var ctShapeIJK: [Int]
  /// Main field's direction in the slab's axes.
  public internal(set) var b0DirectionInSlabAxes: [Double]
  /// Noise against white matter's magnitude at TE 0.
  public internal(set) var noiseSigmaOverWM: Double
  /// The zero of all susceptibilities here.
  public internal(set) var tissueChiReference: String
  /// Row-major 4×4, CT LPS mm to MR LPS mm.
  public internal(set) var ctToMR: [Double]
  /// Corners of the brain's bounding box in the MR frame.
  public internal(set) var brainCornersMrLPS: [[Double]]
  /// Reference means.
  public internal(set) var referenceMeansPpb: ReferenceMeans
  /// Nuclei that lie in the slab entirely.
  public internal(set) var structures: [StructureTruth]
  /// Grades.
  public internal(set) var pallidum: Pallida
  /// Deposits.
  public internal(set) var foci: [Focus]
  /// Grades, kinds and distances to the cut-offs on a fine lattice; only for heads with a variation.
  public internal(set) var grading: GradingTruth?
}
