import Foundation
import Vocabulary

/// Non-haem iron of the deep nuclei with age (Hallgren & Sourander 1958, doi:10.1111/j.1471-4159.1958.tb12607.x),
/// mg in 100 g of fresh tissue: here a shape, as a multiple of the value at the age the tissue table stands for.
enum IronByAge {
  /// Age of the tissue table, years: the cohorts it was taken from are middle-aged.
  private static let tableAge = 50.0

  /// Susceptibility at an age as a multiple of that of the table.
  static func factor(_ structure: Structure, ageYears: Double) -> Double {
    iron(structure, ageYears) / iron(structure, tableAge)
  }

  /// The published curves; nuclei without one here (thalamus, brain stem, dentate) follow the pallidum's.
  private static func iron(_ structure: Structure, _ t: Double) -> Double {
    switch structure {
    case .putamen: 14.62 * (1 - exp(-0.04 * t)) + 0.46
    case .caudate: 9.66 * (1 - exp(-0.05 * t)) + 0.33
    default: 21.41 * (1 - exp(-0.09 * t)) + 0.37
    }
  }
}
