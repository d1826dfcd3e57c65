package import Directory
import WorkingTime

/// Random but repeatable content that obeys every rule.
package struct Dice {
  private var state: UInt64
  /// Whether numbers are of the numbering plan, and some hours such as others read otherwise, as older records may be.
  private let isReal: Bool

  /// Content that a seed settles.
  package init(seed: Int, isReal: Bool = false) {
    self.isReal = isReal
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  /// A number from 0 up to a bound.
  package mutating func roll(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  /// A text with characters that formats trip over.
  package mutating func text() -> String {
    let parts = ["a", "Z", "\"", "\\", "é", "😀", " ", "/", "{", "]", ":", ",", "\u{2019}", "null", "0", "\u{301}"]
    return "x" + (0..<roll(8)).map { _ in parts[roll(parts.count)] }.joined() + "y"
  }

  mutating func maybe<Value>(_ make: (inout Dice) throws -> Value) rethrows -> Value? {
    roll(2) == 0 ? nil : try make(&self)
  }

  mutating func source() -> Source { Source(document: text(), place: text()) }

  mutating func hours() -> OpeningHours? {
    let notations = ["24/7", "Mo-Fr 09:00-16:30; PH unknown", "Mo-Th 17:30-09:00; Su 00:00-33:00", "2026-12-24 off"]
    let others =
      isReal
      ? ["Mo-Th 17:30-09:00; PH unknown", "Mo-Su 17:00-09:00; Dec 25 off \"shut\"", "PH off; Mo-Fr 09:00-17:00"] : []
    let notation = (notations + others)[roll(notations.count + others.count)]
    do throws(OpeningHoursError) {
      return try OpeningHours(notation: notation)
    } catch {
      return nil
    }
  }

  /// A directory of a few councils.
  package mutating func content() -> DirectoryContent {
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
    let elsewhere = (0..<roll(4)).map { index in
      let (from, until) = (
        maybe { Day(number: Int32($0.roll(20_000))) }, maybe { Day(number: Int32(20_000 + $0.roll(20_000))) }
      )
      return CouncilElsewhere(
        id: "other-\(index)", name: text(), website: index == 1 ? nil : "https://\(index).example",
        nation: maybe { CouncilElsewhere.Nation.allCases[$0.roll(2)] }, validFrom: from, validUntil: until,
        successors: until == nil ? [] : (0..<min(roll(3), count)).map { "council-\($0)" })
    }
    return DirectoryContent(councils: councils, contacts: contacts, elsewhere: elsewhere)
  }

  private static func same(_ text: String) -> (value: String, display: String) { (text, text) }

  private mutating func contact(_ id: String, council: String, team: String) -> Contact {
    let status = ContactStatus.allCases[roll(ContactStatus.allCases.count)]
    let kind = ContactKind.allCases[roll(ContactKind.allCases.count)]
    let digits = isReal ? "1227" + String(200_000 + roll(700_000)) : String(1_000_000_000 + roll(8_999_999_999))
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
