import Vocabulary

/// A case whose pixels were decoded and checked.
public struct LoadedCase: Sendable {
  /// The series that were taken in the end.
  public let selection: CaseSelection
  /// The acquisition.
  public let mgre: MGREAcquisition
  /// The CT.
  public let ct: HeadCT
  /// What was chosen first and could not be used because of its pixels.
  public let setAside: [SetAsideSeries]
}

/// A series that was chosen by its headers and that its pixels prove useless.
public struct SetAsideSeries: Hashable, Sendable {
  /// `Series 5 and 6`.
  public let name: String
  /// Why, one or two sentences without a path.
  public let reason: String
  /// The file that cannot be decoded, if that is the reason.
  public let file: SkippedFile?

  /// What the reader must know.
  public var sentence: String { "\(name) was set aside and the next best taken. \(reason)" }
}

/// Decodes the chosen series; where the pixels of one prove it useless, the next best takes its place.
///
/// Headers do not tell everything: pixels may be cut, contradict the phase's unit or Hounsfield units. A study often holds
/// another run or another reconstruction that is sound. What the user asked for by UID is never replaced.
/// - Parameters:
///   - isAcceptable: whether a case with the replacement may be used; asked before it is decoded.
/// - Throws: the first error if nothing sound is left.
public func loadCase(
  _ first: CaseSelection, in inventory: Inventory, request: CaseRequest = CaseRequest(),
  isAcceptable: (CaseSelection) -> Bool = { _ in true }, progress: ProgressHandler? = nil
) throws(AcquisitionError) -> LoadedCase {
  var loading = CaseLoading(inventory: inventory, request: request, selection: first)
  while true {
    let mgre: MGREAcquisition
    let keys = loading.selection.mgre.candidate.series.map(\.key)
    do throws(AcquisitionError) { mgre = try loadMGRE(loading.selection, progress: progress) } catch {
      try loading.replace(
        keys, loading.selection.mgre.candidate.label, isFixed: request.mgreSeries != nil, because: error,
        isAcceptable)
      continue
    }
    // The mGRE stays as long as only the CT changes: its patient decides which CT is next.
    while loading.selection.mgre.candidate.series.map(\.key) == keys {
      do throws(AcquisitionError) {
        let ct = try loadCT(loading.selection, progress: progress)
        return LoadedCase(
          selection: loading.selection, mgre: mgre, ct: ct, setAside: loading.setAside)
      } catch {
        try loading.replace(
          [loading.selection.ct.series.key], loading.selection.ct.series.label,
          isFixed: request.ctSeries != nil, because: error, isAcceptable)
      }
    }
  }
}

/// The choice as it changes while series turn out to be useless.
private struct CaseLoading {
  var inventory: Inventory
  let request: CaseRequest
  var selection: CaseSelection
  var setAside: [SetAsideSeries] = []
  private var first: AcquisitionError?

  init(inventory: Inventory, request: CaseRequest, selection: CaseSelection) {
    self.inventory = inventory
    self.request = request
    self.selection = selection
  }

  /// Chooses again without some series.
  /// - Throws: the first error of all if there is no other choice.
  mutating func replace(
    _ keys: [SeriesKey], _ name: String, isFixed: Bool, because error: AcquisitionError,
    _ isAcceptable: (CaseSelection) -> Bool
  ) throws(AcquisitionError) {
    let cause = first ?? error
    first = cause
    if isFixed { throw cause }
    inventory.setAside(Set(keys), because: error.seriesReason)
    guard let next = try? selectCase(in: inventory, request: request), isAcceptable(next) else { throw cause }
    selection = next
    setAside.append(SetAsideSeries(name: name, reason: error.seriesReason, file: error.file))
  }
}

extension AcquisitionError {
  /// The reason without the names of series and file.
  fileprivate var seriesReason: String {
    switch self {
    case .mgre(_, let refusal): "\(refusal)"
    case .ct(_, let refusal): "\(refusal)"
    case .unreadableFile: "The pixels of one of its files cannot be decoded."
    default: "\(self)"
    }
  }

  /// The file that cannot be decoded.
  fileprivate var file: SkippedFile? {
    guard case .unreadableFile(let path, _) = self else { return nil }
    return SkippedFile(path: path, reason: "pixels cannot be decoded")
  }
}
