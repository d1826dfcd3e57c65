import Directory
import Refresh
import TestSupport
import Testing
import WorkingTime

/// Days between a line that ends and the one that follows it: each of their nights is nobody's.
struct GapTests {
  private static let id = "canterbury/out-of-hours"

  private func line(_ id: String, from: Day? = nil, until: Day? = nil) throws -> Contact {
    let held = try #require(try Shipped.directory.contact(id: Self.id))
    return Contact(
      id: id, council: held.council, team: held.team, purpose: held.purpose, kind: held.kind,
      value: id == Self.id ? held.value : "+441227781870", display: id == Self.id ? held.display : "01227 781870",
      hours: held.hours, status: held.status, source: held.source, validFrom: from, validUntil: until)
  }

  /// The shipped directory with some lines in the place of Canterbury's for the night.
  private func content(_ lines: [Contact]) throws -> DirectoryContent {
    let base = try Shipped.content()
    let others = base.contacts.filter { $0.council != "canterbury" || $0.purpose != .outOfHours }
    return DirectoryContent(councils: base.councils, contacts: others + lines)
  }

  private func effects(_ base: DirectoryContent, _ target: DirectoryContent) throws -> Effects {
    Effects(
      from: try Shipped.snapshot(base), to: try Shipped.snapshot(target), edits: base.edits(to: target),
      today: try Shipped.directory.date, calendar: try Shipped.calendar)
  }

  private func refused(_ base: [Contact], _ target: [Contact]) throws -> [String] {
    try effects(try content(base), try content(target)).refusals.filter { $0.council == "canterbury" }.map(\.text)
  }

  /// Each weekday twice, and ends of months, years and of summer time among them.
  static let ends = Array(0..<14) + [33, 95, 125, 300, 363, 401]

  @Test(arguments: ends)
  func `any hole between what is valid until and what follows is refused, however it comes about`(ahead: Int) throws {
    let until = try Shipped.directory.date.adding(days: 1 + ahead)
    for days in [-3, 0, 1, 2, 3, 6, 7, 8, 30, 400] {
      let from = until.adding(days: days)
      let held = try line(Self.id)
      let old = try line(Self.id, until: until)
      let new = try line("canterbury/new-night", from: from)
      let early = try line("canterbury/new-night", from: until.adding(days: -3))
      let ways: [(String, [Contact], [Contact])] = [
        ("both in one file", [held], [old, new]), ("the old line's end alone", [held, new], [old, new]),
        ("the new line's beginning put off", [old, early], [old, new]),
        ("what follows an end that is held", [old], [old, new]),
      ]
      for (way, base, target) in ways {
        let texts = try refused(base, target)
        #expect(texts.isEmpty == (days <= 0), "\(way), \(days) days from \(TimeText.words(until)): \(texts)")
        guard days > 0 else { continue }
        let time = "from \(TimeText.words(until)) until \(TimeText.words(from))"
        #expect(texts.allSatisfy { $0.contains(time) }, "\(way): \(texts)")
      }
    }
  }

  @Test(arguments: [1, 3, 9])
  func `what a hole does to who asks is asked on its own days, and another line only from its first day on`(days: Int)
    throws
  {
    let until = try #require(Day(year: 2027, month: 4, day: 12))
    let from = until.adding(days: days)
    let found = try effects(
      try content([try line(Self.id)]),
      try content([try line(Self.id, until: until), try line("canterbury/new-night", from: from)]))
    let told = found.changed.filter { $0.council == "canterbury" && $0.purpose == .outOfHours }.map(\.text)
    let since = { (text: String) in told.filter { $0.contains(text) } }
    #expect(since("→ 01227 781870").allSatisfy { $0.hasSuffix("from \(TimeText.words(from)) on") }, "\(told)")
    #expect(!since("→ 01227 781870").isEmpty, "\(told)")
    let hole = since("from \(TimeText.words(until)) until \(TimeText.words(from))")
    #expect(!hole.isEmpty && hole.allSatisfy { !$0.contains("781870") }, "\(told)")
  }

  @Test func `a line that another follows on the day is told once, with no hole and no refusal`() throws {
    let day = try #require(Day(year: 2027, month: 4, day: 14))
    let found = try effects(
      try content([try line(Self.id)]),
      try content([try line(Self.id, until: day), try line("canterbury/new-night", from: day)]))
    #expect(found.refusals.isEmpty)
    let told = found.changed.filter { $0.council == "canterbury" && $0.purpose == .outOfHours }.map(\.text)
    #expect(!told.isEmpty && told.allSatisfy { $0.hasSuffix("from \(TimeText.words(day)) on") }, "\(told)")
  }
}
