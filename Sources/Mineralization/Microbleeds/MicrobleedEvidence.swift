import Vocabulary
import Voxels

/// What the search for microbleeds looks at; all but the CT on one grid.
public struct MicrobleedEvidence: Sendable {
  /// Susceptibility, ppm.
  public let chi: MRVolume<PPM>
  /// Where it counts.
  public let chiMask: MRMask
  /// 1/s.
  public let r2star: MRVolume<PerSecond>
  /// The brain, holes at deposits and bleeds filled.
  public let brain: MRMask
  /// CSF; empty where it is not known.
  public let fluid: MRMask
  /// The outlined nuclei.
  public let nuclei: [SidedStructure: MRMask]
  /// MR LPS mm to template LPS mm, whose x is 0 at the midline.
  public let mrToTemplate: Affine
  /// Scales R2*.
  public let fieldStrength: FieldStrength
  /// The CT and the way to it; nil unless both are trusted.
  public let ct: RegisteredCT?

  /// A CT with its registration.
  public struct RegisteredCT: Sendable {
    /// The CT on its own grid.
    public let volume: CTVolume
    /// The registration.
    public let mrToCT: RigidTransform<MRPatient, CTPatient>

    /// A CT and its registration.
    public init(volume: CTVolume, mrToCT: RigidTransform<MRPatient, CTPatient>) {
      self.volume = volume
      self.mrToCT = mrToCT
    }
  }

  /// Evidence from its parts; all masks and volumes but the CT's share one grid (programmer's duty).
  public init(
    chi: MRVolume<PPM>, chiMask: MRMask, r2star: MRVolume<PerSecond>, brain: MRMask, fluid: MRMask,
    nuclei: [SidedStructure: MRMask], mrToTemplate: Affine, fieldStrength: FieldStrength, ct: RegisteredCT?
  ) {
    precondition(
      [chiMask.grid, r2star.grid, brain.grid, fluid.grid].allSatisfy { $0 == chi.grid }
        && nuclei.values.allSatisfy { $0.grid == chi.grid }, "one grid")
    self.chi = chi
    self.chiMask = chiMask
    self.r2star = r2star
    self.brain = brain
    self.fluid = fluid
    self.nuclei = nuclei
    self.mrToTemplate = mrToTemplate
    self.fieldStrength = fieldStrength
    self.ct = ct
  }

  /// The part in `box`.
  func cropped(to box: Box) -> MicrobleedEvidence {
    MicrobleedEvidence(
      chi: chi.cropped(to: box), chiMask: chiMask.cropped(to: box), r2star: r2star.cropped(to: box),
      brain: brain.cropped(to: box), fluid: fluid.cropped(to: box),
      nuclei: nuclei.mapValues { $0.cropped(to: box) }, mrToTemplate: mrToTemplate,
      fieldStrength: fieldStrength, ct: ct)
  }
}
