import Foundation
import TestSupport

/// Another program that corrects a report's outlines: highdicom and pydicom.
enum SegmentationEditor {
  /// What was drawn, measured by the editor.
  struct Drawn: Decodable {
    let voxels: Int
    let meanPpb: Double
  }

  /// Draws the left pallidum anew, a slice shorter and without its outermost voxels, as one segment of a new object.
  /// - Parameter way: `label` names it by its label alone on the map's raster; `fine` codes it and draws on a raster of
  ///   half the spacing, slices in reverse.
  static func redraw(_ folder: String, to file: String, way: String) throws -> Drawn {
    let r = try ExternalProgram.run("python3", "-W", "ignore", "-c", drawing, folder + "/dicom", file, way)
    guard r.status == 0, let start = r.output.firstIndex(of: "{") else {
      throw ReadBack.Failed(output: r.output)
    }
    return try JSONDecoder().decode(Drawn.self, from: Data(r.output[start...].utf8))
  }

  /// Changes tags of a report's segmentation; `change` is Python on the data set `d`.
  static func alter(_ folder: String, to file: String, change: String) throws {
    let script = "import sys, pydicom\nd = pydicom.dcmread(sys.argv[1])\n\(change)\nd.save_as(sys.argv[2])\n"
    let r = try ExternalProgram.run("python3", "-W", "ignore", "-c", script, folder + "/dicom/seg.dcm", file)
    guard r.status == 0 else { throw ReadBack.Failed(output: r.output) }
  }

  private static let drawing = """
    import glob, json, sys
    import numpy as np, pydicom, highdicom as hd
    from pydicom.sr.codedict import codes
    folder, target, way = sys.argv[1:]
    maps = sorted((pydicom.dcmread(f) for f in glob.glob(folder + '/qsm/*.dcm')),
                  key=lambda d: float(np.dot(d.ImagePositionPatient, np.cross(d.ImageOrientationPatient[:3], d.ImageOrientationPatient[3:]))))
    old = hd.seg.segread(folder + '/seg.dcm')
    number = next(n for n in old.segment_numbers if old.get_segment_description(n).segment_label == 'left globus pallidus')
    mask = np.zeros((len(maps),) + maps[0].pixel_array.shape, bool)
    places = [np.array(d.ImagePositionPatient, float) for d in maps]
    for f, g in zip(old.pixel_array, old.PerFrameFunctionalGroupsSequence):
        if g.SegmentIdentificationSequence[0].ReferencedSegmentNumber != number: continue
        p = np.array(g.PlanePositionSequence[0].ImagePositionPatient, float)
        mask[int(np.argmin([np.linalg.norm(p - q) for q in places]))] = f > 0
    # Without the outermost voxels in the slices, and without the uppermost slice.
    core = mask.copy()
    for axis in (1, 2):
        for step in (-1, 1):
            core &= np.roll(mask, step, axis)
    core[np.nonzero(core.any((1, 2)))[0].max()] = False
    def ppb(d):
        m = d.RealWorldValueMappingSequence[0]
        return 1000 * (d.pixel_array * float(m.RealWorldValueSlope) + float(m.RealWorldValueIntercept))
    values = np.stack([ppb(d) for d in maps])[core]
    common = dict(segment_number=1, segment_label='left globus pallidus' if way == 'label' else 'Segment_1',
                  algorithm_type='MANUAL', tracking_uid=hd.UID(), tracking_id='a')
    if way == 'label':
        segment = hd.seg.SegmentDescription(
            segmented_property_category=codes.SCT.Tissue, segmented_property_type=codes.SCT.Tissue, **common)
        geometry = {}
    else:
        segment = hd.seg.SegmentDescription(
            segmented_property_category=codes.SCT.AnatomicalStructure,
            segmented_property_type=hd.sr.CodedConcept('14738005', 'SCT', 'Globus Pallidus'), **common)
        segment.SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence = [
            hd.sr.CodedConcept('7771000', 'SCT', 'Left')]
    pixels = core
    if way == 'fine':
        first = maps[0]
        s = np.array(first.PixelSpacing, float)
        o = np.array(first.ImageOrientationPatient, float)
        gap = float(np.linalg.norm(places[1] - places[0]))
        quarter = (o[:3] * s[1] + o[3:] * s[0]) / 4
        pixels = core.repeat(2, 1).repeat(2, 2)[::-1]
        geometry = dict(
            pixel_measures=hd.PixelMeasuresSequence(pixel_spacing=list(s / 2), slice_thickness=gap, spacing_between_slices=gap),
            plane_orientation=hd.PlaneOrientationSequence('PATIENT', list(o)),
            plane_positions=[hd.PlanePositionSequence('PATIENT', list(p - quarter)) for p in places[::-1]])
    seg = hd.seg.Segmentation(
        source_images=maps, pixel_array=pixels.astype(np.uint8), segmentation_type='BINARY', segment_descriptions=[segment],
        series_instance_uid=hd.UID(), series_number=900, sop_instance_uid=hd.UID(), instance_number=1,
        manufacturer='Editor', manufacturer_model_name='Editor', software_versions='1', device_serial_number='1',
        content_creator_name='Reader^Rita', **geometry)
    seg.save_as(target)
    json.dump(dict(voxels=int(core.sum()), meanPpb=float(values.mean())), sys.stdout)
    """
}

extension SegmentationEditor {
  /// Segment Algorithm Type by Segment Label.
  static func algorithms(_ folder: String) throws -> [String: String] {
    let script = """
      import json, sys, pydicom
      d = pydicom.dcmread(sys.argv[1])
      json.dump({s.SegmentLabel: s.SegmentAlgorithmType for s in d.SegmentSequence}, sys.stdout)
      """
    let r = try ExternalProgram.run("python3", "-W", "ignore", "-c", script, folder + "/dicom/seg.dcm")
    guard r.status == 0, let start = r.output.firstIndex(of: "{") else {
      throw ReadBack.Failed(output: r.output)
    }
    return try JSONDecoder().decode([String: String].self, from: Data(r.output[start...].utf8))
  }
}
