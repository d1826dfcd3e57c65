import CaseStore
import Casebook
import Foundation
import TestSupport
import Testing
import WorkingTime

/// Due moments in a calendar, without a word about a family.
struct CalendarTests {
  @Test func `each thing with a time is an event that ends when it does, and nothing in it is of a family`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family(more: ["set violence-risk thanet", "set unit bed-and-breakfast"])
    let due = try desk.record(reference).obligations.filter { $0.due != nil && $0.sort == .once }
    try desk.tell(["done \(due[0].number)", "log zanzibarnote"])
    let text = CaseCalendar.text(of: [try desk.record(reference)], at: desk.now, clock: try Shipped.clock)
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 })
    #expect(lines.count { $0 == "BEGIN:VEVENT" } == due.count)
    #expect(lines.count { $0 == "STATUS:CANCELLED" } == 1)
    #expect(lines.count { $0 == "BEGIN:VALARM" } == due.count - 1)
    #expect(Set(lines.filter { $0.hasPrefix("UID:") }).count == due.count)
    for word in ["hanet", "uton", "zanzibar", "child of", "4", "→"] {
      #expect(
        !lines.contains { $0.hasPrefix("SUMMARY") && $0.replacing(reference.text, with: "").contains(word) }, "\(word)")
    }
    #expect(!text.contains("zanzibar") && !text.contains("hanet"))
  }

  @Test func `a date is due until its last minute in London, in summer too`() throws {
    let desk = try KeptDesk(at: "2026-07-10T17:45")
    let reference = try desk.family()
    let day = try #require(
      try desk.record(reference).obligations.compactMap { obligation -> Day? in
        if case .day(let day)? = obligation.due, obligation.sort == .once { day } else { nil }
      }.first)
    let text = CaseCalendar.text(of: [try desk.record(reference)], at: desk.now, clock: try Shipped.clock)
    #expect(text.contains("DTSTART:\(TimeText.text(day).filter { $0 != "-" })T225900Z"))
  }

  @Test func `a case that is closed and not erased is called off in it`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let open = try desk.family("dover")
    try desk.tell(["close-case \(reference.text) mistake"], by: "mo")
    let cases = try desk.store.open() + desk.store.closed()
    #expect(Set(cases.map(\.reference)) == [reference, open])
    let text = CaseCalendar.text(of: cases, at: desk.now, clock: try Shipped.clock)
    let events = text.components(separatedBy: "BEGIN:VEVENT").filter { $0.contains("UID:\(reference.text)") }
    #expect(!events.isEmpty && events.allSatisfy { $0.contains("STATUS:CANCELLED") }, "\(text)")
  }
}
