import Vocabulary

/// A multi-echo gradient echo that tries one difficulty of susceptibility mapping.
///
/// All differ from one acquisition: 3 T, 256 × 256 × 72 voxels of 0.9 × 0.9 × 2 mm, four echoes 6…24 ms, one head.
public struct SusceptibilityScenario: Hashable, Sendable {
  /// Name as on the command line.
  public let name: String
  /// What it is for, one line.
  public let summary: String
  /// Head, slab, echo times, noise; its CT and deposits are not used.
  var base: PhantomScenario
  /// Rotation and shift of the head against its first pose, one an echo, about the scanner's centre; empty: it rests.
  var motion: [HeadPose] = []
  /// How alternating echoes are read; nil: all the same way.
  public internal(set) var bipolar: BipolarReadout?
  /// Receive elements that were added without aligning their phases.
  var unalignedElements: [CoilElement] = []
  /// R2* at this field strength as a multiple of that at 3 T.
  var r2StarFactor = 1.0
  /// What is unusual about the skull.
  var anatomy = HeadAnatomy()
  /// Foreign susceptibility in the brain.
  public internal(set) var foci: [SusceptibilityFocus] = []

  init(_ name: String, _ summary: String, _ change: (inout SusceptibilityScenario) -> Void = { _ in }) {
    self.name = name
    self.summary = summary
    base = PhantomScenario(name: name, summary: summary)
    base.seed = 31
    base.slab.matrix = SIMD3(256, 256, 72)
    base.slab.voxelMm = SIMD3(0.9, 0.9, 2)
    base.subvoxels = SIMD3(2, 2, 2)
    // On 1 mm the interpolation to the voxels takes 3 % of the nuclei's contrast.
    base.fieldSpacingMm = 0.6
    base.hasPhysiologicCalcifications = false
    change(&self)
  }

  /// The same on fewer and larger voxels over the same field of view, for tests.
  ///
  /// Slices that are thicker than those of the small matrix stay as they are.
  public func reduced() -> SusceptibilityScenario {
    var s = self
    let slab = base.slab
    let inPlane = Self.reducedMatrix
    s.base.slab.matrix.x = inPlane
    s.base.slab.matrix.y = inPlane
    s.base.slab.voxelMm.x *= Double(slab.matrix.x) / Double(inPlane)
    s.base.slab.voxelMm.y *= Double(slab.matrix.y) / Double(inPlane)
    let slice = max(slab.voxelMm.z, Self.reducedSliceMm)
    s.base.slab.matrix.z = Int((Double(slab.matrix.z) * slab.voxelMm.z / slice).rounded())
    s.base.slab.voxelMm.z = slice
    s.base.fieldSpacingMm = 2
    return s
  }

  /// Columns and rows of the small form: the nuclei still hold some voxels.
  private static let reducedMatrix = 96
  /// Slice thickness of the small form, mm.
  private static let reducedSliceMm = 3.0
}
