import CaseRunner
import Foundation
import Report
import Testing
import Vocabulary

/// What the consensus on QSM asks every report to state, and what the extra maps of a report hold.
@Suite struct ReportingTableTests {
  /// The checklist: section, line, and what the line must say of the sample study.
  static let checklist: [(section: String, item: String, says: [String])] = [
    ("mGRE acquisition", "Scanner", ["SIEMENS", "Prisma", "E11"]),
    ("mGRE acquisition", "Field strength", [" T ("]),
    ("mGRE acquisition", "Imaging frequency", ["MHz"]), ("mGRE acquisition", "Sequence", ["3D"]),
    ("mGRE acquisition", "Echo times", [", ", " ms"]), ("mGRE acquisition", "Repetition time", ["ms"]),
    ("mGRE acquisition", "Flip angle", ["°"]), ("mGRE acquisition", "Bandwidth", ["Hz/pixel"]),
    ("mGRE acquisition", "Matrix", [" × "]), ("mGRE acquisition", "Voxel size", [" × ", " mm"]),
    ("mGRE acquisition", "Readout polarity", []), ("mGRE acquisition", "Acceleration", []),
    ("mGRE acquisition", "Partial Fourier", []), ("mGRE acquisition", "Flow compensation", []),
    ("mGRE acquisition", "Orientation", ["° from B0", "columns, rows, slices"]),
    ("mGRE acquisition", "Signal", []), ("mGRE acquisition", "Phase", []),
    ("mGRE acquisition", "Distortion correction", []),
    ("Processing", "Program", ["Pallidum \(version)"]),
    ("Processing", "Registration", ["rigid", "243 starts", "8, 4, 1.5 mm"]),
    ("Processing", "Brain mask", ["intracranial space", "phase quality"]),
    ("Processing", "Coil offset", ["σ 7 mm"]), ("Processing", "Unwrapping", ["exact"]),
    ("Processing", "Field", ["echoes combined before background removal"]),
    ("Processing", "Background field", [" mm"]), ("Processing", "Inversion", ["λ", "B0 in image axes"]),
    ("Processing", "R2*", ["noise floor"]),
    ("Processing", "Para- and diamagnetic parts", ["model-based", "relative to whole brain"]),
    ("Processing", "Susceptibility-weighted image", ["slabs of 12 mm"]),
    ("Processing", "Regions of interest", ["whole brain"]),
    ("Processing", "Geometric change", ["mGRE", "CT"]),
    ("Processing", "Unit and sign", ["ppb", "paramagnetic positive"]),
    ("Processing", "Reference", ["whole brain 0.0 ± "]),
    ("Processing", "Reference regions", ["R2* below 5 1/s", "500 mm³"]),
    ("Processing", "CSF relative to whole brain", [" ± ", "voxels"]),
    ("Processing", "CSF of the atria relative to whole brain", [" ± ", "voxels"]),
  ]

  @Test func everyLineOfTheChecklistIsThere() throws {
    let methods = try Shared.sample.get().report.methods
    for line in Self.checklist {
      let found = methods.filter { $0.section == line.section && $0.item == line.item }
      #expect(found.count == 1, "\(line.item)")
      let value = found.first?.value ?? ""
      #expect(!value.isEmpty, "\(line.item)")
      for words in line.says { #expect(value.contains(words), "\(line.item): \(value)") }
    }
  }

  /// CSF of the whole brain and of the atria, relative to the whole brain, within 8 ppb of the simulated one.
  ///
  /// That is what the reconstruction leaves in nuclei too (docs/algorithms/susceptibility.md). Every nucleus relative to a
  /// region is its mean less that region's.
  @Test func referencesAreTheSimulatedOnes() throws {
    let c = try Shared.sample.get()
    let regions = try #require(c.report.susceptibility.references)
    #expect(regions.map(\.region) == ["wholeBrain", "csf", "atrialCSF"])
    let truth = c.truth.referenceMeansPpb
    for region in regions.dropFirst() {
      let mean = try #require(region.meanRelativeToWholeBrainPpb)
      #expect(abs(mean - (truth.csf - truth.wholeBrain)) < 8, "\(region.region): \(mean)")
      #expect(region.voxels > 100 && region.withheld == nil)
    }
    for structure in c.report.structures {
      guard let qsm = structure.qsm else { continue }
      let byReference = try #require(qsm.meanByReferencePpb)
      for region in regions {
        let zero = try #require(region.meanPpb)
        let relative = try #require(byReference[region.region] ?? nil)
        #expect(abs(relative - (qsm.meanPpb - zero)) < 0.02)
      }
    }
  }

  /// A map whose sign is contradicted gives no reference either: each region has the reason, no page has the table.
  @Test func untrustedMapTellsNoReference() throws {
    let c = try Shared.signFlipped.get()
    let regions = try #require(c.report.susceptibility.references)
    #expect(regions.count == 3)
    for region in regions {
      #expect(region.meanPpb == nil && region.sdPpb == nil && region.meanRelativeToWholeBrainPpb == nil)
      #expect(region.withheld == c.report.susceptibility.withheld && region.withheld != nil)
    }
    let lines = c.report.methods.filter { $0.item.hasSuffix("relative to whole brain") }
    #expect(lines.count == 2 && lines.allSatisfy { $0.value == "withheld with the susceptibility map" })
    #expect(try !c.text("report.html").contains("relative to each reference"))
  }

  /// An iron-rich nucleus is mostly paramagnetic.
  ///
  /// The parts' difference is χ but for what noise and the nucleus' edge put below 0, where it is cut: a tenth at most.
  @Test(arguments: Side.allCases) func pallidumIsMostlyParamagnetic(_ side: Side) throws {
    let qsm = try #require(try Shared.sample.get().report.measurement(.globusPallidus, side)?.qsm)
    let plus = try #require(qsm.paramagneticMeanPpb)
    let minus = try #require(qsm.diamagneticMeanPpb)
    #expect(minus >= 0 && plus > 5 * minus)
    #expect(abs(plus - minus - qsm.meanPpb) < 0.1 * qsm.meanPpb)
  }

  @Test func extraMapsAreWritten() throws {
    let c = try Shared.sample.get()
    for name in ["swi", "swi-mip", "chi-paramagnetic", "chi-diamagnetic"] {
      #expect(FileManager.default.fileExists(atPath: c.folder + "/nifti/\(name).nii.gz"), "\(name)")
    }
    #expect(
      try c.text("report.html").contains("minimum-intensity projection of a slab 12 mm thick, axial at"))
  }
}
