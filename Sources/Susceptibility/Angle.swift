/// One turn in radians.
let turn = 2 * Float.pi

/// Number of whole turns nearest to `x` radians; exact for |x| below 2²² turns.
///
/// Adding and subtracting 1.5·2²³ rounds to the nearest integer without a library call.
@inline(__always)
func turns(_ x: Float) -> Float {
  let shifter: Float = 12_582_912
  return (x * (1 / turn) + shifter) - shifter
}

/// `x` radians brought to −π…π.
@inline(__always)
func wrapped(_ x: Float) -> Float { x - turn * turns(x) }
