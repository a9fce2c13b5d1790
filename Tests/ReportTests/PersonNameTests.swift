import Testing

@testable import Report

struct PersonNameTests {
  @Test(arguments: [
    ("Example^Erika^Maria^Dr^MD", "Dr Erika Maria Example MD"),
    ("Example^Erika", "Erika Example"), ("Example", "Example"), ("Example^", "Example"),
    ("Yamada^Tarou=\u{5C71}\u{7530}^\u{592A}\u{90CE}", "Tarou Yamada"),
    ("=\u{5C71}\u{7530}^\u{592A}\u{90CE}", "\u{592A}\u{90CE} \u{5C71}\u{7530}"),
    ("", "name not given"), ("^^^^", "name not given"),
  ])
  func namesReadAsPeopleWriteThem(dicom: String, readable: String) {
    #expect(PersonName.readable(dicom) == readable)
  }
}
