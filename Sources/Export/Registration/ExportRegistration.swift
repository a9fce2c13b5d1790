import DICOM
import Vocabulary

/// Writes a registration alone as a Spatial Registration object and reads it back: the object that a report
/// holds as `dicom/registration.dcm`.
///
/// - Parameters:
///   - ctToMR: CT patient LPS mm → MR patient LPS mm; each number is written with the sixteen characters of a DS.
///   - verdict: what the registration was judged.
///   - ct: the CT's series.
///   - origin: the mGRE and what the object carries besides.
///   - path: the file; after an error its content is worthless and has to be removed by the caller.
/// - Throws: `ExportError`.
public func exportRegistration(
  _ ctToMR: RigidTransform<CTPatient, MRPatient>, verdict: Verdict, ct: SourceImageSeries,
  origin: ObjectOrigin, to path: String
) throws(ExportError) {
  let object = try SpatialRegistration(ctToMR, verdict: verdict, ct: ct, origin).dataSet
  let found: DataSet
  do {
    try DICOMWriter.write(object, to: path)
    found = try DICOMFile.open(path).dataSet
  } catch {
    throw .file("registration.dcm", reason: "\(error)")
  }
  let matrices = found.items(.registrationSequence).map { item in
    item.items(.matrixRegistrationSequence).flatMap { $0.items(.matrixSequence) }
      .flatMap { $0.strings(.frameOfReferenceTransformationMatrix) }
  }
  let expected = [Affine.identity.rowMajor16, ctToMR.rowMajor16].map { $0.map(decimalString) }
  guard matrices == expected else {
    throw .readBack(
      object: "registration", what: "matrices", expected: "\(expected)", found: "\(matrices)")
  }
}
