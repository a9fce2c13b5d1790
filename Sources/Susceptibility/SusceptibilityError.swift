/// Why no susceptibility can be computed.
public enum SusceptibilityError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Fewer than two echoes.
  case tooFewEchoes(count: Int)
  /// Magnitudes, phases and echo times differ in number.
  case unequalCounts(magnitudes: Int, phases: Int, echoTimes: Int)
  /// An image of an echo lies on another grid than the first.
  case gridsDiffer(echo: Int)
  /// Echo times do not ascend.
  case echoTimesNotAscending(milliseconds: [Double])
  /// B0 has no direction.
  case fieldDirectionInvalid(x: Double, y: Double, z: Double)
  /// A mask or map lies on another grid than the signal.
  case maskOnOtherGrid(size: [Int], expected: [Int])
  /// Too few voxels carry signal inside the mask.
  case maskTooSmall(voxels: Int, minimum: Int)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .tooFewEchoes(let n):
      "The gradient echo has \(n) echo(es) and susceptibility needs at least 2. Choose a multi-echo series."
    case .unequalCounts(let m, let p, let t):
      "There are \(m) magnitude images, \(p) phase images and \(t) echo times; give one of each for every echo."
    case .gridsDiffer(let echo):
      "Echo \(echo) lies on another grid than echo 1. Use images of one acquisition without resampling."
    case .echoTimesNotAscending(let ms):
      "Echo times \(ms) ms do not ascend. Sort the echoes by echo time and give each once."
    case .fieldDirectionInvalid(let x, let y, let z):
      "The direction of B0 (\(x), \(y), \(z)) has no length. Give it as three numbers in image axes."
    case .maskOnOtherGrid(let size, let expected):
      "A mask or map of \(size) voxels does not fit the signal's grid of \(expected) voxels. "
        + "Resample it onto the gradient echo first."
    case .maskTooSmall(let voxels, let minimum):
      "Only \(voxels) voxels of the brain mask carry signal and at least \(minimum) are needed. "
        + "Check the mask and the magnitude images."
    }
  }
}
