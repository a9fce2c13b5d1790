import DICOM
import Vocabulary

/// A segmentation as a stranger reads it: segments by their codes, places by the frames' own geometry.
struct SegmentationReading {
  /// One segment.
  struct Segment {
    /// Segment Number.
    let number: Int
    /// Code Value of the property type.
    let type: String
    /// Code Value of the property type's modifier.
    let laterality: String
    /// Tracking ID.
    let trackingID: String
    /// Tracking UID.
    let trackingUID: String
    /// SOP Instance UID of the object.
    let sopInstanceUID: String
    /// Pixels set.
    var voxels = 0
    /// Centre of mass, LPS mm.
    var centroid = SIMD3<Double>.zero
  }

  /// Segments in order of number.
  let segments: [Segment]

  init(_ file: DICOMFile) throws(ExportError) {
    let d = file.dataSet
    var found = d.items(.segmentSequence).map { item in
      let type = item.items(.segmentedPropertyTypeCodeSequence).first ?? DataSet()
      let modifier = type.items(.segmentedPropertyTypeModifierCodeSequence).first ?? DataSet()
      return Segment(
        number: item.int(.segmentNumber) ?? 0, type: type.string(.codeValue) ?? "",
        laterality: modifier.string(.codeValue) ?? "", trackingID: item.string(.trackingID) ?? "",
        trackingUID: item.string(.trackingUID) ?? "", sopInstanceUID: d.string(.sopInstanceUID) ?? "")
    }
    let shared = d.items(.sharedFunctionalGroupsSequence).first ?? DataSet()
    let spacing = shared.items(.pixelMeasuresSequence).first?.doubles(.pixelSpacing) ?? []
    let axes = shared.items(.planeOrientationSequence).first?.doubles(.imageOrientationPatient) ?? []
    let columns = d.int(.columns) ?? 0
    guard spacing.count == 2, axes.count == 6, columns > 0 else {
      throw .readBack(object: "SEG", what: "geometry", expected: "spacing and axes", found: "none")
    }
    let alongRow = SIMD3(axes[0], axes[1], axes[2]) * spacing[1]
    let downColumn = SIMD3(axes[3], axes[4], axes[5]) * spacing[0]
    for (n, frame) in d.items(.perFrameFunctionalGroupsSequence).enumerated() {
      let number = frame.items(.segmentIdentificationSequence).first?.int(.referencedSegmentNumber)
      let origin = frame.items(.planePositionSequence).first?.doubles(.imagePositionPatient) ?? []
      guard let i = found.firstIndex(where: { $0.number == number }), origin.count == 3 else {
        throw .readBack(
          object: "SEG", what: "frame \(n + 1)", expected: "a segment and a position", found: "neither")
      }
      let corner = SIMD3(origin[0], origin[1], origin[2])
      for (o, pixel) in try Rereading.values(file, frame: n, "seg.dcm").enumerated() where pixel != 0 {
        found[i].voxels += 1
        found[i].centroid += corner + alongRow * Double(o % columns) + downColumn * Double(o / columns)
      }
    }
    for i in found.indices { found[i].centroid /= Double(max(1, found[i].voxels)) }
    segments = found
  }
}
