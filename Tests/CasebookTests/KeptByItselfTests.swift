import Foundation
import JSON
import CaseStore
import Casebook
import Desk
import TestSupport
import Testing
import Triage

/// Where a site says so a triage becomes a case by itself, and what may be typed next is offered.
struct KeptByItselfTests {
  private static let answers = ["triage luton", "set nowhere-tonight yes"]

  @Test(arguments: ["close", "quit"])
  func `kept when it ends, a family that was asked anything is there from its first answer on, and once`(line: String)
    throws
  {
    let desk = try KeptDesk(keeps: .end)
    #expect(try desk.tell(Self.answers).text.contains(". Kept as "))
    let kept = try desk.store.open()
    #expect(kept.count == 1)
    let reply = try desk.tell([line])
    #expect(line == "quit" || reply.text.contains("is kept"), "\(reply.text)")
    #expect(try desk.store.open().map(\.reference) == kept.map(\.reference))
    let record = try #require(try desk.store.open().first)
    #expect(record.facts["nowhere-tonight"] == .bool(true))
    #expect(record.owner == "ann")
  }

  @Test func `each family that is open is kept when the desk is left, and one that told nothing is not`() throws {
    let desk = try KeptDesk(keeps: .end)
    try desk.tell(Self.answers + ["triage dover", "set children 3", "triage thanet"])
    try desk.tell(["quit"])
    #expect(try Set(desk.store.open().map(\.council)) == ["luton", "dover"])
  }

  @Test func `what is kept already is not kept twice, and without the setting nothing is`() throws {
    let desk = try KeptDesk(keeps: .end)
    _ = try desk.family()
    try desk.tell(["close"])
    #expect(try desk.store.open().count == 1)
    let other = try KeptDesk()
    try other.tell(Self.answers + ["close"])
    #expect(try other.store.open().isEmpty)
  }

  @Test(arguments: [KeepRule.end, .start])
  func `kept with its first answer, each later one is saved too`(rule: KeepRule) throws {
    let desk = try KeptDesk(keeps: rule)
    #expect(try !desk.tell(["triage luton"]).text.contains("Kept"))
    #expect(try desk.tell(["set nowhere-tonight yes"]).text.contains(". Kept as "))
    #expect(try desk.tell(["set children 4 7"]).text.contains("Saved in "))
    #expect(try desk.store.open().first?.facts["children"] == .list([.number(4), .number(7)]))
  }

  @Test func `what could not be kept is kept once it can be, however the session ends, and is put down there`() throws {
    for ending in [["close"], ["quit"], ["auth ben"], []] {
      let desk = try KeptDesk(keeps: .end)
      let away = desk.path + ".away"
      #expect(rename(desk.path, away) == 0)
      let said = try desk.tell(Self.answers).text
      #expect(said.contains(". Not kept: not saved") && said.contains("is not where it was"), "\(said)")
      // The same is not said again with every answer.
      #expect(try !desk.tell(["set pregnant yes"]).text.contains("Not kept"))
      for line in ["close", "quit"] { #expect(try desk.say(line).code == 451, "\(line)") }
      #expect(rename(away, desk.path) == 0)
      if ending.isEmpty {
        #expect(try desk.end().map { $0.prefix(8) } == ["kept as "])
        #expect(try desk.end() == [])
      } else {
        try desk.tell(ending)
        #expect(try desk.end() == [])
      }
      let record = try #require(try desk.store.open().first)
      #expect(try desk.store.open().count == 1, "\(ending)")
      #expect(record.facts["pregnant"] == .bool(true))
      let ben = CaseSeat(name: "ben", desk: "elsewhere")
      #expect(try desk.store.read(record.reference, by: ben, at: desk.now).isEmpty, "\(ending)")
    }
  }

  @Test func `a triage that is said to begin in time to come is not kept, and says so; it can be closed all the same`()
    throws
  {
    let desk = try KeptDesk(keeps: .end)
    let reply = try desk.tell(["triage luton at 2026-11-27T17:51", "set nowhere-tonight yes"])
    #expect(reply.text.contains("which is still to come") && reply.text.contains("'set presented-at"), "\(reply.text)")
    #expect(try desk.say("keep").code == 542)
    #expect(try desk.store.open().isEmpty)
    try desk.tell(["set presented-at 2026-11-27T17:50"])
    #expect(try desk.store.open().count == 1)
    try desk.tell(["close", "triage luton at 2027-11-27T17:51", "set nowhere-tonight yes", "close"])
    #expect(try desk.store.open().count == 1)
  }

  @Test func `whoever may keep no case asks and ends as before`() throws {
    for rule in [KeepRule.end, .start] {
      let desk = try KeptDesk(keeps: rule)
      let reply = try desk.tell(Self.answers + ["close"], by: "dora")
      #expect(!reply.text.contains("ept"), "\(reply.text)")
      #expect(try desk.store.open().isEmpty)
    }
  }

  @Test(arguments: [
    ("kee", ["keep"]), ("fam", ["family-told", "family-sheet"]), ("placed bed", ["bed-and-breakfast"]),
    ("not-needed 1 because ov", ["overtaken"]), ("done 1 by ph", ["phone"]), ("done 1 b", ["by"]),
    ("paper s1", ["s184", "s198"]), ("paper mash t", ["to"]), ("paper mash as h", ["html"]), ("agreed y", ["yes"]),
    ("issued mash f", ["filled"]), ("decide ret", ["return"]), ("decide return because saf", ["safety"]),
    ("hold comp", ["complaint"]), ("report q", ["quarter"]), ("report quarter 2026-Q4 --protocol L", ["LUT"]),
    ("final-outcome secured-6-months h", ["home"]), ("accepted cant", ["canterbury"]),
    ("accepted canterbury hol", ["holds-duty"]), ("help fam", ["family-told", "family-sheet"]), ("pass 1 t", ["to"]),
  ])
  func `what may stand next in a command about cases is offered`(line: String, words: [String]) throws {
    // A case's reference is drawn, and is offered too where it begins as what is typed does: one that does not is wanted.
    let typed = try #require(line.split(separator: " ").last).uppercased()
    var desk = try KeptDesk()
    while try desk.family().text.hasPrefix(typed) { desk = try KeptDesk() }
    #expect(try desk.say("complete \(line)").block == words)
  }

  @Test func `the cases and the numbers that may be named are offered, to those who see them`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    #expect(try desk.say("complete open ").block == [reference.text])
    #expect(try desk.say("complete show \(reference.text.prefix(2))").block == [reference.text])
    #expect(try desk.say("complete done ").block.contains("1"))
    for name in ["kit", "rex"] { #expect(try desk.say("complete open ", by: name).block == [], "\(name)") }
  }
}
