import Vocabulary

extension ReportDocument {
  /// A reason for withholding with all that it holds for, so that it can be said once.
  public struct WithheldGroup: Equatable, Sendable {
    /// `GP_CT, left paradoxical calcification`: without a side where both are withheld.
    public let subject: String
    /// One sentence without its full stop.
    public let reason: String
    /// How many of the six grades and flags are withheld for it.
    public let count: Int

    /// The whole, as in `GP_CT, paradoxical calcification withheld: no CT.`.
    public var sentence: String { "\(subject) withheld: \(reason)." }
  }

  /// Why grades and flags are withheld: each reason once, in the order of the report.
  public var withheldGroups: [WithheldGroup] {
    let kinds: [(name: String, reason: (PallidumSide) -> String?)] = [
      ("GP_CT", { $0.gpCT.withheld }), ("GP_QSM", { $0.gpQSM.withheld }),
      ("paradoxical calcification", { $0.paradoxicalCalcification.withheld }),
    ]
    func text(_ reason: String?) -> String? { reason.map { Self.reason($0) } }
    var reasons: [String] = []
    for side in [Side.right, .left] {
      for kind in kinds {
        if let reason = text(kind.reason(pallidum(side))), !reasons.contains(reason) {
          reasons.append(reason)
        }
      }
    }
    return reasons.map { reason in
      var subjects: [String] = []
      var count = 0
      for kind in kinds {
        let sides = [Side.right, .left].filter { text(kind.reason(pallidum($0))) == reason }
        count += sides.count
        if let side = sides.first {
          subjects.append(sides.count == 2 ? kind.name : "\(side.rawValue) \(kind.name)")
        }
      }
      return WithheldGroup(subject: subjects.joined(separator: ", "), reason: reason, count: count)
    }
  }

  /// The reasons that hold for more than one grade or flag: told once, above all that they hold for.
  public var sharedWithheldGroups: [WithheldGroup] { withheldGroups.filter { $0.count > 1 } }

  /// The reason beside a withheld value, from the first of several: `see above` where it is told there.
  public func reasonOnce(_ candidates: String?...) -> String {
    let reason = Self.reason(candidates.compactMap(\.self).first { !$0.isEmpty })
    return sharedWithheldGroups.contains { $0.reason == reason } ? "see above" : reason
  }

  /// False where one of the two images shows the sides exchanged, and which one is unknown.
  public var sidesAreProven: Bool { registration?.lateralityContradiction == nil }

  /// Stands beside every value and picture of a side where `sidesAreProven` is false.
  public static let sidesNotProven = "sides not proven"
}
