import Directory
import Refresh
import TestSupport
import Testing
import WorkingTime

/// Numbers that a slip of a file gives to somebody else, or calls what they are not.
struct SlippedRowTests {
  private let base: DirectoryContent

  init() throws { base = try Shipped.content() }

  /// The night lines that are the only one of their council, in their order.
  private var lines: [Contact] {
    let all = base.contacts.filter { $0.purpose == .outOfHours && $0.isVoice && $0.status.isUsable }
    let counts = Dictionary(grouping: all, by: \.council)
    return all.filter { counts[$0.council]?.count == 1 }
  }

  private func judged(_ changed: [Contact], isSourced: Bool = true, today: Day? = nil) -> [Judgement] {
    let byID = Dictionary(uniqueKeysWithValues: changed.map { ($0.id, $0) })
    let target = DirectoryContent(councils: base.councils, contacts: base.contacts.map { byID[$0.id] ?? $0 })
    return Checks(target: target, base: base, today: today, sourced: isSourced ? Set(byID.keys) : []).judge(
      councils: [], contacts: changed)
  }

  @Test(arguments: [2, 3, 8])
  func `night lines that go to each other's councils are told, and of more than two it is an error`(count: Int) {
    let some = Array(lines.prefix(count))
    let moved = zip(some, some[1...] + [some[0]]).map { $0.with(display: $1.display, value: $1.value, warnings: []) }
    let found = judged(moved)
    let errors = found.filter { $0.severity == .error }
    #expect(errors.count == (count > 2 ? 1 : 0), "\(errors.map(\.text))")
    #expect(errors.allSatisfy { $0.text.contains("have slipped to other rows") })
    for (contact, was) in zip(moved, some[1...] + [some[0]]) {
      #expect(
        found.contains { $0.id == contact.id && $0.text.contains("\(was.id) (homelessness out-of-hours, today)") },
        "\(contact.id)")
    }
  }

  @Test func `a number of the day is told, though the plan gives the switchboard another`() throws {
    let main = try #require(base.contacts.first { $0.id == "medway/switchboard" })
    let night = try #require(base.contacts.first { $0.id == "medway/out-of-hours" })
    let found = judged([
      main.with(display: "01634 306000", value: "+441634306000"),
      night.with(display: main.display, value: main.value, warnings: []),
    ])
    #expect(found.contains { $0.id == night.id && $0.text.contains("medway/switchboard today") }, "\(found)")
  }

  private enum Claim: CaseIterable {
    case all, elsewhere, alone
  }

  @Test(arguments: Claim.allCases)
  private func `what printed the old number is no source of the new one`(claim: Claim) throws {
    let line = try #require(base.contacts.first { $0.id == "canterbury/out-of-hours" && !$0.seenAlso.isEmpty })
    let other = Source(document: "council, by phone", place: "today")
    let changed = try #require(
      Contact { field in
        switch (field, claim) {
        case (.value, _): .text("+441227781870")
        case (.display, _): .text("01227 781870")
        case (.source, .elsewhere), (.source, .alone): .source(other)
        case (.seenAlso, .alone): .sources([])
        default: line[field]
        }
      })
    func told(_ found: [Judgement]) -> [Judgement] { found.filter { $0.text.contains("Say in source who gives") } }
    let warned = told(judged([changed], isSourced: false))
    #expect(warned.map(\.field) == (claim == .alone ? [] : ["source"]), "\(warned)")
    #expect(warned.allSatisfy { $0.severity == .warning && $0.text.contains(line.id) })
    #expect(told(judged([changed])) == [], "a map and a change by hand name it themselves")
  }

  @Test func `a number for April takes nobody's place today`() throws {
    let line = try #require(base.contacts.first { $0.id == "maidstone/housing" && $0.isVoice })
    let april = try #require(Day(year: 2027, month: 4, day: 1))
    let changed = try #require(
      Contact { field in
        switch field {
        case .value: .text("+441622999222")
        case .display: .text("01622 999222")
        case .validFrom: .day(april)
        default: line[field]
        }
      })
    let found = judged([changed], today: try Shipped.directory.date).filter { $0.severity == .error }
    #expect(found.map(\.field) == ["validFrom"] && found[0].text.contains("validUntil=2027-04-01"), "\(found)")
    #expect(judged([changed], today: april).allSatisfy { $0.field != "validFrom" })
  }
}
