import Vocabulary

extension ReportDocument {
  /// One focal deposit.
  public struct Focus: Codable, Sendable {
    /// ct or qsm.
    public var modality: String
    /// Volume.
    public var volumeMm3: Double
    /// Centre, MR patient LPS mm.
    public var centroidLPS: [Double]
    /// Touches the medial zone.
    public var inZone: Bool
    /// Mean attenuation.
    @ExplicitNull public var meanHU: Double?
    /// Maximum attenuation.
    @ExplicitNull public var maxHU: Double?
    /// Mean susceptibility.
    @ExplicitNull public var meanPpb: Double?
    /// Maximum susceptibility.
    @ExplicitNull public var maxPpb: Double?
    /// Mean R2*.
    @ExplicitNull public var r2starPerSecond: Double?

    /// The values in order.
    public init(
      modality: String, volumeMm3: Double, centroidLPS: [Double], inZone: Bool, meanHU: Double?,
      maxHU: Double?, meanPpb: Double?, maxPpb: Double?, r2starPerSecond: Double?
    ) {
      self.modality = modality
      self.volumeMm3 = volumeMm3
      self.centroidLPS = centroidLPS
      self.inZone = inZone
      self._meanHU = ExplicitNull(wrappedValue: meanHU)
      self._maxHU = ExplicitNull(wrappedValue: maxHU)
      self._meanPpb = ExplicitNull(wrappedValue: meanPpb)
      self._maxPpb = ExplicitNull(wrappedValue: maxPpb)
      self._r2starPerSecond = ExplicitNull(wrappedValue: r2starPerSecond)
    }
  }

  /// One grade.
  public struct Grade: Codable, Sendable {
    /// 0 negative, 1 mild, 2 moderate to severe; null where withheld.
    @ExplicitNull public var grade: Int?
    /// Why it is withheld.
    @ExplicitNull public var withheld: String?
    /// Share of the perturbed recalculations that agree, 0…1.
    @ExplicitNull public var stability: Double?
    /// The same in words: how many of how many.
    public var stabilityText: String
    /// How near the nearest cut-off lies.
    @ExplicitNull public var distanceToCutoff: String?
    /// Total focus volume.
    @ExplicitNull public var focusVolumeMm3: Double?
    /// Maximum attenuation in the focus, or the pallidum; CT only.
    @ExplicitNull public var maxHU: Double?
    /// Maximum susceptibility in the focus, or the pallidum; QSM only.
    @ExplicitNull public var maxPpb: Double?

    /// The values in order.
    public init(
      grade: Int?, withheld: String?, stability: Double?, stabilityText: String, distanceToCutoff: String?,
      focusVolumeMm3: Double?, maxHU: Double?, maxPpb: Double?
    ) {
      self._grade = ExplicitNull(wrappedValue: grade)
      self._withheld = ExplicitNull(wrappedValue: withheld)
      self._stability = ExplicitNull(wrappedValue: stability)
      self.stabilityText = stabilityText
      self._distanceToCutoff = ExplicitNull(wrappedValue: distanceToCutoff)
      self._focusVolumeMm3 = ExplicitNull(wrappedValue: focusVolumeMm3)
      self._maxHU = ExplicitNull(wrappedValue: maxHU)
      self._maxPpb = ExplicitNull(wrappedValue: maxPpb)
    }
  }

  /// Dense on CT, yet paramagnetic on QSM.
  public struct ParadoxicalCalcification: Codable, Sendable {
    /// True, false, or null where withheld.
    @ExplicitNull public var flag: Bool?
    /// Why it is withheld.
    @ExplicitNull public var withheld: String?
    /// paradoxical, diamagnetic, mixed, none.
    @ExplicitNull public var kind: String?
    /// Mean susceptibility over the CT focus.
    @ExplicitNull public var focusMeanPpb: Double?
    /// Voxels it rests on.
    public var focusVoxels: Int
    /// Confidence in words.
    @ExplicitNull public var confidence: String?

    /// The values in order.
    public init(
      flag: Bool?, withheld: String?, kind: String?, focusMeanPpb: Double?, focusVoxels: Int,
      confidence: String?
    ) {
      self._flag = ExplicitNull(wrappedValue: flag)
      self._withheld = ExplicitNull(wrappedValue: withheld)
      self._kind = ExplicitNull(wrappedValue: kind)
      self._focusMeanPpb = ExplicitNull(wrappedValue: focusMeanPpb)
      self.focusVoxels = focusVoxels
      self._confidence = ExplicitNull(wrappedValue: confidence)
    }
  }

  /// The grades of one pallidum.
  public struct PallidumSide: Codable, Sendable {
    /// Attenuation grade.
    public var gpCT: Grade
    /// Susceptibility grade.
    public var gpQSM: Grade
    /// The flag.
    public var paradoxicalCalcification: ParadoxicalCalcification
    /// Every focus.
    public var foci: [Focus]
    /// A remark, such as an unusual pattern of grades.
    @ExplicitNull public var comment: String?
    /// Dice overlap of the CT foci with the QSM foci, 0…1; null where there is nothing to overlap.
    @ExplicitNull public var focusOverlapDice: Double?

    /// The values in order.
    public init(
      gpCT: Grade, gpQSM: Grade, paradoxicalCalcification: ParadoxicalCalcification, foci: [Focus],
      comment: String?
    ) {
      self.gpCT = gpCT
      self.gpQSM = gpQSM
      self.paradoxicalCalcification = paradoxicalCalcification
      self.foci = foci
      self._comment = ExplicitNull(wrappedValue: comment)
      self._focusOverlapDice = ExplicitNull(wrappedValue: nil)
    }
  }

  /// Both pallida.
  public struct PallidumPair: Codable, Sendable {
    /// Left.
    public var left: PallidumSide
    /// Right.
    public var right: PallidumSide

    /// The values in order.
    public init(left: PallidumSide, right: PallidumSide) {
      self.left = left
      self.right = right
    }
  }

  /// Volumes of the head, as far as the slab covers it.
  public struct HeadVolumes: Codable, Sendable {
    /// Intracranial space.
    @ExplicitNull public var intracranialMl: Double?
    /// Brain mask.
    @ExplicitNull public var brainMl: Double?
    /// CSF that CT and R2* show within the intracranial space: less than all, as narrow sulci are not found.
    @ExplicitNull public var csfMl: Double?
    /// CSF in percent of the intracranial volume, an index of atrophy; nil while `csfShareWithheld` holds.
    @ExplicitNull public var csfSharePercent: Double?
    /// Why that share is withheld.
    @ExplicitNull public var csfShareWithheld: String?
    /// Both pallida in percent of the intracranial volume.
    @ExplicitNull public var pallidumPercentOfIntracranial: Double?
    /// Each pallidum in percent of the intracranial volume; nil in older reports.
    public var pallidumSharePercent: SidePair?
    /// Why shares of the intracranial volume are withheld; nil if they are not.
    @ExplicitNull public var sharesWithheld: String?
    /// Why volumes of grey and white matter are not computed; nil in older reports.
    @ExplicitNull public var tissueWithheld: String?

    /// A value for each side.
    public struct SidePair: Codable, Sendable {
      /// Left.
      @ExplicitNull public var left: Double?
      /// Right.
      @ExplicitNull public var right: Double?

      /// The values in order.
      public init(left: Double?, right: Double?) {
        self._left = ExplicitNull(wrappedValue: left)
        self._right = ExplicitNull(wrappedValue: right)
      }
    }

    /// Why CSF is no index of atrophy; measured in `docs/algorithms/anatomy.md`.
    public static let csfReason =
      "not computed: CSF in sulci narrower than the slices is not found, so the share would be far too small"

    /// Why there are no tissue volumes; measured in `docs/algorithms/anatomy.md`.
    public static let tissueReason =
      "not computed: telling cortex from white matter by susceptibility and R2* is proven on phantoms of uniform tissue only"

    /// The values in order.
    public init(
      intracranialMl: Double?, brainMl: Double?, csfMl: Double?, csfSharePercent: Double? = nil,
      csfShareWithheld: String? = Self.csfReason,
      pallidumPercentOfIntracranial: Double?,
      pallidumSharePercent: SidePair = SidePair(left: nil, right: nil), sharesWithheld: String? = nil,
      tissueWithheld: String? = Self.tissueReason
    ) {
      self._intracranialMl = ExplicitNull(wrappedValue: intracranialMl)
      self._brainMl = ExplicitNull(wrappedValue: brainMl)
      self._csfMl = ExplicitNull(wrappedValue: csfMl)
      self._csfSharePercent = ExplicitNull(wrappedValue: csfSharePercent)
      self._csfShareWithheld = ExplicitNull(wrappedValue: csfShareWithheld)
      self._pallidumPercentOfIntracranial = ExplicitNull(wrappedValue: pallidumPercentOfIntracranial)
      self.pallidumSharePercent = pallidumSharePercent
      self._sharesWithheld = ExplicitNull(wrappedValue: sharesWithheld)
      self._tissueWithheld = ExplicitNull(wrappedValue: tissueWithheld)
    }
  }

  /// A sentence that the reader must see.
  public struct Notice: Codable, Sendable {
    /// info, warning or withheld.
    public var severity: String
    /// What it is about, such as gpCT.left.
    public var subject: String
    /// The sentence.
    public var message: String

    /// The values in order.
    public init(severity: String, subject: String, message: String) {
      self.severity = severity
      self.subject = subject
      self.message = message
    }
  }

  /// Text to paste into a dictation.
  public struct Findings: Codable, Sendable {
    /// Findings, a paragraph each.
    public var findings: [String]
    /// Impression, a line each.
    public var impression: [String]

    /// The values in order.
    public init(findings: [String], impression: [String]) {
      self.findings = findings
      self.impression = impression
    }
  }

  /// One cut-off.
  public struct CutoffEntry: Codable, Sendable {
    /// Name.
    public var name: String
    /// Value.
    public var value: Double
    /// Unit.
    public var unit: String

    /// The values in order.
    public init(name: String, value: Double, unit: String) {
      self.name = name
      self.value = value
      self.unit = unit
    }
  }

  /// The grading cut-offs in force.
  public struct Cutoffs: Codable, Sendable {
    /// Version of the file.
    public var version: String
    /// Each cut-off.
    public var entries: [CutoffEntry]

    /// The values in order.
    public init(version: String, entries: [CutoffEntry]) {
      self.version = version
      self.entries = entries
    }
  }

  /// A line of the methods table.
  public struct MethodEntry: Codable, Sendable {
    /// Heading.
    public var section: String
    /// What.
    public var item: String
    /// Value.
    public var value: String

    /// The values in order.
    public init(section: String, item: String, value: String) {
      self.section = section
      self.item = item
      self.value = value
    }
  }

  /// One input series' digest.
  public struct InputDigest: Codable, Sendable {
    /// Series.
    public var seriesInstanceUID: String
    /// Modality.
    public var modality: String
    /// Number of instances.
    public var instances: Int
    /// SHA-256 over the instances' digests, ordered by SOP Instance UID.
    public var sha256: String

    /// The values in order.
    public init(seriesInstanceUID: String, modality: String, instances: Int, sha256: String) {
      self.seriesInstanceUID = seriesInstanceUID
      self.modality = modality
      self.instances = instances
      self.sha256 = sha256
    }
  }

  /// One DICOM object that was written.
  public struct OutputObject: Codable, Sendable {
    /// Path inside the output folder.
    public var file: String
    /// Kind of object: sr, seg, qsm and so on.
    public var kind: String
    /// SOP Instance UID.
    public var sopInstanceUID: String

    /// The values in order.
    public init(file: String, kind: String, sopInstanceUID: String) {
      self.file = file
      self.kind = kind
      self.sopInstanceUID = sopInstanceUID
    }
  }

  /// Where it came from and what it became.
  public struct Provenance: Codable, Sendable {
    /// Inputs.
    public var inputs: [InputDigest]
    /// DICOM outputs.
    public var outputs: [OutputObject]
    /// Configuration in YAML.
    public var configuration: String
    /// Its digest.
    public var configurationSHA256: String
    /// Files that were not read, and why.
    public var skippedFiles: [String]

    /// The values in order.
    public init(
      inputs: [InputDigest], outputs: [OutputObject], configuration: String, configurationSHA256: String,
      skippedFiles: [String]
    ) {
      self.inputs = inputs
      self.outputs = outputs
      self.configuration = configuration
      self.configurationSHA256 = configurationSHA256
      self.skippedFiles = skippedFiles
    }
  }

  /// How long a stage took.
  public struct StageTime: Codable, Sendable {
    /// Stage.
    public var name: String
    /// Wall seconds.
    public var seconds: Double

    /// The values in order.
    public init(name: String, seconds: Double) {
      self.name = name
      self.seconds = seconds
    }
  }
}
