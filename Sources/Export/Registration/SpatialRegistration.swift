import DICOM
import Vocabulary

/// CT to MR as a Spatial Registration object (PS3.3 A.39.1): two items, the MR's frame by the identity and
/// the CT's frame by the rigid matrix.
///
/// A matrix carries points of its item's frame into the object's own Frame of Reference, which is the MR's:
/// the direction of `RigidTransform<CTPatient, MRPatient>`.
struct SpatialRegistration {
  /// The object.
  let dataSet: DataSet

  /// - Throws: `ExportError.noSourceImages`.
  init(
    _ ctToMR: RigidTransform<CTPatient, MRPatient>, verdict: Verdict?, ct: SourceImageSeries,
    _ origin: ObjectOrigin
  ) throws(ExportError) {
    let mr = origin.mr
    for source in [mr, ct] where source.instances.isEmpty {
      throw .noSourceImages(modality: source.modality)
    }
    var d = origin.header(
      DerivedSeries.registration, sopClass: SOPClass.spatialRegistration, instanceRole: "registration",
      instanceNumber: 1)
    d.merge(origin.frameOfReference())
    d.set(.contentLabel, .CS, "CT_TO_MR")
    d.set(.contentDescription, .LO, "Rigid registration of head CT to multi-echo GRE MR")
    d.set(.contentCreatorName, .PN, ObjectOrigin.creatorName)
    d.set(
      .registrationSequence,
      items: [
        Self.item(
          mr, matrix: Affine.identity.rowMajor16, type: Codes.frameOfReferenceIdentity,
          comment: "MR, the registered frame"),
        Self.item(
          ct, matrix: ctToMR.rowMajor16, type: Codes.imageContentAlignment,
          comment: "CT patient LPS mm to MR patient LPS mm"
            + (verdict.map { ", verdict \($0.rawValue)" } ?? "")),
      ])
    d.merge(
      ReferenceTree(mr.instances + ct.instances)
        .commonInstanceReference(inStudy: d.string(.studyInstanceUID) ?? ""))
    dataSet = d
  }

  private static func item(
    _ source: SourceImageSeries, matrix: [Double], type: Code, comment: String
  ) -> DataSet {
    var rigid = DataSet()
    rigid.set(.frameOfReferenceTransformationMatrixType, .CS, "RIGID")
    rigid.set(.frameOfReferenceTransformationMatrix, .DS, doubles: matrix)
    var registration = DataSet()
    registration.set(.frameOfReferenceTransformationComment, .LO, comment)
    registration.set(.registrationTypeCodeSequence, items: [type.item])
    registration.set(.matrixSequence, items: [rigid])
    var d = DataSet()
    d.set(.frameOfReferenceUID, .UI, source.frameOfReferenceUID)
    d.set(
      .referencedImageSequence,
      items: ReferenceTree(source.instances).studies.flatMap(\.series).flatMap(\.instances).map { r in
        SourceImageInstance(
          sopClassUID: r.sopClassUID, sopInstanceUID: r.sopInstanceUID,
          seriesInstanceUID: r.seriesInstanceUID, studyInstanceUID: r.studyInstanceUID
        ).item
      })
    d.set(.matrixRegistrationSequence, items: [registration])
    return d
  }
}
