import DICOM

/// One study of the input.
public struct StudySummary: Codable, Hashable, Sendable {
  /// Study Instance UID.
  public let studyInstanceUID: String
  /// Modalities that occur, sorted.
  public let modalities: [String]
  /// Number of series.
  public let series: Int
}

/// What is in the input: every series with what it is and whether it can be used.
public struct Inventory: Sendable {
  /// All series, sorted by study, number and UID; one that is there as classic and as enhanced files twice.
  public private(set) var series: [SeriesSummary]
  /// Files that are no images, damaged, or copies of others.
  public let skipped: [SkippedFile]
  /// All studies, sorted by UID.
  public let studies: [StudySummary]
  /// True if images may be missing, because an archive, a medium or a folder could not be read as a whole.
  ///
  /// `skipped` says what could not.
  public let mayBeIncomplete: Bool

  let scanned: [ScannedSeries]
  private(set) var plans: [MGREPlan]
  private(set) var ctPlans: [CTPlan]
  let pixels: PixelSource

  /// The inventory of scanned instances; their order does not matter.
  init(
    _ instances: [ScannedInstance], skipped: [SkippedFile], pixels: PixelSource, mayBeIncomplete: Bool = false
  ) {
    scanned = Dictionary(grouping: instances, by: \.seriesKey).values
      .compactMap { ScannedSeries($0.sorted { $0.file < $1.file }) }
      .sorted {
        ($0.studyUID, $0.number ?? .max, $0.uid, $0.form.rawValue)
          < ($1.studyUID, $1.number ?? .max, $1.uid, $1.form.rawValue)
      }
    let assessment = Assessment(scanned)
    series = assessment.summaries
    plans = assessment.plans
    ctPlans = assessment.ctPlans
    self.skipped = skipped.sorted { $0.path < $1.path }
    self.pixels = pixels
    self.mayBeIncomplete = mayBeIncomplete
    studies = Dictionary(grouping: scanned, by: \.studyUID).map { uid, own in
      StudySummary(
        studyInstanceUID: uid, modalities: Set(own.map(\.modality)).sorted(),
        series: Set(own.map(\.uid)).count)
    }.sorted { $0.studyInstanceUID < $1.studyInstanceUID }
  }
}

extension Inventory {
  /// Takes series out of the choice, because their pixels prove them useless.
  mutating func setAside(_ keys: Set<SeriesKey>, because reason: String) {
    plans.removeAll { plan in plan.candidate.series.contains { keys.contains($0.key) } }
    ctPlans.removeAll { keys.contains($0.series.key) }
    for i in series.indices where keys.contains(series[i].key) {
      series[i].verdict = .refused
      series[i].reason = reason
    }
  }
}
