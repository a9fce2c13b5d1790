import Acquisition
import DICOM
import Foundation
import Vocabulary

/// A file that holds a transform is a few kilobytes, a report some hundred; more is some other file.
private let largestTransformBytes = 64 << 20

/// The transform of a file: a Spatial Registration object, `transform.json` of `register`, or `report.json`.
///
/// Only the object knows to which images it belongs, and is refused for others.
/// - Parameters:
///   - path: the file.
///   - inputs: the images; a Spatial Registration object needs both to be DICOM.
/// - Returns: CT patient LPS mm → MR patient LPS mm.
/// - Throws: `CaseError` (3) with one sentence.
func knownTransform(
  _ path: String, for inputs: RegistrationInputs
) throws(CaseError) -> RigidTransform<CTPatient, MRPatient> {
  let bytes = try contents(path)
  if isJSON(bytes) { return try transform(json: bytes, path: path) }
  let object: DataSet
  do { object = try DICOMFile.open(path).dataSet } catch {
    throw CaseError(
      .inputUnusable,
      "\(path) is neither a DICOM Spatial Registration object nor transform.json of `pallidum register`.")
  }
  guard let ct = inputs.ctSource, let mr = inputs.mrSource else {
    throw CaseError(
      .inputUnusable,
      "\(path) is a DICOM object and speaks of Frames of Reference, which NIfTI files do not have: give DICOM folders, "
        + "or transform.json of `pallidum register`.")
  }
  do throws(SpatialRegistrationRefusal) { return try readSpatialRegistration(object, ct: ct, mr: mr) } catch {
    throw CaseError(.inputUnusable, "\(path) cannot be used. \(error)")
  }
}

private func contents(_ path: String) throws(CaseError) -> Data {
  let values = try? URL(filePath: path).resolvingSymlinksInPath()
    .resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
  guard let values, values.isRegularFile == true else {
    throw CaseError(.inputUnusable, "\(path) is no file: give the file that holds the transform.")
  }
  guard let size = values.fileSize, size <= largestTransformBytes else {
    throw CaseError(
      .inputUnusable, "\(path) is larger than \(largestTransformBytes >> 20) MB, so it is no transform.")
  }
  do { return try Data(contentsOf: URL(filePath: path)) } catch {
    throw CaseError(.inputUnusable, "\(path) cannot be read. Check its permissions.")
  }
}

/// True if the first character that is no space opens an object.
private func isJSON(_ bytes: Data) -> Bool {
  let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes
  return text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
}

private func transform(json: Data, path: String) throws(CaseError) -> RigidTransform<CTPatient, MRPatient> {
  struct Known: Decodable {
    struct Registration: Decodable { let ctToMR: [Double]? }
    let movingToFixed: [Double]?
    let registration: Registration?
  }
  guard let known = try? JSONDecoder().decode(Known.self, from: json),
    let numbers = known.movingToFixed ?? known.registration?.ctToMR
  else {
    throw CaseError(
      .inputUnusable,
      "\(path) holds no transform: movingToFixed of `pallidum register` or registration.ctToMR of a report, 16 numbers."
    )
  }
  guard let affine = Affine(rowMajor16: numbers) else {
    throw CaseError(
      .inputUnusable,
      "The transform of \(path) does not have 16 numbers, row by row, with the last row 0 0 0 1.")
  }
  guard let transform = RigidTransform<CTPatient, MRPatient>(affine) else {
    throw CaseError(
      .inputUnusable,
      "The transform of \(path) \(distortion(of: affine.linear)), so it is no rotation with translation.")
  }
  return transform
}
