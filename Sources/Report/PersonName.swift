/// A DICOM person name (value representation PN, PS3.5 section 6.2) in the order people write it.
public enum PersonName {
  /// `Miller^Anna^Maria^Dr^MD` becomes `Dr Anna Maria Miller MD`.
  ///
  /// Component groups after the first (ideographic, phonetic) are left out unless the first is empty. A name
  /// without carets is returned as it is; an empty one as `name not given`.
  public static func readable(_ dicom: String) -> String {
    let groups = dicom.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    let group = groups.first { !$0.allSatisfy { $0 == "^" || $0 == " " } } ?? ""
    let parts = group.split(separator: "^", omittingEmptySubsequences: false).map { trimmed(String($0)) }
    func part(_ i: Int) -> String { i < parts.count ? parts[i] : "" }
    // Family, given, middle, prefix, suffix is the order of PN.
    let text = [part(3), part(1), part(2), part(0), part(4)].filter { !$0.isEmpty }.joined(separator: " ")
    return text.isEmpty ? "name not given" : text
  }

  private static func trimmed(_ text: String) -> String {
    var slice = Substring(text)
    while slice.first == " " { slice.removeFirst() }
    while slice.last == " " { slice.removeLast() }
    return String(slice)
  }
}
