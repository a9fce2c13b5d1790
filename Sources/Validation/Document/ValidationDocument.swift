import Foundation
import Vocabulary

/// `docs/validation.md`: what came of a validation, as Markdown.
///
/// All numbers and sentences follow from the results; only the explanations of what a column means are fixed.
public struct ValidationDocument: Sendable {
  /// The results.
  public let results: ValidationResults
  /// Day of the run, YYYY-MM-DD.
  public let date: String
  /// Version of the program.
  public let version: String
  /// The command that made it.
  public let command: String
  /// Seed of the first drawn head.
  public let seed: UInt64
  /// True if the heads were on coarse grids.
  public let isCoarse: Bool

  /// A document of results.
  public init(
    _ results: ValidationResults, date: String, version: String, command: String, seed: UInt64, isCoarse: Bool
  ) {
    self.results = results
    self.date = date
    self.version = version
    self.command = command
    self.seed = seed
    self.isCoarse = isCoarse
  }

  /// Sides farther than this from every cut-off count as clear, relative.
  static let nearCutoff = 0.2

  /// The whole file.
  public var markdown: String {
    let seconds = (results.drawn + results.named).reduce(0) { $0 + $1.seconds }
    let sections = [
      "# Validation on drawn heads\n",
      "Written by the program; do not edit. Version \(version), \(date), `\(command)`: \(results.drawn.count) heads, seeds "
        + "\(seed) to \(seed &+ UInt64(max(results.drawn.count, 1) - 1)), and \(results.named.count) named scenarios\(isCoarse ? ", coarse grids" : ""); "
        + String(format: "%.0f min, summed over the heads.\n", seconds / 60),
      "Synthetic heads with known truth (`docs/phantoms.md`, “Drawn heads”): other anatomy than the shapes that the program carries, "
        + "iron by age, atrophy, random scans and deposits. Each goes through `pallidum report` as DICOM. They are no patients: what is "
        + "not simulated is not validated.\n",
      "## In short\n", summary, "## Nuclei\n", anatomy, "## Susceptibility and attenuation\n", measurements,
      "## Registration\n", registration, "## Grades\n", grades, "## Does “stable” mean right?\n", stability,
      "## Withheld, warned, failed\n", withheld, "## Every wrong answer\n", failures,
      "## Named scenarios\n", scenarios,
    ]
    return sections.joined(separator: "\n")
  }

  /// Sides of the drawn heads.
  var sides: [(head: HeadResult, side: HeadResult.Pallidum)] {
    results.drawn.flatMap { head in head.pallida.map { (head, $0) } }
  }
}
