import Shapes
import Testing
import Vocabulary
import Voxels

@testable import Anatomy

@Suite struct DenseCalcificationsTests {
  /// A turned, scaled head; the nuclei stand in for the placement with a small error.
  struct Head {
    let pose = turned(pitch: 8, roll: -5, yaw: 6, scale: 1.04, shift: SIMD3(5, -12, 9))
    var head: SyntheticHead
    var nuclei: Nuclei

    init() {
      var recipe = SyntheticHead.Recipe()
      recipe.pose = pose
      head = SyntheticHead(recipe)
      let off = turned(pitch: 1, roll: 1, yaw: -1, scale: 1.01, shift: SIMD3(1, -1.5, 1))
      nuclei = Nuclei(
        masks: [:], pallidumInternal: [:], pallidumExternal: [:], medialZones: [:], ventricles: nil,
        csf: MRMask(grid: head.ct.grid), truncated: [], doubtful: [], corrected: [], templateToMR: pose * off,
        quality: [])
    }

    /// Writes a sphere of the template frame into the CT and returns its voxels.
    @discardableResult
    mutating func deposit(_ center: SIMD3<Double>, radiusMm: Double, hu: Float) -> MRMask {
      let grid = head.ct.grid
      let toTemplate = pose.inverse * grid.voxelToPatient
      var mask = MRMask(grid: grid)
      for o in 0..<grid.count {
        let i = grid.index(ofOffset: o)
        let q = toTemplate(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
        if length(q - center) <= radiusMm {
          mask.voxels[o] = true
          head.ct.voxels[o] = hu
        }
      }
      return mask
    }

    var found: [DenseCalcification] { denseCalcifications(ct: head.ct, nuclei: nuclei, masks: head.masks) }
  }

  @Test func pinealAndPlexusAreFound() {
    var h = Head()
    let pineal = h.deposit(SIMD3(0.5, 30, 1), radiusMm: 2.6, hu: 240)
    let left = h.deposit(SIMD3(23, 40, 11), radiusMm: 2.6, hu: 190)
    let right = h.deposit(SIMD3(-24, 40, 11), radiusMm: 3, hu: 210)
    #expect(pineal.count > 10 && left.count > 10)
    #expect(h.found.map(\.mask) == [pineal, left, right])
    #expect(h.found.map(\.place) == [.pineal, .choroidPlexus(.left), .choroidPlexus(.right)])
  }

  /// Each deposit says by itself which one it is, whatever else is there.
  @Test func oneDepositKnowsItsPlace() {
    var h = Head()
    let right = h.deposit(SIMD3(-24, 40, 11), radiusMm: 3, hu: 210)
    #expect(h.found == [DenseCalcification(place: .choroidPlexus(.right), mask: right)])
  }

  @Test func aHeadWithoutCalciumHasNone() {
    #expect(Head().found.isEmpty)
  }

  /// Calcium of the pallidum proves nothing about itself; bone, falx, blood and single voxels are no evidence.
  @Test func nothingElseIsTaken() throws {
    var h = Head()
    h.deposit(ShapeTable.shape(.globusPallidus, .left).centroid.lps, radiusMm: 3, hu: 200)
    h.deposit(SIMD3(0, 60, 30), radiusMm: 3, hu: 300)
    h.deposit(SIMD3(0.5, 30, 1), radiusMm: 3, hu: 85)
    h.deposit(SIMD3(23, 40, 11), radiusMm: 0.8, hu: 200)
    // A band from the pineal region back to the falx.
    for y in stride(from: 36.0, through: 60, by: 1) {
      h.deposit(SIMD3(0, y, 4), radiusMm: 2, hu: 250)
    }
    #expect(h.found.isEmpty)
  }
}
