import ArgumentParser
import CaseRunner
import Phantom

/// `pallidum phantom`: a synthetic study with ground truth.
struct PhantomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phantom",
    abstract: "A synthetic study (DICOM, as a scanner writes it) with its ground truth.",
    discussion: "Scenarios: " + PhantomScenario.all.map(\.name).joined(separator: ", ")
      + "; every vendor's files and everything that can be wrong with a study: see --list. With --pairs: "
      + "CT and MR of one head as NIfTI, with the rigid transform between them, to test a registration. "
      + "With --susceptibility: a gradient echo alone as NIfTI, ready for `pallidum qsm`, with the true "
      + "susceptibility and fields.")

  @Option(help: "Folder to be made: study/, truth.json, truth/; with --pairs 001/, 002/, …")
  var output: String?

  @Option(help: "Which head, deposits, scanner and faults.")
  var scenario = "sample"

  @Option(help: "Write a gradient echo with one difficulty of susceptibility mapping; names: see --list.")
  var susceptibility: String?

  @Flag(help: "With --susceptibility: fewer, larger voxels, in seconds.")
  var reduced = false

  @Flag(help: "List the scenarios, each with what `pallidum report` must make of it.")
  var list = false

  @Flag(help: "Write the study and truth.json, but no truth volumes (NIfTI).")
  var noVolumes = false

  @Option(help: "Write so many pairs (mr.nii.gz, ct.nii.gz, truth.json) instead of a study; at most 999.")
  var pairs: Int?

  @Option(help: "Seed of the pairs, 1 unless given: same seed, same bytes.")
  var seed: UInt64?

  @Option(help: "What is right or wrong with the pairs, right unless given.")
  var pairKind: PairKind?

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func validate() throws {
    if !list, output == nil { throw ValidationError("Missing expected argument '--output <output>'") }
    if susceptibility != nil, pairs != nil || scenario != "sample" || noVolumes {
      throw ValidationError("--susceptibility goes alone. Leave --scenario, --pairs and --no-volumes out.")
    }
    if reduced, susceptibility == nil {
      throw ValidationError("--reduced belongs to a gradient echo alone. Give --susceptibility NAME.")
    }
    guard let pairs else {
      if seed == nil, pairKind == nil { return }
      throw ValidationError("--seed and --pair-kind belong to pairs. Give their number with --pairs.")
    }
    guard (1...999).contains(pairs) else {
      throw ValidationError("--pairs \(pairs) is outside 1…999. Give a number of pairs in that range.")
    }
    if scenario != "sample" {
      throw ValidationError(
        "Pairs are drawn, not made from a scenario. Give --pairs or --scenario, not both.")
    }
  }

  mutating func run() throws {
    if list {
      for line in PhantomCase.all.map({ "\($0.name): \($0.summary)\n    \($0.expected.text)" }) {
        print(line)
      }
      print("\nGradient echoes for `pallidum qsm`, with --susceptibility:")
      for s in SusceptibilityScenario.all { print("\(s.name): \(s.summary)") }
      return
    }
    guard let output else { return }
    if let pairs {
      try generate("\(pairs) pairs", quiet) { progress throws(PhantomError) in
        try generatePairs(
          count: pairs, seed: seed ?? 1, kind: pairKind ?? .right, to: output, progress: progress)
      }
      return
    }
    if let susceptibility {
      guard let chosen = SusceptibilityScenario.named(susceptibility) else {
        throw ValidationError(
          "There is no gradient echo \(susceptibility). Choose one of: "
            + SusceptibilityScenario.all.map(\.name).joined(separator: ", ") + ".")
      }
      try generate(susceptibility, quiet) { progress throws(PhantomError) in
        try generateSusceptibility(reduced ? chosen.reduced() : chosen, to: output, progress: progress)
      }
      return
    }
    guard let chosen = PhantomCase.named(scenario) else {
      throw ValidationError(
        "There is no scenario \(scenario). Choose one of: "
          + PhantomCase.all.map(\.name).joined(separator: ", ") + ".")
    }
    try generate(scenario, quiet) { progress throws(PhantomError) in
      try generatePhantom(chosen, to: output, writesVolumes: !noVolumes, progress: progress)
    }
  }

  /// Simulates with progress on standard error.
  private func generate(
    _ name: String, _ quiet: Bool,
    _ work: (@escaping @Sendable (Double, String) -> Void) throws(PhantomError) -> Void
  ) throws {
    let printer = ProgressPrinter(quiet: quiet, format: .text)
    printer(.stage(name: "Simulating \(name)", index: 1, count: 1))
    defer { printer.finish() }
    do { try work { printer(.progress(fraction: $0, step: $1)) } } catch {
      throw CaseError(.output, error.description)
    }
  }
}

extension PairKind: ExpressibleByArgument {}
