import Directory
import DirectoryExchange
import Testing

/// One thing changed in a file without a fault, and the finding that must come of it.
struct Damage: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let field: String
  /// A part of the finding's text.
  let says: String
  /// How many findings there are in all.
  let count: Int

  init(_ old: String, _ new: String, _ field: String, _ says: String, count: Int = 1) {
    self.old = old
    self.new = new
    self.field = field
    self.says = says
    self.count = count
  }

  var testDescription: String { "\(field): \(says)" }
}

private let housing = "teams[0].contacts[0]"

struct DamagedFileTests {
  @Test func `the example has no fault`() {
    let reading = Example.read()
    #expect(reading.findings.isEmpty)
    #expect(reading.content.councils.map(\.id) == ["kent", "ashford"])
    #expect(reading.content.contacts.map(\.id) == ["ashford/housing", "ashford/referral", "ashford/web"])
    #expect(reading.content.elsewhere.map(\.id) == ["adur"])
  }

  @Test(arguments: [
    Damage(#""places": ["Tenterden"],"#, "", "places", "is missing"),
    Damage(#""places": ["Tenterden"]"#, #""places": "Tenterden""#, "places", "is a text; must be a list"),
    Damage(#""places": ["Tenterden"]"#, #""places": [7]"#, "places[0]", "is a number; must be a text"),
    Damage(#""places": ["Tenterden"]"#, #""places": [true]"#, "places[0]", "is true or false"),
    Damage(#""places": ["Tenterden"],"#, #""places": [], "place": [],"#, "place", "did you mean 'places'?"),
    Damage(#""places": ["Tenterden"],"#, #""places": [], "zzz": [],"#, "zzz", "is not a key here"),
    Damage(#""places": ["Tenterden"],"#, #""places": [], "places": [],"#, "", "line 9: the key 'places' comes twice"),
    Damage(#""id": "homelessness""#, #""id": "Home less""#, "teams[0].id", "is not an id like tunbridge-wells"),
    Damage(#""name": "Homelessness""#, #""name": " ""#, "teams[0].name", "is empty"),
    Damage(#""name": "Ashford Borough Council""#, #""name": """#, "name", "is empty"),
    Damage(#""name": "Ashford Borough Council""#, #""name": "A\nB""#, "name", "control character"),
    Damage(#""name": "Ashford Borough Council""#, #""name": null"#, "name", "is null; must be a text"),
    Damage(#""type": "district""#, #""type": "distict""#, "type", "did you mean 'district'?"),
    Damage(#""type": "district""#, #""type": "parish""#, "type", "accepted are district, unitary, london-borough"),
    Damage(#""aliases": ["Ashford"]"#, #""aliases": ["ABC", "abc"]"#, "aliases[1]", "is listed twice"),
    Damage(#""aliases": ["Ashford"]"#, #""aliases": ["kcc"]"#, "aliases[0]", "is a name of kent too"),
    Damage(#""aliases": ["Ashford"]"#, #""aliases": ["Kent"]"#, "aliases[0]", "is a name of kent too"),
    Damage(#""county": "kent""#, #""county": "knet""#, "county", "is the id of no council"),
    Damage(#""childrensServices": "kent""#, #""childrensServices": "ken""#, "childrensServices", "mean 'kent'?"),
    Damage(#""childrensServices": "kent""#, #""childrensServices": null"#, "childrensServices", "is null"),
    Damage("51.147", "91", "location.latitude", "must be -90 to 90"),
    Damage("0.874", "-180.5", "location.longitude", "must be -180 to 180"),
    Damage("51.147", "true", "location.latitude", "is true or false; must be a number"),
    Damage(#"{"document": "maps", "place": "office"}"#, "[]", "location.source", "is a list; must be an object with"),
    Damage(#""document": "maps""#, #""document": """#, "location.source.document", "is empty"),
    Damage("Mo-Fr 09:00-16:30", "Mo-Fr 9-16:30", "hours.spans", "is not a span like 09:00-16:30"),
    Damage("Mo-Fr 09:00-17:00", "Mx 09:00-17:00", "\(housing).hours", "is not a day or days"),
    Damage("ashford/housing", "kent/housing", "\(housing).id", "is not of the form ashford/name"),
    Damage("ashford/housing", "ashford/", "\(housing).id", "is not of the form ashford/name"),
    Damage("ashford/housing", "ashford/web", "teams[0].contacts[2].id", "already"),
    Damage(#""purpose": "housing""#, #""purpose": "housin""#, "\(housing).purpose", "did you mean 'housing'?"),
    Damage(#""kind": "phone""#, #""kind": "fax""#, "\(housing).kind", "accepted are phone, extension, email"),
    Damage(#""status": "verified""#, #""status": "sure""#, "\(housing).status", "accepted are verified"),
    Damage(#""status": "verified""#, #""status": "stated""#, "\(housing).checkedOn", "the status is stated"),
    Damage(#""2026-11-02""#, "null", "\(housing).checkedOn", "a verified contact needs the day"),
    Damage("2026-11-02", "2026-11-31", "\(housing).checkedOn", "a day that the calendar does not have"),
    Damage("2026-11-02", "2 Nov 2026", "\(housing).checkedOn", "is not a date like 2026-11-26"),
    Damage("2028-04-01", "2026-01-01", "\(housing).validUntil", "is not after validFrom 2026-01-01"),
    Damage(#""+441233331111""#, "null", "\(housing).value", "only a pattern has no value"),
    Damage("+441233331111", "01233331111", "\(housing).value", "is not a number like +441227781879"),
    Damage("+441233331111", "+0441233331111", "\(housing).value", "is not a number like"),
    Damage("01233 331111", "01233 331112", "\(housing).display", "is not the number in value, +441233331111"),
    Damage("https://ashford", "ashford", "teams[0].contacts[2].value", "is not a link"),
    Damage(#""email", "value": null"#, #""email", "value": "a@b""#, "teams[0].contacts[1].value", "for a pattern"),
    Damage(#""Stale page.""#, "null", "teams[0].contacts[2].reason", "a quarantined contact needs the reason"),
    Damage(#""place": "Housing""#, #""place": "  ""#, "\(housing).source.place", "is empty"),
    Damage(
      #""place": "undated""#, #""plac": "undated""#, "\(housing).seenAlso[0].plac", "did you mean 'place'?", count: 2),
    Damage(#""code": "same-as-daytime""#, #""code": "Same!""#, "\(housing).warnings[0].code", "is not an id"),
  ])
  func `each damage gives its finding, and the file contributes nothing`(damage: Damage) throws {
    try #require(Example.ashford.contains(damage.old))
    let reading = Example.read(ashford: Example.ashford.replacing(damage.old, with: damage.new))
    #expect(reading.findings.contains { $0.field == damage.field && $0.text.contains(damage.says) })
    #expect(reading.findings.count == damage.count)
    #expect(reading.findings.allSatisfy { $0.file == "ashford.json" && $0.severity == .error })
    #expect(reading.content.councils.map(\.id) == ["kent"])
    #expect(reading.content.contacts.isEmpty)
  }

  @Test(arguments: [
    "", " \n", "{", "[1,", "{\"id\": tru}", "nul", "{} {}", "\u{0}", String(repeating: "[", count: 100_000), "[1e999]",
  ])
  func `what is not JSON is one finding`(text: String) {
    let reading = Example.read(ashford: text)
    #expect(reading.findings.count == 1)
    #expect(reading.findings.allSatisfy { $0.field.isEmpty && $0.text.hasPrefix("is not JSON: ") })
  }

  @Test(arguments: ["null", "7", "true", "\"council\"", "[]"])
  func `what is no object is one finding`(text: String) {
    let reading = Example.read(ashford: text)
    #expect(reading.findings.count == 1)
    #expect(reading.findings.allSatisfy { $0.text.contains("must be an object with id, name, type") })
  }
}
