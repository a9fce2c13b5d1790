import Foundation
import Testing
import Vocabulary

/// What `truth.json` of a case says about the geometry.
struct CaseTruth: Decodable {
  struct Files: Decodable {
    let mr: Int
    let ct: Int
  }

  let echoTimesMs: [Double]
  let effectiveB0T: Double
  let b0DirectionInSlabAxes: [Double]
  let mrShapeIJK: [Int]
  let mrAffineLPS: [[Double]]
  let ctAffineLPS: [[Double]]
  let files: Files
  var mrFiles: Int { files.mr }
  var ctFiles: Int { files.ct }

  init(_ path: String) throws {
    self = try JSONDecoder().decode(CaseTruth.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }
}

/// Expects all 16 numbers of an affine to be those of a 4×4 matrix.
func expectEqual(_ affine: Affine, _ rows: [[Double]], toleranceMm: Double) {
  for (a, b) in zip(affine.rowMajor16, rows.flatMap { $0 }) { #expect(abs(a - b) < toleranceMm) }
}
