import Vocabulary
import Voxels

/// Fewest voxels that make an inversion meaningful: a cube of about 1 cm at 1 mm.
let fewestVoxels = 1000

/// Throws unless mask and direction fit the grid.
func checkInversion(
  _ grid: Grid<MRPatient>, mask: MRMask, b0InVoxelAxes b: SIMD3<Double>
) throws(SusceptibilityError) {
  guard mask.grid == grid else {
    throw .maskOnOtherGrid(
      size: [mask.grid.size.x, mask.grid.size.y, mask.grid.size.z],
      expected: [grid.size.x, grid.size.y, grid.size.z])
  }
  guard length(b).isFinite, length(b) > 0 else {
    throw .fieldDirectionInvalid(x: b.x, y: b.y, z: b.z)
  }
}

/// The values inside the mask, zero elsewhere and where a value is not finite.
func maskedSamples(_ values: [Float], _ mask: [Bool]) -> Samples {
  let out = Samples(zeros: values.count)
  overRanges(values.count) { range in
    for i in range where mask[i] && values[i].isFinite { out.p[i] = values[i] }
  }
  return out
}

/// Takes the mean inside the mask away and sets the outside to zero.
func demean(_ values: Samples, _ mask: [Bool]) {
  let sum = sumOverRanges(values.count) { range in
    var s = 0.0
    for i in range where mask[i] { s += Double(values.p[i]) }
    return s
  }
  let members = sumOverRanges(values.count) { range in
    var s = 0.0
    for i in range where mask[i] { s += 1 }
    return s
  }
  let mean = members > 0 ? Float(sum / members) : 0
  overRanges(values.count) { range in
    for i in range { values.p[i] = mask[i] ? values.p[i] - mean : 0 }
  }
}
