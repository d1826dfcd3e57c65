import Directory
import DirectoryStore
import TestSupport
import Testing
import WorkingTime

struct FailureReportTests {
  @Test func `the same report again within a quarter of an hour is one, with the latest time`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    for at in ["20:00:00", "20:14:59", "20:07:00", "20:15:00"] {
      try store.noteFailure(contact: "ashford/z-first", how: .noAnswer, at: "2026-11-26T\(at)+00:00")
    }
    try store.noteFailure(contact: "ashford/z-first", how: .refused, at: "2026-11-26T20:01:00+00:00")
    let times = try store.failures().map { "\($0.how.rawValue) \($0.at)" }.sorted()
    #expect(
      times == [
        "no-answer 2026-11-26T20:14:59+00:00", "no-answer 2026-11-26T20:15:00+00:00",
        "refused 2026-11-26T20:01:00+00:00",
      ])
  }

  @Test func `desks hear of a report until a check answers it or the number is another`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill(contacts: try Example.contacts() + [Example.contact("ashford/day")])
    func told() throws -> [String] { try store.callReports().map { "\($0.contact) \($0.how.rawValue)" } }
    for (contact, how, at) in [
      ("ashford/day", FailureKind.wrongNumber, "20:00"), ("ashford/day", .wrongNumber, "21:00"),
      ("ashford/day", .noAnswer, "20:00"), ("ashford/z-first", .wrongNumber, "20:00"),
    ] {
      try store.noteFailure(contact: contact, how: how, at: "2026-11-26T\(at):00+00:00")
    }
    #expect(try told() == ["ashford/day no-answer", "ashford/day wrong-number", "ashford/z-first wrong-number"])
    let last = try #require(try store.callReports().first { $0.how == .wrongNumber })
    #expect(last.at == (try TimeText.moment("2026-11-26T21:00", clock: try Shipped.clock).moment))
    // Another number: what was said of the one before is not said of it.
    try ApplyTests.apply(
      try ApplyTests.changed([
        "ashford/day": Example.contact("ashford/day"),
        "ashford/z-first": Example.contact("ashford/z-first", value: "+441233000009"),
      ]), to: store, at: "2026-11-27T09:00:00+00:00")
    #expect(try told() == ["ashford/day no-answer", "ashford/day wrong-number"])
    let day = try #require(Day(year: 2026, month: 11, day: 27))
    _ = try store.verify(
      contact: "ashford/day", method: .rangAndAnswered, note: nil, on: day, at: "2026-11-27T10:00:00+00:00", by: "ann")
    #expect(try told() == [])
  }

  @Test(arguments: [VerificationMethod.rangAndAnswered, .webPage])
  func `that somebody else answers a number is taken back by a call alone`(method: VerificationMethod) throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    for how in FailureKind.allCases {
      try store.noteFailure(contact: "ashford/z-first", how: how, at: "2026-11-27T09:00:00+00:00")
    }
    let day = try #require(Day(year: 2026, month: 11, day: 27))
    _ = try store.verify(
      contact: "ashford/z-first", method: method, note: nil, on: day, at: "2026-11-27T10:00:00+00:00", by: "ann")
    let left: [FailureKind] = method == .rangAndAnswered ? [] : [.wrongNumber]
    #expect(try store.callReports().map(\.how) == left)
    #expect(try store.openFailures().map(\.how) == left)
  }

  @Test func `of one contact only so many reports are kept, the newest`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    let count = FailureBounds.ofOneContact + 10
    for number in 0..<count {
      let (day, hour) = (10 + number / 20, number % 20)
      try store.noteFailure(
        contact: "ashford/z-first", how: .wrongNumber, at: "2026-11-\(day)T\(hour < 10 ? "0" : "")\(hour):00:00+00:00")
    }
    try store.noteFailure(contact: "ashford/other", how: .noAnswer, at: "2026-11-01T00:00:00+00:00")
    let kept = try store.failures().filter { $0.contact == "ashford/z-first" }
    #expect(kept.count == FailureBounds.ofOneContact)
    #expect(kept.last?.at == "2026-11-10T10:00:00+00:00")
    #expect(try store.failures().count == kept.count + 1)
  }

  @Test(
    arguments: [
      ([nil], true), (["ann"], true), (["console of ann"], true),
      ([CallReport.unsigned + "from loopback"], false),
      ([CallReport.unsigned + "from loopback", CallReport.unsigned + "from loopback"], false),
      ([CallReport.unsigned + "from loopback", CallReport.unsigned + "from the Unix socket"], true),
      ([CallReport.unsigned + "from loopback", "ann"], true), (["ann", CallReport.unsigned + "from loopback"], true),
    ] as [([String?], Bool)])
  func `a report is sure once somebody has signed for it, or two places say the same`(
    origins: [String?], isSure: Bool
  ) throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    for origin in origins {
      try store.noteFailure(
        contact: "ashford/z-first", how: .wrongNumber, at: "2026-11-26T20:00:00+00:00", origin: origin)
    }
    let report = try #require(try store.callReports().first)
    #expect(report.isSure == isSure)
    #expect(try store.failures().count == Set(origins).count)
  }
}
