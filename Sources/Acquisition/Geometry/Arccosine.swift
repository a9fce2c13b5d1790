import Foundation

/// Arc cosine in radians, named so that geometry needs no Foundation import.
func arccosine(_ x: Double) -> Double { acos(x) }
