import Directory
import DirectoryStore
import Testing

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
}
