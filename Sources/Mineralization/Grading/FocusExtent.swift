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
  /// Volume of the ball that the image would show so, mm³: the other estimate, with which grades are tried again.
  let ballVolumeMm3: Double
  /// Excess over the background, summed over members and rim, in the image's unit times mm³: free of any threshold.
  let excess: Double
}

/// Percentile of the members' excess that stands for the plateau, %: no single noisy voxel makes it.
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
///   - background: what the voxels would read without deposits, apart for the inside and the border of the region.
///   - sigmaMm: SD along each axis of the blur that comes on top of the voxels' own.
func focusExtents<Unit: VoxelUnit, Frame: PatientFrame>(
  _ foci: [[Int]], image: Volume<Unit, Frame>, region: [Bool], background: PallidalBackground,
  sigmaMm: SIMD3<Double>
) -> [FocusExtent] {
  let grid = image.grid
  func excess(_ o: Int) -> Double {
    Double(image.voxels[o]) - (grid.isBorder(o, of: region) ? background.border : background.interior)
  }
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
  var squares = sums
  for (o, k) in owner.enumerated() where k != nobody {
    let e = excess(o)
    sums[k] += e
    squares[k] += e * e - background.robustSd * background.robustSd
  }
  let blur = ImageBlur(boxMm: grid.spacingMm, sigmaMm: sigmaMm)
  let voxel = grid.voxelVolumeMm3
  return foci.enumerated().map { k, members in
    let excesses = members.map(excess)
    let height = Statistics.percentile(plateauPercentile, of: excesses.map { Float($0) })
    return FocusExtent(
      members: members, core: zip(members, excesses).filter { $1 >= coreShare * height }.map(\.0),
      thresholdVolumeMm3: Double(members.count) * voxel,
      volumeMm3: height > 0 ? max(0, sums[k] * voxel / height) : 0,
      ballVolumeMm3: ballVolumeMm3(sum: sums[k] * voxel, sumOfSquares: squares[k] * voxel, blur: blur),
      excess: sums[k] * voxel)
  }
}

/// Which estimate of the volumes a grade is made with: what partial volume leaves open.
enum VolumeEstimate {
  /// Excess over plateau: the one that is reported.
  case plateau
  /// The smaller of that and the ball's, for the size of a focus too.
  case least
  /// The greater of both; a focus is large enough if its excess would be with the least that a voxel must exceed.
  case greatest
}

extension FocusExtent {
  func volumeMm3(_ estimate: VolumeEstimate) -> Double {
    switch estimate {
    case .plateau: volumeMm3
    case .least: min(volumeMm3, ballVolumeMm3)
    case .greatest: max(volumeMm3, ballVolumeMm3)
    }
  }

  /// What the least volume is compared with: neither a speck above the threshold nor a spike without volume counts.
  var sizeMm3: Double { min(volumeMm3, thresholdVolumeMm3) }

  /// Large enough to be told from noise.
  /// - Parameter leastExcess: what a voxel of a focus exceeds the level by, in the image's unit.
  func isLarge(_ c: GradingCutoffs, _ estimate: VolumeEstimate = .plateau, leastExcess: Double = .infinity)
    -> Bool
  {
    let size =
      switch estimate {
      case .plateau: sizeMm3
      case .least: min(sizeMm3, ballVolumeMm3)
      case .greatest: max(sizeMm3, excess / leastExcess)
      }
    return size >= c.focusVolumeMm3 - volumeRoundingMm3
  }
}
