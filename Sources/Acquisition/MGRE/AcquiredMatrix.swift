import DICOM

/// The in-plane matrix that was read out, where the stored one is larger: zero-filled interpolation.
///
/// The readout tells the factor. Phase lines may be fewer than their share (partial Fourier, rectangular
/// field of view, acceleration) although k-space reaches as far, so the other axis shrinks by the readout's
/// factor too, and never below the number of its lines: no acquired sample is lost. Sizes are even, as
/// readouts are.
struct AcquiredMatrix: Hashable, Sendable {
  /// Samples of one readout, as the tag says.
  let readoutSamples: Int
  /// Stored pixels along the readout.
  let readoutPixels: Int
  /// Columns to reconstruct on.
  let columns: Int
  /// Rows to reconstruct on.
  let rows: Int

  /// Fewer samples than this part of the pixels are interpolation; scanners round matrices by a few per cent.
  static let interpolationLimit = 0.95

  /// The acquired matrix; nil where the images are not interpolated or the tags do not tell.
  ///
  /// Looked at: In-plane Phase Encoding Direction (0018,1312) with Acquisition Matrix (0018,1310), or with MR
  /// Acquisition Frequency and Phase Encoding Steps (0018,9058) and (0018,9231) of enhanced files.
  init?(_ attributes: FrameAttributes, plane: ImagePlane) {
    guard let direction = attributes.string(.inPlanePhaseEncodingDirection)?.uppercased(),
      direction.hasPrefix("ROW") || direction.hasPrefix("COL")
    else { return nil }
    let matrix = attributes.doubles(.acquisitionMatrix).compactMap { Int(exactly: $0) }
    let isClassic = matrix.count == 4
    let samples =
      isClassic ? max(matrix[0], matrix[1]) : attributes.int(.mrAcquisitionFrequencyEncodingSteps) ?? 0
    let lines =
      isClassic ? max(matrix[2], matrix[3]) : attributes.int(.mrAcquisitionPhaseEncodingStepsInPlane) ?? 0
    // Phase lines that lie along rows mean a readout along columns.
    let isReadoutAlongColumns = direction.hasPrefix("ROW")
    let pixels = isReadoutAlongColumns ? plane.rows : plane.columns
    let otherPixels = isReadoutAlongColumns ? plane.columns : plane.rows
    guard samples > 1, Double(samples) < Self.interpolationLimit * Double(pixels) else { return nil }
    let readout = Self.evenSize(samples, within: pixels)
    let share = (Double(otherPixels) * Double(samples) / Double(pixels)).rounded(.up)
    let other = Self.evenSize(max(Int(share), lines), within: otherPixels)
    readoutSamples = samples
    readoutPixels = pixels
    columns = isReadoutAlongColumns ? other : readout
    rows = isReadoutAlongColumns ? readout : other
  }

  private static func evenSize(_ n: Int, within pixels: Int) -> Int {
    let even = n + n % 2
    return Double(even) < interpolationLimit * Double(pixels) ? even : pixels
  }
}
