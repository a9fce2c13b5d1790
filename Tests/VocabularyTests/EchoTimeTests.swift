import Testing
import Vocabulary

@Suite struct EchoTimeTests {
  @Test func millisecondsBecomeSeconds() throws {
    let te = try EchoTime(milliseconds: 20.61)
    #expect(abs(te.seconds - 0.02061) < 1e-15)
    #expect(abs(te.milliseconds - 20.61) < 1e-12)
    #expect(try EchoTime(milliseconds: 6) < te)
  }

  /// 0.02 is an echo time in seconds, 20000 one in microseconds: neither may pass as milliseconds.
  @Test(arguments: [0.02, 0, -6, 0.19, 200.1, 20000, .nan, .infinity])
  func anotherUnitIsRefused(_ milliseconds: Double) {
    #expect(throws: VocabularyError.self) { try EchoTime(milliseconds: milliseconds) }
  }

  @Test func theErrorNamesTheValueAndTheTag() {
    let text = VocabularyError.implausibleEchoTime(milliseconds: 0.02).description
    #expect(text.contains("0.02 ms") && text.contains("(0018,0081)"))
  }
}

@Suite struct FieldStrengthTests {
  /// 123.254 MHz is a "3 T" Siemens magnet: 2.895 T, 3.5 % less than its label.
  @Test func fieldFollowsFromTheImagingFrequency() throws {
    let b0 = try FieldStrength(imagingFrequencyMHz: 123.254)
    #expect(abs(b0.tesla - 2.8949) < 1e-4)
    #expect(abs(b0.larmorHertz - 123.254e6) < 1)
    #expect(abs(b0.hertzPerPPM - 123.254) < 1e-6)
  }

  @Test func aPartPerMillionAtThreeTeslaIs128Hertz() throws {
    #expect(abs(try FieldStrength(tesla: 3).hertzPerPPM - 127.729) < 1e-3)
  }

  /// 30000 is gauss, 123 MHz read as tesla is a frequency.
  @Test(arguments: [30000, 123.254, 0, -3, 0.05, .nan])
  func anotherUnitIsRefused(_ tesla: Double) {
    #expect(throws: VocabularyError.self) { try FieldStrength(tesla: tesla) }
  }

  @Test func theErrorNamesTheTags() {
    let text = VocabularyError.implausibleFieldStrength(tesla: 30000).description
    #expect(text.contains("(0018,0084)") && text.contains("(0018,0087)"))
  }
}
