import DICOM

/// A line from stored values to an angle, from a Real World Value Mapping (PS3.3 C.7.6.16.2.11).
struct RealWorldScale: Hashable, Sendable {
  /// Radians a stored value.
  let slope: Double
  /// Radians at stored value 0.
  let intercept: Double
  /// The UCUM code of the unit.
  let unit: String

  /// Radians of one unit, by UCUM code.
  private static let radians: [String: Double] = ["rad": 1, "mrad": 1e-3, "deg": Double.pi / 180]

  /// The mapping of a frame whose unit is an angle; nil if there is none, or several that differ.
  init?(_ attributes: FrameAttributes) {
    let shared = attributes.header.items(.sharedFunctionalGroupsSequence).first ?? DataSet()
    let level = [attributes.groups, shared, attributes.header]
      .first { !$0.items(.realWorldValueMappingSequence).isEmpty }
    let lines = Set((level?.items(.realWorldValueMappingSequence) ?? []).compactMap(Self.init(item:)))
    guard lines.count == 1, let only = lines.first else { return nil }
    self = only
  }

  private init?(item: DataSet) {
    guard let unit = item.items(.measurementUnitsCodeSequence).first,
      unit.string(.codingSchemeDesignator) == "UCUM", let code = unit.string(.codeValue),
      let factor = Self.radians[code], let slope = item.double(.realWorldValueSlope), slope != 0,
      let intercept = item.double(.realWorldValueIntercept)
    else { return nil }
    self.slope = slope * factor
    self.intercept = intercept * factor
    self.unit = code
  }
}
