import CaseRunner
import Foundation
import Phantom
import Synchronization
import Testing
import Vocabulary
import Voxels

@testable import Validation

/// Drawn heads through the whole program, on coarse grids.
@Suite(.serialized) struct RunValidationTests {
  private static func folder() -> String {
    FileManager.default.temporaryDirectory.appending(path: "validation-\(UUID().uuidString)").path
  }

  /// The program itself, in this process.
  private static let program: ReportRunner = { study, output in
    var options = CaseOptions(inputs: [study], output: output)
    options.writesDICOM = false
    options.writesNIfTI = true
    do throws(CaseError) {
      return ReportEnding(status: try runCase(options) { _ in }.status.rawValue, message: "")
    } catch { return ReportEnding(status: error.status.rawValue, message: error.description) }
  }

  /// Bounds that 1.6 mm voxels keep and that a wrong side, unit, sign or transform breaks.
  @Test func coarseHeadsComeOutRight() throws {
    var plan = ValidationPlan(heads: 2, seed: 9)
    plan.includesScenarios = false
    plan.isCoarse = true
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let told = Mutex<[Int]>([])
    let results = runValidation(plan, in: folder, report: Self.program) { done, _, _ in
      told.withLock { $0.append(done) }
    }
    #expect(told.withLock { $0 } == [1, 2])
    #expect(results.drawn.map(\.name) == ["random-9", "random-10"])
    #expect(!FileManager.default.fileExists(atPath: folder + "/random-9"), "what was compared is removed")
    for head in results.drawn {
      #expect(head.hasReport, "\(head.name): \(head.failure ?? "")")
      #expect(head.nuclei.count >= 12)
      let pallida = head.nuclei.filter { $0.name == .globusPallidus }
      #expect(pallida.count == 2)
      for n in pallida {
        #expect(n.dice > 0.7, "\(head.name) \(n.side)")
        #expect((n.centroidErrorMm ?? 9) < 2.5)
        #expect(abs(n.chiErrorPpb ?? 999) < 40)
        #expect(abs(n.huError ?? 999) < 8)
      }
      for p in head.pallida { #expect((p.registrationErrorMm ?? 99) < 2) }
    }
    let document = ValidationDocument(
      results, date: "2026-01-01", version: "0", command: "test", seed: 9, isCoarse: true)
    let right = document.matrix(.ct).right.count + document.matrix(.qsm).right.count
    #expect(right >= 5, "of 8 grades")
    #expect(document.matrix(.ct).off(by: 2) == 0)
    #expect(document.summary.contains("2 of 2 heads were reported."))
  }

  /// A refusal, a crash and a report that is no report are results.
  @Test(arguments: [1, 3]) func failuresDoNotStopTheRun(jobs: Int) {
    var plan = ValidationPlan(heads: 2, seed: 1)
    plan.includesScenarios = false
    plan.isCoarse = true
    plan.jobs = jobs
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let results = runValidation(plan, in: folder) { study, _ in
      study.contains("random-1/")
        ? ReportEnding(status: 3, message: "No phase.") : ReportEnding(status: 0, message: "")
    } progress: { _, _, _ in
    }
    #expect(results.drawn.map(\.name) == ["random-1", "random-2"], "in their order, whoever is done first")
    #expect(results.drawn[0].exit == 3 && results.drawn[0].failure == "No phase.")
    #expect(results.drawn[1].exit == 70 && results.drawn[1].failure != nil)
    #expect(results.drawn.allSatisfy { $0.pallida.count == 2 }, "the truth is known all the same")
  }

  /// Overlap of a mask with labels on the same voxels in another order, and on shifted ones.
  @Test func diceComparesPlacesNotIndices() {
    let n = SIMD3(6, 5, 4)
    let grid = Grid<MRPatient>(
      size: n, voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(1, 1, 2)), translation: SIMD3(3, 4, 5)))
    var mask = MRMask(grid: grid)
    for x in 1...2 { mask[x, 2, 1] = true }
    // Columns run the other way.
    let turned = Grid<MRPatient>(
      size: n,
      voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(-1, 1, 2)), translation: SIMD3(8, 4, 5)))
    var labels = MRVolume<Magnitude>(grid: turned)
    labels[4, 2, 1] = 7
    #expect(dice(mask, labels, value: 7) == 2.0 / 3)
    labels[3, 2, 1] = 7
    #expect(dice(mask, labels, value: 7) == 1)
    #expect(dice(mask, labels, value: 1) == 0)
  }
}
