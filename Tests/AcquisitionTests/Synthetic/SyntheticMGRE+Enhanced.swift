import DICOM

extension SyntheticMGRE {
  /// All cells in one enhanced instance, as Philips writes it: rescale type `US`, top level MIXED.
  var enhanced: SyntheticInstance {
    var d = commonHeader
    d.set(.sopClassUID, .UI, "1.2.840.10008.5.1.4.1.1.4.1")
    d.set(.sopInstanceUID, .UI, "1.2.3.300")
    d.set(.seriesInstanceUID, .UI, seriesUIDs.magnitude)
    d.set(.seriesNumber, .IS, ints: [seriesNumbers.magnitude])
    d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "T1", "MIXED")
    d.set(.complexImageComponent, .CS, "MIXED")
    d[.repetitionTime] = nil
    d[.flipAngle] = nil
    var timing = DataSet()
    timing.set(.repetitionTime, .DS, "30")
    timing.set(.flipAngle, .DS, "15")
    var modifier = DataSet()
    modifier.set(.transmitterFrequency, .FD, doubles: [123.25])
    var shared = DataSet()
    shared.set(Tag(0x0018, 0x9112), items: [timing])
    shared.set(Tag(0x0018, 0x9006), items: [modifier])
    d.set(.sharedFunctionalGroupsSequence, items: [shared])
    var groups: [DataSet] = []
    var frames: [[Int32]] = []
    for slice in 0..<slices {
      for part in style.parts.reversed() {
        for echo in echoTimesMs.indices {
          groups.append(functionalGroups(part, echo: echo, slice: slice))
          frames.append(stored(part, echo: echo, slice: slice))
        }
      }
    }
    d.set(.perFrameFunctionalGroupsSequence, items: groups)
    d.set(.numberOfFrames, .IS, ints: [groups.count])
    return SyntheticInstance(header: d, frames: frames)
  }

  func functionalGroups(_ part: String, echo: Int, slice: Int) -> DataSet {
    var echoItem = DataSet()
    echoItem.set(.effectiveEchoTime, .FD, doubles: [echoTimesMs[echo]])
    var type = DataSet()
    type.set(.frameType, .CS, "ORIGINAL", "PRIMARY", "T1", part)
    let component = ["M": "MAGNITUDE", "P": "PHASE", "R": "REAL", "I": "IMAGINARY"][part] ?? "MIXED"
    type.set(.complexImageComponent, .CS, component)
    var place = DataSet()
    place.set(.imagePositionPatient, .DS, doubles: numbers(position(slice)))
    var direction = DataSet()
    direction.set(.imageOrientationPatient, .DS, doubles: orientation)
    var measures = DataSet()
    measures.set(.pixelSpacing, .DS, doubles: [spacing.y, spacing.x])
    var transformation = DataSet()
    if let (slope, intercept, _) = rescale(part) {
      transformation.set(.rescaleSlope, .DS, doubles: [slope])
      transformation.set(.rescaleIntercept, .DS, doubles: [intercept])
      transformation.set(.rescaleType, .LO, "US")
    }
    // Philips repeats standard tags with other values in a private sequence: a reader must not take them.
    var misleading = DataSet()
    misleading.set(.imagePositionPatient, .DS, doubles: [1, 2, 3])
    misleading.set(.echoTime, .DS, doubles: [99])
    var d = DataSet()
    d.set(Tag(0x0018, 0x9114), items: [echoItem])
    d.set(Tag(0x0018, 0x9226), items: [type])
    d.set(Tag(0x0020, 0x9113), items: [place])
    d.set(Tag(0x0020, 0x9116), items: [direction])
    d.set(Tag(0x0028, 0x9110), items: [measures])
    d.set(Tag(0x0028, 0x9145), items: [transformation])
    d.set(Tag(0x2005, 0x0014), .LO, "Philips MR Imaging DD 005")
    d.set(Tag(0x2005, 0x140F), items: [misleading])
    return d
  }
}
