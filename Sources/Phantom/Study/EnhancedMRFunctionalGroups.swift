import DICOM
import Vocabulary
import Voxels

/// The functional groups of an enhanced MR image (PS3.3 C.8.13.5): what all frames share, and what each has.
struct EnhancedMRFunctionalGroups: Sendable {
  let scenario: PhantomScenario
  /// The images' grid.
  let grid: Grid<MRPatient>
  /// What was read out: columns, rows, slices.
  let acquired: SIMD3<Int>
  let id: StudyIdentity

  /// Shared Functional Groups Sequence (5200,9229), one item.
  func shared() -> DataSet {
    var d = DataSet()
    d.set(.mrImagingModifierSequence, items: [imagingModifier()])
    d.set(.mrReceiveCoilSequence, items: [receiveCoil()])
    var transmit = DataSet()
    transmit.set(.transmitCoilName, .SH, "Body")
    transmit.set(.transmitCoilManufacturerName, .LO)
    transmit.set(.transmitCoilType, .CS, "BODY")
    d.set(.mrTransmitCoilSequence, items: [transmit])
    d.set(.mrSpatialSaturationSequence, items: [])
    d.set(.mrTimingAndRelatedParametersSequence, items: [timing()])
    d.set(.mrModifierSequence, items: [modifier()])
    var averages = DataSet()
    averages.set(.numberOfAverages, .DS, "1")
    d.set(.mrAveragesSequence, items: [averages])
    var geometry = DataSet()
    geometry.set(.percentSampling, .DS, "100")
    geometry.set(.percentPhaseFieldOfView, .DS, "100")
    geometry.set(.inPlanePhaseEncodingDirection, .CS, "COLUMN")
    geometry.set(.mrAcquisitionFrequencyEncodingSteps, .US, ints: [acquired.x])
    geometry.set(.mrAcquisitionPhaseEncodingStepsInPlane, .US, ints: [acquired.y])
    geometry.set(.mrAcquisitionPhaseEncodingStepsOutOfPlane, .US, ints: [acquired.z])
    d.set(.mrFOVGeometrySequence, items: [geometry])
    var anatomy = DataSet()
    anatomy.set(.anatomicRegionSequence, items: [Code("12738006", "SCT", "Brain").item])
    anatomy.set(.frameLaterality, .CS, "U")
    d.set(.frameAnatomySequence, items: [anatomy])
    return d
  }

  private func imagingModifier() -> DataSet {
    var d = DataSet()
    d.set(.pixelBandwidth, .DS, "240")
    d.set(.magnetizationTransfer, .CS, "NONE")
    d.set(.bloodSignalNulling, .CS, "NO")
    d.set(.tagging, .CS, "NONE")
    d.set(.transmitterFrequency, .FD, doubles: [scenario.imagingFrequencyMHz])
    return d
  }

  private func receiveCoil() -> DataSet {
    var d = DataSet()
    d.set(.receiveCoilName, .SH, "HEAD")
    d.set(.receiveCoilManufacturerName, .LO)
    d.set(.receiveCoilType, .CS, "MULTICOIL")
    d.set(.quadratureReceiveCoil, .CS, "NO")
    var element = DataSet()
    element.set(.multiCoilElementName, .SH, "H1")
    element.set(.multiCoilElementUsed, .CS, "YES")
    d.set(.multiCoilDefinitionSequence, items: [element])
    return d
  }

  private func timing() -> DataSet {
    var d = DataSet()
    d.set(.repetitionTime, .DS, doubles: [scenario.repetitionTimeMs])
    d.set(.echoTrainLength, .IS, ints: [scenario.echoTimesMs.count])
    d.set(.flipAngle, .DS, doubles: [scenario.flipAngleDegrees])
    d.set(
      .operatingModeSequence,
      items: ["STATIC FIELD", "RF", "GRADIENT"].map { type in
        var mode = DataSet()
        mode.set(.operatingModeType, .CS, type)
        mode.set(.operatingMode, .CS, "IEC_NORMAL")
        return mode
      })
    d.set(.gradientOutputType, .CS, "DB_DT")
    d.set(.gradientOutput, .FD, doubles: [50])
    var sar = DataSet()
    sar.set(.specificAbsorptionRateDefinition, .CS, "IEC_WHOLE_BODY")
    sar.set(.specificAbsorptionRateValue, .FD, doubles: [0.02])
    d.set(.specificAbsorptionRateSequence, items: [sar])
    d.set(.rfEchoTrainLength, .US, ints: [0])
    d.set(.gradientEchoTrainLength, .US, ints: [scenario.echoTimesMs.count])
    return d
  }

  private func modifier() -> DataSet {
    var d = DataSet()
    d.set(.inversionRecovery, .CS, "NO")
    d.set(.flowCompensation, .CS, "NONE")
    d.set(.spoiling, .CS, "RF")
    d.set(.t2Preparation, .CS, "NO")
    d.set(.spectrallySelectedExcitation, .CS, "NONE")
    d.set(.spatialPresaturation, .CS, "NONE")
    d.set(.parallelAcquisition, .CS, "NO")
    d.set(.partialFourier, .CS, "NO")
    return d
  }

  /// One item of Per-Frame Functional Groups Sequence (5200,9230); echo and slice count from 0.
  func frame(
    slice: Int, echo: Int, isPhase: Bool, scale: StoredValues.Scale, dimensions: [Int]
  ) -> DataSet {
    let markPhilips = scenario.format == .philipsEnhanced
    let isCanon = scenario.format == .canonEnhanced
    var d = DataSet()
    var te = DataSet()
    te.set(.effectiveEchoTime, .FD, doubles: [scenario.echoTimesMs[echo]])
    d.set(.mrEchoSequence, items: [te])
    var type = DataSet()
    type.set(
      .frameType, .CS, "ORIGINAL", "PRIMARY", markPhilips ? "T1" : isCanon ? "OTHER" : isPhase ? "P" : "M",
      markPhilips ? (isPhase ? "P" : "M") : "NONE")
    EnhancedMRStudy.describe(&type, component: isPhase ? "PHASE" : "MAGNITUDE")
    d.set(.mrImageFrameTypeSequence, items: [type])
    var content = DataSet()
    content.set(.frameAcquisitionDateTime, .DT, id.studyDate + id.studyTime)
    content.set(.frameReferenceDateTime, .DT, id.studyDate + id.studyTime)
    content.set(.frameAcquisitionDuration, .FD, doubles: [300_000])
    content.set(.stackID, .SH, "1")
    content.set(.inStackPositionNumber, .UL, ints: [slice + 1])
    content.set(.temporalPositionIndex, .UL, ints: [1])
    content.set(.frameAcquisitionNumber, .US, ints: [1])
    content.set(.dimensionIndexValues, .UL, ints: dimensions)
    d.set(.frameContentSequence, items: [content])
    var position = DataSet()
    position.set(.imagePositionPatient, .DS, doubles: CommonModules.position(grid, slice: slice))
    d.set(.planePositionSequence, items: [position])
    var orientation = DataSet()
    orientation.set(.imageOrientationPatient, .DS, doubles: CommonModules.orientation(grid))
    d.set(.planeOrientationSequence, items: [orientation])
    let s = grid.spacingMm
    var measures = DataSet()
    measures.set(.pixelSpacing, .DS, doubles: [CommonModules.rounded(s.y), CommonModules.rounded(s.x)])
    measures.set(.sliceThickness, .DS, doubles: [CommonModules.rounded(s.z)])
    measures.set(.spacingBetweenSlices, .DS, doubles: [CommonModules.rounded(s.z)])
    d.set(.pixelMeasuresSequence, items: [measures])
    var window = DataSet()
    window.set(.windowCenter, .DS, isPhase ? "0" : "800")
    window.set(.windowWidth, .DS, isPhase ? (markPhilips || isCanon ? "6284" : "8192") : "1600")
    d.set(.frameVOILUTSequence, items: [window])
    var values = DataSet()
    values.set(.rescaleIntercept, .DS, doubles: [scale.rescale?.intercept ?? 0])
    values.set(.rescaleSlope, .DS, doubles: [scale.rescale?.slope ?? 1])
    // Philips and Siemens say "unspecified" whatever the unit.
    values.set(.rescaleType, .LO, isCanon && isPhase ? scale.type : "US")
    d.set(.pixelValueTransformationSequence, items: [values])
    if markPhilips { d.merge(philipsMark(isPhase: isPhase)) }
    return d
  }

  /// Philips' private image type: (2005,1011) inside the sequence (2005,140F), both with their creators.
  private func philipsMark(isPhase: Bool) -> DataSet {
    var inner = DataSet()
    inner.set(Tag(0x2005, 0x0010), .LO, "Philips MR Imaging DD 001")
    inner.set(Tag(0x2005, 0x1011), .CS, isPhase ? "P" : "M")
    var d = DataSet()
    d.set(Tag(0x2005, 0x0014), .LO, "Philips MR Imaging DD 005")
    d.set(Tag(0x2005, 0x140F), items: [inner])
    return d
  }
}
