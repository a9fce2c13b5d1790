import DICOM

extension SourceImageInstance {
  /// A reference to an object that was built here.
  init(to object: DataSet) {
    self.init(
      sopClassUID: object.string(.sopClassUID) ?? "", sopInstanceUID: object.string(.sopInstanceUID) ?? "",
      seriesInstanceUID: object.string(.seriesInstanceUID) ?? "",
      studyInstanceUID: object.string(.studyInstanceUID) ?? "")
  }

  /// The SOP Instance Reference macro (PS3.3 10.8), with frames where only some are meant.
  var item: DataSet {
    var d = DataSet()
    d.set(.referencedSOPClassUID, .UI, sopClassUID)
    d.set(.referencedSOPInstanceUID, .UI, sopInstanceUID)
    if let frameNumbers, !frameNumbers.isEmpty { d.set(.referencedFrameNumber, .IS, ints: frameNumbers) }
    return d
  }

  /// The reference as a source image of processing.
  var sourceImageItem: DataSet {
    var d = item
    d.set(.purposeOfReferenceCodeSequence, items: [Codes.sourceImage.item])
    return d
  }
}

/// References sorted by study and series, each instance once, in order of first appearance.
struct ReferenceTree {
  /// One series of references.
  struct Series {
    let uid: String
    var instances: [SourceImageInstance] = []
  }

  /// One study of references.
  struct Study {
    let uid: String
    var series: [Series] = []
  }

  private(set) var studies: [Study] = []

  init(_ references: [SourceImageInstance]) {
    var seen: Set<String> = []
    var studyIndex: [String: Int] = [:]
    var seriesIndex: [String: Int] = [:]
    for r in references where seen.insert(r.sopInstanceUID).inserted {
      let s = studyIndex[r.studyInstanceUID] ?? studies.count
      if s == studies.count { studies.append(Study(uid: r.studyInstanceUID)) }
      studyIndex[r.studyInstanceUID] = s
      let key = r.studyInstanceUID + "/" + r.seriesInstanceUID
      let i = seriesIndex[key] ?? studies[s].series.count
      if i == studies[s].series.count { studies[s].series.append(Series(uid: r.seriesInstanceUID)) }
      seriesIndex[key] = i
      studies[s].series[i].instances.append(r)
    }
  }

  /// Common Instance Reference module (PS3.3 C.12.2) of an object of `study`.
  func commonInstanceReference(inStudy study: String) -> DataSet {
    var d = DataSet()
    let own = studies.filter { $0.uid == study }.flatMap(\.series)
    if !own.isEmpty { d.set(.referencedSeriesSequence, items: own.map(instanceItem)) }
    let others = studies.filter { $0.uid != study }
    if !others.isEmpty {
      d.set(
        .studiesContainingOtherReferencedInstancesSequence,
        items: others.map { other in
          var item = DataSet()
          item.set(.studyInstanceUID, .UI, other.uid)
          item.set(.referencedSeriesSequence, items: other.series.map(instanceItem))
          return item
        })
    }
    return d
  }

  /// Hierarchical SOP Instance Reference items (PS3.3 C.17.2.1), a study each.
  func hierarchicalItems(where included: (String) -> Bool) -> [DataSet] {
    studies.filter { included($0.uid) }.map { study in
      var item = DataSet()
      item.set(.studyInstanceUID, .UI, study.uid)
      item.set(
        .referencedSeriesSequence,
        items: study.series.map { series in
          var s = DataSet()
          s.set(.seriesInstanceUID, .UI, series.uid)
          s.set(.referencedSOPSequence, items: series.instances.map(wholeInstance))
          return s
        })
      return item
    }
  }

  private func instanceItem(_ series: Series) -> DataSet {
    var s = DataSet()
    s.set(.seriesInstanceUID, .UI, series.uid)
    s.set(.referencedInstanceSequence, items: series.instances.map(wholeInstance))
    return s
  }

  private func wholeInstance(_ r: SourceImageInstance) -> DataSet {
    var d = DataSet()
    d.set(.referencedSOPClassUID, .UI, r.sopClassUID)
    d.set(.referencedSOPInstanceUID, .UI, r.sopInstanceUID)
    return d
  }
}
