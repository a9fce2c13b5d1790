import Vocabulary

extension ReportDocument {
  /// The program.
  public struct Software: Codable, Sendable {
    /// Program name.
    public var name: String
    /// Semantic version.
    public var version: String

    /// The values in order.
    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The patient as the MR files name them.
  public struct Patient: Codable, Sendable {
    /// Patient ID (0010,0020).
    public var id: String
    /// Patient's Name (0010,0010), DICOM form.
    public var name: String
    /// YYYY-MM-DD, empty if unknown.
    public var birthDate: String
    /// M, F, O or empty.
    public var sex: String
    /// Age at the MR study.
    @ExplicitNull public var ageYears: Double?

    /// The values in order.
    public init(id: String, name: String, birthDate: String, sex: String, ageYears: Double?) {
      self.id = id
      self.name = name
      self.birthDate = birthDate
      self.sex = sex
      self._ageYears = ExplicitNull(wrappedValue: ageYears)
    }
  }

  /// One imaging study.
  public struct Study: Codable, Sendable {
    /// Study Instance UID.
    public var studyInstanceUID: String
    /// YYYY-MM-DD, empty if unknown.
    public var date: String
    /// HH:MM, empty if unknown.
    public var time: String
    /// Accession Number, may be empty.
    public var accession: String
    /// Study Description.
    public var description: String
    /// Institution Name.
    public var institution: String

    /// The values in order.
    public init(
      studyInstanceUID: String, date: String, time: String, accession: String, description: String,
      institution: String
    ) {
      self.studyInstanceUID = studyInstanceUID
      self.date = date
      self.time = time
      self.accession = accession
      self.description = description
      self.institution = institution
    }
  }

  /// The two studies and the time between them.
  public struct Studies: Codable, Sendable {
    /// The mGRE study.
    public var mr: Study
    /// The CT study.
    @ExplicitNull public var ct: Study?
    /// Absolute days between the two.
    @ExplicitNull public var intervalDays: Int?

    /// The values in order.
    public init(mr: Study, ct: Study?, intervalDays: Int?) {
      self.mr = mr
      self._ct = ExplicitNull(wrappedValue: ct)
      self._intervalDays = ExplicitNull(wrappedValue: intervalDays)
    }
  }

  /// The mGRE acquisition that was used.
  public struct MGREInput: Codable, Sendable {
    /// The series it was read from.
    public var seriesInstanceUIDs: [String]
    /// Description of the first series.
    public var seriesDescription: String
    /// Manufacturer.
    public var vendor: String
    /// Model name.
    public var model: String
    /// Scanner software.
    public var softwareVersions: String
    /// Effective field from the imaging frequency where present.
    public var fieldStrengthTesla: Double
    /// Imaging frequency.
    @ExplicitNull public var imagingFrequencyMHz: Double?
    /// Echo times.
    public var echoTimesMs: [Double]
    /// TR.
    @ExplicitNull public var repetitionTimeMs: Double?
    /// Flip angle.
    @ExplicitNull public var flipAngleDegrees: Double?
    /// Pixel bandwidth.
    @ExplicitNull public var pixelBandwidthHz: Double?
    /// Column, row, slice spacing.
    public var voxelSizeMm: [Double]
    /// Columns, rows, slices.
    public var matrix: [Int]
    /// Angle between the slice normal and B0.
    public var obliquityDegrees: Double
    /// Unit vector of B0 in image axes.
    public var b0InVoxelAxes: [Double]
    /// Which rule gave radians.
    public var phaseScale: String
    /// True where the vendor rule inverted the phase.
    public var phaseSignInverted: Bool
    /// Which images held the complex signal: magnitude and phase, or real and imaginary.
    public var signalForm: String
    /// True if every second slice was turned because the scanner's slices alternate in sign.
    public var sliceSignsRestored: Bool
    /// False for a vendor whose phase files were never checked: read by the standard's tags.
    public var vendorIsVerified: Bool
    /// Columns, rows, slices as stored; differs from `matrix` where interpolated images were brought back.
    public var storedMatrix: [Int]
    /// Why this series was chosen.
    public var choice: String

    /// The values in order.
    public init(
      seriesInstanceUIDs: [String], seriesDescription: String, vendor: String, model: String,
      softwareVersions: String, fieldStrengthTesla: Double, imagingFrequencyMHz: Double?,
      echoTimesMs: [Double], repetitionTimeMs: Double?, flipAngleDegrees: Double?, pixelBandwidthHz: Double?,
      voxelSizeMm: [Double], matrix: [Int], obliquityDegrees: Double, b0InVoxelAxes: [Double],
      phaseScale: String, phaseSignInverted: Bool, signalForm: String = "magnitude and phase images",
      sliceSignsRestored: Bool = false, vendorIsVerified: Bool = true, storedMatrix: [Int] = [],
      choice: String
    ) {
      self.seriesInstanceUIDs = seriesInstanceUIDs
      self.seriesDescription = seriesDescription
      self.vendor = vendor
      self.model = model
      self.softwareVersions = softwareVersions
      self.fieldStrengthTesla = fieldStrengthTesla
      self._imagingFrequencyMHz = ExplicitNull(wrappedValue: imagingFrequencyMHz)
      self.echoTimesMs = echoTimesMs
      self._repetitionTimeMs = ExplicitNull(wrappedValue: repetitionTimeMs)
      self._flipAngleDegrees = ExplicitNull(wrappedValue: flipAngleDegrees)
      self._pixelBandwidthHz = ExplicitNull(wrappedValue: pixelBandwidthHz)
      self.voxelSizeMm = voxelSizeMm
      self.matrix = matrix
      self.obliquityDegrees = obliquityDegrees
      self.b0InVoxelAxes = b0InVoxelAxes
      self.phaseScale = phaseScale
      self.phaseSignInverted = phaseSignInverted
      self.signalForm = signalForm
      self.sliceSignsRestored = sliceSignsRestored
      self.vendorIsVerified = vendorIsVerified
      self.storedMatrix = storedMatrix
      self.choice = choice
    }
  }

  /// The CT series that was used.
  public struct CTInput: Codable, Sendable {
    /// The series.
    public var seriesInstanceUIDs: [String]
    /// Description.
    public var seriesDescription: String
    /// Manufacturer.
    public var vendor: String
    /// Model name.
    public var model: String
    /// Convolution kernel.
    public var kernel: String
    /// Tube voltage.
    @ExplicitNull public var kVp: Double?
    /// Column, row, slice spacing.
    public var voxelSizeMm: [Double]
    /// Nominal slice thickness.
    @ExplicitNull public var sliceThicknessMm: Double?
    /// Columns, rows, slices.
    public var matrix: [Int]
    /// Tilt from geometry.
    public var gantryTiltDegrees: Double
    /// Contrast/Bolus Agent, empty if none.
    public var contrastAgent: String
    /// Why this series was chosen.
    public var choice: String

    /// The values in order.
    public init(
      seriesInstanceUIDs: [String], seriesDescription: String, vendor: String, model: String, kernel: String,
      kVp: Double?, voxelSizeMm: [Double], sliceThicknessMm: Double?, matrix: [Int],
      gantryTiltDegrees: Double, contrastAgent: String, choice: String
    ) {
      self.seriesInstanceUIDs = seriesInstanceUIDs
      self.seriesDescription = seriesDescription
      self.vendor = vendor
      self.model = model
      self.kernel = kernel
      self._kVp = ExplicitNull(wrappedValue: kVp)
      self.voxelSizeMm = voxelSizeMm
      self._sliceThicknessMm = ExplicitNull(wrappedValue: sliceThicknessMm)
      self.matrix = matrix
      self.gantryTiltDegrees = gantryTiltDegrees
      self.contrastAgent = contrastAgent
      self.choice = choice
    }
  }

  /// What was read.
  public struct Inputs: Codable, Sendable {
    /// The mGRE.
    public var mgre: MGREInput
    /// The CT.
    @ExplicitNull public var ct: CTInput?

    /// The values in order.
    public init(mgre: MGREInput, ct: CTInput?) {
      self.mgre = mgre
      self._ct = ExplicitNull(wrappedValue: ct)
    }
  }

  /// Comparison of the two studies' patient.
  public struct Identity: Codable, Sendable {
    /// True if nothing contradicts.
    public var matches: Bool
    /// Which attributes differ (names of attributes, no values).
    public var differences: [String]
    /// The reason given with --accept-identity-mismatch.
    @ExplicitNull public var overrideReason: String?

    /// The values in order.
    public init(matches: Bool, differences: [String], overrideReason: String?) {
      self.matches = matches
      self.differences = differences
      self._overrideReason = ExplicitNull(wrappedValue: overrideReason)
    }
  }

  /// CT to MR rigid registration.
  public struct Registration: Codable, Sendable {
    /// 16 numbers, row-major, CT patient LPS mm to MR patient LPS mm.
    public var ctToMR: [Double]
    /// Whether the CT may be read through it.
    public var verdict: Verdict
    /// Total rotation angle.
    public var rotationDegrees: Double
    /// Displacement of the CT's head centre.
    public var translationMm: Double
    /// Uncertainty at the globus pallidus.
    @ExplicitNull public var uncertaintyAtPallidumMm: Double?
    /// What the verdict rests on.
    public var measures: [QualityCheck]
    /// Why the sides of CT and MR contradict each other; null where they do not.
    @ExplicitNull public var lateralityContradiction: String?

    /// The values in order.
    public init(
      ctToMR: [Double], verdict: Verdict, rotationDegrees: Double, translationMm: Double,
      uncertaintyAtPallidumMm: Double?, measures: [QualityCheck], lateralityContradiction: String? = nil
    ) {
      self.ctToMR = ctToMR
      self.verdict = verdict
      self.rotationDegrees = rotationDegrees
      self.translationMm = translationMm
      self._uncertaintyAtPallidumMm = ExplicitNull(wrappedValue: uncertaintyAtPallidumMm)
      self.measures = measures
      self._lateralityContradiction = ExplicitNull(wrappedValue: lateralityContradiction)
    }
  }
}
