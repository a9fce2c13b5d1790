import Foundation
import Vocabulary

/// A published group of people and what was measured in them.
public struct ReferenceGroup: Sendable, Hashable {
  /// What the group is, such as `GP_CT grade 0`.
  public let label: String
  /// Number of people; nil where the source at hand does not state it.
  public let count: Int?
  /// Mean or median.
  public let centre: Double
  /// Lower end of the spread.
  public let lower: Double
  /// Upper end of the spread.
  public let upper: Double
  /// What `centre` and the spread are, such as `median, interquartile range`.
  public let statistic: String
  /// Short name of the source, such as `Kim 2022`.
  public let source: String

  /// The number of people in words.
  public var countText: String { count.map { "n = \($0)" } ?? "n not recorded" }
}

/// Reference values from the literature.
///
/// They come from other scanners, reconstructions and reference regions: every comparison names the cohort
/// beside it, and none of them is a norm.
public enum ReferenceCohorts {
  /// Kim 2022 in full.
  public static let kimSource =
    "Kim 2022, Korean J Radiol 23:742, 105 patients, groups by visual grade"
  /// Liu 2025 in full.
  public static let liuSource = "Liu 2025, healthy adults 30 to 60 years, STAR-QSM, mean and SD"
  /// Hallgren and Sourander in full.
  public static let hallgrenSource =
    "Hallgren and Sourander 1958, J Neurochem 3:41, iron after death: a shape, not a norm"

  /// Kim's patients: number by (GP_QSM, GP_CT).
  public static let kimCounts: [[Int]] = [[37, 0, 0], [25, 10, 0], [9, 7, 17]]

  /// Pallidal attenuation in HU by GP_CT grade, mean and SD (Kim 2022, table 3).
  public static let kimAttenuationByCT: [ReferenceGroup] = [(34.0, 3.0), (35.9, 3.4), (36.1, 4.3)]
    .enumerated().map { grade, value in
      ReferenceGroup(
        label: "GP_CT grade \(grade)", count: kimCounts.reduce(0) { $0 + $1[grade] }, centre: value.0,
        lower: value.0 - value.1, upper: value.0 + value.1, statistic: "mean, SD", source: "Kim 2022")
    }

  /// Volume of both pallida in percent of the intracranial volume by GP_CT grade, mean (Kim 2022, table 3).
  public static let kimSharePercentByCT: [Double] = [0.33, 0.34, 0.37]

  /// Pallidal susceptibility in ppb by GP_QSM grade, median and interquartile range (Kim 2022, table 3).
  public static let kimSusceptibilityByQSM: [ReferenceGroup] = [
    (128.0, 113.0, 146.0), (146, 131, 157), (165, 147, 190),
  ].enumerated().map { grade, value in
    ReferenceGroup(
      label: "GP_QSM grade \(grade)", count: kimCounts[grade].reduce(0, +), centre: value.0, lower: value.1,
      upper: value.2, statistic: "median, interquartile range", source: "Kim 2022")
  }

  /// Susceptibility in ppb of healthy adults of 30 to 60 years, mean and SD (Liu 2025, STAR-QSM).
  public static func liuSusceptibility(_ structure: Structure) -> ReferenceGroup {
    let value: (mean: Double, sd: Double) =
      switch structure {
      case .globusPallidus: (81, 14)
      case .putamen: (45, 11)
      case .caudate: (31, 6)
      case .thalamus: (13, 4)
      case .substantiaNigra: (79, 14)
      case .redNucleus: (74, 14)
      case .dentateNucleus: (58, 14)
      }
    return ReferenceGroup(
      label: "healthy, 30\u{2013}60 years", count: nil, centre: value.mean, lower: value.mean - value.sd,
      upper: value.mean + value.sd, statistic: "mean, SD", source: "Liu 2025")
  }

  /// Iron of the globus pallidus in mg/100 g fresh weight at an age in years (Hallgren & Sourander 1958).
  public static func pallidalIron(atAge years: Double) -> Double { 21.41 * (1 - exp(-0.09 * years)) + 0.37 }

  /// The same of the putamen.
  public static func putaminalIron(atAge years: Double) -> Double { 14.62 * (1 - exp(-0.04 * years)) + 0.46 }

  /// The same of the caudate nucleus.
  public static func caudateIron(atAge years: Double) -> Double { 9.66 * (1 - exp(-0.05 * years)) + 0.33 }
}
