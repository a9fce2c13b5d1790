import Foundation

@testable import Phantom

/// A reader of the written files that shares no code with the writer: pydicom and the vendors' published rules.
enum PythonReader {
  static let isAvailable =
    (try? run(["-c", "import pydicom, numpy; print('there')"]))?.contains("there") == true

  /// What was found in the MR folder.
  struct Answer: Decodable {
    /// Images of each part.
    let parts: [String: Int]
    /// Series.
    let series: Int
    /// The largest difference from the simulated complex signal, as a multiple of what rounding allows.
    let worst: Double
    /// Voxels that were compared.
    let voxels: Int
    /// Manufacturer.
    let manufacturer: String
    /// Field direction and handedness: the determinant of the image axes.
    let determinant: Double
  }

  /// Reads `study/mr` below a folder and compares with the simulation.
  static func answer(_ folder: String, _ s: PhantomSimulation) throws -> Answer {
    let grid = s.imageGrid
    var bytes = Data()
    for volume in s.magnitudes.map(\.voxels) + s.phases.map(\.voxels) {
      volume.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    let signal = folder + "/signal.f32"
    try bytes.write(to: URL(fileURLWithPath: signal))
    let stored = StoredValues(s.scenario.format)
    let facts: [String: Any] = [
      "size": [grid.size.x, grid.size.y, grid.size.z], "echoTimes": s.scenario.echoTimesMs,
      "affine": grid.voxelToPatient.rowMajor16, "magnitudeStep": stored.magnitude.step,
      "phaseStep": stored.phase.step, "componentStep": stored.component.step,
    ]
    let json = String(decoding: try JSONSerialization.data(withJSONObject: facts), as: UTF8.self)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("read_vendor.py").path
    let output = try run(["-W", "ignore", script, folder + "/study/mr", signal, json])
    guard let line = output.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
      throw Failed(output: output)
    }
    return try JSONDecoder().decode(Answer.self, from: Data(line.utf8))
  }

  struct Failed: Error { let output: String }

  private static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return output
  }
}
