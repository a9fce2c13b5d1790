import DICOM
import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct GeneratePhantomTests {
  @Test func sameScenarioGivesSameBytes() throws {
    let a = ScratchFolder()
    let b = ScratchFolder()
    try generatePhantom(.small, to: a.path)
    try generatePhantom(.small, to: b.path)
    let (first, second) = (try a.files(), try b.files())
    // 24 slices × 3 echoes × 2 parts, 36 CT slices, truth.json and six volumes.
    #expect(first.count == 144 + 36 + 1 + 6)
    #expect(Set(first.keys) == Set(second.keys))
    for (name, data) in first { #expect(second[name] == data, "\(name)") }
  }

  @Test(arguments: [ScannerFormat.siemensClassic, .philipsClassic])
  func classicImagesReadBackAsSimulated(format: ScannerFormat) throws {
    var scenario = PhantomScenario.small
    scenario.format = format
    scenario.slab.tiltDegrees = 17
    scenario.compressesPixels = true
    let s = try simulate(scenario)
    let folder = ScratchFolder()
    try writePhantom(s, to: folder.path, writesVolumes: false)
    let stored = StoredValues(format)
    var seen = Set<Int>()
    for name in try folder.files().keys where name.hasPrefix("study/mr/") {
      let file = try DICOMFile.open(folder.path + "/" + name)
      let d = file.dataSet
      let te = try #require(d.double(.echoTime))
      let echo = try #require(scenario.echoTimesMs.firstIndex(of: te))
      let position = d.doubles(.imagePositionPatient)
      let v = s.chi.grid.voxel(at: Point(position[0], position[1], position[2]))
      let slice = Int(v.z.rounded())
      #expect(length(v - SIMD3(0, 0, Double(slice))) < 1e-5)
      let o = d.doubles(.imageOrientationPatient)
      let normal = cross(SIMD3(o[0], o[1], o[2]), SIMD3(o[3], o[4], o[5]))
      #expect(length(normal - normalized(s.chi.grid.voxelToPatient.linear.c2)) < 1e-7)
      let types = d.strings(.imageType)
      let isPhase = types.contains("P")
      let values = try file.storedValues(frame: 0)
      let first = s.chi.grid.offset(0, 0, slice)
      for (i, value) in values.enumerated() {
        let truth =
          isPhase
          ? stored.stored(.phase, Double(s.phases[echo].voxels[first + i]))
          : stored.stored(.magnitude, Double(s.magnitudes[echo].voxels[first + i]))
        if value != truth { Issue.record("\(name) pixel \(i): \(value) for \(truth)"); break }
      }
      seen.insert((isPhase ? 1 : 0) + 2 * (echo + 3 * slice))
    }
    #expect(seen.count == 144)
  }

  @Test(arguments: [ScannerFormat.siemensEnhanced, .philipsEnhanced])
  func enhancedImagesReadBackAsSimulated(format: ScannerFormat) throws {
    var scenario = PhantomScenario.small
    scenario.format = format
    let s = try simulate(scenario)
    let folder = ScratchFolder()
    try writePhantom(s, to: folder.path, writesVolumes: false)
    let stored = StoredValues(format)
    var seen = Set<Int>()
    for name in try folder.files().keys where name.hasPrefix("study/mr/") {
      let file = try DICOMFile.open(folder.path + "/" + name)
      let frames = file.dataSet.items(.perFrameFunctionalGroupsSequence)
      #expect(frames.count == file.pixelDescription?.frames)
      for (k, frame) in frames.enumerated() {
        let te = try #require(frame.items(.mrEchoSequence).first?.double(.effectiveEchoTime))
        let echo = try #require(scenario.echoTimesMs.firstIndex(of: te))
        let type = try #require(frame.items(.mrImageFrameTypeSequence).first)
        let isPhase = type.string(.complexImageComponent) == "PHASE"
        let p = try #require(frame.items(.planePositionSequence).first).doubles(.imagePositionPatient)
        let slice = Int(s.chi.grid.voxel(at: Point(p[0], p[1], p[2])).z.rounded())
        let rescale = try #require(frame.items(.pixelValueTransformationSequence).first)
        let slope = try #require(rescale.double(.rescaleSlope))
        let values = try file.storedValues(frame: k)
        let first = s.chi.grid.offset(0, 0, slice)
        for i in stride(from: 0, to: values.count, by: 7) {
          if isPhase {
            #expect(values[i] == stored.stored(.phase, Double(s.phases[echo].voxels[first + i])))
          } else {
            let error = Double(values[i]) * slope - Double(s.magnitudes[echo].voxels[first + i])
            #expect(abs(error) <= slope / 2 + 1e-3)
          }
        }
        seen.insert((isPhase ? 1 : 0) + 2 * (echo + 3 * slice))
      }
    }
    #expect(seen.count == 144)
  }

  @Test func attenuationReadsBackWithinHalfAUnit() throws {
    let s = try #require(SmallPhantom.simulation)
    let folder = ScratchFolder()
    try writePhantom(s, to: folder.path)
    let file = try DICOMFile.open(folder.path + "/study/ct/IM00020")
    let slope = try #require(file.dataSet.double(.rescaleSlope))
    let intercept = try #require(file.dataSet.double(.rescaleIntercept))
    let first = s.ct.grid.offset(0, 0, 19)
    for (i, v) in try file.storedValues(frame: 0).enumerated() {
      let hu = Double(min(max(s.ct.voxels[first + i], -1024), 3071))
      if abs(Double(v) * slope + intercept - hu) > 0.5 + 1e-3 { Issue.record("pixel \(i)"); break }
    }
    // The volumes beside the study are the same truth.
    let chi = try NIfTI.read(folder.path + "/truth/chi_ppm.nii.gz", as: PPM.self, frame: MRPatient.self)
    #expect(chi.first?.voxels == s.chi.voxels)
    let mask = try NIfTI.readMask(folder.path + "/truth/gp_right.nii.gz", frame: MRPatient.self)
    #expect(mask.voxels == s.nuclei[SidedStructure(.globusPallidus, .right)]?.voxels)
  }
}
