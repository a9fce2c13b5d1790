import Foundation
import Vocabulary
import Voxels

/// The grades and kinds of both pallida by the definition of the cut-offs, from the analytic deposits without noise.
///
/// Own code on a fine lattice: nothing of the program's grading takes part. Vessels count for nothing.
public struct GradingTruth: Codable, Hashable, Sendable {
  /// What the dense foci are on susceptibility.
  public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    /// No dense focus counts.
    case none
    /// Above the pallidum's level and above 0.
    case paradoxical
    /// Below 0, or far below the level.
    case diamagnetic
    /// Between.
    case mixed
  }

  /// One side's truth.
  public struct Side: Codable, Hashable, Sendable {
    /// Grade on CT.
    public var ctGrade: Int
    /// Grade on susceptibility.
    public var qsmGrade: Int
    /// Kind of the dense foci that count.
    public var kind: Kind
    /// Volume of the dense foci that count: excess over plateau, mm³.
    public var ctFocusMm3: Double
    /// Greatest attenuation in them, 0 if there is none, HU.
    public var ctPeakHU: Double
    /// Volume of the susceptibility foci that count, mm³.
    public var qsmFocusMm3: Double
    /// Mean susceptibility of the cores of the dense foci against the reference, ppb; nil if there is none.
    public var focusMeanPpb: Double?
    /// The pallidum's median without its foci, against the reference, ppb.
    public var levelPpb: Double
    /// Least relative change of all volumes or all amplitudes that changes the CT grade; nil above 1.
    public var ctCutoffDistance: Double?
    /// The same for susceptibility.
    public var qsmCutoffDistance: Double?
    /// Distance of `focusMeanPpb` to where the kind changes, ppb; nil without dense focus.
    public var kindMarginPpb: Double?
  }

  /// The patient's left.
  public var left: Side
  /// The patient's right.
  public var right: Side

  /// Of a side.
  public func of(_ side: Vocabulary.Side) -> Side { side == .left ? left : right }

  /// The truth of a scenario.
  /// - Parameter zeroPpb: susceptibility against water of the region that the map takes as zero, ppb.
  public init(_ scenario: PhantomScenario, zeroPpb: Double) {
    left = Side(PallidumLattice(scenario, .left), zeroPpb: zeroPpb)
    right = Side(PallidumLattice(scenario, .right), zeroPpb: zeroPpb)
  }
}

extension CutOff {
  /// Robust standard deviations above the level from which on a voxel is a focus's.
  fileprivate static let robustSds = 3.0
  /// Relative changes that are tried for the distance to the nearest cut-off.
  fileprivate static let steps = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1]
}

/// A connected focus.
struct TrueFocus: Sendable {
  /// Excess over plateau, and points above the threshold, mm³.
  var volumeMm3: Double, thresholdMm3: Double
  var peak: Double
  var touchesZone: Bool
  /// Points that reach half the plateau.
  var core: [Int]
}

extension GradingTruth.Side {
  init(_ lattice: PallidumLattice, zeroPpb: Double) {
    let offsets = lattice.inside.indices.filter { lattice.inside[$0] }
    let zone = lattice.medialZone()
    let ppb = offsets.map { lattice.bareChi[$0] * 1000 }
    let level = (median: Statistics.median(ppb), sd: Statistics.robustStandardDeviation(ppb))
    let bareHU = offsets.map { lattice.bareHU[$0] }
    let levelHU = Statistics.median(bareHU)
    let dense = max(
      CutOff.denseHU, levelHU + CutOff.robustSds * Statistics.robustStandardDeviation(bareHU))
    let excess = max(CutOff.excessPpb, CutOff.robustSds * level.sd)
    let deltaHU = zip(lattice.hu, lattice.bareHU).map { $0 - $1 }
    let deltaPpb = zip(lattice.chi, lattice.bareChi).map { ($0 - $1) * 1000 }

    func ctFoci(_ amplitude: Double) -> [TrueFocus] {
      lattice.foci(excess: deltaHU, zone: zone, amplitude: amplitude) { o, e in
        Double(lattice.bareHU[o]) + e >= dense
      }
    }
    func qsmFoci(_ amplitude: Double) -> [TrueFocus] {
      lattice.foci(excess: deltaPpb, zone: zone, amplitude: amplitude) { _, e in e > excess }
    }
    func gradeCT(_ foci: [TrueFocus], _ factor: Double) -> Int {
      let counted = foci.filter { Self.counts($0, factor) }
      let volume = counted.reduce(0) { $0 + $1.volumeMm3 * factor }
      let peak = levelHU + (counted.map(\.peak).max() ?? 0)
      return counted.isEmpty ? 0 : volume >= CutOff.largeMm3 || peak >= CutOff.veryDenseHU ? 2 : 1
    }
    func gradeQSM(_ foci: [TrueFocus], _ factor: Double) -> Int {
      let counted = foci.filter { Self.counts($0, factor) }
      let volume = counted.reduce(0) { $0 + $1.volumeMm3 * factor }
      return counted.isEmpty ? 0 : volume >= CutOff.largeMm3 ? 2 : 1
    }
    let ct = ctFoci(1)
    let qsm = qsmFoci(1)
    let counted = ct.filter { Self.counts($0, 1) }
    let countedQSM = qsm.filter { Self.counts($0, 1) }
    ctGrade = gradeCT(ct, 1)
    qsmGrade = gradeQSM(qsm, 1)
    ctFocusMm3 = counted.reduce(0) { $0 + $1.volumeMm3 }
    ctPeakHU = counted.isEmpty ? 0 : levelHU + (counted.map(\.peak).max() ?? 0)
    qsmFocusMm3 = countedQSM.reduce(0) { $0 + $1.volumeMm3 }
    levelPpb = level.median - zeroPpb
    ctCutoffDistance = Self.distance(ctGrade, ct, ctFoci, gradeCT)
    qsmCutoffDistance = Self.distance(qsmGrade, qsm, qsmFoci, gradeQSM)
    let core = counted.flatMap(\.core)
    guard !core.isEmpty else {
      (kind, focusMeanPpb, kindMarginPpb) = (.none, nil, nil)
      return
    }
    let mean = Statistics.mean(core.map { lattice.chi[$0] * 1000 }) - zeroPpb
    focusMeanPpb = mean
    let lowest = max(0, levelPpb - CutOff.robustSds * level.sd)
    kind = mean < lowest ? .diamagnetic : mean > max(levelPpb, 0) ? .paradoxical : .mixed
    kindMarginPpb = min(abs(mean - lowest), abs(mean - max(levelPpb, 0)))
  }

  private static func counts(_ focus: TrueFocus, _ factor: Double) -> Bool {
    focus.touchesZone && min(focus.volumeMm3, focus.thresholdMm3) * factor >= CutOff.focusMm3
  }

  /// The first of the tried changes, of volumes or of amplitudes, at which the grade is another.
  private static func distance(
    _ grade: Int, _ foci: [TrueFocus], _ scaled: (Double) -> [TrueFocus],
    _ graded: ([TrueFocus], Double) -> Int
  ) -> Double? {
    CutOff.steps.first { step in
      [1 + step, 1 / (1 + step)].contains { graded(foci, $0) != grade || graded(scaled($0), 1) != grade }
    }
  }
}

extension PallidumLattice {
  /// Connected foci of an excess (6 neighbours), in the lattice's order.
  ///
  /// - Parameters:
  ///   - amplitude: multiplies the excess.
  ///   - isFocus: whether a point with an excess belongs to a focus.
  func foci(
    excess: [Float], zone: [Bool], amplitude: Double, isFocus: (Int, Double) -> Bool
  ) -> [TrueFocus] {
    var label = [Int32](repeating: 0, count: inside.count)
    var members: [[Int]] = []
    for o in inside.indices where inside[o] && label[o] == 0 && excess[o] > 0 {
      guard isFocus(o, Double(excess[o]) * amplitude) else { continue }
      let id = Int32(members.count + 1)
      label[o] = id
      var open = [o], found: [Int] = []
      while let p = open.popLast() {
        found.append(p)
        forEachNeighbour(of: p) { q in
          guard label[q] == 0, excess[q] > 0, isFocus(q, Double(excess[q]) * amplitude) else { return }
          label[q] = id
          open.append(q)
        }
      }
      members.append(found)
    }
    guard !members.isEmpty else { return [] }
    // The soft rim belongs to the focus that it is nearest to: all grow at once.
    var sums = [Double](repeating: 0, count: members.count)
    var front = members.flatMap(\.self).sorted()
    for o in front { sums[Int(label[o]) - 1] += Double(excess[o]) }
    while !front.isEmpty {
      var next: [Int] = []
      for o in front {
        forEachNeighbour(of: o) { q in
          guard label[q] == 0, excess[q] > 0 else { return }
          label[q] = label[o]
          sums[Int(label[q]) - 1] += Double(excess[q])
          next.append(q)
        }
      }
      front = next
    }
    return members.enumerated().map { k, points in
      let values = points.map { excess[$0] }
      let plateau = Statistics.percentile(95, of: values)
      return TrueFocus(
        volumeMm3: plateau > 0 ? sums[k] * pointMm3 / plateau : 0,
        thresholdMm3: Double(points.count) * pointMm3,
        peak: Double(values.max() ?? 0) * amplitude, touchesZone: points.contains { zone[$0] },
        core: points.filter { Double(excess[$0]) >= plateau / 2 })
    }
  }
}

extension PhantomTruth {
  /// Replaces the grades by those of the fine lattice, and the list of deposits by the variation's.
  mutating func take(gradingOf scenario: PhantomScenario, headToMR: RigidTransform<HeadPatient, MRPatient>) {
    let truth = GradingTruth(scenario, zeroPpb: referenceMeansPpb.wholeBrain)
    grading = truth
    pallidum = Pallida(left: PallidumTruth(truth.left), right: PallidumTruth(truth.right))
    let bodies = (scenario.variation?.foci ?? []).filter(\.hasCenter)
    foci += zip(bodies, HeadModel(scenario).fociCenters()).map { focus, center in
      let p = headToMR(center).lps
      return Focus(
        side: focus.side, location: .globusPallidus, diameterMm: focus.diameterMm,
        materialHU: focus.tissue.hu, absolutePpm: focus.chiPPM, centreMrLPS: [p.x, p.y, p.z])
    }
  }
}

extension PallidalFocus {
  fileprivate var hasCenter: Bool {
    if case .fill = form { return false }
    return true
  }

  fileprivate var diameterMm: Double {
    switch form {
    case .ball(let radius, _), .tube(let radius, _, _): 2 * radius
    case .fill: 0
    }
  }
}

extension PhantomTruth.PallidumTruth {
  /// A change of volumes or amplitudes within which a neighbouring grade is accepted as well.
  private static let tolerance = 0.3

  /// The grades of the fine lattice in the older form.
  fileprivate init(_ side: GradingTruth.Side) {
    func accept(_ grade: Int, _ distance: Double?) -> [Int] {
      guard let distance, distance <= Self.tolerance else { return [grade] }
      return [grade - 1, grade, grade + 1].filter { (0...2).contains($0) }
    }
    self.init(
      ctGrade: side.ctGrade, ctGradeAccept: accept(side.ctGrade, side.ctCutoffDistance),
      qsmGrade: side.qsmGrade, qsmGradeAccept: accept(side.qsmGrade, side.qsmCutoffDistance),
      paradox: side.kind == .paradoxical, ctFocusMm3: side.ctFocusMm3, qsmFocusMm3: side.qsmFocusMm3)
  }
}
