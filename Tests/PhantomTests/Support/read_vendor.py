"""Reads a phantom's MR files with pydicom by the vendors' rules and compares them with the simulated signal.

Usage: read_vendor.py FOLDER SIGNAL.f32 FACTS.json-text
Prints one JSON line. A tag that does not say what it must raises.
"""
import json
import math
import os
import sys

import numpy as np
import pydicom

LETTERS = {"M": "magnitude", "P": "phase", "R": "real", "I": "imaginary"}
COMPONENTS = {"MAGNITUDE": "magnitude", "PHASE": "phase"}


def part_of(d, frame, vendor):
    """The part of the signal by the tag that the vendor's readers look at."""
    if frame is not None:
        return COMPONENTS[frame.MRImageFrameTypeSequence[0].ComplexImageComponent]
    if vendor == "ge":
        assert list(d.ImageType) == ["ORIGINAL", "PRIMARY", "OTHER"]
        code = d.private_block(0x43, "GEMS_PARM_01")[0x2F]
        assert code.VR == "SS"
        return ["magnitude", "phase", "real", "imaginary"][code.value]
    if vendor == "philips":
        letter = d.private_block(0x2005, "Philips MR Imaging DD 001")[0x11].value
        assert letter in d.ImageType
        return LETTERS[letter]
    if "MFSPLIT" in d.ImageType:
        assert list(d.ImageType)[-2:] == ["DIS2D", "MFSPLIT"]
        original = list(d.private_block(0x21, "SIEMENS MR SDI 02")[0x75].value)
        assert original[2] == d.ImageType[2] and original[3] == "NONE"
    return LETTERS[d.ImageType[2]]


def radians(d, values, rescale, vendor, bits):
    """Phase in rad by the vendor's rule."""
    if vendor == "ge":
        assert rescale is None and d.PixelRepresentation == 1 and bits == 16
        return values / 1000.0
    if vendor in ("philips", "canon"):
        slope, intercept, _ = rescale
        return (slope * values + intercept) / 1000.0
    if vendor == "siemens":
        if rescale is None:
            return values * 2 * math.pi / 4096 - math.pi
        assert rescale[:2] == (2, -4096)
        return (2 * values - 4096) * math.pi / 4096
    if vendor == "uih":
        if rescale is not None:
            slope, intercept, _ = rescale
            assert abs(intercept + math.pi) < 1e-9 and abs(slope * 4096 - 2 * math.pi) < 1e-9
            return slope * values + intercept
        m = d.RealWorldValueMappingSequence[0]
        unit = m.MeasurementUnitsCodeSequence[0]
        assert (unit.CodeValue, unit.CodingSchemeDesignator) == ("rad", "UCUM")
        return m.RealWorldValueSlope * values + m.RealWorldValueIntercept
    raise ValueError(vendor)


def vendor_of(d):
    name = d.Manufacturer
    for word, vendor in (("SIEMENS", "siemens"), ("Siemens", "siemens"), ("Philips", "philips"),
                         ("GE MEDICAL", "ge"), ("Canon", "canon"), ("UIH", "uih")):
        if name.startswith(word):
            return vendor
    raise ValueError(name)


def frames(d):
    """Position, orientation, echo time, functional groups and index of each plane."""
    if "PerFrameFunctionalGroupsSequence" not in d:
        yield d.ImagePositionPatient, d.ImageOrientationPatient, float(d.EchoTime), None, 0
        return
    for k, f in enumerate(d.PerFrameFunctionalGroupsSequence):
        yield (f.PlanePositionSequence[0].ImagePositionPatient,
               f.PlaneOrientationSequence[0].ImageOrientationPatient,
               float(f.MREchoSequence[0].EffectiveEchoTime), f, k)


def main():
    folder, signal, facts = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    nx, ny, nz = facts["size"]
    times = facts["echoTimes"]
    affine = np.array(facts["affine"]).reshape(4, 4)
    simulated = np.fromfile(signal, "<f4").astype(float).reshape(2, len(times), nz, ny, nx)
    cells, series, parts = {}, set(), {}
    vendor = manufacturer = determinant = None
    for name in sorted(os.listdir(folder)):
        d = pydicom.dcmread(os.path.join(folder, name))
        vendor, manufacturer = vendor_of(d), d.Manufacturer
        series.add(d.SeriesInstanceUID)
        pixels = d.pixel_array.astype(float)
        for position, orientation, te, frame, k in frames(d):
            v = np.linalg.solve(affine, np.append(np.array(position, float), 1))
            z = int(round(v[2]))
            assert abs(v[0]) < 1e-4 and abs(v[1]) < 1e-4 and abs(v[2] - z) < 1e-4
            o = np.array(orientation, float)
            columns = [o[:3], o[3:], affine[:3, 2] / np.linalg.norm(affine[:3, 2])]
            for i in range(2):
                axis = affine[:3, i] / np.linalg.norm(affine[:3, i])
                assert np.abs(columns[i] - axis).max() < 1e-6
            determinant = float(np.linalg.det(np.column_stack(columns)))
            part = part_of(d, frame, vendor)
            parts[part] = parts.get(part, 0) + 1
            r = None
            source = frame.PixelValueTransformationSequence[0] if frame is not None else d
            if "RescaleSlope" in source:
                r = (float(source.RescaleSlope), float(source.RescaleIntercept), source.get("RescaleType", ""))
            values = pixels[k] if frame is not None else pixels
            if part == "phase":
                values = radians(d, values, r, vendor, d.BitsStored)
            elif vendor == "ge":
                values = values * facts["magnitudeStep"]  # GE's magnitude has no unit
            elif r is not None:
                values = r[0] * values + r[1]
            key = (times.index(te), z, part)
            assert key not in cells
            cells[key] = values
    worst = 0.0
    for e in range(len(times)):
        for z in range(nz):
            m, p = simulated[0, e, z], simulated[1, e, z]
            truth = m * np.exp(1j * p)
            if (e, z, "real") in cells:
                found = cells[e, z, "real"] + 1j * cells[e, z, "imaginary"]
                allowed = facts["componentStep"] / 2 * math.sqrt(2)
                if vendor == "ge" and z % 2 == 1:
                    found = -found
            else:
                found = cells[e, z, "magnitude"] * np.exp(1j * cells[e, z, "phase"])
                allowed = facts["magnitudeStep"] / 2 + (m + facts["magnitudeStep"] / 2) * facts["phaseStep"] / 2
            if vendor == "ge":
                found = np.conj(found)
            worst = max(worst, float(((np.abs(found - truth) - 1e-3) / allowed).max()))
            if (e, z, "real") in cells and (e, z, "magnitude") in cells:
                measured = np.abs(cells[e, z, "magnitude"] - m)
                worst = max(worst, float((measured - 1e-3).max() / (facts["magnitudeStep"] / 2)))
    print(json.dumps(dict(parts=parts, series=len(series), worst=worst, voxels=int(simulated[0].size),
                          manufacturer=manufacturer, determinant=determinant)))


main()
