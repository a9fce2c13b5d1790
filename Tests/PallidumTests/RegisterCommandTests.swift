import DICOM
import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

@Suite(.enabled(if: Program.path != nil, "the program was not built beside the tests"))
struct RegisterCommandTests {
  private static let pictures = ["checkerboard.png", "deep.png", "skull-coronal.png", "skull.png"]

  private func transform(_ r: Program.Answer, origin: String = "search") throws -> Affine {
    #expect(r.status == 0, "\(r.errors)")
    let json = try jsonObject(r.output)
    #expect(json["verdict"] as? String == "pass")
    #expect(json["origin"] as? String == origin)
    #expect((json["measures"] as? [[String: Any]])?.isEmpty == false)
    let numbers = try #require(json["movingToFixed"] as? [Double])
    return try #require(Affine(rowMajor16: numbers))
  }

  /// Runs `register` on the small phantom's DICOM.
  private func register(_ more: [String] = [], output: String) throws -> Program.Answer {
    let study = try Scratch.small.get().path + "/study"
    return try Program.run(
      ["register", "--fixed", study + "/mr", "--moving", study + "/ct", "--output", output, "--quiet"] + more)
  }

  /// The largest distance between what two maps make of the brain's corners, mm.
  private func distance(_ a: Affine, _ b: Affine) throws -> Double {
    try Scratch.small.get().simulation.truth.brainCornersMrLPS.map { corner in
      let p = a.inverse(SIMD3(corner[0], corner[1], corner[2]))
      return length(a(p) - b(p))
    }.max() ?? .infinity
  }

  /// The registration that the round trips start from, made once.
  private static let first = Result {
    let study = try Scratch.small.get().path + "/study"
    let output = try Scratch.folder("first") + "/out"
    let answer = try Program.run(
      ["register", "--fixed", study, "--moving", study, "--output", output, "--json", "--quiet"])
    return (answer: answer, folder: output)
  }

  /// DICOM and NIfTI of the same images give the simulated transform within 1.5 mm anywhere in the brain
  /// (voxels of 2.7 × 2.7 × 4 mm), printed as 16 numbers.
  @Test(arguments: [true, false])
  func transformIsTheSimulatedOne(_ fromDICOM: Bool) throws {
    let small = try Scratch.small.get()
    let folder = try Scratch.folder("register")
    var (fixed, moving) = (small.path + "/study/mr", small.path + "/study/ct")
    if !fromDICOM {
      (fixed, moving) = (folder + "/mr.nii.gz", folder + "/ct.nii.gz")
      try NIfTI.write(small.simulation.magnitudes, to: fixed)
      try NIfTI.write(small.simulation.ct, to: moving)
    }
    let output = folder + "/out"
    let r = try Program.run(
      ["register", "--fixed", fixed, "--moving", moving, "--output", output, "--json", "--quiet"])
    let found = try transform(r)
    #expect(try distance(small.simulation.ctToMR.affine, found) < 1.5)
    let files = ["ct-registered.nii.gz", "manifest.json", "transform.json"] + Self.pictures
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: output).sorted()
        == (files + (fromDICOM ? ["registration.dcm"] : [])).sorted())
    let written = try String(contentsOfFile: output + "/transform.json", encoding: .utf8)
    #expect(written.trimmingCharacters(in: .newlines) == r.output.trimmingCharacters(in: .newlines))
    let ct = try NIfTI.read(output + "/ct-registered.nii.gz", as: HU.self, frame: MRPatient.self)
    #expect(ct.first?.grid.size == small.simulation.chi.grid.size)
  }

  /// The object holds the printed numbers to the last of sixteen characters, and carries CT to MR.
  @Test func theObjectAgreesWithThePrintedNumbers() throws {
    let first = try Self.first.get()
    // JSONSerialization's numbers may be off by their last bit, which here can be a whole digit.
    struct Printed: Decodable { let movingToFixed: [Double] }
    let numbers = try JSONDecoder().decode(Printed.self, from: Data(first.answer.output.utf8)).movingToFixed
    let object = try DICOMFile.open(first.folder + "/registration.dcm").dataSet
    let matrices = object.items(.registrationSequence).map {
      $0.items(.matrixRegistrationSequence)[0].items(.matrixSequence)[0]
        .strings(.frameOfReferenceTransformationMatrix)
    }
    #expect(matrices == [Affine.identity.rowMajor16, numbers].map { $0.map(decimalString) })
  }

  /// As given: the same matrix but for the digits that a DS drops, and every measure the same.
  @Test(arguments: ["registration.dcm", "transform.json"])
  func aGivenTransformIsJudgedAsItStands(_ file: String) throws {
    let first = try Self.first.get()
    let output = try Scratch.folder("given") + "/out"
    let r = try register(["--transform", first.folder + "/" + file, "--json"], output: output)
    let given = try transform(r, origin: "given")
    #expect(try distance(try transform(first.answer), given) < 1e-9)
    let (a, b) = (try jsonObject(first.answer.output), try jsonObject(r.output))
    #expect(a["uncertaintyMm"] as? Double == b["uncertaintyMm"] as? Double)
    #expect(a["measures"] as? NSArray == b["measures"] as? NSArray)
  }

  @Test func aStartEndsWhereTheSearchEnded() throws {
    let first = try Self.first.get()
    let output = try Scratch.folder("start") + "/out"
    let r = try register(["--start", first.folder + "/registration.dcm", "--json"], output: output)
    // The same maximum by another way; voxels are 2.7 × 2.7 × 4 mm.
    #expect(try distance(try transform(first.answer), transform(r, origin: "start")) < 0.25)
  }

  /// A wrong transform is used, judged as wrong, and pictured all the same, but no object carries it into other programs;
  /// that of a former run is gone too.
  @Test func aWrongTransformFails() throws {
    let first = try Self.first.get()
    let folder = try Scratch.folder("wrong")
    var numbers = try transform(first.answer).rowMajor16
    numbers[3] += 15
    let file = folder + "/wrong.json"
    try JSONSerialization.data(withJSONObject: ["registration": ["ctToMR": numbers]])
      .write(to: URL(filePath: file))
    try FileManager.default.copyItem(atPath: first.folder, toPath: folder + "/out")
    let study = try Scratch.small.get().path + "/study"
    let r = try Program.run([
      "register", "--fixed", study + "/mr", "--moving", study + "/ct", "--output", folder + "/out",
      "--transform", file, "--json",
    ])
    #expect(r.status == 0)
    let json = try jsonObject(r.output)
    #expect(json["verdict"] as? String == "fail")
    let text = try register(["--transform", file], output: folder + "/text").output
    #expect(text.hasPrefix("Given transform: fail\n"), "an error would mean nothing: \(text)")
    let used = try #require(json["movingToFixed"] as? [Double])
    for (x, y) in zip(used, numbers) { #expect(abs(x - y) < 1e-9) }
    let files = ["ct-registered.nii.gz", "manifest.json", "transform.json"] + Self.pictures
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/out").sorted() == files.sorted())
    #expect(
      r.errors.components(separatedBy: "No registration.dcm: the verdict is fail").count == 2, "\(r.errors)")
  }

  @Test func filesThatHoldNoTransformAreRefusedInOneSentence() throws {
    let first = try Self.first.get()
    let folder = try Scratch.folder("refused")
    func json(_ text: String) throws -> String {
      let path = folder + "/\(UUID().uuidString).json"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
    let scaled = "1.1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1"
    let study = try Scratch.small.get().path + "/study"
    let image = try #require(
      FileManager.default.enumerator(atPath: study + "/ct")?.compactMap { $0 as? String }
        .first { $0.contains(".dcm") || $0.hasPrefix("IM") || !$0.contains("/") })
    var other = try DICOMFile.open(first.folder + "/registration.dcm").dataSet
    var items = other.items(.registrationSequence)
    items[1].set(.frameOfReferenceUID, .UI, "2.25.4711")
    items[1].set(.referencedImageSequence, items: [])
    other.set(.registrationSequence, items: items)
    try DICOMWriter.write(other, to: folder + "/other.dcm")
    let cases: [(file: String, words: String)] = [
      (try json("{}"), "holds no transform"), (try json("{\"movingToFixed\": [1]}"), "16 numbers"),
      (try json("{\"movingToFixed\": [\(scaled)]}"), "scales"), (try json("hello"), "neither"),
      (folder, "is no file"), (folder + "/absent", "is no file"),
      (study + "/ct/" + image, "not a Spatial Registration object"),
      (folder + "/other.dcm", "2.25.4711"),
    ]
    for c in cases {
      let output = folder + "/out"
      let r = try register(["--transform", c.file], output: output)
      #expect(r.status == 3, "\(c.file): \(r.errors)")
      #expect(r.errors.contains(c.words), "\(r.errors)")
      #expect(r.errors.split(separator: "\n").count == 1, "\(r.errors)")
      #expect(!FileManager.default.fileExists(atPath: output))
    }
    #expect(try register(["--transform", "a", "--start", "b"], output: folder + "/out").status == 2)
  }

  /// NIfTI has no Frame of Reference: an object cannot be checked against it, the numbers can be used.
  @Test func niftiTakesTheNumbersOnly() throws {
    let first = try Self.first.get()
    let small = try Scratch.small.get()
    let folder = try Scratch.folder("nifti")
    let (fixed, moving) = (folder + "/mr.nii.gz", folder + "/ct.nii.gz")
    try NIfTI.write(small.simulation.magnitudes, to: fixed)
    try NIfTI.write(small.simulation.ct, to: moving)
    func run(_ file: String) throws -> Program.Answer {
      try Program.run([
        "register", "--fixed", fixed, "--moving", moving, "--output", folder + "/out", "--transform",
        first.folder + "/" + file, "--json", "--quiet",
      ])
    }
    let refused = try run("registration.dcm")
    #expect(refused.status == 3)
    #expect(refused.errors.contains("Frames of Reference"))
    #expect(
      try distance(transform(first.answer), transform(try run("transform.json"), origin: "given")) < 1e-9)
  }

  /// A former run is replaced, also while its file is the transform; other files stay beside it.
  @Test func aFormerRunIsReplacedAndOtherFilesStay() throws {
    let first = try Self.first.get()
    let output = try Scratch.folder("again") + "/out"
    try FileManager.default.copyItem(atPath: first.folder, toPath: output)
    try "mine".write(toFile: output + "/notes.txt", atomically: true, encoding: .utf8)
    let r = try register(["--transform", output + "/registration.dcm", "--json"], output: output)
    #expect(r.status == 0, "\(r.errors)")
    #expect(try String(contentsOfFile: output + "/notes.txt", encoding: .utf8) == "mine")
    #expect(
      try String(contentsOfFile: output + "/transform.json", encoding: .utf8).contains("\"origin\":\"given\"")
    )
    let here = try FileManager.default.contentsOfDirectory(atPath: output)
    #expect(
      Set(here) == Set(try FileManager.default.contentsOfDirectory(atPath: first.folder) + ["notes.txt"]))
  }

  /// A folder that bears the name of a result is nobody's to remove.
  @Test func aFolderInTheWayStopsTheRun() throws {
    let output = try Scratch.folder("way") + "/out"
    try FileManager.default.createDirectory(
      atPath: output + "/transform.json", withIntermediateDirectories: true)
    let r = try register(output: output)
    #expect(r.status == 6)
    #expect(r.errors.contains("transform.json"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: output) == ["transform.json"])
  }
}
