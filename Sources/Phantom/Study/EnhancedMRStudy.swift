import DICOM
import Vocabulary
import Voxels

/// The mGRE as enhanced MR images (PS3.3 A.36): Philips with everything in one file, Siemens XA with a file an echo
/// and part, Canon with a file a part.
struct EnhancedMRStudy: Sendable {
  let simulation: PhantomSimulation
  let id: StudyIdentity
  private let stored: StoredValues
  private let groups: EnhancedMRFunctionalGroups

  init(_ simulation: PhantomSimulation) {
    self.simulation = simulation
    id = .mr(simulation.scenario)
    stored = StoredValues(simulation.scenario.format)
    groups = EnhancedMRFunctionalGroups(
      scenario: simulation.scenario, grid: simulation.imageGrid, acquired: simulation.chi.grid.size, id: id)
  }

  /// Enhanced MR Image Storage.
  private static let sopClass = "1.2.840.10008.5.1.4.1.1.4.1"

  private var isPhilips: Bool { simulation.scenario.format == .philipsEnhanced }

  private var isCanon: Bool { simulation.scenario.format == .canonEnhanced }

  /// What one file holds of each slice: echoes and parts, in the order of its frames.
  private func contents(_ index: Int) -> [(echo: Int, part: SignalPart)] {
    let echoes = simulation.echoTimes.count
    // Philips: slice by slice, then echoes, magnitude before phase. Siemens: the slices of one echo and part.
    if isPhilips { return (0..<echoes).flatMap { [($0, .magnitude), ($0, .phase)] } }
    if isCanon { return (0..<echoes).map { ($0, index == 0 ? .magnitude : .phase) } }
    return [(index % echoes, index < echoes ? .magnitude : .phase)]
  }

  /// Number of files.
  var count: Int { isPhilips ? 1 : isCanon ? 2 : 2 * simulation.echoTimes.count }

  /// One file; for Siemens the index runs over echoes, then magnitude and phase.
  func image(_ index: Int) -> DataSet {
    let isPhase = !isPhilips && contents(index).contains { $0.part == .phase }
    var d = CommonModules.study(id, sopClass: Self.sopClass, instance: "mr \(index)")
    CommonModules.series(
      &d, id, modality: "MR", part: isPhilips ? "mgre" : isPhase ? "mgre phase" : "mgre magnitude",
      number: isPhilips ? 501 : isPhase ? 9 : 8,
      description: isPhilips ? "3D_FFE_QSM" : isCanon ? "FE3D_ME_QSM" : "qsm_megre_3d",
      bodyPart: "BRAIN", position: simulation.patientPosition)
    d.set(.studyDescription, .LO, "HEAD QSM SYNTHETIC")
    d.set(.acquisitionDateTime, .DT, id.studyDate + id.studyTime)
    d.set(.instanceNumber, .IS, ints: [isPhilips || isCanon ? 1 : index % simulation.echoTimes.count + 1])
    equipment(&d)
    if isPhilips {
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "T1", "MIXED")
    } else if isCanon {
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "OTHER", "NONE")
    } else {
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", isPhase ? "P" : "M", "NONE")
    }
    Self.describe(&d, component: isPhilips ? "MIXED" : isPhase ? "PHASE" : "MAGNITUDE")
    sequence(&d)
    dimensions(&d)
    frames(&d, index: index)
    return d
  }

  private func equipment(_ d: inout DataSet) {
    d.set(
      .manufacturer, .LO,
      isPhilips ? "Philips" : isCanon ? "Canon Medical Systems" : "Siemens Healthineers")
    d.set(
      .manufacturerModelName, .LO,
      isPhilips ? "Ingenia Elition X" : isCanon ? "Vantage Galan 3T" : "MAGNETOM Vida")
    d.set(.softwareVersions, .LO, isPhilips ? "5.7.1" : isCanon ? "V7.0" : "syngo MR XA30")
  }

  /// The attributes of the frame's kind, which stand at the top and in every frame.
  static func describe(_ d: inout DataSet, component: String) {
    d.set(.pixelPresentation, .CS, "MONOCHROME")
    d.set(.volumetricProperties, .CS, "VOLUME")
    d.set(.volumeBasedCalculationTechnique, .CS, "NONE")
    d.set(.complexImageComponent, .CS, component)
    d.set(.acquisitionContrast, .CS, "UNKNOWN")
  }

  /// MR pulse sequence and image modules.
  private func sequence(_ d: inout DataSet) {
    d.set(.mrAcquisitionType, .CS, "3D")
    d.set(.magneticFieldStrength, .DS, simulation.scenario.nominalFieldStrength)
    d.set(.contentQualification, .CS, "PRODUCT")
    d.set(
      .pulseSequenceName, .SH, isPhilips ? "FFE" : isCanon ? "FE3D" : "*fl3d\(simulation.echoTimes.count)r")
    d.set(.echoPulseSequence, .CS, "GRADIENT")
    for tag in [
      Tag.multiPlanarExcitation, .phaseContrast, .timeOfFlightContrast, .echoPlanarPulseSequence,
      .saturationRecovery,
    ] { d.set(tag, .CS, "NO") }
    for tag in [
      Tag.steadyStatePulseSequence, .spectrallySelectedSuppression, .oversamplingPhase, .kSpaceFiltering,
    ] { d.set(tag, .CS, "NONE") }
    d.set(.geometryOfKSpaceTraversal, .CS, "RECTILINEAR")
    d.set(.segmentedKSpaceTraversal, .CS, "SINGLE")
    d.set(.rectilinearPhaseEncodeReordering, .CS, "LINEAR")
    d.set(.acquisitionDuration, .FD, doubles: [300])
    d.set(.numberOfKSpaceTrajectories, .US, ints: [1])
    d.set(.coverageOfKSpace, .CS, "FULL")
    d.set(.resonantNucleus, .CS, "1H")
    d.set(.applicableSafetyStandardAgency, .CS, "IEC")
    d.set(.burnedInAnnotation, .CS, "NO")
    d.set(.lossyImageCompression, .CS, "00")
    d.set(.presentationLUTShape, .CS, "IDENTITY")
    d.set(.acquisitionContextSequence, items: [])
  }

  /// Multi-frame dimension module: stack, slice, echo time, and magnitude or phase where both are inside.
  private func dimensions(_ d: inout DataSet) {
    let uid = id.uid("dimensions")
    var organization = DataSet()
    organization.set(.dimensionOrganizationUID, .UI, uid)
    d.set(.dimensionOrganizationSequence, items: [organization])
    var pointers: [(Tag, Tag)] = [
      (.stackID, .frameContentSequence), (.inStackPositionNumber, .frameContentSequence),
      (.effectiveEchoTime, .mrEchoSequence),
    ]
    if isPhilips { pointers.append((.complexImageComponent, .mrImageFrameTypeSequence)) }
    d.set(
      .dimensionIndexSequence,
      items: pointers.map { pointer, group in
        var item = DataSet()
        item.set(.dimensionOrganizationUID, .UI, uid)
        item.set(.dimensionIndexPointer, .AT, ints: [Int(pointer.group) << 16 | Int(pointer.element)])
        item.set(.functionalGroupPointer, .AT, ints: [Int(group.group) << 16 | Int(group.element)])
        return item
      })
  }

  private func frames(_ d: inout DataSet, index: Int) {
    let grid = simulation.imageGrid
    var items: [DataSet] = []
    var values: [Int32] = []
    for slice in 0..<grid.size.z {
      for (echo, part) in contents(index) {
        let dimensions = [1, slice + 1, isPhilips || isCanon ? echo + 1 : 1]
        items.append(
          groups.frame(
            slice: slice, echo: echo, isPhase: part == .phase, scale: stored.scale(part),
            dimensions: isPhilips ? dimensions + [part == .phase ? 2 : 1] : dimensions))
        values += simulation.values(part, echo: echo, slice: slice).map { stored.stored(part, $0) }
      }
    }
    d.set(.numberOfFrames, .IS, ints: [items.count])
    d.set(.sharedFunctionalGroupsSequence, items: [groups.shared()])
    d.set(.perFrameFunctionalGroupsSequence, items: items)
    CommonModules.pixels(&d, columns: grid.size.x, rows: grid.size.y, values)
  }
}
