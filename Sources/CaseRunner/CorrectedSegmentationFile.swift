import Acquisition
import DICOM
import Foundation
import NIfTI
import Vocabulary
import Voxels

/// The table beside a NIfTI label file that says which number is which nucleus, as `--nifti` writes it.
private let labelTable = "labels.tsv"
/// NIfTI stores geometry in single precision: voxel centres may differ by this share of a voxel.
private let gridTolerance = 0.02

/// The outlines of a reader's file: a DICOM Segmentation, or NIfTI labels with their table.
///
/// A DICOM object names patient, place and nuclei itself. A NIfTI file names nothing, so its grid must be the
/// susceptibility map's, and `labels.tsv` beside it (or a table of the file's own name) must name its numbers.
/// - Throws: `CaseError` (3, or 4 where it names another patient) with what is wrong and what to do.
func correctedSegmentation(_ path: String, for mgre: MGREAcquisition) throws -> CorrectedSegmentation {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
    throw CaseError(
      .inputUnusable,
      "\(path) is no file: give --segmentation one DICOM Segmentation, or one NIfTI file of labels.")
  }
  let grid = mgre.magnitudes[0].grid
  do {
    if path.hasSuffix(".nii") || path.hasSuffix(".nii.gz") {
      return try labels(path, onto: grid)
    }
    return try readSegmentation(try DICOMFile.open(path), mr: mgre.source, onto: grid)
  } catch let refusal as SegmentationRefusal {
    throw CaseError(
      ExitStatus(rawValue: refusal.exitCode) ?? .inputUnusable,
      "The corrected segmentation \(path) cannot be used. \(refusal)")
  } catch is DICOMError {
    throw CaseError(
      .inputUnusable,
      "\(path) is neither a DICOM Segmentation nor a NIfTI file (.nii, .nii.gz) of labels: export it again.")
  }
}

/// Nuclei of a NIfTI label file.
private func labels(_ path: String, onto grid: Grid<MRPatient>) throws -> CorrectedSegmentation {
  let volumes = try NIfTI.read(path, as: Dimensionless.self, frame: MRPatient.self)
  guard volumes.count == 1 else {
    throw CaseError(.inputUnusable, "\(path) has \(volumes.count) volumes: give one 3-D file of labels.")
  }
  guard isSame(volumes[0].grid, grid) else {
    throw CaseError(
      .inputUnusable,
      "\(path) is not on the grid of this case's susceptibility map, and NIfTI does not say to whom it belongs: correct "
        + "labels.nii.gz that --nifti wrote for this case, or give a DICOM Segmentation.")
  }
  let (names, table) = try labelNames(beside: path)
  var masks: [SidedStructure: MRMask] = [:]
  for (offset, value) in volumes[0].voxels.enumerated() where value != 0 {
    guard let number = Int(exactly: value), let nucleus = names[number] else {
      throw CaseError(
        .inputUnusable,
        "\(path) holds the value \(value), which \(table) does not name: add it, or remove it.")
    }
    masks[nucleus, default: MRMask(grid: grid)].voxels[offset] = true
  }
  return try CorrectedSegmentation(masks: masks)
}

/// The nucleus of each number: lines of number, structure and side, separated by tabs.
private func labelNames(beside path: String) throws -> (names: [Int: SidedStructure], table: String) {
  let file = URL(filePath: path)
  let stem = file.lastPathComponent.replacing(/\.nii(\.gz)?$/, with: "")
  let folder = file.deletingLastPathComponent()
  let candidates = [folder.appending(path: stem + ".tsv"), folder.appending(path: labelTable)]
  guard let table = candidates.first(where: { FileManager.default.fileExists(atPath: $0.path) }),
    let text = try? String(contentsOf: table, encoding: .utf8)
  else {
    throw CaseError(
      .inputUnusable,
      "Nothing says which number of \(path) is which nucleus: keep \(labelTable), which --nifti writes, beside it."
    )
  }
  var names: [Int: SidedStructure] = [:]
  for line in text.split(whereSeparator: \.isNewline) {
    let fields = line.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) }
    guard fields.count == 3, let number = Int(fields[0]), let structure = Structure(rawValue: fields[1]),
      let side = Side(rawValue: fields[2]), names[number] == nil,
      !names.values.contains(SidedStructure(structure, side))
    else {
      throw CaseError(
        .inputUnusable,
        "The line “\(line.prefix(80))” of \(table.path) is no number, nucleus and side of its own, separated by tabs, such as "
          + "1, globusPallidus, left.")
    }
    names[number] = SidedStructure(structure, side)
  }
  return (names, table.path)
}

/// True if both grids have the same voxels, but for single precision.
private func isSame(_ a: Grid<MRPatient>, _ b: Grid<MRPatient>) -> Bool {
  guard a.size == b.size else { return false }
  let map = b.patientToVoxel * a.voxelToPatient
  let (x, y, z) = (Double(a.size.x - 1), Double(a.size.y - 1), Double(a.size.z - 1))
  return [SIMD3(0, 0, 0), SIMD3(x, 0, 0), SIMD3(0, y, 0), SIMD3(0, 0, z), SIMD3(x, y, z)].allSatisfy {
    length(map($0) - $0) < gridTolerance
  }
}
