import DICOM

/// Sending a report's objects to an archive.
public enum Transfer {
  /// Sends the DICOM objects of a folder, and asks the peer whether it lists them.
  ///
  /// 1. The files are compared with `manifest.json`, if there is one; nothing is sent if one differs.
  /// 2. C-ECHO: a wrong address or AE title ends here.
  /// 3. C-STORE, with the presentation contexts that the files need.
  /// 4. C-FIND for every series sent. An archive's "success" alone proves little: some give it to anything.
  ///
  /// Storage commitment is not requested.
  /// - Parameters:
  ///   - folder: output folder of a report, or any folder with files ending in `.dcm`.
  ///   - peer: where to send them.
  ///   - progress: called after each file with the number done and the number of all.
  /// - Returns: what became of each file; see `TransferReport.isComplete`.
  public static func send(
    directory folder: String, to peer: DICOMPeer, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(TransferError) -> TransferReport {
    let outbox = try Outbox(folder: folder)
    do throws(DICOMError) {
      try DICOMNetwork.echo(peer)
      let outcomes = try DICOMNetwork.store(outbox.paths, to: peer) { progress($0, outbox.paths.count) }
      return TransferReport(
        files: confirmed(outcomes, at: peer), isManifestVerified: outbox.isVerified)
    } catch {
      throw .dicom(error)
    }
  }

  /// Adds to each outcome whether the peer lists the object.
  ///
  /// A peer that offers no queries is no error.
  private static func confirmed(_ outcomes: [StoreOutcome], at peer: DICOMPeer) -> [TransferReport.File] {
    var listings: [Series: Listing] = [:]
    return outcomes.map { outcome in
      guard outcome.isStored else { return .init(outcome: outcome, confirmation: .notAsked) }
      let series = Series(study: outcome.study, series: outcome.series)
      let listing = listings[series] ?? Listing(of: series, at: peer)
      listings[series] = listing
      return .init(outcome: outcome, confirmation: listing.confirmation(of: outcome.sopInstance))
    }
  }
}

/// A series by its UIDs.
private struct Series: Hashable {
  let study: String
  let series: String
}

/// What the peer lists of a series.
private enum Listing {
  case instances(Set<String>)
  case notOffered
  case failed(String)

  init(of series: Series, at peer: DICOMPeer) {
    do throws(DICOMError) {
      self = .instances(
        try DICOMNetwork.instances(ofSeries: series.series, inStudy: series.study, at: peer))
    } catch {
      switch error {
      case .nothingAccepted: self = .notOffered
      default: self = .failed(error.description)
      }
    }
  }

  func confirmation(of instance: String) -> TransferReport.Confirmation {
    switch self {
    case .instances(let listed): listed.contains(instance) ? .listed : .notListed
    case .notOffered: .notOffered
    case .failed(let reason): .failed(reason)
    }
  }
}
