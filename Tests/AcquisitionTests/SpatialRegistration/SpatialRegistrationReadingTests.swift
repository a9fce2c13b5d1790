import DICOM
import Testing
import Vocabulary

@testable import Acquisition

/// Objects are built element by element; points are carried by the matrices themselves.
struct SpatialRegistrationReadingTests {
  private static let ct = RegisteredSeries(
    modality: "CT", frameOfReferenceUID: "2.25.20", sopInstanceUIDs: ["2.25.21", "2.25.22"])
  private static let mr = RegisteredSeries(
    modality: "MR", frameOfReferenceUID: "2.25.10", sopInstanceUIDs: ["2.25.11"])

  private static let a = affine(axis: SIMD3(1, 2, -1), radians: 0.3, SIMD3(10, -240.5, 33))
  private static let b = affine(axis: SIMD3(-2, 1, 4), radians: -0.7, SIMD3(-3, 12, 380.25))

  private static func affine(axis: SIMD3<Double>, radians: Double, _ t: SIMD3<Double>) -> Affine {
    Affine(linear: .rotation(about: axis, radians: radians), translation: t)
  }

  /// An item; `matrices` as they stand in the file, row by row.
  private static func item(
    _ frame: String?, _ matrices: [[Double]], type: String = "RIGID", images: [String] = [],
    together: Bool = true
  ) -> DataSet {
    var d = DataSet()
    if let frame { d.set(.frameOfReferenceUID, .UI, frame) }
    if !images.isEmpty {
      d.set(
        .referencedImageSequence,
        items: images.map { uid in
          var r = DataSet()
          r.set(.referencedSOPInstanceUID, .UI, uid)
          return r
        })
    }
    let items = matrices.map { m in
      var r = DataSet()
      r.set(.frameOfReferenceTransformationMatrixType, .CS, type)
      r.set(.frameOfReferenceTransformationMatrix, .DS, doubles: m)
      return r
    }
    d.set(
      .matrixRegistrationSequence,
      items: (together ? [items] : items.map { [$0] }).map { matrices in
        var r = DataSet()
        r.set(.matrixSequence, items: matrices)
        return r
      })
    return d
  }

  private static func object(registered: String, _ items: [DataSet]) -> DataSet {
    var d = DataSet()
    d.set(.sopClassUID, .UI, "1.2.840.10008.5.1.4.1.1.66.1")
    d.set(.frameOfReferenceUID, .UI, registered)
    d.set(.registrationSequence, items: items)
    return d
  }

  private func read(
    _ d: DataSet, ct: RegisteredSeries = Self.ct, mr: RegisteredSeries = Self.mr
  ) throws(SpatialRegistrationRefusal) -> RigidTransform<CTPatient, MRPatient> {
    try spatialRegistration(d, ct: ct, mr: mr)
  }

  private func refusal(_ d: DataSet) -> SpatialRegistrationRefusal? {
    do throws(SpatialRegistrationRefusal) {
      _ = try read(d)
      return nil
    } catch { return error }
  }

  /// Rows times column, as the standard writes it.
  private func carry(_ p: SIMD3<Double>, _ m: [Double]) -> SIMD3<Double> {
    SIMD3(
      m[0] * p.x + m[1] * p.y + m[2] * p.z + m[3], m[4] * p.x + m[5] * p.y + m[6] * p.z + m[7],
      m[8] * p.x + m[9] * p.y + m[10] * p.z + m[11])
  }

  /// Both ways into the registered frame meet in the same point.
  private func expectMeet(
    _ t: RigidTransform<CTPatient, MRPatient>, ctMatrices: [Affine], mrMatrices: [Affine]
  ) {
    for p in [SIMD3<Double>(0, 0, 0), SIMD3(70, -110, 20), SIMD3(-31, 64, 900)] {
      let fromCT = ctMatrices.reduce(p) { carry($0, $1.rowMajor16) }
      let fromMR = mrMatrices.reduce(t(Point(p)).lps) { carry($0, $1.rowMajor16) }
      #expect(length(fromCT - fromMR) < 1e-8)
    }
  }

  @Test func theRegisteredFrameMayBeEither_OrAThird() throws {
    let (a, b) = (Self.a.rowMajor16, Self.b.rowMajor16)
    let one = Affine.identity.rowMajor16
    let ofMR = Self.object(registered: "2.25.10", [Self.item("2.25.10", [one]), Self.item("2.25.20", [a])])
    expectMeet(try read(ofMR), ctMatrices: [Self.a], mrMatrices: [])
    let ofCT = Self.object(registered: "2.25.20", [Self.item("2.25.10", [b]), Self.item("2.25.20", [one])])
    expectMeet(try read(ofCT), ctMatrices: [], mrMatrices: [Self.b])
    let third = Self.object(registered: "2.25.99", [Self.item("2.25.10", [b]), Self.item("2.25.20", [a])])
    expectMeet(try read(third), ctMatrices: [Self.a], mrMatrices: [Self.b])
  }

  /// Rotations do not commute: the first matrix is applied first.
  @Test(arguments: [true, false])
  func severalMatricesAreAppliedInOrder(together: Bool) throws {
    let d = Self.object(
      registered: "2.25.10",
      [Self.item("2.25.20", [Self.a.rowMajor16, Self.b.rowMajor16], together: together)])
    expectMeet(try read(d), ctMatrices: [Self.a, Self.b], mrMatrices: [])
  }

  @Test func theRegisteredFrameNeedsNoItem() throws {
    let d = Self.object(registered: "2.25.20", [Self.item("2.25.10", [Self.b.rowMajor16])])
    expectMeet(try read(d), ctMatrices: [], mrMatrices: [Self.b])
  }

  /// One frame for both: the identity, unless items tell the images apart.
  @Test func sharedFrames() throws {
    let mr = RegisteredSeries(modality: "MR", frameOfReferenceUID: "2.25.20", sopInstanceUIDs: ["2.25.11"])
    let plain = Self.object(registered: "2.25.20", [Self.item("2.25.20", [Self.a.rowMajor16])])
    let t = try read(plain, mr: mr)
    for (x, y) in zip(t.rowMajor16, Affine.identity.rowMajor16) { #expect(abs(x - y) < 1e-12) }
    let apart = Self.object(
      registered: "2.25.20",
      [
        Self.item("2.25.20", [Affine.identity.rowMajor16], images: ["2.25.11"]),
        Self.item("2.25.20", [Self.a.rowMajor16], images: ["2.25.22"]),
      ])
    expectMeet(try read(apart, mr: mr), ctMatrices: [Self.a], mrMatrices: [])
  }

  @Test func anItemMayNameImagesOnly() throws {
    let d = Self.object(
      registered: "2.25.10", [Self.item(nil, [Self.a.rowMajor16], images: ["2.25.22"])])
    expectMeet(try read(d), ctMatrices: [Self.a], mrMatrices: [])
  }

  /// Six decimals, as other programs write them, become a rotation again.
  @Test func roundedMatricesAreMadeRotations() throws {
    let digits = Self.a.rowMajor16.map { ($0 * 1e6).rounded() / 1e6 }
    let t = try read(Self.object(registered: "2.25.10", [Self.item("2.25.20", [digits])]))
    let gram = t.rotation.transpose * t.rotation
    for r in 0..<3 { for c in 0..<3 { #expect(abs(gram[r, c] - (r == c ? 1 : 0)) < 1e-14) } }
    for (x, y) in zip(t.rowMajor16, Self.a.rowMajor16) { #expect(abs(x - y) < 2e-6) }
  }

  @Test func whatIsNotRigidIsRefused() {
    func refused(_ linear: Matrix3, type: String = "RIGID") -> SpatialRegistrationRefusal? {
      let m = Affine(linear: linear, translation: SIMD3(1, 2, 3)).rowMajor16
      return refusal(Self.object(registered: "2.25.10", [Self.item("2.25.20", [m], type: type)]))
    }
    let r = Self.a.linear
    #expect(refused(r) == nil)
    #expect(refused(r * Matrix3(diagonal: SIMD3(1.001, 1, 1))) == .notRigid("scales"))
    #expect(refused(r * Matrix3(diagonal: SIMD3(-1, 1, 1))) == .notRigid("mirrors"))
    let shear = Matrix3(columns: SIMD3(1, 0, 0), normalized(SIMD3(0.01, 1, 0)), SIMD3(0, 0, 1))
    #expect(refused(r * shear) == .notRigid("shears"))
    for type in ["RIGID_SCALE", "AFFINE"] { #expect(refused(r, type: type) == .otherType(type)) }
    var m = Self.a.rowMajor16
    m[12] = 0.001
    #expect(refusal(Self.object(registered: "2.25.10", [Self.item("2.25.20", [m])])) == .malformedMatrix)
    m.removeLast()
    #expect(refusal(Self.object(registered: "2.25.10", [Self.item("2.25.20", [m])])) == .malformedMatrix)
    #expect(
      refusal(Self.object(registered: "2.25.10", [Self.item("2.25.20", [])])) == .noMatrix(frame: "2.25.20"))
  }

  @Test func otherImagesAreRefusedByName() throws {
    let a = Self.a.rowMajor16
    let otherCT = refusal(
      Self.object(registered: "2.25.10", [Self.item("2.25.10", [a]), Self.item("2.25.77", [a])]))
    #expect(
      otherCT == .otherFrames(modality: "CT", expected: "2.25.20", found: ["2.25.10", "2.25.77"]))
    let sentence = try #require(otherCT?.description)
    #expect(sentence.contains("2.25.20") && sentence.contains("2.25.77"))
    let otherMR = refusal(Self.object(registered: "2.25.77", [Self.item("2.25.20", [a])]))
    #expect(
      otherMR == .otherFrames(modality: "MR", expected: "2.25.10", found: ["2.25.77", "2.25.20"]))
    // The series' own image under another frame.
    #expect(
      refusal(Self.object(registered: "2.25.10", [Self.item("2.25.77", [a], images: ["2.25.21"])]))
        == .otherFrames(modality: "CT", expected: "2.25.20", found: ["2.25.77"]))
    #expect(
      refusal(
        Self.object(
          registered: "2.25.10", [Self.item("2.25.20", [a]), Self.item("2.25.20", [Self.b.rowMajor16])]))
        == .ambiguous(modality: "CT"))
    var deformable = Self.object(registered: "2.25.10", [Self.item("2.25.20", [a])])
    deformable.set(.sopClassUID, .UI, "1.2.840.10008.5.1.4.1.1.66.3")
    #expect(refusal(deformable) == .otherClass(sopClassUID: "1.2.840.10008.5.1.4.1.1.66.3"))
    #expect(refusal(DataSet()) == .otherClass(sopClassUID: ""))
  }
}
