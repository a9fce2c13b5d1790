import Voxels

/// Whether an image looks as Hounsfield units must: air around and in the head near −1000, and much of what is not air
/// near that of brain and muscle.
///
/// The bounds are wide: they are meant for a wrong slope or intercept, not for a calibration that is off by some HU.
/// Nothing depends on how much of the field the head fills, nor on table and headrest, which are mostly lighter than
/// −300 HU.
struct HounsfieldProof: Hashable, Sendable {
  /// Part of the measured voxels that is lighter than −500 HU.
  let airShare: Double
  /// Median of these in HU; nil where there are none.
  let airMedianHU: Double?
  /// Part of the measured voxels that is denser than −300 HU.
  let matterShare: Double
  /// Part of that matter between −50 and 130 HU.
  let softShare: Double
  /// False where there are too few voxels for a judgement.
  let isConclusive: Bool

  /// Fewer voxels prove nothing; a head CT has millions.
  static let fewestVoxels = 100_000
  /// Every head holds air (sinuses, mastoids) and is surrounded by it.
  static let leastAirShare = 0.002
  /// Median of air: −1000 HU with noise, streaks, foam; sinuses alone reach −800 by partial volume.
  static let plausibleAirHU = -1024.0 ... -750.0
  /// A head is more than this part of its field of view.
  static let leastMatterShare = 0.01
  /// Brain, muscle, blood, fluid with the noise of thin slices.
  static let softTissueHU = -50.0...130.0
  /// Brain and muscle are about two thirds of a head's matter, bone a fifth, fat the rest; in the noise of thin bone
  /// slices (SD 100 HU) two thirds of soft tissue stay within the bounds.
  static let leastSoftShare = 0.2

  /// The proof from HU values of which `blank` ones are −1024 HU only because nothing was measured there.
  init(_ hu: [Float], blank: Int) {
    let lowest = -1024
    var histogram = [Int](repeating: 0, count: 4096)
    let last = histogram.count - 1
    for value in hu {
      let bin = Int(max(-1024, min(3071, value.isFinite ? value : -1024))) - lowest
      histogram[min(last, max(0, bin))] += 1
    }
    histogram[0] = max(0, histogram[0] - blank)
    func count(_ range: ClosedRange<Double>) -> Int {
      let a = max(0, Int(range.lowerBound) - lowest)
      let b = min(last, Int(range.upperBound) - lowest)
      return histogram[a...b].reduce(0, +)
    }
    let voxels = histogram.reduce(0, +)
    let air = count(-1024.0 ... -500.0)
    let matter = count(-300.0...3071.0)
    airShare = voxels > 0 ? Double(air) / Double(voxels) : 0
    matterShare = voxels > 0 ? Double(matter) / Double(voxels) : 0
    softShare = matter > 0 ? Double(count(Self.softTissueHU)) / Double(matter) : 0
    isConclusive = hu.count >= Self.fewestVoxels
    var seen = 0
    let median = histogram.firstIndex { n in
      seen += n
      return n > 0 && 2 * seen >= air
    }
    airMedianHU = air > 0 ? median.map { Double($0 + lowest) } : nil
  }

  /// What contradicts Hounsfield units, with the values seen; nil if nothing does.
  var contradiction: String? {
    guard isConclusive else { return nil }
    func percent(_ x: Double) -> String { decimal((x * 1000).rounded() / 10) + " %" }
    if airShare < Self.leastAirShare {
      return
        "\(percent(airShare)) of it is lighter than −500 HU (at least \(percent(Self.leastAirShare)) of a head "
        + "CT is air)"
    }
    if let airMedianHU, !Self.plausibleAirHU.contains(airMedianHU) {
      return "air lies at \(decimal(airMedianHU)) HU"
    }
    if matterShare < Self.leastMatterShare {
      return "\(percent(matterShare)) of it is denser than −300 HU (a head fills at least "
        + "\(percent(Self.leastMatterShare)))"
    }
    if softShare < Self.leastSoftShare {
      return "\(percent(softShare)) of what is denser than −300 HU lies between −50 and 130 HU (at least "
        + "\(percent(Self.leastSoftShare)) of a head does)"
    }
    return nil
  }
}
