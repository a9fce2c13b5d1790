import DICOM
import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Acquisition

/// Any header whatever: it is used with sound numbers, or refused with a sentence; nothing traps.
struct HostileInventoryTests {
  /// Small studies, each with an mGRE and a CT.
  static let studies: [(name: String, instances: [SyntheticInstance])] = {
    var studies: [(String, [SyntheticInstance])] = []
    let ct = SyntheticCT().instances
    let styles: [(String, SyntheticMGRE.Style)] = [
      ("siemens", .siemens), ("siemensRescaled", .siemensRescaled), ("philips", .philips), ("ge", .ge),
      ("gePhase", .gePhase), ("canon", .canon), ("philipsComplex", .philipsComplex),
    ]
    for (name, style) in styles {
      var scan = SyntheticMGRE(style: style)
      if style == .ge || style == .gePhase { scan = .head(style) }
      studies.append((name, scan.classic + ct))
    }
    studies.append(("philipsEnhanced", [SyntheticMGRE(style: .philips).enhanced] + ct))
    var siemens = SyntheticMGRE(style: .siemensRescaled).enhanced
    siemens.header.set(.manufacturer, .LO, "SIEMENS")
    var uneven = SyntheticCT(positions: [0, 20, 40, 45, 50, 90])
    uneven.padding = -2000
    studies.append(("siemensEnhanced", [siemens] + uneven.instances))
    studies.append(
      (
        "enhancedCT",
        SyntheticMGRE().classic + [EnhancedCTTests().enhanced(uneven, sopClass: EnhancedCTTests.classes[0])]
      ))
    return studies
  }()

  /// More mutations than the suite needs, for a long run: `PALLIDUM_MUTATIONS` a study, from seed `PALLIDUM_SEED`.
  static let count = ProcessInfo.processInfo.environment["PALLIDUM_MUTATIONS"].flatMap(Int.init) ?? 200
  static let firstSeed = ProcessInfo.processInfo.environment["PALLIDUM_SEED"].flatMap(UInt64.init) ?? 1

  @Test(arguments: studies.indices)
  func noHeaderTrapsOrGivesUnsoundNumbers(_ study: Int) {
    var usable = 0
    let isTraced = ProcessInfo.processInfo.environment["PALLIDUM_MUTATIONS"] != nil
    for i in 0..<Self.count {
      let seed = Self.firstSeed &+ UInt64(i) &* 1_000_003 &+ UInt64(study) &* 7919
      var mutation = HostileMutation(seed: seed)
      let mutated = mutation(Self.studies[study].instances)
      if isTraced { print("study \(study) seed \(seed): \(mutation.steps)") }
      var check = SoundnessCheck()
      check.run(mutated)
      usable += check.volumes > 0 ? 1 : 0
      if !check.complaints.isEmpty {
        Issue.record(
          "\(Self.studies[study].name), seed \(seed): \(check.complaints) after \(mutation.steps)")
      }
    }
    // The changes leave many studies usable: what is checked of volumes is checked often.
    #expect(usable * 4 > Self.count)
  }

  /// The same from files, of which one has wrong bytes.
  @Test(arguments: studies.indices)
  func noBytesOfAFileTrap(_ study: Int) throws {
    let scan = InventoryScanTests()
    try scan.inFolder { folder in
      let instances = Self.studies[study].instances
      for (i, instance) in instances.enumerated() { try scan.write(instance, to: folder + "/\(i)") }
      for i in 0..<max(1, Self.count / 10) {
        let seed = Self.firstSeed &+ UInt64(i) &* 1_000_003 &+ UInt64(study) &* 104_729
        var random = SplitMix64(seed: seed)
        let file = URL(filePath: folder + "/\(instances.indices.randomElement(using: &random) ?? 0)")
        let original = try Data(contentsOf: file)
        var bytes = [UInt8](original)
        for _ in 0..<Int.random(in: 1...12, using: &random) {
          let at = Int.random(in: 132..<bytes.count, using: &random)
          bytes[at] = Bool.random(using: &random) ? 0xFF : UInt8.random(in: 0...255, using: &random)
        }
        try Data(bytes).write(to: file)
        var check = SoundnessCheck()
        check.run(try takeInventory(of: [folder]))
        if !check.complaints.isEmpty {
          Issue.record("\(Self.studies[study].name), seed \(seed): \(check.complaints)")
        }
        try original.write(to: file)
      }
    }
  }

  @Test(arguments: studies.indices)
  func theStudiesAreUsableAsTheyAre(_ study: Int) {
    var check = SoundnessCheck()
    check.run(Self.studies[study].instances)
    #expect(check.complaints.isEmpty)
    #expect(check.volumes == 2, "\(inventory(of: Self.studies[study].instances).series.map(\.reason))")
  }
}

/// Everything from headers to volumes, and what is wrong with what comes out.
struct SoundnessCheck {
  private(set) var complaints: [String] = []
  /// Volumes sets that were loaded.
  private(set) var volumes = 0

  private mutating func expect(_ holds: Bool, _ text: @autoclosure () -> String) {
    if !holds { complaints.append(text()) }
  }

  mutating func run(_ study: [SyntheticInstance]) { run(inventory(of: study)) }

  mutating func run(_ found: Inventory) {
    for summary in found.series + summaries(of: found) {
      expect(!summary.reason.isEmpty, "no reason")
      expect(
        ([summary.reason, summary.description, summary.vendor, summary.modality]
          + summary.transferSyntaxes + summary.compressions).allSatisfy(isPlain),
        "control characters")
      expect((summary.echoTimesMs + summary.voxelSizeMm).allSatisfy(\.isFinite), "summary not finite")
      expect((try? JSONEncoder().encode(summary)) != nil, "summary not encodable")
    }
    expect((try? JSONEncoder().encode(found.patients)) != nil, "patients not encodable")
    do throws(AcquisitionError) {
      let selection = try selectCase(in: found)
      let identity = compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity)
      expect(!identity.matches || identity.differences.isEmpty, "matches and differs")
      expect(!selection.mgreChoice.isEmpty && !selection.ctChoice.isEmpty, "no choice")
      expect(selection.dates.notes.allSatisfy { !$0.isEmpty }, "empty note")
      check { () throws(AcquisitionError) in .mgre(try loadMGRE(selection)) }
      check { () throws(AcquisitionError) in .ct(try loadCT(selection)) }
    } catch {
      expect(isSentence(error.description), "no sentence: \(error)")
      check { () throws(AcquisitionError) in .mgre(try loadMGRE(from: found)) }
      check { () throws(AcquisitionError) in .ct(try loadCT(from: found)) }
    }
  }

  private enum Loaded {
    case mgre(MGREAcquisition)
    case ct(HeadCT)
  }

  private mutating func check(_ load: () throws(AcquisitionError) -> Loaded) {
    do throws(AcquisitionError) {
      switch try load() {
      case .mgre(let mgre): check(mgre)
      case .ct(let ct): check(ct)
      }
      volumes += 1
    } catch { expect(isSentence(error.description), "no sentence: \(error)") }
  }

  private func isSentence(_ text: String) -> Bool {
    text.count > 20 && text.hasSuffix(".") && isPlain(text)
  }

  /// True if nothing in it drives a terminal or breaks a line.
  private func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }

  private mutating func check(_ mgre: MGREAcquisition) {
    let m = mgre.metadata
    expect(mgre.magnitudes.count == mgre.phases.count && mgre.magnitudes.count >= 2, "echoes")
    expect(mgre.echoTimes.count == mgre.magnitudes.count, "echo times")
    expect(zip(mgre.echoTimes, mgre.echoTimes.dropFirst()).allSatisfy { $0 < $1 }, "echo order")
    for volume in mgre.magnitudes {
      check(volume.grid)
      expect(volume.voxels.allSatisfy { $0.isFinite && $0 < 1e13 }, "magnitude not finite")
    }
    for volume in mgre.phases {
      check(volume.grid)
      expect(volume.voxels.allSatisfy { abs($0) < 3.17 }, "phase outside one turn")
    }
    expect((0.1...15).contains(mgre.fieldStrength.tesla), "field")
    let b = mgre.b0InVoxelAxes
    expect(abs(length(b) - 1) < 1e-6, "b0")
    let numbers =
      m.voxelSizeMm + m.echoTimesMs + [m.obliquityDegrees]
      + [m.imagingFrequencyMHz, m.repetitionTimeMs, m.flipAngleDegrees, m.pixelBandwidthHz].compactMap { $0 }
    expect(numbers.allSatisfy(\.isFinite), "metadata")
    expect(m.warnings.allSatisfy { $0.hasSuffix(".") && isPlain($0) }, "warnings")
    expect([m.sequenceName, m.model, m.acceleration, m.seriesDescription].allSatisfy(isPlain), "texts")
    expect(!mgre.source.instances.isEmpty, "no sources")
  }

  private mutating func check(_ ct: HeadCT) {
    let m = ct.metadata
    check(ct.volume.grid)
    expect(ct.volume.voxels.allSatisfy { $0.isFinite && $0 >= HeadCT.airHU }, "HU")
    let numbers =
      m.voxelSizeMm + [m.gantryTiltDegrees, m.coverageMm, m.unmeasuredMm, m.paddingFraction]
      + [m.kVp, m.sliceThicknessMm].compactMap { $0 }
    expect(numbers.allSatisfy(\.isFinite) && m.coverageMm > 0, "metadata \(numbers)")
    expect(m.warnings.allSatisfy { $0.hasSuffix(".") && isPlain($0) }, "warnings")
    expect([m.kernel, m.model, m.contrastAgent, m.seriesDescription].allSatisfy(isPlain), "texts")
    expect(ct.isMeasured(atVoxel: .zero), "the first slice is measured")
    expect(!ct.source.instances.isEmpty, "no sources")
  }

  private mutating func check<Frame>(_ grid: Grid<Frame>) {
    let s = grid.spacingMm
    let corner = grid.point(atVoxel: SIMD3(Double(grid.size.x), Double(grid.size.y), Double(grid.size.z))).lps
    expect(
      [s.x, s.y, s.z, corner.x, corner.y, corner.z, grid.voxelVolumeMm3].allSatisfy(\.isFinite), "grid")
    expect(min(s.x, s.y, s.z) > 0.01 && max(s.x, s.y, s.z) < 10_000, "spacing \(s)")
    expect(grid.voxelVolumeMm3 > 1e-7, "degenerate grid")
    expect(grid.count <= 1 << 29, "size")
  }
}
