internal import CDCMTK

/// The toolkit's form of a data set, owned while it is written or sent.
struct BuiltDataSet: ~Copyable {
  let pointer: OpaquePointer

  /// An empty one.
  init() throws(DICOMError) {
    var pointer: OpaquePointer?
    do throws(BridgeFailure) {
      try bridge { cdcmtk_dataset_create(&pointer, $0) }
    } catch {
      throw error.error(path: "")
    }
    guard let pointer else { throw .toolkit(detail: "no handle") }
    self.pointer = pointer
  }

  deinit { cdcmtk_dataset_destroy(pointer) }

  /// Adds all elements but those of group 0002 and group lengths.
  func put(_ dataSet: DataSet) throws(DICOMError) {
    for tag in dataSet.tags where tag.group > 2 && tag.element != 0 {
      guard let element = dataSet[tag] else { continue }
      try put(tag, element)
    }
  }

  private func put(_ tag: Tag, _ element: DataElement) throws(DICOMError) {
    let typed = cdcmtk_tag(tag, element.vr)
    switch element.value {
    case .strings(let strings):
      let text = strings.joined(separator: "\\")
      try naming(tag) { cdcmtk_dataset_put_text(pointer, typed, text, text.utf8.count, $0) }
    case .integers(let integers):
      let wide = integers.map(Int64.init)
      try naming(tag) { cdcmtk_dataset_put_integers(pointer, typed, wide, wide.count, $0) }
    case .doubles(let doubles):
      try naming(tag) { cdcmtk_dataset_put_doubles(pointer, typed, doubles, doubles.count, $0) }
    case .bytes(let bytes):
      try naming(tag) { cdcmtk_dataset_put_bytes(pointer, typed, bytes, bytes.count, $0) }
    case .items(let items):
      try naming(tag) { cdcmtk_dataset_begin_sequence(pointer, typed, $0) }
      for item in items {
        try naming(tag) { cdcmtk_dataset_begin_item(pointer, $0) }
        try put(item)
        try naming(tag) { cdcmtk_dataset_end_item(pointer, $0) }
      }
      try naming(tag) { cdcmtk_dataset_end_sequence(pointer, $0) }
    }
  }

  /// A failure to build is about the element.
  private func naming(
    _ tag: Tag, _ call: (UnsafeMutablePointer<cdcmtk_message>) -> cdcmtk_status
  ) throws(DICOMError) {
    do throws(BridgeFailure) {
      try bridge(call)
    } catch {
      throw .unencodable(tag: tag, detail: error.text)
    }
  }
}
