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
  func `kept at its end, a family that was asked anything is there in the morning`(line: String) throws {
    let desk = try KeptDesk(keeps: .end)
    try desk.tell(Self.answers)
    #expect(try desk.store.open().isEmpty)
    let reply = try desk.tell([line])
    #expect(reply.text.contains("kept as"))
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

  @Test func `kept with its first answer, each later one is saved too`() throws {
    let desk = try KeptDesk(keeps: .start)
    #expect(try !desk.tell(["triage luton"]).text.contains("Kept"))
    #expect(try desk.tell(["set nowhere-tonight yes"]).text.contains(". Kept as "))
    #expect(try desk.tell(["set children 4 7"]).text.contains("Saved in "))
    #expect(try desk.store.open().first?.facts["children"] == .list([.number(4), .number(7)]))
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
