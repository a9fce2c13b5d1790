import Report

/// What a reader entered, for HTML and PDF alike.
struct ReaderInputView {
  let mark: String
  let entered: String?
  let fields: [ReportView.Field]
  let comment: String?

  init(_ input: ReportDocument.ReaderInput) {
    mark = ReportDocument.ReaderInput.mark
    entered = input.entered.isEmpty ? nil : input.entered
    fields = input.scales.map { .init(label: $0.scale.label, value: $0.scale.text($0.value)) }
    comment = input.comment
  }
}
