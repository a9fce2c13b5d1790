import DICOM
import Foundation
import Testing
import Vocabulary

@testable import Acquisition

/// From the tags to the grid: what was read out, and where its voxels lie.
struct AcquiredMatrixTests {
  func matrix(
    _ acquisitionMatrix: [Int], _ direction: String?, columns: Int = 256, rows: Int = 256
  ) -> AcquiredMatrix? {
    var d = DataSet()
    if !acquisitionMatrix.isEmpty { d.set(.acquisitionMatrix, .US, ints: acquisitionMatrix) }
    if let direction { d.set(.inPlanePhaseEncodingDirection, .CS, direction) }
    return AcquiredMatrix(FrameAttributes(header: d), plane: plane(columns, rows))
  }

  func plane(_ columns: Int, _ rows: Int) -> ImagePlane {
    ImagePlane(
      origin: .zero, rowDirection: SIMD3(1, 0, 0), columnDirection: SIMD3(0, 1, 0), columnSpacing: 1,
      rowSpacing: 1, columns: columns, rows: rows)
  }

  @Test(arguments: [
    // Readout along columns or rows, phase lines as many.
    ([128, 0, 0, 128], "COL", 256, 256, 128, 128), ([0, 128, 128, 0], "ROW", 256, 256, 128, 128),
    // Fewer phase lines (partial Fourier): the readout's factor holds for both axes.
    ([128, 0, 0, 96], "COL", 256, 256, 128, 128),
    // More phase lines than the readout's share: none is lost.
    ([128, 0, 0, 160], "COL", 256, 256, 128, 160),
    // As many lines as pixels: that axis is not interpolated.
    ([128, 0, 0, 256], "COL", 256, 256, 128, 256),
    // Rectangular images, odd numbers of samples and of pixels.
    ([128, 0, 0, 96], "COL", 256, 192, 128, 96), ([101, 0, 0, 70], "COLUMN", 201, 151, 102, 76),
    ([0, 128, 60, 0], "ROW", 192, 256, 96, 128),
  ])
  func sizes(
    _ tag: [Int], _ direction: String, _ columns: Int, _ rows: Int, _ newColumns: Int, _ newRows: Int
  ) throws {
    let found = try #require(matrix(tag, direction, columns: columns, rows: rows))
    #expect(found.columns == newColumns)
    #expect(found.rows == newRows)
  }

  @Test func whatIsNoInterpolation() {
    #expect(matrix([256, 0, 0, 256], "COL") == nil)
    // Phase lines alone say nothing.
    #expect(matrix([256, 0, 0, 128], "COL") == nil)
    // 4 % fewer: rounding of matrices.
    #expect(matrix([246, 0, 0, 246], "COL") == nil)
    #expect(matrix([128, 0, 0, 128], nil) == nil)
    #expect(matrix([], "COL") == nil)
    #expect(matrix([0, 0, 0, 0], "COL") == nil)
  }

  @Test func enhancedFilesSayItInOtherTags() throws {
    var d = DataSet()
    d.set(.inPlanePhaseEncodingDirection, .CS, "COLUMN")
    d.set(.mrAcquisitionFrequencyEncodingSteps, .US, ints: [128])
    d.set(.mrAcquisitionPhaseEncodingStepsInPlane, .US, ints: [120])
    let found = try #require(AcquiredMatrix(FrameAttributes(header: d), plane: plane(256, 256)))
    #expect(found.columns == 128)
    #expect(found.rows == 128)
  }

  /// An oblique slab of interpolated images, as Siemens stores them.
  func interpolated(_ function: FourierCroppingTests.Analytic) -> SyntheticMGRE {
    var scan = SyntheticMGRE(columns: 48, rows: 40, slices: 4, spacing: SIMD3(0.5, 0.6, 2))
    let r = Matrix3.rotation(about: SIMD3(0.3, -0.5, 0.8), radians: 0.4)
    scan.rowDirection = r.c0
    scan.columnDirection = r.c1
    let (magnitude, phase) = function.sampled(SIMD2(48, 40))
    scan.signal = { x, y, z, echo in
      (
        Double(magnitude[x + 48 * y]),
        Double(phase[x + 48 * y]) + 0.7 * Double(z) + 0.9 * Double(echo)
      )
    }
    return scan
  }

  func tagged(_ scan: SyntheticMGRE, _ matrix: [Int]) -> [SyntheticInstance] {
    changed(scan.classic) {
      $0.header.set(.acquisitionMatrix, .US, ints: matrix)
      $0.header.set(.inPlanePhaseEncodingDirection, .CS, "COL")
    }
  }

  /// Rule 7: zero-filled images are reconstructed on the acquired grid, with voxels where they were.
  @Test func interpolatedImagesComeBackOnTheAcquiredGrid() throws {
    let function = FourierCroppingTests.Analytic(reach: SIMD2(11, 9), seed: 5)
    let scan = interpolated(function)
    let mgre = try loadedMGRE(tagged(scan, [24, 0, 0, 18]))
    let grid = mgre.phases[0].grid
    #expect(grid.size == SIMD3(24, 20, 4))
    let (magnitude, phase) = function.sampled(SIMD2(24, 20))
    // Stored in 12 bits and whole numbers: 0.0008 rad and 0.5 units, less after averaging.
    for echo in 0..<3 {
      for z in 0..<4 {
        for y in 0..<20 {
          for x in 0..<24 {
            let angle = Double(phase[x + 24 * y]) + 0.7 * Double(z) + 0.9 * Double(echo)
            #expect(abs(remainder(Double(mgre.phases[echo][x, y, z]) - angle, 2 * .pi)) < 2.5e-3)
            #expect(abs(mgre.magnitudes[echo][x, y, z] - magnitude[x + 24 * y]) < 1.5)
          }
        }
      }
    }
    // The first pixel keeps its centre; pixel (c, r) lies where pixel (2c, 2r) lay.
    for (x, y, z) in [(0, 0, 0), (5, 7, 2), (23, 19, 3)] {
      let place =
        scan.position(z) + scan.rowDirection * (0.5 * 2 * Double(x))
        + scan.columnDirection * (0.6 * 2 * Double(y))
      let found = grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z)))
      #expect(found.distance(to: Point(place)) < 1e-6)
    }
    let m = mgre.metadata
    #expect(m.matrix == [24, 20, 4])
    #expect(m.storedMatrix == [48, 40, 4])
    for (a, b) in zip(m.voxelSizeMm, [1, 1.2, 2]) { #expect(abs(a - b) < 1e-9) }
    #expect(
      m.gridNote
        == "The images are interpolated: 24 samples were read out for 48 pixels. They were reconstructed on the "
        + "acquired matrix, 24 × 20 instead of 48 × 40.")
    #expect(m.warnings == [m.gridNote])
    #expect(mgre.source.instances.map(\.sliceIndex).filter { $0 == 3 }.count == 6)
    // B0 in the image axes does not depend on the matrix.
    let stored = try loadedMGRE(scan.classic)
    #expect(length(mgre.b0InVoxelAxes - stored.b0InVoxelAxes) < 1e-12)
  }

  /// Not interpolated: bit for bit what was stored.
  @Test func otherImagesAreUntouched() throws {
    let scan = interpolated(FourierCroppingTests.Analytic(reach: SIMD2(23, 19), seed: 5))
    let reference = try loadedMGRE(scan.classic)
    let tagged = try loadedMGRE(tagged(scan, [48, 0, 0, 30]))
    #expect(tagged.phases.map(\.voxels) == reference.phases.map(\.voxels))
    #expect(tagged.magnitudes.map(\.voxels) == reference.magnitudes.map(\.voxels))
    #expect(tagged.phases[0].grid == reference.phases[0].grid)
    #expect(tagged.metadata.gridNote.isEmpty)
    #expect(tagged.metadata.storedMatrix == tagged.metadata.matrix)
  }

  /// Interpolation makes no image finer: of two acquisitions the one with the finer acquired voxel is
  /// preferred.
  @Test func preferenceLooksAtTheAcquiredVoxel() throws {
    let scan = interpolated(FourierCroppingTests.Analytic(reach: SIMD2(11, 9), seed: 5))
    let plan = try #require(inventory(of: tagged(scan, [24, 0, 0, 18])).plans.first)
    #expect(MGREPreference(plan).text.hasSuffix("voxels of 2.4 mm³."))
  }
}
