internal import CCairo

extension Canvas {
  /// Sets every pixel of an image canvas; `pixels` are `0x00RRGGBB`, row by row from the top left.
  func setPixels(_ pixels: [UInt32]) {
    let rows = Int(height)
    let columns = Int(width)
    precondition(pixels.count == rows * columns, "one colour a pixel")
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface)) / MemoryLayout<UInt32>.stride
    data.withMemoryRebound(to: UInt32.self, capacity: stride * rows) { p in
      for y in 0..<rows { for x in 0..<columns { p[y * stride + x] = pixels[y * columns + x] } }
    }
    cairo_surface_mark_dirty(surface)
  }

  /// The pixels of an image canvas as R, G, B bytes, row by row.
  func rgbBytes() -> [UInt8] {
    cairo_surface_flush(surface)
    let rows = Int(height)
    let columns = Int(width)
    guard let data = cairo_image_surface_get_data(surface) else { return [] }
    let stride = Int(cairo_image_surface_get_stride(surface)) / MemoryLayout<UInt32>.stride
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * rows * columns)
    data.withMemoryRebound(to: UInt32.self, capacity: stride * rows) { p in
      for y in 0..<rows {
        for x in 0..<columns {
          let v = p[y * stride + x]
          bytes.append(UInt8(v >> 16 & 255))
          bytes.append(UInt8(v >> 8 & 255))
          bytes.append(UInt8(v & 255))
        }
      }
    }
    return bytes
  }

  /// The image as a PNG file.
  func pngBytes() throws(RenderingError) -> [UInt8] {
    let sink = ByteSink()
    let status = cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.pointer)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .drawing(status: String(cString: cairo_status_to_string(status)))
    }
    return sink.bytes
  }
}

/// Collects what cairo writes.
///
/// It must outlive the surface that writes to it.
final class ByteSink {
  var bytes: [UInt8] = []

  var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static let write: cairo_write_func_t = { closure, data, length in
    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
    Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue().bytes
      .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
    return CAIRO_STATUS_SUCCESS
  }
}
