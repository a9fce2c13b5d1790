import Vocabulary

extension SusceptibilityScenario {
  /// The scenario of a name, nil if there is none.
  public static func named(_ name: String) -> SusceptibilityScenario? { all.first { $0.name == name } }

  /// All scenarios.
  public static var all: [SusceptibilityScenario] { signal + acquisition + anatomies }

  /// What goes wrong with the signal.
  private static var signal: [SusceptibilityScenario] {
    [
      SusceptibilityScenario("plain", "the acquisition that all others differ from"),
      SusceptibilityScenario("fringes", "open-ended fringe lines from a destructive coil combination") {
        $0.unalignedElements = [
          // Reaches a centimetre into the right hemisphere, then into the left temporal lobe.
          CoilElement(
            center: SIMD3(-72, 20, 20), widthMm: 14, strength: 2.5, phaseGradient: SIMD3(0, 0.15, 0)),
          CoilElement(
            center: SIMD3(70, 5, -20), widthMm: 11, strength: 2.5, phaseGradient: SIMD3(0.05, 0.15, 0)),
          // In the scalp behind, clear of the brain.
          CoilElement(
            center: SIMD3(40, 108, 30), widthMm: 7, strength: 2, phaseGradient: SIMD3(0.15, 0, 0.05)),
        ]
      },
      SusceptibilityScenario("dropouts", "signal lost over sinuses and ears: late echoes, 3 mm slices") {
        $0.base.echoTimesMs = [10, 20, 30, 40]
        $0.base.repetitionTimeMs = 50
        $0.base.slab.matrix.z = 48
        $0.base.slab.voxelMm.z = 3
        // Half a millimetre between the points, so that the loss within a slice is summed, not guessed.
        $0.base.subvoxels = SIMD3(1, 2, 6)
        $0.anatomy.pneumatizationMm = 5
      },
      SusceptibilityScenario("motion", "the head turns by 1° and moves by 1 mm from echo to echo") {
        $0.motion = (0..<4).map { k in
          let k = Double(k)
          return HeadPose(
            rotationDegrees: SIMD3(0.9, 0.2, -0.4) * k, shiftMm: SIMD3(0.3, -0.4, 0.8) * k)
        }
      },
      SusceptibilityScenario("late-first-echo", "the first echo is missing: 12, 18, 24, 30 ms") {
        $0.base.echoTimesMs = [12, 18, 24, 30]
        $0.base.repetitionTimeMs = 40
      },
      SusceptibilityScenario("uneven-echoes", "unequal echo spacing: 4.5, 9.2, 16.8, 27.1 ms") {
        $0.base.echoTimesMs = [4.5, 9.2, 16.8, 27.1]
      },
      SusceptibilityScenario("bipolar", "even echoes are read backwards") { $0.bipolar = BipolarReadout() },
    ]
  }

  /// Other scanners and slabs.
  ///
  /// Noise falls as B0 rises. R2* of cortex, white matter and putamen is 0.8 of the 3 T value at 1.5 T and twice it at 7 T
  /// (Peters et al. 2007, doi:10.1016/j.mri.2007.02.014); T1 stays that of 3 T.
  private static var acquisition: [SusceptibilityScenario] {
    [
      SusceptibilityScenario("1.5T", "1.5 T: half the signal, echoes to 40 ms") {
        $0.base.imagingFrequencyMHz = 63.87
        $0.base.echoTimesMs = [10, 20, 30, 40]
        $0.base.repetitionTimeMs = 50
        $0.base.signalToNoise = 40
        $0.r2StarFactor = 0.8
      },
      SusceptibilityScenario("7T", "7 T: echoes 4 to 19 ms") {
        $0.base.imagingFrequencyMHz = 297.2
        $0.base.echoTimesMs = [4, 9, 14, 19]
        $0.base.repetitionTimeMs = 28
        $0.base.signalToNoise = 180
        $0.r2StarFactor = 2
      },
      SusceptibilityScenario("thick-slices", "slices of 4.5 mm") {
        $0.base.slab.matrix.z = 32
        $0.base.slab.voxelMm.z = 4.5
        $0.base.subvoxels.z = 5
      },
      SusceptibilityScenario("thin-slab", "a slab of 40 mm over the basal nuclei") {
        $0.base.slab.matrix.z = 20
        $0.base.slab.centerInHeadMm = SIMD3(0, 10, 0)
      },
      SusceptibilityScenario("oblique-25", "slab tilted by 25°") { $0.base.slab.tiltDegrees = 25 },
    ]
  }

  /// Other heads.
  private static var anatomies: [SusceptibilityScenario] {
    [
      SusceptibilityScenario("air-bone", "large pneumatised sinuses and mastoids next to the brain") {
        $0.anatomy.pneumatizationMm = 7
      },
      SusceptibilityScenario("hemorrhage", "a clot of 18 mm and +1 ppm, nearly without signal") {
        $0.foci = [
          SusceptibilityFocus("clot", at: SIMD3(32, 0, 36), diameterMm: 18, chiPPM: 1, r2Star: 250)
        ]
      },
      SusceptibilityScenario("craniectomy", "bone missing over the right frontal and temporal lobe") {
        $0.anatomy.craniectomy = HeadAnatomy.Craniectomy(center: SIMD3(-70, -8, 30), radiusMm: 42)
      },
      SusceptibilityScenario("foci-calcium", "calcifications of 3 to 10 mm, −0.3 to −2 ppm") {
        $0.foci = foci("calcium", [-0.3, -2, -1, -0.6, -2, -0.5])
      },
      SusceptibilityScenario("foci-blood", "bleedings of 3 to 10 mm, +0.3 to +2 ppm") {
        $0.foci = foci("blood", [0.3, 2, 1, 0.6, 2, 0.5])
      },
    ]
  }

  /// Six foci in the white matter of both hemispheres, clear of nuclei and ventricles.
  private static func foci(_ kind: String, _ chiPPM: [Double]) -> [SusceptibilityFocus] {
    let places: [(at: SIMD3<Double>, diameterMm: Double)] = [
      (SIMD3(34, -20, 32), 3), (SIMD3(-33, -18, 34), 4), (SIMD3(36, 35, 36), 8), (SIMD3(-34, 40, 34), 5),
      (SIMD3(27, -44, 18), 10), (SIMD3(-26, -44, 16), 10),
    ]
    return zip(places, chiPPM).enumerated().map { k, focus in
      SusceptibilityFocus(
        "\(kind) \(k + 1)", at: focus.0.at, diameterMm: focus.0.diameterMm, chiPPM: focus.1)
    }
  }
}
