import Foundation
import TestSupport

/// What highdicom finds in a report's segmentation and structured report.
struct ReadBack: Decodable {
  struct Segment: Decodable {
    let type: String
    let side: String
    let voxels: Int
    let centroid: [Double]
  }

  struct Number: Decodable {
    let meaning: String
    let value: Double?
    let unit: String?
    let derivation: String?
  }

  struct Group: Decodable {
    let site: String
    let side: String
    let numbers: [Number]
    let codes: [String: String]

    func value(_ meaning: String, _ derivation: String?) -> Double? {
      numbers.first { $0.meaning == meaning && $0.derivation == derivation }?.value
    }
  }

  let segments: [Segment]
  let groups: [Group]

  /// SNOMED CT: globus pallidus, left, right.
  static let pallidum = "14738005"
  static let left = "7771000"
  static let right = "24028007"

  static let isAvailable = ExternalProgram.pythonHas("highdicom, numpy")
  static let reason = "python3 with highdicom is not installed"

  init(_ folder: String) throws {
    let r = try ExternalProgram.run("python3", "-W", "ignore", "-c", Self.script, folder + "/dicom")
    guard r.status == 0, let start = r.output.firstIndex(of: "{") else { throw Failed(output: r.output) }
    self = try JSONDecoder().decode(ReadBack.self, from: Data(r.output[start...].utf8))
  }

  struct Failed: Error { let output: String }

  private static let script = """
    import json, sys
    import numpy as np, highdicom as hd
    folder = sys.argv[1]
    out = dict(segments=[], groups=[])
    seg = hd.seg.segread(folder + '/seg.dcm')
    shared = seg.SharedFunctionalGroupsSequence[0]
    iop = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
    ps = np.array(shared.PixelMeasuresSequence[0].PixelSpacing, float)
    pixels = seg.pixel_array
    for n in seg.segment_numbers:
        d = seg.get_segment_description(n)
        points = []
        for f, g in zip(pixels, seg.PerFrameFunctionalGroupsSequence):
            if g.SegmentIdentificationSequence[0].ReferencedSegmentNumber != n: continue
            ipp = np.array(g.PlanePositionSequence[0].ImagePositionPatient, float)
            r, c = np.nonzero(f)
            points.append(ipp + np.outer(c * ps[1], iop[:3]) + np.outer(r * ps[0], iop[3:]))
        points = np.concatenate(points)
        m = d.SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence[0]
        out['segments'].append(dict(type=d.segmented_property_type.value, side=m.CodeValue,
                                    voxels=len(points), centroid=list(points.mean(0))))
    sr = hd.sr.srread(folder + '/sr.dcm')
    for g in sr.content.get_volumetric_roi_measurement_groups():
        site = g.finding_sites[0]
        out['groups'].append(dict(
            site=site.value.value, side=site.laterality.value,
            numbers=[dict(meaning=m.name.meaning, value=m.value,
                          unit=m.unit.value if m.value is not None else None,
                          derivation=m.derivation.meaning if m.derivation else None)
                     for m in g.get_measurements()],
            codes={e.name.meaning: e.value.meaning for e in g.get_qualitative_evaluations()}))
    json.dump(out, sys.stdout)
    """
}
