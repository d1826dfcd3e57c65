import Casebook
import Desk
import TestSupport
import Testing
import WorkingTime

/// Where they sleep, as an officer says it, and what follows from it.
struct PlacementTests {
  @Test(arguments: [
    ("hostel for 3 weeks", 21), ("council-stock for 2 weeks", 14), ("hostel for two nights", 2),
    ("hostel for 1 night", 1),
    ("hostel for a fortnight", 14), ("hostel for tonight", 1), ("hostel for 3", 3), ("hostel until monday", 3),
    ("hostel until sun", 2), ("hostel until 30 Nov", 3), ("hostel until tomorrow", 1), ("hostel until 2026-12-01", 4),
    ("hostel for 3 nights until monday", 3),
  ])
  func `so many nights are booked as were said, in people's words too`(said: String, nights: Int) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let reply = try desk.tell(["placed \(said)"])
    #expect(try desk.record(reference).placement?.nights == nights, "\(reply.text)")
  }

  @Test(arguments: [
    "hostel for 3 days", "hostel for 1 month", "hostel for a while", "hostel for 0 nights", "hostel for 60 weeks",
    "hostel until easter", "hostel for 2 nights until monday", "castle for 2 nights", "hostel nicely for 2 nights",
  ])
  func `what is no number of nights, or no kind of place, is asked back and not guessed`(said: String) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let reply = try desk.say("placed \(said)")
    #expect(reply.code == 542, "\(reply.text)")
    #expect(try desk.record(reference).placement == nil)
  }

  @Test(arguments: [
    ("hotel", Placement.Kind.bedAndBreakfast), ("b&b", .bedAndBreakfast), ("bed and breakfast", .bedAndBreakfast),
    ("Guest House", .bedAndBreakfast), ("refuge", .hostel), ("council stock", .councilStock),
    ("with friends", .familyOrFriends), ("own arrangements", .own),
  ])
  func `a kind of place is heard in the words that the questions hear`(said: String, kind: Placement.Kind) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["placed \(said) for 3 nights"])
    #expect(try desk.record(reference).placement?.kind == kind)
  }

  @Test func `a place for every night ends that they are to be placed, and can be taken back`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let number = try desk.number("place-emergency", in: reference)
    try desk.tell(["placed hostel for 1 night"])
    #expect(try desk.record(reference).obligation(number)?.isLive == true)
    let reply = try desk.tell(["placed hostel until monday"])
    guard case .done(_, _, "ann", _, _)? = try desk.record(reference).obligation(number)?.state else {
      return #expect(Bool(false), "\(reply.text)")
    }
    #expect(reply.text.contains("'reopen \(number)' takes it back"))
    try desk.tell(["reopen \(number)"])
    #expect(try desk.record(reference).obligation(number)?.state == .open)
  }

  @Test(arguments: ["until 2062-11-28", "for 401 nights", "for 100000 nights", "for 60 weeks"])
  func `a slip in the year takes no family off the nights that run out`(said: String) throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    let refused = try desk.say("placed hostel \(said)")
    #expect(refused.code == 542 && refused.text.contains("400"), "\(refused.text)")
  }

  @Test(arguments: [
    ("luton", ["set nowhere-tonight no", "set homeless-from 2026-11-28"]),
    ("maidstone", ["set nowhere-tonight no", "set accommodation-ends-on 2026-11-28", "set duty-held interim"]),
  ])
  func `a bed of their own that ends while offices are shut stands on the board, the sheets and the case`(
    council: String, told: [String]
  ) throws {
    let desk = try KeptDesk(at: "2026-11-27T17:30")
    let reference = try desk.family(council, more: told)
    guard try desk.record(reference).proposal?.tonight.decision == "not-needed" else {
      // Where the rules propose a place already, that is what is missing.
      #expect(try desk.say("board").block.contains { $0.contains("No place for tonight is recorded") })
      return
    }
    #expect(try desk.say("board").block.contains { $0.contains("Their own bed ends; no place is recorded from then") })
    for line in ["show", "handover"] {
      #expect(try desk.say(line).block.contains { $0.contains("their own bed ends on Sat 28 Nov 2026") }, "\(line)")
    }
    #expect(try desk.say("family-sheet").block.contains { $0.contains("Your own bed ends on Sat 28 Nov 2026") })
    try desk.set("2026-11-28T12:00")
    #expect(
      try desk.say("board").block.contains { $0.hasPrefix("! since 12:00") && $0.contains("Their own bed ended") })
    try desk.tell(["placed hostel for 2 nights", "family-told"])
    #expect(try !desk.say("board").block.contains { $0.contains("bed end") })
  }

  @Test func `a place where they are at risk ends nothing`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family("dover", more: ["set violence-risk thanet"])
    let number = try desk.number("place-emergency", in: reference)
    try desk.tell(["placed hostel in thanet for 3 nights"])
    #expect(try desk.record(reference).obligation(number)?.isLive == true)
  }

  @Test func `several bookings that cover every night together end that they are to be placed`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let number = try desk.number("place-emergency", in: reference)
    try desk.tell(["placed hostel for 1 night", "placed hotel from 29 nov until 30 nov"])
    #expect(try desk.record(reference).obligation(number)?.isLive == true)
    try desk.tell(["placed hotel from 28 nov until 30 nov"])
    #expect(try desk.record(reference).obligation(number)?.isLive == false)
  }

  @Test func `a place that they had last night counts from last night`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.set("2026-11-28T09:00")
    try desk.tell(["placed hostel for 1 night at yesterday 22:00"])
    let night = try TimeText.day("2026-11-27")
    #expect(try desk.record(reference).bookings.keys.sorted() == [night])
    try desk.set("2026-11-30T09:00")
    try desk.tell(["placed hostel from 27 nov until 28 nov"])
    #expect(try desk.record(reference).bookings.keys.sorted() == [night])
  }

  @Test(arguments: [
    (
      ["set children none", "set applicant-age 17"], "for 2 nights", "Bed and breakfast", "barred to them"
    ),
    (
      ["set duty-held relief", "set bed-and-breakfast-nights 41", "set unit bed-and-breakfast"], "for 3 nights",
      "limit", "2 nights in bed and breakfast are past the last lawful one, Fri 27 Nov 2026"
    ),
  ])
  func `bed and breakfast that is barred, or one night of it, stands red until they are elsewhere, and ends nothing`(
    more: [String], nights: String, what: String, why: String
  ) throws {
    let desk = try KeptDesk()
    let reference = try desk.family("thanet", more: more)
    let before = try desk.record(reference).live.map(\.number)
    let reply = try desk.tell(["placed bed-and-breakfast \(nights)"])
    #expect(reply.text.lowercased().contains(why.lowercased()), "\(what): \(reply.text)")
    #expect(try desk.record(reference).live.map(\.number) == before)
    for page in ["show", "board"] {
      #expect(try desk.say(page).block.contains { $0.hasPrefix("!") && $0.contains(why) }, "\(what): \(page)")
    }
    let sheet = try desk.say("handover").block
    #expect(
      what == "limit" || sheet.contains { $0.hasPrefix("!") && $0.contains("Do not use bed and breakfast") }, "\(sheet)"
    )
    try desk.tell(["placed hostel \(nights)"])
    #expect(try !desk.say("show").block.contains { $0.contains(why) })
  }

  @Test func `whoever decides against an absolute bar leaves it red that the family has no bed`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["decide return because further-facts"])
    try desk.tell(["seen \(reference.text)"], by: "mo")
    #expect(try desk.say("board").block.contains { $0.hasPrefix("!") && $0.contains("No place for tonight") })
  }

  @Test func `they have no place since the last one ended`() throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    try desk.tell(["placed hostel for 5 nights"])
    try desk.set("2026-11-29T18:00")
    try desk.tell(["place-ended"])
    #expect(
      try desk.say("show").block.contains { $0.contains("No place for tonight") && $0.contains("18:00") }
        || desk.say("board").block.contains { $0.contains("No place for tonight") && $0.contains("18:00") })
  }

  @Test(arguments: ["", "REF "])
  func `a place in another council's area brings up its notice, whether the case is open here or not`(name: String)
    throws
  {
    let desk = try KeptDesk()
    let reference = try desk.family("basildon", more: ["set violence-risk none"])
    if !name.isEmpty { try desk.tell(["close"]) }
    let named = name.replacing("REF", with: reference.text)
    let reply = try desk.tell(["placed \(named)bed-and-breakfast in chelmsford for 3 nights"])
    #expect(reply.text.contains("new to do: "), "\(reply.text)")
    let notice = try desk.record(reference).live.first { $0.action.key.code == "notify-host-authority" }
    #expect(notice?.action.key.council == "chelmsford")
    guard case .day(let day)? = notice?.due else { return #expect(Bool(false), "\(reply.text)") }
    #expect(TimeText.text(day) == "2026-12-10")
    #expect(try desk.say("paper s208 \(reference.text)").isError == false)
    // Longer there is the same notice, from its own first day; a place at home takes none away.
    try desk.set("2026-11-30T09:10")
    try desk.tell(["placed \(reference.text) bed-and-breakfast in chelmsford for 1 week"])
    let later = try desk.record(reference).live.first { $0.action.key.code == "notify-host-authority" }
    #expect(later?.due == .day(day))
    if name.isEmpty { try desk.tell(["set pregnant yes"]) }
  }

  @Test func `a paper under section 213B goes to no county`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family("dover", more: ["set violence-risk none"])
    for county in ["kent", "essex"] {
      let reply = try desk.say("paper s213b \(reference.text) to \(county)")
      #expect(reply.code == 542 && reply.text.contains("not a housing authority"), "\(reply.text)")
    }
    #expect(try desk.say("paper s213b \(reference.text) to thanet").isError == false)
  }

  @Test func `what was done on another day says which, and a weekday is the last one`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["placed hostel until monday"])
    try desk.set("2026-11-30T09:10")
    let told = try desk.tell(["family-told at 18:00"])
    #expect(told.text.contains("at 18:00 Sun 29 Nov"), "\(told.text)")
    #expect(try desk.say("history").block.last?.contains("(at 18:00 Sun 29 Nov)") == true)
    #expect(try desk.say("show").block.contains { $0.contains("family told at 18:00 Sun 29 Nov") })
    let number = try desk.number("take-application", in: reference)
    let done = try desk.tell(["done \(number) at fri 18:00"])
    #expect(done.text.contains("at 18:00 Fri 27 Nov"), "\(done.text)")
  }

  @Test func `whoever has it ends it, and anybody else is told how to bring it back`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["pass 1 to day team", "taken 1 by Dora"])
    let refused = try desk.say("done 1")
    #expect(refused.code == 542 && refused.text.contains("'reopen 1'"), "\(refused.text)")
    try desk.tell(["done \(reference.text).1"], by: "dora")
    guard case .done(_, _, "dora", _, _)? = try desk.record(reference).obligation(1)?.state else {
      return #expect(Bool(false))
    }
  }

  @Test func `a reason in people's own words is told how it can be kept`() throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    let reply = try desk.say("not-needed 1 because they have none")
    #expect(reply.code == 542 && reply.text.contains("because other: they have none"), "\(reply.text)")
  }

  @Test func `the handover says open now only of known hours, and beside a number that failed how it failed`() throws {
    let desk = try KeptDesk()
    _ = try desk.family(more: ["set significant-harm yes"])
    let fresh = try desk.say("handover").block.filter { $0.contains("→ 0300 300 8123") }
    #expect(!fresh.isEmpty && fresh.allSatisfy { !$0.contains("open now") }, "\(fresh)")
    try desk.tell(["rang 03003008123 no answer"])
    let tried = try desk.say("handover").block.filter { $0.contains("→ 0300 300 8123") }
    #expect(
      !tried.isEmpty && tried.allSatisfy { $0.contains("0300 300 8123 (Emergency Duty Team), no answer at 17:45") },
      "\(tried)")
    let monday = try desk.say("handover").block.filter { $0.contains("Mon 30 Nov") && $0.contains("→ 0300 300 8123") }
    #expect(monday.isEmpty, "\(monday)")
  }
}
