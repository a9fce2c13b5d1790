import Voxels

/// The arrays of the ADMM iteration of `TotalVariation`; made once, nothing is allocated in an iteration.
///
/// Splittings, each with its scaled multiplier s: z1 = ∇χ, z2 = Dχ + φh, z3 = ∇²φh. Only s and z − s are
/// stored, which is all the next iteration needs.
struct ADMMState {
  /// χ in ppm.
  let chi: Samples

  private let lambda: Float
  private let mu1: Float
  private let mu2: Float
  private let muH: Float
  private let beta: Float
  private let rho: Float
  private let size: SIMD3<Int>
  private let inverseSpacing: [Float]

  private let multiplier1: [Samples]  // s1, one an axis
  private let difference1: [Samples]  // z1 − s1
  private let multiplier2: Samples  // s2
  private let difference2: Samples  // z2 − s2
  private let multiplier3: Samples  // s3
  private let difference3: Samples  // z3 − s3
  private let gradientPower: Samples  // |E|², the negative Laplacian's spectrum
  private let model: Samples  // Dχ + φh
  private let laplacian: Samples  // ∇²φh
  private let previous: Samples  // χ of the iteration before
  private let spectrumA: Samples
  private let spectrumB: Samples
  private let spectrumC: Samples

  init(
    _ problem: TotalVariation.Problem, lambda: Float, fft: borrowing RealFFT3D,
    _ p: TotalVariation.Parameters
  ) {
    let n = problem.box.count
    self.lambda = lambda
    mu1 = Float(p.gradientPenalty) * lambda
    mu2 = Float(p.dataPenalty)
    muH = Float(p.harmonicPenalty)
    beta = Float(p.harmonicWeight)
    rho = Float(p.overRelaxation)
    size = problem.box.size
    inverseSpacing = (0..<3).map { Float(1 / problem.box.spacingMm[$0]) }
    chi = Samples(zeros: n)
    multiplier1 = (0..<3).map { _ in Samples(zeros: n) }
    difference1 = (0..<3).map { _ in Samples(zeros: n) }
    multiplier2 = Samples(zeros: n)
    difference2 = Samples(zeros: n)
    multiplier3 = Samples(zeros: n)
    difference3 = Samples(zeros: n)
    model = Samples(zeros: n)
    laplacian = Samples(zeros: n)
    previous = Samples(zeros: n)
    spectrumA = Samples(zeros: 2 * fft.spectrumCount)
    spectrumB = Samples(zeros: 2 * fft.spectrumCount)
    spectrumC = Samples(zeros: 2 * fft.spectrumCount)
    gradientPower = gradientPowerSpectrum(size: problem.box.size, spacingMm: problem.box.spacingMm)
    splitData(problem)
  }

  /// One iteration; returns ‖χ − χ before‖ / ‖χ‖.
  mutating func iterate(_ problem: TotalVariation.Problem, fft: borrowing RealFFT3D) -> Double {
    previous.p.update(from: chi.p, count: chi.count)
    // χ doubles as scratch for the divergence: it is overwritten by the solution.
    negativeDivergence(into: chi)
    fft.forward(chi.p, into: spectrumA.p)
    fft.forward(difference2.p, into: spectrumB.p)
    fft.forward(difference3.p, into: spectrumC.p)
    solve(problem.kernel.values)
    fft.backward(spectrumA.p, into: chi.p)
    fft.backward(spectrumB.p, into: model.p)
    fft.backward(spectrumC.p, into: laplacian.p)
    splitGradient()
    splitData(problem)
    splitHarmonic(problem.mask)
    return relativeChange()
  }

  /// Solves for χ and φh together, frequency by frequency.
  ///
  /// ```
  /// (μ1|E|² + μ2D²)·χ + μ2D·φh       = μ1·Eᴴ(z1 − s1) + μ2·D·(z2 − s2)
  /// μ2D·χ + (μ2 + μh|E|⁴)·φh         = μ2·(z2 − s2) − μh·|E|²·(z3 − s3)
  /// ```
  /// On return A holds χ, B holds Dχ + φh, C holds ∇²φh = −|E|²·φh.
  private func solve(_ kernel: Samples) {
    let (a, b, c, power) = (spectrumA, spectrumB, spectrumC, gradientPower)
    let (mu1, mu2, muH) = (mu1, mu2, muH)
    overRanges(kernel.count) { range in
      for k in range {
        let d = kernel.p[k]
        let e = power.p[k]
        let cc = mu1 * e + mu2 * d * d
        let hh = mu2 + muH * e * e
        let ch = mu2 * d
        let determinant = cc * hh - ch * ch
        let inverse = determinant > 1e-12 ? 1 / determinant : 0
        for part in 0..<2 {
          let i = 2 * k + part
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
    let (size, inverse) = (size, inverseSpacing)
    let (qx, qy, qz) = (difference1[0], difference1[1], difference1[2])
    let slice = size.x * size.y
    parallelSlices(size.z) { z in
      let zBefore = (z == 0 ? size.z - 1 : -1) * slice
      for y in 0..<size.y {
        let row = size.x * (y + size.y * z)
        let yBefore = (y == 0 ? size.y - 1 : -1) * size.x
        for x in 0..<size.x {
          let i = row + x
          let xBefore = x == 0 ? size.x - 1 : -1
          out.p[i] =
            (qx.p[i + xBefore] - qx.p[i]) * inverse[0] + (qy.p[i + yBefore] - qy.p[i]) * inverse[1]
            + (qz.p[i + zBefore] - qz.p[i]) * inverse[2]
        }
      }
    }
  }

  /// z1 = vector shrinkage of ∇χ + s1 by λ/μ1.
  private func splitGradient() {
    let (size, inverse, threshold, rho) = (size, inverseSpacing, lambda / mu1, rho)
    let (sx, sy, sz) = (multiplier1[0], multiplier1[1], multiplier1[2])
    let (qx, qy, qz) = (difference1[0], difference1[1], difference1[2])
    let chi = chi
    let slice = size.x * size.y
    parallelSlices(size.z) { z in
      let zAfter = (z + 1 == size.z ? 1 - size.z : 1) * slice
      for y in 0..<size.y {
        let row = size.x * (y + size.y * z)
        let yAfter = (y + 1 == size.y ? 1 - size.y : 1) * size.x
        for x in 0..<size.x {
          let i = row + x
          let xAfter = x + 1 == size.x ? 1 - size.x : 1
          let here = chi.p[i]
          let vx = relaxed((chi.p[i + xAfter] - here) * inverse[0], sx.p[i], qx.p[i], rho)
          let vy = relaxed((chi.p[i + yAfter] - here) * inverse[1], sy.p[i], qy.p[i], rho)
          let vz = relaxed((chi.p[i + zAfter] - here) * inverse[2], sz.p[i], qz.p[i], rho)
          let norm = (vx * vx + vy * vy + vz * vz).squareRoot()
          let keep = norm > threshold ? 1 - threshold / norm : 0
          sx.p[i] = vx - keep * vx
          sy.p[i] = vy - keep * vy
          sz.p[i] = vz - keep * vz
          qx.p[i] = (2 * keep - 1) * vx
          qy.p[i] = (2 * keep - 1) * vy
          qz.p[i] = (2 * keep - 1) * vz
        }
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
  private func splitHarmonic(_ mask: Samples) {
    let (s, q, laplacian) = (multiplier3, difference3, laplacian)
    let (muH, beta, rho) = (muH, beta, rho)
    overRanges(s.count) { range in
      for i in range {
        let v = relaxed(laplacian.p[i], s.p[i], q.p[i], rho)
        let z = muH * v / (beta * mask.p[i] + muH)
        s.p[i] = v - z
        q.p[i] = 2 * z - v
      }
    }
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
}

/// What a splitting sees of its new value: over-relaxed with the old z = q + s, plus the multiplier s.
@inline(__always)
private func relaxed(_ new: Float, _ s: Float, _ q: Float, _ rho: Float) -> Float {
  rho * new + (1 - rho) * (q + s) + s
}
