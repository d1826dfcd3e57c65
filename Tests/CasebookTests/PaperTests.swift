import JSON
import CaseStore
import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

@testable import Casebook

/// Papers are drafted from what is known, in a site's words, and never to where they may not go.
struct PaperTests {
  private static func shipped(_ kind: PaperKind) throws -> String {
    String(decoding: try Shipped.bytes(of: "data/papers/\(kind.rawValue).txt"), as: UTF8.self)
  }

  @Test(arguments: [("7", "a child of 7"), ("4 7", "children of 4, 7"), ("none", "no children")])
  func `a paper says how many children there are as a person would`(ages: String, says: String) throws {
    let desk = try KeptDesk()
    let reference = try desk.family(more: ["set children \(ages)"])
    let paper = try desk.say("paper mash \(reference.text)")
    #expect(paper.block.contains { $0.contains(says) }, "\(paper.text)")
  }

  // MARK: - A site's words

  @Test(arguments: [
    ("", "Age: {age}", "{age} is not a field of this paper"),
    ("{placement-address}", "", "{placement-address} is missing: the address of the accommodation"),
    ("Name: {applicant}", "[LUT] Name: {applicant}", "{applicant} is missing: the applicant's name"),
    ("", "[BED] more", "[BED] is not a condition"),
    ("", "more {applicant", "has a brace without its other"),
    ("", "more applicant}", "has a brace without its other"),
    ("# Notice of a", "Notice of a", "has no title"),
    ("", "# Another", "there is one title"),
    ("", "more\there", "holds a tab"),
  ])
  func `words with a fault are refused, with the file, the line and the field`(
    old: String, new: String, fault: String
  ) throws {
    let text = try Self.shipped(.host)
    let changed = old.isEmpty ? text + new + "\n" : text.replacing(old, with: new)
    let found = #expect(throws: PaperWordingError.self) {
      try PaperWording(changed, of: .host, file: "s208.txt")
    }
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).count
    let place = old.isEmpty ? "s208.txt:\(line): " : "s208.txt: "
    #expect(found?.faults.contains { $0.hasPrefix(place + fault) } == true, "\(found?.faults ?? [])")
  }

  @Test func `a book lacks no kind, and a council's own words go before those of all`() throws {
    let files = try PaperKind.allCases.map { ($0.rawValue + ".txt", try Self.shipped($0)) }
    let lacking = #expect(throws: PaperWordingError.self) { try PaperBook(Array(files.dropFirst())) }
    #expect(lacking?.faults == ["s184.txt: is missing"])
    let strange = #expect(throws: PaperWordingError.self) { try PaperBook(files + [("luton/s999.txt", "# X")]) }
    #expect(strange?.faults.first?.hasPrefix("luton/s999.txt: is not a paper: s184.txt") == true)
    let own = files[2].1.replacing("# Notice of a household placed in your area", with: "# Luton's notice")
    let book = try PaperBook(files + [("luton/s208.txt", own)])
    #expect(book.wording(of: .host, for: "luton")?.title == "Luton's notice")
    #expect(book.wording(of: .host, for: "dover")?.title == "Notice of a household placed in your area")
  }

  // MARK: - Drafts

  /// What has to be told before a paper can be drafted, where, and to whom it goes then.
  private static let fitting: [(kind: PaperKind, council: String, told: [String], to: String?)] = [
    (.decision, "luton", ["set decision offer-refused", "set decision-on 2026-11-27"], nil),
    (
      .referral, "canterbury",
      [
        "set violence-risk none", "set connection-here no", "set connections dover:residence", "set duty-held relief",
        "set eligibility eligible",
      ], "dover"
    ),
    (.host, "luton", ["set violence-risk none", "set placed-in dover", "set placed-on 2026-11-27"], "dover"),
    (.dutyToRefer, "luton", ["set violence-risk none"], "dover"),
    (.request, "canterbury", ["set violence-risk none"], "kent"),
    (.mash, "luton", ["set violence-risk none"], "luton"),
    (
      .confirmation, "luton",
      [
        "set violence-risk none", "set duty-elsewhere canterbury", "set reception-confirmed yes",
        "set agrees-to-return yes", "set transport own", "set travel-minutes 60",
      ], "canterbury"
    ),
    (.placement, "kingston", ["set violence-risk none"], "achieving-for-children"),
    (.consent, "canterbury", [], nil),
    (.access, "luton", ["set violence-risk none"], "luton"),
    (.bodies, "luton", [], nil),
  ]

  /// A case from which a kind of paper can be drafted, and the draft.
  private func draft(_ kind: PaperKind) throws -> (desk: KeptDesk, reply: Reply, reference: CaseReference, to: String?)
  {
    let fit = try #require(Self.fitting.first { $0.kind == kind })
    let desk = try KeptDesk()
    let reference = try desk.family(fit.council, more: fit.told)
    let to = kind == .dutyToRefer ? " to dover" : ""
    return (desk, try desk.say("paper \(kind.rawValue)\(to)"), reference, fit.to)
  }

  @Test(arguments: PaperKind.allCases)
  func `each kind is drafted, and what only a person may write is a dotted line with its name`(kind: PaperKind) throws {
    let (desk, reply, reference, to) = try draft(kind)
    #expect(reply.code == 217, "\(reply.text)")
    let text = reply.block.joined(separator: "\n")
    #expect(reply.block.first == "DRAFT, not sent, not a decision")
    let prefixes = ["LUT", "KPG", "KIN", "KCL", "ESS"]
    let plain = text.replacing("\n", with: " ").replacing(#/ +/#, with: " ")
    for field in PaperField.of(kind) where !prefixes.contains(field.condition ?? "") && field.condition == nil {
      guard case .person = field.source else { continue }
      #expect(plain.contains(". (\(field.label))"), "\(field.name)")
    }
    #expect(!text.contains("{") && !text.contains("}"))
    for line in reply.block { #expect(line.count <= 78, "\(line)") }
    #expect(plain.contains("[ ] Each dotted line is filled in, or struck through by hand."))
    // Nothing of it is kept but that it was drafted.
    let event = try #require(try desk.record(reference).events.last)
    guard case .paperDrafted(let paper) = event.deed else { Issue.record("not recorded"); return }
    #expect(paper.kind == kind && paper.to == to && paper.print.count == 16)
  }

  @Test(arguments: PaperKind.allCases)
  func `as a page it needs nothing else, and has the same lines to be written`(kind: PaperKind) throws {
    let (desk, _, _, _) = try draft(kind)
    let to = kind == .dutyToRefer ? " to dover" : ""
    let page = try desk.say("paper \(kind.rawValue)\(to) as html").block.joined(separator: "\n")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("lang=\"en-GB\"") && page.contains("@page{size:A4"))
    for banned in ["<script", "http:", "https:", "<img", "url("] { #expect(!page.contains(banned), "\(banned)") }
    let json = try desk.say("paper \(kind.rawValue)\(to)", format: .json).block.joined()
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let blanks = try #require(object["blanks"] as? [String])
    #expect(page.components(separatedBy: "to be written by hand: ").count - 1 == blanks.count)
    #expect(page.components(separatedBy: "<h1>").count == 2)
    // Tags are closed in the order in which they were opened.
    var open: [String] = []
    for tag in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) where String(tag.2) != "meta" {
      if tag.1.isEmpty { open.append(String(tag.2)) } else { #expect(open.popLast() == String(tag.2)) }
    }
    #expect(open == [])
  }

  // MARK: - Where it may not go

  @Test(
    arguments: [
      (
        "luton", ["set violence-risk dover", "set placed-in dover", "set placed-on 2026-11-27"], "paper s208 to dover",
        "at risk"
      ),
      (
        "luton", ["set placed-in dover", "set placed-on 2026-11-27"], "paper s208",
        "nobody asked where they would be at risk"
      ),
      ("luton", ["set violence-risk none"], "paper s208", "nothing says which authority"),
      ("luton", ["set violence-risk none", "set placed-in dover"], "paper s208", "nothing says since when"),
      ("luton", ["set violence-risk dover"], "paper s213b to dover", "not drafted to Dover"),
      ("luton", ["set violence-risk kent"], "paper s213b to dover", "not drafted to Dover"),
      ("luton", ["set violence-risk kent"], "paper subject-access to dover", "not drafted to Dover"),
      ("luton", ["set violence-risk dover"], "paper s213b to kent", "not drafted to Kent"),
      (
        "luton", ["set violence-risk kent", "set placed-in dover", "set placed-on 2026-11-27"], "paper s208 to dover",
        "not drafted to Dover"
      ),
      ("luton", ["set violence-risk dover"], "paper subject-access to dover", "not drafted to Dover"),
      ("luton", ["set violence-risk none"], "paper s184", "no decision is recorded"),
      ("luton", ["set violence-risk none", "set decision minded-to-refuse"], "paper s184", "no decision is recorded"),
      (
        "canterbury",
        [
          "set connection-here no", "set connections dover:residence", "set duty-held relief",
          "set eligibility eligible",
        ],
        "paper s198 to dover", "not drafted"
      ),
      ("canterbury", ["set violence-risk none"], "paper s198 to dover", "do not propose a referral"),
      (
        "luton", ["set violence-risk none", "set duty-elsewhere canterbury", "set agrees-to-return yes"],
        "paper confirmation to canterbury", "not drafted: Do not send them back"
      ),
      (
        "luton", ["set violence-risk none", "set duty-elsewhere canterbury", "set reception-confirmed yes"],
        "paper confirmation to canterbury", "not drafted: Do not send them back"
      ),
      (
        "luton",
        [
          "set violence-risk canterbury", "set duty-elsewhere canterbury", "set reception-confirmed yes",
          "set agrees-to-return yes",
        ], "paper confirmation to canterbury", "not drafted"
      ),
      ("luton", [], "paper spa", "does not bind"), ("luton", [], "paper request-for-support", "does not bind"),
      ("luton", [], "paper mash to dover", "goes to Luton"), ("luton", [], "paper consent to dover", "no authority"),
      ("luton", [], "paper s999", "is not a paper"), ("luton", [], "paper mash at once", "not understood"),
      ("luton", [], "paper s213b to atlantis", "not an authority"),
    ] as [(String, [String], String, String)])
  func `none is drafted to where it may not go, or before its time`(
    council: String, told: [String], line: String, why: String
  ) throws {
    let desk = try KeptDesk()
    let reference = try desk.family(council, more: told)
    let events = try desk.record(reference).last
    let reply = try desk.say(line)
    #expect(reply.code == 542, "\(reply.code) \(reply.text)")
    #expect(reply.text.contains(why), "\(reply.text)")
    #expect(try desk.record(reference).last == events)
  }

  @Test func `where they are is kept back from whoever covers the area of risk`() throws {
    let desk = try KeptDesk()
    _ = try desk.family("luton", more: ["set violence-risk luton"])
    let text = try desk.say("paper mash").block.joined(separator: "\n")
    #expect(text.contains("Where the children are now: kept back: they are at risk."))
    #expect(!text.contains("(where the children are now)"))
    #expect(text.contains("[ ] A named person has settled the wording, the channel and who opens it."))
    try desk.tell(["close"])
    _ = try desk.family("luton")
    #expect(
      try desk.say("paper mash").block.joined(separator: " ").contains("kept back: nobody has asked yet"))
  }

  @Test func `a notice that is held back for the risk says so, though nobody named the council`() throws {
    let desk = try KeptDesk()
    _ = try desk.family(more: ["set violence-risk kent"])
    try desk.tell(["placed hostel in dover for 3 nights"])
    let refused = try desk.say("paper s208")
    #expect(refused.code == 542 && refused.text.hasPrefix("not drafted"), "\(refused.text)")
  }

  @Test func `what the family carries names no council where they are at risk`() throws {
    let desk = try KeptDesk()
    _ = try desk.family("luton", more: ["set violence-risk dover"])
    #expect(try !desk.say("paper consent").block.prefix(8).joined().contains("Luton"))
  }

  /// The property over whatever facts there may be: with a fault planted in the bars it is seen to be broken.
  @Test func `of any case no paper goes to whom the case bars, nor an address to where they are at risk`() throws {
    var cases = try RandomCases(seed: 16)
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    var dice = SplitMix64(seed: 3)
    var (drafts, refused, planted) = (0, 0, 0)
    let ids = engine.directory.councils.map(\.id)
    for _ in 0..<300 {
      let facts = cases.next()
      let proposal = Proposal(engine.determine(facts))
      var told: [String: FactInput] = [:]
      for fact in Fact.allCases {
        let value = reader.input(of: fact, in: facts)
        if value != .null { told[fact.name] = value }
      }
      var record = CaseRecord(reference: CaseReference(using: &dice), owner: "ann")
      record.apply(
        CaseEvent(
          number: 1, by: "ann", recordedAt: facts.presentedAt,
          deed: .kept(revision: Revision(facts: told, proposal: proposal))))
      let desk = PaperDesk(
        book: try KeptDesk.papers.get(), engine: engine, now: facts.presentedAt, officer: "ann")
      let barred = Set(proposal.bars.filter { $0.code == "contact" }.compactMap(\.council))
      let away = Set(proposal.bars.filter { ["contact", "place-in"].contains($0.code) }.compactMap(\.council))
      for kind in PaperKind.allCases {
        let named = kind.addressee == .authority ? ids[Int.random(in: 0..<ids.count, using: &dice)] : nil
        for to in [nil, named] {
          do throws(CaseRefusal) {
            let draft = try desk.draft(kind, of: record, to: to)
            drafts += 1
            guard let to = draft.to else { continue }
            #expect(!barred.contains(to), "\(kind) to \(to)")
            if kind == .host || kind == .referral {
              #expect(!away.contains(to) && told["violence-risk"] != nil, "\(kind) to \(to)")
            }
            // The same with a bar more is refused.
            guard planted < 200 else { continue }
            var sterner = record
            var revision = record.revision(facts: told, proposal: proposal)
            revision.bars =
              proposal.bars + [ProposedBar(code: "contact", council: to, rules: ["I-2"], text: "Planted.")]
            sterner.apply(
              CaseEvent(number: 2, by: "ann", recordedAt: facts.presentedAt, deed: .told(revision: revision)))
            planted += 1
            #expect(throws: CaseRefusal.self) { try desk.draft(kind, of: sterner, to: to) }
          } catch {
            refused += 1
          }
        }
      }
    }
    #expect(drafts > 500 && refused > 500 && planted == 200, "\(drafts) \(refused) \(planted)")
  }

  // MARK: - Going out

  @Test func `only what was drafted goes out, once a person has filled it in, and a later one replaces it`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family(
      "luton", more: ["set violence-risk none", "set placed-in dover", "set placed-on 2026-11-27"])
    #expect(try desk.say("issued s208 filled").text.contains("nothing was"))
    try desk.tell(["paper s208"])
    let events = try desk.record(reference).last
    // The same draft again is no other.
    try desk.tell(["paper s208"])
    #expect(try desk.record(reference).last == events)
    #expect(try desk.say("issued s208").code == 501)
    #expect(try desk.say("issued s208 by email").text.contains("fill in each dotted line by hand"))
    try desk.tell(["set children 4 7 9"])
    #expect(try desk.say("issued s208 filled by email").text.contains("not what was drafted last"))
    try desk.tell(["paper s208"])
    let number = try desk.number("notify-host-authority", in: reference)
    let reply = try desk.tell(["issued s208 filled by email at 17:40"])
    #expect(
      reply.text.contains("s208 to Dover District Council has gone out by email; 'done \(number)' ends what it was for")
    )
    #expect(try desk.say("issued s208 filled by email").code == 542)
    let later = try desk.tell(["paper s208"]).block
    #expect(later[2] == "Replaces the paper that went out on Fri 27 Nov 2026.")
    // A risk that is told later holds it back.
    try desk.tell(["set violence-risk dover"])
    #expect(try desk.say("issued s208 filled by email").code == 542)
    #expect(try desk.say("paper s208").code == 542)
    #expect(try desk.store.verify().faults == [])
  }

  @Test func `which papers there are says what each is for, and why one cannot be drafted`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family(
      "luton", more: ["set violence-risk none", "set placed-in dover", "set placed-on 2026-11-27"])
    let lines = try desk.tell(["paper"]).block
    #expect(lines.count == 11)
    let notify = try desk.number("notify-host-authority", in: reference)
    #expect(
      lines.contains {
        $0.hasPrefix("s208") && $0.contains("for \(notify)") && $0.contains("to Dover District Council")
      })
    #expect(lines.contains { $0.hasPrefix("spa") && $0.contains("- spa is a paper of ") && $0.contains("(KIN)") })
  }

  @Test func `a council that has ended is written to at its heir, and where it is barred its heir is too`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family("luton", more: ["set violence-risk none"])
    let engine = try Shipped.engine.over(HistoryTests.directoryAfterEnd())
    let papers = PaperDesk(book: try KeptDesk.papers.get(), engine: engine, now: desk.now, officer: "ann")
    #expect(try papers.draft(.access, of: desk.record(reference), to: "dover").to == "east-coast")
    // What was determined before the end names the council that was.
    try desk.tell(["set violence-risk dover"])
    let record = try desk.record(reference)
    for to in ["dover", "east-coast"] {
      #expect(throws: CaseRefusal.self) { try papers.draft(.access, of: record, to: to) }
    }
    #expect(throws: CaseRefusal.self) { try papers.draft(.access, of: record, to: "nowhere") }
  }

  @Test func `a quarantined mailbox is written to by no paper`() throws {
    let desk = try KeptDesk()
    _ = try desk.family("luton", more: ["set violence-risk none"])
    for council in try Shipped.engine.directory.councils where council.type.isPlace {
      let reply = try desk.say("paper subject-access to \(council.id)")
      guard !reply.isError else { continue }
      let text = reply.block.joined(separator: "\n")
      for contact in try Shipped.engine.directory.contacts
      where !contact.status.isUsable && contact.council == council.id {
        let elsewhere = try Shipped.engine.directory.contacts.contains {
          $0.display == contact.display && $0.status.isUsable
        }
        #expect(elsewhere || !text.contains(contact.display), "\(contact.id)")
      }
    }
  }

  // MARK: - What it may say

  @Test func `no written notice goes by a telephone or to an extension`() throws {
    let engine = try Shipped.engine
    for council in engine.directory.councils
    where council.type.isPlace && engine.directory.isHousingAuthority(engine.directory.ref(id: council.id)!) {
      guard council.id != "luton" else { continue }
      let desk = try KeptDesk()
      let reference = try desk.family(
        "luton", more: ["set violence-risk none", "set placed-in \(council.id)", "set placed-on 2026-11-27"])
      let record = try desk.record(reference)
      let papers = PaperDesk(book: try KeptDesk.papers.get(), engine: engine, now: desk.now, officer: "ann")
      let draft = try papers.draft(.host, of: record, to: council.id)
      let lines = draft.lines.filter { $0.hasPrefix("By:") }
      #expect(!lines.isEmpty, "\(council.id): \(draft.lines.prefix(14))")
      for line in lines {
        #expect(!line.contains(/^By: (Ext|[0-9 ]+,)/), "\(council.id): \(line)")
      }
    }
  }

  @Test(arguments: [
    (["set decision offer-refused", "set decision-on 2026-11-27"], true, false),
    (["set duty-held none", "set decision offer-refused", "set decision-on 2026-11-27"], true, false),
    (["set duty-held relief", "set decision intentionally-homeless", "set decision-on 2026-11-27"], false, false),
    (["set duty-held ended", "set decision intentionally-homeless", "set decision-on 2026-10-01"], false, true),
    (["set decision intentionally-homeless", "set decision-on 2026-10-01"], false, true),
  ])
  func `a decision's letter says no day of application that nobody knows, and asks whether they have it`(
    told: [String], hasDay: Bool, isOld: Bool
  ) throws {
    let desk = try KeptDesk()
    _ = try desk.family("luton", more: told)
    let reply = try desk.say("paper s184")
    guard !reply.isError else { return #expect(reply.text.contains("not drafted"), "\(reply)") }
    let text = reply.block.joined(separator: " ").replacing(#/ +/#, with: " ")
    #expect(text.contains("You applied to Luton Borough Council on Fri 27 Nov 2026") == hasDay, "\(text)")
    #expect(text.contains("ask first whether they have this letter") == isOld, "\(text)")
    #expect(!text.contains("or owed you: ended") && !text.contains("accommodated under section 188"), "\(text)")
  }

  @Test(arguments: ["luton", "kingston", "canterbury", "thanet", "colchester", "swale"])
  func `a paper cites the council's own protocol or the law, and rings back at its own line for the night`(
    council: String
  )
    throws
  {
    let desk = try KeptDesk()
    _ = try desk.family(council, more: ["set violence-risk none"])
    let engine = try Shipped.engine
    let own = Set(engine.book.files.filter { $0.parties.contains(council) }.compactMap(\.prefix))
    let others = Set(engine.book.files.compactMap(\.prefix)).subtracting(own)
    for kind in ["mash", "consent", "s213aa"] {
      let reply = try desk.say("paper \(kind)")
      guard !reply.isError else { continue }
      let text = reply.block.joined(separator: " ")
      for prefix in others { #expect(!text.contains("\(prefix)-"), "\(council) \(kind): \(prefix)") }
      #expect(text.contains(" Rules "), "\(text)")
    }
    let lines = try desk.tell(["paper mash"]).block.joined(separator: " ").replacing(#/ +/#, with: " ")
    let ref = try #require(engine.directory.ref(id: council))
    let night = engine.directory.contacts(of: ref, for: .outOfHours, on: Day(year: 2026, month: 11, day: 27)!)
      .first { $0.isVoice && $0.status != .quarantined }
    let said = try #require(lines.firstMatch(of: /At night: ([0-9 ]+|\.+)/)).1
    #expect(night.map { said.hasPrefix($0.display) } ?? said.hasPrefix("."), "\(council): \(said)")
  }

  @Test func `once a paper has gone out, the page, the case and the morning know it`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family(
      "canterbury",
      more: [
        "set violence-risk none", "set connection-here no", "set connections dover:residence", "set duty-held relief",
        "set eligibility eligible",
      ])
    try desk.tell(["paper s198"])
    let reply = try desk.tell(["issued s198 filled by email at 17:40"])
    #expect(
      reply.text.contains("'set duty-held relief-referred' tells the rules") && reply.text.contains("6 Dec 2026"),
      "\(reply.text)")
    #expect(try desk.say("result").block.contains { $0.hasPrefix("! s198 went to dover at 17:40.") })
    for line in ["show", "handover"] {
      let block = try desk.say(line).block
      let isSaid = block.contains { $0.contains("eferral") && $0.contains("(s198 went to dover by email at 17:40)") }
      #expect(isSaid, "\(line): \(block)")
    }
    try desk.tell(["set duty-held relief-referred"])
    #expect(try !desk.say("result").block.contains { $0.contains("The rules do not know it yet") })
    #expect(try desk.record(reference).closed == nil)
  }

  @Test(
    arguments: [
      ("thanet", ["set eligibility nrpf"], "Kent County Council"),
      ("dover", [], "Dover District Council, homelessness team"),
      ("luton", ["set violence-risk dover"], "____"), ("luton", ["set violence-risk none"], "Luton Borough Council"),
    ] as [(String, [String], String)])
  func `the family's sheet says who sees them, unless that could betray them`(
    council: String, told: [String], says: String
  ) throws {
    let desk = try KeptDesk()
    _ = try desk.family(council, more: told)
    let lines = try desk.say("family-sheet").block
    let with = try #require(lines.first { $0.hasPrefix("With: ") }, "\(lines)")
    #expect(with.contains(says), "\(with)")
    if council == "thanet" { #expect(lines.contains { $0.contains("at night, ring: 03000 41 91 91") }, "\(lines)") }
  }
}
