import DICOM
import Foundation
import TestSupport

@testable import Acquisition

/// Changes of a study that no scanner makes: of values, types, sequences, instances and pixels.
///
/// The same seed makes the same changes. A change goes to one instance, to a series, or to all of the study:
/// what differs in one place is refused early, what is wrong throughout gets farther.
struct HostileMutation {
  private var random: SplitMix64
  /// What was done, for the message of a test that fails.
  private(set) var steps: [String] = []

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// The study after one to four changes.
  mutating func callAsFunction(_ study: [SyntheticInstance]) -> [SyntheticInstance] {
    var result = study
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      if result.isEmpty { break }
      switch Int.random(in: 0..<20, using: &random) {
      case 0: changeInstances(&result)
      case 1: changePixels(&result)
      case 2, 3: changeFrameCount(&result)
      default: changeElement(&result)
      }
    }
    return result
  }

  // MARK: Places

  private mutating func pick<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &random)] }

  /// The instances that a change goes to.
  private mutating func targets(_ study: [SyntheticInstance]) -> [Int] {
    let one = Int.random(in: study.indices, using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return [one]
    case 1:
      let uid = study[one].header.string(.seriesInstanceUID)
      return study.indices.filter { study[$0].header.string(.seriesInstanceUID) == uid }
    default: return Array(study.indices)
    }
  }

  /// Attributes that the reader computes with, also where the study lacks them.
  private static let attributes: [Tag] = [
    .rows, .columns, .bitsAllocated, .bitsStored, .highBit, .pixelRepresentation, .numberOfFrames,
    .imagePositionPatient, .imageOrientationPatient, .pixelSpacing, .sliceThickness, .echoTime,
    .effectiveEchoTime,
    .repetitionTime, .flipAngle, .imagingFrequency, .transmitterFrequency, .magneticFieldStrength,
    .pixelBandwidth, .patientPosition, .rescaleSlope, .rescaleIntercept, .rescaleType, .pixelPaddingValue,
    .pixelPaddingRangeLimit, .acquisitionMatrix, .inPlanePhaseEncodingDirection,
    .mrAcquisitionFrequencyEncodingSteps, .mrAcquisitionPhaseEncodingStepsInPlane, .convolutionKernel, .kvp,
    .gantryDetectorTilt, .acquisitionNumber, .seriesNumber, .instanceNumber, .temporalPositionIdentifier,
    .temporalPositionIndex, .acquisitionDate, .acquisitionTime, .acquisitionDateTime, .studyDate, .studyTime,
    .patientName, .patientID, .patientBirthDate, .patientSex, .otherPatientIDsSequence, .contrastBolusAgent,
    .contrastBolusVolume, .contrastBolusAgentSequence, .seriesDescription, .protocolName, .bodyPartExamined,
    .manufacturer, .imageType, .frameType, .complexImageComponent, .scanningSequence, .sequenceName,
    .realWorldValueMappingSequence, .sharedFunctionalGroupsSequence, .perFrameFunctionalGroupsSequence,
    .frameOfReferenceUID, .studyInstanceUID, .seriesInstanceUID, .sopInstanceUID, .sopClassUID,
    Tag(0x0043, 0x0010), Tag(0x0043, 0x102F), Tag(0x2005, 0x0010), Tag(0x2005, 0x100E), Tag(0x2005, 0x1011),
    Tag(0x2005, 0x0014), Tag(0x2005, 0x140F), Tag(0x0021, 0x0010), Tag(0x0021, 0x1075), Tag(0x0021, 0x10FE),
    Tag(0x0051, 0x0010), Tag(0x0051, 0x1011), Tag(0x0051, 0x1016), Tag(0x0029, 0x1020), Tag(0x0019, 0x109C),
  ]

  /// Numbers on which geometry, time and scale rest.
  private static let measures = Array(attributes[0..<38])

  // MARK: Elements

  private mutating func changeElement(_ study: inout [SyntheticInstance]) {
    let places = targets(study)
    let header = study[places[0]].header
    // Down into the functional groups or another sequence in half of the cases that have one.
    let sequences = header.tags.filter { !header.items($0).isEmpty }
    if !sequences.isEmpty, Bool.random(using: &random) {
      let tag = pick(sequences)
      let isForAll = Bool.random(using: &random)
      let item = Int.random(in: header.items(tag).indices, using: &random)
      let change = elementChange(in: header.items(tag)[item], depth: 1)
      steps.append("\(tag) \(isForAll ? "all" : "\(item)"): \(change.text)")
      for i in places {
        var items = study[i].header.items(tag)
        for k in items.indices where isForAll || k == item { items[k] = change.apply(items[k]) }
        study[i].header.set(tag, items: items)
      }
    } else {
      let change = elementChange(in: header, depth: 0)
      steps.append("\(places.count) headers: \(change.text)")
      for i in places { study[i].header = change.apply(study[i].header) }
    }
  }

  private struct Change {
    let text: String
    let apply: (DataSet) -> DataSet
  }

  private mutating func elementChange(in dataSet: DataSet, depth: Int) -> Change {
    let inner = dataSet.tags.filter { !dataSet.items($0).isEmpty }
    if depth > 0, depth < 4, !inner.isEmpty, Int.random(in: 0..<4, using: &random) > 0 {
      let tag = pick(inner)
      let change = elementChange(in: dataSet.items(tag)[0], depth: depth + 1)
      return Change(text: "\(tag) " + change.text) { d in
        var d = d
        if let first = d.items(tag).first {
          d.set(tag, items: [change.apply(first)] + d.items(tag).dropFirst())
        }
        return d
      }
    }
    let pool =
      switch Int.random(in: 0..<4, using: &random) {
      case 0, 1: Self.measures
      case 2: Self.attributes
      default: dataSet.isEmpty ? Self.attributes : dataSet.tags
      }
    let tag = pick(pool)
    if let numbers = dataSet[tag].map({ _ in dataSet.doubles(tag) }), !numbers.isEmpty,
      Bool.random(using: &random)
    {
      return numberChange(tag, count: numbers.count)
    }
    let element = hostileElement(tag)
    return Change(text: "\(tag) = \(element.map { String("\($0)".prefix(120)) } ?? "nil")") { d in
      var d = d
      d[tag] = element
      return d
    }
  }

  /// A change of what stands there: another sign, scale, order or number of values.
  private mutating func numberChange(_ tag: Tag, count: Int) -> Change {
    let factor = pick([-1, 0, 1e-3, 1.0001, 1.5, 1000, 1e-300, 1e300])
    let index = Int.random(in: 0..<count, using: &random)
    let kind = Int.random(in: 0..<5, using: &random)
    return Change(text: "\(tag) kind \(kind) × \(factor) at \(index)") { d in
      var values = d.doubles(tag)
      guard values.indices.contains(index), let vr = d[tag]?.vr else { return d }
      switch kind {
      case 0: values = values.map { $0 * factor }
      case 1: values[index] *= factor
      case 2: values.remove(at: index)
      case 3: values.append(values[index])
      default: values.reverse()
      }
      var d = d
      d[tag] = DataElement(
        vr: vr == .DS || vr == .IS ? vr : .FD,
        value: vr == .DS || vr == .IS
          ? .strings(values.map { "\($0)" }) : .doubles(values))
      return d
    }
  }

  private mutating func hostileElement(_ tag: Tag) -> DataElement? {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return nil
    case 1: return DataElement(vr: pick([.FD, .FL]), value: .doubles(repeated(Self.doubles)))
    case 2: return DataElement(vr: pick([.US, .SS, .SL, .UL]), value: .integers(repeated(Self.integers)))
    case 3:
      let bytes = (0..<pick([0, 1, 2, 4, 8, 9, 2000])).map { _ in UInt8.random(in: 0...255, using: &random) }
      return DataElement(vr: .UN, value: .bytes(bytes))
    case 4:
      let count = pick([0, 1, 2, 5])
      return DataElement(vr: .SQ, value: .items(Array(repeating: DataSet(), count: count)))
    case 5: return DataElement(vr: pick([.LO, .CS, .PN, .UN, .LT]), value: .strings(repeated(Self.texts)))
    default: return DataElement(vr: pick([.DS, .IS]), value: .strings(repeated(Self.numbers)))
    }
  }

  /// As many values as attributes have, each from the list or all of them one.
  private mutating func repeated<T>(_ list: [T]) -> [T] {
    let count = pick([1, 1, 2, 3, 4, 6, 6, 7])
    let same = pick(list)
    let isOne = Bool.random(using: &random)
    return (0..<count).map { _ in isOne ? same : pick(list) }
  }

  private static let doubles: [Double] = [
    .nan, .infinity, -.infinity, 1e308, -1e308, 5e-324, 1e-300, -0.0, 0, 1, -1, 0.5, 2, 1e9, 9.3e18, 4096,
    200,
  ]
  private static let integers = [
    0, 1, -1, 2, 3, 8, 16, 31, 32, 33, 4095, 4096, 4097, 32768, 65535, 65536, -32768, -65536, .max, .min,
    1 << 53,
  ]
  private static let numbers = [
    "0", "-0", "1", "-1", "2", "0.0001", "99999999999", "9223372036854775807", "-9223372036854775808",
    "1e308",
    "-1e308", "1e309", "nan", "inf", "-inf", "5e-324", "", " ", "1e", "0x10", "1,5", "1.0000001", "65535",
    "33",
    "4096", "3.5", "100", "200", String(repeating: "9", count: 400), "1e12", "-1e12", "9999", "10000", "0.2",
  ]
  private static let texts = [
    "", " ", "\u{0}", "\u{1B}[31m", "a\nb\r\n", "½", "٣٤", "²³", "Ⅷ", "\u{FFFD}", "🧠", "e\u{301}", "^^^^",
    "=,=",
    "^=^=^", ",", ".", "-", "ROW", "COL", "MIXED", "PHASE", "MAGNITUDE", "REAL", "HFDR", "rad", "mrad", "US",
    "00000000", "99999999", "20261301", "19000101", "2026", "-1234567", "246060", "235960.9999999",
    "20260101246060+9999", "Hr40f\\3", "FC99999999999999999999", "H-1", "9999999999999999999KEV", "KEV",
    "SIEMENS", "GE ", "Philips", "GEMS_PARM_01", "1.2..3", String(repeating: "1.", count: 40), "../../x",
    String(repeating: "A", count: 10_000), String(repeating: "^", count: 10_000),
    String(repeating: "Ä é", count: 1000),
  ]

  // MARK: Frames, instances, pixels

  private mutating func changeFrameCount(_ study: inout [SyntheticInstance]) {
    let declared = pick(["0", "-1", "1", "2", "7", "100", "65536", "65537", "99999999999", "", "x", "1e3"])
    let groups = Int.random(in: 0..<5, using: &random)
    steps.append("frames \(declared), groups \(groups)")
    for i in targets(study) {
      if groups != 1 { study[i].header.set(.numberOfFrames, .IS, declared) }
      var items = study[i].header.items(.perFrameFunctionalGroupsSequence)
      switch groups {
      case 1: items = Array(items.dropLast(items.count / 2))
      case 2: items += items
      case 3: items = items.map { _ in DataSet() }
      default: continue
      }
      study[i].header.set(.perFrameFunctionalGroupsSequence, items: items)
    }
  }

  private mutating func changeInstances(_ study: inout [SyntheticInstance]) {
    let i = Int.random(in: study.indices, using: &random)
    let kind = Int.random(in: 0..<4, using: &random)
    steps.append("instances kind \(kind) at \(i)")
    switch kind {
    case 0: study.remove(at: i)
    case 1: study.append(study[i])
    case 2:
      var copy = study[i]
      copy.header.set(.sopInstanceUID, .UI, "1.2.3.9.\(i)")
      copy.header.set(.seriesInstanceUID, .UI, pick(["1.2.3.10", "1.2.3.11", "1.2.4.10", "1.2.3.99"]))
      study.append(copy)
    default: study.shuffle(using: &random)
    }
  }

  private mutating func changePixels(_ study: inout [SyntheticInstance]) {
    let value = pick([0, 1, -1, 4095, 65535, Int32.max, Int32.min])
    let kind = Int.random(in: 0..<4, using: &random)
    steps.append("pixels kind \(kind), \(value)")
    for i in targets(study) {
      switch kind {
      case 0: study[i].frames = study[i].frames.map { $0.map { _ in value } }
      case 1: study[i].frames = study[i].frames.map { $0.dropLast() }
      case 2: study[i].frames = []
      default:
        for f in study[i].frames.indices {
          for k in study[i].frames[f].indices where Bool.random(using: &random) {
            study[i].frames[f][k] = value
          }
        }
      }
    }
  }
}
