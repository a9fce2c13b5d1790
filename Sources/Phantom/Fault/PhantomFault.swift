import DICOM

/// One thing that goes wrong between scanner and archive, as a change of the files.
struct PhantomFault: Sendable {
  /// Makes it happen.
  let apply: @Sendable (inout PhantomStudy) -> Void

  init(_ apply: @escaping @Sendable (inout PhantomStudy) -> Void) { self.apply = apply }

  /// Files of some images are lost.
  static func losing(_ images: @escaping @Sendable (DataSet) -> Bool) -> PhantomFault {
    PhantomFault { $0.files.removeAll { $0.dataSet.map(images) ?? false } }
  }

  /// Attributes of some images are changed.
  static func editing(
    _ images: @escaping @Sendable (DataSet) -> Bool, _ change: @escaping @Sendable (inout DataSet) -> Void
  ) -> PhantomFault {
    PhantomFault { study in
      for i in study.files.indices {
        guard var d = study.files[i].dataSet, images(d) else { continue }
        change(&d)
        study.files[i].content = .image(d)
      }
    }
  }

  /// Copies of some images, changed, are added in a folder of their own.
  static func adding(
    _ folder: String, copiesOf images: @escaping @Sendable (DataSet) -> Bool,
    _ change: @escaping @Sendable (inout DataSet) -> Void
  ) -> PhantomFault {
    PhantomFault { study in
      let copies = study.files.filter { $0.dataSet.map(images) ?? false }
      for (i, file) in copies.enumerated() {
        guard var d = file.dataSet else { continue }
        change(&d)
        study.files.append(
          PhantomStudy.File(
            path: "\(folder)/IM\(i + 1)", content: .image(d), transferSyntax: file.transferSyntax))
      }
    }
  }

  /// All images are encoded in another transfer syntax.
  static func compressed(_ syntax: TransferSyntax) -> PhantomFault {
    PhantomFault { study in
      for i in study.files.indices { study.files[i].transferSyntax = syntax }
    }
  }

  /// Something happens to the bytes of the first image of some.
  static func damaging(
    _ damage: PhantomStudy.File.Damage, _ images: @escaping @Sendable (DataSet) -> Bool
  ) -> PhantomFault {
    PhantomFault { study in
      if let i = study.files.firstIndex(where: { $0.dataSet.map(images) ?? false }) {
        study.files[i].damage = damage
      }
    }
  }

  /// A file that is no image.
  static func file(_ path: String, _ bytes: [UInt8]) -> PhantomFault {
    PhantomFault { study in
      study.files.append(
        PhantomStudy.File(path: path, content: .bytes(bytes), transferSyntax: .explicitVRLittleEndian))
    }
  }

  /// Several things at once, in this order.
  static func all(_ faults: PhantomFault...) -> PhantomFault {
    PhantomFault { study in
      for fault in faults { fault.apply(&study) }
    }
  }
}

// Which images, by their attributes.

extension DataSet {
  var isMR: Bool { string(.modality) == "MR" }
  var isCT: Bool { string(.modality) == "CT" }
  /// Classic images only, which is what faults are made of.
  var isPhase: Bool { isMR && strings(.imageType).contains("P") }
  var isMagnitude: Bool { isMR && strings(.imageType).contains("M") }
  /// From 1.
  var echo: Int { int(.echoNumbers) ?? 0 }
  /// Height of the slice's first pixel in the patient, mm.
  var height: Double { doubles(.imagePositionPatient).last ?? 0 }

  /// An identifier that belongs to `part` and to nothing else: the old one with an arc that is a hash of `part`.
  private func derived(_ tag: Tag, _ part: String) -> String {
    var hash: UInt32 = 2_166_136_261  // FNV-1a, 32 bits
    for byte in ((string(tag) ?? "") + "|" + part).utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    // "2.25." and 39 digits at most leave room for an arc.
    return "\(string(tag) ?? "2.25").\(hash)"
  }

  /// Makes it an instance of its own in the same series.
  mutating func renew(_ part: String) { set(.sopInstanceUID, .UI, derived(.sopInstanceUID, part)) }

  /// Makes it an instance of a series of its own.
  mutating func renewSeries(_ part: String, number: Int, description: String) {
    renew(part)
    set(.seriesInstanceUID, .UI, derived(.seriesInstanceUID, part))
    set(.seriesNumber, .IS, ints: [number])
    set(.seriesDescription, .LO, description)
    set(.protocolName, .LO, description)
  }

  /// Changes the stored numbers, 16-bit words; `index` runs row by row.
  mutating func mapPixels(_ change: (_ index: Int, _ value: Int) -> Int) {
    guard var bytes = bytes(.pixelData), let element = self[.pixelData] else { return }
    for i in 0..<(bytes.count / 2) {
      let value = change(i, Int(bytes[2 * i]) | Int(bytes[2 * i + 1]) << 8)
      bytes[2 * i] = UInt8(truncatingIfNeeded: value)
      bytes[2 * i + 1] = UInt8(truncatingIfNeeded: value >> 8)
    }
    set(.pixelData, element.vr, bytes: bytes)
  }
}
