import Vocabulary

extension PhantomScenario {
  /// The scenario of a name, nil if there is none.
  ///
  /// `random-17` is the drawn head of seed 17.
  public static func named(_ name: String) -> PhantomScenario? {
    if name.hasPrefix(randomPrefix), let seed = UInt64(name.dropFirst(randomPrefix.count)) {
      return random(seed: seed)
    }
    return all.first { $0.name == name }
  }

  /// All named scenarios.
  public static var all: [PhantomScenario] {
    [
      sample, negative, paradoxical, diamagnetic, mixed, oblique, asymmetric, signFlipped, otherPatientCT,
      philipsEnhanced, philipsClassic, xaEnhanced, compact, small,
    ] + graded + [microbleeds]
  }

  private static func make(
    _ name: String, _ summary: String, seed: UInt64, _ change: (inout PhantomScenario) -> Void
  ) -> PhantomScenario {
    var s = PhantomScenario(name: name, summary: summary)
    s.seed = seed
    change(&s)
    return s
  }

  /// The study that comes with the source code: paradoxical on the right, iron alone on the left, 16 MB at most.
  public static let sample = make(
    "sample", "paradoxical deposit in the right pallidum, iron alone in the left; small files", seed: 2026
  ) {
    $0.slab.matrix = SIMD3(144, 176, 48)
    $0.slab.voxelMm = SIMD3(1.15, 1.15, 2.4)
    $0.slab.tiltDegrees = 6
    $0.ct.matrix = 256
    $0.ct.pixelMm = 0.9
    $0.ct.slices = 88
    $0.deposits = [.paradoxical(.right, radiusMm: 3.1), .iron(.left, radiusMm: 2.1, chiPPM: 0.34)]
    $0.ageYears = 61
  }

  private static let negative = make("negative", "no deposit on either side", seed: 7) { $0.ageYears = 45 }

  private static let paradoxical = make(
    "paradoxical", "paradoxical deposits on both sides, the left one small", seed: 8
  ) {
    $0.deposits = [
      .paradoxical(.right, radiusMm: 3.2, hu: 140, chiPPM: 0.55),
      .paradoxical(.left, radiusMm: 2.4, hu: 85, chiPPM: 0.35),
    ]
  }

  private static let diamagnetic = make(
    "diamagnetic", "calcium without iron in the left pallidum: dense on CT, diamagnetic", seed: 9
  ) { $0.deposits = [.calcium(.left)] }

  private static let mixed = make(
    "mixed", "calcium without iron on the right, paradoxical on the left", seed: 10
  ) { $0.deposits = [.calcium(.right), .paradoxical(.left)] }

  private static let oblique = make(
    "oblique", "slab tilted by 24 and rolled by 8 degrees; paradoxical on the left", seed: 11
  ) {
    $0.slab.tiltDegrees = 24
    $0.slab.rollDegrees = 8
    $0.deposits = [.paradoxical(.left)]
  }

  private static let asymmetric = make(
    "asymmetric", "strongly skewed head, one deposit: swapped sides cannot go unnoticed", seed: 12
  ) {
    $0.asymmetry = 4
    $0.deposits = [.paradoxical(.left, radiusMm: 3.3, hu: 145, chiPPM: 0.6)]
  }

  private static let signFlipped = make(
    "sign-flipped", "phase written with the wrong sign: must be noticed and withheld", seed: 13
  ) {
    $0.flipsPhaseSign = true
    $0.deposits = [.paradoxical(.right)]
  }

  private static let otherPatientCT = make(
    "other-patient-ct", "the CT carries another patient's identity: must be refused", seed: 14
  ) { $0.ctOfOtherPatient = true }

  private static let philipsEnhanced = make(
    "philips-enhanced", "one enhanced MR image, magnitude and phase mixed; paradoxical on the right", seed: 15
  ) {
    $0.format = .philipsEnhanced
    $0.imagingFrequencyMHz = 127.749
    $0.echoTimesMs = [5.6, 11.8, 18.0, 24.2]
    $0.slab.tiltDegrees = 9
    $0.deposits = [.paradoxical(.right)]
  }

  private static let philipsClassic = make(
    "philips-classic", "all echoes and parts in one classic series; iron alone on the right", seed: 16
  ) {
    $0.format = .philipsClassic
    $0.imagingFrequencyMHz = 127.75
    $0.echoTimesMs = [5.5, 11.5, 17.5, 23.5]
    $0.deposits = [.iron(.right, radiusMm: 2.8, chiPPM: 0.45)]
  }

  private static let xaEnhanced = make(
    "xa-enhanced", "enhanced MR images, a file an echo and part; paradoxical on the left", seed: 17
  ) {
    $0.format = .siemensEnhanced
    $0.imagingFrequencyMHz = 123.262
    $0.slab.tiltDegrees = 15
    $0.deposits = [.paradoxical(.left)]
  }

  /// Coarse but complete: small enough to run the whole report in a test, fine enough to find the pallida.
  public static let compact = make(
    "compact", "coarse matrices that still show the nuclei; paradoxical on the left", seed: 19
  ) {
    $0.slab.matrix = SIMD3(104, 128, 48)
    $0.slab.voxelMm = SIMD3(1.6, 1.6, 2.4)
    $0.ct.matrix = 160
    $0.ct.pixelMm = 1.44
    $0.ct.sliceMm = 3
    $0.ct.slices = 60
    $0.ct.pointSpreadMm = 1.6
    $0.fieldSpacingMm = 1.5
    $0.subvoxels = SIMD3(2, 2, 2)
    $0.deposits = [.paradoxical(.left, radiusMm: 3.4, hu: 145, chiPPM: 0.6)]
    $0.compressesPixels = false
  }

  /// Tiny matrices for fast tests; the deposit is as in `paradoxical`.
  public static let small = make("small", "tiny matrices for fast tests; paradoxical on the right", seed: 18)
  {
    $0.slab.matrix = SIMD3(60, 72, 24)
    $0.slab.voxelMm = SIMD3(2.7, 2.7, 4)
    $0.ct.matrix = 96
    $0.ct.pixelMm = 2.4
    $0.ct.sliceMm = 5
    $0.ct.slices = 36
    $0.ct.pointSpreadMm = 2.6
    $0.fieldSpacingMm = 2.5
    $0.subvoxels = SIMD3(2, 2, 2)
    $0.echoTimesMs = [6, 12, 18]
    $0.deposits = [.paradoxical(.right, radiusMm: 3.6, hu: 150, chiPPM: 0.6)]
    $0.compressesPixels = false
  }
}
