import Foundation
import Vocabulary
import Voxels

/// A multi-echo gradient echo acquisition of the head: every voxel is the sum of the signals of its parts.
///
/// Noise-free signal of one point: `M0·exp(−TE·R2*)·exp(i·2π·γ̄B0·ΔB·TE)`. Summing points of a voxel gives partial
/// volume and dephasing. The receiver adds its offset phase and sensitivity, then complex white noise. Phase
/// grows where the field is stronger than B0, as Siemens and Philips write it.
struct GradientEcho: Sendable {
  /// What the slab holds: noisy images, and the noise-free truth on the same grid.
  struct Acquisition: Sendable {
    var magnitudes: [MRVolume<Magnitude>]
    var phases: [MRVolume<Radians>]
    var chi: MRVolume<PPM>
    var field: MRVolume<PPM>
    var brain: MRMask
    var csf: MRMask
    var nuclei: [MRMask]
  }

  let scenario: PhantomScenario
  let grid: Grid<MRPatient>
  let fieldStrength: FieldStrength
  /// White matter's signal at TE 0, to which noise is related.
  let whiteMatterSignal: Double
  /// How far the receive coils' sensitivity departs from 1, against an ordinary array; 0 is even.
  var coilBias = 1.0
  /// Elements of the receive array that were added without aligning their phases; none in an ordinary combination.
  var unalignedElements: [CoilElement] = []
  /// R2* at this field strength as a multiple of the tissue table's, which is that of 3 T.
  var r2StarFactor = 1.0
  /// How far off-resonance moves the signal, voxels a ppm along each axis; nil where the readout is not simulated.
  var displacementPerPPM: SIMD3<Double>?
  /// Where the receive coils are, as the pose of the head they were placed around; nil: they follow the head.
  var coilPose: RigidTransform<HeadPatient, MRPatient>?

  /// Magnitude that white matter at TE 0 is scaled to; a 12-bit image has room for what is brighter.
  private static let whiteMatterLevel = 1100.0
  /// Share of a voxel that must be cerebrospinal fluid to count as such: nearly pure.
  private static let pureCSF: Float = 0.95

  func acquire(
    _ head: HeadModel, field: MRVolume<PPM>, pose: RigidTransform<HeadPatient, MRPatient>
  ) -> Acquisition {
    let n = grid.count
    let echoes = scenario.echoTimesMs.count
    let structures = SidedStructure.all
    // real, imaginary an echo; then χ, field, brain, CSF; then the nucleus index + 1
    var signal = [Float](repeating: 0, count: n * echoes * 2)
    var truth = [Float](repeating: 0, count: n * 4)
    var label = [UInt8](repeating: 0, count: n)
    let slices = Slices(self, head, field, pose)
    signal.withUnsafeMutableBufferPointer { s in
      truth.withUnsafeMutableBufferPointer { t in
        label.withUnsafeMutableBufferPointer { l in
          // Every slice writes its own voxels only.
          nonisolated(unsafe) let s = s
          nonisolated(unsafe) let t = t
          nonisolated(unsafe) let l = l
          parallelSlices(grid.size.z) { slices.fill($0, signal: s, truth: t, label: l) }
        }
      }
    }
    func plane(_ k: Int) -> [Float] { Array(truth[(k * n)..<((k + 1) * n)]) }
    func part(_ e: Int, _ value: (Float, Float) -> Float) -> [Float] {
      (0..<n).map { value(signal[(2 * e) * n + $0], signal[(2 * e + 1) * n + $0]) }
    }
    return Acquisition(
      magnitudes: (0..<echoes).map { e in
        MRVolume(grid: grid, voxels: part(e) { ($0 * $0 + $1 * $1).squareRoot() })
      },
      phases: (0..<echoes).map { e in MRVolume(grid: grid, voxels: part(e) { atan2($1, $0) }) },
      chi: MRVolume(grid: grid, voxels: plane(0)), field: MRVolume(grid: grid, voxels: plane(1)),
      brain: MRMask(grid: grid, voxels: plane(2).map { $0 >= 0.5 }),
      csf: MRMask(grid: grid, voxels: plane(3).map { $0 >= Self.pureCSF }),
      nuclei: structures.indices.map { i in MRMask(grid: grid, voxels: label.map { $0 == i + 1 }) })
  }

  /// The loop over one slice, with everything it needs prepared.
  private struct Slices: Sendable {
    let scan: GradientEcho
    let head: HeadModel
    let field: MRVolume<PPM>
    let toHead: Affine
    let toCoils: Affine
    let toField: Affine
    let parts: [SIMD3<Double>]
    let seconds: [Double]

    init(
      _ scan: GradientEcho, _ head: HeadModel, _ field: MRVolume<PPM>,
      _ pose: RigidTransform<HeadPatient, MRPatient>
    ) {
      self.scan = scan
      self.head = head
      self.field = field
      toHead = pose.inverse.affine * scan.grid.voxelToPatient
      toCoils = (scan.coilPose ?? pose).inverse.affine * scan.grid.voxelToPatient
      toField = field.grid.patientToVoxel * scan.grid.voxelToPatient
      let n = scan.scenario.subvoxels
      parts = (0..<n.z).flatMap { z in
        (0..<n.y).flatMap { y in
          (0..<n.x).map { x in
            (SIMD3(Double(x), Double(y), Double(z)) + 0.5) / SIMD3(Double(n.x), Double(n.y), Double(n.z))
              - 0.5
          }
        }
      }
      seconds = scan.scenario.echoTimesMs.map { $0 / 1000 }
    }

    func fill(
      _ z: Int, signal: UnsafeMutableBufferPointer<Float>, truth: UnsafeMutableBufferPointer<Float>,
      label: UnsafeMutableBufferPointer<UInt8>
    ) {
      let grid = scan.grid
      let count = grid.count
      let share = 1 / Float(parts.count)
      let level = GradientEcho.whiteMatterLevel / scan.whiteMatterSignal
      let sigma = GradientEcho.whiteMatterLevel / scan.scenario.signalToNoise
      var noise = GaussianNoise(seed: scan.scenario.seed, stream: 1000 + UInt64(z))
      var votes = [Int](repeating: 0, count: SidedStructure.all.count)
      var sum = [SIMD2<Double>](repeating: .zero, count: seconds.count)
      for y in 0..<grid.size.y {
        for x in 0..<grid.size.x {
          let v = SIMD3(Double(x), Double(y), Double(z))
          let o = grid.offset(x, y, z)
          for e in sum.indices { sum[e] = .zero }
          for i in votes.indices { votes[i] = 0 }
          var truthSum = SIMD4<Float>.zero
          for part in parts {
            let s = head.sample(toHead(v + part))
            let f = trilinear(toField(v + part))
            truthSum += SIMD4(s.tissue.chiPPM, f, s.tissue.brain, s.tissue.csf)
            if let nucleus = s.nucleus { votes[nucleus] += 1 }
            // What is read out here; off-resonance brings it from beside.
            var (tissue, felt) = (s.tissue, f)
            if let perPPM = scan.displacementPerPPM {
              let source = v + part - perPPM * Double(f)
              tissue = head.sample(toHead(source)).tissue
              felt = trilinear(toField(source))
            }
            guard tissue.signal > 0 else { continue }
            let omega = 2 * Double.pi * scan.fieldStrength.hertzPerPPM * Double(felt)
            for e in seconds.indices {
              let m = Double(tissue.signal) * exp(-seconds[e] * (Double(tissue.r2Star) * scan.r2StarFactor))
              sum[e] += SIMD2(cos(omega * seconds[e]), sin(omega * seconds[e])) * m
            }
          }
          let coil = receive(toCoils(v))
          let unaligned = CoilElement.factor(scan.unalignedElements, at: toCoils(v))
          for e in seconds.indices {
            let g = sum[e] * (level * Double(share) * coil.gain)
            let (n1, n2) = noise.pair()
            var turned = SIMD2(g.x * coil.cos - g.y * coil.sin, g.x * coil.sin + g.y * coil.cos)
            if let unaligned {
              turned = SIMD2(
                turned.x * unaligned.x - turned.y * unaligned.y,
                turned.x * unaligned.y + turned.y * unaligned.x)
            }
            let sign = scan.scenario.flipsPhaseSign ? -1.0 : 1
            signal[(2 * e) * count + o] = Float(turned.x + sigma * n1)
            signal[(2 * e + 1) * count + o] = Float(sign * (turned.y + sigma * n2))
          }
          for k in 0..<4 { truth[k * count + o] = truthSum[k] * share }
          // A voxel belongs to the nucleus that holds at least half of it.
          for i in votes.indices where 2 * votes[i] >= parts.count { label[o] = UInt8(i + 1) }
        }
      }
    }

    /// Offset phase and sensitivity of the combined receive coils: smooth, of second order in space.
    private func receive(_ h: SIMD3<Double>) -> (gain: Double, cos: Double, sin: Double) {
      // Brighter at the rim, by a third; a phase that turns by about half a cycle over the head.
      let r = h / 90
      let gain = 0.85 + 0.25 * dot(r, r) + 0.06 * r.x - 0.05 * r.z
      let phase =
        0.7 + 0.9 * r.x - 1.1 * r.y + 0.6 * r.z + 0.5 * r.x * r.y - 0.4 * r.z * r.z + 0.6 * r.y * r.y
      // A stronger or weaker array bends the same profile; it never swallows or reverses the signal.
      let bent = gain + (scan.coilBias - 1) * (gain - 1)
      return (min(max(bent, 0.1), 1.6), Foundation.cos(phase), Foundation.sin(phase))
    }

    private func trilinear(_ p: SIMD3<Double>) -> Float {
      let size = field.grid.size
      let floor = p.rounded(.down)
      let x = Int(floor.x)
      let y = Int(floor.y)
      let z = Int(floor.z)
      guard x >= 0, y >= 0, z >= 0, x + 1 < size.x, y + 1 < size.y, z + 1 < size.z else { return 0 }
      let f = SIMD3<Float>(p - floor)
      return field.voxels.withUnsafeBufferPointer { v in
        let o = x + size.x * (y + size.y * z)
        let slice = size.x * size.y
        func line(_ i: Int) -> Float { v[i] + (v[i + 1] - v[i]) * f.x }
        func plane(_ i: Int) -> Float {
          let a = line(i)
          return a + (line(i + size.x) - a) * f.y
        }
        let a = plane(o)
        return a + (plane(o + slice) - a) * f.z
      }
    }
  }
}
