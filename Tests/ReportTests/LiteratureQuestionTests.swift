import Foundation
import Testing

@testable import Report

struct LiteratureQuestionTests {
  /// Every statement names author or site and year.
  @Test func everyQuestionHasASourceWithItsYear() {
    #expect(LiteratureQuestion.all.count == 6)
    for q in LiteratureQuestion.all {
      for source in q.sources.components(separatedBy: "; ") {
        #expect(source.contains(/(19|20)\d\d/), "\(source)")
      }
      #expect(!q.structures.isEmpty && !q.measures.isEmpty)
    }
  }

  /// Measurement, never diagnosis.
  @Test func noSentenceWeighsThePatient() {
    for q in LiteratureQuestion.all {
      for word in [
        "suggest", "diagnos", "consistent with", "suspicious", "likely", "rule out", "this patient has",
      ] {
        #expect(!q.published.lowercased().contains(word), "\(word) in \(q.question)")
      }
    }
  }
}
