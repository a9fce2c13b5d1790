/// Three numbers as an argument of a parameterised test.
///
/// Swift Testing runs such tests in tasks, whose frames are aligned to 16 bytes; a `SIMD3<Double>` or `SIMD3<Int>` asks for
/// 32 and is written past the end of its slab (Swift 6.3.1, seen by AddressSanitizer, crashes now and then).
public struct Triple<Scalar: SIMDScalar & Sendable>: Sendable, CustomStringConvertible {
  /// The numbers.
  public let x: Scalar
  /// The second.
  public let y: Scalar
  /// The third.
  public let z: Scalar

  /// From three numbers.
  public init(_ x: Scalar, _ y: Scalar, _ z: Scalar) {
    (self.x, self.y, self.z) = (x, y, z)
  }

  /// From a vector.
  public init(_ v: SIMD3<Scalar>) { self.init(v.x, v.y, v.z) }

  /// As a vector.
  public var vector: SIMD3<Scalar> { SIMD3(x, y, z) }

  /// As Swift would print it.
  public var description: String { "(\(x), \(y), \(z))" }
}
