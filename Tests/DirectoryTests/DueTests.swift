import Directory
import Foundation
import TestSupport
import Testing
import WorkingTime

struct DueTests {
  private let intervals = CheckIntervals(outOfHoursVoice: 30, other: 90)

  private func today() throws -> Day { try Reorganisation.day(2026, 11, 21) }

  private func contact(
    _ name: String, _ purpose: Purpose = .housing, _ status: ContactStatus = .stated, checked ago: Int? = nil,
    from: Day? = nil
  ) throws -> Contact {
    Reorganisation.contact(
      "x/\(name)", council: "x", purpose: purpose, display: "01632 960001", status: ago == nil ? status : .verified,
      checkedOn: try ago.map { try today().adding(days: -$0) }, from: from)
  }

  private func due(
    _ contacts: [Contact], failures: [String: [FailureKind]] = [:], until: Day? = nil
  ) throws -> [DueContact] {
    let council = Council(id: "x", name: "X", type: .unitary, childrensServices: "x", validUntil: until)
    let directory = DirectorySnapshot(councils: [council], contacts: contacts, version: "v", date: try today())
    return directory.due(on: try today(), by: intervals, failures: failures)
  }

  @Test(arguments: [
    (Purpose.outOfHours, 30, false), (.outOfHours, 31, true), (.childrensOutOfHours, 31, true), (.housing, 31, false),
    (.housing, 90, false), (.housing, 91, true),
  ])
  func `a line for nights is due after thirty days, the rest after ninety`(
    purpose: Purpose, ago: Int, isDue: Bool
  ) throws {
    let found = try due([try contact("a", purpose, checked: ago)])
    #expect(found.isEmpty == !isDue)
    if isDue { #expect(found[0].reasons[0].words.hasPrefix("checked \(ago) days ago, due every ")) }
  }

  @Test func `the worst comes first`() throws {
    let contacts = [
      try contact("overdue", checked: 120), try contact("long-overdue", checked: 400),
      try contact("never", .landlord), try contact("disputed", .housing, .conflicting),
      try contact("outside", .housing, .unconfirmed), try contact("night-never", .outOfHours),
      try contact("night-disputed", .outOfHours, .conflicting), try contact("night-overdue", .outOfHours, checked: 45),
      try contact("no-answer"), try contact("wrong", checked: 1), try contact("fresh", checked: 2),
    ]
    let found = try due(
      contacts, failures: ["x/no-answer": [.noAnswer, .noAnswer], "x/wrong": [.wrongNumber], "x/gone": [.refused]])
    #expect(
      found.map { $0.contact.id.dropFirst(2) } == [
        "wrong", "no-answer", "night-disputed", "night-never", "night-overdue", "disputed", "outside", "never",
        "long-overdue", "overdue",
      ])
    #expect(found[1].reasons.map(\.words) == ["desks say: no answer (2 times)", "never checked"])
    #expect(found[0].reasons.map(\.code) == ["failed-wrong-number"])
  }

  @Test func `what may not be used, does not hold yet, or is of a council that has ended is not due`() throws {
    let later = try today().adding(days: 1)
    #expect(
      try due([
        try contact("q", .housing, .quarantined), try contact("p", .housing, .pattern), try contact("f", from: later),
      ]).isEmpty)
    #expect(try due([try contact("a")], until: try today()).isEmpty)
    #expect(try due([try contact("a")], until: later).count == 1)
  }

  @Test func `the shipped intervals are thirty days for nights and ninety for the rest`() throws {
    let shipped = try CheckIntervals(json: try Shipped.bytes(of: "data/parameters/checking.json"))
    #expect(shipped.days(for: try contact("a", .outOfHours), on: try today()) == 30)
    #expect(shipped.days(for: try contact("a"), on: try today()) == 90)
  }

  private static func file(_ values: String) -> String {
    """
    {"parameters": [{"name": "check-out-of-hours-voice-days", "source": "s", "values": [\(values)]},
      {"name": "check-other-days", "source": "s", "values": [{"from": null, "until": null, "value": 90}]}]}
    """
  }

  @Test func `an interval holds from its first day to before its last`() throws {
    let text = Self.file(
      #"{"from": null, "until": "2026-11-21", "value": 30}, {"from": "2026-11-21", "until": null, "value": 14}"#)
    let intervals = try CheckIntervals(json: Array(text.utf8))
    let night = try contact("a", .outOfHours)
    #expect(intervals.days(for: night, on: try today().adding(days: -1)) == 30)
    #expect(intervals.days(for: night, on: try today()) == 14)
  }

  @Test(arguments: [
    ("[]", "cannot be read"), (Self.file(""), "whole numbers"), (Self.file(#"{"value": 0}"#), "whole numbers"),
    (Self.file(#"{"value": 30, "from": "soon"}"#), "'soon' is no"), (#"{"parameters": []}"#, "whole numbers"),
  ])
  func `a file of intervals that cannot be used says why`(text: String, says: String) throws {
    let error = try #require(throws: CheckIntervalsError.self) { try CheckIntervals(json: Array(text.utf8)) }
    #expect(error.explanation.contains(says))
  }

  @Test(arguments: [
    (0, "today", true), (1, "yesterday", true), (30, "30 days ago", true), (112, "112 days ago, due every 30", false),
  ])
  func `a check says how long ago it was, and that it is due`(ago: Int, words: String, isFresh: Bool) throws {
    let state = intervals.state(of: try contact("a", .outOfHours, checked: ago), on: try today())
    #expect(state.words == words)
    #expect((state.notice == nil) == isFresh)
  }

  @Test func `a contact becomes verified only on a day that has come, and never one known to be wrong`() throws {
    let now = try today()
    let verified = try contact("a", .outOfHours, .conflicting).verified(on: now, today: now)
    #expect(verified.status == .verified)
    #expect(verified.checkedOn == now)
    #expect(throws: VerificationRefusal.notYet(now.adding(days: 1))) {
      try verified.verified(on: now.adding(days: 1), today: now)
    }
    #expect(throws: VerificationRefusal.checkedLater("x/a", on: now)) {
      try verified.verified(on: now.adding(days: -1), today: now)
    }
    // A check of a day that has not come was entered by a clock that was wrong: it can be entered anew, and is due.
    let future = try contact("a", .outOfHours, checked: -1800)
    #expect(try future.verified(on: now, today: now).checkedOn == now)
    #expect(try due([future]).first?.reasons == [.neverChecked])
    // Nor does a page say that it was checked today.
    let state = intervals.state(of: future, on: now)
    #expect(state == .later(now.adding(days: 1800)) && state.words == "on \(TimeText.words(now.adding(days: 1800)))")
    #expect(throws: VerificationRefusal.pattern("x/p")) {
      try contact("p", .housing, .pattern).verified(on: now, today: now)
    }
    let error = try #require(throws: VerificationRefusal.self) {
      try contact("q", .housing, .quarantined).verified(on: now, today: now)
    }
    #expect(error.explanation.contains("quarantined"))
  }

  private static let ways: [(ContactKind, [VerificationMethod], [FailureKind?])] = [
    (.phone, [.rangAndAnswered, .webPage], [nil, .noAnswer, .wrongNumber, .refused]),
    (.extension, [.rangAndAnswered, .webPage], [nil, .noAnswer, .wrongNumber, .refused]),
    (.email, [.emailAcknowledged, .webPage], [nil, .noAnswer, .refused]),
    (.web, [.webPage], []), (.address, [.webPage], []),
  ]

  @Test(arguments: ways)
  func `a contact is checked and called only in the ways that its kind has`(
    kind: ContactKind, methods: [VerificationMethod], calls: [FailureKind?]
  ) {
    let contact = Contact(
      id: "x/a", council: "x", team: "Night", purpose: .outOfHours, kind: kind, value: "x", display: "x",
      status: .stated, source: Source(document: "list", place: "row"))
    #expect(VerificationMethod.allCases.filter { contact.refusal(of: $0) == nil } == methods)
    let failures: [FailureKind?] = [nil] + FailureKind.allCases.map { $0 }
    #expect(failures.filter { contact.refusal(ofCall: $0) == nil } == calls)
    for method in VerificationMethod.allCases {
      guard let refusal = contact.refusal(of: method) else { continue }
      #expect(refusal.explanation.hasPrefix("x/a is a") && refusal.explanation.contains("web-page"))
    }
  }
}
