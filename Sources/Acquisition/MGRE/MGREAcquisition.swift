import Vocabulary
import Voxels

/// One checked multi-echo gradient echo acquisition.
public struct MGREAcquisition: Sendable {
  /// Magnitude of each echo, arbitrary units, all on one grid.
  public let magnitudes: [MRVolume<Magnitude>]
  /// Phase of each echo in radians, wrapped to −π…π.
  ///
  /// Sign: a field stronger than the scanner's centre frequency makes the phase grow with echo time, as
  /// Siemens and Philips write it, so paramagnetic sources raise it along B0. GE's phase was inverted.
  public let phases: [MRVolume<Radians>]
  /// Ascending; one an element of `magnitudes` and `phases`.
  public let echoTimes: [EchoTime]
  /// The effective main field.
  public let fieldStrength: FieldStrength
  /// Unit vector of the main field in the axes of the voxel grid.
  ///
  /// Its sign is arbitrary: the dipole kernel is even in it.
  public let b0InVoxelAxes: SIMD3<Double>
  /// What the headers say.
  public let metadata: MGREMetadata
  /// The files it was read from.
  public let source: SourceSeries
}

extension MGREAcquisition {
  /// Decodes a checked acquisition.
  init(
    _ plan: MGREPlan, choice: String, pixels: PixelSource, progress: ProgressHandler?
  ) throws(AcquisitionError) {
    var images = try EchoImages(plan, pixels: pixels) { progress?($0, "Decoding the mGRE") }
    let plane = plan.stack.planes[0]
    let isAlternating: Bool
    do throws(MGRERefusal) {
      isAlternating = try images.restoreSigns(plan.vendor, sliceCount: plane.columns * plane.rows)
    } catch { throw .mgre(series: plan.candidate.label, error) }
    let reconstruction = ReconstructionGrid(plan, images)
    if let cropping = reconstruction.cropping { images.crop(with: cropping) }
    let grid = reconstruction.grid
    magnitudes = images.magnitudes.map { MRVolume(grid: grid, voxels: $0) }
    phases = images.phases.map { MRVolume(grid: grid, voxels: $0) }
    echoTimes = plan.echoTimes
    fieldStrength = plan.field.strength
    b0InVoxelAxes = grid.directionInAxes(SIMD3(0, 0, 1))
    metadata = MGREMetadata(
      plan, grid: grid, gridNote: reconstruction.note, isAlternating: isAlternating, choice: choice)
    let normal = plan.stack.normal
    source = SourceSeries(series: plan.candidate.series, frames: images.frames) { frame in
      frame.plane.map {
        nearestIndex(of: $0.position(along: normal), in: plan.matrix.slicePositionsMm)
      }
    }
  }
}
