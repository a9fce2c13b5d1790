import Foundation

extension MicrobleedParameters {
  /// The search with its parameters, in words; every parameter stands in it.
  public var methodDescription: String {
    "peaks of susceptibility at least \(text(rimMm)) mm inside the surface of brain and map and the slab's ends and "
      + "\(text(ironNucleusMarginMm)) mm from pallidum, substantia nigra, red nucleus and dentate nucleus, "
      + "\(text(leastContrastPpb)) ppb and \(text(leastContrastRobustSd)) robust SD above a shell of "
      + "\(text(surroundingsFromMm)) to \(text(surroundingsToMm)) mm; volume as excess over the peak's, diameter "
      + "\(text(leastDiameterMm)) to \(text(greatestDiameterMm)) mm; not vein-like: extents below "
      + "\(text(greatestElongation)) to 1, nothing above \(text(greatestContinuation)) of the contrast and "
      + "\(text(greatestContinuationPpb)) ppb that leads \(text(continuationMm)) mm beyond it; not dense: 95th percentile of CT "
      + "within \(text(denseWithinMm)) mm below \(text(denseHU)) HU and \(text(denseRobustSd)) robust SD; no streak: nothing "
      + "\(text(greatestOpposite)) of the contrast below the surroundings within \(text(oppositeWithinMm)) mm; R2* raised by "
      + "\(text(leastRelaxationShare)) of \(text(relaxationPerPPMAt3T)) 1/s per ppm at 3 T, and above "
      + "\(text(lostSignalPerSecondAt3T)) 1/s in at most \(text(greatestLostShare)) of the shell; at most "
      + "\(text(greatestFluidShare)) fluid within \(text(fluidWithinMm)) mm; \(mostListed) listed at most"
  }
}

/// A number with up to six digits, independent of the machine's locale.
private func text(_ value: Double) -> String { String(format: "%g", value) }
