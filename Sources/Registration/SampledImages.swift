import Vocabulary
import Voxels

/// The moving image at one level: histogram positions on a grid, interpolated trilinearly.
struct MovingImage: Sendable {
  let size: SIMD3<Int>
  let patientToVoxel: Affine
  /// Positions times `steps`: half the memory of Float, and this loop waits for memory.
  let positions: [UInt16]
  static let steps: Float = 2048

  init<Unit, Frame>(_ volume: Volume<Unit, Frame>, position: @Sendable (Float) -> Float) {
    let size = volume.grid.size
    self.size = size
    patientToVoxel = volume.grid.patientToVoxel
    positions = [UInt16](unsafeUninitializedCapacity: volume.grid.count) { buffer, count in
      // Every slice writes its own positions only.
      nonisolated(unsafe) let out = buffer
      volume.voxels.withUnsafeBufferPointer { input in
        nonisolated(unsafe) let voxels = input
        parallelSlices(size.z) { z in
          for o in z * size.x * size.y..<(z + 1) * size.x * size.y {
            out[o] = UInt16(position(voxels[o]) * Self.steps)
          }
        }
      }
      count = volume.grid.count
    }
  }
}

/// Samples of the fixed image at one level: places relative to a centre in mm, and the bin of each.
struct FixedSamples: Sendable {
  /// Places, `x − centre`, patient mm.
  var places: [SIMD3<Float>] = []
  var bins: [UInt8] = []
  var count: Int { bins.count }

  /// Samples `volume` on its slice centres, on a jittered in-plane lattice of `pitchMm`, inside `near`.
  ///
  /// Between slices nothing is interpolated: thick slices interpolated through plane give the metric a
  /// preference for half-voxel shifts.
  /// - Parameter near: a mask of any grid of the same patient.
  init<Unit, Frame>(
    _ volume: Volume<Unit, Frame>, near: Mask<Frame>, pitchMm: Double, centre: SIMD3<Double>, seed: UInt64,
    position: (Float) -> Float
  ) {
    var random = SplitMix64(state: seed)
    let spacing = volume.grid.spacingMm
    let pitch = SIMD2(max(1, pitchMm / spacing.x), max(1, pitchMm / spacing.y))
    let step = max(1, Int((pitchMm / spacing.z).rounded()))
    let n = volume.grid.size
    let map = volume.grid.voxelToPatient
    let toMask = near.grid.patientToVoxel * map
    volume.voxels.withUnsafeBufferPointer { v in
      for z in stride(from: 0, to: n.z, by: step) {
        let slice = z * n.x * n.y
        for y in stride(from: 0.0, to: Double(n.y), by: pitch.y) {
          for x in stride(from: 0.0, to: Double(n.x), by: pitch.x) {
            let px = x + random.unit() * pitch.x
            let py = y + random.unit() * pitch.y
            guard px < Double(n.x - 1), py < Double(n.y - 1) else { continue }
            let voxel = SIMD3(px, py, Double(z))
            guard near.contains(voxel: toMask(voxel)) else { continue }
            let (ix, iy) = (Int(px), Int(py))
            let (fx, fy) = (Float(px - Double(ix)), Float(py - Double(iy)))
            let o = slice + iy * n.x + ix
            let a = v[o] + (v[o + 1] - v[o]) * fx
            let b = v[o + n.x] + (v[o + n.x + 1] - v[o + n.x]) * fx
            let p = map(voxel) - centre
            places.append(SIMD3(Float(p.x), Float(p.y), Float(p.z)))
            bins.append(UInt8(position(a + (b - a) * fy).rounded()))
          }
        }
      }
    }
  }

  /// The same samples in another order.
  func reordered(_ order: [Int]) -> FixedSamples {
    var result = self
    result.places = order.map { places[$0] }
    result.bins = order.map { bins[$0] }
    return result
  }

  /// The same samples of a fixed image mirrored left to right through the centre.
  var mirrored: FixedSamples {
    var result = self
    for i in 0..<count { result.places[i].x = -places[i].x }
    return result
  }
}

/// SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195): small, seeded, the same everywhere.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in 0..<1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
