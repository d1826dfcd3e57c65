import Directory
import TestSupport
import Testing
import Triage

/// The rule book as a whole: nothing of the inventory is forgotten, nothing is cited that does not stand in it.
struct RuleBookTests {
  /// The rows of the five protocols, by prefix and number.
  static let inventory = [("KIN", 36), ("LUT", 50), ("ESS", 24), ("KPG", 23), ("KCL", 12)].flatMap { prefix, count in
    (1...count).map { "\(prefix)-\($0 < 10 ? "0" : "")\($0)" }
  }

  @Test func `each of the 145 rows is a rule, a deadline, held elsewhere, or left out with its reason`() throws {
    let book = try Shipped.engine.book
    #expect(Self.inventory.count == 145)
    for id in Self.inventory {
      let card = try #require(book.card(id), "\(id)")
      #expect(card.standing != .missing, "\(id)")
      #expect(!card.summary.isEmpty)
    }
  }

  @Test func `law and our own invariants are carried out too, or say why not`() throws {
    let cards = try Shipped.engine.book.cards
    #expect(cards.filter { $0.standing == .missing }.map(\.id) == [])
    #expect(cards.filter { $0.origin == "our own" }.count == 32)
  }

  @Test func `a reason stands only where nothing acts`() throws {
    for card in try Shipped.engine.book.cards where card.reason != nil {
      #expect(card.standing == .held || card.standing == .notModelled, "\(card.id)")
    }
  }

  @Test func `every rule that acts stands in the book`() throws {
    let book = try Shipped.engine.book
    let rules = try Shipped.engine.rulebook
    for rule in rules { #expect(book.card(rule.id.name)?.standing == .rule, "\(rule.id.name)") }
    #expect(Set(rules.map(\.id)).count == rules.count)
  }

  @Test(arguments: [
    ("LUT-24", "protocol", ["luton"]), ("KIN-33", "protocol", ["kingston"]), ("HA96-s188", "law", []),
    ("I-12", "our own", []),
  ])
  func `a card says whose a clause is`(id: String, origin: String, parties: [String]) throws {
    let card = try #require(try Shipped.engine.book.card(id))
    #expect(card.origin == origin)
    #expect(card.parties == parties)
  }

  @Test func `the protocols bind the councils that are party to them and no other`() throws {
    let engine = try Shipped.engine
    let bound = Dictionary(
      grouping: engine.directory.councils.indices.flatMap { index in
        ["KIN", "LUT", "ESS", "KPG", "KCL"].compactMap { name in
          engine.isParty(.init(index: index), to: ProtocolPrefix(name)) ? name : nil
        }
      }, by: { $0 }
    ).mapValues(\.count)
    #expect(bound == ["KIN": 1, "LUT": 1, "ESS": 12, "KPG": 12, "KCL": 12])
  }
}
