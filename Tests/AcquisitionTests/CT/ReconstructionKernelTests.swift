import Testing

@testable import Acquisition

@Test(arguments: [
  ("H31s", "", ReconstructionKernel.soft), ("Hr40d", "", .soft), ("J40s", "", .soft), ("H60s", "", .sharp),
  ("Hr64h", "", .sharp), ("STANDARD", "", .soft), ("BONEPLUS", "", .sharp), ("STD+", "", .soft),
  ("UB", "", .soft), ("FC26", "", .soft), ("FC81", "", .sharp), ("X9", "", .unknown), ("", "", .unknown),
  ("UB", "Head bone 1 mm", .sharp),
])
func kernelClass(_ name: String, _ description: String, _ expected: ReconstructionKernel) {
  #expect(ReconstructionKernel(name: name, description: description) == expected)
}
