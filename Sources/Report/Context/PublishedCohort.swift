/// What is known of a published cohort; what its source at hand does not state is nil or said to be unknown.
public struct PublishedCohort: Sendable, Hashable {
  /// Short name, such as `Kim 2022`.
  public let name: String
  /// Where it was published.
  public let citation: String
  /// Who was measured.
  public let people: String
  /// How images became numbers.
  public let pipeline: String
  /// The region that its susceptibility is relative to, by `Susceptibility.referenceRegion`'s names; nil if not known.
  public let referenceRegion: String?
  /// Ages in years that the cohort stands for.
  public let ages: ClosedRange<Double>
  /// The same in words.
  public let agesText: String
  /// What else keeps its susceptibility from being compared; nil if nothing is known.
  public let susceptibilityCaveat: String?

  /// Liu 2025; number of people, field strength and reference region are not in the source at hand.
  public static let liu = PublishedCohort(
    name: "Liu 2025", citation: "Liu 2025 (as quoted in the project's clinical reference)",
    people: "healthy adults", pipeline: "STAR-QSM", referenceRegion: nil, ages: 30...60,
    agesText: "30 to 60 years",
    susceptibilityCaveat:
      "STAR-QSM's contrast was 26 % off the truth in the QSM-CI comparison, so the scales differ too")

  /// Kim 2022: patients, so its grade 0 is no healthy group.
  ///
  /// Field strength and reference region are not in the source
  /// at hand. Ages: mean 66.1, SD 13.7; two SD to each side count as covered.
  public static let kim = PublishedCohort(
    name: "Kim 2022", citation: "Kim 2022, Korean J Radiol 23:742", people: "patients with CT and MR",
    pipeline: "FLIRT, STI Suite, regions by hand", referenceRegion: nil, ages: 38.7...93.5,
    agesText: "66 ± 14 years",
    susceptibilityCaveat: nil)
}
