import Foundation

/// A NIfTI-1 file laid out by hand from the standard's table, so that the reader is not tested with its own
/// writer only.
struct RawFile {
  var dim: [Int16] = [3, 2, 2, 2, 1, 1, 1, 1]
  var datatype: Int16 = 4
  var bitpix: Int16 = 16
  var slope: Float = 1
  var intercept: Float = 0
  var qformCode: Int16 = 0
  var sformCode: Int16 = 1
  var quaternion: [Float] = [0, 0, 0]
  var offset: [Float] = [0, 0, 0]
  var pixdim: [Float] = [1, 1, 1, 1, 0, 0, 0, 0]
  var srow: [Float] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]
  var units: UInt8 = 2
  var magic = "n+1"
  var bigEndian = false
  var voxels = [UInt8](repeating: 0, count: 16)

  mutating func setVoxels<T: FixedWidthInteger>(_ values: [T]) {
    voxels = values.flatMap { value in
      withUnsafeBytes(of: bigEndian ? value.bigEndian : value.littleEndian) { Array($0) }
    }
  }

  var data: Data {
    var bytes = [UInt8](repeating: 0, count: 352)
    func put<T: FixedWidthInteger>(_ value: T, _ at: Int) {
      let ordered = bigEndian ? value.bigEndian : value.littleEndian
      withUnsafeBytes(of: ordered) { bytes.replaceSubrange(at..<(at + $0.count), with: $0) }
    }
    func put(_ value: Float, _ at: Int) { put(value.bitPattern, at) }
    put(Int32(348), 0)
    for (i, d) in dim.enumerated() { put(d, 40 + 2 * i) }
    put(datatype, 70)
    put(bitpix, 72)
    for (i, p) in pixdim.enumerated() { put(p, 76 + 4 * i) }
    put(Float(352), 108)
    put(slope, 112)
    put(intercept, 116)
    bytes[123] = units
    put(qformCode, 252)
    put(sformCode, 254)
    for i in 0..<3 {
      put(quaternion[i], 256 + 4 * i)
      put(offset[i], 268 + 4 * i)
    }
    for i in 0..<12 { put(srow[i], 280 + 4 * i) }
    for (i, c) in magic.utf8.enumerated() { bytes[344 + i] = c }
    return Data(bytes + voxels)
  }

  func write(to path: String) throws { try data.write(to: URL(fileURLWithPath: path)) }
}
