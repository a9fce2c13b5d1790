extension DICOMFile {
  /// True if the samples may differ from the acquired ones.
  ///
  /// Lossy Image Compression (0028,2110) = 01 says so for good, whatever the transfer syntax: once lossy, always
  /// lossy. A value of 00 is believed where the syntax allows both (JPEG 2000, JPEG-LS near-lossless).
  public var isLossy: Bool {
    let stated = dataSet.string(.lossyImageCompression)
    guard stated != "01" else { return true }
    guard let syntax = TransferSyntax(uid: transferSyntax) else { return false }
    return syntax.isLossy && !(syntax.mayBeEither && stated == "00")
  }

  /// Stored values of one frame, counted from 0; row by row from the top left, the samples of a pixel side by
  /// side; sign-extended from Bits Stored.
  ///
  /// Rescale and Real World Value Mapping are NOT applied.
  ///
  /// ```
  ///   index = (row * columns + column) * samplesPerPixel + sample
  /// ```
  /// Colour is in the colour model after decoding, which for JPEG, and for JPEG 2000 with its component
  /// transformation, is RGB.
  /// - Throws: `.noPixelData`, `.unusablePixels`, `.noSuchFrame`, `.malformed`, `.codec`,
  ///   `.unsupportedTransferSyntax`. Sizes are checked before anything is allocated.
  public func storedValues(frame: Int) throws(DICOMError) -> [Int32] {
    guard let d = pixelDescription else { throw .noPixelData(path: path) }
    if let objection = d.objection(limits) { throw .unusablePixels(path: path, detail: objection) }
    guard (0..<d.frames).contains(frame) else {
      throw .noSuchFrame(path: path, frame: frame, frames: d.frames)
    }
    let firstBit = frame * d.bitsPerFrame
    // One-bit frames follow each other without padding, so a frame may begin inside a byte.
    let bytes = (firstBit + d.bitsPerFrame + 7) / 8 - firstBit / 8
    if let nativeLength, d.frames * d.bitsPerFrame > nativeLength * 8 {
      throw .malformed(
        path: path,
        detail:
          "Pixel Data has \(nativeLength) bytes, its attributes ask for \(d.frames * d.bitsPerFrame / 8)")
    }
    var raw = [UInt8](repeating: 0, count: bytes)
    try withHandle { handle throws(BridgeFailure) in
      if nativeLength != nil {
        try handle.copyNative(from: firstBit / 8, into: &raw)
      } else {
        try handle.decode(frame: frame, into: &raw)
      }
    }
    return d.interleaved(d.values(raw, firstBit: firstBit % 8))
  }
}

extension PixelDescription {
  /// Samples from little-endian bytes: the `bitsStored` bits below and at `highBit`, sign-extended.
  func values(_ raw: [UInt8], firstBit: Int) -> [Int32] {
    let n = samplesPerFrame
    switch bitsAllocated {
    case 1: return (0..<n).map { i in Int32(raw[(firstBit + i) >> 3] >> UInt8((firstBit + i) & 7) & 1) }
    case 8: return raw.map { sample(UInt32($0)) }
    case 16: return (0..<n).map { i in sample(UInt32(raw[2 * i]) | UInt32(raw[2 * i + 1]) << 8) }
    default:
      return (0..<n).map { i in
        let low = UInt32(raw[4 * i]) | UInt32(raw[4 * i + 1]) << 8
        return sample(low | UInt32(raw[4 * i + 2]) << 16 | UInt32(raw[4 * i + 3]) << 24)
      }
    }
  }

  /// Shifts the stored bits to the top and back, which clears what is above them and extends the sign.
  private func sample(_ word: UInt32) -> Int32 {
    let atTop = word << UInt32(31 - highBit)
    let back = 32 - bitsStored
    return isSigned ? Int32(bitPattern: atTop) >> Int32(back) : Int32(bitPattern: atTop >> UInt32(back))
  }

  /// Colour planes side by side.
  func interleaved(_ values: [Int32]) -> [Int32] {
    guard isPlanar, samplesPerPixel > 1 else { return values }
    let plane = rows * columns
    return values.indices.map { i in values[i % samplesPerPixel * plane + i / samplesPerPixel] }
  }
}
