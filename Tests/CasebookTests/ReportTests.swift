import CaseStore
import Casebook
import Desk
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// The counts of a quarter: what each case adds, what is shown, and what nobody can work out.
struct ReportTests {
  private static let quarter = Quarter(typed: "2026-Q4")

  private func report(
    _ desk: KeptDesk, _ kind: QuarterReport.Kind = .luton, outside: Bool = false
  ) throws -> QuarterReport {
    let quarter = try #require(Self.quarter)
    let rows = try desk.store.counts(in: quarter)
    return QuarterReport(
      kind, quarter, of: rows, councils: kind.councils(in: try Shipped.engine, counted: rows), isOutside: outside)
  }

  private func count(_ id: String, _ value: String, in report: QuarterReport) throws -> Int? {
    try #require(report.tables.first { $0.id == id }?.cells.first { $0.value == value }).count
  }

  @Test func `Luton's seven counts are of what was recorded, in the quarter in which it happened`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family(more: ["set significant-harm yes"])
    let number = try desk.number("refer-childrens-services", in: reference)
    try desk.tell([
      "done \(number) at 17:50", "referred-in childrens-services assessment accommodation",
      "first-outcome not-accepted", "first-outcome accepted-assessing", "final-outcome housing-only",
    ])
    let counted = try report(desk)
    for (id, value) in [
      ("LUT 1", "all"), ("LUT 2", "all"), ("LUT 3", "accepted-assessing"), ("LUT 4", "housing-only"),
      ("LUT 5", "assessment"), ("LUT 6", "all"), ("LUT 7", "family"),
    ] {
      #expect(try count(id, value, in: counted) == 1, "\(id)")
      #expect(counted.tables.first { $0.id == id }?.total == 1, "\(id)")
    }
    #expect(counted.tables.count == 11)
    // What is taken back is not counted, and a case kept by mistake never was one.
    try desk.tell(["reopen \(number)"])
    #expect(try count("LUT 1", "all", in: report(desk)) == 0)
    #expect(try desk.say("close-case mistake").code == 540)
    try desk.tell(["close-case \(reference.text) mistake"], by: "mo")
    #expect(try report(desk).tables.allSatisfy { $0.total == 0 })
    // Another council's case is not Luton's.
    _ = try desk.family("dover", by: "ben")
    #expect(try count("LUT 7", "family", in: report(desk)) == 0)
    #expect(try count("1", "family", in: report(desk, .own)) == 1)
  }

  @Test(arguments: [
    ("done 2026-11-27T17:20", "2026-11-27", "met"), ("done 2026-11-30T10:00", "2026-11-27", "next-working-day"),
    ("done 2026-12-01T10:00", "2026-11-27", "later"), ("done 2026-11-26T10:00", "2026-11-27", "earlier"),
    ("", "2026-11-27", "not-yet"),
  ])
  func `the first target counts a referral on the day of the letter, at whatever hour`(
    when: String, issued: String, value: String
  ) throws {
    let desk = try KeptDesk(at: "2026-11-26T09:30")
    let reference = try desk.family(more: [
      "set decision intentionally-homeless", "set decision-on \(issued)", "set issued-on \(issued)",
      "set duty-held interim",
    ])
    let number = try desk.number("refer-childrens-services", in: reference)
    try desk.set("2026-12-02T09:00")
    if !when.isEmpty { try desk.tell(["done \(number) at \(when.dropFirst(5))"]) }
    let counted = try report(desk)
    #expect(try count("Target 1", value, in: counted) == 1)
    #expect(counted.tables.first { $0.id == "Target 1" }?.total == 1)
    #expect(try count("Target 1, wide", value, in: counted) == 1)
  }

  @Test(arguments: [
    ("contacted at 2026-12-04T16:00", "met"), ("contacted at 2026-12-07T09:00", "late"), ("", "not-told"),
  ])
  func `the second target counts five working days from the referral or the yes, and what nobody told is not a failure`(
    line: String, value: String
  ) throws {
    let desk = try KeptDesk()
    let reference = try desk.family(more: ["set significant-harm yes"])
    let number = try desk.number("refer-childrens-services", in: reference)
    try desk.set("2026-12-08T09:00")
    try desk.tell(
      ["done \(number) at 2026-11-27T18:00", "agreed yes at 2026-11-27T18:05"] + (line.isEmpty ? [] : [line]))
    #expect(try count("Target 2", value, in: report(desk)) == 1)
    try desk.tell(["agreed no at 2026-11-28T10:00"])
    #expect(try count("Target 2, apart", "not-agreed", in: report(desk)) == 1)
    #expect(try report(desk).tables.first { $0.id == "Target 2" }?.total == 0)
  }

  @Test(arguments: [
    (["hostel"], "1, hostel"), (["hostel", "hostel"], "2, all of them hostel"), (["hostel", "leased"], "2"),
    (["hostel", "hostel", "leased"], "3, most of them hostel (2)"),
    (["hostel", "hostel", "leased", "other"], "4, more than any other hostel (2)"), ([], "none in this quarter"),
  ])
  func `a title calls nothing the most where another is as many`(kinds: [String], says: String) throws {
    let quarter = try #require(Self.quarter)
    let rows = kinds.map { CountRow(quarter: quarter, council: "luton", measure: .placed, value: $0, count: 1) }
    let report = QuarterReport(.own, quarter, of: rows, councils: ["luton": "Luton Borough Council"])
    let table = try #require(report.tables.first { $0.id == "2" })
    #expect(report.sentence(table) == "Places found, by kind: " + says)
  }

  @Test func `Kent counts where care leavers live, and Essex and the desk's own counts say that they are ours`() throws
  {
    let desk = try KeptDesk()
    try desk.tell([
      "triage dover", "set applicant-age 19", "set care-leaver-of kent", "set nowhere-tonight yes", "keep",
      "final-outcome secured-6-months home supported",
    ])
    let kent = try report(desk, .careLeavers)
    #expect(try count("KCL 1 to 3", "supported", in: kent) == 1)
    #expect(try count("KCL 4", "all", in: kent) == 1)
    for kind in [QuarterReport.Kind.essex, .own] {
      let report = try report(desk, kind)
      #expect(report.tables.allSatisfy { $0.clause == nil && report.source($0).hasPrefix("Ours") })
    }
  }

  @Test func `a night belongs to the quarter in which it is slept`() throws {
    let desk = try KeptDesk(at: "2026-12-30T18:00")
    _ = try desk.family()
    try desk.tell(["placed hostel for 5 nights"])
    let rows = try ["2026-Q4", "2027-Q1"].map { text in
      try desk.store.counts(in: try #require(Quarter(typed: text))).first { $0.measure == .nights }?.count
    }
    #expect(rows == [2, 3])
  }

  @Test(arguments: [
    (["placed hostel for 2 nights", "placed hostel for 3 nights"], ["hostel 3"], ["hostel 1"]),
    (["placed hostel for 3 nights", "placed hostel for 1 night"], ["hostel 1"], ["hostel 1"]),
    (
      ["placed bed-and-breakfast for 2 nights", "placed hostel for 2 nights"], ["hostel 2"],
      ["bed-and-breakfast 1", "hostel 1"]
    ),
    (
      ["placed hostel for 3 nights", "placed leased from 2026-11-28 for 3 nights"], ["hostel 1", "leased 3"],
      ["hostel 1", "leased 1"]
    ),
    (["placed hostel for 2 nights", "placed hostel from 2026-11-29 for 2 nights"], ["hostel 4"], ["hostel 2"]),
  ])
  func `a night is one night, however often it is booked, and a place said again from the same night is one place`(
    lines: [String], nights: [String], places: [String]
  ) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(lines)
    let rows = CaseCounts.rows(of: try desk.record(reference), in: try KeptDesk.frame())
    func said(_ measure: Measure) -> [String] {
      rows.filter { $0.measure == measure }.map { "\($0.value) \($0.count)" }.sorted()
    }
    #expect(said(.nights) == nights)
    #expect(said(.placed) == places)
  }

  @Test func `outcomes add up to their total, whatever happens`() throws {
    let desk = try KeptDesk()
    for outcome in FirstOutcome.allCases.prefix(4) {
      _ = try desk.family()
      try desk.tell(["first-outcome \(outcome.rawValue)", "close"])
    }
    for kind in QuarterReport.Kind.allCases {
      for table in try report(desk, kind).tables {
        #expect(table.total == table.cells.reduce(0) { $0 + ($1.count ?? 0) }, "\(kind) \(table.id)")
      }
    }
    #expect(try report(desk).tables.first { $0.id == "LUT 3" }?.total == 4)
  }

  private static func rows(_ counts: [Int], _ quarter: Quarter) -> [CountRow] {
    zip(Household.allCases, counts).map {
      CountRow(quarter: quarter, council: "luton", measure: .household, value: $0.rawValue, count: $1)
    }
  }

  private static func printed(_ counts: [Int], _ quarter: Quarter) throws -> QuarterReport.Table {
    let report = QuarterReport(
      .luton, quarter, of: rows(counts, quarter), councils: ["luton": "Luton Borough Council"], isOutside: true)
    return try #require(report.tables.first { $0.id == "LUT 7" })
  }

  /// The attacker knows how figures are left out and knows the total, from another table; and tries every table that could have been
  /// printed like this.
  @Test func `no table for outside can be solved, not even by who knows its total`() throws {
    let quarter = try #require(Self.quarter)
    struct Known: Hashable {
      let cells: [Int?]
      /// Nobody is told a total that is itself too small.
      let total: Int?
    }
    var seen: [Known: [[Int]]] = [:], planted: [Known: [[Int]]] = [:]
    for first in 0...9 {
      for second in 0...9 {
        for third in 0...9 {
          let counts = [first, second, third]
          let table = try Self.printed(counts, quarter)
          let total = first + second + third
          #expect(table.total == (table.cells.contains { $0.count == nil } ? nil : total))
          #expect(!table.cells.contains { (1..<CaseSettings.smallest).contains($0.count ?? 0) })
          let told = total < CaseSettings.smallest ? nil : total
          seen[Known(cells: table.cells.map(\.count), total: told), default: []].append(counts)
          let onlySmall = counts.map { (1..<CaseSettings.smallest).contains($0) ? nil : $0 }
          planted[Known(cells: onlySmall, total: told), default: []].append(counts)
        }
      }
    }
    func solved(_ tables: [Known: [[Int]]]) -> [Known] {
      tables.filter { known, counts in
        known.cells.indices.contains { place in
          known.cells[place] == nil && Set(counts.map { $0[place] }).count < 2
        }
      }.map(\.key)
    }
    #expect(solved(seen) == [])
    #expect(!solved(planted).isEmpty)
  }

  @Test func `what lies between two readings is not given away`() throws {
    let desk = try KeptDesk()
    #expect(try !report(desk, outside: true).tables.contains { $0.id == "Target 1, wide" })
  }

  @Test func `the page needs nothing else, holds a table beside each drawing, and is the same each time`() throws {
    let quarter = try #require(Self.quarter)
    let rows =
      Self.rows([7, 21, 0], quarter) + [
        CountRow(quarter: quarter, council: "luton", measure: .sameDayNarrow, value: "met", count: 7),
        CountRow(quarter: quarter, council: "luton", measure: .sameDayNarrow, value: "later", count: 1),
        CountRow(quarter: quarter, council: "luton", measure: .sameDayNarrow, value: "cannot-tell", count: 1),
      ]
    let report = QuarterReport(.luton, quarter, of: rows, councils: ["luton": "Luton Borough Council"])
    let page = report.html(made: "Made for a test")
    #expect(page == report.html(made: "Made for a test"))
    for part in ["<script", "http://", "https://", "src=", "url(", "@import"] {
      #expect(!page.contains(part), "\(part)")
    }
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en-GB\">"))
    #expect(page.contains("default-src 'none'"))
    func count(_ part: String) -> Int { page.ranges(of: part).count }
    #expect(count("<table") == report.tables.count && count("<caption") == count("<table"))
    #expect(count("<svg") == 2 && count("role=\"img\"") == 2 && count("<desc") == 2)
    #expect(count("<circle") == 8 && count("<path") == 1)
    #expect(page.contains("7 of 9"))
    #expect(!page.contains("%)"))
    #expect(throws: Never.self) { try XMLDocument.check(page) }
    let outside = QuarterReport(
      .luton, quarter, of: rows, councils: ["luton": "Luton Borough Council"], isOutside: true)
    #expect(!outside.html(made: "").contains("7 of 9"))
  }

  @Test func `a count that is not there says so in words, and csv keeps a column for the official codes`() throws {
    let desk = try KeptDesk()
    let report = try report(desk)
    #expect(report.lines.contains { $0.hasSuffix("none in this quarter") })
    let lines = report.csv.split(separator: "\r\n")
    #expect(lines[0].contains("official code"))
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("2026-Q4,LUT,") })
  }

  @Test func `over the desk a reporter sees counts, and nothing else`() throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    let reply = try desk.say("report quarter 2026-Q4 --protocol LUT --outside", by: "rex")
    #expect(reply.code == 216)
    #expect(reply.block.contains { $0.contains("c") })
    for line in ["report", "report 2026-Q5", "report quarter 2026-Q4 --protocol XXX", "report 2026-Q4 sideways"] {
      #expect(try desk.say(line, by: "rex").isError, "\(line)")
    }
  }

  @Test(arguments: [
    ("2026-Q4", "Oct to Dec 2026 (Q3 2026/27)", "2027-Q1"), ("2026-Q1", "Jan to Mar 2026 (Q4 2025/26)", "2026-Q2"),
    ("2099Q2", "Apr to Jun 2099 (Q1 2099/00)", "2099-Q3"),
  ])
  func `a quarter is one of the calendar, and says which of the financial year`(
    text: String, words: String, next: String
  )
    throws
  {
    let quarter = try #require(Quarter(typed: text))
    #expect(quarter.words == words)
    #expect(quarter.next.text == next)
    #expect(Quarter(typed: "2026-Q5") == nil)
  }

  @Test(arguments: QuarterReport.Kind.allCases)
  func `a page for outside has no table without a row, and says of a target only what has one`(
    kind: QuarterReport.Kind
  ) throws {
    let report = QuarterReport(
      kind, try #require(Quarter(typed: "2026-Q4")), of: [], councils: ["luton": "Luton Borough Council"],
      isOutside: true)
    let page = report.html(made: "Made now")
    #expect(!page.contains("<tbody></tbody>"))
    for table in report.tables {
      if case .target = table.form { continue }
      #expect(!report.notes(table).contains { $0.contains("Target") }, "\(table.id)")
    }
    for cell in report.tables.flatMap(\.cells) { #expect(cell.label.first?.isLowercase == false, "\(cell.label)") }
  }
}

/// Whether a page's elements are closed in the order in which they were opened.
private enum XMLDocument {
  struct Unclosed: Error {
    let name: String
  }

  static func check(_ page: String) throws {
    var open: [Substring] = []
    for match in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/) where !["meta", "!DOCTYPE"].contains(match.2) {
      if !match.1.isEmpty {
        guard open.popLast() == match.2 else { throw Unclosed(name: String(match.2)) }
      } else if match.3.isEmpty {
        open.append(match.2)
      }
    }
    if let name = open.last { throw Unclosed(name: String(name)) }
  }
}
