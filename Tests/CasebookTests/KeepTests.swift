import JSON
import CaseStore
import Casebook
import Desk
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// A triage that is kept: saved as it is asked, taken up again, by one officer or by two.
struct KeepTests {
  @Test func `every answer after keep is there for another session, and says what it changed`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let told = try desk.say("set eligibility not-eligible")
    #expect(told.code == 200)
    #expect(told.text.contains("Saved in \(reference.text)"), "\(told.text)")
    #expect(told.text.contains("new to do:"), "\(told.text)")
    let record = try desk.record(reference)
    #expect(record.facts["eligibility"] == .text("not-eligible"))
    #expect(record.facts["children"] == .list([.number(4), .number(7)]))
    let opened = try desk.say("open \(reference.text)", by: "ben")
    #expect(opened.code == 214)
    #expect(opened.block.contains { $0.contains("ann has this case open too") }, "\(opened.block)")
    #expect(try desk.say("facts", by: "ben").block.contains { $0.contains("not-eligible") })
    #expect(try desk.say("ask", by: "ben").code == 310)
  }

  @Test func `another program that has the file open finds what was answered, and its seals fit`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["set pregnant yes", "back", "unset children", "set children 3"])
    let other = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    let record = try other.record(of: reference)
    #expect(record.facts["pregnant"] == nil)
    #expect(record.facts["children"] == .list([.number(3)]))
    #expect(record.events.count == 5)
    #expect(try other.verify().faults == [])
    #expect(try other.verify().events == 5)
    // And the other way round, without being opened anew.
    _ = try other.append(
      [NewDeed(.logged(note: "tea"))], to: reference, by: "ben", at: desk.now, after: record.last)
    #expect(try desk.store.record(of: reference).last == 6)
  }

  @Test func `what is told again comes to the same determination as if it had been told at once`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family(more: ["set applicant-age 30", "set duty-held none", "set violence-risk dover"])
    let engine = try Shipped.engine
    let record = try desk.record(reference)
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let facts = try reader.facts(from: record.facts, now: desk.now)
    let fresh = Proposal(engine.determine(facts))
    #expect(record.proposal?.tonight == fresh.tonight)
    #expect(Set(record.proposal?.actions ?? []) == Set(fresh.actions))
    #expect(record.proposal?.bars == fresh.bars)
    #expect(record.revision(facts: record.facts, proposal: fresh).isEmpty)
  }

  @Test func `facts that another officer changed meanwhile are not written over`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["open \(reference.text)", "set pregnant yes"], by: "ben")
    let refused = try desk.say("set children none")
    #expect(refused.code == 541)
    #expect(refused.text.contains("ben"), "\(refused.text)")
    #expect(try desk.record(reference).facts["children"] == .list([.number(4), .number(7)]))
    // What is on the screen is what is kept: the answer is not taken.
    #expect(try desk.say("facts").block.contains { $0.contains("4 7") })
    try desk.tell(["open \(reference.text)", "set children 4"])
    #expect(try desk.record(reference).facts["pregnant"] == .bool(true))
  }

  @Test func `an officer who works on a case is told of what another did to it, and of who has it open`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["open \(reference.text)", "log blankets given"], by: "ben")
    let reply = try desk.say("claim 1")
    #expect(reply.code == 240)
    #expect(reply.text.contains("Meanwhile ben recorded: a note"), "\(reply.text)")
    #expect(reply.text.contains("ben has this case open too"), "\(reply.text)")
    #expect(try !desk.say("log tea").text.contains("ben"))
  }

  @Test func `who reads a case is logged, and what stood in it is not`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["show \(reference.text)"], by: "dora")
    #expect(try desk.store.readings(of: reference).map(\.name) == ["ann", "dora"])
  }

  @Test(arguments: [
    ("pat", "show REF", 540, "let in"), ("rex", "show REF", 540, "reporter"), ("rex", "board", 540, "reporter"),
    ("kit", "show REF", 550, "no case"), ("kit", "done REF.1", 550, "no case"), ("dora", "keep", 540, "officer"),
    ("dora", "decide", 540, "officer"), ("ben", "seen REF", 540, "manager"), ("ben", "hold REF court", 540, "manager"),
  ])
  func `a case is for those who were let in, at their council, for what they may do`(
    name: String, line: String, code: Int, part: String
  ) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let reply = try desk.say(line.replacing("REF", with: reference.text), by: name)
    #expect(reply.code == code)
    #expect(reply.text.contains(part), "\(reply.text)")
    #expect(try desk.say("board", by: "kit").text.hasPrefix("0 open cases") == true)
  }

  @Test func `without a casebook none of its commands is there, and help is as it was`() throws {
    let context = DeskContext(
      engine: try Shipped.engine, now: try KeptDesk().now, programVersion: "test",
      signIn: SignIn(isRequired: false, holders: [:]) { $0 })
    var session = DeskSession()
    for command in CaseCommand.table {
      #expect(session.handle(command.example, in: context).code == 500, "\(command.name)")
    }
    let help = session.handle("help", in: context).block
    #expect(
      !help.contains { line in line == "About kept cases:" || CaseCommand.table.contains { line.hasPrefix($0.usage) } })
  }

  @Test func `no command about cases has the name of another`() {
    #expect(CaseCommand.Name.allCases.count == CaseCommand.table.count)
    #expect(CaseCommand.table.allSatisfy { Command.named($0.name.rawValue) == nil })
  }

  @Test func `over a session that others can read no case is spoken of`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    var context = DeskContext(
      engine: try Shipped.engine, now: desk.now, programVersion: "test",
      signIn: SignIn(isRequired: false, holders: ["ann": TokenHolder(name: "ann", role: .officer)]) { $0 })
    context.cases = CaseAccess(shelf: desk.store)
    var session = DeskSession()
    session.isPrivate = false
    _ = session.handle("auth ann", in: context)
    let reply = session.handle("show \(reference.text)", in: context)
    #expect(reply.code == 540)
    #expect(reply.text.contains("TLS"))
  }

  @Test func `only its owner may read the file, and one that others may read is not opened`() throws {
    let desk = try KeptDesk()
    for end in ["", "-wal", "-shm"] {
      let mode = try FileManager.default.attributesOfItem(atPath: desk.path + end)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(end)")
    }
    let open = desk.path + ".open"
    _ = try desk.store.backUp(to: open)
    #expect(throws: Never.self) { try CaseStore(path: open, frame: KeptDesk.frame()) }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: open)
    let refusal = #expect(throws: CaseTrouble.self) { try CaseStore(path: open, frame: KeptDesk.frame()) }
    #expect(refusal?.text.contains("chmod 600") == true)
  }

  @Test(arguments: [
    "ring 07700 900123", "at SW1A 1AA", "in sw1a1aa", "anna@example.org", "NI QQ 12 34 56 C", "born 03/04/1998",
    "now in LU1 2BQ.", "(LU1 2BQ)", "born 03/04/1998.", "born 03-04-1998", "born 3.4.98, in Luton",
    String(repeating: "a", count: 201), "",
  ])
  func `a note holds nothing that tells one family from another`(note: String) throws {
    #expect(NoteCheck.refusal(of: note, since: try TimeText.day("2026-11-27")) != nil)
  }

  @Test(arguments: ["rang MASH at 17:25, ref 123456", "by 27/11/2026", "section 17 and 188", "the lift is broken"])
  func `a note of what was done is taken`(note: String) throws {
    #expect(NoteCheck.refusal(of: note, since: try TimeText.day("2026-11-27")) == nil)
  }

  @Test(arguments: [
    // What is written, the day on which the family came, whether it may be of a birth.
    ("born 20/11/2026", "2027-01-05", true), ("20-11-26", "2027-01-05", true), ("2026-11-20", "2027-01-05", true),
    ("04/01/2027", "2027-01-05", true), ("20.11.2026", "2026-11-27", true), ("3.4.98", "2031-02-01", true),
    ("letter of 05/01/27", "2027-01-05", false), ("by 2027-01-06", "2027-01-05", false),
    ("by 1/2/2028", "2027-01-05", false), ("ref 12/34/5678", "2027-01-05", false),
  ])
  func `a date before the family came is no note's, in any year`(note: String, came: String, isRefused: Bool) throws {
    #expect((NoteCheck.refusal(of: note, since: try TimeText.day(came)) != nil) == isRefused)
    let desk = try KeptDesk(at: "\(came)T17:45")
    _ = try desk.family()
    #expect(try desk.say("log \(note)").isError == isRefused)
  }

  @Test func `the case's own day counts, however much later somebody writes`() throws {
    let desk = try KeptDesk(at: "2026-12-30T17:45")
    _ = try desk.family()
    try desk.set("2027-01-05T09:00")
    try desk.tell(["log hotel paid on 31/12/2026"])
    #expect(try desk.say("log born 29/12/2026").text.contains("may be a date of birth"))
  }

  @Test func `in the hour that comes twice each page says which of the two is meant`() throws {
    let desk = try KeptDesk(at: "2026-10-25T01:40+01:00")
    let reference = try desk.family()
    desk.pass(minutes: 60)
    try desk.tell(["log blankets given"])
    let history = try desk.say("history").block.joined(separator: "\n")
    #expect(history.contains("1. 01:40 BST on Sun 25 Oct 2026"), "\(history)")
    #expect(history.contains("2. 01:40 GMT on Sun 25 Oct 2026"), "\(history)")
    for line in ["show", "handover"] {
      let page = try desk.say(line).block.joined(separator: "\n")
      #expect(page.contains("01:40 BST") || page.contains("01:40 GMT"), "\(line): \(page)")
    }
    #expect(try desk.say("show").block.joined(separator: " ").contains("came 01:40 BST on Sun 25 Oct 2026"))
    let board = try desk.say("board").block.joined(separator: "\n")
    #expect(board.contains("since 01:40 BST"), "\(board)")
    // A time that is typed is the next there is, or the last.
    try desk.tell(["wait 1 on the MASH until 01:50"])
    #expect(try desk.say("board").block.contains { $0.contains("answer by 01:50 GMT") })
    #expect(try desk.tell(["done 2 at 01:38"]).code == 240)
    #expect(try desk.say("history").block.last?.contains("(at 01:38 GMT)") == true)
    // No other hour needs it.
    try desk.set("2026-10-25T02:10")
    #expect(try !desk.say("handover").text.contains("GMT"))
    #expect(try desk.record(reference).last == 4)
  }
}
