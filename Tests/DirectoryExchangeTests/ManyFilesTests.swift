import Directory
import DirectoryExchange
import Testing

struct ManyFilesTests {
  @Test func `several problems are all told at once, in the order of the files`() {
    let damaged = Example.ashford
      .replacing(#""type": "district""#, with: #""type": "village""#)
      .replacing("51.147", with: "951.147")
      .replacing(#""kind": "phone""#, with: #""kind": "telex""#)
      .replacing("2026-11-02", with: "yesterday")
      .replacing(#""Stale page.""#, with: "null")
    let reading = Example.read(
      ashford: damaged, kent: Example.kent.replacing("Kent County Council", with: ""),
      elsewhere: Example.elsewhere.replacing("adur", with: "kent"))
    #expect(
      reading.findings.map { "\($0.file) \($0.field)" } == [
        "kent.json name", "ashford.json type", "ashford.json location.latitude",
        "ashford.json teams[0].contacts[0].kind", "ashford.json teams[0].contacts[0].checkedOn",
        "ashford.json teams[0].contacts[2].reason", "elsewhere.json councils[0].id",
      ])
    #expect(reading.hasErrors)
    #expect(reading.content == DirectoryContent(councils: [], contacts: []))
  }

  @Test func `an id may be defined once among all files`() {
    let reading = CouncilFiles.read([
      Example.file("kent.json", Example.kent), Example.file("a.json", Example.ashford),
      Example.file("b.json", Example.ashford.replacing(#""aliases": ["Ashford"]"#, with: #""aliases": []"#)),
    ])
    #expect(
      reading.findings.map { "\($0.file) \($0.field)" } == [
        "b.json id", "b.json teams[0].contacts[0].id", "b.json teams[0].contacts[1].id",
        "b.json teams[0].contacts[2].id",
      ])
    #expect(reading.findings.allSatisfy { $0.text.contains("is defined in a.json") })
    #expect(reading.content.councils.map(\.id) == ["kent", "ashford"])
  }

  @Test func `an id or a name may not be a team's twice`() {
    let team = #""teams": [{"id": "front-door", "name": "Front Door", "contacts": []}, "#
    let twice = Example.kent.replacing(#""teams": ["#, with: team)
    #expect(Example.read(kent: twice).findings.map(\.field) == ["teams[1].id", "teams[1].name"])
  }

  @Test func `a file may refer to a council that is held already`() {
    let file = Example.file("ashford.json", Example.ashford)
    #expect(CouncilFiles.read([file]).findings.map(\.field) == ["county", "childrensServices"])
    #expect(CouncilFiles.read([file], held: ["kent"]).findings.isEmpty)
  }

  @Test func `a fault in the county's file is not told again by its districts`() {
    let reading = Example.read(kent: Example.kent.replacing(#""type": "county""#, with: #""type": "x""#))
    #expect(reading.findings.map { "\($0.file) \($0.field)" } == ["kent.json type"])
  }

  @Test func `a doubtful reference is a warning and stops nothing`() {
    let reading = Example.read(
      ashford: Example.ashford
        .replacing(#""county": "kent""#, with: #""county": "ashford""#)
        .replacing(#""childrensServices": "kent""#, with: #""childrensServices": "ashford""#))
    #expect(reading.findings.map(\.field) == ["county", "childrensServices"])
    #expect(reading.findings.allSatisfy { $0.severity == .warning })
    #expect(!reading.hasErrors)
    #expect(reading.content.councils.count == 2)
  }

  @Test(arguments: [
    ("\"adur\"", "\"Adur!\"", "councils[0].id"), ("\"adur\"", "\"ashford\"", "councils[0].id"),
    ("Adur District Council", "", "councils[0].name"), ("general knowledge", "", "source"),
    ("]}", #", {"id": "adur", "name": "Adur"}]}"#, "councils[1].id"),
    ("\"Adur District Council\"", #""Adur", "website": "www.adur.example""#, "councils[0].website"),
    ("\"Adur District Council\"", #""Adur", "site": "https://www.adur.example""#, "councils[0].site"),
  ])
  func `damage in the list of councils elsewhere is told`(old: String, new: String, field: String) {
    let reading = Example.read(elsewhere: Example.elsewhere.replacing(old, with: new))
    #expect(reading.findings.map(\.field) == [field])
    #expect(reading.content.elsewhere.isEmpty)
    #expect(reading.content.councils.count == 2)
  }

  @Test(arguments: [
    ("01233 331111", "+441233331111", true), ("+44 1233 331111", "+441233331111", true),
    ("+44 (0)1233 331111", "+441233331111", true), ("(01233) 331111", "+441233331111", true),
    ("0044 1233 331111", "+441233331111", true), ("01233-331111", "+441233331111", true),
    ("1233 331111", "+441233331111", false), ("01233 331111 ext 5", "+441233331111", false),
    ("+33 1 23 45 67 89", "+33123456789", true), ("01 23 45 67 89", "+33123456789", false),
  ])
  func `a printed number is compared by its national digits`(display: String, value: String, isSame: Bool) {
    let reading = Example.read(
      ashford: Example.ashford.replacing("01233 331111", with: display).replacing("+441233331111", with: value))
    #expect(reading.findings.isEmpty == isSame)
  }

  @Test func `the shipped files have no fault`() throws {
    let reading = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere())
    #expect(reading.findings == [])
    #expect(reading.content.councils.count >= 28)
    #expect(reading.content.elsewhere.count > 100)
  }
}
