import DICOM
import Vocabulary
import Voxels

/// The mGRE as classic MR images, a file a slice, echo and part (PS3.3 A.4).
struct ClassicMRStudy: Sendable {
  let simulation: PhantomSimulation
  let id: StudyIdentity
  private let stored: StoredValues

  init(_ simulation: PhantomSimulation) {
    self.simulation = simulation
    id = .mr(simulation.scenario)
    stored = StoredValues(simulation.scenario.format)
  }

  /// MR Image Storage.
  private static let sopClass = "1.2.840.10008.5.1.4.1.1.4"

  private var isPhilips: Bool { simulation.scenario.format == .philipsClassic }

  /// Number of images.
  var count: Int { 2 * simulation.echoTimes.count * simulation.chi.grid.size.z }

  /// One image: `index` runs over slices, then echoes, then magnitude and phase.
  func image(_ index: Int) -> DataSet {
    let grid = simulation.chi.grid
    let slices = grid.size.z
    let echoes = simulation.echoTimes.count
    let slice = index % slices
    let echo = (index / slices) % echoes
    let isPhase = index >= slices * echoes
    let scenario = simulation.scenario
    var d = CommonModules.study(id, sopClass: Self.sopClass, instance: "mr \(index)")
    let series = isPhilips ? "mgre" : isPhase ? "mgre phase" : "mgre magnitude"
    CommonModules.series(
      &d, id, modality: "MR", part: series, number: isPhilips ? 501 : isPhase ? 6 : 5,
      description: isPhilips ? "3D_FFE_QSM" : "qsm_megre_3d", bodyPart: "BRAIN")
    d.set(.studyDescription, .LO, "HEAD QSM SYNTHETIC")
    d.set(.acquisitionDate, .DA, id.studyDate)
    d.set(.acquisitionTime, .TM, id.studyTime)
    d.set(.instanceNumber, .IS, ints: [isPhilips ? index + 1 : index % (slices * echoes) + 1])
    CommonModules.plane(&d, grid, slice: slice)
    sequence(&d, scenario, echo: echo)
    vendor(&d, isPhase: isPhase)
    let first = grid.offset(0, 0, slice)
    let range = first..<(first + grid.size.x * grid.size.y)
    let values =
      isPhase
      ? simulation.phases[echo].voxels[range].map(stored.phase)
      : simulation.magnitudes[echo].voxels[range].map(stored.magnitude)
    CommonModules.pixels(&d, columns: grid.size.x, rows: grid.size.y, values)
    d.set(.windowCenter, .DS, isPhase ? (isPhilips ? "0" : "2048") : "800")
    d.set(.windowWidth, .DS, isPhase ? (isPhilips ? "6284" : "4096") : "1600")
    return d
  }

  /// MR image module.
  private func sequence(_ d: inout DataSet, _ s: PhantomScenario, echo: Int) {
    let size = simulation.chi.grid.size
    d.set(.scanningSequence, .CS, "GR")
    d.set(.sequenceVariant, .CS, "SP")
    d.set(.scanOptions, .CS, "FC")
    d.set(.mrAcquisitionType, .CS, "3D")
    d.set(.sequenceName, .SH, isPhilips ? "FFE" : "*fl3d\(s.echoTimesMs.count)r")
    d.set(.angioFlag, .CS, "N")
    d.set(.repetitionTime, .DS, doubles: [s.repetitionTimeMs])
    d.set(.echoTime, .DS, doubles: [s.echoTimesMs[echo]])
    d.set(.numberOfAverages, .DS, "1")
    d.set(.imagingFrequency, .DS, doubles: [s.imagingFrequencyMHz])
    d.set(.imagedNucleus, .SH, "1H")
    d.set(.echoNumbers, .IS, ints: [echo + 1])
    d.set(.magneticFieldStrength, .DS, "3")
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

  /// What distinguishes the vendors: type of image, names, scale, private marks.
  private func vendor(_ d: inout DataSet, isPhase: Bool) {
    if isPhilips {
      if isPhase {
        d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "PHASE MAP", "P", "FFE")
      } else {
        d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "M_FFE", "M", "FFE")
      }
      d.set(.manufacturer, .LO, "Philips Medical Systems")
      d.set(.manufacturerModelName, .LO, "Ingenia Elition X")
      d.set(.softwareVersions, .LO, "5.7.1", "5.7.1.1")
      if let r = isPhase ? stored.phaseRescale : stored.magnitudeRescale {
        d.set(.rescaleIntercept, .DS, doubles: [r.intercept])
        d.set(.rescaleSlope, .DS, doubles: [r.slope])
        d.set(.rescaleType, .LO, isPhase ? "mrad" : "normalized")
      }
      d.set(Tag(0x2005, 0x0010), .LO, "Philips MR Imaging DD 001")
      d.set(Tag(0x2005, 0x1011), .CS, isPhase ? "P" : "M")
    } else {
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", isPhase ? "P" : "M", "ND")
      d.set(.manufacturer, .LO, "SIEMENS")
      d.set(.manufacturerModelName, .LO, "Prisma_fit")
      d.set(.softwareVersions, .LO, "syngo MR E11")
    }
  }
}
