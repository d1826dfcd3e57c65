import Directory
import TestSupport
import Testing

/// Where contacts stand among their council's, and what is an edit of it.
struct PlaceTests {
  private static func contact(_ name: String, place: Int? = nil) -> Contact {
    Contact(
      id: "dover/\(name)", council: "dover", team: "Housing", purpose: .housing, kind: .phone, value: "+441304872265",
      display: "01304 872265", status: .stated, source: Source(document: "book", place: "page")
    ).placed(at: place)
  }

  private static func content(_ contacts: [Contact]) -> DirectoryContent {
    DirectoryContent(councils: [], contacts: contacts)
  }

  @Test(
    arguments: [
      ("nobody has a place", [nil, nil, nil], [1000, 2000, 3000]),
      ("all stay", [1000, 2000, 3000], [1000, 2000, 3000]),
      ("one between", [1000, nil, 2000], [1000, 1500, 2000]), ("one before all", [nil, 1000], [500, 1000]),
      ("one at the end", [1000, 7000, nil], [1000, 7000, 8000]),
      ("the last moves first", [3000, 1000, 2000], [500, 1000, 2000]),
      ("the first moves last", [2000, 3000, 1000], [2000, 3000, 4000]), ("no room", [1, nil, 2], [1000, 2000, 3000]),
      ("two of one place", [1000, 1000], [500, 1000]), ("none", [], []),
    ] as [(String, [Int?], [Int])])
  func `whoever stands as before keeps his place`(what: String, old: [Int?], new: [Int]) {
    let held = Self.content(old.enumerated().map { Self.contact("\($0)", place: $1) })
    let target = Self.content(old.indices.map { Self.contact("\($0)") })
    #expect(target.placed(after: held).contacts.map(\.place) == new, "\(what)")
  }

  @Test func `one contact that moves is one edit, and edits bring any content to any other with its order`() {
    var generator = SplitMix64(seed: 17)
    var held = Self.content([]).placed(after: Self.content([]))
    for round in 0..<300 {
      var contacts = held.contacts.map { Self.contact(String($0.id.dropFirst(6))) }
      if !contacts.isEmpty, round % 3 != 0 {
        let moved = contacts.remove(at: Int.random(in: contacts.indices, using: &generator))
        if round % 3 == 1 { contacts.insert(moved, at: Int.random(in: 0...contacts.count, using: &generator)) }
      }
      if round % 3 == 0 {
        for name in 0..<Int.random(in: 1...4, using: &generator) {
          contacts.insert(
            Self.contact("\(round)-\(name)"), at: Int.random(in: 0...contacts.count, using: &generator))
        }
      }
      let target = Self.content(contacts).placed(after: held)
      let edits = held.edits(to: target)
      // One edit, unless there was no room between two places and all were dealt out anew.
      let isAnew = target.contacts.enumerated().allSatisfy { $1.place == ($0 + 1) * 1000 }
      #expect(round % 3 != 1 || edits.count <= 1 || isAnew, "round \(round)")
      held = held.applying(edits)
      #expect(held.contacts.map(\.id) == contacts.map(\.id), "round \(round)")
      #expect(held.isPlaced && held.version == Self.content(contacts).version, "round \(round)")
      #expect(held.edits(to: Self.content(contacts)).isEmpty, "round \(round)")
    }
  }

  @Test func `places are no part of what a contact says, and a content without them has no order to edit`() {
    #expect(Self.contact("a", place: 1) == Self.contact("a", place: 2))
    let forth = Self.content([Self.contact("a"), Self.contact("b")])
    let back = Self.content([Self.contact("b"), Self.contact("a")])
    #expect(forth.edits(to: back).isEmpty)
    #expect(forth.placed(after: forth).edits(to: back).count == 1)
  }
}
