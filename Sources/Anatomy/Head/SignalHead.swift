import Vocabulary
import Voxels

/// The brain and its CSF from the MR signal alone.
///
/// Foreground by Otsu's threshold on the signal (halved: dark deep nuclei and CSF belong inside), opened so that
/// the scalp comes off along the signal void of the skull, largest component, grown back, holes filled.
func signalHead(
  signal: MRVolume<Magnitude>, phaseQuality: MRVolume<Dimensionless>?, parameters p: HeadParameters
) -> MRMask {
  let threshold = Float(Statistics.otsuThreshold(signal.voxels) * darkInsideShare)
  var foreground = MRMask(grid: signal.grid)
  for i in 0..<foreground.voxels.count {
    let coherent = phaseQuality.map { Double($0.voxels[i]) >= p.leastPhaseQuality } ?? true
    foreground.voxels[i] = signal.voxels[i] > threshold && coherent
  }
  let core = foreground.filledInSlices().intersection(foreground.closed(byMm: 1))
    .eroded(byMm: p.scalpOpeningMm).largestComponent()
  guard !core.isEmpty else { return core }
  let grown = core.dilated(byMm: p.scalpOpeningMm).intersection(foreground)
  return grown.closed(byMm: p.cavityClosingMm).filledInSlices().largestComponent()
}

/// Otsu parts air from bright tissue; tissue with fast decay lies between.
private let darkInsideShare = 0.7
