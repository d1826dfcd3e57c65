import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// Time limits by rule id: the dates of the worked scenarios, and what is refused.
struct LimitTests {
  private func answer(_ rule: String, _ from: String) throws -> LimitAnswer {
    let engine = try Shipped.engine
    let start: LimitStart =
      from.count == 10 ? .day(try TimeText.day(from)) : .moment(try TimeText.moment(from, clock: engine.clock).moment)
    return try engine.book.limits(of: rule, from: start, in: engine.frame)
  }

  private func text(_ due: DueTime?) throws -> String {
    switch due {
    case .day(let day)?: TimeText.text(day)
    case .moment(let moment)?: String(TimeText.text(moment, clock: try Shipped.clock).prefix(16))
    case nil: "none"
    }
  }

  @Test(arguments: [
    // S13: Dover notifies Canterbury, received on Wed 6 Jan 2027.
    ("LGA-REFERRAL-10", "2027-01-06", "2027-01-16"), ("SI1998-1578", "2027-01-06", "2027-01-26"),
    ("HA96-s202-3", "2027-01-18", "2027-02-07"),
    // S6, S20.
    ("HA96-s189B", "2026-11-26", "2027-01-20"), ("HA96-s202-3", "2026-11-20", "2026-12-10"),
    ("KPG-18", "2026-12-18", "2026-12-21"), ("KPG-09", "2026-11-20", "2026-12-18"),
    ("LUT-34", "2026-11-20", "2026-12-18"),
    // S24: Harlow, over Easter 2027.
    ("ESS-11", "2027-03-25T15:00", "2027-03-30"), ("HA96-s202-3", "2027-03-25", "2027-04-14"),
    ("ESS-17", "2027-04-26", "2027-05-04"),
    // The contract's own example, and others of the families.
    ("LUT-35", "2026-12-23T15:00", "2026-12-24"), ("LUT-20", "2026-11-25T16:29", "2026-11-25T16:44"),
    ("LUT-49", "2026-12-23T15:00", "2026-12-23"), ("HA96-s208", "2026-11-26", "2026-12-09"),
    ("HA96-s213AA", "2026-11-26", "2026-12-09"), ("SI2003-3326", "2026-11-26", "2027-01-06"),
    ("HA96-s195", "2026-11-26", "2027-01-20"), ("KPG-07", "2026-11-20", "2026-12-10"),
    // A month from the last of January; a last day that is no working day moves on.
    ("UKGDPR-12-3", "2027-01-31", "2027-03-01"), ("KCL-11", "2027-01-31", "2027-03-01"),
    ("LUT-31", "2026-12-24T16:00", "2026-12-25T16:00"), ("LUT-40", "2026-12-24", "2026-12-27"),
  ])
  func `a rule's limit is due on the day that its clause says`(rule: String, from: String, due: String) throws {
    #expect(try text(try answer(rule, from).due) == due)
  }

  @Test(arguments: ["LUT-20", "ESS-15", "ESS-16", "KIN-07", "LGA-REFERRAL-10", "LUT-48"])
  func `an answer in text says how it was counted in words, and no code of a program`(rule: String) throws {
    let text = try answer(rule, "2026-12-04T16:00").text
    for reading in TimeReading.allCases where reading.rawValue.contains("-") {
      #expect(!text.contains(reading.rawValue), "\(text)")
    }
  }

  @Test(arguments: [
    ("ESS-15", "2027-03-25T16:00", ["decision clock-hours 2027-03-26T16:00", "outcome working-days 2027-04-05"]),
    ("ESS-16", "2027-03-25T16:00", ["usual working-days 2027-04-26", "complex working-days 2027-06-02"]),
    (
      "KIN-07", "2026-12-04T16:00",
      [
        "red clock-hours 2026-12-04T18:30", "red working-hours 2026-12-07T10:30", "amber clock-hours 2026-12-04T21:00",
        "amber working-hours 2026-12-07T13:00", "green clock-hours 2026-12-05T10:00",
        "green working-hours 2026-12-09T10:00",
      ]
    ),
    ("LGA-REFERRAL-10", "2027-01-06", ["- calendar-days 2027-01-16", "- working-days 2027-01-20"]),
    (
      "LUT-24", "2026-11-27T17:10",
      [
        "placement tonight 2026-11-27", "appointment calendar-days 2026-11-28", "appointment working-days 2026-11-30",
      ]
    ),
  ])
  func `every limit is given in every reading`(rule: String, from: String, readings: [String]) throws {
    let given = try answer(rule, from).readings.map { "\($0.limit ?? "-") \($0.reading.rawValue) \(try text($0.due))" }
    #expect(given == readings)
  }

  @Test func `the due time on top is the earliest for a worker and the later for a family`() throws {
    #expect(try text(answer("KIN-07", "2026-12-04T16:00").due) == "2026-12-04T18:30")
    #expect(try text(answer("LUT-40", "2026-12-23").due) == "2026-12-26")
  }

  @Test func `a last day that is no working day names the working day before it`() throws {
    #expect(try answer("LGA-REFERRAL-10", "2027-01-06").text.contains("Fri 15 Jan 2027"))
  }

  @Test func `the day before a bank holiday is warned of`() throws {
    #expect(try answer("LUT-35", "2026-12-23T15:00").warnings.contains { $0.code == "holiday-ahead" })
    #expect(try !answer("LUT-35", "2026-12-21T15:00").warnings.contains { $0.code == "holiday-ahead" })
  }

  @Test(arguments: [("KPG-07", "law-over-protocol"), ("LUT-35", "protocol-overdue")])
  func `what is doubtful about a limit is warned of`(rule: String, code: String) throws {
    #expect(try answer(rule, "2026-11-23").warnings.contains { $0.code == code })
  }

  @Test(arguments: [
    ("LUT-99", "2026-11-23", "not a rule"), ("LUT-46", "2026-11-23", "no time limit"),
    ("LUT-20", "2026-11-23", "give a moment"),
    ("LUT-35", "2028-02-01", "not known"), ("HA96-s189B", "2027-11-20", "not known"),
  ])
  func `what cannot be answered is refused with the reason`(rule: String, from: String, reason: String) throws {
    let error = try #require(throws: LimitError.self) { try answer(rule, from) }
    #expect(error.explanation.contains(reason))
  }

  @Test func `rule ids are taken in any case`() throws {
    #expect(try answer("lut-35", "2026-12-21").rule == "LUT-35")
  }

  @Test func `every clause of the book with a limit can be asked`() throws {
    let engine = try Shipped.engine
    let moment = try TimeText.moment("2026-04-07T10:00", clock: engine.clock).moment
    var asked = 0
    for id in engine.book.ids {
      guard let clause = engine.book.clause(id)?.clause, !clause.limits.isEmpty else { continue }
      let years = clause.limits.contains { $0.unit == .years && ($0.amount ?? 0) > 1 }
      if years { continue }
      let answer = try engine.book.limits(of: id, from: .moment(moment), in: engine.frame)
      #expect(answer.readings.count == clause.limits.map(\.readings.count).reduce(0, +))
      asked += 1
    }
    #expect(asked > 60)
  }
}
