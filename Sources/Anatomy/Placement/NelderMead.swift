/// Minimises `f` from `start` with an initial simplex of `steps` (Nelder & Mead 1965,
/// doi:10.1093/comjnl/7.4.308).
///
/// Deterministic; stops after `evaluations` or when the simplex has the same value.
func nelderMead(
  from start: [Double], steps: [Double], evaluations: Int, tolerance: Double = 1e-5,
  _ f: ([Double]) -> Double
) -> (x: [Double], value: Double) {
  let n = start.count
  var simplex = [(x: start, value: f(start))]
  for i in 0..<n {
    var x = start
    x[i] += steps[i]
    simplex.append((x, f(x)))
  }
  var used = n + 1
  func along(_ from: [Double], _ to: [Double], _ t: Double) -> [Double] {
    zip(from, to).map { $0 + ($1 - $0) * t }
  }
  while used < evaluations {
    simplex.sort { $0.value < $1.value }
    if simplex[n].value - simplex[0].value < tolerance { break }
    var center = [Double](repeating: 0, count: n)
    for s in simplex.dropLast() { for i in 0..<n { center[i] += s.x[i] / Double(n) } }
    let worst = simplex[n]
    let reflected = along(center, worst.x, -1)
    let r = f(reflected)
    used += 1
    if r < simplex[0].value {
      let expanded = along(center, worst.x, -2)
      let e = f(expanded)
      used += 1
      simplex[n] = e < r ? (expanded, e) : (reflected, r)
    } else if r < simplex[n - 1].value {
      simplex[n] = (reflected, r)
    } else {
      let contracted = r < worst.value ? along(center, reflected, 0.5) : along(center, worst.x, 0.5)
      let c = f(contracted)
      used += 1
      if c < min(r, worst.value) {
        simplex[n] = (contracted, c)
      } else {
        for k in 1...n {
          simplex[k].x = along(simplex[0].x, simplex[k].x, 0.5)
          simplex[k].value = f(simplex[k].x)
        }
        used += n
      }
    }
  }
  simplex.sort { $0.value < $1.value }
  return simplex[0]
}
