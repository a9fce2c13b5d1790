/// What the reader of a report must know about the CT, a sentence each.
struct CTWarnings {
  private let plan: CTPlan

  init(_ plan: CTPlan) { self.plan = plan }

  var sentences: [String] {
    let coverage = plan.coverageMm.rounded()
    return [
      spacing, holes, tilt,
      plan.kernel == .sharp ? "The CT kernel is for bone or lung: attenuation is noisy." : nil,
      mixedKernels, energy, voltage,
      plan.isDerived ? "The CT was reformatted from another series." : nil,
      plan.coverageMm < CTMetadata.shortestCoverageMm ? "The CT covers \(decimal(coverage)) mm only." : nil,
      plan.needsProof
        ? "RescaleType (0028,1054) is US (unspecified); air and soft tissue of the image show Hounsfield units."
        : nil,
    ].compactMap { $0 } + plan.leftOut
  }

  private var spacing: String? {
    plan.spacing.isRegular
      ? nil
      : "CT slices are unevenly spaced (\(plan.spacing.text)); they were resampled every "
        + "\(decimal(plan.spacing.stepMm)) mm at their true positions."
  }

  private var holes: String? {
    let holes = plan.coverage.unmeasured
    if holes.isEmpty { return nil }
    let total = decimal((plan.coverage.unmeasuredMm * 10).rounded() / 10)
    let longest = decimal((plan.coverage.longestHoleMm * 10).rounded() / 10)
    return
      "Between CT slices \(total) mm in \(holes.count == 1 ? "one hole" : "\(holes.count) holes") (the longest "
      + "\(longest) mm) were not measured; values there are interpolated."
  }

  private var tilt: String? {
    let shear = plan.stack.shearDegrees
    guard let tag = plan.first?.tiltTagDegrees, abs(abs(tag) - shear) > 1 else { return nil }
    return
      "Gantry tilt is \(decimal(tag))° by its tag and \(decimal((shear * 100).rounded() / 100))° by the slice "
      + "positions; the positions were used."
  }

  private var mixedKernels: String? {
    let names = Set(plan.slices.compactMap { $0.first?.kernel.joined(separator: " ") })
    return names.count > 1 ? "The CT slices were reconstructed with \(names.count) different kernels." : nil
  }

  private var energy: String? {
    switch plan.spectral {
    case .conventional, .altered, .material: nil
    case .mixed:
      "The CT is a mixture of two X-ray energies; its attenuation is like that of 120 kV, not equal to it."
    case .monoenergetic(let keV):
      "The CT is virtual monoenergetic (\(keV.map { decimal($0) + " keV" } ?? "energy unknown")); the cut-offs are "
        + "meant for 120 kV."
    }
  }

  private var voltage: String? {
    guard plan.spectral == .conventional, let kVp = plan.first?.kVp, !CTMetadata.ordinaryKVp.contains(kVp)
    else {
      return nil
    }
    return
      "The tube voltage is \(decimal(kVp)) kV; the cut-offs are meant for 120 kV, and calcium's attenuation "
      + "falls with the voltage."
  }
}
