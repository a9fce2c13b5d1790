import DICOM
import Vocabulary
import Voxels

/// The modules that every image of the phantom shares (PS3.3 C.7).
enum CommonModules {
  /// Patient, general study, general equipment and SOP common modules.
  static func study(_ id: StudyIdentity, sopClass: String, instance: String) -> DataSet {
    var d = DataSet()
    d.set(.specificCharacterSet, .CS, "ISO_IR 100")
    d.set(.instanceCreationDate, .DA, id.studyDate)
    d.set(.instanceCreationTime, .TM, id.studyTime)
    d.set(.sopClassUID, .UI, sopClass)
    d.set(.sopInstanceUID, .UI, id.uid(instance))
    d.set(.patientName, .PN, id.patientName)
    d.set(.patientID, .LO, id.patientID)
    d.set(.patientBirthDate, .DA, id.birthDate)
    d.set(.patientSex, .CS, "O")
    d.set(.patientAge, .AS, id.age)
    d.set(.patientWeight, .DS, "70")
    d.set(.studyInstanceUID, .UI, id.uid("study"))
    d.set(.studyDate, .DA, id.studyDate)
    d.set(.studyTime, .TM, id.studyTime)
    d.set(.studyID, .SH, "1")
    d.set(.accessionNumber, .SH, id.accessionNumber)
    d.set(.referringPhysicianName, .PN)
    d.set(.institutionName, .LO, "Synthetic data")
    d.set(.stationName, .SH, "PHANTOM")
    d.set(.deviceSerialNumber, .LO, "00000")
    return d
  }

  /// General series, frame of reference and general image modules.
  static func series(
    _ d: inout DataSet, _ id: StudyIdentity, modality: String, part: String, number: Int, description: String,
    bodyPart: String, position: PatientPosition = .headFirstSupine
  ) {
    d.set(.modality, .CS, modality)
    d.set(.seriesInstanceUID, .UI, id.uid("series \(part)"))
    d.set(.seriesNumber, .IS, ints: [number])
    d.set(.seriesDescription, .LO, description)
    d.set(.protocolName, .LO, description)
    d.set(.seriesDate, .DA, id.studyDate)
    d.set(.seriesTime, .TM, id.studyTime)
    d.set(.contentDate, .DA, id.studyDate)
    d.set(.contentTime, .TM, id.studyTime)
    d.set(.bodyPartExamined, .CS, bodyPart)
    d.set(.patientPosition, .CS, position.rawValue)
    d.set(.frameOfReferenceUID, .UI, id.uid("frame of reference"))
    d.set(.positionReferenceIndicator, .LO)
    d.set(.acquisitionNumber, .IS, ints: [1])
  }

  /// Image pixel module of frames in 16-bit words.
  static func pixels(
    _ d: inout DataSet, columns: Int, rows: Int, bits: Int = 12, isSigned: Bool = false, _ values: [Int32]
  ) {
    d.set(.samplesPerPixel, .US, ints: [1])
    d.set(.photometricInterpretation, .CS, "MONOCHROME2")
    d.set(.rows, .US, ints: [rows])
    d.set(.columns, .US, ints: [columns])
    d.set(.bitsAllocated, .US, ints: [16])
    d.set(.bitsStored, .US, ints: [bits])
    d.set(.highBit, .US, ints: [bits - 1])
    d.set(.pixelRepresentation, .US, ints: [isSigned ? 1 : 0])
    var bytes = [UInt8]()
    bytes.reserveCapacity(2 * values.count)
    for v in values {
      bytes.append(UInt8(truncatingIfNeeded: v))
      bytes.append(UInt8(truncatingIfNeeded: v >> 8))
    }
    d.set(.pixelData, .OW, bytes: bytes)
  }

  /// Image Position and Orientation (Patient), Pixel Spacing and thickness of one slice.
  static func plane<Frame>(_ d: inout DataSet, _ grid: Grid<Frame>, slice: Int) {
    d.set(.imagePositionPatient, .DS, doubles: position(grid, slice: slice))
    d.set(.imageOrientationPatient, .DS, doubles: orientation(grid))
    let s = grid.spacingMm
    d.set(.pixelSpacing, .DS, doubles: [rounded(s.y), rounded(s.x)])
    d.set(.sliceThickness, .DS, doubles: [rounded(s.z)])
    d.set(.spacingBetweenSlices, .DS, doubles: [rounded(s.z)])
  }

  /// Image Position (Patient) of a slice, LPS mm.
  static func position<Frame>(_ grid: Grid<Frame>, slice: Int) -> [Double] {
    let p = grid.point(atVoxel: SIMD3(0, 0, Double(slice))).lps
    return [rounded(p.x), rounded(p.y), rounded(p.z)]
  }

  /// Image Orientation (Patient).
  static func orientation<Frame>(_ grid: Grid<Frame>) -> [Double] {
    let m = grid.voxelToPatient.linear
    let (r, c) = (normalized(m.c0), normalized(m.c1))
    return [r.x, r.y, r.z, c.x, c.y, c.z].map(rounded)
  }

  /// Eight decimals: scanners write as many, and 10⁻⁸ mm is nothing.
  static func rounded(_ x: Double) -> Double {
    let r = (x * 1e8).rounded() / 1e8
    return r == 0 ? 0 : r
  }
}
