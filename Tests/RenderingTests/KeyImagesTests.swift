import Testing
import Vocabulary
import Voxels

@testable import Rendering

/// Laterality is read from pixels and coordinates, never from names alone.
struct KeyImagesTests {
  private func image(_ name: String, _ images: [RenderedImage]) throws -> RenderedImage {
    try #require(images.first { $0.name == name })
  }

  /// Columns and rows of pixels whose colour lies near `ink`.
  private func pixels(near ink: Ink, in image: RenderedImage, tolerance: Int = 40) -> [SIMD2<Double>] {
    let want = [ink.red, ink.green, ink.blue].map { Int($0 * 255) }
    // The section only: legend and title have the same colours.
    let rows = Tile.top..<(image.height - Tile.bottom)
    var found: [SIMD2<Double>] = []
    for y in rows {
      for x in 0..<(image.width - Tile.side) {
        let o = 3 * (x + image.width * y)
        if (0..<3).allSatisfy({ abs(Int(image.rgb[o + $0]) - want[$0]) <= tolerance }) {
          found.append(SIMD2(Double(x), Double(y)))
        }
      }
    }
    return found
  }

  /// A volume with one bright ball.
  private func ball(at center: SIMD3<Double>) -> KeyImageVolumes {
    var v = SyntheticHead.standard
    v.masks = [:]
    v.fociCT = nil
    v.fociQSM = nil
    for o in 0..<v.chi.voxels.count {
      let i = v.chi.grid.index(ofOffset: o)
      let p = v.chi.grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
      v.chi.voxels[o] = length(p - center) < 8 ? 0.2 : -0.1
    }
    return v
  }

  private func mean(_ points: [SIMD2<Double>]) -> SIMD2<Double> {
    points.reduce(.zero, +) / Double(max(points.count, 1))
  }

  @Test func patientsLeftIsOnTheImagesRightAndFrontIsUp() throws {
    let center = SIMD3<Double>(40, -45, 0)
    let images = try renderKeyImages(ball(at: center), center: Point(center))
    let axial = try image("qsm-axial", images)
    let spot = mean(pixels(near: .white, in: axial, tolerance: 10))
    #expect(spot.x > Double(axial.width - Tile.side) * 0.6)
    #expect(spot.y < Double(axial.height) * 0.4)
  }

  @Test func coronalShowsTheHeadUp() throws {
    let center = SIMD3<Double>(-40, 0, 35)
    let images = try renderKeyImages(ball(at: center), center: Point(center))
    let coronal = try image("qsm-coronal", images)
    let spot = mean(pixels(near: .white, in: coronal, tolerance: 10))
    #expect(spot.x < Double(coronal.width - Tile.side) * 0.4)
    #expect(spot.y < Double(coronal.height) * 0.4)
  }

  /// The display plane is a true axial plane: whatever the slab's tilt, a point lands where its LPS says.
  @Test(arguments: [0.0, 12, 30])
  func obliqueSlabsAreResampledToTruePlanes(tilt: Double) throws {
    let v = SyntheticHead.volumes(grid: SyntheticHead.grid(tiltDegrees: tilt))
    let focus = Point<MRPatient>(SyntheticHead.focus)
    let plane = DisplayPlane(.axial, center: focus, widthMm: 80, heightMm: 60, columns: 320)
    let foci = try #require(v.fociCT)
    let values = try #require(plane.sample(foci))
    let inside = values.indices.filter { values[$0] >= 0.5 }
      .map { SIMD2(Double($0 % plane.columns), Double($0 / plane.columns)) }
    let distance = mean(inside) - plane.pixel(of: focus)
    // One voxel of 1.6 mm is 6.4 pixels here; the mask's centre is known to half of that.
    #expect((distance * distance).sum().squareRoot() < 3.2)
  }

  @Test func outlinesHaveTheColourOfTheirSide() throws {
    let images = try renderKeyImages(SyntheticHead.standard)
    for name in ["ct-axial", "qsm-detail", "fused-coronal", "magnitude-axial"] {
      let picture = try image(name, images)
      let middle = Double(picture.width - Tile.side) / 2
      let right = pixels(near: .right, in: picture)
      let left = pixels(near: .left, in: picture)
      #expect(right.count > 20, "\(name)")
      #expect(left.count > 20, "\(name)")
      #expect(right.allSatisfy { $0.x < middle }, "\(name)")
      #expect(left.allSatisfy { $0.x > middle }, "\(name)")
    }
  }

  @Test func outlineSurroundsTheMask() throws {
    let v = SyntheticHead.standard
    let plane = DisplayPlane(
      .axial, center: Point(SyntheticHead.pallidumRight), widthMm: 84, heightMm: 66, columns: 640)
    let mask = try #require(v.masks[SidedStructure(.globusPallidus, .right)])
    let values = try #require(plane.sample(mask))
    let points = Contour.segments(values, columns: plane.columns, rows: plane.rows, level: 0.5).flatMap {
      [$0.a, $0.b]
    }
    let center = plane.pixel(of: Point(SyntheticHead.pallidumRight))
    // Half axes 5 mm and 9 mm, to a voxel of 1.6 mm.
    let width = (points.map { abs($0.x - center.x) }.max() ?? 0) * plane.mmPerPixel
    let height = (points.map { abs($0.y - center.y) }.max() ?? 0) * plane.mmPerPixel
    #expect(abs(width - 5) < 1.6)
    #expect(abs(height - 9) < 1.6)
  }

  /// R and L stand in every picture, so every picture says that they are not proven.
  @Test func aWarningAboutTheSidesIsInEveryPicture() throws {
    let volumes = ball(at: SIMD3(10, 0, 0))
    var options = KeyImageOptions()
    let plain = try renderKeyImages(volumes, options: options)
    options.sidesWarning = "sides not proven"
    let warned = try renderKeyImages(volumes, options: options)
    #expect(plain.count == warned.count && plain.contains { $0.purpose == .registration })
    for (a, b) in zip(plain, warned) {
      #expect(
        pixels(near: .caution, in: b, tolerance: 4).count
          > pixels(near: .caution, in: a, tolerance: 4).count + 1000, "\(a.name)")
    }
  }

  @Test func withoutCTNothingPretendsToShowIt() throws {
    let names = try renderKeyImages(SyntheticHead.volumes(ct: false)).map(\.name)
    #expect(names == ["qsm-detail", "qsm-axial", "magnitude-axial", "qsm-coronal", "magnitude-coronal"])
  }

  /// The projection is one picture more, without outlines, dark where the projected image is, and warned of like the map.
  @Test func projectionShowsWhatItIsGiven() throws {
    var volumes = SyntheticHead.standard
    var minimum = MRVolume<Dimensionless>(grid: volumes.magnitude.grid)
    for o in minimum.voxels.indices where volumes.chiMask.voxels[o] {
      let i = minimum.grid.index(ofOffset: o)
      let p = minimum.grid.point(atVoxel: SIMD3(Double(i.x), Double(i.y), Double(i.z))).lps
      minimum.voxels[o] = length(p - SyntheticHead.focus) < 5 ? 0.15 : 1
    }
    let before = try renderKeyImages(volumes)
    volumes.weighted = WeightedProjection(minimum: minimum, slabMm: 12.5)
    let center = Point<MRPatient>(SyntheticHead.focus)
    let images = try renderKeyImages(volumes, center: center)
    #expect(images.count == before.count + 1)
    let picture = try image("swi-mip", images)
    #expect(picture.purpose == .weighted)
    #expect(
      picture.caption.contains("minimum-intensity projection of a slab 12.5 mm thick, axial at S 3.0 mm."))
    #expect(pixels(near: .left, in: picture).isEmpty && pixels(near: .right, in: picture).isEmpty)
    // The dark ball lies in the patient's right half: left of the middle of the picture.
    let plane = DisplayPlane(.axial, around: volumes.chiMask, center: center, options: .init())
    let at = plane.pixel(of: center)
    func gray(_ column: Double) -> Int {
      Int(picture.rgb[3 * (Int(column) + picture.width * (Int(at.y) + Tile.top))])
    }
    #expect(at.x < Double(plane.columns) / 2)
    #expect(gray(at.x) < 40 && gray(at.x + 12 / plane.mmPerPixel) > 150)
    var options = KeyImageOptions()
    options.susceptibilityWarning = "withheld"
    let warned = try image("swi-mip", renderKeyImages(volumes, center: center, options: options))
    #expect(pixels(near: .caution, in: warned).count > pixels(near: .caution, in: picture).count + 1000)
  }

  @Test func projectionOnAnotherGridIsRefused() {
    var volumes = SyntheticHead.standard
    volumes.weighted = WeightedProjection(
      minimum: MRVolume(grid: SyntheticHead.grid(tiltDegrees: 3)), slabMm: 12)
    #expect(throws: RenderingError.gridsDiffer(volume: "the projection")) { try renderKeyImages(volumes) }
  }

  @Test func setIsCompleteAndTheSameTwice() throws {
    let v = SyntheticHead.standard
    let first = try renderKeyImages(v)
    #expect(try renderKeyImages(v) == first)
    #expect(first.count == 15)
    #expect(Set(first.map(\.name)).count == 15)
    for i in first {
      #expect(i.rgb.count == 3 * i.width * i.height)
      #expect(Array(i.png.prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
    }
  }

  @Test func defaultCentreRunsThroughTheFocusAndBetweenThePallida() {
    let center = SyntheticHead.standard.defaultCenter().lps
    #expect(abs(center.x) < 0.5)
    #expect(abs(center.y - SyntheticHead.focus.y) < 0.8)
    #expect(abs(center.z - SyntheticHead.focus.z) < 0.8)
  }

  @Test func otherGridIsRefused() {
    var v = SyntheticHead.standard
    v.ctOnMR = MRVolume<HU>(grid: SyntheticHead.grid(tiltDegrees: 3))
    #expect(throws: RenderingError.gridsDiffer(volume: "the CT")) { try renderKeyImages(v) }
  }

  @Test func lettersFollowTheGeometry() {
    #expect(orientationLetter(SIMD3(0.9, 0.1, 0)) == "L")
    #expect(orientationLetter(SIMD3(-1, 0, 0)) == "R")
    #expect(orientationLetter(SIMD3(0, 1, 0.2)) == "P")
    #expect(orientationLetter(SIMD3(0, -1, 0)) == "A")
    #expect(orientationLetter(SIMD3(0, 0, 1)) == "S")
    #expect(orientationLetter(SIMD3(0, 0.3, -1)) == "I")
    #expect(orientationLetter(ViewDirection.axial.right) == "L")
    #expect(orientationLetter(ViewDirection.coronal.down) == "I")
  }
}
