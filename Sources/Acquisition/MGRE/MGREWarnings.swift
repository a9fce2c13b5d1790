import Vocabulary

/// What the headers tell the reader to keep in mind about an acquisition that can be used, a sentence each.
struct MGREWarnings {
  let sentences: [String]

  /// Slices thicker than this many distances were interpolated.
  static let overlapFactor = 1.5

  init(
    _ candidate: MGRECandidate, _ form: SignalForm, _ matrix: EchoSliceMatrix, _ stack: SliceStack,
    _ vendor: Vendor
  ) {
    var s: [String] = []
    if !vendor.rules.isVerified {
      s.append(
        "Vendor \(vendor.name) is unverified: its phase was read by the standard's tags; the sign is taken as "
          + "Siemens' and must be proven by the image.")
    }
    if matrix.echoTimesMs.count == 2 {
      s.append(
        "Two echoes only: neither the field's fit nor the phase offset can be checked against a third echo, R2* "
          + "rests on two points, and the noise is higher.")
    }
    if candidate.isPairedByNumber {
      s.append(
        "The study holds several runs of the protocol that no acquisition time tells apart: the parts of each were "
          + "paired by their series numbers.")
    }
    let ignored = candidate.frames.count { !form.parts.contains($0.part) }
    if ignored > 0 {
      s.append(
        "\(ignored) images of other kinds were left out; the signal was read from \(form.text).")
    }
    if candidate.series.contains(where: { $0.readoutPolarity == .bipolar }) {
      s.append(
        "The readout is bipolar: odd and even echoes may differ by a linear phase along the readout, which this "
          + "version does not correct.")
    }
    let step = length(stack.extent) / Double(stack.planes.count - 1)
    if let thickness = candidate.frames.first?.sliceThicknessMm, thickness > Self.overlapFactor * step {
      s.append(
        "The slices are interpolated: they are \(decimal(thickness)) mm thick and "
          + "\(decimal((step * 1e4).rounded() / 1e4)) mm apart.")
    }
    let slopes = Set(candidate.frames.filter { $0.part == .magnitude }.map { $0.rescale?.slope ?? 1 })
    if slopes.count > 1 {
      s.append("Magnitude images have different rescale slopes; R2* assumes that they share a scale.")
    }
    sentences = s
  }
}

extension ScannedSeries {
  /// Whether all echoes were read in one direction; nil where no tag says it.
  var readoutPolarity: ReadoutPolarity? { vendor.rules.readoutPolarity(self) }
}
