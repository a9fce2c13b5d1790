import DICOM
import Vocabulary
import Voxels

/// The mGRE as classic MR images, a file a slice, echo and part (PS3.3 A.4).
struct ClassicMRStudy: Sendable {
  let simulation: PhantomSimulation
  let id: StudyIdentity
  private let stored: StoredValues
  private let style: ClassicStyle

  init(_ simulation: PhantomSimulation) {
    self.simulation = simulation
    id = .mr(simulation.scenario)
    stored = StoredValues(simulation.scenario.format)
    style = ClassicStyle(format: simulation.scenario.format)
  }

  /// MR Image Storage.
  private static let sopClass = "1.2.840.10008.5.1.4.1.1.4"

  /// Number of images.
  var count: Int {
    simulation.scenario.format.parts.count * simulation.echoTimes.count * simulation.imageGrid.size.z
  }

  /// One image: `index` runs over slices, then echoes, then parts.
  func image(_ index: Int) -> DataSet {
    let grid = simulation.imageGrid
    let slices = grid.size.z
    let echoes = simulation.echoTimes.count
    let slice = index % slices
    let echo = (index / slices) % echoes
    let part = simulation.scenario.format.parts[index / (slices * echoes)]
    let scenario = simulation.scenario
    var d = CommonModules.study(id, sopClass: Self.sopClass, instance: "mr \(index)")
    let series = style.series(part, echo: echo, echoes: echoes)
    CommonModules.series(
      &d, id, modality: "MR", part: series.name, number: series.number, description: style.description,
      bodyPart: "BRAIN", position: simulation.patientPosition)
    d.set(.studyDescription, .LO, "HEAD QSM SYNTHETIC")
    d.set(.acquisitionDate, .DA, id.studyDate)
    d.set(.acquisitionTime, .TM, id.studyTime)
    // From 1 in each series.
    let imagesInSeries = [slices, slices * echoes, count][series.span.rawValue]
    d.set(.instanceNumber, .IS, ints: [index % imagesInSeries + 1])
    CommonModules.plane(&d, grid, slice: slice)
    sequence(&d, scenario, echo: echo)
    style.mark(&d, part: part, scale: stored.scale(part))
    let values = simulation.values(part, echo: echo, slice: slice).map { stored.stored(part, $0) }
    CommonModules.pixels(
      &d, columns: grid.size.x, rows: grid.size.y, bits: stored.bits, isSigned: stored.isSigned, values)
    return d
  }

  /// MR image module.
  private func sequence(_ d: inout DataSet, _ s: PhantomScenario, echo: Int) {
    // What was read out, which zero-filled images are larger than.
    let size = simulation.chi.grid.size
    d.set(.scanningSequence, .CS, "GR")
    d.set(.sequenceVariant, .CS, "SP")
    d.set(.scanOptions, .CS, "FC")
    d.set(.mrAcquisitionType, .CS, "3D")
    if let name = style.sequenceName(echoes: s.echoTimesMs.count) { d.set(.sequenceName, .SH, name) }
    d.set(.angioFlag, .CS, "N")
    d.set(.repetitionTime, .DS, doubles: [s.repetitionTimeMs])
    d.set(.echoTime, .DS, doubles: [s.echoTimesMs[echo]])
    d.set(.numberOfAverages, .DS, "1")
    d.set(.imagingFrequency, .DS, doubles: [s.imagingFrequencyMHz])
    d.set(.imagedNucleus, .SH, "1H")
    d.set(.echoNumbers, .IS, ints: [echo + 1])
    d.set(.magneticFieldStrength, .DS, s.nominalFieldStrength)
    d.set(.numberOfPhaseEncodingSteps, .IS, ints: [size.y])
    d.set(.echoTrainLength, .IS, ints: [s.echoTimesMs.count])
    d.set(.percentSampling, .DS, "100")
    d.set(.percentPhaseFieldOfView, .DS, "100")
    d.set(.pixelBandwidth, .DS, "240")
    d.set(.receiveCoilName, .SH, "HEAD")
    d.set(.transmitCoilName, .SH, "Body")
    d.set(.acquisitionMatrix, .US, ints: [size.x, 0, 0, size.y])
    d.set(.inPlanePhaseEncodingDirection, .CS, "COL")
    d.set(.flipAngle, .DS, doubles: [s.flipAngleDegrees])
    d.set(.variableFlipAngleFlag, .CS, "N")
  }
}
