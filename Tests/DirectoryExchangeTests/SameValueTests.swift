import DirectoryExchange
import Testing

/// What is judged must be what is read: a value and its display are of one and the same number, address or mailbox.
struct SameValueTests {
  private static func findings(kind: String, value: String, display: String) -> [Finding] {
    let text = Example.ashford
      .replacing(#""web", "value": "https://ashford.gov.uk""#, with: "\"\(kind)\", \"value\": \"\(value)\"")
      .replacing(#""display": "ashford.gov.uk""#, with: "\"display\": \"\(display)\"")
    #expect(text.contains(value) && text.contains(display))
    return Example.read(ashford: text).findings
  }

  @Test(arguments: [
    ("email", "housing@ashford.gov.uk", "housing@dover.gov.uk"),
    ("email", "housing@ashford.gov.uk", "housing@ashford.gov.uk or housing@dover.gov.uk"),
    ("email", "housing@ashford.gov.uk", "Housing team"),
    ("email", "housing@ashford.gov.uk", "housing@ashford.gov.uk.evil.org"),
    ("web", "https://ashford.gov.uk/housing", "www.dover.gov.uk"),
    ("web", "https://ashford.gov.uk/housing", "ashford.gov.uk/repairs"),
    ("web", "https://ashford.gov.uk/housing", "https://ashford.gov.uk.evil.org"),
    ("web", "https://ashford.gov.uk", "housing@ashford.gov.uk"), ("extension", "6630", "Ext 6631"),
    ("extension", "6630", "Ext 6630 or 01233 331111"), ("phone", "+441233331111", "01233 331112"),
    ("address", "Civic Centre, Tannery Lane", "Town Hall, Dover"),
  ])
  func `a display of something else than the value is an error`(kind: String, value: String, display: String) {
    let found = Self.findings(kind: kind, value: value, display: display)
    #expect(found.contains { $0.severity == .error && $0.field.hasSuffix(".display") }, "\(found)")
  }

  @Test(arguments: [
    ("email", "Housing@ashford.gov.uk", "housing@Ashford.gov.uk"),
    ("email", "h@ashford.gov.uk", "Housing <h@ashford.gov.uk>"),
    ("web", "https://www.streetlink.org.uk", "StreetLink (alerts go to CHESS)"),
    ("web", "https://www.ashford.gov.uk", "www.ashford.gov.uk"),
    ("web", "https://ashford.gov.uk/housing?a=1", "ashford.gov.uk"),
    ("web", "https://www.ashford.gov.uk/housing/", "https://ashford.gov.uk/housing"), ("extension", "6630", "Ext 6630"),
    ("phone", "+441233331111", "01233 331111"), ("address", "Civic Centre, Tannery Lane", "Civic Centre Tannery Lane"),
  ])
  func `one and the same in another way of writing is not`(kind: String, value: String, display: String) {
    #expect(Self.findings(kind: kind, value: value, display: display) == [])
  }

  @Test(arguments: [
    "Ash\\u202eford", "Ash\\u200bford", "Ash\\u2066ford", "\\ufeffAshford", "Ash\\u00adford", "Ash\\u2028ford",
    "Ash\\u2029ford",
    " Ashford", "Ashford ", "Ashford\\u00a0", "Ash\\u001bford", "Ash\\u0085ford", "Ash\\ue000ford",
  ])
  func `characters that nobody sees are errors in every text`(name: String) {
    for old in [
      "\"Ashford Borough Council\"", "\"Homelessness\"", "\"Housing\"", "\"Stale page.\"", "\"Also the switchboard.\"",
    ] {
      let text = Example.ashford.replacing(old, with: "\"\(name)\"")
      let found = Example.read(ashford: text).findings
      #expect(found.contains { $0.severity == .error }, "\(old) as \(name): \(found)")
    }
  }

  @Test(arguments: [("\"Ashford Borough Council\"", 200), ("\"Stale page.\"", 2000), ("\"Housing\"", 500)])
  func `fields have lengths`(old: String, most: Int) {
    for (length, isFault) in [(most, false), (most + 1, true)] {
      let long = String(repeating: "é", count: length)
      let found = Example.read(ashford: Example.ashford.replacing(old, with: "\"\(long)\"")).findings
      #expect(
        found.contains { $0.severity == .error && $0.text.contains("\(most) is the most") } == isFault, "\(found)")
    }
  }
}
