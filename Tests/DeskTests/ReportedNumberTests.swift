import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// What one desk reports of a number, every other desk shows beside it, and rings another first where there is one.
struct ReportedNumberTests {
  /// A desk that never rang anybody, and what others have reported.
  private struct Desk {
    var session = DeskSession()
    var context: DeskContext

    init(_ reports: [CallReport] = [], at moment: String = "2026-11-27T18:30") throws {
      let engine = try Shipped.engine
      context = DeskContext(
        engine: engine, now: try TimeText.moment(moment, clock: engine.clock).moment, programVersion: "test")
      context.reports = CallReports(reports, in: engine.directory)
    }

    mutating func reply(_ line: String) -> Reply { session.handle(line, in: context) }

    mutating func numbers(_ line: String) -> [String] { reply(line).block.filter { $0.contains(/^ *(\d |0)/) } }
  }

  /// The contact that is offered first at a council for a purpose, and a report of it so many seconds ago.
  private func first(_ words: String, _ how: FailureKind, ago: Int64) throws -> (
    contact: Contact, reports: [CallReport]
  ) {
    var desk = try Desk()
    _ = desk.reply("format json")
    let text = try #require(desk.reply("who \(words)").block.first)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let id = try #require((json["contacts"] as? [[String: Any]])?.first?["contact"] as? String)
    let contact = try #require(desk.context.engine.directory.contact(id: id))
    return (contact, [CallReport(contact: id, how: how, at: desk.context.now.adding(seconds: -ago))])
  }

  @Test(arguments: ["2026-11-26T20:28", "2026-11-27T12:00"])
  func `what is in writing stands behind every telephone, also behind those that did not answer`(moment: String) throws
  {
    let voices = try Shipped.engine.directory.contacts.filter(\.isVoice)
    var desk = try Desk(at: moment)
    desk.context.reports = CallReports(
      voices.enumerated().map {
        CallReport(
          contact: $1.id, how: $0 % 3 == 0 ? .wrongNumber : .noAnswer, at: desk.context.now.adding(seconds: -60))
      }, in: desk.context.engine.directory)
    _ = desk.reply("format json")
    var mixed = 0
    for council in ["luton", "canterbury", "thanet", "dover", "kent", "harlow", "colchester"] {
      for purpose in ["", " ooh", " safeguarding", " housing"] {
        guard let text = desk.reply("who \(council)\(purpose)").block.first else { continue }
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let contacts = try #require(json["contacts"] as? [[String: Any]])
        // Somebody else's number is behind all.
        let kinds = contacts.filter { ($0["reported"] as? [String: Any])?["how"] as? String != "wrong-number" }
          .compactMap { $0["kind"] as? String }.map { ["phone", "extension"].contains($0) }
        #expect(kinds.drop { $0 }.allSatisfy { !$0 }, "\(council)\(purpose): \(contacts.map { $0["display"] ?? "" })")
        if Set(kinds).count == 2 { mixed += 1 }
      }
    }
    #expect(mixed > 0)
  }

  @Test(arguments: [
    (FailureKind.noAnswer, "2026-11-28T02:00", false), (.refused, "2026-11-28T09:00", false),
    (.noAnswer, "2026-11-27T19:00", true), (.wrongNumber, "2026-11-28T02:00", true),
  ])
  func `of a moment to come it is told what counts then, and not what happened this evening`(
    how: FailureKind, asked: String, counts: Bool
  ) throws {
    let voices = try Shipped.engine.directory.contacts.filter { $0.isVoice && $0.council == "luton" }
    var desk = try Desk()
    desk.context.reports = CallReports(
      voices.map { CallReport(contact: $0.id, how: how, at: desk.context.now.adding(seconds: -60)) },
      in: desk.context.engine.directory)
    for line in ["who luton ooh at \(asked)", "lookup luton at \(asked)"] {
      let page = desk.reply(line).block.joined(separator: "\n")
      #expect(
        page.contains("reported \(how.rawValue.replacing("-", with: " ")) at 18:29") == counts, "\(line): \(page)")
      if !counts { #expect(!page.contains("has been tried"), "\(page)") }
    }
    #expect(desk.reply("who luton ooh").block.joined().contains("reported"))
    _ = desk.reply("triage luton at \(asked)")
    for line in ["set immediate-danger no", "set nowhere-tonight yes", "set children 4"] { _ = desk.reply(line) }
    let page = desk.reply("result").block.joined(separator: "\n")
    #expect(page.contains("reported") == counts, "\(page)")
  }

  @Test(arguments: [
    (FailureKind.wrongNumber, Int64(60), true, "reported wrong number at 18:29"),
    (.wrongNumber, 86400 * 30, true, "reported wrong number at 18:30 on Wed 28 Oct 2026"),
    (.noAnswer, 600, true, "reported no answer at 18:20"), (.noAnswer, 7200, false, ""),
    (.refused, 7200, true, "reported refused at 16:30"), (.refused, 86400, false, ""),
  ])
  func `a report of another desk stands beside its number while it holds, and another is offered first`(
    how: FailureKind, ago: Int64, stands: Bool, mark: String
  ) throws {
    for words in ["thanet ooh", "canterbury ooh", "dover ooh"] {
      let (contact, reports) = try first(words, how, ago: ago)
      var desk = try Desk(reports)
      for line in ["who \(words)", "lookup \(words.prefix { $0 != " " })"] {
        let lines = desk.reply(line).block.filter { $0.contains(contact.display) }
        #expect(lines.contains { $0.contains("reported") } == stands, "\(line): \(lines)")
        if stands { #expect(lines.contains { $0.contains(mark) }, "\(line): \(lines)") }
      }
      let page = desk.numbers("who \(words)")
      #expect(page.first?.contains(contact.display) == !stands, "\(page)")
      _ = desk.reply("format json")
      let text = try #require(desk.reply("who \(words)").block.first)
      #expect(text.contains("\"reported\":{\"how\":\"\(how.rawValue)\"") == stands, "\(text)")
    }
  }

  @Test func `a triage rings another number first, and its page, its line above the question and its document say why`()
    throws
  {
    var before = try Desk()
    let facts = [
      "triage thanet at 2026-11-27T18:20", "set immediate-danger no", "set nowhere-tonight yes", "set children 4",
    ]
    for line in facts { #expect(!before.reply(line).isError) }
    let ringing = before.reply("result").block.drop { $0 != "RING" }.dropFirst().filter { $0.contains(/^ +1 +\d/) }
    let number = try #require(ringing.first?.split(separator: "  ").dropFirst().first.map(String.init))
    let contact = try #require(before.context.engine.directory.contacts.first { $0.display == number })
    var desk = try Desk([CallReport(contact: contact.id, how: .wrongNumber, at: before.context.now)])
    for line in facts { #expect(!desk.reply(line).isError) }
    let page = desk.reply("result").block
    #expect(page.contains { $0.contains(number) && $0.contains("reported wrong number") }, "\(page)")
    let rows = page.drop { $0 != "RING" }.filter { $0.contains(/^ +\d+ +\d/) }
    #expect(rows.first?.contains(number) == false, "\(rows)")
    #expect(desk.reply("result brief").block.contains { $0.hasPrefix("RING") && !$0.hasPrefix("RING     \(number)") })
    _ = desk.reply("format json")
    let text = try #require(desk.reply("result").block.first)
    #expect(text.contains("\"reported\":[{\"contact\":\"thanet/"), "\(text)")
  }

  @Test
  func `a number that nobody else stands in for stays, and whoever got through knows better than an older report`()
    throws
  {
    let (contact, reports) = try first("thanet ooh", .wrongNumber, ago: 3600)
    var desk = try Desk(reports)
    #expect(desk.reply("rang \(contact.display) answered").code == 200)
    #expect(desk.numbers("who thanet ooh").first?.contains(contact.display) == true)
    #expect(desk.reply("who thanet ooh").block.contains { $0.contains("answered at 18:30") })
    // One that does not answer is no less wrong for that.
    var other = try Desk(reports)
    _ = other.reply("rang \(contact.display) no answer")
    #expect(other.reply("who thanet ooh").block.contains { $0.contains("reported wrong number") })
    let all = desk.context.engine.directory.contacts.map {
      CallReport(contact: $0.id, how: .wrongNumber, at: desk.context.now)
    }
    var lost = try Desk(all)
    let (mine, theirs) = (lost.numbers("who thanet ooh"), desk.numbers("who thanet ooh"))
    #expect(!mine.isEmpty && mine.count >= theirs.count && mine.allSatisfy { $0.contains("reported wrong number") })
  }

  // MARK: - By its place

  @Test(arguments: ["who thanet ooh", "lookup thanet ooh", "find thanet ooh"])
  func `a digit after a look-up is the number on that line`(line: String) throws {
    var desk = try Desk()
    let lines = desk.numbers(line)
    #expect(!lines.isEmpty)
    for place in 1...max(1, lines.count) {
      var fresh = try Desk()
      _ = fresh.reply(line)
      let reply = fresh.reply("rang \(place) no answer")
      let display = try #require(lines.dropFirst(place - 1).first?.split(separator: "  ").first).trimmingCharacters(
        in: .whitespaces)
      #expect(reply.text.hasPrefix(display), "\(reply.text) \(lines)")
      #expect(reply.effect != nil)
    }
    _ = desk.reply("rang 1 engaged")
    // What is offered now is what a digit means from here on.
    #expect(desk.reply("rang 1 no answer").text.hasPrefix("03000 41 91 91"))
    #expect(desk.reply("rang 99 no answer").text.contains("that page has numbers 1 to"))
  }

  @Test func `a look-up that another session was told of a moment ago counts too`() throws {
    var desk = try Desk()
    desk.session.repeated("who thanet ooh")
    #expect(desk.reply("rang 1 no answer").text.hasPrefix("01843 577000"))
  }

  @Test func `in a triage a digit that may be of the page or of a look-up is asked back`() throws {
    var desk = try Desk()
    for line in ["triage luton at 2026-11-27T18:20", "set immediate-danger no", "set nowhere-tonight yes", "result"] {
      #expect(!desk.reply(line).isError)
    }
    _ = desk.reply("who thanet ooh")
    let reply = desk.reply("rang 1 no answer")
    #expect(reply.code == 551 && reply.text.contains("under RING"), "\(reply.text)")
    #expect(reply.effect == nil)
    _ = desk.reply("result")
    #expect(desk.reply("rang 1 no answer").effect != nil)
  }

  // MARK: - By whom

  @Test func `what nobody signed for is shown, and moves no number`() throws {
    for words in ["thanet ooh", "canterbury ooh", "luton ooh"] {
      let (contact, reports) = try first(words, .wrongNumber, ago: 60)
      let unsigned = reports.map { CallReport(contact: $0.contact, how: $0.how, at: $0.at, isSure: false) }
      var desk = try Desk(unsigned)
      #expect(desk.numbers("who \(words)").first?.contains(contact.display) == true)
      #expect(desk.reply("who \(words)").block.contains { $0.contains("at 18:29 by nobody who signed in") })
      // Who rang here knows better; and what somebody signed for beside it counts.
      _ = desk.reply("rang \(contact.display) answered")
      #expect(desk.reply("who \(words)").block.contains { $0.contains("answered at 18:30") })
      var both = try Desk(unsigned + reports)
      #expect(!both.reply("who \(words)").block.contains { $0.contains("by nobody who signed in") })
    }
  }

  @Test func `where no other line is known to answer, the night's line stays first whatever other desks reported`()
    throws
  {
    // Every line of Thanet's night, at three on a Sunday: what is left is the front door, which is for working hours.
    var reports: [CallReport] = []
    let night = "2026-11-29T03:00"
    for contact in ["thanet/out-of-hours", "kent/childrens-out-of-hours"] {
      let now = try Desk(at: night).context.now
      reports.append(CallReport(contact: contact, how: .wrongNumber, at: now.adding(seconds: -60)))
    }
    var before = try Desk(at: night)
    let usual = try #require(before.numbers("who thanet ooh").first?.split(separator: "  ").first)
    var desk = try Desk(reports, at: night)
    let page = desk.numbers("who thanet ooh")
    #expect(page.first?.contains(usual.trimmingCharacters(in: .whitespaces)) == true, "\(page)")
    #expect(page.first?.contains("reported wrong number") == true && page.count > 1, "\(page)")
    // What was rung here stands back as ever.
    _ = desk.reply("rang 1 no answer")
    #expect(desk.numbers("who thanet ooh").first?.contains(usual.trimmingCharacters(in: .whitespaces)) == false)
  }
}
