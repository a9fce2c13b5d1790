/// What other readers find in the files, printed as JSON: highdicom for SR and SEG, pydicom for the rest.
enum ReadBackScript {
  static let source = """
    import glob, json, sys
    import numpy as np, pydicom, highdicom as hd
    folder = sys.argv[1]
    out = {}

    seg = hd.seg.segread(folder + '/seg.dcm')
    px = seg.pixel_array
    shared = seg.SharedFunctionalGroupsSequence[0]
    iop = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
    ps = np.array(shared.PixelMeasuresSequence[0].PixelSpacing, float)
    segments = {}
    for n in seg.segment_numbers:
        d = seg.get_segment_description(n)
        pts = []
        for f, g in zip(px, seg.PerFrameFunctionalGroupsSequence):
            if g.SegmentIdentificationSequence[0].ReferencedSegmentNumber != n: continue
            ipp = np.array(g.PlanePositionSequence[0].ImagePositionPatient, float)
            r, c = np.nonzero(f)
            pts.append(ipp + np.outer(c * ps[1], iop[:3]) + np.outer(r * ps[0], iop[3:]))
        pts = np.concatenate(pts)
        m = d.SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence[0]
        segments[d.tracking_uid] = dict(
            number=n, label=d.segment_label, type=d.segmented_property_type.value, side=m.CodeValue,
            trackingID=d.tracking_id, voxels=len(pts), centroid=list(pts.mean(0)))
    out['segments'] = segments
    out['segUID'] = seg.SOPInstanceUID
    out['volumeShape'] = list(seg.get_volume(combine_segments=False).array.shape[:3])

    sr = hd.sr.srread(folder + '/sr.dcm')
    groups = {}
    for g in sr.content.get_volumetric_roi_measurement_groups():
        site = g.finding_sites[0]
        ref = g.referenced_segment
        groups[g.tracking_uid] = dict(
            trackingID=g.tracking_identifier, site=site.value.value,
            side=site.laterality.value, segUID=ref.referenced_sop_instance_uid,
            segment=int(ref.referenced_segment_numbers[0]),
            numbers=[dict(name=m.name.value, value=m.value, unit=m.unit.value if m.value is not None else None,
                          derivation=m.derivation.value if m.derivation else None)
                     for m in g.get_measurements()],
            codes={e.name.value: e.value.value for e in g.get_qualitative_evaluations()})
    out['groups'] = groups
    sx = []
    def walk(items):
        for i in items:
            if i.ValueType == 'SCOORD3D':
                p = np.array(i.GraphicData, float).reshape(-1, 3)
                sx.append(bool(i.GraphicType == 'POLYGON' and np.array_equal(p[0], p[-1])))
            walk(getattr(i, 'ContentSequence', []))
    walk(sr.ContentSequence)
    out['closedPolygons'] = [len(sx), sum(sx)]

    qsm = [pydicom.dcmread(f) for f in sorted(glob.glob(folder + '/qsm/*.dcm'))]
    out['qsm'] = [int(v) for d in qsm for v in d.pixel_array.ravel()]
    out['rwvm'] = [[float(d.RealWorldValueMappingSequence[0].RealWorldValueSlope),
                    float(d.RealWorldValueMappingSequence[0].RealWorldValueIntercept),
                    d.RealWorldValueMappingSequence[0].MeasurementUnitsCodeSequence[0].CodeValue]
                   for d in qsm]
    out['qsmHasRescale'] = any('RescaleSlope' in d for d in qsm)
    out['qsmPadding'] = [int(d.PixelPaddingValue) for d in qsm]
    out['name'] = str(qsm[0].PatientName)
    out['qsmPositions'] = [[float(x) for x in d.ImagePositionPatient] for d in qsm]
    ct = [pydicom.dcmread(f) for f in sorted(glob.glob(folder + '/ct-resampled/*.dcm'))]
    out['ct'] = [float(v) for d in ct for v in
                 (d.pixel_array * float(d.RescaleSlope) + float(d.RescaleIntercept)).ravel()]
    out['ctPadding'] = int(ct[0].PixelPaddingValue)

    reg = pydicom.dcmread(folder + '/registration.dcm')
    items = reg.RegistrationSequence
    out['registered'] = reg.FrameOfReferenceUID
    out['matrices'] = {i.FrameOfReferenceUID: [float(x) for x in
        i.MatrixRegistrationSequence[0].MatrixSequence[0].FrameOfReferenceTransformationMatrix] for i in items}
    out['longestDS'] = max(len(str(x)) for i in items for x in
        i.MatrixRegistrationSequence[0].MatrixSequence[0].FrameOfReferenceTransformationMatrix)

    pdf = pydicom.dcmread(folder + '/report-pdf.dcm')
    out['pdf'] = list(pdf.EncapsulatedDocument[:pdf.EncapsulatedDocumentLength])
    out['captures'] = [[int(v) for v in pydicom.dcmread(f).pixel_array.ravel()]
                       for f in sorted(glob.glob(folder + '/secondary-capture/*.dcm'))]
    json.dump(out, sys.stdout)
    """
}
