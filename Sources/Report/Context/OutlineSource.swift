/// Where a nucleus's outline comes from: the words of `structures[].outline`.
public enum OutlineSource {
  /// Susceptibility shows where the nucleus ends.
  public static let image = "image"
  /// Susceptibility does not show it: the outline is more the bent template's.
  public static let template = "template"
  /// A reader corrected it.
  public static let reader = "reader"
}
