import Foundation

/// Cosine, named so that vector code needs no Foundation import.
@inlinable public func cosine(_ radians: Double) -> Double { cos(radians) }

/// Sine, named so that vector code needs no Foundation import.
@inlinable public func sine(_ radians: Double) -> Double { sin(radians) }
