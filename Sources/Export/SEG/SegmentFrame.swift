import DICOM
import Voxels

/// One frame of a segmentation: a slice of one segment.
struct SegmentFrame {
  /// Segment Number.
  let segment: Int
  /// Slice of the grid.
  let slice: Int
  /// Membership, row by row.
  let pixels: [Bool]

  /// The frames of a mask, ascending by slice, empty slices left out.
  static func frames(of mask: MRMask, segment: Int) -> [SegmentFrame] {
    let count = mask.grid.size.x * mask.grid.size.y
    return (0..<mask.grid.size.z).compactMap { slice in
      let pixels = Array(mask.voxels[(slice * count)..<((slice + 1) * count)])
      return pixels.contains(true) ? SegmentFrame(segment: segment, slice: slice, pixels: pixels) : nil
    }
  }

  /// Multi-frame Dimension module (PS3.3 C.7.6.17): segment, then position.
  static func dimensions(_ c: ExportContext) -> DataSet {
    let uid = c.uid("seg/dimension organization")
    var organization = DataSet()
    organization.set(.dimensionOrganizationUID, .UI, uid)
    func index(_ pointer: Tag, in group: Tag, _ label: String) -> DataSet {
      var d = DataSet()
      d.set(.dimensionOrganizationUID, .UI, uid)
      d.set(.dimensionIndexPointer, .AT, ints: [Int(pointer.group) << 16 | Int(pointer.element)])
      d.set(.functionalGroupPointer, .AT, ints: [Int(group.group) << 16 | Int(group.element)])
      d.set(.dimensionDescriptionLabel, .LO, label)
      return d
    }
    var d = DataSet()
    d.set(.dimensionOrganizationSequence, items: [organization])
    d.set(
      .dimensionIndexSequence,
      items: [
        index(.referencedSegmentNumber, in: .segmentIdentificationSequence, "Segment"),
        index(.imagePositionPatient, in: .planePositionSequence, "Position"),
      ])
    return d
  }

  /// Functional groups that all frames share: Pixel Measures and Plane Orientation.
  static func shared(_ plane: ImagePlane) -> DataSet {
    var measures = DataSet()
    measures.set(.sliceThickness, .DS, doubles: [plane.sliceSpacing])
    measures.set(.spacingBetweenSlices, .DS, doubles: [plane.sliceSpacing])
    measures.set(.pixelSpacing, .DS, doubles: plane.pixelSpacing)
    var orientation = DataSet()
    orientation.set(.imageOrientationPatient, .DS, doubles: plane.orientation)
    var d = DataSet()
    d.set(.pixelMeasuresSequence, items: [measures])
    d.set(.planeOrientationSequence, items: [orientation])
    return d
  }

  /// The frame's own functional groups: Derivation Image, Frame Content, Plane Position, Segment Identification.
  func functionalGroups(
    _ plane: ImagePlane, positionIndex: Int, sources: [SourceImageInstance]
  ) -> DataSet {
    var derivation = DataSet()
    derivation.set(.derivationCodeSequence, items: [Codes.segmentation.item])
    derivation.set(
      .sourceImageSequence,
      items: sources.map {
        var item = $0.sourceImageItem
        item.set(.spatialLocationsPreserved, .CS, "YES")
        return item
      })
    var content = DataSet()
    content.set(.dimensionIndexValues, .UL, ints: [segment, positionIndex])
    var position = DataSet()
    position.set(.imagePositionPatient, .DS, doubles: plane.position(slice))
    var identification = DataSet()
    identification.set(.referencedSegmentNumber, .US, ints: [segment])
    var d = DataSet()
    d.set(.derivationImageSequence, items: [derivation])
    d.set(.frameContentSequence, items: [content])
    d.set(.planePositionSequence, items: [position])
    d.set(.segmentIdentificationSequence, items: [identification])
    return d
  }
}
