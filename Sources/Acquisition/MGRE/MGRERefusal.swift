/// Why frames are not a multi-echo gradient echo acquisition that may be measured.
public enum MGRERefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// No phase frame.
  case noPhase
  /// GE's product field map: magnitude and Hz map, both tagged as magnitude.
  case fieldMapWithoutPhase
  /// No magnitude frame.
  case noMagnitude
  /// One echo time only.
  case singleEcho(milliseconds: Double)
  /// A field mapping sequence: its phase is the difference of two echoes.
  case fieldMapping(evidence: String)
  /// One phase echo time beside two magnitude echo times.
  case phaseDifference(phaseMs: Double, magnitudesMs: [Double])
  /// Phase that was filtered or made for display.
  case filteredPhase(evidence: String)
  /// Phase marked as derived.
  case derivedPhase(imageType: String)
  /// No rule gives the phase's unit.
  case ambiguousPhaseScale(evidence: String)
  /// Phase frames follow different unit rules.
  case mixedPhaseScales
  /// All voxels of an echo are equal.
  case emptyImages(part: ImagePart, echo: Int)
  /// Real images without imaginary ones, or the other way round.
  case missingComplexPart(ImagePart)
  /// Real and imaginary images whose sign or common scale is unknown.
  case ambiguousComplexScale(evidence: String)
  /// Radians outside one turn.
  case phaseOutsideOneTurn(radians: Double)
  /// The pixels do not reach the ends of the turn, as the tags' rule needs.
  case phaseShortOfOneTurn(low: Double, high: Double, rule: String)
  /// The signs of neighbouring slices neither agree nor alternate.
  case undecidedSliceSigns(positive: Int, negative: Int, weak: Int)
  /// Several runs, and nothing proves which series belong together.
  case ambiguousRuns
  /// Magnitude and phase were acquired at different times.
  case differentRuns
  /// Magnitude and phase differ in distortion correction.
  case distortionMismatch(magnitude: String, phase: String)
  /// An echo time that cannot be in ms.
  case implausibleEchoTime(milliseconds: Double)
  /// No echo time on some frames.
  case missingEchoTime(frames: Int)
  /// Position, orientation or spacing missing or unsound.
  case missingGeometry(frames: Int)
  /// Empty cells of the echo × slice × part matrix: how many, and the names of the first ones.
  case gaps(count: Int, [String])
  /// Cells with frames that differ.
  case conflictingDuplicates([String])
  /// Slices are not equally spaced.
  case unevenSlices([String])
  /// Images of different raster or direction.
  case mixedGeometry
  /// Images of one slice that lie beside each other, or slices beside the line through the first and the last.
  case wanderingSlices(distanceMm: Double)
  /// A rescale of magnitude, real or imaginary images that turns or erases the values.
  case unsoundRescale(slope: Double, intercept: Double)
  /// Slices are shifted against each other.
  case shearedSlices(degrees: Double)
  /// Fewer slices than a volume needs.
  case tooFewSlices(Int)
  /// No field strength.
  case missingFieldStrength
  /// A field strength that cannot be.
  case implausibleFieldStrength(tesla: Double)
  /// Frequency and nominal field strength contradict each other.
  case contradictoryField(frequencyMHz: Double, nominalTesla: Double)
  /// A patient position in which B0 is not along the patient's axis.
  case unknownFieldDirection(patientPosition: String)
  /// More voxels than memory should be asked for.
  case tooLarge(voxels: Int)

  /// The reason and what to do, in words.
  public var description: String {
    switch self {
    case .noPhase:
      "It holds no phase images. Export the phase (and not only the magnitude) of the multi-echo sequence."
    case .fieldMapWithoutPhase:
      "It is a B0 field map: magnitude and frequency map are both tagged as magnitude in (0043,102F) and it "
        + "holds no phase images. Export a multi-echo gradient echo series with phase."
    case .noMagnitude:
      "It holds no magnitude images. Export the magnitude of the multi-echo sequence too."
    case .singleEcho(let ms):
      "It has a single echo time (\(decimal(ms)) ms); at least two are needed. Export all echoes."
    case .fieldMapping(let evidence):
      "It is a field mapping sequence (\(evidence)): its phase is the difference of two echoes, not the phase "
        + "of an echo. Export a multi-echo gradient echo series."
    case .phaseDifference(let phase, let magnitudes):
      "One phase echo time (\(decimal(phase)) ms) stands beside \(magnitudes.count) magnitude echo times "
        + "(\(list(magnitudes)) ms): the phase is a difference of echoes, not the phase of an echo. Export a "
        + "multi-echo gradient echo series."
    case .filteredPhase(let evidence):
      "The phase is filtered or made for display (\(evidence)). Export the unfiltered phase."
    case .derivedPhase(let imageType):
      "The phase is marked as derived (ImageType \(imageType)). Export the original phase."
    case .ambiguousPhaseScale(let evidence):
      "The phase's unit is unknown: \(evidence). Export the original phase with its rescale tags."
    case .mixedPhaseScales:
      "Phase images of one acquisition follow different unit rules. Export them again in one go."
    case .emptyImages(let part, let echo):
      "All voxels of the \(part.rawValue) of echo \(echo) are equal: the images are empty. Export them again."
    case .missingComplexPart(let part):
      "Its \(part.rawValue) images are missing; the phase needs both real and imaginary ones. Export both, or "
        + "magnitude and phase."
    case .ambiguousComplexScale(let evidence):
      "The scale of its real and imaginary images is unknown: \(evidence). Export magnitude and phase."
    case .phaseOutsideOneTurn(let radians):
      "The phase reaches \(decimal(radians)) rad, outside −π…π: it is unwrapped or its rescale tags are wrong. "
        + "Export the original phase."
    case .phaseShortOfOneTurn(let low, let high, let rule):
      "The phase reaches from \(decimal(low)) to \(decimal(high)) rad only, which contradicts its rule (\(rule)): "
        + "its unit is unknown, or it is filtered. Export the original phase with its rescale tags."
    case .undecidedSliceSigns(let positive, let negative, let weak):
      "The signs of its complex slices cannot be proven: of neighbouring slices \(positive) pairs agree, "
        + "\(negative) are opposite and \(weak) are unlike. Export the series again, without other slabs or repeats."
    case .ambiguousRuns:
      "The study holds several runs of the protocol, and no acquisition time (0008,0032) or (0008,002A) proves which "
        + "magnitude belongs to which phase. Export one run only, or with its times."
    case .differentRuns:
      "Magnitude and phase were acquired at different times, (0008,0032) or (0008,002A): they are of different runs. "
        + "Export magnitude and phase of one run."
    case .distortionMismatch(let magnitude, let phase):
      "Magnitude (\(magnitude)) and phase (\(phase)) differ in distortion correction. Export both with the same "
        + "setting."
    case .implausibleEchoTime(let ms):
      "Echo time \(decimal(ms)) ms is outside 0.2…200 ms: it may be in seconds. Check EchoTime (0018,0081) and "
        + "export the series again."
    case .missingEchoTime(let n):
      "\(n) images have no echo time in EchoTime (0018,0081) or EffectiveEchoTime (0018,9082). Export the "
        + "original series."
    case .missingGeometry(let n):
      "\(n) images have no sound position, orientation and pixel spacing ((0020,0032), (0020,0037), "
        + "(0028,0030)). Export the original series."
    case .gaps(let count, let cells):
      "\(count) \(count == 1 ? "image is" : "images are") missing: \(shortened(cells, of: count)). Wait until the study is complete or export it again."
    case .conflictingDuplicates(let cells):
      "Several different images claim the same place: \(shortened(cells)). Export one acquisition only."
    case .unevenSlices(let places):
      "Slices are not equally spaced: \(shortened(places)). Export the complete series."
    case .mixedGeometry:
      "Its images differ in matrix, pixel spacing or orientation. Export one slab at a time."
    case .wanderingSlices(let mm):
      "Images of one slab lie up to \(decimal(mm)) mm beside each other. Export one slab at a time."
    case .unsoundRescale(let slope, let intercept):
      "RescaleSlope (0028,1053) is \(decimal(slope)) and RescaleIntercept (0028,1052) \(decimal(intercept)): no "
        + "scale of a signal. Export the original series."
    case .shearedSlices(let degrees):
      "Slices are shifted against each other by \(decimal(degrees))° from their normal. Export one slab at a time."
    case .tooFewSlices(let n):
      "It has \(n) slices; a susceptibility map needs at least \(MGREPlan.fewestSlices). Export the whole slab."
    case .missingFieldStrength:
      "The field strength is unknown: ImagingFrequency (0018,0084), TransmitterFrequency (0018,9098) and "
        + "MagneticFieldStrength (0018,0087) are absent. Export the original series."
    case .implausibleFieldStrength(let tesla):
      "Field strength \(decimal(tesla)) T is outside 0.1…15 T. Check ImagingFrequency (0018,0084) and "
        + "MagneticFieldStrength (0018,0087)."
    case .contradictoryField(let frequency, let nominal):
      "The imaging frequency of \(decimal(frequency)) MHz does not belong to protons at "
        + "\(decimal(nominal)) T. Check ImagingFrequency (0018,0084) and MagneticFieldStrength (0018,0087)."
    case .unknownFieldDirection(let position):
      "PatientPosition (0018,5100) is \(position): the direction of the main field is unknown. Only head-first "
        + "and feet-first positions in a horizontal magnet are supported."
    case .tooLarge(let voxels):
      "It asks for \(voxels) voxels, more than the limit of \(MGREPlan.mostVoxels). Export one acquisition only."
    }
  }

  private func list(_ values: [Double]) -> String { values.map(decimal).joined(separator: ", ") }
}

/// Most items that a message names.
let longestList = 12

/// Items for a message: all of up to twelve, else the first twelve and how many more of `count`.
func shortened(_ items: [String], of count: Int? = nil) -> String {
  let shown = items.prefix(longestList).joined(separator: "; ")
  let all = count ?? items.count
  return all > longestList ? shown + "; and \(all - longestList) more" : shown
}
