import Testing

@testable import Acquisition

@Test(arguments: [
  // Siemens: family letter, number of sharpness; the newer ones with a subgroup and a strength behind.
  (["H31s"], "", ReconstructionKernel.soft), (["Hr40d"], "", .soft), (["J40s"], "", .soft),
  (["H60s"], "", .sharp),
  (["Hr64h"], "", .sharp), (["Hr40f", "3"], "", .soft), (["Hc44f", "2"], "", .soft),
  (["J70h", "3"], "", .sharp),
  (["Qr36"], "", .soft), (["Br59d"], "", .sharp), (["U70u"], "", .sharp), (["S80s"], "", .sharp),
  (["H48s"], "", .intermediate),
  // GE.
  (["STANDARD"], "", .soft), (["SOFT"], "", .soft), (["STD+"], "", .soft), (["DETAIL"], "", .intermediate),
  (["CHST"], "", .intermediate), (["BONE"], "", .sharp), (["BONEPLUS"], "", .sharp), (["EDGE"], "", .sharp),
  (["LUNG"], "", .sharp), (["ULTRA"], "", .sharp), (["HD STND"], "", .soft), (["HD BONE"], "", .sharp),
  // Philips.
  (["UA"], "", .soft), (["UB"], "", .soft), (["UC"], "", .soft), (["B"], "", .soft),
  (["C"], "", .intermediate),
  (["D"], "", .sharp), (["E"], "", .sharp), (["YA"], "", .sharp), (["YC"], "", .sharp),
  (["Brain Routine"], "", .soft),
  // Canon.
  (["FC01"], "", .soft), (["FC26"], "", .soft), (["FC68"], "", .soft), (["FC30"], "", .sharp),
  (["FC51"], "", .sharp),
  (["FC81"], "", .sharp),
  // United Imaging.
  (["H_SOFT_B"], "", .soft), (["B_SOFT_A"], "", .soft), (["B_VSOFT_D"], "", .soft),
  (["H_SHARP_C"], "", .sharp),
  (["H_VSHARP_C"], "", .sharp),
  // Unknown, and what the description adds.
  (["X9"], "", .unknown), ([""], "", .unknown), ([], "", .unknown), ([], "Head Brain 5 mm", .soft),
  (["UB"], "Head bone 1 mm", .sharp), (["FC26"], "Innenohr li", .sharp),
])
func kernelClass(_ values: [String], _ description: String, _ expected: ReconstructionKernel) {
  #expect(ReconstructionKernel(values: values, description: description) == expected)
}
