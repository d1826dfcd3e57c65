import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// The desk language, in memory: the session as socket and console run it.
struct SessionTests {
  private func context(at moment: String = "2026-11-26T17:45") throws -> DeskContext {
    let engine = try Shipped.engine
    let table = try Shipped.postcodes
    return DeskContext(
      engine: engine, now: try TimeText.moment(moment, clock: engine.clock).moment, programVersion: "test",
      postcodes: PostcodeBook { table })
  }

  private func replies(_ lines: [String], format: DeskFormat = .text) throws -> [Reply] {
    var session = DeskSession(format: format)
    let context = try context()
    return lines.map { session.handle($0, in: context) }
  }

  @Test func `every command's example works, in both formats`() throws {
    for format in DeskFormat.allCases {
      for command in Command.table where command.name != .auth {
        var lines = [command.example]
        if command.needsTriage { lines = ["triage luton", "set pregnant yes", command.example] }
        if command.name == .switch { lines = ["triage luton", "set pregnant yes", "triage dover", command.example] }
        let reply = try #require(try replies(lines, format: format).last)
        #expect(!reply.isError, "\(command.example): \(reply.text)")
        #expect(reply.hasBlock || reply.block.isEmpty)
        if format == .json, reply.hasBlock, reply.code != 211 {
          #expect(reply.block.count == 1)
          #expect(throws: Never.self) {
            _ = try JSONSerialization.jsonObject(with: Data(reply.block[0].utf8), options: .fragmentsAllowed)
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("lookup canterbury", 210), ("LOOKUP Canterbury OOH", 210), ("who luton housing", 210), ("find margate", 210),
    ("councils kent", 213), ("triage luton", 200), ("format json", 200), ("help", 211), ("help who", 211),
    ("version", 200),
    ("quit", 221), ("why LUT-24", 213), ("deadline LUT-35 from 2026-12-23", 213),
    ("lokup luton", 500), ("", 500), ("help lokup", 500), ("lookup", 501), ("who luton", 210), ("who", 501),
    ("who cantebury ooh", 210), ("who malden ooh", 551),
    ("margate", 210), ("there is a family here from luton", 210), ("01843577000", 210), ("call thanet", 210),
    ("xyzzy plugh", 500), ("CT10", 210), ("who CT10", 210), ("who CT4", 551), ("lookup cf10", 550),
    ("triage CT10 1AB", 200), ("triage CT4", 551), ("councils CT4", 213), ("councils CF10", 550), ("format xml", 501),
    ("lookup luton at someday", 501), ("deadline LUT-35 2026-12-23", 501), ("deadline LUT-20 from 2026-12-23", 501),
    ("set children 4", 503), ("ask", 503), ("auth abc", 503), ("lookup atlantis", 550), ("why LUT-99", 550),
    ("failed luton/nobody", 550), ("lookup e", 551), ("lookup thurrock", 550),
    ("failed luton/safeguarding sulking", 501),
  ])
  func `a line is answered by a code of the contract`(line: String, code: Int) throws {
    #expect(try replies([line]).last?.code == code)
  }

  @Test(arguments: [
    ("set childern 4", 552), ("set children 18", 552), ("set children teenager", 552), ("set pregnant maybe", 552),
    ("set council dover", 552), ("unset council", 552), ("unset childern", 552), ("back", 503),
    ("set presented-at 2027-03-28T01:30", 552), ("set seen-at 2026-11-26T10:00", 552), ("set children none", 200),
    ("set violence-risk thanet dover", 200), ("set connections canterbury:residence", 200), ("ask", 310),
    ("result", 212),
    ("facts", 213), ("facts json", 213), ("facts xml", 501), ("close", 200),
  ])
  func `a line of a triage is answered by a code of the contract`(line: String, code: Int) throws {
    #expect(try replies(["triage luton", line]).last?.code == code)
  }

  @Test func `answers change what is decided, and back takes the last one back`() throws {
    let texts = try replies([
      "triage luton", "set nowhere-tonight yes", "set eligibility not-eligible", "set children 4", "back",
      "set children none", "facts",
    ]).map { $0.text }
    #expect(texts[1].contains("a place tonight, under section 188"))
    #expect(texts[2].contains("a place tonight, under section 17"))
    #expect(texts[3].contains("a place tonight, under section 17"))
    #expect(texts[4].contains("undone"))
    #expect(texts[6] == "5 facts known")
  }

  @Test func `danger is asked about first, and where there is any the other questions go on`() throws {
    var session = DeskSession()
    let context = try context()
    _ = session.handle("triage luton", in: context)
    #expect(session.handle("ask", in: context).text == "immediate-danger")
    _ = session.handle("set immediate-danger yes", in: context)
    #expect(session.handle("ask", in: context).code == 310)
  }

  @Test func `a triage with answers is not thrown away by beginning another`() throws {
    let texts = try replies([
      "triage luton", "set pregnant yes", "triage dover", "set children 3", "switch 1", "facts", "switch", "facts",
      "close", "facts", "close", "facts",
    ]).map { ($0.code, ([$0.text] + $0.block).joined(separator: " ")) }
    #expect(texts[2].0 == 200 && texts[2].1.contains("family 2"))
    #expect(texts[5].1.contains("luton") && texts[5].1.contains("pregnant"))
    #expect(texts[7].1.contains("dover") && texts[7].1.contains("children") && !texts[7].1.contains("pregnant"))
    #expect(texts[8].1.contains("Luton Borough Council"))
    #expect(texts[9].1.contains("luton"))
    #expect(texts[11].0 == 503)
    #expect(try replies(["triage luton", "triage dover", "switch"]).last?.code == 503)
  }

  @Test func `a session has only so many families open`() throws {
    let lines = (0..<8).flatMap { _ in ["triage luton", "set pregnant yes"] }
    #expect(try replies(lines + ["triage luton"]).last?.code == 503)
    #expect(try replies(lines + ["switch"]).last?.code == 501)
    #expect(try replies(lines + ["switch 3"]).last?.text.contains("family 3") == true)
  }

  @Test func `a look-up in a triage answers for the triage's moment`() throws {
    for line in ["who luton ooh", "find luton", "lookup luton ooh", "margate"] {
      let reply = try #require(try replies(["triage luton at 2026-11-24T16:45", line]).last)
      #expect(reply.text.contains("16:45 on Tue 24 Nov 2026"), "\(reply.text)")
      #expect(reply.holds == .once)
      #expect(try replies(["triage luton at 2026-11-24T16:45", "close", line]).last?.text.contains("24 Nov") == false)
    }
    #expect(
      try replies(["triage luton at 2026-11-24T16:45", "who luton ooh at fri 5pm"]).last?.text.contains("27 Nov")
        == true)
  }

  @Test func `a case of the evening is not warned of a cut-off that is past`() throws {
    let early = try context(at: "2026-11-26T16:23")
    var session = DeskSession()
    #expect(!session.handle("triage luton at 22:00", in: early).text.contains("16:30"))
    #expect(session.handle("triage luton at 16:00", in: early).text.contains("16:30"))
  }

  @Test func `a moment may be typed as a time of today`() throws {
    #expect(try replies(["lookup canterbury ooh at 3:00"]).last?.text.contains("03:00 on Thu 26 Nov 2026") == true)
    #expect(try replies(["lookup canterbury ooh at now"]).last?.text.contains("17:45 on Thu 26 Nov 2026") == true)
  }

  @Test func `why names the facts that a rule turned on, or waits for`() throws {
    let lines = try #require(
      try replies(["triage luton at 2026-11-26T17:45", "set children 4", "set nowhere-tonight yes", "why LUT-24"]).last?
        .block)
    #expect(lines.contains("It applies here."))
    #expect(lines.contains { $0.contains("children 4") })
    #expect(lines.contains { $0.hasPrefix("It would not apply with:") && $0.contains("they have somewhere safe") })
    #expect(lines.contains { $0.hasPrefix("By it, among what is to be done") })
    let waiting = try #require(try replies(["triage luton", "why LUT-24"]).last?.block)
    #expect(waiting.contains { $0.hasPrefix("It waits for:") && $0.contains("nowhere-tonight") })
  }

  @Test(arguments: [
    "ashford/out-of-hours", "luton/childrens-out-of-hours", "kent/childrens-out-of-hours", "dover/housing",
  ])
  func `whatever fails there is something else to try, and never the same number`(contact: String) throws {
    let directory = try Shipped.engine.directory
    let number = try #require(directory.contact(id: contact)?.display)
    let reply = try #require(try replies(["failed \(contact)"]).last)
    #expect(reply.code == 210)
    #expect(reply.block.first?.contains("nothing held") == false, "\(reply.block)")
    #expect(reply.block.filter { !$0.contains("!") }.allSatisfy { !$0.hasPrefix(number) })
  }

  @Test(arguments: [
    ("castle point", "castle-point"), ("tunbridge wells thanet", "tunbridge-wells thanet"),
    ("tonbridge and malling, Dover", "tonbridge-malling dover"), ("Margate", "thanet"),
  ])
  func `councils of several words are read as the people mean them`(typed: String, ids: String) throws {
    let reply = try #require(try replies(["triage luton", "set violence-risk \(typed)"]).last)
    #expect(ids.split(separator: " ").allSatisfy { reply.text.contains("(\($0))") })
  }

  @Test(arguments: ["t", "royal borough", "atlantis", "thannet"])
  func `a place of risk that is no known council sends nobody back`(place: String) throws {
    let reply = try #require(
      try replies([
        "triage luton at 2026-11-27T17:10", "set children 4", "set nowhere-tonight yes",
        "set duty-elsewhere tonbridge-malling", "set reception-confirmed yes", "set transport own",
        "set travel-minutes 60",
        "set agrees-to-return yes", "set immediate-danger no", "set violence-risk \(place)", "result",
      ]).last)
    #expect(reply.text != "return")
  }

  @Test func `why takes a line of the page by its number`() throws {
    let begun = ["triage luton at 2026-11-26T17:45", "set children 4", "set nowhere-tonight yes"]
    let page = try #require(try replies(begun + ["result"]).last?.block)
    let second = try #require(page.first { $0.hasPrefix("2.  ") }).dropFirst(4)
    let lines = try #require(try replies(begun + ["why 2"]).last?.block)
    #expect(lines[0].hasPrefix("2. " + second.prefix(40)), "\(lines)")
    #expect(lines.count > 1)
    #expect(try replies(begun + ["why 99"]).last?.code == 550)
    #expect(try replies(["why 2"]).last?.code == 503)
  }

  @Test func `what failed in a session is not offered again`() throws {
    let blocks = try replies(["failed luton/childrens-out-of-hours", "failed LUTON/safeguarding"]).map(\.block)
    #expect(blocks[0].contains { $0.contains("01582 547653") })
    // Each has been tried: it stays, and says so.
    #expect(
      blocks[1].filter { $0.hasPrefix("0300 300 8123") }.allSatisfy { $0.contains("no answer at") }, "\(blocks[1])")
  }

  @Test func `a failed contact brings the next to try, and its note`() throws {
    let reply = try #require(try replies(["failed tunbridge-wells/out-of-hours wrong-number"]).last)
    #expect(reply.effect == .noteFailure(contact: "tunbridge-wells/out-of-hours", how: .wrongNumber))
    #expect(reply.block.first?.contains("01892 352777") == true)
  }
}
