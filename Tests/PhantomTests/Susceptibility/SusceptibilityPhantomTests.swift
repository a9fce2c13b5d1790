import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Phantom

/// The physics of the scenarios, each against what it must look like.
struct SusceptibilityPhantomTests {
  /// Phase gained between the first two echoes is that of the true field.
  @Test func phaseFollowsTheTrueField() throws {
    for p in [SmallGradientEcho.plain, SmallGradientEcho.sevenTesla, SmallGradientEcho.oblique] {
      let p = try #require(p)
      let dt = p.echoTimes[1].seconds - p.echoTimes[0].seconds
      var (sum, weight) = (0.0, 0.0)
      for o in p.brain.voxels.indices where p.brain.voxels[o] {
        let w = Double(p.magnitudes[0].voxels[o] * p.magnitudes[1].voxels[o])
        let expected = 2 * Double.pi * p.fieldStrength.hertzPerPPM * Double(p.totalField.voxels[o]) * dt
        sum += w * cos(Double(p.phases[1].voxels[o] - p.phases[0].voxels[o]) - expected)
        weight += w
      }
      // Noise and dephasing in large voxels cost a little.
      #expect(sum / weight > 0.97, "\(p.scenario.name)")
    }
  }

  /// The field of the brain alone against the sum of point dipoles, one a voxel, in chosen voxels.
  @Test func localFieldIsThatOfTheBrainAlone() throws {
    let p = try #require(SmallGradientEcho.blood)
    let grid = p.chi.grid
    var sources: [(at: SIMD3<Double>, moment: Double)] = []
    for z in 0..<grid.size.z {
      for y in 0..<grid.size.y {
        for x in 0..<grid.size.x where p.brain[x, y, z] {
          sources.append(
            (grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))), Double(p.chi[x, y, z])))
        }
      }
    }
    let volume = grid.spacingMm.x * grid.spacingMm.y * grid.spacingMm.z
    var pairs: [(found: Double, summed: Double)] = []
    for (_, center) in p.foci {
      for step in [SIMD3(0, 0, 3), SIMD3(4, 0, 0), SIMD3(0, -4, 0), SIMD3(3, 0, 3), SIMD3(0, 0, -4)] {
        let v = grid.voxel(at: center)
        let i = SIMD3(Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded())) &+ step
        let here = grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
        var sum = 0.0
        for s in sources {
          let d = here - s.at
          let r2 = dot(d, d)
          guard r2 > 0 else { continue }
          sum += s.moment * (3 * d.z * d.z / r2 - 1) / (4 * Double.pi * r2 * r2.squareRoot())
        }
        pairs.append((Double(p.localField[i.x, i.y, i.z]), sum * volume))
      }
    }
    // Up to a constant, which periodic copies leave.
    let shift = pairs.map { $0.found - $0.summed }.reduce(0, +) / Double(pairs.count)
    let error = pairs.map { pow($0.found - $0.summed - shift, 2) }.reduce(0, +)
    let mean = pairs.map(\.summed).reduce(0, +) / Double(pairs.count)
    let spread = pairs.map { pow($0.summed - mean, 2) }.reduce(0, +)
    #expect((error / spread).squareRoot() < 0.15)
    // Ppm do not depend on the main field.
    let seven = try #require(SmallGradientEcho.sevenTesla)
    #expect(seven.localField.voxels == SmallGradientEcho.plain?.localField.voxels)
  }

  /// Elementary squares of brain around which the phase of an echo turns by ±2π.
  private func poles(_ p: SusceptibilityPhantom, echo: Int) -> Set<Int> {
    let (phase, grid) = (p.phases[echo], p.chi.grid)
    var found = Set<Int>()
    for z in 0..<grid.size.z {
      for y in 0..<(grid.size.y - 1) {
        for x in 0..<(grid.size.x - 1) {
          let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
          guard corners.allSatisfy({ p.brain[$0.0, $0.1, z] }) else { continue }
          var turn = 0.0
          for k in 0..<4 {
            let (a, b) = (corners[k], corners[(k + 1) % 4])
            turn += remainder(
              Double(phase[b.0, b.1, z] - phase[a.0, a.1, z]), 2 * Double.pi)
          }
          if abs(turn) > 3 { found.insert(grid.offset(x, y, z)) }
        }
      }
    }
    return found
  }

  /// Fringe lines end inside the brain where the coils cancel, at the same place in every echo.
  @Test func fringesHaveOpenEnds() throws {
    let fringes = try #require(SmallGradientEcho.fringes)
    let plain = try #require(SmallGradientEcho.plain)
    let usual = poles(plain, echo: 0)
    let added = poles(fringes, echo: 0).subtracting(usual)
    #expect(usual.count < 10)
    #expect(added.count >= 10)
    let toHead = fringes.scenario.base.mrPose.transform(to: MRPatient.self).inverse
    let grid = fringes.chi.grid
    for o in added {
      let v = SIMD3(
        Double(o % grid.size.x) + 0.5, Double(o / grid.size.x % grid.size.y) + 0.5,
        Double(o / (grid.size.x * grid.size.y)))
      let h = toHead(Point(grid.voxelToPatient(v))).lps
      // Within two voxels of a circle on which nothing is left; noise wins where nearly nothing is.
      let off = fringes.scenario.unalignedElements.map { e in
        let d = h - e.center
        let along = dot(d, normalized(e.phaseGradient))
        let across = length(d - normalized(e.phaseGradient) * along)
        return ((across - e.zeroRadiusMm) * (across - e.zeroRadiusMm) + along * along).squareRoot()
      }
      #expect((off.min() ?? 99) < 7)
    }
    // Dephasing adds poles of its own in later echoes.
    #expect(poles(fringes, echo: 1).subtracting(poles(plain, echo: 1)).count >= 10)
  }

  /// Late echoes lose signal low in the head, at its base, and nowhere else.
  @Test func signalIsLostOverTheBase() throws {
    let p = try #require(SmallGradientEcho.dropouts)
    let last = p.magnitudes[3]
    let weak = 0.25 * Float(Statistics.median(last.values(in: p.brain)))
    var lost: [Float] = []
    var all: [Float] = []
    for z in 0..<p.chi.grid.size.z {
      for y in 0..<p.chi.grid.size.y {
        for x in 0..<p.chi.grid.size.x where p.brain[x, y, z] {
          let height = Float(p.chi.grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))).z)
          all.append(height)
          if last[x, y, z] < weak { lost.append(height) }
        }
      }
    }
    #expect(Double(lost.count) > 0.015 * Double(all.count))
    #expect(Statistics.mean(lost) < Statistics.mean(all) - 25)
    // In the first echo nearly all of it is there.
    let first = p.magnitudes[0].values(in: p.brain)
    let limit = 0.25 * Float(Statistics.median(first))
    let dark = first.filter { $0 < limit }
    #expect(dark.count < lost.count / 2)
  }

  /// The last echo of a moving head is that of a resting one, carried along.
  @Test func motionCarriesTheHeadAlong() throws {
    let (moved, rest) = (try #require(SmallGradientEcho.motion), try #require(SmallGradientEcho.plain))
    let pose = moved.scenario.motion[3].transform(to: MRPatient.self)
    let motion = RigidTransform<MRPatient, MRPatient>(
      rotation: pose.rotation, translationMm: pose.translationMm)
    let target = moved.magnitudes[3]
    func misfit(_ image: MRVolume<Magnitude>) -> Double {
      Statistics.standardDeviation(zip(image.voxels, target.voxels).map { $0 - $1 })
    }
    let carried = rest.magnitudes[3].resampled(
      onto: rest.chi.grid, by: motion.inverse, interpolation: .linear, outside: 0)
    #expect(misfit(carried) < 0.75 * misfit(rest.magnitudes[3]))
    // The truth is that of the first echo.
    #expect(moved.chi.voxels == rest.chi.voxels)
    #expect(moved.localField.voxels == rest.localField.voxels)
  }

  /// 2φ2 − φ1 − φ3 is twice the difference of the directions; nothing without it.
  @Test func evenEchoesDifferByALinearPhase() throws {
    let bipolar = try #require(SmallGradientEcho.bipolar)
    let readout = try #require(bipolar.scenario.bipolar)
    func agreement(_ p: SusceptibilityPhantom, _ difference: (Int) -> Double) -> Double {
      var (sum, weight) = (0.0, 0.0)
      for z in 0..<p.chi.grid.size.z {
        for y in 0..<p.chi.grid.size.y {
          for x in 0..<p.chi.grid.size.x where p.brain[x, y, z] {
            let w = Double(p.magnitudes[2][x, y, z])
            let second = 2 * p.phases[1][x, y, z] - p.phases[0][x, y, z] - p.phases[2][x, y, z]
            sum += w * cos(Double(second) - 2 * difference(x))
            weight += w
          }
        }
      }
      return sum / weight
    }
    #expect(agreement(bipolar) { readout.difference(at: $0, of: bipolar.chi.grid.size.x) } > 0.95)
    #expect(agreement(bipolar) { _ in 0 } < 0.8)
    #expect(agreement(try #require(SmallGradientEcho.plain)) { _ in 0 } > 0.95)
  }

  /// Off-resonance moves signal by Δf/bandwidth voxels, one way in odd echoes and the other in even ones.
  @Test func offResonanceMovesTheImage() throws {
    let bipolar = try #require(SmallGradientEcho.bipolar)
    let plain = try #require(SmallGradientEcho.plain)
    let readout = try #require(bipolar.scenario.bipolar)
    // Least squares of (bipolar − plain) on −shift·∂plain/∂x, an echo.
    func slope(_ echo: Int) -> Double {
      let (a, b) = (plain.magnitudes[echo], bipolar.magnitudes[echo])
      var (xy, xx) = (0.0, 0.0)
      for z in 0..<a.grid.size.z {
        for y in 0..<a.grid.size.y {
          for x in 1..<(a.grid.size.x - 1) {
            let hertz = Double(plain.totalField[x, y, z]) * plain.fieldStrength.hertzPerPPM
            let shift = hertz / readout.hertzPerVoxel
            guard abs(shift) > 0.02, abs(shift) < 0.5 else { continue }
            let model = -shift * Double(a[x + 1, y, z] - a[x - 1, y, z]) / 2
            xy += model * Double(b[x, y, z] - a[x, y, z])
            xx += model * model
          }
        }
      }
      return xy / xx
    }
    #expect((0.5...1.3).contains(slope(0)))
    #expect((-1.3 ... -0.5).contains(slope(1)))
  }

  @Test func fociHaveTheirSusceptibility() throws {
    let p = try #require(SmallGradientEcho.blood)
    #expect(p.foci.count == 6)
    for (focus, center) in p.foci where focus.diameterMm >= 8 {
      let v = p.chi.grid.voxel(at: center)
      let chi = p.chi[Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded())]
      #expect(abs(Double(chi) - focus.chiPPM) < 0.02 * abs(focus.chiPPM), "\(focus.name)")
    }
  }
}
