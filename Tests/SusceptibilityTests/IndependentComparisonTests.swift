import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

/// Susceptibility's steps beside short programs and formulas that share nothing with them.
@Suite struct IndependentComparisonTests {
  /// Thresholded division in NumPy: double precision, a complex transform, and the kernel written out once more.
  private static let tkd = """
    import sys, numpy
    folder, *values = sys.argv[1:]
    values = numpy.array(values, float)
    n, h, b, threshold, pad = values[:3].astype(int), values[3:6], values[6:9], values[9], values[10:13].astype(int)
    read = lambda name: numpy.fromfile(folder + name, '<f4').reshape(n[::-1]).astype(float)
    field, mask = read('/field.f32'), read('/mask.f32') > 0
    padded = numpy.zeros(pad[::-1])
    padded[:n[2], :n[1], :n[0]] = numpy.where(mask, field, 0)
    k = numpy.meshgrid(*(numpy.fft.fftfreq(pad[a], h[a]) for a in (2, 1, 0)), indexing='ij')[::-1]
    square = sum(c * c for c in k)
    # At the Nyquist frequency both signs are the same sample: the mean over them.
    nyquist = [numpy.isclose(2 * abs(c) * e, 1) for c, e in zip(k, h * (1 - pad % 2))]
    def along(signs):
        return sum(numpy.where(q, s * c, c) * e for q, s, c, e in zip(nyquist, signs, k, b / numpy.linalg.norm(b)))
    both = numpy.mean([along(s) ** 2 for s in numpy.ndindex(2, 2, 2) for s in [1 - 2 * numpy.array(s)]], axis=0)
    d = 1 / 3 - both / numpy.where(square > 0, square, 1)
    d[0, 0, 0] = 0
    inverse = numpy.where(abs(d) >= threshold, 1 / numpy.where(d == 0, 1, d), numpy.where(d < 0, -1, 1) / threshold)
    inverse[0, 0, 0] = 0
    chi = numpy.fft.ifftn(numpy.fft.fftn(padded) * inverse).real[:n[2], :n[1], :n[0]]
    numpy.where(mask, chi - chi[mask].mean(), 0).astype('<f4').tofile(folder + '/chi.f32')
    """

  /// Anisotropic voxels, straight and oblique.
  ///
  /// With sides in simple ratios D would be zero to rounding at some frequencies, where its sign is nobody's.
  @Test(
    .enabled(if: ExternalProgram.pythonHas("numpy"), "python3 has no numpy"),
    arguments: [Triple(0.0, 0, 1), Triple(0, 0.42, 0.91), Triple(-0.3, 0.2, 0.93)])
  func thresholdedDivisionEqualsNumPy(b0: Triple<Double>) throws {
    let grid = centredGrid(SIMD3(45, 35, 21), spacing: SIMD3(1.03, 1.21, 2.47))
    var random = SplitMix64(seed: 5)
    var field = MRVolume<PPM>(grid: grid)
    var mask = MRMask(grid: grid)
    forEachVoxel(grid) { i, p in
      field.voxels[i] = Float(0.05 * random.normal())
      mask.voxels[i] = length(p / SIMD3(20, 18, 22)) < 1
    }
    let parameters = TKD.Parameters(threshold: 0.2, paddingMm: 6)
    let box = PaddedBox(grid, paddingMm: parameters.paddingMm)
    let found = try invertTKD(field, mask: mask, b0InVoxelAxes: b0.vector, parameters: parameters)

    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tkd-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try field.voxels.withUnsafeBytes { Data($0) }.write(to: folder.appendingPathComponent("field.f32"))
    try mask.voxels.map { Float($0 ? 1 : 0) }.withUnsafeBytes { Data($0) }
      .write(to: folder.appendingPathComponent("mask.f32"))
    let script = folder.appendingPathComponent("tkd.py")
    try Data(Self.tkd.utf8).write(to: script)
    let n = grid.size
    let h = grid.spacingMm
    var numbers = [Double(n.x), Double(n.y), Double(n.z), h.x, h.y, h.z, b0.x, b0.y, b0.z]
    numbers += [Double(parameters.threshold), Double(box.size.x), Double(box.size.y), Double(box.size.z)]
    let run = try ExternalProgram.run(
      "/usr/bin/env", ["python3", script.path, folder.path] + numbers.map { "\($0)" })
    try #require(run.status == 0, "\(run.output)")
    let bytes = try Data(contentsOf: folder.appendingPathComponent("chi.f32"))
    let expected = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    #expect(expected.count == grid.count)
    let worst = zip(found.voxels, expected).map { abs($0 - $1) }.max() ?? 1
    // A value is a few tenths of a ppm.
    #expect(worst < 1e-4)
    #expect((expected.max() ?? 0) > 0.1)
  }

  /// Every voxel of every unwrapped echo is its wrapped phase plus whole turns, to the rounding of a float of that size.
  @Test func unwrappingIsCongruentInEveryVoxel() throws {
    var head = SyntheticHead()
    // Noise wins over the signal of the last echo at the rim and in the cavity's field.
    head.noise = 15
    let train = EchoTrain(try head.signal(), box: Box(lower: .zero, upper: head.grid.size))
    let brain = head.brain.voxels
    let unwrapped = ROMEO.unwrapped(train, mask: brain, .init())
    var moved = 0
    for e in 0..<train.echoes {
      for i in 0..<train.count where brain[i] {
        let result = Double(unwrapped[e].p[i])
        let whole = ((result - Double(train.phases[e].p[i])) / (2 * Double.pi)).rounded()
        let error = abs(result - Double(train.phases[e].p[i]) - whole * 2 * Double.pi)
        // Three roundings: of 2π in single precision, times the turns, and of the sum.
        let rounding = 3 * Double(Float(abs(result) + 7).ulp)
        if error > rounding { Issue.record("echo \(e + 1), voxel \(i): off by \(error) rad"); return }
        if whole != 0 { moved += 1 }
      }
    }
    // There was something to unwrap.
    #expect(moved > 1000)
  }

  /// Fields without sources inside, ppm at p mm: solid harmonics of second and third order, and a dipole outside.
  private static let harmonics: [(name: String, at: @Sendable (SIMD3<Double>) -> Double)] = [
    ("xy", { 1e-3 * $0.x * $0.y }),
    ("2z² − x² − y²", { 5e-4 * (2 * $0.z * $0.z - $0.x * $0.x - $0.y * $0.y) }),
    ("x³ − 3xy²", { 2e-5 * $0.x * ($0.x * $0.x - 3 * $0.y * $0.y) }),
    ("z(2z² − 3x² − 3y²)", { 1e-5 * $0.z * (2 * $0.z * $0.z - 3 * $0.x * $0.x - 3 * $0.y * $0.y) }),
    (
      "dipole",
      {
        let d = $0 - SIMD3(10, -20, -52)
        let r2 = dot(d, d)
        return 3e4 * (3 * d.z * d.z / r2 - 1) / (r2 * r2.squareRoot()) / 3
      }
    ),
  ]

  /// Of a harmonic field nothing is local: 4 mm under the surface less than 2 % of its spread, on cubic and on flat voxels.
  @Test(arguments: [Triple(1.5, 1.5, 1.5), Triple(0.9, 0.9, 3)])
  func backgroundRemovalTakesEveryHarmonicField(spacing: Triple<Double>) throws {
    let h = spacing.vector
    // 56 mm of brain and what is around it.
    let size = SIMD3(Int(64 / h.x), Int(64 / h.y), Int(64 / h.z))
    let grid = centredGrid(size, spacing: h)
    let radius = 28.0
    var mask = [Bool](repeating: false, count: grid.count)
    forEachVoxel(grid) { i, p in mask[i] = length(p) < radius }
    let p = VSHARP.Parameters()
    let box = PaddedBox(grid, paddingMm: p.paddingMm)
    for (name, field) in Self.harmonics {
      var total = [Float](repeating: 0, count: grid.count)
      forEachVoxel(grid) { i, p in total[i] = Float(field(p)) }
      let result = VSHARP.localField(
        Samples(total), mask: mask, grid: grid, box: box, fft: RealFFT3D(size: box.size), p)
      var (left, was): ([Float], [Float]) = ([], [])
      forEachVoxel(grid) { i, p in
        guard length(p) < radius - 4 else { return }
        left.append(result.local.p[i])
        was.append(total[i])
      }
      #expect(
        Statistics.standardDeviation(left) < 0.02 * Statistics.standardDeviation(was),
        "\(name): \(Statistics.standardDeviation(left)) of \(Statistics.standardDeviation(was)) ppm")
    }
  }
}
