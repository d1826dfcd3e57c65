import CaseStore
import Casebook
import Desk
import DeskServer
import DeskWeb
import Directory
import Foundation
import TestSupport
import Testing
import Triage

/// What a browser sees, over a real socket.
struct PageTests {
  @Test func `somebody signs in, reads the board, a case and one thing to do, and ticks it`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family(then: ["placed hostel for 1 nights"])
      let number = try pages.firstThing(in: reference)
      let browser = Browser(pages)
      #expect(try browser.get("/board").headers["location"] == "/sign-in")
      #expect(try browser.get("/sign-in").body.contains("Your token"))
      #expect(try browser.signIn("ann").headers["location"] == "/")
      #expect(try browser.get("/").headers["location"] == "/board")

      let board = try browser.get("/board").body
      #expect(board.contains("1 open case.") && board.contains("As of 17:45 on Fri 27 Nov 2026, for ann."))
      #expect(board.contains("href=\"/case/\(reference)/\(number)\""))
      let sheet = try browser.get("/case/\(reference)").body
      for part in ["Luton", "children of 4 and 7", "hostel", "Nobody has recorded that the family has the address"] {
        #expect(sheet.contains(part), "\(part)")
      }

      let odd = try browser.tick(
        "/case/\(reference)/\(number)", reference, [("deed", "done"), ("number", "\(number)"), ("by", "pigeon")])
      #expect(odd.body.contains("Choose how it was done from the list"), "\(odd.body)")
      let done = try browser.tick(
        "/case/\(reference)/\(number)", reference,
        [("deed", "done"), ("number", "\(number)"), ("at", "17:45"), ("by", "phone")])
      #expect(done.status == 303 && done.headers["location"] == "/case/\(reference)")
      let after = try browser.get("/case/\(reference)").body
      #expect(after.contains("role=\"alert\"") && after.contains("Recorded: \(number), "))
      #expect(after.contains("(done 17:45 by ann, by phone)"))
      // Said once.
      #expect(try !browser.get("/case/\(reference)").body.contains("role=\"alert\""))

      try browser.tick("/case/\(reference)/\(number)", reference, [("deed", "reopen"), ("number", "\(number)")])
      #expect(try browser.get("/case/\(reference)").body.contains("is to be done again"))
      try browser.tick("/case/\(reference)/told", reference, [("deed", "told"), ("at", "")])
      #expect(try browser.get("/case/\(reference)").body.contains("family told at 17:45"))
      // Who read it stands in the casebook; what stood in it is in no log.
      #expect(try pages.store.readings(of: #require(CaseReference(typed: reference))).contains { $0.name == "ann" })
      for line in pages.log { #expect(!line.contains(reference) && !line.contains("hostel"), "\(line)") }
    }
  }

  @Test(arguments: [
    ("rex", ["/quarter"], ["/board", "/handover", "/case/REF", "/case/REF/family", "/case/REF/1"]),
    ("dora", ["/board", "/handover", "/case/REF", "/case/REF/family", "/case/REF/1", "/quarter"], []),
    ("mo", ["/board", "/case/REF"], []),
  ])
  func `each role sees what is its own`(name: String, sees: [String], doesNot: [String]) async throws {
    try await LivePages.run { pages in
      let reference = try pages.family()
      let browser = Browser(pages)
      try browser.signIn(name)
      for path in sees {
        #expect(try browser.get(path.replacing("REF", with: reference)).status == 200, "\(path)")
      }
      for path in doesNot {
        let answer = try browser.get(path.replacing("REF", with: reference))
        #expect(answer.status == 403, "\(path)")
        #expect(!answer.body.contains("children of"))
      }
    }
  }

  @Test func `a case of another council is not told from one that is not there`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family()
      let browser = Browser(pages)
      try browser.signIn("kit")
      #expect(try browser.get("/board").body.contains("0 open cases"))
      let hidden = try browser.get("/case/\(reference)")
      let none = try browser.get("/case/222-222")
      #expect(hidden.status == 404 && none.status == 404)
      #expect(!hidden.body.contains("Luton"))
      let secret = try Browser.secret(in: try browser.get("/board").body)
      let tick = try browser.post(
        "/case/\(reference)/tick", [("secret", secret), ("deed", "done"), ("number", "1")])
      #expect(tick.status == 404)
    }
  }

  @Test(arguments: [("desk-3", "terminal&#39;s token"), ("pat", "has not been let in"), ("nobody", "is not known")])
  func `who has no business with cases is told so where they sign in`(name: String, says: String) async throws {
    try await LivePages.run { pages in
      let browser = Browser(pages)
      let answer = try browser.signIn(name)
      #expect(answer.status == 403)
      #expect(answer.headers["set-cookie"] == nil)
      let plain = answer.body.replacing("&#39;", with: "'")
      #expect(plain.contains(says.replacing("&#39;", with: "'")), "\(answer.body)")
      #expect(answer.body.contains("<title>Error: Sign in"))
      #expect(!answer.body.contains("nd_\(name)"))
    }
  }

  @Test func `a token that is revoked, or somebody who is shut out, sees nothing from the next page on`() async throws {
    let pages = try await LivePages(at: "2026-11-27T17:45") { _ in }
    let browser = Browser(pages)
    try browser.signIn("ann")
    #expect(try browser.get("/board").status == 200)
    #expect(try pages.store.shutOut("ann"))
    #expect(try browser.get("/board").status == 403)
    try pages.store.letIn(CaseOfficer(name: "ann", role: .officer, councils: nil))
    #expect(try browser.get("/board").status == 200)
    await pages.service.answer(from: DeskWorld(engine: try Shipped.engine))
    #expect(try browser.get("/board").headers["location"] == "/sign-in")
    await pages.service.stop()
  }

  @Test func `a sign-in ends with the shift, and with signing out`() async throws {
    try await LivePages.run { pages in
      let browser = Browser(pages)
      try browser.signIn("ann")
      pages.pass(minutes: 12 * 60 - 1)
      let board = try browser.get("/board")
      #expect(board.status == 200)
      let other = Browser(pages)
      other.cookie = browser.cookie
      #expect(try other.post("/sign-out", [("secret", try Browser.secret(in: board.body))]).status == 303)
      #expect(try browser.get("/board").headers["location"] == "/sign-in")
      try browser.signIn("ann")
      pages.pass(minutes: 12 * 60)
      #expect(try browser.get("/board").headers["location"] == "/sign-in")
    }
  }

  @Test func `the board loads anew by itself where its reader wants it to, and is held still where not`() async throws {
    try await LivePages.run { pages in
      let browser = Browser(pages)
      try browser.signIn("ann", live: true)
      let board = try browser.get("/board")
      #expect(board.headers["refresh"] == "30")
      #expect(board.body.contains("Hold the board still"))
      try browser.post("/live", [("secret", try Browser.secret(in: board.body)), ("live", "no")])
      #expect(try browser.get("/board").headers["refresh"] == nil)
      // No form goes from under somebody's hands.
      let reference = try pages.family()
      for path in ["/case/\(reference)", "/case/\(reference)/1", "/handover", "/quarter"] {
        #expect(try browser.get(path).headers["refresh"] == nil)
      }
    }
  }

  @Test func `the number of who must not be told stands on no page`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family(more: ["set violence-risk dover"])
      let browser = Browser(pages)
      try browser.signIn("ann")
      let record = try pages.store.record(of: #require(CaseReference(typed: reference)))
      let silent = Set((record.proposal?.bars ?? []).filter { $0.code == "contact" }.compactMap(\.council))
      #expect(silent.contains("dover"))
      let directory = try Shipped.engine.directory
      let barred = directory.contacts.filter { silent.contains($0.council) }.map(\.display)
      #expect(!barred.isEmpty)
      let numbers = record.obligations.map { "/case/\(reference)/\($0.number)" }
      for path in ["/board", "/handover", "/case/\(reference)", "/case/\(reference)/family"] + numbers {
        let page = try browser.get(path).body
        for display in barred { #expect(!page.contains(display), "\(display) on \(path)") }
      }
      // Nor does the paper that the family takes along say whose it is.
      let sheet = try browser.get("/case/\(reference)/family").body
      let paper = sheet[try #require(sheet.range(of: "<main")).lowerBound...]
      for word in ["Luton", "Dover", "ann", "01582"] { #expect(!paper.contains(word), "\(word)") }
    }
  }

  @Test
  func `a number of who must not be told now, or that nobody may use any more, is not shown beside what is to be done`()
    async throws
  {
    try await LivePages.run { pages in
      let reference = try pages.family(more: ["set violence-risk dover"])
      let kept = try pages.store.record(of: #require(CaseReference(typed: reference)))
      let directory = try Shipped.engine.directory
      let own = try #require(
        kept.proposal?.actions.compactMap(\.contact).compactMap { directory.contact(id: $0) }.first)
      let wrong = try #require(directory.contacts.first { $0.status == .quarantined })
      let browser = Browser(pages)
      try browser.signIn("ann")
      func page(_ change: (inout Proposal) throws -> Void) throws -> String {
        var proposal = try #require(kept.proposal)
        try change(&proposal)
        let record = try pages.store.begin(
          Revision(facts: kept.facts, proposal: proposal), by: "ann", at: pages.now)
        let path = "/case/\(record.reference.text)"
        let numbers = record.obligations.map { "\(path)/\($0.number)" }
        return try ([path] + numbers).map { try browser.get($0).body }.joined()
      }
      #expect(try page { _ in }.contains(own.display))
      #expect(
        try !page { proposal in
          let place = try #require(proposal.bars.firstIndex { $0.code == "contact" })
          proposal.bars[place].council = own.council
        }.contains(own.display))
      #expect(
        try !page { proposal in for place in proposal.actions.indices { proposal.actions[place].contact = wrong.id } }
          .contains(wrong.display))
    }
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil))
  func `the board of a thousand open cases comes while its reader waits`() async throws {
    try await LivePages.run { pages in
      let first = try pages.store.record(of: #require(CaseReference(typed: pages.family())))
      let proposal = try #require(first.proposal)
      for _ in 1..<1000 {
        _ = try pages.store.begin(Revision(facts: first.facts, proposal: proposal), by: "ann", at: pages.now)
      }
      let browser = Browser(pages)
      try browser.signIn("ann")
      try browser.get("/board")
      let start = ContinuousClock.now
      let board = try browser.get("/board").body
      print("board of 1000 cases: \(board.utf8.count) bytes in \(ContinuousClock.now - start)")
      #expect(board.contains("1,000 open cases"))
      #expect(ContinuousClock.now - start < .seconds(10))
    }
  }

  @Test func `a tick that cannot be recorded says why, beside its field`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family()
      let number = try pages.firstThing(in: reference)
      let browser = Browser(pages)
      try browser.signIn("ann")
      for at in ["25:99", "2027-01-01T10:00", "17:00 by phone", "at", "17:25 note x y"] {
        let answer = try browser.tick(
          "/case/\(reference)/\(number)", reference, [("deed", "done"), ("number", "\(number)"), ("at", at)])
        #expect(answer.status == 409, "\(at)")
        #expect(answer.body.contains("There is a problem") && answer.body.contains("href=\"#at\""), "\(at)")
      }
      for fields in [
        [("deed", "done")], [("deed", "decide"), ("number", "1")], [("deed", "done"), ("number", "999")], [],
      ] {
        #expect(try browser.tick("/case/\(reference)", reference, fields).status == 404)
      }
      #expect(try browser.tick("/case/\(reference)", reference, [("deed", "receive")]).status == 409)
      #expect(try pages.store.record(of: #require(CaseReference(typed: reference))).events.count == 1)
    }
  }

  @Test func `two who have one case before them are told of each other, and the slower of two ticks changes nothing`()
    async throws
  {
    try await LivePages.run { pages in
      let reference = try pages.family()
      let number = try pages.firstThing(in: reference)
      let dora = Browser(pages)
      try dora.signIn("dora")
      // Her sheet of all cases holds none of them open.
      try dora.get("/handover")
      let mo = Browser(pages)
      try mo.signIn("mo")
      #expect(try !mo.get("/case/\(reference)").body.contains("dora has this case open too"))
      #expect(try dora.get("/case/\(reference)").body.contains("mo has this case open too, since 17:45."))
      let secret = try Browser.secret(in: try mo.get("/case/\(reference)/\(number)").body)
      let deed = [("deed", "done"), ("number", "\(number)")]
      #expect(try dora.tick("/case/\(reference)/\(number)", reference, deed).status == 303)
      let late = try mo.post("/case/\(reference)/tick", [("secret", secret)] + deed)
      #expect(late.status == 409)
      #expect(late.body.contains("done 17:45 by dora") && late.body.contains("Take it back"))
      #expect(!late.body.contains("href=\"#at\""))
      #expect(try pages.store.record(of: #require(CaseReference(typed: reference))).events.count == 2)
    }
  }

  @Test func `the morning sheet puts down nothing that is open in another tab`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family()
      let dora = Browser(pages)
      try dora.signIn("dora")
      try dora.get("/case/\(reference)")
      try dora.get("/handover")
      let mo = Browser(pages)
      try mo.signIn("mo")
      #expect(try mo.get("/case/\(reference)").body.contains("dora has this case open too"))
      // It is logged all the same that the sheet was read.
      let ben = Browser(pages)
      try ben.signIn("ann")
      try ben.get("/handover")
      let readings = try pages.store.readings(of: #require(CaseReference(typed: reference)))
      #expect(readings.contains { $0.name == "ann" } && readings.contains { $0.name == "dora" }, "\(readings)")
    }
  }

  @Test func `a tick after the sign-in has ended says that it was not recorded`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family()
      let number = try pages.firstThing(in: reference)
      let browser = Browser(pages)
      try browser.signIn("ann")
      let secret = try Browser.secret(in: try browser.get("/case/\(reference)/\(number)").body)
      let deed = [("secret", secret), ("deed", "done"), ("number", "\(number)")]
      browser.cookie = nil
      let lost = try browser.post("/case/\(reference)/tick", deed)
      #expect(lost.status == 403 && lost.body.contains("What you ticked was not recorded"), "\(lost.body)")
      // Whom the casebook lets in no more is told the same.
      try browser.signIn("ann")
      let again = try Browser.secret(in: try browser.get("/case/\(reference)/\(number)").body)
      #expect(try pages.store.shutOut("ann"))
      let out = try browser.post("/case/\(reference)/tick", [("secret", again)] + deed.dropFirst())
      #expect(out.status == 403 && !out.body.contains("href=\"/sign-in\""), "\(out.status)")
      #expect(try pages.store.record(of: #require(CaseReference(typed: reference))).events.count == 1)
    }
  }

  @Test func `the family was told of the place that the page named, and of no other`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family(then: ["placed hostel for 3 nights"])
      let browser = Browser(pages)
      try browser.signIn("ann")
      let page = try browser.get("/case/\(reference)/told").body
      #expect(page.contains("The place: hostel, 3 nights"), "\(page)")
      let seen = try pages.store.record(of: #require(CaseReference(typed: reference))).last
      try pages.tell(["open \(reference)", "placed hotel in dover for 3 nights"], by: "mo")
      let late = try browser.tick("/case/\(reference)/told", reference, [("deed", "told"), ("seen", "\(seen)")])
      #expect(late.status == 409 && late.body.contains("Mo has recorded another place since"), "\(late.body)")
      #expect(try pages.store.record(of: #require(CaseReference(typed: reference))).familyToldAt == nil)
      let other = try pages.family("dover")
      #expect(try browser.get("/case/\(other)/told").body.contains("No place is recorded"))
    }
  }

  @Test func `a case that was handed over is signed for in a browser`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family()
      try pages.tell(["handover to day team"])
      let browser = Browser(pages)
      try browser.signIn("dora")
      #expect(try browser.get("/case/\(reference)").body.contains("I have read it and sign for it"))
      #expect(try browser.tick("/case/\(reference)", reference, [("deed", "receive")]).status == 303)
      #expect(try pages.store.record(of: #require(CaseReference(typed: reference))).owner == "dora")
    }
  }

  @Test func `the quarter is a page and a table, and a reporter's own`() async throws {
    try await LivePages.run { pages in
      _ = try pages.family()
      let browser = Browser(pages)
      try browser.signIn("rex")
      #expect(try browser.get("/").headers["location"] == "/quarter")
      let page = try browser.get("/quarter?quarter=2026-Q4&protocol=LUT").body
      #expect(page.contains("Luton: counts and targets") && page.contains("Oct to Dec 2026"))
      #expect(!page.contains("/board"))
      let csv = try browser.get("/quarter.csv?quarter=2026-Q4&protocol=LUT&outside=yes")
      #expect(csv.headers["content-type"] == "text/csv; charset=utf-8")
      #expect(csv.body.hasPrefix("quarter,report,table"))
      for wrong in ["/quarter?quarter=yesterday", "/quarter?protocol=XYZ"] {
        let refused = try browser.get(wrong)
        #expect(refused.status == 400 && !refused.body.contains("recorded"), "\(refused.body)")
      }
    }
  }
}
