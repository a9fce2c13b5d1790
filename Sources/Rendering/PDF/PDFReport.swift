internal import CCairo
import Report

/// The report as a PDF on A4: text can be selected and searched, every page carries the status and the ids.
///
/// The layout is the template `report.pdf.mustache`. Same input, same bytes: the creation date in the file is
/// the MR study's date, and the run's clock, stage times and memory do not enter.
public func renderPDF(_ report: ReportDocument, images: [RenderedImage], templates: TemplateStore)
  throws(RenderingError) -> [UInt8]
{
  let charts = cohortCharts(report)
  let view = ReportView(report, images: images, charts: charts)
  let layout = try PDFBlockParser.parse(try templates.expand("report.pdf", view))
  let typesetter = PDFTypesetter(
    images: Dictionary(images.map { ($0.name, $0) }) { first, _ in first },
    charts: Dictionary(charts.map { ($0.name, $0) }) { first, _ in first })
  let paper = PDFPaper()
  let pages = paper.pages(try typesetter.pieces(layout.blocks, width: paper.textWidth))
  let sink = ByteSink()
  do {
    let canvas = try Canvas(
      surface: cairo_pdf_surface_create_for_stream(ByteSink.write, sink.pointer, paper.width, paper.height),
      width: paper.width, height: paper.height)
    describe(canvas, layout, report, view)
    for (number, page) in pages.enumerated() {
      try paper.draw(page, layout, number: number + 1, of: pages.count, on: canvas)
      cairo_show_page(canvas.context)
    }
    cairo_surface_finish(canvas.surface)
    try canvas.check()
  }
  return sink.bytes
}

/// The file's own description of itself.
private func describe(
  _ canvas: Canvas, _ layout: PDFDocumentLayout, _ report: ReportDocument, _ view: ReportView
) {
  // A date that does not depend on the clock; ISO 8601 as cairo wants it.
  let day = report.studies.mr.date
  let date = isDay(day) ? "\(day)T00:00:00Z" : "2000-01-01T00:00:00Z"
  for (field, value) in [
    (CAIRO_PDF_METADATA_TITLE, layout.title), (CAIRO_PDF_METADATA_AUTHOR, view.program),
    (CAIRO_PDF_METADATA_SUBJECT, view.banner), (CAIRO_PDF_METADATA_CREATOR, view.program),
    (CAIRO_PDF_METADATA_CREATE_DATE, date), (CAIRO_PDF_METADATA_MOD_DATE, date),
  ] { cairo_pdf_surface_set_metadata(canvas.surface, field, value) }
}

/// True for YYYY-MM-DD.
private func isDay(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy { ("0"..."9").contains($0) } }
}
