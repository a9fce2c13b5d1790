import Vocabulary
import Voxels

/// The grid on which an acquisition is reconstructed: the stored one, or the acquired one of interpolated
/// images.
struct ReconstructionGrid {
  let grid: Grid<MRPatient>
  /// Nil where the stored matrix is kept.
  let cropping: FourierCropping?
  /// What was done and why; empty where the tags name no interpolation.
  let note: String

  /// Power beyond the readout's k-space, as a part of that inside, above which the images are not
  /// zero-filled.
  ///
  /// Of scanners' files, a zero-filled phantom has 0.009 and a head that is not interpolated 0.05 and more,
  /// whatever part of its matrix is asked about.
  static let largestPowerBeyond = 0.03

  init(_ plan: MGREPlan, _ images: EchoImages) {
    let plane = plan.stack.planes[0]
    let stored = SIMD2(plane.columns, plane.rows)
    let affine = plan.stack.voxelToPatient(stepMm: plan.stepMm)
    var kept = stored
    if let acquired = plan.acquired {
      kept = SIMD2(acquired.columns, acquired.rows)
      let cropping = FourierCropping(from: stored, to: kept)
      let beyond = cropping.powerBeyond(magnitude: images.magnitudes[0], phase: images.phases[0])
      let samples = "\(acquired.readoutSamples) samples were read out for \(acquired.readoutPixels) pixels"
      if beyond <= Self.largestPowerBeyond {
        self.cropping = cropping
        note =
          "The images are interpolated: \(samples). They were reconstructed on the acquired matrix, "
          + "\(kept.x) × \(kept.y) instead of \(stored.x) × \(stored.y)."
      } else {
        self.cropping = nil
        kept = stored
        note =
          "By their tags the images are interpolated (\(samples)), but their spectrum goes farther: the stored "
          + "matrix was kept."
      }
    } else {
      cropping = nil
      note = ""
    }
    // Pixel (0, 0) keeps its centre; the distances grow as the numbers shrink.
    var linear = affine.linear
    if kept != stored {
      linear = Matrix3(
        columns: linear.c0 * (Double(stored.x) / Double(kept.x)),
        linear.c1 * (Double(stored.y) / Double(kept.y)), linear.c2)
    }
    grid = Grid(
      size: SIMD3(kept.x, kept.y, plan.stack.planes.count),
      voxelToPatient: Affine(linear: linear, translation: affine.translation))
  }
}
