/// Cone-beam scanners: they write CT images, but their values are not calibrated in Hounsfield units.
enum ConeBeam {
  /// The words by which manufacturer, model or description name one; nil if they do not.
  ///
  /// Only names that no ordinary CT scanner carries (recalled).
  static func name(_ series: ScannedSeries) -> String? {
    let header = series.attributes.header
    let texts = [
      header.text(.manufacturer), header.text(.manufacturerModelName), header.text(.seriesDescription),
      header.text(.protocolName),
    ].compactMap { $0?.uppercased() }
    return words.first { word in texts.contains { $0.contains(word) } }
  }

  private static let words = [
    "CBCT", "CONE BEAM", "CONEBEAM", "CONE-BEAM", "NEWTOM", "I-CAT", "PLANMECA", "PROMAX", "ACCUITOMO",
    "VERAVIEW", "GALILEOS", "ORTHOPHOS", "CS 9300", "CS 9600", "XVI", "ON-BOARD IMAGER", "DYNACT",
  ]
}
