import Acquisition
import Foundation
import NIfTI
import Vocabulary
import Voxels

/// The two images of a registration; a source where the image came from DICOM.
struct RegistrationInputs {
  let magnitude: MRVolume<Magnitude>
  let ct: CTVolume
  let mrSource: SourceSeries?
  let ctSource: SourceSeries?

  /// Reads both; DICOM series are chosen as `report` chooses them.
  /// - Parameter note: told what the user should know.
  init(fixed: String, moving: String, note: (String) -> Void) throws {
    // One folder of both: chosen together, so that the CT is the one that fits the mGRE.
    if !Self.isNIfTI(fixed), Self.standardized(fixed) == Self.standardized(moving) {
      let inventory = try takeInventory(of: [fixed])
      let loaded = try loadCase(try selectCase(in: inventory), in: inventory)
      for series in loaded.setAside { note(series.sentence) }
      magnitude = rootSumOfSquares(loaded.mgre.magnitudes)
      ct = loaded.ct.volume
      (mrSource, ctSource) = (loaded.mgre.source, loaded.ct.source)
      return
    }
    if Self.isNIfTI(fixed) {
      magnitude = rootSumOfSquares(try NIfTI.read(fixed, as: Magnitude.self, frame: MRPatient.self))
      mrSource = nil
    } else {
      let mgre = try loadMGRE(from: try takeInventory(of: [fixed]))
      magnitude = rootSumOfSquares(mgre.magnitudes)
      mrSource = mgre.source
    }
    if Self.isNIfTI(moving) {
      let volumes = try NIfTI.read(moving, as: HU.self, frame: CTPatient.self)
      guard volumes.count == 1 else {
        throw CaseError(
          .inputUnusable, "The CT \(moving) has \(volumes.count) volumes: give a 3-D file.")
      }
      ct = volumes[0]
      ctSource = nil
    } else {
      let head = try loadCT(from: try takeInventory(of: [moving]))
      ct = head.volume
      ctSource = head.source
    }
  }

  private static func isNIfTI(_ path: String) -> Bool {
    path.hasSuffix(".nii") || path.hasSuffix(".nii.gz")
  }

  private static func standardized(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }
}
