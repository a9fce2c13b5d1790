/// All choices of the susceptibility reconstruction.
public struct SusceptibilityParameters: Codable, Hashable, Sendable {
  /// Coil offset.
  public var offset: CoilOffset.Parameters
  /// Unwrapping.
  public var unwrapping: ROMEO.Parameters
  /// Field fit.
  public var field: FieldFit.Parameters
  /// Background removal.
  public var background: VSHARP.Parameters
  /// Inversion.
  public var inversion: TotalVariation.Parameters
  /// R2*.
  public var relaxation: R2StarFit.Parameters

  /// The defaults.
  public init(
    offset: CoilOffset.Parameters = .init(), unwrapping: ROMEO.Parameters = .init(),
    field: FieldFit.Parameters = .init(), background: VSHARP.Parameters = .init(),
    inversion: TotalVariation.Parameters = .init(), relaxation: R2StarFit.Parameters = .init()
  ) {
    self.offset = offset
    self.unwrapping = unwrapping
    self.field = field
    self.background = background
    self.inversion = inversion
    self.relaxation = relaxation
  }
}
