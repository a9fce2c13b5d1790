import Report

/// The report as one HTML page: style, script and pictures are inside, nothing is loaded from elsewhere.
///
/// Follows the reader's light or dark setting and prints on A4. Everything from the report is escaped. Same
/// input, same bytes: the run's clock, stage times and memory do not enter.
public func renderHTML(_ report: ReportDocument, images: [RenderedImage], templates: TemplateStore)
  throws(RenderingError) -> String
{
  try templates.expand(
    "report.html", ReportView(report, images: images, charts: cohortCharts(report)))
}
