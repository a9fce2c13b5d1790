import Foundation

/// `x` with a number of significant digits, as C's `%g` writes it.
func significant(_ x: Double, _ digits: Int) -> String { String(format: "%.\(digits)g", x) }
