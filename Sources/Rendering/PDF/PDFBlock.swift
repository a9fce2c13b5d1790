/// One block of the printed report, as the template names it.
///
/// Texts are Pango markup.
///
/// ```
/// <report title="…">
///   <header><left>…</left><right>…</right></header>   on every page
///   <footer><left>…</left></footer>                   on every page, with the page's number
///   <heading>…</heading>  <subheading>…</subheading>  <paragraph size="9">…</paragraph>  <note keep="yes">…</note>
///   <box tone="warn"> blocks </box>                   <columns> <box>…</box> <box>…</box> </columns>
///   <table widths="3,1,1" align="l,r,r"><head><cell>…</cell></head><row><cell>…</cell></row></table>
///   <images columns="3"><image name="ct-detail"/></images>      <chart name="…"/>
///   <signature><line>…</line></signature>  <pre>…</pre>  <rule/>  <space mm="3"/>  <pagebreak/>
/// </report>
/// ```
/// Inside texts: `b`, `i`, `big`, `small`, `sup`, `sub`, `tt` and `<tone name="ok">`.
indirect enum PDFBlock {
  case heading(String)
  case subheading(String)
  case paragraph(String, size: Double, soft: Bool, keep: Bool)
  case preformatted(String)
  case box([PDFBlock], tone: Tone?)
  case columns([PDFBlock])
  case table(PDFTable)
  case images([String], columns: Int)
  case chart(String)
  case signature([String])
  case rule
  case space(points: Double)
  case pageBreak

  /// A meaning with a colour.
  enum Tone: String {
    case ok, warn, bad, none, right, left, soft

    /// The colour on white paper.
    var hex: UInt32 {
      switch self {
      case .ok: 0x1D7A3A
      case .warn: 0x8A6100
      case .bad: 0xB3261E
      case .none, .soft: 0x56606B
      case .right: 0x0A6D8C
      case .left: 0x9A6400
      }
    }
  }
}

/// A table: relative widths, alignment of the columns, texts.
struct PDFTable {
  var widths: [Double]
  var alignments: [TextStyle.Alignment]
  var head: [String]
  var rows: [[String]]
  var size: Double
}

/// The printed report before it is laid out.
struct PDFDocumentLayout {
  var title: String
  var headerLeft: String
  var headerRight: String
  var footerLeft: String
  var blocks: [PDFBlock]
}
