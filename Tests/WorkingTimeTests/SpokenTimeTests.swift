import Testing
import WorkingTime

/// Dates and times as people say them, on Thursday 26 November 2026 at 17:45.
struct SpokenTimeTests {
  private let now = WallTime(day: Day(number: 20_783), hour: 17, minute: 45)

  private func words(_ reading: SpokenTime.Reading) -> String {
    [reading.minute.map { TimeText.clockText(minuteOfDay: $0) }, reading.day.map(TimeText.words)].compactMap(\.self)
      .joined(separator: " ")
  }

  @Test(arguments: [
    ("today", "Thu 26 Nov 2026"), ("tonight", "Thu 26 Nov 2026"), ("Tomorrow", "Fri 27 Nov 2026"),
    ("yesterday", "Wed 25 Nov 2026"), ("day after tomorrow", "Sat 28 Nov 2026"), ("in 3 days", "Sun 29 Nov 2026"),
    ("in three days", "Sun 29 Nov 2026"), ("in a week", "Thu 3 Dec 2026"), ("2 weeks ago", "Thu 12 Nov 2026"),
    ("a fortnight ago", "Thu 12 Nov 2026"), ("a month ago", "Mon 26 Oct 2026"), ("fri", "Fri 27 Nov 2026"),
    ("Friday", "Fri 27 Nov 2026"), ("last friday", "Fri 20 Nov 2026"), ("27/11", "Fri 27 Nov 2026"),
    ("27/11/26", "Fri 27 Nov 2026"), ("27/11/2026", "Fri 27 Nov 2026"), ("27-11-2026", "Fri 27 Nov 2026"),
    ("27.11.2026", "Fri 27 Nov 2026"), ("27 Nov", "Fri 27 Nov 2026"), ("27nov", "Fri 27 Nov 2026"),
    ("Nov 27", "Fri 27 Nov 2026"), ("27th November", "Fri 27 Nov 2026"), ("27th of november 2026", "Fri 27 Nov 2026"),
    ("the 27th", "Fri 27 Nov 2026"), ("the 1st", "Tue 1 Dec 2026"), ("fri 27 nov", "Fri 27 Nov 2026"),
    ("5 Jan", "Tue 5 Jan 2027"), ("2026-11-27", "Fri 27 Nov 2026"), ("16:45", "16:45"), ("1645", "16:45"),
    ("4.45pm", "16:45"), ("4:45 pm", "16:45"), ("445pm", "16:45"), ("5pm", "17:00"), ("12am", "00:00"),
    ("12 noon", "12:00"), ("17.30", "17:30"), ("fri 5pm", "17:00 Fri 27 Nov 2026"),
    ("5pm on friday", "17:00 Fri 27 Nov 2026"), ("thu 18:00", "18:00 Thu 26 Nov 2026"),
    ("16:45 today", "16:45 Thu 26 Nov 2026"), ("today 16:45", "16:45 Thu 26 Nov 2026"),
    ("27/11 16:45", "16:45 Fri 27 Nov 2026"), ("27 nov 1730", "17:30 Fri 27 Nov 2026"),
    ("in 20 minutes", "18:05 Thu 26 Nov 2026"), ("in 8 hours", "01:45 Fri 27 Nov 2026"),
    ("an hour ago", "16:45 Thu 26 Nov 2026"),
  ])
  func `what people say is read, the day before the month and forward from now`(text: String, meaning: String) throws {
    #expect(words(try SpokenTime(at: now, .coming).read(text)) == meaning)
  }

  @Test(arguments: [
    ("fri", "Fri 20 Nov 2026"), ("27/11/25", "Thu 27 Nov 2025"), ("2 Nov", "Mon 2 Nov 2026"),
    ("10.11", "Tue 10 Nov 2026"), ("27 nov 2019", "Wed 27 Nov 2019"),
    ("thu 9am", "Thu 26 Nov 2026"),
  ])
  func `what has happened is looked for backwards`(text: String, meaning: String) throws {
    #expect(TimeText.words(try SpokenTime(at: now, .past).dayAndHour(text).day) == meaning)
  }

  @Test(arguments: [
    ("fri", SpokenTime.Direction.either, ["Fri 20 Nov 2026", "Fri 27 Nov 2026"]),
    ("thursday", .coming, ["Thu 26 Nov 2026", "Thu 3 Dec 2026"]),
    ("next friday", .coming, ["Fri 27 Nov 2026", "Fri 4 Dec 2026"]),
    ("25/11", .coming, ["Wed 25 Nov 2026", "Thu 25 Nov 2027"]), ("1 dec", .past, ["Mon 1 Dec 2025", "Tue 1 Dec 2026"]),
  ])
  func `what may be two days is asked about`(text: String, direction: SpokenTime.Direction, days: [String]) {
    do {
      _ = try SpokenTime(at: now, direction).read(text)
      Issue.record("\(text) is taken")
    } catch {
      guard case .ambiguous(_, let found) = error else { return #expect(Bool(false), "\(error)") }
      #expect(found.map(TimeText.words) == days)
      #expect(days.allSatisfy(error.explanation.contains))
    }
  }

  @Test(arguments: [
    "", "soon", "5", "29/2", "31 nov", "11/27", "25:00", "13pm", "thu 27 nov", "fri sat", "4", "in 3", "noon noon",
    "99/99/9999", "27/11/26/1", "at", "in 3 days ago",
  ])
  func `what is no day and no time is refused`(text: String) {
    #expect(throws: TimeTextError.self) { try SpokenTime(at: now, .either).read(text) }
  }

  @Test(arguments: [
    ("thirty four", 34, 2), ("thirty-four", 34, 1), ("4", 4, 1), ("a", 1, 1), ("twenty", 20, 1),
    ("forty one years", 41, 2),
  ])
  func `numbers are read in words`(text: String, number: Int, count: Int) {
    let found = SpokenNumber.first(of: text.split(separator: " ").map(String.init)[...])
    #expect(found?.number == number && found?.count == count)
  }
}
