import Directory
import DirectoryExchange
import Testing
import WorkingTime

struct RoundTripTests {
  @Test func `the shipped files say the same when written and read again`() throws {
    let first = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
    #expect(try again(first) == first)
  }

  @Test(arguments: 0..<200)
  func `any content says the same when written and read again`(seed: Int) throws {
    var dice = Dice(seed: seed)
    let content = dice.content()
    #expect(try again(content) == content)
  }

  @Test func `writing twice gives the same bytes`() throws {
    var dice = Dice(seed: 7)
    let content = dice.content()
    let files = try CouncilFiles.files(of: content)
    #expect(try CouncilFiles.files(of: try again(content)) == files)
    #expect(files.map(\.name) == content.councils.map { "\($0.id).json" })
  }

  @Test func `keys come in the order of the files' description`() throws {
    let council = Council(id: "x", name: "X \"Y\" \\ Ä", type: .unitary, childrensServices: "x")
    let text = """
      {
        "id": "x",
        "name": "X \\"Y\\" \\\\ Ä",
        "type": "unitary",
        "aliases": [],
        "county": null,
        "childrensServices": "x",
        "location": null,
        "places": [],
        "domains": [],
        "hours": null,
        "teams": []
      }

      """
    #expect(try CouncilFiles.text(of: council, contacts: []) == text)
  }

  @Test func `a contact of an unknown team or council is not left out in silence`() {
    let team = Team(id: "t", name: "Team")
    let council = Council(id: "x", name: "X", type: .unitary, childrensServices: "x", teams: [team])
    for (council, owner, name) in [(council, "x", "Other"), (council, "y", "Team")] {
      let contact = Contact(
        id: "\(owner)/a", council: owner, team: name, purpose: .housing, kind: .email, value: "a@b", display: "a@b",
        status: .stated, source: Source(document: "d", place: "p"))
      #expect(throws: UnwritableContact.self) {
        try CouncilFiles.files(of: DirectoryContent(councils: [council], contacts: [contact]))
      }
    }
  }

  private func again(_ content: DirectoryContent) throws -> DirectoryContent {
    let elsewhere = CouncilFiles.text(of: content.elsewhere, source: "test")
    let reading = CouncilFiles.read(
      try CouncilFiles.files(of: content), elsewhere: Example.file("elsewhere.json", elsewhere))
    #expect(reading.findings == [])
    return reading.content
  }
}

/// Random but repeatable content that obeys every rule.
struct Dice {
  private var state: UInt64

  init(seed: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  /// A number from 0 up to a bound.
  mutating func roll(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  mutating func text() -> String {
    let parts = ["a", "Z", "\"", "\\", "é", "😀", " ", "/", "{", "]", ":", ",", "\u{2019}", "null", "0", "\u{301}"]
    return "x" + (0..<roll(8)).map { _ in parts[roll(parts.count)] }.joined() + "y"
  }

  mutating func maybe<Value>(_ make: (inout Dice) throws -> Value) rethrows -> Value? {
    roll(2) == 0 ? nil : try make(&self)
  }

  mutating func source() -> Source { Source(document: text(), place: text()) }

  mutating func hours() -> OpeningHours? {
    let notations = ["24/7", "Mo-Fr 09:00-16:30; PH unknown", "Mo-Th 17:30-09:00; Su 00:00-33:00", "2026-12-24 off"]
    let notation = notations[roll(notations.count)]
    return Result { try OpeningHours(notation: notation) }.value
  }

  mutating func content() -> DirectoryContent {
    let count = 1 + roll(4)
    var councils: [Council] = []
    var contacts: [Contact] = []
    for index in 0..<count {
      let id = "council-\(index)"
      let teams = (0..<roll(3)).map { Team(id: "team-\($0)", name: "\($0) " + text()) }
      let location = maybe {
        Location(
          latitude: Double($0.roll(180_000_001)) / 1e6 - 90, longitude: Double($0.roll(360_000_001)) / 1e6 - 180,
          source: $0.source())
      }
      let hours = hours()
      councils.append(
        Council(
          id: id, name: "\(index) " + text(), type: .county, aliases: (0..<roll(3)).map { "\(index)-\($0) " + text() },
          county: maybe { "council-\($0.roll(count))" }, childrensServices: "council-\(roll(count))",
          location: location, places: (0..<roll(3)).map { _ in text() }, domains: (0..<roll(3)).map { _ in text() },
          hours: roll(2) == 0 ? nil : hours.map { OfficeHours(hours: $0, source: source()) }, teams: teams))
      for team in teams {
        for _ in 0..<roll(4) { contacts.append(contact("\(id)/c\(contacts.count)", council: id, team: team.name)) }
      }
    }
    let elsewhere = (0..<roll(4)).map {
      CouncilElsewhere(id: "other-\($0)", name: text(), website: $0 == 1 ? nil : "https://\($0).example")
    }
    return DirectoryContent(councils: councils, contacts: contacts, elsewhere: elsewhere)
  }

  private static func same(_ text: String) -> (value: String, display: String) { (text, text) }

  private mutating func contact(_ id: String, council: String, team: String) -> Contact {
    let status = ContactStatus.allCases[roll(ContactStatus.allCases.count)]
    let kind = ContactKind.allCases[roll(ContactKind.allCases.count)]
    let digits = String(1_000_000_000 + roll(8_999_999_999))
    let texts: (value: String, display: String) =
      switch kind {
      case .phone: ("+44" + digits, "0\(digits.prefix(4)) \(digits.dropFirst(4))")
      case .email: Self.same("a\(roll(99))@b.uk")
      case .web: Self.same("https://b.uk/\(roll(99))")
      case .extension, .address: Self.same(text())
      }
    let from = Day(number: Int32(roll(40_000)))
    return Contact(
      id: id, council: council, team: team, purpose: Purpose.allCases[roll(Purpose.allCases.count)], kind: kind,
      value: status == .pattern ? nil : texts.value, display: texts.display, hours: roll(2) == 0 ? nil : hours(),
      status: status, reason: status == .quarantined ? text() : maybe { $0.text() },
      warnings: (0..<roll(3)).map { Notice(code: "code-\($0)", text: text()) }, source: source(),
      seenAlso: (0..<roll(3)).map { _ in source() },
      checkedOn: status == .verified ? Day(number: Int32(roll(40_000))) : nil, validFrom: maybe { _ in from },
      validUntil: maybe { from.adding(days: 1 + $0.roll(9_000)) })
  }
}

extension Result {
  /// The value of a success.
  var value: Success? {
    if case .success(let value) = self { value } else { nil }
  }
}
