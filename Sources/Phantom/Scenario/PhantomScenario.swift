import Vocabulary

/// The way a study is written: whose scanner it imitates.
public enum ScannerFormat: String, CaseIterable, Hashable, Sendable, Codable {
  /// Siemens E11: classic MR images, a magnitude series and a phase series stored 0…4095 without rescale.
  case siemensClassic = "siemens"
  /// Siemens XA: enhanced MR images, one file an echo and part.
  case siemensEnhanced = "siemens-xa"
  /// Philips: classic MR images, magnitude and phase of all echoes in one series, phase in mrad.
  case philipsClassic = "philips"
  /// Philips: one enhanced MR image with all echoes and both parts.
  case philipsEnhanced = "philips-enh"
  /// Siemens E11 with a series for each echo and part.
  case siemensSeriesAnEcho = "siemens-series-an-echo"
  /// Siemens XA exported as classic MR images: ImageType ends in `MFSPLIT`, phase rescaled.
  case siemensSplit = "siemens-mfsplit"
  /// Philips: real and imaginary images in one classic series, no magnitude and no phase.
  case philipsRealImaginary = "philips-real-imaginary"
  /// GE: magnitude and phase in one classic series; signed milliradians of the opposite sign, no rescale.
  case geMagnitudePhase = "ge"
  /// GE: magnitude, real and imaginary images in one classic series; every second slice negated.
  case geMagnitudeRealImaginary = "ge-magnitude-real-imaginary"
  /// The same without magnitude.
  case geRealImaginary = "ge-real-imaginary"
  /// Canon: enhanced MR images, one file a part, phase in mrad by the standard's tags.
  case canonEnhanced = "canon-enh"
  /// United Imaging: classic MR images, phase in rad by a Real World Value Mapping.
  case unitedImaging = "uih"
  /// United Imaging with a rescale to −π…π instead.
  case unitedImagingRescaled = "uih-rescaled"
}

/// The mGRE acquisition's geometry.
public struct SlabGeometry: Hashable, Sendable {
  /// Voxel counts along columns, rows, slices.
  public var matrix: SIMD3<Int>
  /// Voxel size in mm.
  public var voxelMm: SIMD3<Double>
  /// Centre of the slab in the phantom's head, native LPS mm.
  public var centerInHeadMm: SIMD3<Double>
  /// Rotation of the slab about the patient's left-right axis against the MR frame's axial plane, degrees.
  public var tiltDegrees: Double
  /// Rotation about the patient's front-back axis, degrees.
  public var rollDegrees: Double
}

/// The head CT's geometry and quality.
public struct CTGeometry: Hashable, Sendable {
  /// Columns and rows.
  public var matrix: Int
  /// Pixel size in mm.
  public var pixelMm: Double
  /// Slice thickness and distance in mm.
  public var sliceMm: Double
  /// Number of slices, the uppermost 10 mm above the vertex.
  public var slices: Int
  /// Noise standard deviation in HU.
  public var noiseHU: Double
  /// Full width at half maximum of the in-plane point spread in mm (a soft-tissue kernel: 1 to 1.2).
  public var pointSpreadMm: Double
}

/// How a head lies in a scanner: rotations about the left, back and head axes, then a shift.
public struct HeadPose: Hashable, Sendable {
  /// Rotations about x (nod), y (tilt) and z (turn) of LPS in degrees, applied in this order.
  public var rotationDegrees: SIMD3<Double>
  /// Shift in mm.
  public var shiftMm: SIMD3<Double>

  /// The transform from the phantom's head into the scanner's patient frame.
  func transform<Frame: PatientFrame>(to _: Frame.Type) -> RigidTransform<HeadPatient, Frame> {
    func turn(_ axis: SIMD3<Double>, _ degrees: Double) -> Matrix3 {
      .rotation(about: axis, radians: degrees * .pi / 180)
    }
    let r =
      turn(SIMD3(0, 0, 1), rotationDegrees.z) * turn(SIMD3(0, 1, 0), rotationDegrees.y)
      * turn(SIMD3(1, 0, 0), rotationDegrees.x)
    return RigidTransform(rotation: r, translationMm: shiftMm)
  }
}

/// Everything a phantom is made from: the same scenario gives the same bytes.
public struct PhantomScenario: Hashable, Sendable {
  /// Name as on the command line.
  public var name: String
  /// What it is for, one line.
  public var summary: String
  /// Seed of shape, texture and noise.
  public var seed: UInt64 = 1
  /// The imitated scanner.
  public var format = ScannerFormat.siemensClassic
  /// The slab.
  public var slab: SlabGeometry
  /// The CT.
  public var ct: CTGeometry
  /// The head in the MR scanner.
  public var mrPose = HeadPose(rotationDegrees: SIMD3(4, -3, 5), shiftMm: SIMD3(2, -6, 9))
  /// The head in the CT scanner.
  public var ctPose = HeadPose(rotationDegrees: SIMD3(-9, 4, -6), shiftMm: SIMD3(-5, 150, -420))
  /// Echo times in ms.
  public var echoTimesMs = [6.0, 12.0, 18.0, 24.0]
  /// Repetition time in ms.
  public var repetitionTimeMs = 34.0
  /// Flip angle in degrees.
  public var flipAngleDegrees = 15.0
  /// Proton frequency in MHz, from which the field strength follows.
  public var imagingFrequencyMHz = 123.254
  /// Magnitude signal-to-noise ratio of white matter extrapolated to TE 0.
  public var signalToNoise = 80.0
  /// Voxel size of the field simulation in mm; its axes are the scanner's, not the slab's.
  public var fieldSpacingMm = 1.0
  /// Points along columns, rows and slices over which the signal of a voxel is summed.
  public var subvoxels = SIMD3(2, 2, 3)
  /// Focal deposits.
  public var deposits: [Deposit] = []
  /// Calcified pineal gland and choroid plexus.
  public var hasPhysiologicCalcifications = true
  /// Skew of the vault and inequality of the sinuses; 1 ordinary, 4 strong.
  public var asymmetry = 1.0
  /// Writes the phase with the opposite sign, as a wrongly converted study has it.
  public var flipsPhaseSign = false
  /// Gives the CT another patient's identity.
  public var ctOfOtherPatient = false
  /// Age of the synthetic patient in years.
  public var ageYears = 52
  /// Lossless JPEG-LS in the files; plain explicit little endian otherwise.
  public var compressesPixels = true
  /// Other anatomy, iron and deposits than the table's; nil leaves the head as the table has it.
  ///
  /// The last property: `StudyIdentity` leaves it out of the identifiers where it is nil.
  public var variation: HeadVariation?

  /// A scenario of the ordinary adult study: 1 mm in plane, 2 mm slices, 4 echoes, 2 mm CT.
  public init(name: String, summary: String) {
    self.name = name
    self.summary = summary
    slab = SlabGeometry(
      matrix: SIMD3(176, 216, 56), voxelMm: SIMD3(1, 1, 2), centerInHeadMm: SIMD3(0, 10, 8),
      tiltDegrees: 0, rollDegrees: 0)
    ct = CTGeometry(matrix: 320, pixelMm: 0.75, sliceMm: 2, slices: 90, noiseHU: 4, pointSpreadMm: 1.1)
  }
}
