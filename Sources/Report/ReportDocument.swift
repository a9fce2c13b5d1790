import Vocabulary

/// The report as plain values: what `report.json` holds (schema `pallidum.report/1`; units in the key's name).
///
/// No algorithm type appears here: the case runner maps the stages' results into it, so algorithms may change
/// without touching the schema.
public struct ReportDocument: Codable, Sendable {
  /// Schema name and number.
  public var schema = "pallidum.report/1"
  /// The program that made the report.
  public var software: Software
  /// Wall-clock time of the run, ISO 8601 UTC.
  ///
  /// Only in report.json, so that every other file is reproducible.
  public var createdAt: String
  /// The patient as MR's files name them.
  public var patient: Patient
  /// The two studies.
  public var studies: Studies
  /// What was read.
  public var inputs: Inputs
  /// Comparison of CT's and MR's patient.
  public var identity: Identity
  /// CT to MR.
  @ExplicitNull public var registration: Registration?
  /// The susceptibility map as a whole.
  public var susceptibility: Susceptibility
  /// Measurements of every nucleus that was found.
  public var structures: [StructureMeasurement]
  /// Grades of both pallida.
  public var pallidum: PallidumPair
  /// Volumes of the head.
  public var volumes: HeadVolumes
  /// Every quality check.
  public var quality: [QualityCheck]
  /// Everything that was withheld, a sentence each, and other notes that the reader must see.
  public var notices: [Notice]
  /// Findings and impression, ready to paste.
  public var findings: Findings
  /// The grading cut-offs in force.
  public var cutoffs: Cutoffs
  /// The consensus's reporting table: label and value, in order.
  public var methods: [MethodEntry]
  /// Digests, output UIDs, configuration.
  public var provenance: Provenance
  /// Wall seconds of each stage.
  public var stages: [StageTime]
  /// Peak resident memory.
  public var peakMemoryBytes: Int
  /// A reader's outlines that took the place of the program's; null if all are the program's.
  @ExplicitNull public var correctedSegmentation: CorrectedSegmentation? = nil
  /// The named reader's signature; null as long as the report is UNVERIFIED.
  @ExplicitNull public var verification: Verification? = nil
  /// Comparison with an earlier report of the same patient; null if none was given.
  @ExplicitNull public var prior: PriorComparison? = nil
  /// Values beside published groups; null in older reports.
  @ExplicitNull public var context: [ContextEntry]? = nil
  /// Right against left; null in older reports.
  @ExplicitNull public var asymmetry: [Asymmetry]? = nil
  /// Both segments of the pallidum, approximate; null in older reports.
  @ExplicitNull public var pallidumSegments: [PallidumSegment]? = nil
  /// What a reader entered; null if nothing was given.
  @ExplicitNull public var readerInput: ReaderInput? = nil
  /// Places that look like microbleeds, for the reader to decide; null in reports of versions that sought none.
  @ExplicitNull public var microbleedCandidates: MicrobleedCandidates? = nil
  /// Calcified pineal gland and choroid plexus; null in reports of versions that showed none.
  @ExplicitNull public var calcifiedControls: [CalcifiedControl]? = nil

  /// A report from its parts; stage times and memory are filled in at the end of the run.
  public init(
    software: Software, createdAt: String, patient: Patient, studies: Studies, inputs: Inputs,
    identity: Identity, registration: Registration?, susceptibility: Susceptibility,
    structures: [StructureMeasurement], pallidum: PallidumPair, volumes: HeadVolumes,
    quality: [QualityCheck], notices: [Notice], findings: Findings, cutoffs: Cutoffs,
    methods: [MethodEntry], provenance: Provenance, stages: [StageTime], peakMemoryBytes: Int
  ) {
    self.software = software
    self.createdAt = createdAt
    self.patient = patient
    self.studies = studies
    self.inputs = inputs
    self.identity = identity
    self._registration = ExplicitNull(wrappedValue: registration)
    self.susceptibility = susceptibility
    self.structures = structures
    self.pallidum = pallidum
    self.volumes = volumes
    self.quality = quality
    self.notices = notices
    self.findings = findings
    self.cutoffs = cutoffs
    self.methods = methods
    self.provenance = provenance
    self.stages = stages
    self.peakMemoryBytes = peakMemoryBytes
  }

  /// The measurement of one nucleus.
  public func measurement(_ structure: Structure, _ side: Side) -> StructureMeasurement? {
    structures.first { $0.name == structure && $0.side == side }
  }
}
