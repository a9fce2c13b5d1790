import Shapes
import Vocabulary
import Voxels

/// Limits for `denseCalcifications`.
public struct CalcificationParameters: Sendable, Hashable {
  /// Attenuation of calcium, HU: clotted blood stays below 90.
  public var leastHU: Float = 100
  /// Fewer voxels than this may be noise.
  public var leastVoxels = 4
  /// Centre of the pineal gland behind the posterior commissure, template LPS mm: the commissure lies at
  /// (0, 25, −2) and the gland 6 mm behind and 3 mm above it.
  public var pinealCenter = SIMD3<Double>(0, 31, 1)
  /// Radius in mm about `pinealCenter`: half the gland (4–5 mm), and the placement's error.
  ///
  /// The falx and the tentorium's tip, which calcify too, lie beyond.
  public var pinealRadiusMm = 10.0
  /// The atrium of a lateral ventricle begins this far behind the template's origin, mm.
  public var atriumFromMm = 32.0
  /// Level of the ventricle's shape up to which a deposit lies in its atrium: the ventricles of an old head are
  /// twice the template's.
  public var atriumLevel = 2.0

  /// The defaults.
  public init() {}
}

/// Where calcium is usual in a healthy adult, away from the basal ganglia.
public enum CalcifyingPlace: Hashable, Sendable, CaseIterable {
  /// The pineal gland.
  case pineal
  /// The choroid plexus in the atrium of a lateral ventricle.
  case choroidPlexus(Side)

  /// The pineal gland, left and right plexus.
  public static let allCases: [CalcifyingPlace] = [.pineal] + Side.allCases.map { .choroidPlexus($0) }
}

/// One deposit of physiological calcium.
public struct DenseCalcification: Sendable, Hashable {
  /// What it lies in.
  public let place: CalcifyingPlace
  /// Its voxels above the limit, connected.
  public let mask: MRMask
}

/// Physiological calcium away from the basal ganglia: the pineal gland and the choroid plexus of both atria.
///
/// Calcium is diamagnetic, so these prove the sign of a susceptibility map without looking at the pallidum. The
/// regions lie at least 20 mm behind it. A deposit that reaches out of its region belongs to something else
/// (falx, tentorium, skull, a tumour) and is left out as a whole.
/// - Parameters:
///   - ct: the registered CT without contrast agent, on the grid of the masks, HU.
///   - nuclei: tells where the template lies in this head.
///   - masks: nothing outside the intracranial space is taken.
/// - Returns: the deposits, largest first within pineal gland, left and right plexus; empty where there is none or
///   the grids differ.
public func denseCalcifications(
  ct: MRVolume<HU>, nuclei: Nuclei, masks: HeadMasks,
  parameters: CalcificationParameters = CalcificationParameters()
) -> [DenseCalcification] {
  let grid = ct.grid
  guard masks.intracranial.grid == grid else { return [] }
  let dense = MRMask(grid: grid, voxels: ct.voxels.map { $0 > parameters.leastHU })
  let toTemplate = nuclei.templateToMR.inverse * grid.voxelToPatient
  let regions = CalcifyingRegion.all(parameters)
  var found: [[DenseCalcification]] = regions.map { _ in [] }
  for component in dense.components() where component.count >= parameters.leastVoxels {
    func holds(_ region: CalcifyingRegion.Named) -> Bool {
      component.allSatisfy { offset in
        let i = grid.index(ofOffset: offset)
        return masks.intracranial.voxels[offset]
          && region.region.contains(toTemplate(SIMD3(Double(i.x), Double(i.y), Double(i.z))))
      }
    }
    guard let region = regions.firstIndex(where: holds) else { continue }
    found[region].append(
      DenseCalcification(place: regions[region].place, mask: MRMask(grid: grid, offsets: component)))
  }
  return found.flatMap { $0 }
}

/// Where calcium is usual, in template LPS mm.
private enum CalcifyingRegion {
  case ball(center: SIMD3<Double>, radiusMm: Double)
  case atrium(DeepBrainShape, fromMm: Double, level: Double)

  /// A region with its name.
  struct Named {
    let place: CalcifyingPlace
    let region: CalcifyingRegion
  }

  static func all(_ p: CalcificationParameters) -> [Named] {
    CalcifyingPlace.allCases.compactMap { place in
      switch place {
      case .pineal: Named(place: place, region: .ball(center: p.pinealCenter, radiusMm: p.pinealRadiusMm))
      case .choroidPlexus(let side):
        ShapeTable.shape(named: ventricleName, side).map {
          Named(place: place, region: .atrium($0, fromMm: p.atriumFromMm, level: p.atriumLevel))
        }
      }
    }
  }

  func contains(_ q: SIMD3<Double>) -> Bool {
    switch self {
    case .ball(let center, let radiusMm): length(q - center) <= radiusMm
    case .atrium(let shape, let fromMm, let level): q.y >= fromMm && shape.level(at: Point(q)) <= level
    }
  }
}
