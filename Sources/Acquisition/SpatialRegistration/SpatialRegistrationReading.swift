import DICOM
import Vocabulary

/// Spatial Registration Storage (PS3.4 B.5).
private let spatialRegistrationStorage = "1.2.840.10008.5.1.4.1.1.66.1"

/// The transform from CT to MR that a Spatial Registration object holds (PS3.3 A.39.1, C.20.2).
///
/// Each item of the object carries one frame to the object's registered frame, which may be the MR's, the CT's or a third
/// one; CT → MR is the CT's matrix followed by the inverse of the MR's. A frame that is the registered one itself
/// needs no item.
/// - Parameters:
///   - dataSet: the object.
///   - ct: the source of the CT.
///   - mr: the source of the mGRE.
/// - Returns: CT patient LPS mm → MR patient LPS mm.
/// - Throws: `SpatialRegistrationRefusal`, also where a matrix scales, shears or mirrors.
public func readSpatialRegistration(
  _ dataSet: DataSet, ct: SourceSeries, mr: SourceSeries
) throws(SpatialRegistrationRefusal) -> RigidTransform<CTPatient, MRPatient> {
  try spatialRegistration(dataSet, ct: RegisteredSeries(ct), mr: RegisteredSeries(mr))
}

/// What identifies a series in a Spatial Registration object.
struct RegisteredSeries {
  let modality: String
  let frameOfReferenceUID: String
  let sopInstanceUIDs: Set<String>

  init(modality: String, frameOfReferenceUID: String, sopInstanceUIDs: Set<String>) {
    self.modality = modality
    self.frameOfReferenceUID = frameOfReferenceUID
    self.sopInstanceUIDs = sopInstanceUIDs
  }

  init(_ source: SourceSeries) {
    self.init(
      modality: source.modality, frameOfReferenceUID: source.frameOfReferenceUID,
      sopInstanceUIDs: Set(source.instances.map(\.sopInstanceUID)))
  }
}

/// As the public function, of the identifiers alone.
func spatialRegistration(
  _ dataSet: DataSet, ct: RegisteredSeries, mr: RegisteredSeries
) throws(SpatialRegistrationRefusal) -> RigidTransform<CTPatient, MRPatient> {
  let sopClass = dataSet.string(.sopClassUID) ?? ""
  guard sopClass == spatialRegistrationStorage else { throw .otherClass(sopClassUID: sopClass) }
  let ctToRegistered = try toRegisteredFrame(ct, in: dataSet)
  let mrToRegistered = try toRegisteredFrame(mr, in: dataSet)
  // Both are rotations, so the product is one but for rounding, which the transform removes.
  guard let transform = RigidTransform<CTPatient, MRPatient>(mrToRegistered.inverse * ctToRegistered) else {
    throw .malformedMatrix
  }
  return transform
}

/// The map of a series' frame to the object's registered frame.
private func toRegisteredFrame(
  _ series: RegisteredSeries, in dataSet: DataSet
) throws(SpatialRegistrationRefusal) -> Affine {
  let items = dataSet.items(.registrationSequence).map(Item.init)
  // Two series may share a Frame of Reference: an item that names an image of the series is about it.
  let named = items.filter { !$0.images.isDisjoint(with: series.sopInstanceUIDs) }
  let sameFrame = items.filter {
    !series.frameOfReferenceUID.isEmpty && $0.frame == series.frameOfReferenceUID
  }
  let mine = named.isEmpty ? sameFrame : named
  let registered = dataSet.string(.frameOfReferenceUID) ?? ""
  guard !mine.isEmpty else {
    if !registered.isEmpty, registered == series.frameOfReferenceUID { return .identity }
    let found = ([registered] + items.map(\.frame)).filter { !$0.isEmpty }
    throw .otherFrames(
      modality: series.modality, expected: series.frameOfReferenceUID,
      found: found.enumerated().filter { !found[..<$0.offset].contains($0.element) }.map(\.element))
  }
  // An image of the series in another frame than the file has: the object is of another version of the series.
  for item in named where !item.frame.isEmpty && item.frame != series.frameOfReferenceUID {
    throw .otherFrames(
      modality: series.modality, expected: series.frameOfReferenceUID, found: [item.frame])
  }
  var maps: [Affine] = []
  for item in mine { maps.append(try item.map()) }
  guard maps.allSatisfy({ $0 == maps[0] }) else { throw .ambiguous(modality: series.modality) }
  return maps[0]
}

/// One item of the Registration Sequence.
private struct Item {
  /// Frame of Reference UID; empty if absent.
  let frame: String
  /// SOP Instance UIDs that the item is restricted to.
  let images: Set<String>
  private let matrices: [DataSet]

  init(_ d: DataSet) {
    frame = d.string(.frameOfReferenceUID) ?? ""
    images = Set(d.items(.referencedImageSequence).compactMap { $0.string(.referencedSOPInstanceUID) })
    matrices = d.items(.matrixRegistrationSequence).flatMap { $0.items(.matrixSequence) }
  }

  /// The product of the item's matrices; the first is applied first.
  func map() throws(SpatialRegistrationRefusal) -> Affine {
    guard !matrices.isEmpty else { throw .noMatrix(frame: frame.isEmpty ? "(none named)" : frame) }
    var map = Affine.identity
    for matrix in matrices { map = try rigid(matrix) * map }
    return map
  }

  private func rigid(_ d: DataSet) throws(SpatialRegistrationRefusal) -> Affine {
    let type = d.string(.frameOfReferenceTransformationMatrixType) ?? ""
    guard type == "RIGID" else { throw .otherType(type) }
    guard let affine = Affine(rowMajor16: d.doubles(.frameOfReferenceTransformationMatrix)) else {
      throw .malformedMatrix
    }
    guard let transform = RigidTransform<MRPatient, MRPatient>(affine) else {
      throw .notRigid(distortion(of: affine.linear))
    }
    // A matrix that is rigid by its digits alone: the rotation nearest to it.
    return transform.affine
  }
}

/// What a matrix that is no rotation does: mirrors, scales or shears.
public func distortion(of linear: Matrix3) -> String {
  guard linear.determinant > 0 else { return "mirrors" }
  let lengths = [length(linear.c0), length(linear.c1), length(linear.c2)]
  // The tolerance of `RigidTransform` on squares is half as large on lengths.
  return lengths.allSatisfy { abs($0 - 1) < 5e-5 } ? "shears" : "scales"
}
