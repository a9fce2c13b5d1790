import Vocabulary
import Voxels

// The same head and the same scan, brought to the files in another way: no variant needs a second simulation.

extension PhantomSimulation {
  /// The simulation under another name; identifiers are hashed from it.
  func named(_ name: String, summary: String, expected: ExpectedOutcome) -> PhantomSimulation {
    var s = self
    s.scenario.name = name
    s.scenario.summary = summary
    s.truth.case = name
    s.truth.description = summary
    s.truth.expectedExit = [Int(expected.exit)]
    s.truth.mustWithhold = expected.withheld.map(\.rawValue)
    s.truth.expected = expected
    return s
  }

  /// The simulation as another vendor's scanner writes it.
  func written(as format: ScannerFormat) -> PhantomSimulation {
    var s = self
    s.scenario.format = format
    s.truth.vendor = format
    return s
  }

  /// Some of the echoes, by their indices.
  func keeping(echoes: [Int]) -> PhantomSimulation {
    var s = self
    s.echoTimes = echoes.map { echoTimes[$0] }
    s.magnitudes = echoes.map { magnitudes[$0] }
    s.phases = echoes.map { phases[$0] }
    s.scenario.echoTimesMs = echoes.map { scenario.echoTimesMs[$0] }
    s.truth.echoTimesMs = s.scenario.echoTimesMs
    return s
  }

  /// The patient lying in another way: the scanner's axes run along others of the patient.
  ///
  /// The main field stays along the patient's long axis, so the voxels are the same and their order is not.
  func turned(to position: PatientPosition) -> PhantomSimulation {
    let axes = position.turnedAxes
    func mask(_ m: MRMask) -> MRMask {
      let (grid, voxels) = reversed(m.grid, m.voxels, axes)
      return MRMask(grid: grid, voxels: voxels)
    }
    func volume<Unit>(_ v: MRVolume<Unit>) -> MRVolume<Unit> {
      let (grid, voxels) = reversed(v.grid, v.voxels, axes)
      return MRVolume(grid: grid, voxels: voxels)
    }
    var s = self
    s.patientPosition = position
    s.magnitudes = magnitudes.map(volume)
    s.phases = phases.map(volume)
    s.chi = volume(chi)
    s.field = volume(field)
    s.nuclei = nuclei.mapValues(mask)
    s.brain = mask(brain)
    s.csf = mask(csf)
    s.truth.setGrid(s.chi.grid)
    return s
  }

  /// Magnitudes and phases on twice as many columns and rows, as scanners interpolate them.
  ///
  /// K-space is filled with zeros outside what was read out. AcquisitionMatrix and the truth's grid stay those of
  /// the acquisition.
  func zeroFilled() -> PhantomSimulation {
    var s = self
    for echo in echoTimes.indices {
      let signal = ZeroFilling.doubled(magnitude: magnitudes[echo], phase: phases[echo])
      s.magnitudes[echo] = signal.magnitude
      s.phases[echo] = signal.phase
    }
    return s
  }
}

/// A grid and its voxels with some axes running the other way; every voxel stays where it is in the patient.
private func reversed<T>(
  _ grid: Grid<MRPatient>, _ voxels: [T], _ axes: SIMD3<Int>
) -> (Grid<MRPatient>, [T]) {
  let n = grid.size
  let last = SIMD3(
    axes.x == 1 ? Double(n.x - 1) : 0, axes.y == 1 ? Double(n.y - 1) : 0, axes.z == 1 ? Double(n.z - 1) : 0)
  let sign = SIMD3(axes.x == 1 ? -1.0 : 1, axes.y == 1 ? -1 : 1, axes.z == 1 ? -1 : 1)
  let turned = Grid<MRPatient>(
    size: n,
    voxelToPatient: Affine(
      linear: grid.voxelToPatient.linear * Matrix3(diagonal: sign), translation: grid.voxelToPatient(last)))
  var result: [T] = []
  result.reserveCapacity(voxels.count)
  for z in 0..<n.z {
    for y in 0..<n.y {
      for x in 0..<n.x {
        result.append(
          voxels[
            grid.offset(
              axes.x == 1 ? n.x - 1 - x : x, axes.y == 1 ? n.y - 1 - y : y, axes.z == 1 ? n.z - 1 - z : z)])
      }
    }
  }
  return (turned, result)
}
