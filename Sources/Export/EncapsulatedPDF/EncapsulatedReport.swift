import DICOM

/// The report's PDF as an Encapsulated PDF (PS3.3 A.45.1), Modality DOC.
struct EncapsulatedReport {
  /// The object.
  let dataSet: DataSet

  /// - Parameter sources: the objects whose numbers the PDF shows.
  init(_ c: ExportContext, sources: [SourceImageInstance]) {
    var d = c.header(
      DerivedSeries.pdf, sopClass: SOPClass.encapsulatedPDF, instanceRole: "report-pdf", instanceNumber: 1)
    d.set(.conversionType, .CS, "WSD")
    d.set(.acquisitionDateTime, .DT)
    d.set(.burnedInAnnotation, .CS, "YES")
    d.set(
      .documentTitle, .ST, "Pallidum report: mineralization of the globus pallidus. Not for diagnostic use.")
    d.set(.conceptNameCodeSequence, items: [Codes.diagnosticImagingReport.item])
    d.set(.verificationFlag, .CS, c.signOff == nil ? "UNVERIFIED" : "VERIFIED")
    if !sources.isEmpty { d.set(.sourceInstanceSequence, items: sources.map(\.sourceImageItem)) }
    d.set(.mimeTypeOfEncapsulatedDocument, .LO, "application/pdf")
    d.set(.encapsulatedDocumentLength, .UL, ints: [c.pdf.count])
    d.set(.encapsulatedDocument, .OB, bytes: c.pdf.count.isMultiple(of: 2) ? c.pdf : c.pdf + [0])
    dataSet = d
  }
}
