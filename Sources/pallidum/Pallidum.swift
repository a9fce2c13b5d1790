import ArgumentParser

/// Placeholder.
@main struct Pallidum: ParsableCommand {}
