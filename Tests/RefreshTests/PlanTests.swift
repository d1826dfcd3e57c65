import Directory
import Refresh
import TestSupport
import Testing
import WorkingTime

/// What a delivery makes of a directory: whole councils, rows, what is missing, and what may be removed.
struct PlanTests {
  private func content() throws -> DirectoryContent {
    let directory = try Shipped.directory
    return DirectoryContent(
      councils: directory.councils, contacts: directory.contacts, elsewhere: directory.elsewhere)
  }

  private func only(_ council: String, _ content: DirectoryContent, contacts keep: (Contact) -> Bool = { _ in true })
    -> DirectoryContent
  {
    DirectoryContent(
      councils: content.councils.filter { $0.id == council },
      contacts: content.contacts.filter { $0.council == council && keep($0) })
  }

  @Test func `the directory itself changes nothing`() throws {
    let base = try content()
    let plan = RefreshPlan(base: base, delivery: Delivery(whole: base, elsewhere: base.elsewhere))
    #expect(plan.edits == [])
    #expect(plan.missing == [])
    #expect(plan.target == base)
  }

  @Test func `its contacts as rows change nothing, and councils without a contact are not missed`() throws {
    let base = try content()
    let rows = Delivery(whole: DirectoryContent(councils: [], contacts: []), rows: base.contacts)
    for removing in [false, true] {
      let plan = RefreshPlan(base: base, delivery: rows, removing: removing)
      #expect(plan.edits == [])
      #expect(plan.missing == [])
    }
  }

  @Test func `a council's file is the whole of it: what it leaves out goes, and other councils stay`() throws {
    let base = try content()
    let delivery = Delivery(whole: only("thanet", base) { $0.purpose != .outOfHours })
    let plan = RefreshPlan(base: base, delivery: delivery)
    #expect(plan.edits.map(\.id) == ["thanet/out-of-hours"])
    #expect(plan.changes.map(\.action) == [.remove])
    #expect(plan.missing.count == base.councils.count - 1)
    #expect(plan.missing.allSatisfy { $0.record == .council })
    #expect(plan.target.councils.count == base.councils.count)
  }

  @Test func `councils without a file go only when told, with their contacts`() throws {
    let base = try content()
    let plan = RefreshPlan(base: base, delivery: Delivery(whole: only("thanet", base)), removing: true)
    #expect(plan.target.councils.map(\.id) == ["thanet"])
    #expect(plan.target.contacts.allSatisfy { $0.council == "thanet" })
    #expect(plan.missing.count == base.councils.count - 1)
  }

  @Test func `a file that cannot be used still speaks of its council, which is then not missed`() throws {
    let base = try content()
    let nothing = DirectoryContent(councils: [], contacts: [])
    let plan = RefreshPlan(base: base, delivery: Delivery(whole: nothing, named: ["dover"]), removing: true)
    #expect(!plan.missing.contains { $0.id == "dover" })
  }

  @Test func `rows add and change, and take out contacts only when told`() throws {
    let base = try content()
    let held = try #require(base.contacts.first { $0.id == "thanet/out-of-hours" })
    let changed = held.with(display: "01843 577001", value: "+441843577001")
    let added = held.with(id: "thanet/second")
    let delivery = Delivery(whole: DirectoryContent(councils: [], contacts: []), rows: [changed, added])
    let plan = RefreshPlan(base: base, delivery: delivery)
    #expect(plan.edits.map(\.id) == ["thanet/out-of-hours", "thanet/second"])
    #expect(
      plan.changes[0].fields == [
        FieldChange(field: "value", old: "+441843577000", new: "+441843577001"),
        FieldChange(field: "display", old: "01843 577000", new: "01843 577001"),
      ])
    #expect(plan.changes[1].action == .add)
    let missing = plan.missing.filter { $0.record == .contact }.map(\.id)
    #expect(
      missing == [
        "thanet/housing", "thanet/rough-sleeping", "thanet/subject-access", "thanet/switchboard", "thanet/website",
      ])
    let removing = RefreshPlan(base: base, delivery: delivery, removing: true)
    #expect(
      removing.target.contacts.filter { $0.council == "thanet" }.map(\.id) == ["thanet/out-of-hours", "thanet/second"])
    #expect(removing.target.councils.count == base.councils.count, "a table never takes out a council")
  }

  @Test func `a council that a file brings in is elsewhere no more`() throws {
    let base = try content()
    let other = try #require(base.elsewhere.first)
    let council = Council(id: other.id, name: other.name, type: .unitary, childrensServices: other.id)
    let plan = RefreshPlan(
      base: base, delivery: Delivery(whole: DirectoryContent(councils: [council], contacts: [])))
    #expect(plan.edits == [.council(old: nil, new: council), .elsewhere(old: other, new: nil)])
  }

  @Test(arguments: 0..<50)
  func `applying the edits of a plan to its base gives its target`(seed: UInt64) throws {
    let base = try content()
    var random = SplitMix64(seed: seed)
    let councils = base.councils.filter { _ in Bool.random(using: &random) }
    let whole = DirectoryContent(
      councils: councils,
      contacts: base.contacts.filter { contact in
        councils.contains { $0.id == contact.council } && Int.random(in: 0..<3, using: &random) > 0
      })
    let rows = base.contacts.filter { contact in
      !councils.contains { $0.id == contact.council } && Bool.random(using: &random)
    }.map { $0.with(display: $0.display + "!", value: $0.value) }
    let plan = RefreshPlan(
      base: base, delivery: Delivery(whole: whole, rows: rows), removing: Bool.random(using: &random))
    var contacts = Dictionary(base.contacts.map { ($0.id, $0) }) { $1 }
    var held = Dictionary(base.councils.map { ($0.id, $0) }) { $1 }
    for edit in plan.edits {
      switch edit {
      case .contact(let old, let new):
        #expect(contacts[edit.id] == old)
        contacts[edit.id] = new
      case .council(let old, let new):
        #expect(held[edit.id] == old)
        held[edit.id] = new
      case .elsewhere: Issue.record("nothing is said of councils elsewhere")
      }
    }
    #expect(contacts == Dictionary(plan.target.contacts.map { ($0.id, $0) }) { $1 })
    #expect(Set(held.keys) == Set(plan.target.councils.map(\.id)))
    #expect(Set(plan.target.contacts.map(\.council)).isSubset(of: held.keys))
  }
}

/// The order in which contacts stand, which a file says team by team alone.
struct PlanOrderTests {
  @Test func `a council's file moves no contact that stands as before within its team`() throws {
    let base = try Shipped.content()
    let own = base.contacts.filter { $0.council == "canterbury" }
    let teams = Dictionary(grouping: own, by: \.team)
    let first = try #require(own.first { teams[$0.team]?.count == 1 } ?? own.first)
    // It was added last, though its team stands first.
    let held = base.contacts.filter { $0.id != first.id } + [first]
    let before = DirectoryContent(councils: base.councils, contacts: held).placed(after: base)
    let council = try #require(base.councils.first { $0.id == "canterbury" })
    let written = council.teams.flatMap { team in
      before.contacts.filter { $0.council == "canterbury" && $0.team == team.name }
    }
    func plan(_ contacts: [Contact]) -> RefreshPlan {
      RefreshPlan(
        base: before,
        delivery: Delivery(
          whole: DirectoryContent(councils: [council], contacts: contacts.map { $0.placed(at: nil) })))
    }
    #expect(plan(written).edits.isEmpty)
    let new = written[0].with(id: "canterbury/new")
    #expect(plan([written[0], new] + written.dropFirst()).edits.map(\.id) == ["canterbury/new"])
    let team = try #require(teams.values.first { $0.count > 1 })
    let swapped = written.filter { $0.team != team[0].team } + team.reversed()
    #expect(!plan(swapped).edits.isEmpty, "another order within a team is a change")
  }
}

extension Contact {
  /// The same contact with some parts others.
  func with(
    id: String? = nil, purpose: Purpose? = nil, display: String? = nil, value: String?? = nil,
    hours: OpeningHoursText? = nil,
    status: ContactStatus? = nil, warnings: [Notice]? = nil, kind: ContactKind? = nil, until: Day? = nil
  ) -> Contact {
    Contact(
      id: id ?? self.id, council: self.council, team: self.team, purpose: purpose ?? self.purpose,
      kind: kind ?? self.kind,
      value: value ?? self.value, display: display ?? self.display, hours: hours.map(\.hours) ?? self.hours,
      status: status ?? self.status, reason: self.reason, warnings: warnings ?? self.warnings,
      source: self.source, seenAlso: self.seenAlso, checkedOn: self.checkedOn, validFrom: self.validFrom,
      validUntil: until ?? self.validUntil)
  }
}
