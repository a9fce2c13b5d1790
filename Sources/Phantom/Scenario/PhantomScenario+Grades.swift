import Vocabulary

extension PhantomScenario {
  /// Heads of other anatomy than the shape table's, each with the grades that it is built to have.
  public static var graded: [PhantomScenario] {
    [
      pairs0010, pairs1120, pairs2122, balanced, fahr, pallidalHemorrhage, calcifiedVessels, veins, young,
      old,
      displaced,
    ]
  }

  /// Deformation of the named heads: the middle of what drawn heads have, mm.
  private static let deformationMm = (coarse: 2.5, fine: 0.6)
  /// Well within a grade, mm³: 8 to 50 is mild, from 50 on severe.
  private static let mildMm3 = 25.0
  private static let severeMm3 = 150.0
  /// Susceptibility of iron and of iron with calcium, ppm; the pallidum has 0.13.
  private static let ironPPM = 0.45

  private typealias Grades = IntendedGrades.Side
  private static let nothing = Grades(qsm: 0, ct: 0, kind: .none)

  private static func make(
    _ name: String, _ summary: String, seed: UInt64, right: Grades, left: Grades,
    _ change: (inout PhantomScenario, inout HeadVariation) -> Void
  ) -> PhantomScenario {
    var s = PhantomScenario(name: name, summary: summary)
    s.seed = seed
    var v = HeadVariation()
    v.coarseMm = deformationMm.coarse
    v.fineMm = deformationMm.fine
    v.intended = IntendedGrades(right: right, left: left)
    change(&s, &v)
    s.variation = v
    return s
  }

  private static let pairs0010 = make(
    "pairs-00-10", "grades QSM/CT: right 0/0, left 1/0 (a little iron)", seed: 31, right: nothing,
    left: Grades(qsm: 1, ct: 0, kind: .none)
  ) { _, v in v.foci = [.ball(.left, mm3: mildMm3, hu: nil, chiPPM: ironPPM)] }

  private static let pairs1120 = make(
    "pairs-11-20", "grades QSM/CT: right 1/1 (small and faint), left 2/0 (much iron)", seed: 32,
    right: Grades(qsm: 1, ct: 1, kind: .paradoxical), left: Grades(qsm: 2, ct: 0, kind: .none)
  ) { _, v in
    v.foci = [
      .ball(.right, mm3: mildMm3, hu: 80, chiPPM: ironPPM),
      .ball(.left, mm3: severeMm3, hu: nil, chiPPM: ironPPM),
    ]
  }

  private static let pairs2122 = make(
    "pairs-21-22", "grades QSM/CT: right 2/1 (much iron around a faint core), left 2/2", seed: 33,
    right: Grades(qsm: 2, ct: 1, kind: .paradoxical), left: Grades(qsm: 2, ct: 2, kind: .paradoxical)
  ) { _, v in
    v.foci = [
      .ball(.right, mm3: severeMm3, hu: nil, chiPPM: ironPPM),
      .ball(.right, mm3: mildMm3, hu: 80, chiPPM: ironPPM),
      .ball(.left, mm3: severeMm3, hu: 150, chiPPM: ironPPM),
    ]
  }

  private static let balanced = make(
    "balanced", "right: calcium and iron that cancel each other; left: calcium beside a paradoxical deposit",
    seed: 34, right: Grades(qsm: 0, ct: 2, kind: .mixed), left: Grades(qsm: 1, ct: 2, kind: .paradoxical)
  ) { _, v in
    v.foci = [
      .ball(.right, mm3: severeMm3, hu: 150, chiPPM: 0.127),
      .ball(.left, mm3: 30, hu: 150, chiPPM: 0.7, offsetMm: SIMD3(0, -3.5, 0)),
      .ball(.left, mm3: 20, hu: 150, chiPPM: -0.2, offsetMm: SIMD3(0, 3.5, 0)),
    ]
  }

  private static let fahr = make(
    "fahr", "calcium fills both pallida, putamina, caudate and dentate nuclei, as in Fahr's disease",
    seed: 35,
    right: Grades(qsm: 0, ct: 2, kind: .diamagnetic), left: Grades(qsm: 0, ct: 2, kind: .diamagnetic)
  ) { _, v in
    v.foci = Side.allCases.map {
      PallidalFocus(
        $0, .fill([.globusPallidus, .putamen, .caudate, .dentateNucleus], rimMm: 0.7), hu: 180, chiPPM: -0.3)
    }
  }

  private static let pallidalHemorrhage = make(
    "pallidal-hemorrhage",
    "a clot of 10 mm in the right pallidum: dense and paramagnetic, so graded like a deposit",
    seed: 36, right: Grades(qsm: 2, ct: 2, kind: .paradoxical), left: nothing
  ) { _, v in
    v.foci = [
      PallidalFocus(.right, .ball(radiusMm: 5, offsetMm: .zero), hu: 68, chiPPM: 1, r2Star: 200)
    ]
  }

  private static let calcifiedVessels = make(
    "calcified-vessels", "calcified vessels that enter both pallida by 2 mm: too little for a focus",
    seed: 37,
    right: nothing, left: nothing
  ) { _, v in
    v.foci = Side.allCases.map {
      PallidalFocus($0, .tube(radiusMm: 0.9, insideMm: 2, beyondMm: 10), hu: 160, chiPPM: -0.2)
    }
  }

  private static let veins = make(
    "veins", "veins that run 5 mm into both pallida: paramagnetic, not dense, no deposits", seed: 38,
    right: nothing, left: nothing
  ) { _, v in
    v.foci = Side.allCases.map {
      PallidalFocus($0, .tube(radiusMm: 1, insideMm: 5, beyondMm: 10), hu: nil, chiPPM: 0.4)
    }
  }

  private static let young = make(
    "young", "18 years, three quarters of the usual iron; nothing in the pallida", seed: 39, right: nothing,
    left: nothing
  ) { s, v in
    s.ageYears = 18
    s.hasPhysiologicCalcifications = false
    v.ironFactors = Structure.allCases.map { 0.75 * IronByAge.factor($0, ageYears: 18) }
  }

  private static let old = make(
    "old", "86 years, a third more iron than usual, wide ventricles and sulci; paradoxical on the right",
    seed: 40, right: Grades(qsm: 2, ct: 2, kind: .paradoxical), left: nothing
  ) { s, v in
    s.ageYears = 86
    v.atrophy = 1
    v.ironFactors = Structure.allCases.map { 1.33 * IronByAge.factor($0, ageYears: 86) }
    v.foci = [.ball(.right, mm3: severeMm3, hu: 140, chiPPM: 0.55)]
  }

  private static let displaced = make(
    "displaced",
    "the left deep nuclei lie 4 to 5 mm from their place, the right ones do not; iron on the left",
    seed: 41, right: nothing, left: Grades(qsm: 2, ct: 0, kind: .none)
  ) { _, v in
    v.leftShiftMm = SIMD3(3.5, 2, 2.5)
    v.foci = [.ball(.left, mm3: severeMm3, hu: nil, chiPPM: ironPPM)]
  }

  /// Three bleeds in the white matter, of which no grade is a matter.
  static let microbleeds = make(
    "microbleeds", "bleeds of 3, 4 and 6 mm in the white matter of both hemispheres; nothing in the pallida",
    seed: 42,
    right: nothing, left: nothing
  ) { _, v in
    v.microbleeds = [
      .microbleed(diameterMm: 6, chiPPM: 0.8, at: SIMD3(33, -12, 36)),
      .microbleed(diameterMm: 4, chiPPM: 1.2, at: SIMD3(-30, 24, 38)),
      .microbleed(diameterMm: 3, chiPPM: 1.5, at: SIMD3(-28, -16, 34)),
    ]
  }
}
