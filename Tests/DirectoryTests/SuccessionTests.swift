import Directory
import TestSupport
import Testing
import WorkingTime

struct SuccessionTests {
  /// A standing in one line.
  private func words(_ standing: CouncilStanding, in directory: DirectorySnapshot) -> String {
    switch standing {
    case .exists: "exists"
    case .succeeded(let heir): "succeeded by \(directory[heir].id)"
    case .split(let heirs): "split among " + heirs.map { directory[$0].id }.joined(separator: " ")
    case .ended: "ended"
    case .begins(let day): "begins \(TimeText.text(day))"
    }
  }

  @Test(arguments: [
    ("westdown", "2028-03-31", Purpose.housing, "exists"),
    ("westdown", "2028-04-01", .housing, "succeeded by north-downs"),
    ("westdown", "2028-04-01", nil, "succeeded by north-downs"),
    ("WDC", "2030-01-01", .landlord, "succeeded by north-downs"),
    ("eastdown", "2028-03-31", nil, "exists"), ("eastdown", "2028-04-01", .housing, "succeeded by south-downs"),
    ("eastdown", "2028-04-01", .outOfHours, "succeeded by south-downs"),
    ("eastdown", "2028-04-01", .landlord, "succeeded by downs-homes"),
    ("eastdown", "2028-04-01", .switchboard, "split among north-downs hill-downs"),
    ("eastdown", "2028-04-01", nil, "split among south-downs downs-homes north-downs hill-downs"),
    ("north-downs", "2028-03-31", .housing, "begins 2028-04-01"), ("north-downs", "2028-04-01", .housing, "exists"),
    ("Seaville", "2028-04-01", .outOfHours, "succeeded by south-downs"),
  ])
  func `an old name stands for whoever has taken the service over on the day`(
    name: String, on day: String, purpose: Purpose?, expected: String
  ) throws {
    let directory = try Reorganisation.directory()
    let day = try TimeText.day(day)
    guard case .one(let ref) = directory.resolve(name, on: day) else {
      Issue.record("\(name) stands for no one council")
      return
    }
    #expect(words(directory.standing(of: ref, on: day, for: purpose), in: directory) == expected)
  }

  @Test(arguments: [("2028-03-31", "westdown"), ("2028-04-01", "north-downs")])
  func `a town that two councils name in turn is the one's that exists`(day: String, council: String) throws {
    let directory = try Reorganisation.directory()
    #expect(directory.resolve("Milltown", on: try TimeText.day(day)) == .one(try #require(directory.ref(id: council))))
  }

  @Test func `a beginning that several share leaves out those that do not exist on the day`() throws {
    let directory = try Reorganisation.directory()
    let downs = try #require(directory.ref(id: "downs"))
    let homes = try #require(directory.ref(id: "downs-homes"))
    #expect(directory.resolve("dow", on: try Reorganisation.day(2028, 3, 31)) == .ambiguous([downs, homes]))
    #expect(directory.resolve("dow", on: try Reorganisation.day(2028, 4, 1)) == .one(homes))
  }

  @Test func `successors that have ended too lead on to theirs, and a ring of them ends`() throws {
    let days = try (0..<3).map { try Reorganisation.day(2028 + $0, 4, 1) }
    func council(_ id: String, from: Day? = nil, until: Day?, to successor: String?) -> Council {
      Council(
        id: id, name: id, type: .unitary, childrensServices: id, validFrom: from, validUntil: until,
        successors: successor.map { [Succession(council: $0)] } ?? [])
    }
    let directory = DirectorySnapshot(
      councils: [
        council("a", until: days[0], to: "b"), council("b", from: days[0], until: days[1], to: "c"),
        council("c", from: days[1], until: nil, to: nil), council("x", until: days[0], to: "y"),
        council("y", until: days[0], to: "x"), council("z", until: days[0], to: "nobody"),
      ], contacts: [], version: "v", date: days[0])
    func standing(_ id: String, _ day: Day) throws -> String {
      words(directory.standing(of: try #require(directory.ref(id: id)), on: day, for: .housing), in: directory)
    }
    #expect(try standing("a", days[0]) == "succeeded by b")
    #expect(try standing("a", days[2]) == "succeeded by c")
    #expect(try standing("x", days[2]) == "ended")
    #expect(try standing("z", days[2]) == "ended")
  }

  @Test func `a council's contacts are offered while it exists, and its successor's from then on`() throws {
    let directory = try Reorganisation.directory()
    let west = try #require(directory.ref(id: "westdown"))
    let north = try #require(directory.ref(id: "north-downs"))
    let before = try Reorganisation.day(2028, 3, 31), after = try Reorganisation.day(2028, 4, 1)
    #expect(directory.contacts(of: west, for: .outOfHours, on: before).map(\.id) == ["westdown/night"])
    #expect(directory.contacts(of: west, for: .outOfHours, on: after) == [])
    #expect(directory.contacts(of: north, for: .outOfHours, on: before) == [])
    #expect(directory.contacts(of: north, for: .outOfHours, on: after).map(\.id) == ["north-downs/night"])
  }

  @Test func `children's services that have ended are their successor's, for a council that names the old ones`() throws
  {
    let reach = try Reorganisation.at("2028-04-02T03:00")
    let south = try #require(reach.directory.ref(id: "south-downs"))
    let contacts = reach.who(south, purpose: .childrensOutOfHours).contacts
    #expect(contacts.map(\.contact.id) == ["north-downs/children"])
  }

  @Test(arguments: [
    ("2028-03-31T20:00", "holds from Sat 1 Apr 2028"), ("2026-12-01T20:00", "north-downs/night (01632 960004)"),
  ])
  func `a number that begins later is told and not offered`(moment: String, says: String) throws {
    let reach = try Reorganisation.at(moment)
    let north = try #require(reach.directory.ref(id: "north-downs"))
    for found in [reach.lookup(north, purpose: .outOfHours), reach.lookup(north, purpose: nil)] {
      #expect(found.contacts.isEmpty)
      #expect(found.warnings.contains { $0.code == "holds-later" && $0.text.contains(says) })
    }
    #expect(reach.who(north, purpose: .outOfHours).warnings.contains { $0.code == "holds-later" })
    #expect(reach.find("01632 960004").warnings.contains { $0.code == "holds-later" })
    #expect(reach.find("01632 960004").contacts.isEmpty)
  }

  @Test func `a search for an ended council says so and gives its successor's number`() throws {
    let found = try Reorganisation.at("2028-04-02T03:00").find("westdown out of hours")
    #expect(found.contacts.map(\.contact.id) == ["north-downs/night"])
    #expect(found.warnings.contains { $0.text.contains("Westdown District Council ended on Sat 1 Apr 2028") })
  }
}
