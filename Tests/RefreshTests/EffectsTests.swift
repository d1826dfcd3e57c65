import Directory
import Foundation
import Refresh
import TestSupport
import Testing
import Triage
import WorkingTime

/// What a plan would do to somebody who asks.
struct EffectsTests {
  private func effects(_ change: (Contact) -> Contact?) throws -> Effects {
    let base = try Shipped.content()
    let target = DirectoryContent(councils: base.councils, contacts: base.contacts.compactMap(change))
    return try effects(base, target)
  }

  private func effects(_ base: DirectoryContent, _ target: DirectoryContent) throws -> Effects {
    Effects(
      from: try Shipped.snapshot(base), to: try Shipped.snapshot(target), edits: base.edits(to: target),
      today: try Shipped.directory.date, calendar: try Shipped.calendar)
  }

  @Test func `nothing changed is nothing told`() throws {
    let none = try effects { $0 }
    #expect(none.changed.isEmpty && none.refusals.isEmpty)
  }

  @Test func `without its line, Thanet's nights are nobody's own, and that is refused`() throws {
    let found = try effects { $0.id == "thanet/out-of-hours" ? nil : $0 }
    #expect(
      found.changed.contains {
        $0.council == "thanet" && $0.purpose == .outOfHours && $0.text.contains("on Sunday at 03:00")
          && $0.text.contains("01843 577000 → nobody of its own; 03000 41 91 91 of kent")
      }, "\(found.changed.map(\.text))")
    #expect(found.refusals.map(\.council) == ["thanet"])
    #expect(found.refusals.first?.purpose == .outOfHours)
  }

  @Test func `a line of two that goes is told and not refused`() throws {
    let found = try effects { $0.id == "gravesham/out-of-hours" ? nil : $0 }
    #expect(found.refusals.isEmpty)
    #expect(found.changed.contains { $0.text.contains("01474 337000 → 01474 564422") }, "\(found.changed.map(\.text))")
  }

  @Test func `what Kent's line is to its districts is told for each of them, and its end refused once`() throws {
    let found = try effects { $0.id == "kent/childrens-out-of-hours" ? nil : $0 }
    #expect(found.refusals.map(\.council) == ["kent"])
    #expect(Set(found.changed.map(\.council)).isSuperset(of: ["kent", "thanet", "dover", "ashford"]))
    #expect(!Set(found.changed.map(\.council)).contains("luton"))
  }

  @Test(arguments: [ContactStatus.quarantined, .pattern])
  func `a line that nobody may use any more is as good as gone`(status: ContactStatus) throws {
    let found = try effects { $0.id == "canterbury/out-of-hours" ? $0.with(status: status) : $0 }
    #expect(found.refusals.map(\.council) == ["canterbury"])
  }

  @Test func `a line that ends on a day to come is told and refused from that day on`() throws {
    let end = try #require(Day(year: 2027, month: 4, day: 1))
    let found = try effects { $0.id == "canterbury/out-of-hours" ? $0.with(until: end) : $0 }
    #expect(found.refusals.map(\.council) == ["canterbury"])
    #expect(found.refusals.first?.text.contains("from Thu 1 Apr 2027 on") == true)
    #expect(found.changed.allSatisfy { $0.text.contains("from Thu 1 Apr 2027 on") }, "\(found.changed.map(\.text))")
  }

  @Test(arguments: [("kent", false), ("essex", false), ("luton", false), ("dover", true)])
  func `a council's line for children at night is not lost to another provider without one`(
    provider: String, isRefused: Bool
  ) throws {
    let base = try Shipped.content()
    let target = DirectoryContent(
      councils: base.councils.map { council in
        guard council.id == "thanet" else { return council }
        return Council(
          id: council.id, name: council.name, type: council.type, aliases: council.aliases, county: council.county,
          childrensServices: provider, location: council.location, places: council.places, domains: council.domains,
          hours: council.hours, teams: council.teams)
      }, contacts: base.contacts)
    let found = try effects(base, target)
    let lost = found.refusals.filter { $0.council == "thanet" }
    #expect(lost.map(\.purpose) == (isRefused ? [.childrensOutOfHours] : []), "\(found.refusals.map(\.text))")
  }

  @Test func `a council that goes takes its night with it`() throws {
    let base = try Shipped.content()
    let target = DirectoryContent(
      councils: base.councils.filter { $0.id != "dover" }, contacts: base.contacts.filter { $0.council != "dover" })
    let found = try effects(base, target)
    #expect(found.refusals.map(\.council) == ["dover"])
    #expect(found.changed.contains { $0.text.contains("no longer held") })
  }

  // MARK: - Councils that end

  @Test func `from the day that a council ends its successor's line is told, and nothing is refused`() throws {
    let kent = try EastKent()
    let found = try effects(kent.base, kent.content(lines: [kent.line()]))
    #expect(found.refusals.isEmpty, "\(found.refusals.map(\.text))")
    let nights = found.changed.filter { $0.council == "thanet" && $0.purpose == .outOfHours }.map(\.text)
    #expect(
      nights.contains { $0.contains("01843 577000 → 01843 600000 of east-kent from Sat 1 Apr 2028 on") }, "\(nights)")
    #expect(nights.allSatisfy { $0.hasSuffix("from Sat 1 Apr 2028 on") && !$0.contains("nobody") }, "\(nights)")
    let heir = found.changed.filter { $0.council == "east-kent" }.map(\.text)
    #expect(heir.allSatisfy { $0.hasSuffix("from Sat 1 Apr 2028 on") }, "it is not there before: \(heir)")
  }

  @Test(arguments: [
    ([Succession(council: "east-kent")], ["01843 577000 is its last"]),
    ([], ["01843 577000 is its last"]),
    (
      [Succession(council: "east-kent", purposes: [.housing]), Succession(council: "dover", purposes: [.outOfHours])],
      []
    ),
    ([Succession(council: "dover"), Succession(council: "east-kent")], ["01843 577000 is its last"]),
    ([Succession(council: "dover"), Succession(council: "canterbury")], []),
  ])
  func `a council whose night nobody with a line takes over is refused, in part of its area too`(
    successors: [Succession], refused: [String]
  ) throws {
    let kent = try EastKent()
    let found = try effects(kent.base, kent.content(successors: successors))
    let nights = found.refusals.filter { $0.purpose == .outOfHours }
    #expect(nights.map(\.council) == refused.map { _ in "thanet" }, "\(found.refusals.map(\.text))")
    for (refusal, text) in zip(nights, refused) {
      #expect(refusal.text.contains(text) && refusal.text.contains("from Sat 1 Apr 2028 on"))
    }
  }

  @Test func `a night that is split by area is told part by part`() throws {
    let kent = try EastKent()
    let split = [Succession(council: "dover"), Succession(council: "east-kent")]
    let found = try effects(kent.base, kent.content(successors: split))
    #expect(
      found.changed.contains { $0.council == "thanet" && $0.text.contains("by area: dover 01304 872") },
      "\(found.changed.map(\.text))")
  }

  @Test func `a successor's line that goes is told and refused for the council whose heir it is too`() throws {
    let kent = try EastKent()
    let found = try effects(kent.content(lines: [kent.line()]), kent.content())
    #expect(found.refusals.map(\.council) == ["east-kent", "thanet"], "\(found.refusals.map(\.text))")
    #expect(found.refusals.allSatisfy { $0.text.contains("from Sat 1 Apr 2028 on") })
  }

  @Test func `of lines that end on many days each is refused`() throws {
    let start = try Shipped.directory.date
    let ended = ["thanet", "dover", "ashford", "canterbury", "folkestone-hythe", "maidstone", "swale"]
    let found = try effects { contact in
      guard let place = ended.firstIndex(of: contact.council), contact.purpose == .outOfHours else { return contact }
      return contact.with(until: start.adding(days: 10 * (place + 1)))
    }
    let voices = Set(try Shipped.content().contacts.filter { $0.purpose == .outOfHours && $0.isVoice }.map(\.council))
    #expect(Set(found.refusals.map(\.council)) == voices.intersection(ended))
    #expect(voices.intersection(ended).count > 4)
  }

  @Test func `a mailbox that requests go to is told`() throws {
    let found = try effects { contact in
      contact.id == "canterbury/subject-access"
        ? contact.with(display: "sar@canterbury.gov.uk", value: "sar@canterbury.gov.uk") : contact
    }
    #expect(
      found.changed.map(\.text) == [
        "Canterbury City Council, subject access: dataprotection@canterbury.gov.uk → sar@canterbury.gov.uk"
      ])
  }

  // MARK: - Worked scenarios

  private func scenarios() throws -> [WorkedScenario] {
    let names = try FileManager.default.contentsOfDirectory(atPath: Shipped.root + "/data/scenarios")
    return try names.sorted().map {
      WorkedScenario(name: String($0.prefix { $0 != "." }), json: try Shipped.bytes(of: "data/scenarios/" + $0))
    }
  }

  @Test func `the shipped scenarios are the worked ones, fact by fact`() throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let now = Moment(seconds: 1_795_000_000)
    let shipped = Dictionary(uniqueKeysWithValues: try scenarios().map { ($0.name, $0.json) })
    #expect(Set(shipped.keys) == Set(Scenario.all.map(\.name)))
    for scenario in Scenario.all {
      let json = try #require(shipped[scenario.name])
      #expect(
        try reader.facts(json: json, now: now) == reader.facts(json: Array(scenario.facts.utf8), now: now),
        "\(scenario.name)")
    }
  }

  @Test func `a scenario of a council that has ended by then says why it cannot be decided`() throws {
    let base = try Shipped.content()
    let old = try Shipped.engine
    let end = try #require(Day(year: 2026, month: 12, day: 1))
    let ended = base.councils.map { council in
      council.id == "thanet"
        ? Council(
          id: council.id, name: council.name, type: council.type, county: council.county,
          childrensServices: council.childrensServices, teams: council.teams, validUntil: end,
          successors: [Succession(council: "dover")]) : council
    }
    let new = try TriageEngine(
      directory: try Shipped.snapshot(DirectoryContent(councils: ended, contacts: base.contacts)), clock: old.clock,
      calendar: old.calendar, book: old.book)
    let found = ScenarioEffects.changed(try scenarios(), from: old, to: new, now: Moment(seconds: 1_795_000_000))
    #expect(
      found.contains {
        $0.scenario == "S18" && $0.text.contains("can no longer be decided")
          && $0.text.contains("ended on Tue 1 Dec 2026")
      }, "\(found.map(\.text))")
  }

  @Test func `a scenario that would ring nobody is told, and the others are not`() throws {
    let base = try Shipped.content()
    let old = try Shipped.engine
    let target = DirectoryContent(
      councils: base.councils, contacts: base.contacts.filter { $0.id != "kent/childrens-out-of-hours" })
    let new = try TriageEngine(
      directory: try Shipped.snapshot(target), clock: old.clock, calendar: old.calendar, book: old.book)
    let now = Moment(seconds: 1_795_000_000)
    let found = ScenarioEffects.changed(try scenarios(), from: old, to: new, now: now)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { ["S8", "S18", "S20", "S6"].contains($0.scenario) }, "\(found.map(\.text))")
    #expect(ScenarioEffects.changed(try scenarios(), from: old, to: old, now: now).isEmpty)
  }
}
