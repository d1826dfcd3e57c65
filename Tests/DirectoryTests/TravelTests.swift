import Directory
import TestSupport
import Testing

struct TravelTests {
  static func miles(_ one: String, _ other: String) throws -> Double {
    let kilometres = try Shipped.directory.kilometres(from: DirectoryTime.ref(one), to: DirectoryTime.ref(other))
    return try #require(kilometres) / 1.609_344
  }

  @Test(arguments: [
    ("luton", "canterbury", 75.0, 125.0), ("maidstone", "tonbridge-malling", 3, 8), ("dover", "canterbury", 11, 16),
    ("colchester", "tendring", 10, 16), ("kingston", "luton", 29, 36), ("kent", "maidstone", 0, 1),
    ("thanet", "uttlesford", 55, 75),
  ])
  func `distances in a straight line are about what a map says`(
    one: String, other: String, least: Double, most: Double
  ) throws {
    let miles = try Self.miles(one, other)
    #expect((least...most).contains(miles))
  }

  @Test func `a distance is the same both ways, none to itself, and no longer than by way of a third`() throws {
    for one in Councils.all {
      #expect(try Self.miles(one, one) == 0)
      for other in Councils.all {
        let there = try Self.miles(one, other)
        #expect(abs(there - (try Self.miles(other, one))) < 0.000_001)
        #expect(there <= (try Self.miles(one, "medway")) + (try Self.miles("medway", other)) + 0.000_001)
      }
    }
  }

  @Test func `a council without a position has no distance`() throws {
    let nowhere = Council(id: "a", name: "A", type: .district, childrensServices: "a")
    let place = Location(latitude: 51, longitude: 0, source: Source(document: "maps", place: "office"))
    let somewhere = Council(id: "b", name: "B", type: .district, childrensServices: "b", location: place)
    let directory = DirectorySnapshot(
      councils: [nowhere, somewhere], contacts: [], version: "", date: try Shipped.directory.date)
    let from = try #require(directory.ref(id: "a"))
    let to = try #require(directory.ref(id: "b"))
    #expect(directory.kilometres(from: from, to: to) == nil)
    #expect(directory.kilometres(from: to, to: to) == 0)
  }
}
