import Vocabulary
import Voxels

/// The brain and its CSF from the MR signal alone.
///
/// Foreground is what reaches a share of the typical signal (Otsu's threshold only parts air from tissue),
/// opened so that scalp and muscle come off along the signal void of the skull; largest component, grown
/// back, holes filled.
func signalHead(
  signal: MRVolume<Magnitude>, phaseQuality: MRVolume<Dimensionless>?, parameters p: HeadParameters
) -> MRMask {
  let split = Float(Statistics.otsuThreshold(signal.voxels))
  let tissue = Statistics.median(signal.voxels.filter { $0 >= split })
  let threshold = Float(tissue * p.signalShare)
  var foreground = MRMask(grid: signal.grid)
  for i in 0..<foreground.voxels.count {
    let coherent = phaseQuality.map { Double($0.voxels[i]) >= p.leastPhaseQuality } ?? true
    foreground.voxels[i] = signal.voxels[i] >= threshold && coherent
  }
  // Wells of vessels and deposits must not be widened by the erosion.
  let core = foreground.closed(byMm: p.trimOpeningMm).eroded(byMm: p.scalpOpeningMm).largestComponent()
  guard !core.isEmpty else { return core }
  let grown = core.dilated(byMm: p.scalpOpeningMm).intersection(foreground)
  return grown.closed(byMm: p.cavityClosingMm).filledInSlices().largestComponent()
}
