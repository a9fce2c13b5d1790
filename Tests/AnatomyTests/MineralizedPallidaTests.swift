import Testing
import Vocabulary
import Voxels

@testable import Anatomy

/// Pallida that calcium fills, as in Fahr's disease: dark instead of bright, but in their place.
@Suite struct MineralizedPallidaTests {
  private static let head = filled([.globusPallidus])

  /// A head whose nuclei of these kinds are filled.
  private static func filled(_ structures: Set<Structure>) -> SyntheticHead {
    var head = SyntheticHead(SyntheticHead.Recipe())
    for (s, mask) in head.truth where structures.contains(s.structure) {
      for o in mask.voxels.indices where mask.voxels[o] {
        head.chi.voxels[o] = -0.25
        head.ct.voxels[o] = 170
      }
    }
    return head
  }

  /// With a CT that shows the mineral, the turned contrast is a warning and the nuclei are measured.
  @Test func theCTTellsWhy() throws {
    let found = try Self.head.nuclei()
    #expect(found.verdict == .warn, "\(found.quality.filter { $0.verdict == .fail })")
    for side in Side.allCases {
      let share = try #require(found.quality.first { $0.check == "pallidumMineral.\(side.rawValue)" })
      #expect(share.value > 0.9)
      #expect(found.quality.first { $0.check == "pallidumContrast.\(side.rawValue)" }?.verdict == .warn)
      let mask = try #require(found.masks[SidedStructure(.globusPallidus, side)])
      #expect(dice(mask, try #require(Self.head.pallidum[side])) > 0.8)
    }
  }

  /// Where putamen and dentate are filled too, each is outlined for itself and none is called too faint.
  @Test func neighboursStayApart() throws {
    let head = Self.filled([.globusPallidus, .putamen, .dentateNucleus])
    let found = try head.nuclei()
    #expect(found.verdict == .warn, "\(found.quality.filter { $0.verdict == .fail })")
    for (s, truth) in head.truth where [.globusPallidus, .putamen].contains(s.structure) {
      #expect(dice(try #require(found.masks[s]), truth) > 0.75, "\(s)")
    }
    #expect(found.doubtful.allSatisfy { $0.structure != .dentateNucleus && $0.structure != .putamen })
  }

  /// Without a CT nothing explains it, and nothing is trusted.
  @Test func withoutACTItIsNotTrusted() throws {
    let found = try Self.head.nuclei(ct: false)
    #expect(found.verdict == .fail)
    #expect(!found.quality.contains { $0.check.hasPrefix("pallidumMineral") })
  }
}
