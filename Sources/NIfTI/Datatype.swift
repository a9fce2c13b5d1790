internal import CNIfTI

/// The plain number types of NIfTI-1 (`datatype` field); complex and colour have no meaning here.
enum Datatype {
  case uint8, int8, uint16, int16, uint32, int32, uint64, int64, float32, float64

  init?(code: Int32) {
    switch code {
    case DT_UINT8: self = .uint8
    case DT_INT8: self = .int8
    case DT_UINT16: self = .uint16
    case DT_INT16: self = .int16
    case DT_UINT32: self = .uint32
    case DT_INT32: self = .int32
    case DT_UINT64: self = .uint64
    case DT_INT64: self = .int64
    case DT_FLOAT32: self = .float32
    case DT_FLOAT64: self = .float64
    default: return nil
    }
  }

  /// Bytes a value.
  var size: Int {
    switch self {
    case .uint8, .int8: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }

  /// `slope·value + intercept` of `count` values; 0 for what is not finite.
  func floats(
    _ data: UnsafeRawPointer, count: Int, slope: Double, intercept: Double
  ) -> [Float] {
    switch self {
    case .uint8: integers(UInt8.self, data, count, slope, intercept)
    case .int8: integers(Int8.self, data, count, slope, intercept)
    case .uint16: integers(UInt16.self, data, count, slope, intercept)
    case .int16: integers(Int16.self, data, count, slope, intercept)
    case .uint32: integers(UInt32.self, data, count, slope, intercept)
    case .int32: integers(Int32.self, data, count, slope, intercept)
    case .uint64: integers(UInt64.self, data, count, slope, intercept)
    case .int64: integers(Int64.self, data, count, slope, intercept)
    case .float32: reals(Float.self, data, count, slope, intercept)
    case .float64: reals(Double.self, data, count, slope, intercept)
    }
  }
}

private func integers<T: BinaryInteger>(
  _: T.Type, _ data: UnsafeRawPointer, _ count: Int, _ slope: Double, _ intercept: Double
) -> [Float] {
  let p = UnsafeBufferPointer(start: data.assumingMemoryBound(to: T.self), count: count)
  return p.map { Float(slope * Double($0) + intercept) }
}

private func reals<T: BinaryFloatingPoint>(
  _: T.Type, _ data: UnsafeRawPointer, _ count: Int, _ slope: Double, _ intercept: Double
) -> [Float] {
  let p = UnsafeBufferPointer(start: data.assumingMemoryBound(to: T.self), count: count)
  return p.map { $0.isFinite ? Float(slope * Double($0) + intercept) : 0 }
}
