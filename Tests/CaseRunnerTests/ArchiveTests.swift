import DICOM
import Foundation
import Phantom
import Report
import Testing
import Transfer
import Vocabulary
import Voxels

/// A real archive takes a whole report, lists it and shows it: upright, the right way round, in sensible grays.
@Suite(.enabled(if: Archive.isAvailable, "Orthanc or curl is not installed"), .serialized)
struct ArchiveTests {
  @Test func everyObjectIsStoredAndListed() throws {
    let c = try Shared.compact.get()
    let archive = try Archive()
    let sent = try Transfer.send(directory: c.folder, to: archive.peer)
    #expect(sent.isComplete && sent.isManifestVerified)
    #expect(sent.files.count == c.report.provenance.outputs.count)
    for file in sent.files { #expect(file.confirmation == .listed, "\(file)") }
    let page = try archive.get("/statistics")
    let statistics = try #require(try JSONSerialization.jsonObject(with: page) as? [String: Any])
    #expect(statistics["CountInstances"] as? Int == sent.files.count)
    #expect(statistics["CountPatients"] as? Int == 1 && statistics["CountStudies"] as? Int == 1)
    try expectSensiblePictures(c, archive)
  }

  private func expectSensiblePictures(_ c: FinishedCase, _ archive: Archive) throws {
    let simulation = try Shared.compactStudy.get().simulation
    let grid = simulation.chi.grid
    // Through the pallida: the slice whose head is full.
    let center = try #require(simulation.nuclei[SidedStructure(.globusPallidus, .left)]?.centroid)
    let slice = Int(grid.voxel(at: center).z.rounded())
    for kind in ["qsm", "ct-resampled"] {
      let shown = try picture(c, archive, kind, at: grid.point(atVoxel: SIMD3(0, 0, Double(slice))))
      try #require(shown.width == grid.size.x && shown.height == grid.size.y)
      #expect(Set(shown.bytes).count > 50, "\(kind) is flat")
      let brain = (0..<grid.size.y).flatMap { y in
        (0..<grid.size.x).map { x in simulation.brain[x, y, slice] }
      }
      let inside = zip(shown.bytes, brain).filter { $0.1 }.map { Double($0.0) }
      let mean = inside.reduce(0, +) / Double(inside.count)
      #expect((25.5...229.5).contains(mean), "\(kind): mean gray of the brain \(mean)")
      // Attenuation hardly varies within the brain, so the skull is compared too (0.88: coarse voxels
      // blur its edges); the susceptibility map exists inside the brain only and is noisier than its truth.
      let compared = kind == "qsm" ? brain : brain.map { _ in true }
      let expected = simulated(kind, simulation, slice: slice)
      let agreement = correlation(
        shown.bytes.map(Double.init), expected, where: compared, shown.width, .upright)
      #expect(agreement > (kind == "qsm" ? 0.25 : 0.8), "\(kind): \(agreement)")
      for turn in Turn.allCases where turn != .upright {
        let other = correlation(shown.bytes.map(Double.init), expected, where: compared, shown.width, turn)
        #expect(other < agreement - 0.15, "\(kind) \(turn): \(other) against \(agreement)")
      }
    }
    for output in c.report.provenance.outputs where output.kind == "secondary-capture" {
      let id = try #require(try archive.identifier(ofInstance: output.sopInstanceUID))
      let png = try archive.get("/instances/\(id)/preview", accept: "image/png")
      #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      #expect(Set(try archive.preview(id).bytes).count > 50, "\(output.file) is flat")
    }
  }

  /// The rendering of the object of a kind whose first pixel lies at a point.
  private func picture(
    _ c: FinishedCase, _ archive: Archive, _ kind: String, at origin: Point<MRPatient>
  ) throws -> (width: Int, height: Int, bytes: [UInt8]) {
    for output in c.report.provenance.outputs where output.kind == kind {
      let d = try DICOMFile.open(c.folder + "/" + output.file).dataSet
      let p = d.doubles(.imagePositionPatient)
      guard p.count == 3, Point<MRPatient>(p[0], p[1], p[2]).distance(to: origin) < 0.01 else { continue }
      // A viewer shows rows from left to right: upright means the patient's right at the left, the front above.
      let axes = d.doubles(.imageOrientationPatient)
      #expect(axes[0] > 0.9 && axes[4] > 0.7)
      return try archive.preview(try #require(try archive.identifier(ofInstance: output.sopInstanceUID)))
    }
    Issue.record("no object of kind \(kind) at the slice")
    return (0, 0, [])
  }

  /// The simulated slice, clipped as a viewer clips it: CT 0…80 HU, susceptibility −0.2…0.2 ppm.
  private func simulated(_ kind: String, _ s: PhantomSimulation, slice: Int) -> [Double] {
    let grid = s.chi.grid
    let mrToCT = s.ctToMR.inverse
    return (0..<grid.size.y).flatMap { y in
      (0..<grid.size.x).map { x -> Double in
        if kind == "qsm" { return min(max(Double(s.chi[x, y, slice]), -0.2), 0.2) }
        let p = mrToCT(grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(slice))))
        let v = s.cleanCT.grid.voxel(at: p)
        let (i, j, k) = (Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
        return s.cleanCT.grid.contains(i, j, k) ? min(max(Double(s.cleanCT[i, j, k]), 0), 80) : 0
      }
    }
  }

  private enum Turn: CaseIterable { case upright, mirrored, upsideDown, halfTurn }

  /// Pearson correlation over the brain of the picture, mirrored or turned, with the expected one.
  private func correlation(
    _ shown: [Double], _ expected: [Double], where brain: [Bool], _ width: Int, _ turn: Turn
  ) -> Double {
    let height = shown.count / width
    var (n, sx, sy, sxx, syy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for y in 0..<height {
      for x in 0..<width where brain[x + width * y] {
        let u = turn == .mirrored || turn == .halfTurn ? width - 1 - x : x
        let v = turn == .upsideDown || turn == .halfTurn ? height - 1 - y : y
        let (a, b) = (shown[u + width * v], expected[x + width * y])
        n += 1
        sx += a
        sy += b
        sxx += a * a
        syy += b * b
        sxy += a * b
      }
    }
    let covariance = sxy - sx * sy / n
    return covariance / ((sxx - sx * sx / n) * (syy - sy * sy / n)).squareRoot()
  }
}
