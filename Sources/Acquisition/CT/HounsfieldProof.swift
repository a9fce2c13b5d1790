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
  /// Part of the middle of the matter's extent that is matter: a head is filled, a skull alone is hollow.
  let filledShare: Double
  /// Part of all voxels that lies far below air with many different values.
  let variedDeepShare: Double
  /// False where there are too few voxels for a judgement.
  let isConclusive: Bool

  /// Fewer voxels prove nothing; a head CT has millions.
  static let fewestVoxels = 100_000
  /// Every head holds air (sinuses, mastoids) and is surrounded by it.
  static let leastAirShare = 0.002
  /// Median of air: −1000 HU with noise, streaks, foam.
  static let plausibleAirHU = -1024.0 ... -850.0
  /// Where there is little of it, air in the head reaches this by partial volume.
  static let plausibleInnerAirHU = -1024.0 ... -750.0
  /// Less air than this is not that around the head.
  static let leastOuterAirShare = 0.05
  /// The middle of a head is brain; with 1024 HU too little the brain counts as air and the skull is a hollow shell.
  static let leastFilledShare = 0.4
  /// Padding is one value; air that lies at −2000 HU by a wrong scale has noise.
  static let mostVariedDeepShare = 0.05
  /// A head is more than this part of its field of view.
  static let leastMatterShare = 0.01
  /// Brain, muscle, blood, fluid with the noise of thin slices.
  static let softTissueHU = -50.0...130.0
  /// Brain and muscle are about two thirds of a head's matter, bone a fifth, fat the rest; in the noise of thin bone
  /// slices (SD 100 HU) two thirds of soft tissue stay within the bounds.
  static let leastSoftShare = 0.2

  /// The proof from the HU of `size` voxels; the padding among them is −1024 HU.
  init(_ hu: [Float], size: SIMD3<Int>, padding: HounsfieldSlice.Padding) {
    let lowest = -1024
    var histogram = [Int](repeating: 0, count: 4096)
    let last = histogram.count - 1
    for value in hu {
      let bin = Int(max(-1024, min(3071, value.isFinite ? value : -1024))) - lowest
      histogram[min(last, max(0, bin))] += 1
    }
    histogram[0] = max(0, histogram[0] - padding.blank)
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
    filledShare = middleShare(of: hu, size: size)
    variedDeepShare = hu.isEmpty ? 0 : Double(padding.varied) / Double(hu.count)
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
    if variedDeepShare > Self.mostVariedDeepShare {
      return
        "\(percent(variedDeepShare)) of it lies far below air with many different values (padding is one value)"
    }
    let bounds = airShare < Self.leastOuterAirShare ? Self.plausibleInnerAirHU : Self.plausibleAirHU
    if let airMedianHU, !bounds.contains(airMedianHU) {
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
    if filledShare < Self.leastFilledShare {
      return
        "what is denser than −300 HU is a hollow shell (\(percent(filledShare)) of its middle is filled, at least "
        + "\(percent(Self.leastFilledShare)) of a head's is)"
    }
    return nil
  }
}

/// How much of the middle third, along each axis, of the matter's extent is matter (denser than −300 HU).
///
/// The extent leaves out a twentieth of the matter at either end, so that a headrest does not set it.
private func middleShare(of hu: [Float], size: SIMD3<Int>) -> Double {
  var along = [[Int]](repeating: [], count: 3)
  for axis in 0..<3 { along[axis] = [Int](repeating: 0, count: size[axis]) }
  var i = 0
  for z in 0..<size.z {
    for y in 0..<size.y {
      var row = 0
      for x in 0..<size.x {
        if hu[i] > -300 {
          along[0][x] += 1
          row += 1
        }
        i += 1
      }
      along[1][y] += row
      along[2][z] += row
    }
  }
  let middle = along.map { counts -> Range<Int> in
    let total = counts.reduce(0, +)
    var seen = 0
    var low = 0
    var high = 0
    for (k, n) in counts.enumerated() {
      if 20 * seen <= total { low = k }
      seen += n
      if 20 * seen <= 19 * total { high = k }
    }
    let third = max(0, high - low) / 3
    return (low + third)..<max(low + third + 1, high - third + 1)
  }
  var matter = 0
  var all = 0
  for z in middle[2].clamped(to: 0..<size.z) {
    for y in middle[1].clamped(to: 0..<size.y) {
      for x in middle[0].clamped(to: 0..<size.x) {
        all += 1
        if hu[x + size.x * (y + size.y * z)] > -300 { matter += 1 }
      }
    }
  }
  return all == 0 ? 0 : Double(matter) / Double(all)
}
