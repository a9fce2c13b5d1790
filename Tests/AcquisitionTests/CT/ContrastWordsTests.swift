import Testing

@testable import Acquisition

@Test(arguments: [
  ("", ContrastWords.silent), ("Head 5.0 H31s", .silent), ("Posterior Fossa POST", .silent),
  ("Routine head HIGH CONTRAST", .silent), ("C-SPINE 2mm", .silent), ("Head no tilt", .silent),
  ("CTA Head 0.75", .with), ("ANGIO-CT intracraniell", .with), ("Head C+ 1.0", .with), ("Head +C", .with),
  ("Schaedel KM+ 5.0", .with), ("Schädel mit KM", .with), ("HEAD W/ CONTRAST", .with),
  ("POST CONTRAST 5mm", .with),
  ("Perfusion 4D 5.0", .with), ("CT venous phase", .with), ("arterielle Phase", .with),
  ("BRAIN POST CON", .with),
  ("crane avec injection produit de contraste", .with), ("C.CRANEO C/C", .with), ("Head W CONTRAST", .with),
  ("CT HEAD W", .with), ("CT HEAD W WO", .ambiguous), ("CT HEAD WO", .without),
  ("Head without contrast", .without), ("HEAD W/O CONTRAST", .without), ("HEAD W/O", .without),
  ("Head WO 5mm", .silent), ("Head C- 5.0", .without), ("Schädel KM-frei", .without),
  ("Kopf ohne KM", .without),
  ("Kopf nativ 1.0", .without), ("NON-CONTRAST HEAD", .without), ("NONCON BRAIN", .without),
  ("Head NON CON", .without),
  ("Head without iv contrast", .without), ("crane sans contraste", .without), ("CRANEO S/C", .without),
  ("Contrast: none", .without), ("NCCT brain", .without), ("unenhanced head", .without),
  ("pre contrast", .without),
  ("HEAD W/O & W CONTRAST", .ambiguous), ("with and without contrast", .ambiguous),
  ("W WO CONTRAST", .ambiguous),
  ("CTA non contrast", .ambiguous), ("CTA native", .ambiguous),
])
func contrastWords(_ text: String, _ expected: ContrastWords) { #expect(ContrastWords(text) == expected) }
