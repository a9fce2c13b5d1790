import Foundation
import Registration
import TestSupport
import Vocabulary
import Voxels

/// The seeded generator of the tests.
typealias TestRandom = TestSupport.SplitMix64

/// A CT and an MR of one synthetic head with the transform between them known.
struct SyntheticPair: Sendable {
  var ct: CTVolume
  var mr: MRVolume<Magnitude>
  private(set) var ctToMR: RigidTransform<CTPatient, MRPatient>
  /// From the MR's patient to the head's own frame.
  let mrToHead: Affine
  /// Places of the nuclei in the MR.
  let targets: [Point<MRPatient>]

  /// Standard deviations of the noise.
  static let noise = (hu: Float(6), magnitude: Float(12))

  /// Without noise; `headToCT` and `headToMR` carry the head's own frame into the patients', `tiltDegrees` shears
  /// the CT.
  init(
    headToCT: Affine, headToMR: Affine, tiltDegrees: Double = 0, of head: SyntheticHead = .init(),
    ctOf other: SyntheticHead? = nil
  ) {
    let ctSpacing = SIMD3(2.0, 2, 2.5)
    let ctSize = SIMD3(110, 125, 92)
    let t = tiltDegrees * .pi / 180
    // Slices are stacked along z while the gantry, and with it every slice, leans back.
    let linear = Matrix3(
      columns: SIMD3(ctSpacing.x, 0, 0), SIMD3(0, ctSpacing.y * cos(t), -ctSpacing.y * sin(t)),
      SIMD3(0, 0, ctSpacing.z))
    let ctCentre = SIMD3(Double(ctSize.x - 1), Double(ctSize.y - 1), Double(ctSize.z - 1)) / 2
    let ctGrid = Grid<CTPatient>(
      size: ctSize, voxelToPatient: Affine(linear: linear, translation: -(linear * ctCentre)))
    let mrSize = SIMD3(88, 104, 64)
    let mrSpacing = SIMD3(2.2, 2.2, 3)
    let mrCentre = SIMD3(Double(mrSize.x - 1), Double(mrSize.y - 1), Double(mrSize.z - 1)) / 2
    let mrGrid = Grid<MRPatient>(
      size: mrSize,
      voxelToPatient: Affine(linear: Matrix3(diagonal: mrSpacing), translation: -(mrSpacing * mrCentre)))
    ct = (other ?? head).image(ctGrid, as: HU.self, headFromPatient: headToCT.inverse) { hu, _ in hu }
    mr = head.image(mrGrid, as: Magnitude.self, headFromPatient: headToMR.inverse) { $1 }
    let across = headToMR * headToCT.inverse
    ctToMR = RigidTransform(rotation: across.linear, translationMm: across.translation)
    mrToHead = headToMR.inverse
    targets = SyntheticHead.targets.map { Point(headToMR($0)) }
  }

  /// The same images with noise of their own for every seed, `times` as strong as usual.
  func noisy(seed: UInt64 = 1, times: Float = 1) -> SyntheticPair {
    var pair = self
    pair.ct.addNoise(times * Self.noise.hu, seed: 2 * seed)
    pair.mr.addNoise(times * Self.noise.magnitude, seed: 2 * seed + 1)
    return pair
  }

  /// The same images with the CT's patient laid elsewhere, so that `mrToCT` carries the MR onto it.
  func reposed(_ mrToCT: Affine) -> SyntheticPair {
    var pair = self
    let moved = mrToCT * ctToMR.affine * ct.grid.voxelToPatient
    pair.ct = CTVolume(grid: Grid(size: ct.grid.size, voxelToPatient: moved), voxels: ct.voxels)
    let back = mrToCT.inverse
    pair.ctToMR = RigidTransform(rotation: back.linear, translationMm: back.translation)
    return pair
  }

  /// Largest target registration error in mm.
  func largestError(_ found: RigidTransform<CTPatient, MRPatient>) -> Double {
    largestDistance(found, ctToMR)
  }

  /// Largest distance in mm of what two transforms make of the targets.
  func largestDistance(
    _ a: RigidTransform<CTPatient, MRPatient>, _ b: RigidTransform<CTPatient, MRPatient>
  ) -> Double {
    targets.map { a(b.inverse($0)).distance(to: $0) }.max() ?? .infinity
  }

  /// A turn about x, y, z in degrees, then a shift.
  static func placed(_ x: Double, _ y: Double, _ z: Double, shift: SIMD3<Double>) -> Affine {
    let degree = Double.pi / 180
    let r =
      Matrix3.rotation(about: SIMD3(0, 0, 1), radians: z * degree)
      * Matrix3.rotation(about: SIMD3(0, 1, 0), radians: y * degree)
      * Matrix3.rotation(about: SIMD3(1, 0, 0), radians: x * degree)
    return Affine(linear: r, translation: shift)
  }

  /// Turned by 12°, 5°, 8° and shifted against each other.
  static let turned = turnedWithoutNoise.noisy()
  static let turnedWithoutNoise = SyntheticPair(
    headToCT: placed(-6, 2, 3, shift: SIMD3(4, -12, 9)), headToMR: placed(6, -3, -5, shift: SIMD3(-3, 5, -4)))

  /// What the whole search makes of `turned`.
  static let found = Result { try registerCT(turned.ct, to: turned.mr) }
}

extension Volume {
  fileprivate mutating func addNoise(_ sigma: Float, seed: UInt64) {
    var random = TestRandom(seed: seed)
    for o in 0..<voxels.count { voxels[o] += sigma * Float(random.normal()) }
  }
}

extension Volume {
  /// Every row, column or stack (axis 0, 1, 2) read backwards on the same grid.
  func reversed(axis: Int) -> Volume {
    var result = self
    for o in 0..<grid.count {
      var i = grid.index(ofOffset: o)
      i[axis] = grid.size[axis] - 1 - i[axis]
      result.voxels[o] = voxels[grid.offset(i.x, i.y, i.z)]
    }
    return result
  }
}

extension RigidTransform {
  /// This transform, then a shift in mm.
  func shifted(_ mm: SIMD3<Double>) -> RigidTransform {
    RigidTransform(rotation: rotation, translationMm: translationMm + mm)
  }
}

extension CTRegistration {
  /// The measure of this name; nil if there is none.
  func measure(_ check: String) -> QualityCheck? { measures.first { $0.check == check } }

  /// What was measured, for messages.
  var summary: String { measures.map { "\($0.check) \($0.value) \($0.verdict)" }.joined(separator: ", ") }
}
