extension PhantomCase {
  /// One head as every vendor's scanner writes it: the same result is expected of all.
  public static var vendors: [PhantomCase] {
    let unverified = ExpectedOutcome.reported(warning: "unverified")
    let table: [(String, ScannerFormat, String, ExpectedOutcome)] = [
      ("siemens-classic", .siemensClassic, "magnitude and phase in two classic series", .reported),
      (
        "siemens-series-an-echo", .siemensSeriesAnEcho, "a classic series for each echo and part", .reported
      ),
      ("siemens-mfsplit", .siemensSplit, "enhanced images exported as classic ones (MFSPLIT)", .reported),
      ("siemens-xa", .siemensEnhanced, "enhanced images, a file an echo and part", .reported),
      ("philips-one-series", .philipsClassic, "all echoes and parts in one classic series", .reported),
      ("philips-one-file", .philipsEnhanced, "one enhanced image with everything", .reported),
      (
        "philips-real-imaginary", .philipsRealImaginary, "real and imaginary images, no magnitude or phase",
        .reported
      ),
      (
        "ge-magnitude-phase", .geMagnitudePhase, "signed phase in mrad of the opposite sign, no rescale",
        .reported
      ),
      (
        "ge-magnitude-real-imaginary", .geMagnitudeRealImaginary,
        "magnitude, real and imaginary images, every second slice negated", .reported
      ),
      (
        "ge-real-imaginary", .geRealImaginary, "real and imaginary images only, every second slice negated",
        .reported
      ),
      ("canon", .canonEnhanced, "enhanced images by the standard's tags, a file a part", unverified),
      ("united-imaging", .unitedImaging, "classic images, phase mapped to rad", unverified),
      (
        "united-imaging-rescaled", .unitedImagingRescaled, "classic images, phase rescaled to −π…π",
        unverified
      ),
    ]
    return table.map { name, format, summary, expected in
      PhantomCase(name, summary, of: .compact, Variant(format: format), expected)
    }
  }

  /// Acquisitions that are unusual and right.
  public static var variants: [PhantomCase] {
    [
      PhantomCase(
        "two-echoes", "two echoes: reported, with a warning", of: .compact, Variant(echoes: [0, 2]),
        .reported(warning: "Two echoes only")),
      PhantomCase(
        "uneven-echoes", "echo times that are not equally spaced", of: .compact, Variant(echoes: [0, 1, 3]),
        .reported),
      PhantomCase(
        "prone", "the patient lies on the face: columns run to the right, rows to the front", of: .compact,
        Variant(position: .headFirstProne), .reported),
      PhantomCase(
        "feet-first", "the feet go in first: columns run to the right, slices to the feet", of: .compact,
        Variant(position: .feetFirstSupine), .reported),
      PhantomCase(
        "zero-filled", "images interpolated to twice the acquired matrix in k-space", of: .compact,
        Variant(isZeroFilled: true), .reported(warning: "interpolated")),
      PhantomCase(
        "rle-compressed", "RLE Lossless", of: .small, Variant(faults: [.compressed(.rleLossless)]), .reported),
      PhantomCase(
        "jpeg-lossless-compressed", "JPEG Lossless SV1", of: .small,
        Variant(faults: [.compressed(.jpegLosslessSV1)]), .reported),
      PhantomCase(
        "deflated", "Deflated Explicit VR Little Endian", of: .small,
        Variant(faults: [.compressed(.deflatedExplicitVRLittleEndian)]), .reported),
      PhantomCase(
        "big-endian", "Explicit VR Big Endian, as old archives keep it", of: .small,
        Variant(faults: [.compressed(.explicitVRBigEndian)]), .reported),
      PhantomCase(
        "implicit", "GE in Implicit VR Little Endian: private tags lose their type", of: .small,
        Variant(format: .geMagnitudePhase, faults: [.compressed(.implicitVRLittleEndian)]), .reported),
      PhantomCase(
        "mixed-folder",
        "the whole export: localizers, bone kernel, dose sheet, spin echo, duplicates, text, odd folders",
        of: .small, Variant(faults: [.mixedFolder]), .reported),
    ]
  }
}
