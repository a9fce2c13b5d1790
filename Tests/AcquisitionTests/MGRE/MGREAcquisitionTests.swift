import DICOM
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Acquisition

struct MGREAcquisitionTests {
  /// Radians of a stored phase by the published formula, wrapped by hand.
  static func siemensRadians(_ stored: Int32) -> Float {
    Float(Double(stored) * 2 * Double.pi / 4096 - Double.pi)
  }

  @Test(arguments: [SyntheticMGRE.Style.siemens, .siemensRescaled])
  func siemensVoxelsStandWhereTheyWereMeasured(_ style: SyntheticMGRE.Style) throws {
    let scan = SyntheticMGRE(style: style)
    let mgre = try loadedMGRE(scan.classic)
    #expect(mgre.echoTimes.map(\.milliseconds) == [4, 8, 12])
    #expect(mgre.phases[0].grid.size == SIMD3(6, 5, 4))
    for echo in 0..<3 {
      for z in 0..<4 {
        for y in 0..<5 {
          for x in 0..<6 {
            #expect(mgre.magnitudes[echo][x, y, z] == Float(scan.magnitude(x, y, z, echo: echo)))
            let expected = Self.siemensRadians(scan.phase(x, y, z, echo: echo))
            #expect(abs(mgre.phases[echo][x, y, z] - expected) < 1e-6)
          }
        }
      }
    }
    #expect(mgre.metadata.phaseSignInverted == false)
    #expect(abs(mgre.fieldStrength.tesla - 123.25 / FieldStrength.gammaBarMHzPerTesla) < 1e-12)
  }

  @Test func philipsPhaseIsMilliradiansAndMagnitudeIsRescaled() throws {
    let scan = SyntheticMGRE(style: .philips)
    let mgre = try loadedMGRE(scan.classic)
    let stored = Double(scan.phase(3, 2, 1, echo: 2))
    #expect(abs(Double(mgre.phases[2][3, 2, 1]) - (1.53455433455433 * stored - 3142) / 1000) < 1e-6)
    #expect(mgre.magnitudes[1][2, 2, 2] == 1.25 * Float(scan.magnitude(2, 2, 2, echo: 1)))
  }

  @Test func enhancedAndClassicGiveTheSameVolumes() throws {
    let scan = SyntheticMGRE(style: .philips)
    let classic = try loadedMGRE(scan.classic)
    let enhanced = try loadedMGRE([scan.enhanced])
    #expect(classic.phases.map(\.voxels) == enhanced.phases.map(\.voxels))
    #expect(classic.magnitudes.map(\.voxels) == enhanced.magnitudes.map(\.voxels))
    #expect(classic.phases[0].grid == enhanced.phases[0].grid)
    #expect(classic.echoTimes == enhanced.echoTimes)
    #expect(classic.metadata.repetitionTimeMs == enhanced.metadata.repetitionTimeMs)
    #expect(enhanced.source.instances.map(\.frameNumbers) == [Array(1...24)])
    #expect(enhanced.metadata.fieldStrengthSource == "TransmitterFrequency (0018,9098)")
  }

  @Test(arguments: 1...5)
  func orderOfFilesDoesNotMatter(_ seed: UInt64) throws {
    let scan = SyntheticMGRE()
    var generator = SplitMix64(seed: seed)
    let reference = try loadedMGRE(scan.classic)
    let shuffled = try loadedMGRE(scan.classic.shuffled(using: &generator))
    #expect(shuffled.phases.map(\.voxels) == reference.phases.map(\.voxels))
    #expect(shuffled.magnitudes.map(\.voxels) == reference.magnitudes.map(\.voxels))
    #expect(shuffled.phases[0].grid == reference.phases[0].grid)
    #expect(
      shuffled.source.instances.map(\.sopInstanceUID).sorted()
        == reference.source.instances.map(\.sopInstanceUID).sorted())
  }

  @Test func aSeriesAnEchoIsOneAcquisition() throws {
    let scan = SyntheticMGRE()
    let split = scan.classic.map { instance in
      var result = instance
      let echo = Int(instance.header.double(.echoTime) ?? 0)
      let part = instance.header.strings(.imageType)[2]
      result.header.set(.seriesInstanceUID, .UI, "1.2.3.\(part == "M" ? 20 : 30).\(echo)")
      result.header.set(.seriesNumber, .IS, ints: [(part == "M" ? 20 : 30) + echo])
      return result
    }
    let mgre = try loadedMGRE(split)
    #expect(mgre.source.seriesInstanceUIDs.count == 6)
    #expect(mgre.phases.map(\.voxels) == (try loadedMGRE(scan.classic)).phases.map(\.voxels))
  }

  /// A bright voxel at a known place in the patient must be found at that place, whatever the slab's
  /// obliquity and whichever way rows, columns and slices run.
  @Test(arguments: [
    Matrix3.identity,
    Matrix3.rotation(about: SIMD3(1, 0, 0), radians: 0.35),
    Matrix3.rotation(about: SIMD3(0.3, -0.5, 0.8), radians: 1.1),
    Matrix3(columns: SIMD3(-1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)),
    Matrix3(columns: SIMD3(0, 1, 0), SIMD3(0, 0, -1), SIMD3(0, 0, 0)),
  ])
  func brightVoxelKeepsItsPlaceInThePatient(_ axes: Matrix3) throws {
    var scan = SyntheticMGRE()
    scan.rowDirection = axes.c0
    scan.columnDirection = axes.c1
    var instances = scan.classic
    let (x, y, slice) = (4, 1, 2)
    for i in instances.indices where instances[i].header.strings(.imageType)[2] == "M" {
      let position = instances[i].header.doubles(.imagePositionPatient)
      if position == scan.numbers(scan.position(slice)).map({ Double(decimalString($0)) ?? 0 }) {
        instances[i].frames[0][x + 6 * y] = 4000
      }
    }
    // The same place by the standard's equation C.7.6.2.1-1, from the attributes as written.
    let place = scan.position(slice) + axes.c0 * (0.75 * Double(x)) + axes.c1 * (0.5 * Double(y))
    let volume = try loadedMGRE(instances).magnitudes[0]
    let bright = volume.voxels.indices.filter { volume.voxels[$0] == 4000 }
    #expect(bright.count == 1)
    let index = volume.grid.index(ofOffset: bright[0])
    let found = volume.grid.point(atVoxel: SIMD3(Double(index.x), Double(index.y), Double(index.z)))
    #expect(found.distance(to: Point(place)) < 1e-6)
    #expect(volume.grid.voxelToPatient.linear.determinant > 0)
  }

  @Test func fieldDirectionFollowsTheSlab() throws {
    var scan = SyntheticMGRE()
    let r = Matrix3.rotation(about: SIMD3(1, 0, 0), radians: 20 * Double.pi / 180)
    scan.rowDirection = r.c0
    scan.columnDirection = r.c1
    let mgre = try loadedMGRE(scan.classic)
    let expected = r.transpose * SIMD3(0, 0, 1)
    #expect(length(mgre.b0InVoxelAxes - expected) < 1e-9)
    #expect(abs(mgre.metadata.obliquityDegrees - 20) < 1e-6)
  }

  @Test func equalDuplicatesCollapse() throws {
    let scan = SyntheticMGRE()
    var copy = scan.classic[7]
    copy.header.set(.sopInstanceUID, .UI, "1.2.3.999")
    let mgre = try loadedMGRE(scan.classic + [copy])
    #expect(mgre.source.instances.count == 24)
    #expect(mgre.magnitudes.map(\.voxels) == (try loadedMGRE(scan.classic)).magnitudes.map(\.voxels))
  }

  @Test func sourceTellsTheSliceOfEveryInstance() throws {
    let scan = SyntheticMGRE()
    let mgre = try loadedMGRE(scan.classic)
    #expect(mgre.source.instances.map(\.sliceIndex).filter { $0 == 3 }.count == 6)
    #expect(mgre.source.patientModule.string(.patientID) == "SYN-1")
    #expect(mgre.source.studyModule.string(.studyInstanceUID) == "1.2.3.1")
    #expect(mgre.source.frameOfReferenceUID == "1.2.3.2")
  }

  @Test func twoRunsOfOneProtocolAreKeptApartByTheirTimes() throws {
    func run(_ time: String, _ uids: (String, String), _ numbers: (Int, Int), offset: Int32)
      -> [SyntheticInstance]
    {
      var scan = SyntheticMGRE()
      scan.seriesUIDs = uids
      scan.seriesNumbers = numbers
      return scan.classic.map { instance in
        var result = instance
        result.header.set(.acquisitionTime, .TM, time)
        result.frames = result.frames.map { $0.map { ($0 + offset) % 4096 } }
        return result
      }
    }
    // Both magnitudes come before both phases: the series' order alone would pair them crosswise.
    let first = run("101010", ("1.2.3.41", "1.2.3.43"), (41, 43), offset: 0)
    let second = run("103030", ("1.2.3.42", "1.2.3.44"), (42, 44), offset: 5)
    let plans = inventory(of: first + second).plans
    #expect(plans.map { $0.candidate.series.map(\.number) } == [[41, 43], [42, 44]])
    #expect(plans.allSatisfy { $0.warnings.isEmpty })
  }
}
