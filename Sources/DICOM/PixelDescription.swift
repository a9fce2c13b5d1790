/// How the samples of an image are stored: the Image Pixel module (PS3.3 section C.7.6.3).
public struct PixelDescription: Hashable, Sendable {
  /// Rows (0028,0010) of a frame.
  public let rows: Int
  /// Columns (0028,0011) of a frame.
  public let columns: Int
  /// Number of Frames (0028,0008); 1 if absent.
  public let frames: Int
  /// Samples per Pixel (0028,0002): 1, or 3 for colour.
  public let samplesPerPixel: Int
  /// Bits Allocated (0028,0100) a sample.
  public let bitsAllocated: Int
  /// Bits Stored (0028,0101) a sample.
  public let bitsStored: Int
  /// High Bit (0028,0102).
  public let highBit: Int
  /// Pixel Representation (0028,0103): two's complement if true.
  public let isSigned: Bool
  /// Photometric Interpretation (0028,0004).
  public let photometricInterpretation: String
  /// Planar Configuration (0028,0006): true if colour planes follow each other.
  public let isPlanar: Bool

  /// The description in a data set; nil if an attribute that it needs is absent.
  init?(_ d: DataSet) {
    // Clamped to where no later arithmetic can overflow; nonsense stays outside every range that is accepted.
    func number(_ tag: Tag) -> Int? { d.int(tag).map { min(max($0, -1), Int(Int32.max)) } }
    guard let rows = number(.rows), let columns = number(.columns), let allocated = number(.bitsAllocated)
    else { return nil }
    self.rows = rows
    self.columns = columns
    // A number that is there and cannot be read is not one frame.
    frames = number(.numberOfFrames) ?? (d.string(.numberOfFrames) == nil ? 1 : 0)
    samplesPerPixel = number(.samplesPerPixel) ?? 1
    bitsAllocated = allocated
    bitsStored = number(.bitsStored) ?? allocated
    highBit = number(.highBit) ?? bitsStored - 1
    isSigned = number(.pixelRepresentation) == 1
    photometricInterpretation = d.string(.photometricInterpretation) ?? ""
    isPlanar = number(.planarConfiguration) == 1
  }

  /// Samples of a frame: rows × columns × samples per pixel.
  ///
  /// At most 2³⁴, since each factor is a 16-bit
  /// attribute or was checked.
  var samplesPerFrame: Int { rows * columns * samplesPerPixel }

  /// Bits of a frame as stored natively.
  var bitsPerFrame: Int { samplesPerFrame * bitsAllocated }

  /// Why the pixels cannot be decoded; nil if they can.
  ///
  /// Nothing is allocated before this has passed.
  func objection(_ limits: ReadLimits) -> String? {
    guard (1...65535).contains(rows), (1...65535).contains(columns) else {
      return "Rows × Columns is \(rows) × \(columns)"
    }
    guard samplesPerPixel == 1 || samplesPerPixel == 3 else {
      return "Samples per Pixel is \(samplesPerPixel)"
    }
    guard [1, 8, 16, 32].contains(bitsAllocated) else { return "Bits Allocated is \(bitsAllocated)" }
    guard (1...bitsAllocated).contains(bitsStored), highBit >= bitsStored - 1, highBit < bitsAllocated else {
      return "Bits Stored is \(bitsStored), High Bit \(highBit), Bits Allocated \(bitsAllocated)"
    }
    guard bitsStored < 32 || isSigned else { return "Bits Stored is 32, unsigned" }
    guard frames >= 1 else { return "Number of Frames is \(frames)" }
    let bytes = bitsPerFrame / 8
    guard bytes <= limits.frameBytes else {
      return "a frame would have \(bytes) bytes, allowed are \(limits.frameBytes)"
    }
    let (total, overflow) = max(bytes, 1).multipliedReportingOverflow(by: frames)
    guard !overflow, total <= limits.totalFrameBytes else {
      return "\(frames) frames of \(bytes) bytes are more than the \(limits.totalFrameBytes) bytes allowed"
    }
    return nil
  }
}
