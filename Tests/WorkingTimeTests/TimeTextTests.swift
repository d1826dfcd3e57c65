import TestSupport
import Testing
import WorkingTime

struct TimeTextTests {
  enum Refusal: Sendable { case malformed, impossible, skippedHour, ambiguous }

  static func refusal(_ error: TimeTextError?) -> Refusal? {
    switch error {
    case .malformed: .malformed
    case .impossible: .impossible
    case .skippedHour: .skippedHour
    case .ambiguous: .ambiguous
    case nil: nil
    }
  }

  @Test(arguments: [
    ("", Refusal.malformed), ("2026-11-2", .malformed), ("2026/11/26", .malformed), ("26-11-2026", .malformed),
    ("2026-11-26 ", .malformed), (" 2026-11-26", .malformed), ("2026-11-26x", .malformed), ("20261126", .malformed),
    ("2026-1-01", .malformed), ("-026-11-26", .malformed), ("2026-11-2\u{0661}", .malformed), ("today", .malformed),
    ("2026-11-26T17:45", .malformed), ("2026-02-29", .impossible), ("2026-06-31", .impossible),
    ("2026-13-01", .impossible), ("2026-00-10", .impossible), ("2026-01-00", .impossible), ("1899-12-31", .impossible),
    ("2200-01-01", .impossible),
  ])
  func `what is no date is refused, with the text and the reason`(text: String, refusal: Refusal) {
    let error = #expect(throws: TimeTextError.self) { try TimeText.day(text) }
    #expect(Self.refusal(error) == refusal)
    #expect(error?.explanation.hasPrefix("'\(text)' ") == true)
    #expect(error?.explanation.contains(TimeText.dateForm) == (refusal == .malformed))
  }

  @Test(arguments: [
    ("", Refusal.malformed), ("now", .malformed), ("2026-11-26", .malformed), ("2026-11-26 17:45", .malformed),
    ("2026-11-26T", .malformed), ("2026-11-26T17", .malformed), ("2026-11-26T7:45", .malformed),
    ("2026-11-26T17:4", .malformed), ("2026-11-26T1745", .malformed), ("2026-11-26T17:45:5", .malformed),
    ("2026-11-26T17:45:00.5", .malformed), ("2026-11-26T17:45 ", .malformed), ("2026-11-26T17:45Z0", .malformed),
    ("2026-11-26T17:45+0100", .malformed), ("2026-11-26T17:45+1:00", .malformed),
    ("2026-11-26T17:45+15:00", .malformed), ("2026-11-26T17:45+01:60", .malformed),
    ("2026-11-26T17:45+01:00x", .malformed), ("2026-11-26T17:45 GMT", .malformed), ("2026-11-26T24:00", .impossible),
    ("2026-11-26T17:60", .impossible), ("2026-11-26T17:45:60", .impossible), ("2026-06-31T10:00", .impossible),
    ("2027-02-29T10:00", .impossible), ("1999-12-31T23:59", .impossible), ("2100-01-01T00:00", .impossible),
    ("2027-03-28T01:00", .skippedHour), ("2027-03-28T01:30", .skippedHour), ("2027-03-28T01:59:59", .skippedHour),
    ("2026-03-29T01:15", .skippedHour),
  ])
  func `what is no moment is refused, with the text and the reason`(text: String, refusal: Refusal) throws {
    let clock = try Fixture.clock
    let error = #expect(throws: TimeTextError.self) { try TimeText.moment(text, clock: clock) }
    #expect(Self.refusal(error) == refusal)
    #expect(error?.explanation.hasPrefix("'\(text)' ") == true)
    #expect(error?.explanation.contains(TimeText.momentForm) == (refusal == .malformed))
  }

  @Test(arguments: [
    ("2026-11-26T17:45", "2026-11-26T17:45:00+00:00", false), ("2026-07-01T09:00", "2026-07-01T09:00:00+01:00", false),
    ("2026-11-26T17:45:30", "2026-11-26T17:45:30+00:00", false),
    ("2026-11-26T00:00", "2026-11-26T00:00:00+00:00", false),
    ("2026-11-26t17:45z", "2026-11-26T17:45:00+00:00", false),
    ("2026-07-01T09:00Z", "2026-07-01T10:00:00+01:00", false),
    ("2026-11-26T23:30-05:00", "2026-11-27T04:30:00+00:00", false),
    ("2026-11-26T00:15+05:30", "2026-11-25T18:45:00+00:00", false),
    ("2026-10-25T00:59:59", "2026-10-25T00:59:59+01:00", false),
    ("2026-10-25T01:00", "2026-10-25T01:00:00+01:00", true), ("2026-10-25T01:30", "2026-10-25T01:30:00+01:00", true),
    ("2026-10-25T01:59:59", "2026-10-25T01:59:59+01:00", true),
    ("2026-10-25T01:30+01:00", "2026-10-25T01:30:00+01:00", false),
    ("2026-10-25T01:30Z", "2026-10-25T01:30:00+00:00", false), ("2026-10-25T02:00", "2026-10-25T02:00:00+00:00", false),
    ("2027-03-28T00:59:59", "2027-03-28T00:59:59+00:00", false),
    ("2027-03-28T01:30Z", "2027-03-28T02:30:00+01:00", false), ("2027-03-28T02:00", "2027-03-28T02:00:00+01:00", false),
  ])
  func `a moment is read as London time or by its offset`(text: String, written: String, isRepeated: Bool) throws {
    let clock = try Fixture.clock
    let reading = try TimeText.moment(text, clock: clock)
    #expect(TimeText.text(reading.moment, clock: clock) == written)
    #expect(reading.isRepeatedHour == isRepeated)
  }

  @Test func `any moment that is written is read back as itself`() throws {
    let clock = try Fixture.clock
    var generator = SplitMix64(seed: 3)
    for _ in 0..<5_000 {
      let moment = Moment(seconds: Int64.random(in: 946_771_200..<4_102_358_400, using: &generator))
      #expect(try TimeText.moment(TimeText.text(moment, clock: clock), clock: clock).moment == moment)
    }
  }

  @Test(arguments: [("00:00", 0), ("09:00", 540), ("16:30", 990), ("23:59", 1439), ("24:00", 1440)])
  func `a time of day is minutes since midnight`(text: String, minute: Int) throws {
    #expect(try TimeText.minuteOfDay(text) == minute)
    #expect(TimeText.clockText(minuteOfDay: minute) == text)
  }

  @Test(arguments: ["", "9:00", "09:0", "09:60", "24:01", "25:00", "09.00", "09:00:00", "0900", " 09:00", "9am"])
  func `what is no time of day is refused`(text: String) {
    #expect(throws: TimeTextError.malformed(text, expected: "a time like 16:30")) { try TimeText.minuteOfDay(text) }
  }

  @Test(arguments: [
    ("2026-11-26", "Thu 26 Nov 2026"), ("2027-01-01", "Fri 1 Jan 2027"), ("2028-02-29", "Tue 29 Feb 2028"),
  ])
  func `a day is put into words for people`(text: String, words: String) throws {
    #expect(TimeText.words(try TimeText.day(text)) == words)
  }
}
