import Testing
import Vocabulary
import Voxels

@testable import Registration

@Suite struct HeadOutlineTests {
  private let grid = Grid<MRPatient>(
    size: SIMD3(40, 44, 60),
    voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(5, 5, 5)), translation: SIMD3(-100, -110, -200)))

  /// A box of a head with a hole, a speck beside it, on a neck that is too long to count.
  @Test func theHeadCountsAndTheNeckDoesNot() throws {
    var image = MRVolume<Magnitude>(grid: grid)
    for z in 30..<58 { for y in 8..<36 { for x in 8..<32 { image[x, y, z] = 10 } } }
    for z in 0..<30 { for y in 22..<36 { for x in 14..<26 { image[x, y, z] = 10 } } }
    for z in 40..<46 { for y in 18..<24 { for x in 18..<24 { image[x, y, z] = 0 } } }
    image[1, 1, 1] = 10
    let parameters = RegistrationParameters()
    let head = try HeadOutline(image, above: 5, modality: "MR", parameters: parameters)
    #expect(!head.mask[1, 1, 1] && !head.mask[20, 20, 42] && head.mask[20, 20, 35])
    // The vertex stands in slice 57; 170 mm are 34 slices: 24…57.
    var sum = SIMD3<Double>.zero
    var count = 0.0
    for z in 24..<58 {
      for y in 0..<44 {
        for x in 0..<40 where image[x, y, z] > 5 {
          sum += SIMD3(Double(x), Double(y), Double(z))
          count += 1
        }
      }
    }
    #expect(length(head.centre - grid.voxelToPatient(sum / count)) < 1e-9)
    // Samples: the hole, and 10 mm around; not 20 mm.
    #expect(head.surroundings[20, 20, 42])
    #expect(head.surroundings[6, 20, 42] && !head.surroundings[4, 20, 42])
    #expect(head.surroundings[33, 20, 42] && !head.surroundings[35, 20, 42])
    #expect(head.surroundings[20, 20, 59], "up to the image's border")
  }
}
