import Vocabulary

/// A focal mineral deposit in the medial zone of one globus pallidus.
public struct Deposit: Hashable, Sendable {
  /// The side.
  public var side: Side
  /// Radius in mm of the ball, native size; its rim is soft over 1 mm.
  public var radiusMm: Double
  /// Attenuation in its centre in HU.
  public var hu: Double
  /// Susceptibility in its centre in ppm against water.
  public var chiPPM: Double
  /// Effective transverse relaxation rate in its centre in 1/s.
  public var r2StarPerSecond: Double

  /// A deposit from its parts.
  public init(side: Side, radiusMm: Double, hu: Double, chiPPM: Double, r2StarPerSecond: Double) {
    self.side = side
    self.radiusMm = radiusMm
    self.hu = hu
    self.chiPPM = chiPPM
    self.r2StarPerSecond = r2StarPerSecond
  }

  /// Iron and calcium together: dense on CT, paramagnetic.
  public static func paradoxical(_ side: Side, radiusMm: Double = 2.9, hu: Double = 125, chiPPM: Double = 0.5)
    -> Deposit
  {
    Deposit(side: side, radiusMm: radiusMm, hu: hu, chiPPM: chiPPM, r2StarPerSecond: 95)
  }

  /// Iron without calcium: nothing on CT, paramagnetic.
  public static func iron(_ side: Side, radiusMm: Double = 2.3, chiPPM: Double = 0.40) -> Deposit {
    Deposit(side: side, radiusMm: radiusMm, hu: 37, chiPPM: chiPPM, r2StarPerSecond: 85)
  }

  /// Calcium without iron: dense on CT, diamagnetic.
  public static func calcium(_ side: Side, radiusMm: Double = 2.9, hu: Double = 150, chiPPM: Double = -0.4)
    -> Deposit
  {
    Deposit(side: side, radiusMm: radiusMm, hu: hu, chiPPM: chiPPM, r2StarPerSecond: 60)
  }
}
