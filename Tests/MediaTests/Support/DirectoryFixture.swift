/// A DICOMDIR in explicit VR little endian; one IMAGE record a file.
///
/// `inactive` records name files that were deleted.
func directoryFile(_ fileIDs: [[String]], inactive: [[String]] = []) -> [UInt8] {
  func short(_ group: Int, _ element: Int, _ vr: String, _ value: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append16(group)
    bytes.append16(element)
    bytes += Array(vr.utf8)
    bytes.append16(value.count)
    return bytes + value
  }
  func text(_ group: Int, _ element: Int, _ vr: String, _ value: String) -> [UInt8] {
    let padding: [UInt8] = value.utf8.count % 2 == 0 ? [] : [vr == "UI" ? 0 : 0x20]
    return short(group, element, vr, Array(value.utf8) + padding)
  }
  let meta =
    text(2, 2, "UI", "1.2.840.10008.1.3.10") + text(2, 3, "UI", "1.2.3.4")
    + text(2, 0x10, "UI", "1.2.840.10008.1.2.1")
  var length: [UInt8] = []
  length.append32(meta.count)
  var items: [UInt8] = []
  for (ids, flag) in [(fileIDs, 0xFFFF), (inactive, 0)] {
    for id in ids {
      let record =
        short(4, 0x1400, "UL", [0, 0, 0, 0]) + short(4, 0x1410, "US", [UInt8(flag & 0xFF), UInt8(flag >> 8)])
        + short(4, 0x1420, "UL", [0, 0, 0, 0]) + text(4, 0x1430, "CS", "IMAGE")
        + text(4, 0x1500, "CS", id.joined(separator: "\\"))
      items += [0xFE, 0xFF, 0x00, 0xE0]
      items.append32(record.count)
      items += record
    }
  }
  var body = text(4, 0x1130, "CS", "TEST") + short(4, 0x1200, "UL", [0, 0, 0, 0])
  body += short(4, 0x1202, "UL", [0, 0, 0, 0]) + short(4, 0x1212, "US", [0, 0])
  body += [4, 0, 0x20, 0x12, 0x53, 0x51, 0, 0]
  body.append32(items.count)
  return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + short(2, 0, "UL", length) + meta + body
    + items
}
