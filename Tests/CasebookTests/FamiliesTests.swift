import JSON
import Casebook
import Desk
import TestSupport
import Testing
import Triage

/// Two families that are open beside each other: nothing that one says is saved in the other's case.
struct FamiliesTests {
  @Test func `an answer is saved in the case of the family that gave it, whichever is under way`() throws {
    let desk = try KeptDesk()
    let luton = try desk.family()
    try desk.tell(["triage dover", "set children 3"])
    #expect(try desk.record(luton).facts["council"] == .text("luton"))
    #expect(try desk.record(luton).facts["children"] == .list([.number(4), .number(7)]))
    let dover = try KeptDesk.reference(in: try desk.tell(["set nowhere-tonight yes", "keep"]))
    #expect(dover != luton)

    #expect(try desk.tell(["switch"]).text.contains("Luton"))
    #expect(try desk.say("set pregnant yes").text.contains("Saved in \(luton.text)"))
    #expect(try desk.record(luton).facts["pregnant"] == .bool(true))
    #expect(try desk.record(dover).facts["pregnant"] == nil)
    #expect(try desk.record(dover).facts["council"] == .text("dover"))

    // Closing the one goes on with the other, which is still saved.
    #expect(try desk.say("close").text.contains("\(luton.text) is kept"))
    #expect(try desk.say("set pregnant no").text.contains("Saved in \(dover.text)"))
    #expect(try desk.record(luton).facts["pregnant"] == .bool(true))
  }

  @Test func `a family that is not kept is saved nowhere`() throws {
    let desk = try KeptDesk()
    let luton = try desk.family()
    let events = try desk.record(luton).last
    try desk.tell(["triage dover", "set children 3", "set nowhere-tonight yes", "set pregnant yes"])
    #expect(try desk.record(luton).last == events)
  }
}
