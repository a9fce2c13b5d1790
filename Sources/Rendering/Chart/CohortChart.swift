import Report
import Vocabulary

/// The patient's two globi pallidi beside published groups, or on a published curve.
public struct CohortChart: Sendable {
  /// Stable name, such as `cohort-susceptibility`.
  public let name: String
  /// Heading.
  public let title: String
  /// Sources with their sizes, and what the comparison cannot tell.
  public let caption: String
  let figure: ChartFigure

  /// The chart as an SVG element whose colours come from the page's style sheet.
  public func svg() -> String { figure.svg(label: "\(title). \(caption)") }

  /// The chart as a picture on white, `scale` pixels a unit.
  public func image(scale: Double = 2) throws(RenderingError) -> RenderedImage {
    let canvas = try Canvas(
      imageWidth: Int(figure.width * scale), height: Int(figure.height * scale))
    canvas.fill(0, 0, canvas.width, canvas.height, .white)
    try figure.draw(on: canvas, x: 0, y: 0, scale: scale)
    try canvas.check()
    return RenderedImage(
      name: name, purpose: .overview, title: title, caption: caption, png: try canvas.pngBytes(),
      width: Int(canvas.width), height: Int(canvas.height), rgb: canvas.rgbBytes())
  }
}

/// The report's charts as pictures.
public func renderCharts(_ report: ReportDocument) throws(RenderingError) -> [RenderedImage] {
  var images: [RenderedImage] = []
  for chart in cohortCharts(report) { images.append(try chart.image()) }
  return images
}

/// The report's charts: susceptibility and attenuation beside the published groups, and the patient's age on
/// the curve of pallidal iron.
public func cohortCharts(_ report: ReportDocument) -> [CohortChart] {
  let right = report.measurement(.globusPallidus, .right)
  let left = report.measurement(.globusPallidus, .left)
  let susceptibility = RangeChart(
    unit: "ppb", decimals: 0,
    groups: ReferenceCohorts.kimSusceptibilityByQSM + [ReferenceCohorts.liuSusceptibility(.globusPallidus)],
    right: right?.qsm?.meanPpb, left: left?.qsm?.meanPpb, step: 20)
  let attenuation = RangeChart(
    unit: "HU", decimals: 1, groups: ReferenceCohorts.kimAttenuationByCT, right: right?.ct?.meanHU,
    left: left?.ct?.meanHU, step: 5)
  var charts = nucleiCharts(report)
  charts += [
    CohortChart(
      name: "cohort-susceptibility", title: "Mean susceptibility of the globus pallidus",
      caption: "Lines: this patient, right and left, relative to \(report.referenceRegionName). Bars: "
        + "\(ReferenceCohorts.kimSource), median and interquartile range; \(ReferenceCohorts.liuSource). "
        + "The cohorts differ from each other and from this scan in reference region and reconstruction.",
      figure: susceptibility.figure()),
    CohortChart(
      name: "cohort-attenuation", title: "Mean attenuation of the globus pallidus",
      caption: "Lines: this patient, right and left. Bars: \(ReferenceCohorts.kimSource), mean and SD.",
      figure: attenuation.figure()),
  ]
  if let age = report.patient.ageYears {
    charts.append(
      CohortChart(
        name: "iron-age", title: "Iron of globus pallidus, putamen and caudate with age",
        caption: "\(ReferenceCohorts.hallgrenSource). Vertical line: this patient's age. "
          + "No measurement of this patient enters these curves.",
        figure: IronCurve(ageYears: age).figure()))
  }
  return charts
}

/// All nuclei beside their published groups; none where no susceptibility may be told.
private func nucleiCharts(_ report: ReportDocument) -> [CohortChart] {
  guard let chart = NucleiChart(report) else { return [] }
  let regions = report.susceptibility.references?.filter { $0.withheld == nil }.count ?? 0
  let reach =
    regions > 1
    ? " Line through a disc: the same value relative to the other reference regions measured here." : ""
  return [
    CohortChart(
      name: "nuclei-susceptibility",
      title: "All nuclei beside published groups" + ReportView.sidesWarning(report),
      caption:
        "Discs: this patient, right above left, mean relative to \(report.referenceRegionName).\(reach) "
        + "Bars: published groups; thick 1 SD or quartiles, thin 2 SD. Their reference regions are not recorded and their "
        + "reconstructions differ: look at the pattern, not at single ppb.",
      figure: chart.figure())
  ]
}
