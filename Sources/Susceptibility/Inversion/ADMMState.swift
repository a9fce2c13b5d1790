import Voxels

/// The arrays of the ADMM iteration of `TotalVariation`; made once, nothing is allocated in an iteration.
///
/// Splittings, each with its scaled multiplier s: z1 = ∇χ, z2 = Dχ + φh, z3 = ∇²φh. Only s and z − s are
/// stored, which is all the next iteration needs.
struct ADMMState {
  /// χ in ppm.
  let chi: Samples
  /// s1, one an axis: λ/μ1 times the direction of ∇χ where it is not zero.
  let multiplier1: [Samples]
  /// Dχ + φh in ppm.
  let model: Samples

  private let lambda: Float
  private let mu1: Float
  private let mu2: Float
  private let rho: Float
  private let size: SIMD3<Int>
  private let inverseSpacing: SIMD3<Float>
  private let difference1: [Samples]  // z1 − s1
  private let multiplier2: Samples  // s2
  private let difference2: Samples  // z2 − s2
  private let harmonic: HarmonicSplitting?
  private let gradientPower: Samples  // |E|², the negative Laplacian's spectrum
  private let previous: Samples  // χ of the iteration before
  private let edgeWeight: Samples  // factor of λ at each voxel, at most 1
  private let spectrumA: Samples
  private let spectrumB: Samples

  /// The third splitting; absent where φh is known.
  private struct HarmonicSplitting {
    let muH: Float
    let beta: Float
    let multiplier: Samples  // s3
    let difference: Samples  // z3 − s3
    let laplacian: Samples  // ∇²φh
    let spectrum: Samples
  }

  /// What an iteration on a coarser grid found, carried to this one.
  struct Start {
    let chi: Samples
    let multiplier1: [Samples]
  }

  /// - Parameters:
  ///   - fitsHarmonicField: false takes φh as zero, because the problem's field is already without it.
  ///   - start: where to begin; zero without it.
  init(
    _ problem: TotalVariation.Problem, lambda: Float, fitsHarmonicField: Bool, start: Start?,
    fft: borrowing RealFFT3D, _ p: TotalVariation.Parameters
  ) {
    let n = problem.box.count
    self.lambda = lambda
    mu1 = Float(p.gradientPenalty) * lambda
    mu2 = Float(p.dataPenalty)
    rho = Float(p.overRelaxation)
    size = problem.box.size
    let h = problem.box.spacingMm
    inverseSpacing = SIMD3(Float(1 / h.x), Float(1 / h.y), Float(1 / h.z))
    chi = start?.chi ?? Samples(zeros: n)
    multiplier1 = start?.multiplier1 ?? (0..<3).map { _ in Samples(zeros: n) }
    difference1 = (0..<3).map { _ in Samples(zeros: n) }
    multiplier2 = Samples(zeros: n)
    difference2 = Samples(zeros: n)
    model = Samples(zeros: n)
    previous = Samples(zeros: n)
    edgeWeight = Samples(zeros: n)
    edgeWeight.fill(1)
    spectrumA = Samples(zeros: 2 * fft.spectrumCount)
    spectrumB = Samples(zeros: 2 * fft.spectrumCount)
    harmonic =
      fitsHarmonicField
      ? HarmonicSplitting(
        muH: Float(p.harmonicPenalty), beta: Float(p.harmonicWeight), multiplier: Samples(zeros: n),
        difference: Samples(zeros: n), laplacian: Samples(zeros: n),
        spectrum: Samples(zeros: 2 * fft.spectrumCount)) : nil
    gradientPower = gradientPowerSpectrum(size: problem.box.size, spacingMm: problem.box.spacingMm)
    if start != nil { resume(problem, fft: fft) }
    splitData(problem)
  }

  /// Sets the splittings as they are at a solution: z1 = ∇χ with the multiplier given, z2 = Dχ.
  private func resume(_ problem: TotalVariation.Problem, fft: borrowing RealFFT3D) {
    fft.forward(chi.p, into: spectrumA.p)
    multiply(spectrumA, by: problem.kernel.values)
    fft.backward(spectrumA.p, into: model.p)
    let (chi, s, q) = (chi, multiplier1, difference1)
    eachRow { here, next, _, size, inverse in
      forwardDifferences(chi.p, here, next, size.x, inverse) { i, gx, gy, gz in
        q[0].p[i] = gx - s[0].p[i]
        q[1].p[i] = gy - s[1].p[i]
        q[2].p[i] = gz - s[2].p[i]
      }
    }
    let (s2, q2, model, mu2) = (multiplier2, difference2, model, mu2)
    let (w, field) = (problem.weight, problem.field)
    overRanges(s2.count) { range in
      for i in range {
        let s = w.p[i] * w.p[i] * (field.p[i] - model.p[i]) / mu2
        s2.p[i] = s
        q2.p[i] = model.p[i] - s
      }
    }
  }

  /// Lowers λ where χ has an edge: factor 1/(1 + (|∇χ|/g)²), at least `smallest`.
  func weighEdges(_ p: TotalVariation.Parameters) {
    let (chi, w) = (chi, edgeWeight)
    let (smallest, inverse) = (Float(p.smallestEdgeWeight), Float(1 / p.edgeGradientPPMPerMm))
    eachRow { here, next, _, size, inverseSpacing in
      forwardDifferences(chi.p, here, next, size.x, inverseSpacing * inverse) { i, gx, gy, gz in
        w.p[i] = max(smallest, 1 / (1 + gx * gx + gy * gy + gz * gz))
      }
    }
  }

  /// One iteration; returns ‖χ − χ before‖ / ‖χ‖.
  func iterate(_ problem: TotalVariation.Problem, fft: borrowing RealFFT3D) -> Double {
    previous.p.update(from: chi.p, count: chi.count)
    // χ doubles as scratch for the divergence: it is overwritten by the solution.
    negativeDivergence(into: chi)
    fft.forward(chi.p, into: spectrumA.p)
    fft.forward(difference2.p, into: spectrumB.p)
    if let harmonic {
      fft.forward(harmonic.difference.p, into: harmonic.spectrum.p)
      solve(problem.kernel.values, harmonic)
      fft.backward(harmonic.spectrum.p, into: harmonic.laplacian.p)
      splitHarmonic(problem.mask, harmonic)
    } else {
      solve(problem.kernel.values)
    }
    fft.backward(spectrumA.p, into: chi.p)
    fft.backward(spectrumB.p, into: model.p)
    splitGradient()
    splitData(problem)
    return relativeChange()
  }

  /// Solves (μ1|E|² + μ2D²)·χ = μ1·Eᴴ(z1 − s1) + μ2·D·(z2 − s2) frequency by frequency; on return A holds χ, B holds Dχ.
  private func solve(_ kernel: Samples) {
    let (a, b, power) = (spectrumA, spectrumB, gradientPower)
    let (mu1, mu2) = (mu1, mu2)
    overRanges(kernel.count) { range in
      for k in range {
        let d = kernel.p[k]
        let c = mu1 * power.p[k] + mu2 * d * d
        let inverse = c > 1e-12 ? 1 / c : 0
        for i in (2 * k)..<(2 * k + 2) {
          let x = (mu1 * a.p[i] + mu2 * d * b.p[i]) * inverse
          a.p[i] = x
          b.p[i] = d * x
        }
      }
    }
  }

  /// Solves for χ and φh together, frequency by frequency.
  ///
  /// ```
  /// (μ1|E|² + μ2D²)·χ + μ2D·φh       = μ1·Eᴴ(z1 − s1) + μ2·D·(z2 − s2)
  /// μ2D·χ + (μ2 + μh|E|⁴)·φh         = μ2·(z2 − s2) − μh·|E|²·(z3 − s3)
  /// ```
  /// On return A holds χ, B holds Dχ + φh, C holds ∇²φh = −|E|²·φh.
  private func solve(_ kernel: Samples, _ harmonic: HarmonicSplitting) {
    let (a, b, c, power) = (spectrumA, spectrumB, harmonic.spectrum, gradientPower)
    let (mu1, mu2, muH) = (mu1, mu2, harmonic.muH)
    overRanges(kernel.count) { range in
      for k in range {
        let d = kernel.p[k]
        let e = power.p[k]
        let cc = mu1 * e + mu2 * d * d
        let hh = mu2 + muH * e * e
        let ch = mu2 * d
        let determinant = cc * hh - ch * ch
        let inverse = determinant > 1e-12 ? 1 / determinant : 0
        for i in (2 * k)..<(2 * k + 2) {
          let data = b.p[i]
          let right1 = mu1 * a.p[i] + ch * data
          let right2 = mu2 * data - muH * e * c.p[i]
          let x = (hh * right1 - ch * right2) * inverse
          let h = inverse > 0 ? (cc * right2 - ch * right1) * inverse : right2 / hh
          a.p[i] = x
          b.p[i] = d * x + h
          c.p[i] = -e * h
        }
      }
    }
  }

  /// Eᴴ(z1 − s1) with periodic backward differences.
  private func negativeDivergence(into out: Samples) {
    let q = difference1
    eachRow { here, _, before, size, inverse in
      let (qx, qy, qz) = (q[0].p + here, q[1].p + here, q[2].p + here)
      let (yBefore, zBefore) = (q[1].p + before.y, q[2].p + before.z)
      let row = out.p + here
      let last = size.x - 1
      for x in 0..<size.x {
        row[x] = (yBefore[x] - qy[x]) * inverse.y + (zBefore[x] - qz[x]) * inverse.z
      }
      row[0] += (qx[last] - qx[0]) * inverse.x
      for x in 1..<size.x { row[x] += (qx[x - 1] - qx[x]) * inverse.x }
    }
  }

  /// z1 = vector shrinkage of ∇χ + s1 by λ/μ1, less at edges.
  private func splitGradient() {
    let (chi, threshold, rho) = (chi, lambda / mu1, rho)
    let (s, q, w) = (multiplier1, difference1, edgeWeight)
    eachRow { here, next, _, size, inverse in
      let (sx, sy, sz) = (s[0].p, s[1].p, s[2].p)
      let (qx, qy, qz) = (q[0].p, q[1].p, q[2].p)
      forwardDifferences(chi.p, here, next, size.x, inverse) { i, gx, gy, gz in
        let vx = relaxed(gx, sx[i], qx[i], rho)
        let vy = relaxed(gy, sy[i], qy[i], rho)
        let vz = relaxed(gz, sz[i], qz[i], rho)
        let norm = (vx * vx + vy * vy + vz * vz).squareRoot()
        // A quotient beyond 1 means shrunk to zero; an all-zero vector stays zero.
        let cut = min(1, threshold * w.p[i] / max(norm, .leastNormalMagnitude))
        sx[i] = cut * vx
        sy[i] = cut * vy
        sz[i] = cut * vz
        qx[i] = (1 - 2 * cut) * vx
        qy[i] = (1 - 2 * cut) * vy
        qz[i] = (1 - 2 * cut) * vz
      }
    }
  }

  /// z2 = (W²φ + μ2(Dχ + φh + s2)) / (W² + μ2).
  private func splitData(_ problem: TotalVariation.Problem) {
    let (s, q, model, mu2, rho) = (multiplier2, difference2, model, mu2, rho)
    let (w, field) = (problem.weight, problem.field)
    overRanges(s.count) { range in
      for i in range {
        let v = relaxed(model.p[i], s.p[i], q.p[i], rho)
        let square = w.p[i] * w.p[i]
        let z = (square * field.p[i] + mu2 * v) / (square + mu2)
        s.p[i] = v - z
        q.p[i] = 2 * z - v
      }
    }
  }

  /// z3 = μh(∇²φh + s3) / (βM + μh).
  private func splitHarmonic(_ mask: Samples, _ harmonic: HarmonicSplitting) {
    let (s, q, laplacian) = (harmonic.multiplier, harmonic.difference, harmonic.laplacian)
    let (muH, beta, rho) = (harmonic.muH, harmonic.beta, rho)
    overRanges(s.count) { range in
      for i in range {
        let v = relaxed(laplacian.p[i], s.p[i], q.p[i], rho)
        let z = muH * v / (beta * mask.p[i] + muH)
        s.p[i] = v - z
        q.p[i] = 2 * z - v
      }
    }
  }

  /// φh in ppm: what the model holds beside Dχ.
  func harmonicField(_ kernel: DipoleKernel, fft: borrowing RealFFT3D) -> Samples {
    let own = kernel.field(of: chi, fft: fft)
    let model = model
    overRanges(own.count) { range in for i in range { own.p[i] = model.p[i] - own.p[i] } }
    return own
  }

  private func relativeChange() -> Double {
    let (chi, previous) = (chi, previous)
    let change = sumOverRanges(chi.count) { range in
      var s = 0.0
      for i in range {
        let d = Double(chi.p[i] - previous.p[i])
        s += d * d
      }
      return s
    }
    let norm = sumOverRanges(chi.count) { range in
      var s = 0.0
      for i in range { s += Double(chi.p[i]) * Double(chi.p[i]) }
      return s
    }
    return norm > 0 ? (change / norm).squareRoot() : 0
  }

  /// Calls `body` for every row with the offsets of the row, of the rows after it along y and z, and of those before
  /// it, all periodic.
  private func eachRow(
    _ body:
      @Sendable (
        _ here: Int, _ next: (y: Int, z: Int), _ before: (y: Int, z: Int), _ size: SIMD3<Int>,
        _ inverseSpacing: SIMD3<Float>
      ) -> Void
  ) {
    let (size, inverse) = (size, inverseSpacing)
    parallelSlices(size.z) { z in
      for y in 0..<size.y {
        func row(_ y: Int, _ z: Int) -> Int { size.x * (y + size.y * z) }
        let (yNext, zNext) = (y + 1 == size.y ? 0 : y + 1, z + 1 == size.z ? 0 : z + 1)
        let (yBefore, zBefore) = (y == 0 ? size.y - 1 : y - 1, z == 0 ? size.z - 1 : z - 1)
        body(
          row(y, z), (row(yNext, z), row(y, zNext)), (row(yBefore, z), row(y, zBefore)), size, inverse)
      }
    }
  }
}

/// The forward differences of one row per mm, periodic along x: `body(index, ∂x, ∂y, ∂z)`.
@inline(__always)
private func forwardDifferences(
  _ values: UnsafeMutablePointer<Float>, _ here: Int, _ next: (y: Int, z: Int), _ count: Int,
  _ inverse: SIMD3<Float>, _ body: (_ i: Int, _ gx: Float, _ gy: Float, _ gz: Float) -> Void
) {
  let (row, yRow, zRow) = (values + here, values + next.y, values + next.z)
  for x in 0..<(count - 1) {
    body(
      here + x, (row[x + 1] - row[x]) * inverse.x, (yRow[x] - row[x]) * inverse.y,
      (zRow[x] - row[x]) * inverse.z)
  }
  let x = count - 1
  body(
    here + x, (row[0] - row[x]) * inverse.x, (yRow[x] - row[x]) * inverse.y,
    (zRow[x] - row[x]) * inverse.z)
}

/// What a splitting sees of its new value: over-relaxed with the old z = q + s, plus the multiplier s.
@inline(__always)
private func relaxed(_ new: Float, _ s: Float, _ q: Float, _ rho: Float) -> Float {
  rho * new + (1 - rho) * (q + s) + s
}
