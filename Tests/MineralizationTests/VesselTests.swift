import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Mineralization

/// Tubes that run on beyond the pallidum against balls, on voxels of 0.8 × 0.8 × 2 mm with partial volume.
@Suite struct VesselTests {
  /// A vein of 2 mm that crosses the medial border is no deposit; it is measured and named.
  @Test(arguments: Directions.allCases) func aVeinThroughTheBorder(direction: Directions) throws {
    let p = BorderPhantom(tube: direction.vector, diameterMm: 2, beyondMm: 9, insideMm: 6)
    let g = gradePallidum(p.evidence())
    #expect(g.gpQSM.grade == 0)
    let vessel = try #require(g.foci.first { $0.kind == .vesselLike })
    #expect(!vessel.counts && vessel.inZone)
    let shape = try #require(vessel.shape)
    #expect(abs(shape.lengthMm - 15) < 4)
    #expect(shape.diameterMm < 4 && shape.beyondMm > 3)
    #expect(g.comment?.contains("Vessel-like on QSM, not counted") == true)
    #expect(g.comment?.contains("GP_QSM would be") == true)
    #expect(g.fociMaskQSM == nil, "what does not count is not drawn as a focus")
  }

  /// The same tube is counted when it is dense, or ends in the pallidum.
  @Test func aDenseOrEndingTubeCounts() {
    var dense = BorderPhantom(tube: SIMD3(1, 0, 0), diameterMm: 2, beyondMm: 9, insideMm: 6)
    dense.addCT(hu: 200)
    let g = gradePallidum(dense.evidence())
    #expect(g.gpQSM.grade ?? 0 > 0 && !g.foci.contains { $0.kind == .vesselLike })
    #expect(g.foci.contains { $0.modality == .qsm && $0.kind == .paramagneticDense })
    let ending = BorderPhantom(tube: SIMD3(1, 0, 0), diameterMm: 2, beyondMm: 0, insideMm: 12)
    let h = gradePallidum(ending.evidence())
    #expect(h.gpQSM.grade ?? 0 > 0 && !h.foci.contains { $0.kind == .vesselLike })
  }

  /// Balls count wherever they lie: inside, on the border, half outside, with the CT or without.
  @Test(arguments: [(3.0, 3.0), (3, 0), (4, 3), (5, 3), (5, 0), (5, -1), (7, 2), (7, 0)])
  func aBallIsADeposit(diameterMm: Double, depthMm: Double) {
    for seed in 1...4 {
      let p = BorderPhantom(ball: diameterMm, depthMm: depthMm, seed: UInt64(seed))
      var e = p.evidence()
      #expect(!gradePallidum(e).foci.contains { $0.kind == .vesselLike })
      e.ctWithheld = "No CT."
      let g = gradePallidum(e)
      #expect(!g.foci.contains { $0.kind == .vesselLike })
      #expect(g.foci.allSatisfy { $0.kind == .paramagnetic })
      if diameterMm >= 4, depthMm >= 2 { #expect(g.gpQSM.grade ?? 0 > 0) }
    }
  }

  /// A large neighbour that the focus runs into (as the substantia nigra) is no vessel: the focus counts.
  @Test func aFocusThatTouchesANucleusCounts() {
    var p = BorderPhantom(ball: 5, depthMm: 2, seed: 1)
    p.paint(ppm: 0.25) { $0.x < 19.2 && length($0 - SIMD3(13, 16, 16)) < 6.5 }
    let g = gradePallidum(p.evidence())
    #expect(g.gpQSM.grade ?? 0 > 0 && !g.foci.contains { $0.kind == .vesselLike })
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["PALLIDUM_PRINT_TABLES"] != nil, "prints the docs' tables"))
  func printTables() {
    func tally(_ name: String, _ make: (inout SplitMix64) -> BorderPhantom) {
      var random = SplitMix64(seed: 17)
      var counts = (vessel: 0, counted: 0, nothing: 0)
      for _ in 0..<40 {
        let g = gradePallidum(make(&random).evidence())
        if g.foci.contains(where: { $0.kind == .vesselLike }) {
          counts.vessel += 1
        } else if g.gpQSM.grade ?? 0 > 0 {
          counts.counted += 1
        } else {
          counts.nothing += 1
        }
      }
      print("| \(name) | \(counts.vessel) | \(counts.counted) | \(counts.nothing) |")
    }
    /// A direction within 60 degrees of the border's normal.
    func direction(_ r: inout SplitMix64) -> SIMD3<Double> {
      while true {
        let d = SIMD3(r.normal(), r.normal(), r.normal())
        if d.x > 0.5 * length(d) { return d }
      }
    }
    for diameter in [1.0, 1.5, 2, 3] {
      for beyond in [3.0, 6, 10] {
        tally("tube of \(diameter) mm, \(beyond) mm beyond, 6 mm inside") {
          BorderPhantom(tube: direction(&$0), diameterMm: diameter, beyondMm: beyond, insideMm: 6)
        }
      }
    }
    for diameter in [1.5, 2, 3] {
      tally("rod of \(diameter) mm, 10 mm inside, ends at the border") {
        BorderPhantom(tube: direction(&$0), diameterMm: diameter, beyondMm: 0, insideMm: 10)
      }
    }
    for diameter in [3.0, 4, 5, 7] {
      for depth in [-1.0, 0, 2] {
        tally("ball of \(diameter) mm, its middle \(depth) mm inside") {
          BorderPhantom(ball: diameter, depthMm: depth, seed: $0.next())
        }
      }
    }
  }
}

/// Ways a vein may run.
enum Directions: CaseIterable, Sendable {
  case across, oblique, steep
  var vector: SIMD3<Double> {
    switch self {
    case .across: SIMD3(1, 0, 0)
    case .oblique: SIMD3(1, 0.7, 0)
    case .steep: SIMD3(1, 0.2, 0.8)
    }
  }
}

/// A pallidum of 130 ppb from x = 19.2 mm on, tissue of −20 ppb before it, and one body at its medial border.
struct BorderPhantom {
  private(set) var chi: MRVolume<PPM>
  private(set) var ct: CTVolume
  let mask: MRMask
  let zone: MRMask
  private var inside: (SIMD3<Double>) -> Bool
  private static let borderMm = 19.2

  /// A tube through the border at (19.2, 16, 16) mm.
  init(tube direction: SIMD3<Double>, diameterMm: Double, beyondMm: Double, insideMm: Double) {
    let axis = direction / length(direction)
    let start = SIMD3(Self.borderMm, 16, 16)
    self.init { p in
      let along = dot(p - start, axis)
      return along >= -beyondMm && along <= insideMm && length(p - start - axis * along) <= diameterMm / 2
    }
  }

  /// A ball whose middle lies `depthMm` inside the border.
  init(ball diameterMm: Double, depthMm: Double, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let center =
      SIMD3(Self.borderMm + depthMm, 16, 16)
      + (SIMD3(0, random.unit(), random.unit()) - 0.5) * SIMD3(0, 0.8, 2)
    self.init { length($0 - center) <= diameterMm / 2 }
  }

  private init(_ inside: @escaping (SIMD3<Double>) -> Bool) {
    self.inside = inside
    let grid = Grid<MRPatient>(
      size: SIMD3(50, 40, 16),
      voxelToPatient: Affine(linear: Matrix3(diagonal: FocusStudy.mrSpacingMm), translation: .zero))
    var mask = MRMask(grid: grid), zone = MRMask(grid: grid)
    for o in 0..<grid.count {
      let p = grid.point(atVoxel: SIMD3<Double>(grid.index(ofOffset: o))).lps
      mask.voxels[o] = p.x >= Self.borderMm && p.x < 35 && p.y > 6 && p.y < 26 && p.z > 8 && p.z < 24
      zone.voxels[o] = mask.voxels[o] && p.x < Self.borderMm + 5
    }
    (self.mask, self.zone) = (mask, zone)
    chi = MRVolume(grid: grid)
    for o in chi.voxels.indices { chi.voxels[o] = mask.voxels[o] ? 0.13 : -0.02 }
    ct = CTVolume(
      grid: Grid(
        size: SIMD3(80, 64, 32),
        voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(0.5, 0.5, 1)), translation: .zero)),
      repeating: 34)
    paint(ppm: 0.4, inside)
  }

  /// Paints a body into χ by its share of each voxel.
  mutating func paint(ppm: Double, _ body: (SIMD3<Double>) -> Bool) {
    let parts = SIMD3(3, 3, 7)
    let spacing = FocusStudy.mrSpacingMm
    for o in 0..<chi.grid.count {
      let p = chi.grid.point(atVoxel: SIMD3<Double>(chi.grid.index(ofOffset: o))).lps
      var share = 0.0
      for z in 0..<parts.z {
        for y in 0..<parts.y {
          for x in 0..<parts.x {
            let step = ((SIMD3<Double>(SIMD3(x, y, z)) + 0.5) / SIMD3<Double>(parts) - 0.5) * spacing
            if body(p + step) { share += 1 }
          }
        }
      }
      share /= Double(parts.x * parts.y * parts.z)
      chi.voxels[o] += Float(share * (ppm - Double(chi.voxels[o])))
    }
  }

  /// Writes the body into the CT.
  mutating func addCT(hu: Float) {
    for o in 0..<ct.grid.count
    where inside(ct.grid.point(atVoxel: SIMD3<Double>(ct.grid.index(ofOffset: o))).lps) {
      ct.voxels[o] = hu
    }
  }

  func evidence() -> PallidumEvidence {
    PallidumEvidence(
      side: .left, mask: mask, medialZone: zone, chi: chi, chiMask: MRMask(grid: chi.grid, repeating: true),
      chiNoisePPM: 0.005, r2star: nil, ct: ct,
      mrToCT: RigidTransform(rotation: .identity, translationMm: .zero), registrationUncertaintyMm: 0.5)
  }
}
