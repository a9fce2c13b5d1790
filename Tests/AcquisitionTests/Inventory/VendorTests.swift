import Testing

@testable import Acquisition

@Test(arguments: [
  ("SIEMENS", Vendor.siemens), ("Siemens Healthineers", .siemens), ("Philips Medical Systems", .philips),
  ("GE MEDICAL SYSTEMS", .ge), ("GE HEALTHCARE", .ge), ("General Electric", .ge), ("UIH", .other("UIH")),
  ("Gerät AG", .other("Gerät AG")), ("", .other("")),
])
func vendorOfManufacturer(_ manufacturer: String, _ expected: Vendor) {
  #expect(Vendor(manufacturer: manufacturer) == expected)
}
