import Vocabulary

/// A clinical question for which the literature looks at deep nuclei: which ones, and by which measure.
///
/// Published group results, told as such. They say nothing about one person, and nothing here weighs this patient's
/// values against them. Each statement was read in the abstract of the source it names (docs/report.md).
public struct LiteratureQuestion: Sendable {
  /// What a measure of a nucleus is.
  public enum Measure: Sendable, Hashable {
    /// Mean susceptibility, ppb.
    case susceptibility
    /// 95th percentile of attenuation, HU.
    case attenuation
    /// Volume at or above the CT cut-off of foci, mm³.
    case denseVolume
    /// Mean R2*, 1/s.
    case r2star
  }

  /// The question, such as `Multiple sclerosis`.
  public let question: String
  /// What was published.
  public let published: String
  /// Author, year, journal.
  public let sources: String
  /// Which nuclei of this patient stand beside it.
  public let structures: [Structure]
  /// By which measures.
  public let measures: [Measure]

  /// The questions, in the order of the report.
  public static let all: [LiteratureQuestion] = [
    .init(
      question: "Multiple sclerosis",
      published:
        "600 patients against 250 controls: \u{3C7} of the thalamus lower, of the basal ganglia higher.",
      sources: "Zivadinov 2018, Radiology (PMC6219694)",
      structures: [.thalamus, .caudate, .putamen, .globusPallidus], measures: [.susceptibility]),
    .init(
      question: "Wilson disease",
      published: "17 patients with neurological form against 20 controls: \u{3C7} of all deep nuclei higher.",
      sources: "Yuan 2020, Front Neurosci (fnins.2020.573633)",
      structures: [
        .putamen, .globusPallidus, .caudate, .thalamus, .substantiaNigra, .redNucleus, .dentateNucleus,
      ],
      measures: [.susceptibility]),
    .init(
      question: "Neurodegeneration with brain iron accumulation (NBIA)",
      published: "Iron mainly in globus pallidus and substantia nigra.",
      sources: "Lee 2020, Front Neurol 11:1024; Dusek 2014, Mov Disord Clin Pract (two patients, 7 T)",
      structures: [.globusPallidus, .substantiaNigra], measures: [.susceptibility, .r2star]),
    .init(
      question: "Primary familial brain calcification (Fahr)",
      published:
        "Dense on CT on both sides: mainly the lentiform nuclei, also caudate, thalamus and dentate nucleus.",
      sources: "GeneReviews NBK1421 (2017); AJNR Case of the Week, 2 January 2020",
      structures: [.globusPallidus, .putamen, .caudate, .thalamus, .dentateNucleus],
      measures: [.denseVolume, .attenuation, .susceptibility]),
    .init(
      question: "Hepatic encephalopathy, manganese",
      published:
        "Pallidum bright on T1-weighted images, which are not read here. In cirrhosis (28 patients, 25 controls) "
        + "\u{3C7} of the caudate lower.",
      sources:
        "Lim 2023, J Yeungnam Med Sci 40:136; Criswell 2019, J Occup Environ Med 61:641; Vovk 2025, Biomedicines 13:2937",
      structures: [.globusPallidus, .caudate], measures: [.susceptibility, .r2star]),
    .init(
      question: "Glioma",
      published:
        "QSM tells blood (paramagnetic) from calcium (diamagnetic) in tumours; microbleeds follow radiotherapy. "
        + "Tumours are not measured here, the nuclei only.",
      sources: "Deistung 2013, PLoS ONE 8:e57924; Wahl 2017, Radiat Oncol 12:126",
      structures: [.globusPallidus, .putamen, .caudate, .thalamus], measures: [.susceptibility, .denseVolume]),
  ]
}
