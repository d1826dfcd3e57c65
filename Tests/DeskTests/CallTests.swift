import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// `rang`: what a call came to moves whom to ring next at once, everywhere.
struct CallTests {
  private struct Desk {
    var session = DeskSession()
    let engine: TriageEngine
    var now: Moment

    init() throws {
      engine = try Shipped.engine
      now = try TimeText.moment("2026-11-25T22:14", clock: engine.clock).moment
    }

    mutating func reply(_ line: String) -> Reply {
      session.handle(line, in: DeskContext(engine: engine, now: now, programVersion: "test"))
    }

    mutating func ring() -> [String] {
      let page = reply("result").block
      guard let start = page.firstIndex(of: "RING") else { return [] }
      return page[(start + 1)...].prefix { !$0.isEmpty }.map { $0 }
    }
  }

  private func luton() throws -> Desk {
    var desk = try Desk()
    for line in [
      "triage luton at 2026-11-25T22:10", "set immediate-danger no", "set nowhere-tonight yes", "set children 4 7",
      "set duty-elsewhere harlow",
    ] {
      #expect(!desk.reply(line).isError)
    }
    return desk
  }

  @Test func `every number that was tried stays with what befell it, an engaged one before a wrong one`() throws {
    var desk = try Desk()
    for line in [
      "triage luton at 2026-11-25T12:00", "set immediate-danger no", "set nowhere-tonight yes",
      "rang 01582547653 wrong number", "rang 0300 300 8123 engaged",
    ] {
      #expect(!desk.reply(line).isError, "\(line)")
    }
    let ring = desk.ring().filter { $0.contains(/^ \d/) }
    #expect(ring.first?.contains(Self.number) == true && ring.first?.contains("engaged at 22:14") == true, "\(ring)")
    #expect(ring.last?.contains("01582 547653") == true && ring.last?.contains("wrong number") == true, "\(ring)")
    #expect(desk.reply("result brief").block.contains { $0.hasPrefix("RING     \(Self.number)") })
    let who = desk.reply("who luton").block.joined(separator: "\n")
    #expect(who.contains(Self.number) && who.contains("01582 547653"), "\(who)")
    #expect(!who.contains("holds no telephone number"), "\(who)")
  }

  @Test(arguments: ["canterbury", "luton", "thanet", "dover", "harlow"])
  func `whatever is rung in vain, no number goes from the page and none is said not to be held`(council: String) throws
  {
    var desk = try Desk()
    for line in ["triage \(council) at 2026-11-25T19:00", "set immediate-danger no", "set nowhere-tonight yes"] {
      #expect(!desk.reply(line).isError, "\(line)")
    }
    func numbers(_ lines: [String]) -> Set<String> {
      Set(lines.compactMap { $0.firstMatch(of: /^ +\d+ +([0-9][0-9 ]+[0-9])/).map { String($0.1) } })
    }
    var seen: Set<String> = []
    for how in ["engaged", "no answer", "engaged", "wrong number", "engaged"] {
      let now = numbers(desk.ring())
      #expect(seen.isSubset(of: now), "\(seen) \(now)")
      seen = now
      _ = desk.reply("rang 1 \(how)")
      let who = desk.reply("who \(council)").block
      #expect(!who.contains { $0.contains("holds no telephone number") }, "\(who)")
    }
  }

  @Test func `a call is told in words, and a program hears one code in either format`() throws {
    var desk = try luton()
    let text = desk.reply("failed luton/childrens-out-of-hours no-answer").text
    #expect(text.contains("no answer at 22:14, noted") && !text.contains("luton/childrens"), "\(text)")
    #expect(desk.reply("rang 1 engaged").code == 213)
    _ = desk.reply("format json")
    #expect(desk.reply("rang 0300 300 8123 engaged").code == 213)
  }

  private static let number = "0300 300 8123"

  @Test(arguments: [
    "rang NUMBER no answer", "rang 0300 300 8123 no answer", "rang 03003008123 no-answer",
    "rang emergency duty team didn't answer",
    "rang luton/childrens-out-of-hours no answer", "failed luton/childrens-out-of-hours no-answer",
  ])
  func `a number that does not answer goes last on the page, in the line above the question and in look-ups`(
    line: String
  )
    throws
  {
    var desk = try luton()
    let before = desk.ring()
    let place = try #require(before.firstIndex { $0.contains(Self.number) && !$0.contains("Ring") })
    let numbered = before.filter { $0.contains(/^ \d/) }
    let onPage = try #require(numbered.firstIndex { $0.contains(Self.number) }) + 1
    #expect(!numbered.isEmpty && place < before.count)
    let reply = desk.reply(line.replacing("NUMBER", with: "\(onPage)"))
    #expect(!reply.isError, "\(reply.text)")
    #expect(reply.effect == .noteFailure(contact: "luton/childrens-out-of-hours", how: .noAnswer))
    let after = desk.ring().filter { $0.contains(/^ \d/) }
    #expect(after.last?.contains("no answer at 22:14") == true && after.last?.contains(Self.number) == true, "\(after)")
    #expect(after.first?.contains(Self.number) == false)
    #expect(after.count >= numbered.count)
    let brief = desk.reply("result brief").block
    let ring = try #require(brief.first { $0.hasPrefix("RING") })
    #expect(ring.dropFirst(9).hasPrefix(Self.number) == false, "\(brief)")
    #expect(desk.reply("ask json").block.joined().contains("tried"))
    let who = desk.reply("who luton ooh").block
    #expect(who.first { $0.contains("luton/") }?.contains(Self.number) == false, "\(who)")
    #expect(who.contains { $0.contains(Self.number) && $0.contains("no answer at 22:14") }, "\(who)")
  }

  @Test(arguments: [
    ("answered", nil, "answered at 22:14"), ("engaged", nil, "engaged at 22:14"),
    ("wrong number", FailureKind.wrongNumber, "wrong number at 22:14"),
    ("refused", .refused, "would not help at 22:14"),
    ("no answer 22:05", .noAnswer, "no answer at 22:05"), ("no answer at 2205", .noAnswer, "no answer at 22:05"),
    ("no answer 23:50", .noAnswer, "no answer at 23:50"),
  ])
  func `how a call went is heard in people's words, with its time`(how: String, kind: FailureKind?, mark: String) throws
  {
    var desk = try luton()
    let reply = desk.reply("rang \(Self.number) \(how)")
    #expect(reply.text.contains(mark), "\(reply.text)")
    #expect(reply.effect == kind.map { .noteFailure(contact: "luton/childrens-out-of-hours", how: $0) })
    // Ten to twelve was yesterday, and one that answered keeps its place.
    let first = desk.ring().first { $0.contains(/^ \d/) }
    if how == "no answer 23:50" || how == "answered" { #expect(desk.ring().contains { $0.contains(mark) }) }
    #expect(first != nil)
  }

  @Test func `after an hour a number that did not answer is tried in its place again, and says when it was tried`()
    throws
  {
    var desk = try luton()
    let before = desk.ring().filter { $0.contains(/^ \d/) }.map { $0.prefix(20) }
    _ = desk.reply("rang 1 no answer")
    #expect(desk.ring().filter { $0.contains(/^ \d/) }.map { $0.prefix(20) } != before)
    desk.now = Moment(seconds: desk.now.seconds + 3601)
    let after = desk.ring().filter { $0.contains(/^ \d/) }
    #expect(after.map { $0.prefix(20) } == before)
    #expect(after.first?.contains("no answer at 22:14") == true)
  }

  @Test(arguments: [
    ("rang 1", 501), ("rang 1 sulking", 501), ("rang 99 no answer", 501), ("rang nobody-at-all no answer", 550),
    ("rang kent no answer", 551),
  ])
  func `what cannot be understood is asked back`(line: String, code: Int) throws {
    var desk = try luton()
    let reply = desk.reply(line)
    #expect(reply.code == code, "\(reply.text)")
    #expect(reply.effect == nil)
  }

  @Test(arguments: [
    ("failed thanet/website no-answer", "is a web page and answers nobody"),
    ("failed thanet/website", "is a web page and answers nobody"),
    ("rang thanet/website answered", "is a web page and answers nobody"),
    ("rang thanet/website wrong number again", "is a web page and answers nobody"),
    ("failed thanet/housing wrong-number", "is a mailbox and has no number"),
    ("rang thanet/housing wrong number", "is a mailbox and has no number"),
  ])
  func `a call that nobody can have made is noted by nothing that is typed`(line: String, said: String) throws {
    var desk = try luton()
    let reply = desk.reply(line)
    #expect(reply.code == 501 && reply.text.contains(said), "\(reply.text)")
    #expect(reply.effect == nil && desk.session.calls.isEmpty)
    #expect(desk.reply("failed thanet/housing no-answer").effect != nil, "a mailbox can stay silent")
  }

  @Test func `outside a triage a name says whom, and what to try next follows`() throws {
    var desk = try Desk()
    let reply = desk.reply("rang tunbridge wells ooh no answer")
    #expect(reply.effect == .noteFailure(contact: "tunbridge-wells/out-of-hours", how: .noAnswer), "\(reply.text)")
    #expect(reply.block.contains { $0.contains("01892 352777") })
    var fresh = try Desk()
    #expect(fresh.reply("rang 1 no answer").code == 503)
  }

  @Test(arguments: [
    (["rang 01843577000 no answer"], "03000 41 91 91"), (["rang thanet switchboard no answer"], "03000 41 91 91"),
    (["rang 01304872265 engaged", "rang 01304821199 no answer"], "03000 41 91 91"),
  ])
  func `a number that is a switchboard and the night line at once leads on as the night line does`(
    lines: [String], next: String
  ) throws {
    var desk = try Desk()
    desk.now = try TimeText.moment("2026-11-27T18:30", clock: desk.engine.clock).moment
    var last = desk.reply("who thanet ooh")
    for line in lines { last = desk.reply(line) }
    #expect(!last.isError, "\(last.text)")
    #expect(last.block.contains { $0.contains(next) }, "\(last.text) \(last.block)")
    #expect(!last.block.contains { $0.contains("nothing held") })
  }

  @Test(arguments: ["who luton ooh", "lookup luton", "find luton"])
  func `a program is told of a call too, and when it was`(line: String) throws {
    var desk = try Desk()
    _ = desk.reply("rang \(Self.number) no answer 22:05")
    _ = desk.reply("format json")
    let text = try #require(desk.reply(line).block.first)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let contacts = try #require(json["contacts"] as? [[String: Any]])
    let rung = contacts.filter { $0["call"] != nil }
    #expect(!rung.isEmpty && rung.allSatisfy { $0["display"] as? String == Self.number })
    let call = try #require(rung.first?["call"] as? [String: String])
    #expect(call["how"] == "no-answer" && call["at"]?.hasPrefix("2026-11-25T22:05") == true)
    #expect(contacts.count > rung.count)
  }

  @Test func `a call that is told again moves the numbers and is noted once`() throws {
    var desk = try luton()
    let reply = desk.reply("rang \(Self.number) no answer 22:05 again")
    #expect(reply.effect == nil && reply.text.contains("no answer at 22:05, told again"), "\(reply.text)")
    #expect(
      desk.reply("who luton ooh").block.contains { $0.contains(Self.number) && $0.contains("no answer at 22:05") })
    #expect(desk.reply("rang again").code == 501)
  }

  @Test func `what one session has rung changes nothing in what another is told`() throws {
    var desk = try Desk()
    #expect(desk.session.isPlain)
    #expect(desk.reply("who luton ooh").holds == .minute)
    _ = desk.reply("rang \(Self.number) no answer")
    #expect(!desk.session.isPlain)
    #expect(desk.reply("who luton ooh").holds == .once)
  }
}
