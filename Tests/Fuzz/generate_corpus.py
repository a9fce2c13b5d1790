"""Makes the corpus: small files of every kind that is read, from synthetic data only.

    python3 generate_corpus.py FOLDER

needs pydicom, numpy, pylibjpeg-openjpeg, pyjpegls and dcmtk's dcmcjpeg. The folder that is committed was made
by it; files named `finding-*` in that folder are inputs that once did harm, and are kept by hand.
"""
import os
import struct
import subprocess
import sys

import numpy
from openjpeg.utils import encode_array
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.sequence import Sequence

folder = sys.argv[1]
EXPLICIT, IMPLICIT = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2"
DEFLATED, BIG_ENDIAN = "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"
BASELINE, LOSSLESS = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.70"
JPEG_LS, JPEG_2000, RLE = "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.5"


def new(syntax=EXPLICIT, sop_class="1.2.840.10008.5.1.4.1.1.7"):
    d = Dataset()
    d.file_meta = FileMetaDataset()
    d.file_meta.TransferSyntaxUID = syntax
    d.SOPClassUID = d.file_meta.MediaStorageSOPClassUID = sop_class
    d.SOPInstanceUID = d.file_meta.MediaStorageSOPInstanceUID = "2.25.1"
    d.PatientName = "Phantom^Test"
    return d


def samples(frames, rows, columns, bits, signed, colour=False):
    shape = (frames, rows, columns) + ((3,) if colour else ())
    kind = ("i" if signed else "u") + ("1" if bits <= 8 else "2")
    values = numpy.indices(shape).sum(axis=0) * 37 % (1 << bits) - ((1 << (bits - 1)) if signed else 0)
    return values.astype(kind)


def image(syntax=EXPLICIT, frames=1, rows=8, columns=9, bits=12, signed=False, colour=False):
    d = new(syntax)
    a = samples(frames, rows, columns, bits, signed, colour)
    d.Rows, d.Columns, d.SamplesPerPixel = rows, columns, 3 if colour else 1
    if frames > 1:
        d.NumberOfFrames = frames
    if colour:
        d.PlanarConfiguration = 0
    d.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    d.BitsAllocated, d.BitsStored = a.dtype.itemsize * 8, bits
    d.HighBit, d.PixelRepresentation = bits - 1, int(signed)
    d.PixelData = a.tobytes()
    return d, a


def store(d, name):
    if "PixelData" in d:
        compressed = d.file_meta.TransferSyntaxUID.is_encapsulated
        d["PixelData"].VR = "OB" if compressed or d.BitsAllocated == 8 else "OW"
        d["PixelData"].is_undefined_length = compressed
    d.save_as(os.path.join(folder, name), enforce_file_format=True)


def raw(name, data):
    with open(os.path.join(folder, name), "wb") as f:
        f.write(data)


def tool(*arguments):
    subprocess.run(arguments, check=True)


# Native pixels.
store(image()[0], "explicit.dcm")
store(image(IMPLICIT, signed=True)[0], "implicit.dcm")
store(image(DEFLATED, frames=3)[0], "deflated.dcm")
d, a = image(BIG_ENDIAN)
d.PixelData = a.byteswap().tobytes()
store(d, "big-endian.dcm")
store(image(colour=True, bits=8)[0], "colour.dcm")
d, _ = image(colour=True, bits=8)
d.PlanarConfiguration = 1
store(d, "planar.dcm")
d, _ = image(bits=8, frames=3, rows=3, columns=5)
d.BitsAllocated = d.BitsStored = 1
d.HighBit, d.PixelData = 0, bytes([0xA5, 0x3C, 0x5A, 0xC3, 0x0F, 0xF0])
store(d, "bits.dcm")

# Compressed pixels.
for name, syntax in (("rle", RLE), ("jpeg-ls", JPEG_LS)):
    for suffix, options in (("", {}), ("-signed", {"signed": True}), ("-frames", {"frames": 3})):
        d, _ = image(**options)
        d.compress(syntax, generate_instance_uid=False)
        store(d, name + suffix + ".dcm")
d, _ = image(colour=True, bits=8)
d.compress(RLE, generate_instance_uid=False)
store(d, "rle-colour.dcm")
for name, option in (("jpeg-lossless", "+e1"), ("jpeg-baseline", "+eb"), ("jpeg-extended", "+ee")):
    source = "explicit.dcm" if option != "+eb" else "colour.dcm"
    tool("dcmcjpeg", option, "+un", os.path.join(folder, source), os.path.join(folder, name + ".dcm"))


def jpeg_2000(name, table="one", **options):
    d, a = image(JPEG_2000, rows=32, columns=33, **options)
    if options.get("colour"):
        d.PhotometricInterpretation = "YBR_RCT"
    streams = [
        encode_array(f, bits_stored=options.get("bits", 12), photometric_interpretation=1 if f.ndim == 3 else 2)
        for f in a
    ]
    if table == "extended":
        data, d.ExtendedOffsetTable, d.ExtendedOffsetTableLengths = encapsulate_extended(streams)
        d.PixelData = data
    else:
        d.PixelData = encapsulate(streams, fragments_per_frame=2 if table == "basic" else 1)
    store(d, name)


jpeg_2000("jpeg-2000.dcm")
jpeg_2000("jpeg-2000-signed.dcm", signed=True)
jpeg_2000("jpeg-2000-colour.dcm", colour=True, bits=8)
jpeg_2000("jpeg-2000-frames.dcm", frames=3, table="basic")
jpeg_2000("jpeg-2000-extended-offsets.dcm", frames=2, table="extended")


def codestream(name, *options):
    """A codestream with the options of an encoder that has them: tiles, precincts, layers, tile-parts."""
    rows, columns = 40, 48
    d, a = image(JPEG_2000, rows=rows, columns=columns, bits=16)
    base = os.path.join(folder, "temporary")
    with open(base + ".pgm", "wb") as f:
        f.write(b"P5\n%d %d\n65535\n" % (columns, rows) + a[0].astype(">u2").tobytes())
    tool("opj_compress", "-i", base + ".pgm", "-o", base + ".j2k", *options)
    with open(base + ".j2k", "rb") as f:
        d.PixelData = encapsulate([f.read()])
    os.remove(base + ".pgm")
    os.remove(base + ".j2k")
    store(d, name)


codestream("jpeg-2000-tiles.dcm", "-t", "24,24", "-TP", "R", "-n", "3")
codestream("jpeg-2000-precincts.dcm", "-c", "[16,16],[8,8]", "-p", "RPCL", "-n", "3", "-SOP", "-EPH")
codestream("jpeg-2000-layers.dcm", "-r", "8,4,1", "-M", "63", "-n", "2", "-b", "4,8")

# Structure.
d, _ = image(frames=2, rows=2, columns=2)
frame = Dataset()
timing, plane = Dataset(), Dataset()
timing.EffectiveEchoTime = 4.9
plane.ImagePositionPatient = [0, 0, 1]
frame.MREchoSequence = Sequence([timing])
frame.PlanePositionSequence = Sequence([plane])
d.SOPClassUID = d.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.4.1"
d.PerFrameFunctionalGroupsSequence = Sequence([frame, frame])
store(d, "enhanced.dcm")
for item in d.PerFrameFunctionalGroupsSequence:
    item.is_undefined_length_sequence_item = True
d["PerFrameFunctionalGroupsSequence"].is_undefined_length = True
store(d, "undefined-lengths.dcm")

private = bytes.fromhex("feff00e00c000000" "1800810004000000") + b"4.9 "
d = new()
d.add_new(0x20050014, "LO", "Philips MR Imaging DD 005")
d.add_new(0x2005140F, "UN", private)
store(d, "private-sequence-as-un.dcm")

d = new(sop_class="1.2.840.10008.5.1.4.1.1.88.34")
d.ValueType, d.ContinuityOfContent = "CONTAINER", "SEPARATE"
number = Dataset()
number.RelationshipType, number.ValueType = "CONTAINS", "NUM"
measured = Dataset()
measured.NumericValue = "1.5"
number.MeasuredValueSequence = Sequence([measured])
inner = Dataset()
inner.RelationshipType, inner.ValueType, inner.TextValue = "CONTAINS", "TEXT", "synthetic"
number.ContentSequence = Sequence([inner])
d.ContentSequence = Sequence([number, inner])
store(d, "structured-report.dcm")

d = new(sop_class="1.2.840.10008.1.3.10")
d.FileSetID = "SYNTHETIC"
d.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 400
record = Dataset()
record.OffsetOfTheNextDirectoryRecord, record.RecordInUseFlag = 400, 0xFFFF
record.OffsetOfReferencedLowerLevelDirectoryEntity = 400
record.DirectoryRecordType, record.ReferencedFileID = "IMAGE", ["..", "..", "X"]
d.DirectoryRecordSequence = Sequence([record])
store(d, "directory.dcm")

for name, character_set, text in (
    ("latin", "ISO_IR 100", "Müller^Jörg"),
    ("chinese", "GB18030", "王^小东"),
    ("japanese", ["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎"),
):
    d = new()
    d.SpecificCharacterSet, d.PatientName = character_set, text
    store(d, "text-" + name + ".dcm")

d = new()
for i, (vr, value) in enumerate(
    [("AE", "A"), ("AS", "030Y"), ("AT", 0x00200032), ("DS", ["1.5", "-2"]), ("DT", "2020"), ("FD", [1.5, 2.5]),
     ("FL", 0.5), ("IS", ["1", "2"]), ("LT", "a\\b"), ("OD", b"\0" * 8), ("OF", b"\0" * 4), ("OL", b"\0" * 4),
     ("OV", b"\0" * 8), ("SL", -1), ("SS", -2), ("SV", -3), ("TM", "1200"), ("UC", "x"), ("UL", 7), ("UR", "http://x"),
     ("UT", "text"), ("UV", 9)]
):
    d.add_new(0x00991001 + i, vr, value)
d.add_new(0x00990010, "LO", "SYNTHETIC")
store(d, "every-vr.dcm")

# Odd ones.
with open(os.path.join(folder, "explicit.dcm"), "rb") as f:
    whole = f.read()
meta_length = struct.unpack("<I", whole[140:144])[0]
raw("no-preamble.dcm", whole[132:])
raw("no-meta.dcm", whole[144 + meta_length:])
raw("truncated.dcm", whole[:-50])
raw("empty.dcm", b"")
raw("one-byte.dcm", b"\x08")
