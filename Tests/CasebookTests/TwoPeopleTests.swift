import CaseStore
import Casebook
import Desk
import Foundation
import JSON
import TestSupport
import Testing
import WorkingTime

/// Two pairs of eyes: two desks on one case know of each other, nobody signs for their own handover, and what goes against a bar
/// is seen by a manager.
struct TwoPeopleTests {
  @Test
  func `whoever had a case open in a program that has ended has it open no longer, and in one that runs still has`()
    throws
  {
    let desk = try KeptDesk()
    let reference = try desk.family()
    func open(_ seat: CaseSeat, in store: CaseStore) throws { _ = try store.read(reference, by: seat, at: desk.now) }
    func names() throws -> [String] {
      try desk.store.read(reference, by: CaseSeat(name: "ben", desk: "b"), at: desk.now).map(\.name)
    }
    let running = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    try open(CaseSeat(name: "mo", desk: "1"), in: running)
    var ending: CaseStore? = try CaseStore(awaiting: desk.path, frame: KeptDesk.frame())
    try ending.map { try open(CaseSeat(name: "dora", desk: "1"), in: $0) }
    #expect(try names() == ["ann", "dora", "mo"])
    ending = nil
    #expect(try names() == ["ann", "mo"])
    // Another that begins ends nobody's.
    let next = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    try open(CaseSeat(name: "kit", desk: "1"), in: next)
    #expect(try names() == ["ann", "kit", "mo"])
    // One that went away with the folder's locks comes back with its own.
    unlink(desk.path + ".desks")
    try open(CaseSeat(name: "mo", desk: "1"), in: running)
    #expect(try names().contains("mo"))
    try running.putDown(nil, by: CaseSeat(name: "mo", desk: "1"), at: desk.now)
    #expect(try !names().contains("mo"))
  }

  @Test(arguments: [
    ["log blankets"], ["done 1"], ["claim 1"], ["failed luton/safeguarding no-answer"], ["paper mash"], ["show"], [],
  ])
  func `what a colleague told is never undone by an answer at a desk that has not taken it up`(between: [String]) throws
  {
    for answer in ["set applicant-age 40", "back"] {
      let desk = try KeptDesk()
      let reference = try desk.family(more: ["set applicant-age 33", "set violence-risk none"])
      try desk.tell(
        ["open \(reference.text)", "set violence-risk luton", "set risk-factors domestic-abuse"], by: "ben")
      for line in between { try desk.tell([line]) }
      let refused = try desk.say(answer)
      #expect(refused.code == 541, "\(answer): \(refused.text)")
      let facts = try desk.record(reference).facts
      #expect(
        facts["violence-risk"] == .list([.text("luton")]) && facts["risk-factors"] != nil, "\(between), \(answer)")
      // Each page that is made of the older facts says so first.
      for line in ["facts", "result", "result brief", "ask", "why I-2", "rang luton/safeguarding answered"] {
        let page = try desk.tell([line])
        #expect(page.block.first?.hasPrefix("! ben has changed the facts") == true, "\(line): \(page.block.prefix(2))")
      }
      #expect(try desk.tell(["ask json"]).block[0].contains("ben has changed the facts"))
      try desk.tell(["open \(reference.text)", "set applicant-age 40"])
      #expect(try desk.record(reference).facts["violence-risk"] == .list([.text("luton")]))
      #expect(try !desk.say("facts").block.contains { $0.contains("changed the facts") })
    }
  }

  @Test func `what several recorded meanwhile is told by each one's own name`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["open \(reference.text)", "log tea"], by: "ben")
    try desk.tell(["log blankets \(reference.text)"].map { _ in "done \(reference.text).1" }, by: "dora")
    let reply = try desk.tell(["log mine"])
    #expect(reply.text.contains(". Meanwhile ben recorded: a note; dora recorded: 1 done"), "\(reply.text)")
  }

  @Test func `a place that was recorded since is not one of which the family was told`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["placed hostel for 3 nights"])
    try desk.tell(["open \(reference.text)", "placed hotel in dover for 3 nights"], by: "ben")
    let refused = try desk.say("family-told")
    #expect(refused.code == 541 && refused.text.contains("ben has recorded another place since"), "\(refused.text)")
    #expect(refused.text.contains("Dover"))
    #expect(try desk.record(reference).familyToldAt == nil)
    // Whoever says it again knows of that place.
    try desk.tell(["family-told"])
  }

  @Test(arguments: [
    "log blankets given", "decide", "accepted dover holds-duty by duty officer", "agreed yes", "claim 1",
    "referred-in childrens-services mash", "placed hostel for 3 nights", "log tea at 17:20",
  ])
  func `what is said again after a lost reply is one thing`(line: String) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell([line])
    let last = try desk.record(reference).last
    desk.pass(minutes: 2)
    let again = try desk.tell([line])
    #expect(again.text.contains("recorded already, as event") && again.text.contains("at 17:45"), "\(again.text)")
    #expect(try desk.record(reference).last == last)
    // Somebody else's word is theirs, and what comes later or otherwise is another thing.
    desk.pass(minutes: 11)
    try desk.tell(["log another", line])
    #expect(try desk.record(reference).last > last + 1)
  }

  @Test func `whoever has a case open at several desks is named once`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    for window in ["1", "2", "3"] { _ = try desk.say("open \(reference.text)", by: "ben", at: window) }
    let page = try desk.say("open \(reference.text)", by: "mo").block
    #expect(page.filter { $0.contains("ben has this case open too") }.count == 1, "\(page)")
  }

  @Test func `whoever handed a case over takes it back, and another does not take it`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["handover to day team"])
    #expect(try desk.tell(["not-taken \(reference.text) because wrong team"]).text.contains("taken back: wrong team"))
    try desk.tell(["handover to day team"])
    let other = try desk.tell(["not-taken \(reference.text) because it is Dover's"], by: "dora")
    #expect(other.text.contains("not taken: it is Dover's"), "\(other.text)")
    let history = try desk.say("history \(reference.text)").block
    #expect(history.contains { $0.contains("ann  taken back") } && history.contains { $0.contains("dora  not taken") })
  }

  @Test func `who is too late is told who did it and when, and nobody signs under an empty name`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["done 1"])
    let late = try desk.say("done \(reference.text).1", by: "ben")
    #expect(late.text.contains("1 is done, by ann at 17:45"), "\(late.text)")
    try desk.tell(["handover to day team"])
    #expect(try desk.say("receive \(reference.text) by \"\"", by: "ben").text.contains("say who"))
  }

  @Test(arguments: [
    ("decide", ["manager-decides", "s199A"]), ("referred-in", ["prison-or-probation", "ta-allocations"]),
    ("final-outcome", ["private-rented"]), ("done", ["in-person"]), ("issued", ["portal"]),
  ])
  func `help of a command lists the words that it takes`(command: String, words: [String]) throws {
    let help = try KeptDesk().say("help \(command)").block.joined(separator: "\n")
    for word in words { #expect(help.contains(word), "\(help)") }
  }

  @Test func `what somebody undid meanwhile is said again`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["done 1"])
    try desk.tell(["reopen \(reference.text).1"], by: "ben")
    try desk.tell(["done 1"])
    #expect(try !#require(desk.record(reference).obligation(1)).isLive)
    try desk.tell(["log tea"])
    try desk.tell(["take-back \(desk.record(reference).last)", "log tea"])
    #expect(try desk.record(reference).standing.last?.deed == .logged(note: "tea"))
  }

  @Test func `a triage that is said again under its name takes nothing out of its case`() throws {
    let desk = try KeptDesk()
    let word = "aaaabbbbccccdddd"
    let kept = try desk.tell([
      "triage luton", "known-as \(word)", "set children 3", "set nowhere-tonight yes", "keep",
    ])
    let reference = try KeptDesk.reference(in: kept)
    let before = try desk.record(reference)
    desk.pass(minutes: 5)
    // A terminal that was begun anew knows none of its answers.
    for line in ["auth ann", "triage luton", "known-as \(word)", "keep"] { _ = try desk.say(line, at: "2") }
    #expect(try desk.record(reference).facts == before.facts)
    #expect(try desk.record(reference).live.count == before.live.count)
    // And goes on with what the case holds.
    #expect(try desk.say("set applicant-age 30", at: "2").text.contains("Saved in \(reference.text)"))
    let now = try desk.record(reference).facts
    #expect(now["children"] == .list([.number(3)]) && now["applicant-age"] == .number(30))
    #expect(now["presented-at"] == before.facts["presented-at"])
  }

  @Test func `who takes a case that nobody handed over is told whose it was, and each signing keeps its own name`()
    throws
  {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let taken = try desk.tell(["receive \(reference.text)"], by: "dora")
    #expect(taken.text.contains("it was ann's, since 17:45, and nobody had handed it over: tell them"), "\(taken.text)")
    try desk.tell(["handover to night team"], by: "dora")
    let signed = try desk.tell(["receive \(reference.text)"], by: "ben")
    #expect(!signed.text.contains("it was"), "\(signed.text)")
    let again = try desk.tell(["receive \(reference.text)"], by: "mo")
    #expect(again.text.contains("it was ben's"), "\(again.text)")
    let history = try desk.say("history \(reference.text)").block
    #expect(!history.contains { $0.contains("dora") && $0.contains("mo signs") }, "\(history)")
  }

  @Test(arguments: ["ANN", " ann ", "ann."])
  func `nobody hands over to themselves`(name: String) throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    #expect(try desk.say("handover to \(name)").code == 542)
  }

  @Test func `what a role may not say it may not take back`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["decide return because further-facts"])
    try desk.tell(["seen \(reference.text)"], by: "mo")
    let events = try desk.record(reference).events
    let seen = try #require(events.last?.number)
    for (name, event) in [("dora", seen), ("dora", seen - 1), ("ann", seen)] {
      let reply = try desk.say("take-back \(reference.text).\(event)", by: name)
      #expect(reply.code == 540 || reply.code == 550, "\(name): \(reply)")
    }
    #expect(try desk.record(reference).events.count == events.count)
    try desk.tell(["take-back \(reference.text).\(seen)"], by: "mo")
  }

  // MARK: - Two desks

  @Test(arguments: ["ann", "ben"])
  func `two desks on one case are told of each other, also where one officer sits at both`(name: String) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let (who, whose) = name == "ann" ? ("You have", "you, at another desk,") : ("ann has", "ann")
    let opened = try desk.say("open \(reference.text)", by: name, at: " at the window")
    #expect(
      opened.block.contains(
        "! \(who) this case open at another desk too, since 17:45.".replacing(
          name == "ann" ? "" : " at another desk", with: "")), "\(opened.block.prefix(3))")
    let inJSON = try desk.say("open \(reference.text)", by: name, at: " at the window", format: .json)
    #expect(inJSON.text.contains("this case open"), "\(inJSON.text)")
    try desk.say("format text", by: name, at: " at the window")
    // A note on an outdated reading is taken and told; facts on one are not taken.
    try desk.tell(["log tea", "set pregnant no"])
    let note = try desk.say("log blankets", by: name, at: " at the window")
    #expect(note.code == 240 && note.text.contains("Meanwhile \(whose) recorded: a note, pregnant"), "\(note.text)")
    try desk.tell(["set eligibility eligible"])
    let told = try desk.say("set pregnant yes", by: name, at: " at the window")
    #expect(told.code == 541, "\(told)")
    #expect(told.text.contains(name == "ann" ? "you, at another desk, have changed" : "ann has changed"), "\(told)")
    #expect(try desk.record(reference).facts["pregnant"] == .bool(false))
    try desk.say("open \(reference.text)", by: name, at: " at the window")
    #expect(try desk.say("set pregnant yes", by: name, at: " at the window").code == 200)
  }

  @Test func `what one desk records on a case that it has put aside is its own, and told to nobody`() throws {
    let desk = try KeptDesk()
    let first = try desk.family(more: ["set pregnant no"])
    _ = try desk.family("dover")
    #expect(try !desk.tell(["claim \(first.text).1"]).text.contains("Meanwhile"))
    try desk.tell(["switch"])
    for line in ["log tea", "set eligibility eligible", "handover to day team", "log blankets"] {
      #expect(try !desk.tell([line]).text.contains("Meanwhile"), "\(line)")
    }
  }

  @Test func `a sheet of all cases holds none of them open`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["close"])
    try desk.say("handover", by: "mo")
    #expect(try !desk.say("open \(reference.text)").block.contains { $0.contains("open too") })
  }

  // MARK: - Handing over

  @Test func `nobody signs for what they handed over themselves, but somebody else at the same desk does`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["handover to day team"])
    for line in ["receive \(reference.text)", "receive \(reference.text) by ann", "receive \(reference.text) by ANN"] {
      let refused = try desk.say(line)
      #expect(refused.code == 542 && refused.text.contains("somebody of day team signs for it"), "\(line): \(refused)")
    }
    #expect(try desk.record(reference).handedOver != nil)
    try desk.tell(["receive \(reference.text) by \"Dora Lead\""])
    #expect(try desk.record(reference).owner == "Dora Lead")
    #expect(try desk.say("history \(reference.text)").block.contains { $0.contains("Dora Lead signs for it") })
    // Whoever sits at that desk tonight hands it over again, and takes it back.
    try desk.tell(["handover to day team"])
    #expect(try desk.say("receive \(reference.text) by \"dora lead\"").code == 542)
    try desk.tell(["not-taken \(reference.text) because handed over too early", "handover to day team"])
    try desk.tell(["receive \(reference.text)"], by: "dora")
    #expect(try desk.record(reference).owner == "dora")
  }

  // MARK: - Bars

  @Test func `what an authority said that must not be told warns at once, and stands red until a manager has seen it`()
    throws
  {
    let desk = try KeptDesk()
    let reference = try desk.family(more: ["set violence-risk canterbury", "set connections canterbury:residence"])
    let bars = try desk.record(reference).proposal?.bars.filter { $0.council == "canterbury" } ?? []
    #expect(bars.contains { $0.code == "contact" }, "\(bars)")
    let reply = try desk.tell(["accepted canterbury holds-duty by duty officer"])
    #expect(reply.text.contains("THEY MUST NOT BE TOLD"), "\(reply.text)")
    let words = "An authority that is barred has spoken on this case"
    func isRed() throws -> Bool { try desk.say("board").block.contains { $0.hasPrefix("! ") && $0.contains(words) } }
    #expect(try isRed())
    try desk.finish(reference)
    #expect(try desk.say("close-case day-team").text.contains("a manager has not seen"))
    #expect(try desk.say("seen \(reference.text)").code == 540)
    try desk.tell(["seen \(reference.text)"], by: "mo")
    #expect(try !isRed())
    #expect(try !desk.tell(["accepted dover holds-duty"]).text.contains("MUST NOT"))
  }

  @Test func `a risk that is told after an authority has spoken makes it red then`() throws {
    let desk = try KeptDesk()
    _ = try desk.family(more: ["set connections canterbury:residence", "set violence-risk none"])
    #expect(try !desk.tell(["accepted canterbury confirms-bed by duty officer"]).text.contains("MUST NOT"))
    try desk.tell(["set violence-risk canterbury"])
    #expect(try desk.say("board").block.contains { $0.contains("An authority that is barred has spoken") })
  }

  // MARK: - When

  /// Every command that takes a moment.
  private static let commands = [
    "done 1", "family-told", "accepted dover holds-duty", "agreed yes", "contacted", "taken 2 by duty manager",
  ]

  @Test(arguments: commands)
  func `nothing has happened in time to come, nor before the family came`(command: String) throws {
    let desk = try KeptDesk(at: "2026-11-27T17:45")
    _ = try desk.family()
    try desk.tell(["pass 2 to day team", "placed hostel for 3 nights"])
    desk.pass(minutes: 30)
    for (at, part) in [
      ("23:59", "23:59 on Fri 27 Nov 2026 is still to come, for it is 18:15"),
      ("2026-11-27T18:21", "18:21 on Fri 27 Nov 2026 is still to come"),
      ("2026-11-28T09:00", "is still to come"), ("2027-11-28T09:00", "is still to come"),
      ("17:30", "17:30 on Fri 27 Nov 2026 is before the family came, at 17:45"),
      ("2026-11-26T17:50", "is before the family came"), ("2020-01-01T00:00", "is before the family came"),
    ] {
      let reply = try desk.say("\(command) at \(at)")
      #expect(reply.code == 542 && reply.text.contains(part), "\(command) at \(at): \(reply)")
    }
    // Two clocks differ by a few minutes.
    let last = try desk.record(KeptDesk.reference(in: try desk.say("show"))).last
    try desk.tell(["\(command) at 18:19"])
    let event = try #require(try desk.record(KeptDesk.reference(in: try desk.say("show"))).events.last)
    #expect(event.number == last + 1 && event.at == desk.now.adding(seconds: 240))
  }

  @Test func `a time of last night is last night's, and a letter may be older than the day on which they came`() throws
  {
    let desk = try KeptDesk(at: "2026-11-27T17:45")
    _ = try desk.family()
    try desk.set("2026-11-28T03:00")
    try desk.tell(["done 1 at 23:59"])
    try desk.tell(["accepted canterbury holds-duty in-writing at 2026-09-01T10:00"])
    #expect(try desk.say("accepted canterbury holds-duty at 2026-09-01T10:00").code == 542)
    // They came earlier than somebody began to ask.
    #expect(try desk.say("done 2 at 2026-11-27T17:20").text.contains("'set presented-at' first"))
    try desk.tell(["set presented-at 2026-11-27T17:10", "done 2 at 2026-11-27T17:20"])
  }

  @Test func `a place does not end in time to come, nor before its first night`() throws {
    let desk = try KeptDesk(at: "2026-11-27T17:45")
    _ = try desk.family()
    try desk.tell(["placed hostel for 3 nights"])
    #expect(try desk.say("place-ended on 2026-11-29").text.contains("is still to come"))
    #expect(try desk.say("place-ended on 2026-11-26").text.contains("is before the first night"))
    try desk.tell(["place-ended on today"])
  }

  @Test func `a family that is kept has come, whatever is typed of when`() throws {
    let desk = try KeptDesk(at: "2026-11-27T17:45")
    let reference = try desk.family()
    let before = try desk.record(reference)
    let reply = try desk.say("set presented-at 2027-12-01T10:00")
    #expect(reply.code == 542 && reply.text.contains("still to come"), "\(reply)")
    #expect(try desk.record(reference).events == before.events)
    #expect(try desk.say("facts").block.contains { $0.contains("2027") } == false)
    try desk.tell(["set presented-at 2026-11-27T17:49"])
  }

  // MARK: - Names

  @Test(arguments: ["ann", "ANN", "Ann", " aNN  "])
  func `whoever records something is not the second person, however their name is written`(second: String) throws {
    let desk = try KeptDesk()
    let reference = try desk.family(more: ["set significant-harm yes"])
    let number = try #require(try desk.record(reference).live.first { $0.isAbsolute }?.number)
    let line = "not-needed \(number) because overtaken with \"\(second)\""
    #expect(try desk.say(line).text.contains("a second person says so too"))
    try desk.tell(["placed hostel for 3 nights"])
    #expect(try desk.say("not-needed \(reference.text).\(number) because overtaken with MO", by: "ben").code == 240)
  }

  @Test(arguments: [
    ("ann", "ANN", true), ("Dora  Lead", " dora lead", true), ("ann", "anne", false), ("Dora Lead", "DoraLead", false),
  ])
  func `case and spaces make no other person`(one: String, other: String, areSame: Bool) {
    #expect(PersonName.areSame(one, other) == areSame)
  }

  // MARK: - Who may see

  @Test(arguments: ["thanet", "reporter", "nobody"])
  func `a case that is open is put down once it is no longer theirs to see`(now: String) throws {
    for line in ["show", "log tea", "done 1", "set applicant-age 30", "paper mash", "family-sheet", "facts", "result"] {
      let desk = try KeptDesk()
      let reference = try desk.family(by: "ben")
      let events = try desk.record(reference).last
      switch now {
      case "thanet": try desk.store.letIn(CaseOfficer(name: "ben", role: .officer, councils: ["thanet"]))
      case "reporter": try desk.store.letIn(CaseOfficer(name: "ben", role: .reporter, councils: nil))
      default: #expect(try desk.store.shutOut("ben"))
      }
      let reply = try desk.say(line, by: "ben")
      #expect(reply.code == 540 && reply.block.isEmpty && reply.text.contains("put down"), "\(line): \(reply)")
      #expect(try desk.record(reference).last == events)
      let again = try desk.say("facts", by: "ben")
      #expect(again.code == 503 && again.block.isEmpty, "\(again)")
    }
  }

  @Test func `one that was put aside is put down too, and what is not kept stays`() throws {
    let desk = try KeptDesk()
    _ = try desk.family(by: "ben")
    try desk.tell(["triage thanet", "set children 3"], by: "ben")
    try desk.store.letIn(CaseOfficer(name: "ben", role: .officer, councils: ["thanet"]))
    #expect(try desk.say("switch", by: "ben").code == 540)
    #expect(try desk.say("facts", by: "ben").block.contains { $0.contains("Thanet") || $0.contains("thanet") })
    #expect(try desk.say("switch", by: "ben").code == 503)
  }

  // MARK: - What is said of it later

  @Test func `each signature keeps its own name`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["pass 1 to day team", "handover to day team"])
    try desk.tell(["receive \(reference.text)"], by: "dora")
    try desk.tell(["handover to night team"], by: "dora")
    try desk.tell(["receive \(reference.text)"], by: "ben")
    let lines = try desk.say("history \(reference.text)").block
    #expect(lines.filter { $0.contains("dora signs for it") }.count == 1, "\(lines)")
    #expect(lines.filter { $0.contains("ben signs for it") }.count == 1, "\(lines)")
  }

  @Test func `what is closed and erased elsewhere is not called kept`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["close-case \(reference.text) mistake"], by: "mo")
    #expect(try desk.say("close").text.contains("was closed elsewhere (mistake)"))
    let other = try desk.family()
    try desk.tell(["close-case \(other.text) mistake"], by: "mo")
    try desk.store.erase(other, by: "mo", at: desk.now)
    let reply = try desk.say("close")
    #expect(reply.text.contains("not in the casebook any more") && !reply.text.contains("is kept"), "\(reply)")
  }

  // MARK: - What is no word

  @Test func `a council is not another authority to itself`() throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    #expect(try desk.say("accepted luton holds-duty").text.contains("has the case itself"))
    try desk.tell(["accepted childrens-services assesses"])
  }

  @Test(arguments: [0x202E, 0x2066, 0x200B, 0xFEFF, 0x00AD] as [UInt32])
  func `a note holds no sign that nobody sees`(sign: UInt32) throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    let hidden = String(try #require(Unicode.Scalar(sign)))
    #expect(try desk.say("log tea\(hidden)time").code == 542)
    try desk.tell(["log tea 👩‍👧 für José"])
  }

  // MARK: - Who has it before them

  @Test func `whoever only looked has no case open, and what is open stays so`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["close"])
    for line in [
      "show \(reference.text)", "history \(reference.text)", "family-sheet \(reference.text)",
      "paper mash \(reference.text)",
    ] {
      #expect(try !desk.say(line, by: "ben").isError)
      let opened = try desk.say("open \(reference.text)")
      #expect(!opened.block.contains { $0.contains("open too") }, "\(line): \(opened.block.prefix(3))")
      try desk.tell(["close"])
    }
    try desk.tell(["open \(reference.text)"], by: "ben")
    try desk.tell(["show", "history", "show \(reference.text)"], by: "ben")
    #expect(try desk.say("open \(reference.text)").block.contains { $0.contains("ben has this case open too") })
  }

  @Test func `what is said of one family names no other that was open`() throws {
    let desk = try KeptDesk()
    let other = try desk.family("dover", by: "ben")
    let reference = try desk.family(by: "mo")
    try desk.tell(["close-case mistake"], by: "mo")
    try desk.store.erase(reference, by: "mo", at: desk.now)
    let reply = try desk.say("hold \(other.text) court", by: "mo")
    #expect(reply.code == 240 && !reply.text.contains(reference.text), "\(reply)")
  }
}
