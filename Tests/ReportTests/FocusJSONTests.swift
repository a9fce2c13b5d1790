import Foundation
import Testing
import Vocabulary

@testable import Report

struct FocusJSONTests {
  private func foci(_ report: ReportDocument) throws -> [[String: Any]] {
    let object = try #require(try JSONSerialization.jsonObject(with: report.jsonData()) as? [String: Any])
    let pallidum = try #require(object["pallidum"] as? [String: Any])
    let right = try #require(pallidum["right"] as? [String: Any])
    let left = try #require(pallidum["left"] as? [String: Any])
    #expect((left["foci"] as? [Any])?.isEmpty == true)
    return try #require(right["foci"] as? [[String: Any]])
  }

  /// Every focus stands in the JSON on its side with its unit in each key, and is read back the same.
  @Test func everyFocusIsWrittenAndRead() throws {
    let report = SampleReport.complete()
    let foci = try foci(report)
    #expect(foci.map { $0["id"] as? String } == ["right-ct-1", "right-qsm-1", "right-qsm-2"])
    #expect(foci.map { $0["counted"] as? Bool } == [true, true, false])
    let ct = try #require(foci.first)
    #expect(ct["kind"] as? String == "paradoxical" && ct["volumeMm3"] as? Double == 31)
    #expect(ct["thresholdVolumeMm3"] as? Double == 46.5 && ct["excessHUMm3"] as? Double == 868)
    #expect(ct["excessPpbMm3"] is NSNull && ct["lengthMm"] is NSNull)
    #expect(ct["minHU"] as? Double == 49 && ct["maxHU"] as? Double == 66 && ct["minPpb"] as? Double == 190)
    let vessel = try #require(foci.last)
    #expect(vessel["lengthMm"] as? Double == 14.2 && vessel["beyondPallidumMm"] as? Double == 7.5)
    let read = try ReportDocument(json: report.jsonData()).pallidum.right.foci
    #expect(read.map(\.id) == ["right-ct-1", "right-qsm-1", "right-qsm-2"])
    #expect(read.last?.counted == false && read.last?.diameterMm == 2.4)
  }

  /// A report of a version without these keys is still read.
  @Test func reportsWithoutTheNewKeysAreRead() throws {
    let data = try SampleReport.complete().jsonData()
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    var pallidum = try #require(object["pallidum"] as? [String: Any])
    var right = try #require(pallidum["right"] as? [String: Any])
    let old = ["modality", "volumeMm3", "centroidLPS", "inZone", "meanHU", "maxHU", "meanPpb", "maxPpb"]
    right["foci"] = (right["foci"] as? [[String: Any]])?.map { $0.filter { old.contains($0.key) } }
    var grade = try #require(right["gpCT"] as? [String: Any])
    grade["level"] = nil
    grade["thresholdVolumeMm3"] = nil
    right["gpCT"] = grade
    pallidum["right"] = right
    object["pallidum"] = pallidum
    let read = try ReportDocument(json: JSONSerialization.data(withJSONObject: object))
    #expect(read.pallidum.right.foci.count == 3 && read.pallidum.right.foci[0].counted == nil)
    #expect(read.pallidum.right.foci[0].volumeMm3 == 31 && read.pallidum.right.gpCT.level == nil)
  }
}
