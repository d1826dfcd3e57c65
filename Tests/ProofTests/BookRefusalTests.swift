import Directory
import TestSupport
import Testing
import WorkingTime

@testable import Proof
@testable import Triage

/// What `nightdesk check` refuses of a book and of the rules.
struct BookRefusalTests {
  private static let families: [(name: String, rules: [Rule])] = [
    ("danger", DangerRules.rules), ("roof", RoofRules.rules), ("young people", YoungPersonRules.rules),
    ("interim", InterimAccommodationRules.rules), ("children's services", ChildrensServicesRules.rules),
    ("another authority", AnotherAuthorityRules.rules), ("safety", SafetyRules.rules),
    ("referrals", ReferralRules.rules), ("placement", PlacementRules.rules), ("applications", ApplicationRules.rules),
    ("ends", EndRules.rules), ("reviews", ReviewRules.rules), ("care leavers", CareLeaverRules.rules),
    ("Luton", LutonRules.rules), ("Kingston", KingstonRules.rules), ("Essex", EssexRules.rules),
    ("Kent", KentRules.rules),
  ]

  @Test func `every family is asked`() {
    #expect(Self.families.flatMap { $0.rules.map(\.id) } == RuleBook.rules.map(\.id))
  }

  @Test(arguments: families.map(\.name))
  func `a family of rules that is not asked is seen`(name: String) throws {
    let engine = try Shipped.engine
    let left = Set(Self.families.first { $0.name == name }?.rules.map(\.id) ?? [])
    let days = engine.calendar.knownFrom...engine.calendar.knownUntil
    let rules = RuleBook.rules.filter { !left.contains($0.id) }
    #expect(!BookCheck.faults(in: engine.book, rules: rules, on: days).isEmpty)
  }

  @Test func `facts that the interview or the proof leaves out are seen`() throws {
    let engine = try Shipped.engine
    #expect(BookCheck.leftOut(engine) == [])
    #expect(BookCheck.leftOut(byInterview: [.review], engine).contains { $0.contains("review") })
    let walked = Fact.allCases.filter { $0 != .issuedOn }.reduce(into: FactSet()) { $0.insert(FactSet($1)) }
    #expect(BookCheck.leftOut(walked: walked, engine).contains { $0.contains("issued-on") })
  }

  @Test(arguments: [\BookCheck.Counts.actions, \.bars, \.facts, \.protocols, \.ids])
  func `more than the bits hold is seen`(path: any WritableKeyPath<BookCheck.Counts, Int> & Sendable) throws {
    var counts = BookCheck.Counts(try Shipped.engine)
    #expect(BookCheck.budgets(counts) == [])
    counts[keyPath: path] = 256
    #expect(BookCheck.budgets(counts).count == 1)
  }

  @Test func `one name in two documents that bind everyone is refused`() throws {
    let file = """
      {"id": "second", "prefix": null, "title": "X", "version": null, "issued": null, "reviewDue": null, "parties": [],
       "clauses": [], "parameters": [{"name": "relief-days", "clause": "HA96-s189B",
       "values": [{"from": null, "until": null, "value": 56}]}]}
      """
    let names = try Shipped.engine.book.files.map(\.id)
    let sources = try names.map { ("\($0).json", try Shipped.bytes(of: "data/protocols/\($0).json")) }
    #expect(throws: ProtocolBookError.parameterTwice("relief-days")) {
      try ProtocolBook(sources + [("second.json", Array(file.utf8))])
    }
  }

  @Test func `a parameter that nobody reads is seen`() throws {
    let engine = try Shipped.engine
    // Without the rule that counts bed and breakfast nobody reads its nights.
    let deaf = try TriageEngine(
      directory: engine.directory, clock: engine.clock, calendar: engine.calendar, book: engine.book,
      rules: RuleBook.rules.filter { $0.id != .bedAndBreakfastOrder && $0.id != .kin16 })
    let faults = try ParameterCheck.unread(deaf, tries: 400)
    #expect(faults.contains("law: nothing reads bed-and-breakfast-nights"), "\(faults)")
    #expect(!faults.contains("law: nothing reads review-days"), "\(faults)")
  }
}
