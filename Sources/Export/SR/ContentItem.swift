import DICOM

/// How a content item belongs to its parent (PS3.3 C.17.3.2.4).
enum Relationship: String {
  case contains = "CONTAINS"
  case conceptModifier = "HAS CONCEPT MOD"
  case observationContext = "HAS OBS CONTEXT"
  case acquisitionContext = "HAS ACQ CONTEXT"
  case inferred = "INFERRED FROM"
}

/// One node of a structured report's tree (PS3.3 C.17.3): relationship to its parent, type, concept, value
/// and children.
///
/// Made only by the functions below, so that a node without a needed value cannot be.
struct ContentItem {
  /// Relationship with the parent; nil at the root.
  let relationship: Relationship?
  private let valueType: String
  private let name: Code?
  private let value: DataSet
  private var children: [ContentItem]

  private init(
    _ relationship: Relationship?, _ valueType: String, _ name: Code?, _ value: DataSet,
    _ children: [ContentItem]
  ) {
    self.relationship = relationship
    self.valueType = valueType
    self.name = name
    self.value = value
    self.children = children
  }

  /// The node and everything below it as a data set.
  var dataSet: DataSet {
    var d = value
    if let relationship { d.set(.relationshipType, .CS, relationship.rawValue) }
    d.set(.valueType, .CS, valueType)
    if let name { d.set(.conceptNameCodeSequence, items: [name.item]) }
    if !children.isEmpty { d.set(.contentSequence, items: children.map(\.dataSet)) }
    return d
  }

  /// Itself, or with more children if it is a number.
  func addingToNumber(_ items: [ContentItem]) -> ContentItem {
    var copy = self
    if valueType == "NUM" { copy.children += items }
    return copy
  }

  /// CONTAINER, SEPARATE; `template` is the DCMR template it follows.
  static func container(
    _ relationship: Relationship?, _ name: Code, template: String? = nil, _ children: [ContentItem]
  ) -> ContentItem {
    var v = DataSet()
    v.set(.continuityOfContent, .CS, "SEPARATE")
    if let template {
      var t = DataSet()
      t.set(.mappingResource, .CS, "DCMR")
      t.set(.templateIdentifier, .CS, template)
      v.set(.contentTemplateSequence, items: [t])
    }
    return ContentItem(relationship, "CONTAINER", name, v, children)
  }

  /// CODE.
  static func code(
    _ relationship: Relationship, _ name: Code, _ code: Code, _ children: [ContentItem] = []
  ) -> ContentItem {
    var v = DataSet()
    v.set(.conceptCodeSequence, items: [code.item])
    return ContentItem(relationship, "CODE", name, v, children)
  }

  /// TEXT.
  static func text(
    _ relationship: Relationship, _ name: Code, _ text: String, _ children: [ContentItem] = []
  ) -> ContentItem {
    var v = DataSet()
    v.set(.textValue, .UT, text)
    return ContentItem(relationship, "TEXT", name, v, children)
  }

  /// UIDREF.
  static func uidReference(_ relationship: Relationship, _ name: Code, _ uid: String) -> ContentItem {
    var v = DataSet()
    v.set(.uid, .UI, uid)
    return ContentItem(relationship, "UIDREF", name, v, [])
  }

  /// PNAME.
  static func personName(_ relationship: Relationship, _ name: Code, _ person: String) -> ContentItem {
    var v = DataSet()
    v.set(.personName, .PN, person)
    return ContentItem(relationship, "PNAME", name, v, [])
  }

  /// NUM with a value.
  static func number(
    _ name: Code, _ number: Double, unit: Code, _ children: [ContentItem] = []
  ) -> ContentItem {
    var measured = DataSet()
    measured.set(.measurementUnitsCodeSequence, items: [unit.item])
    measured.set(.numericValue, .DS, doubles: [number])
    measured.set(.floatingPointValue, .FD, doubles: [number])
    var v = DataSet()
    v.set(.measuredValueSequence, items: [measured])
    return ContentItem(.contains, "NUM", name, v, children)
  }

  /// NUM without a value: considered, and withheld for a reason.
  static func withheldNumber(_ name: Code, reason: String, _ children: [ContentItem] = []) -> ContentItem {
    var v = DataSet()
    v.set(.measuredValueSequence, items: [])
    v.set(.numericValueQualifierCodeSequence, items: [Codes.valueIndeterminate.item])
    return ContentItem(
      .contains, "NUM", name, v,
      children + [.text(.conceptModifier, PrivateCodes.withheldReason, reason)])
  }

  /// IMAGE, with the segment where it is a segmentation.
  ///
  /// The concept may be left out in an image library.
  static func image(
    _ relationship: Relationship, _ name: Code?, _ reference: SourceImageInstance, segment: Int? = nil
  ) -> ContentItem {
    var r = reference.item
    if let segment { r.set(.referencedSegmentNumber, .US, ints: [segment]) }
    var v = DataSet()
    v.set(.referencedSOPSequence, items: [r])
    return ContentItem(relationship, "IMAGE", name, v, [])
  }

  /// SCOORD3D, a closed planar polygon in patient millimetres.
  static func polygon(
    _ relationship: Relationship, _ name: Code, _ vertices: [SIMD3<Double>], frameOfReference: String
  ) -> ContentItem {
    var v = DataSet()
    v.set(.graphicData, .FL, doubles: vertices.flatMap { [$0.x, $0.y, $0.z] })
    v.set(.graphicType, .CS, "POLYGON")
    v.set(.referencedFrameOfReferenceUID, .UI, frameOfReference)
    return ContentItem(relationship, "SCOORD3D", name, v, [])
  }
}
