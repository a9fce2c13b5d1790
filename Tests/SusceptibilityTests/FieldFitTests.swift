import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct FieldFitTests {
  func fit(_ head: SyntheticHead) throws -> (FieldFit.Result, MRVolume<PPM>, Double) {
    let signal = try head.signal()
    var train = EchoTrain(signal, box: Box(lower: .zero, upper: head.grid.size))
    // The exact offset is taken away, so that the fit alone is judged.
    let offset: MRVolume<Radians> = head.volume { head.offset(at: $0) }
    train = EchoTrain(
      train,
      phases: train.phases.map { s in
        Samples(zip(s.array, offset.voxels).map { wrapped($0 - $1) })
      })
    let unwrapped = ROMEO.unwrapped(train, mask: head.brain.voxels, .init())
    return (
      FieldFit.fit(train, unwrapped: unwrapped, mask: head.brain.voxels, .init()),
      head.volume { head.field(at: $0) }, signal.fieldStrength.hertzPerPPM
    )
  }

  /// Without noise the field is exact to 0.1 ppb in every voxel.
  @Test func exactWithoutNoise() throws {
    let head = SyntheticHead()
    let (result, truth, hertzPerPPM) = try fit(head)
    let brain = head.brain.voxels
    for i in 0..<brain.count where brain[i] {
      #expect(abs(Double(result.hertz.p[i]) / hertzPerPPM - Double(truth.voxels[i])) < 1e-4)
      #expect(result.residual.p[i] < 1e-6)
    }
  }

  /// A missed turn in one echo is drawn back by the complex fit.
  @Test func survivesAMissedTurn() throws {
    let head = SyntheticHead()
    let signal = try head.signal()
    let train = EchoTrain(signal, box: Box(lower: .zero, upper: head.grid.size))
    let times = train.times
    let n = train.count
    let phases = times.map { t in Samples([Float](repeating: wrapped(2 * .pi * 20 * t), count: n)) }
    var unwrapped = times.map { t in Samples([Float](repeating: 2 * .pi * 20 * t, count: n)) }
    unwrapped[0] = Samples(unwrapped[0].array.map { $0 + 2 * .pi })
    let result = FieldFit.fit(
      EchoTrain(train, phases: phases), unwrapped: unwrapped, mask: head.brain.voxels, .init())
    #expect(abs(result.hertz.p[head.grid.offset(30, 32, 20)] - 20) < 0.05)
  }

  /// The noise is found to 5 %.
  @Test func findsTheNoise() throws {
    var head = SyntheticHead()
    head.noise = 1.5
    let (result, _, _) = try fit(head)
    #expect(abs(result.signalNoise / 1.5 - 1) < 0.05)
  }
}
