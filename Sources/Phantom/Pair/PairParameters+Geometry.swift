import Foundation
import Vocabulary
import Voxels

extension PairParameters {
  /// The head's centre, about which the CT is laid, in template mm.
  private static let middle = SIMD3(0.0, 10, 5)
  /// Ellipsoid around the vault with its scalp, template mm.
  private static let vault = (center: SIMD3(0.0, 17, 10), semiAxes: SIMD3(82.0, 104, 86))
  /// Ellipsoid around basal ganglia, thalami, red nuclei and substantia nigra, template mm.
  private static let deepGray = (center: SIMD3(0.0, 8, 3), semiAxes: SIMD3(36.0, 42, 28))
  /// Lowest points of the intracranial space, template mm.
  private static let skullBase = [
    SIMD3(60.0, -25, -52), SIMD3(-60, -25, -52), SIMD3(0, 75, -72), SIMD3(0, 35, -62),
  ]
  /// Where the lower jaw ends in front of the neck, template mm.
  private static let jaw = SIMD3(0.0, 0, -112)
  /// Air above the vertex, mm.
  private static let airMm = 6.0
  /// The longest CT, mm: more would be neck.
  private static let maximalLengthMm = 175.0
  /// A remnant keeps away from the deep grey matter, and a skull base holds so much, mm.
  private static let remnantGapMm = 8.0
  private static let remnantLengthMm = 70.0

  /// The head in the MR scanner.
  var headToMR: RigidTransform<HeadPatient, MRPatient> {
    HeadPose(rotationDegrees: poses.mrRotationDegrees, shiftMm: poses.mrShiftMm).transform(to: MRPatient.self)
  }

  /// The head in the CT scanner.
  func headToCT(nativeScale: SIMD3<Double>) -> RigidTransform<HeadPatient, CTPatient> {
    let toMR = headToMR
    let turn = HeadPose(rotationDegrees: poses.ctToMRRotationDegrees, shiftMm: .zero)
      .transform(to: MRPatient.self).rotation
    let rotation = turn.transpose * toMR.rotation
    let center = Self.middle * nativeScale
    return RigidTransform(
      rotation: rotation,
      translationMm: toMR(Point(center)).lps + poses.shiftMm + poses.ctFrameOffsetMm - rotation * center)
  }

  /// The CT's grid: slices tilted with the gantry, one above the other along the table.
  ///
  /// Columns run to the left, rows to the back and, tilted, upwards; slices follow each other straight along z. So
  /// rows and slices are not at right angles: the grid is sheared.
  func ctGrid(
    _ head: RigidTransform<HeadPatient, CTPatient>, nativeScale: SIMD3<Double>, truncated: Bool
  ) -> Grid<CTPatient> {
    let tilt = ct.gantryTiltDegrees * .pi / 180
    let slope = sine(tilt) / cosine(tilt)
    // Where a slice through a point crosses the table's axis: constant over a slice.
    let normal = SIMD3(0, -slope, 1)
    func height(_ template: SIMD3<Double>) -> Double { dot(normal, head(Point(template * nativeScale)).lps) }
    func reach(_ ellipsoid: (center: SIMD3<Double>, semiAxes: SIMD3<Double>)) -> ClosedRange<Double> {
      let half = length(head.rotation.transpose * normal * nativeScale * ellipsoid.semiAxes)
      return height(ellipsoid.center) - half...height(ellipsoid.center) + half
    }
    let base = Self.skullBase.map(height).min() ?? height(Self.jaw)
    var top = reach(Self.vault).upperBound + Self.airMm
    var bottom = ct.coverage == .head ? min(height(Self.jaw), base) : base
    bottom = max(bottom, top - Self.maximalLengthMm)
    if truncated {
      let nuclei = reach(Self.deepGray)
      switch ct.remnant {
      case .vertex: bottom = nuclei.upperBound + Self.remnantGapMm
      case .skullBase:
        top = nuclei.lowerBound - Self.remnantGapMm
        bottom = top - Self.remnantLengthMm
      }
    }
    let slices = max(Int(((top - bottom) / ct.sliceMm).rounded()), 1)
    let linear = Matrix3(
      columns: SIMD3(ct.pixelMm, 0, 0), SIMD3(0, cosine(tilt), sine(tilt)) * ct.pixelMm,
      SIMD3(0, 0, ct.sliceMm))
    let middle = head(Point(Self.middle * nativeScale)).lps + ct.decenteringMm
    let first = SIMD3(middle.x, middle.y, bottom + ct.sliceMm / 2 + slope * middle.y)
    let half = Double(ct.matrix - 1) / 2
    return Grid(
      size: SIMD3(ct.matrix, ct.matrix, slices),
      voxelToPatient: Affine(linear: linear, translation: first - linear * SIMD3(half, half, 0)))
  }

  /// The parameters as a scenario of the simulator.
  var scenario: PhantomScenario {
    var s = PhantomScenario(name: "pair", summary: "registration pair")
    s.seed = anatomySeed
    s.asymmetry = asymmetry
    s.slab = SlabGeometry(
      matrix: mr.matrix, voxelMm: SIMD3(mr.acquiredPixelMm, mr.acquiredPixelMm, mr.sliceMm),
      centerInHeadMm: mr.centerInHeadMm, tiltDegrees: mr.tiltDegrees, rollDegrees: mr.rollDegrees)
    s.echoTimesMs = mr.echoTimesMs
    // The readout ends a little after the last echo.
    s.repetitionTimeMs = (mr.echoTimesMs.last ?? 0) + 8
    s.signalToNoise = mr.signalToNoise
    s.fieldSpacingMm = fieldSpacingMm
    // Dephasing through the slice is what the eye sees; the rims of tissues are soft over a pixel as they are.
    s.subvoxels = SIMD3(1, 1, 2)
    s.ct.pixelMm = ct.pixelMm
    s.ct.matrix = ct.matrix
    s.ct.sliceMm = ct.sliceMm
    s.ct.noiseHU = ct.noiseHU
    s.ct.pointSpreadMm = ct.pointSpreadMm
    return s
  }

  /// Every second pixel of a square is interpolated, and the slice profile summed in short steps.
  var ctSampling: ComputedTomography.Sampling {
    .init(profilePoints: Int((ct.sliceMm / Self.profileStepMm).rounded(.up)), pixelsPerSample: 2)
  }

  /// The slice profile is looked at in steps no longer than this, mm; tissues' rims are soft over 1 mm.
  private static let profileStepMm = 1.7
}
