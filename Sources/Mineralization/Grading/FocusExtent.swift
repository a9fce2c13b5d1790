import Vocabulary
import Voxels

/// The rim of a focus: how far its blur reaches beyond the voxels above the threshold.
enum FocusRim {
  /// 1.5 mm, at least one voxel along each axis: a point spread of 1.1 mm full width and the smoothing of 0.5 mm (σ)
  /// leave less than 2 % of an edge beyond it.
  static let radiusMm = 1.5
}

/// The voxels around a voxel within an ellipsoid of at least one voxel along each axis.
struct Neighbourhood<Frame: PatientFrame> {
  private let grid: Grid<Frame>
  /// Steps and their squared length as a share of the radius.
  private let steps: [(step: SIMD3<Int>, distance: Double)]

  init(grid: Grid<Frame>, radiusMm: Double) {
    self.grid = grid
    let spacing = grid.spacingMm
    // 1 % more, so that direct neighbours count despite rounding.
    let radius = SIMD3(
      max(radiusMm, 1.01 * spacing.x), max(radiusMm, 1.01 * spacing.y), max(radiusMm, 1.01 * spacing.z))
    let reach = SIMD3<Int>((radius / spacing).rounded(.down))
    var found: [(SIMD3<Int>, Double)] = []
    for z in -reach.z...reach.z {
      for y in -reach.y...reach.y {
        for x in -reach.x...reach.x {
          let d = SIMD3(Double(x), Double(y), Double(z)) * spacing / radius
          let distance = dot(d, d)
          if distance <= 1 { found.append((SIMD3(x, y, z), distance)) }
        }
      }
    }
    steps = found
  }

  /// Every voxel around `offset` with its squared distance, 0…1.
  func forEach(around offset: Int, _ body: (_ offset: Int, _ distance: Double) -> Void) {
    let i = grid.index(ofOffset: offset)
    for (step, distance) in steps {
      let n = i &+ step
      if grid.contains(n.x, n.y, n.z) { body(grid.offset(n.x, n.y, n.z), distance) }
    }
  }
}

/// How much there is of a focus, with partial volume considered.
///
/// ```
///  value  ▲      ┌──┐ plateau      the excess over the background, summed over the focus and its rim, is kept by any
///         │     ╱    ╲             blur and any slice; divided by the plateau's excess it is a volume
///         │────╱──────╲── threshold
///         │___╱        ╲___ background
/// ```
struct FocusExtent {
  /// Voxels above the threshold, connected.
  let members: [Int]
  /// The members that reach half the plateau's excess: where the deposit itself lies.
  let core: [Int]
  /// Volume of the members, mm³: what earlier versions graded.
  let thresholdVolumeMm3: Double
  /// Excess over the background, summed over members and rim, over the plateau's excess, mm³.
  let volumeMm3: Double
  /// Excess over the background, summed over members and rim, in the image's unit times mm³: free of any threshold.
  let excess: Double
  /// The deposit's level: the 95th percentile of the members, so that no single noisy voxel makes it.
  let plateau: Double
}

/// Percentile of the members that stands for the plateau, %.
///
/// Of maximum, 95th, 90th percentile and the mean above 80 % it had the least bias with noise and scatter (docs).
private let plateauPercentile = 95.0
/// Share of the plateau's excess from which a member belongs to the core.
private let coreShare = 0.5

/// Measures foci that were found together; a rim voxel belongs to the nearest focus.
///
/// - Parameters:
///   - foci: members of each focus.
///   - region: where excess may be summed: the pallidum.
func focusExtents<Unit: VoxelUnit, Frame: PatientFrame>(
  _ foci: [[Int]], image: Volume<Unit, Frame>, region: [Bool], background: Double
) -> [FocusExtent] {
  let grid = image.grid
  let rim = Neighbourhood(grid: grid, radiusMm: FocusRim.radiusMm)
  let nobody = -1
  var owner = [Int](repeating: nobody, count: grid.count)
  var distances = [Double](repeating: .infinity, count: grid.count)
  for (k, focus) in foci.enumerated() {
    for o in focus {
      rim.forEach(around: o) { n, distance in
        guard region[n], distance < distances[n] else { return }
        (owner[n], distances[n]) = (k, distance)
      }
    }
  }
  var sums = [Double](repeating: 0, count: foci.count)
  for (o, k) in owner.enumerated() where k != nobody { sums[k] += Double(image.voxels[o]) - background }
  let voxel = grid.voxelVolumeMm3
  return foci.enumerated().map { k, members in
    let plateau = Statistics.percentile(plateauPercentile, of: members.map { image.voxels[$0] })
    let height = plateau - background
    let half = background + coreShare * height
    return FocusExtent(
      members: members, core: members.filter { Double(image.voxels[$0]) >= half },
      thresholdVolumeMm3: Double(members.count) * voxel,
      volumeMm3: height > 0 ? max(0, sums[k] * voxel / height) : 0, excess: sums[k] * voxel,
      plateau: plateau)
  }
}
