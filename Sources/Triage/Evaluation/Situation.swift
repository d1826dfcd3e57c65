import Directory
import WorkingTime

/// A case with everything that follows from its facts before any rule is asked: the words of the contract's table.
///
/// The words are worked out once. While reads are tracked each is worked out anew whenever it is read, so that a word shows
/// which facts it rests on to everyone who reads it.
struct Situation<Log: FactLog>: ~Copyable {
  let facts: LentFacts<Log>
  let engine: TriageEngine
  let place: CouncilPlace
  // Known to the compiler, so that a case of which no log is kept pays nothing for those of which one is.
  private var isTracked: Bool { Log.isKept }
  /// What is looked at: everything, but where a part alone is proved.
  private let looked: Writes
  private let words: Words
  private var held = Tonight.undecided
  /// The unknown facts that could still change what is decided for tonight.
  private(set) var tonightNeeds: FactSet = []

  private init(_ facts: consuming LentFacts<Log>, engine: TriageEngine, looked: Writes) {
    self.looked = looked
    self.facts = facts
    self.engine = engine
    place = engine.places[Int(self.facts.council.index)]
    words = Log.isKept ? Words() : Words(self.facts, engine, place)
  }

  /// Decides for tonight, once.
  private mutating func decide() {
    var needs: FactSet = []
    held = Tonight.decided(self, needing: &needs)
    tonightNeeds = needs
  }

  /// What is decided for tonight.
  var tonight: Tonight { isTracked ? Tonight.decided(self) : held }
  var decision: TonightDecision { isTracked ? tonight.decision : held.decision }
  var power: Power? { isTracked ? tonight.power : held.power }
  var isForChildrensServices: Bool { isTracked ? tonight.isForChildrensServices : held.isForChildrensServices }

  /// Whether somewhere to sleep is not known to be there: every row but the first.
  var needsRoof: Bool { !nowhere.isNo }
  /// Whether they go back tonight (row 4), without a look at the rows below it.
  var goesBack: Bool { isTracked ? Tonight.goesBack(self) : held.decision == .return }
  /// Whether a children's services manager decides (row 5), without a look at the rows below it.
  var managerDecides: Bool { isTracked ? Tonight.managerDecides(self) : held.decision == .managerDecides }

  var council: CouncilRef { facts.council }
  var here: Authority { .held(facts.council) }
  var theirChildrensServices: Authority { .held(place.childrensServices) }
  var isHousingAuthority: Bool { place.isHousingAuthority }
  func isParty(to prefix: ProtocolPrefix) -> Bool { place.parties & prefix.bit != 0 }

  /// When the household came, and when it was seen.
  var hour: Hour { isTracked ? facts.hour(engine, place) : words.hour }
  var presentedDay: Day { isTracked ? hour.presentedDay : words.hour.presentedDay }
  var nights: Nights { isTracked ? hour.nights : words.hour.nights }
  var period: Period { isTracked ? hour.period : words.hour.period }
  var isLate: Bool { isTracked ? hour.isLate : words.hour.isLate }
  /// Whether the day teams are taken to be in, past the late-day cut-off or not.
  var isOfficeOpen: Bool {
    let last = max(facts.presentedAt, facts.seenAt ?? facts.presentedAt)
    return engine.isOfficeOpen(engine.clock.wall(at: last), at: place, council)
  }
  /// Who acts for housing at this hour.
  var officer: Who { period == .outOfHours ? .outOfHoursDuty : .housingOfficer }
  /// Which of children's services' lines to ring at this hour.
  var childrensLine: Purpose { isLate ? .childrensOutOfHours : .safeguarding }

  var danger: Condition { isTracked ? Words.danger(facts) : words.danger }
  var nowhere: Condition { isTracked ? Words.nowhere(facts) : words.nowhere }
  var children: Condition { isTracked ? Words.children(facts) : words.children }
  var family: Condition { isTracked ? Words.family(facts) : words.family }
  var under18: Condition { isTracked ? Words.under18(facts) : words.under18 }
  var careLeaver: Condition { isTracked ? Words.careLeaver(facts) : words.careLeaver }
  var priorityNeed: Condition { isTracked ? Words.priorityNeed(facts) : words.priorityNeed }
  var kept: Condition { isTracked ? Words.kept(facts) : words.kept }
  var closed: Condition { isTracked ? Words.closed(facts, engine, place) : words.closed }
  /// Part 7 is known to be closed to them. What is not known never closes it.
  var isClosed: Bool { isTracked ? Words.isClosed(facts, engine, place) : words.isClosed }
  var another: Condition { isTracked ? Words.another(facts) : words.another }
  var anotherAuthority: Authority? { isTracked ? Words.anotherAuthority(facts) : words.anotherAuthority }
  var riskThere: Condition { isTracked ? Words.riskThere(facts, engine) : words.riskThere }
  var feasible: Condition { isTracked ? Words.travel(facts, engine).feasible : words.travel.feasible }
  var isTravelEstimated: Bool { isTracked ? Words.travel(facts, engine).isEstimated : words.travel.isEstimated }
  var reception: Condition { .of(facts.receptionConfirmed, .receptionConfirmed) }
  var agrees: Condition { .of(facts.agreesToReturn, .agreesToReturn) }
  var connectionHere: Condition { isTracked ? Words.connectionHere(facts, engine, place) : words.connectionHere }

  var harm: Condition { isTracked ? Words.harm(facts) : words.harm }
  var owed: Condition { isTracked ? Words.owed(facts, engine, place) : words.owed }
  /// A decision is made, and its period is not over yet.
  var isDecided: Condition { isTracked ? Words.decided(facts) : words.decided }
  var isIntentional: Condition { isTracked ? Words.intentional(facts) : words.intentional }

  /// Whether anyone looks at what would be written.
  func isLooked(at writes: Writes) -> Bool { !looked.isDisjoint(with: writes) }

  /// A condition that is only shown: while reads are tracked a simpler one stands for it, for nothing is done by it.
  func shown(_ condition: @autoclosure () -> Condition, else simpler: Condition) -> Condition {
    isTracked ? simpler : condition()
  }

  /// HA96-s198-2: whether anyone would be at risk in an authority's area; a county covers its districts.
  func risk(at authority: Authority) -> Condition { Words.risk(at: authority, facts, engine) }

  /// Visits every other authority that the facts bring in, once each: the duty elsewhere, connections, who placed them,
  /// and where there is risk.
  func forEachConcerned(_ visit: (Authority) -> Void) {
    // Few stand in all of them together, so looking back costs less than keeping a list.
    let another = anotherAuthority
    let connections = facts.connections
    let placedBy = facts.placedBy?.authority
    if let another { visit(another) }
    var place = 0
    if let connections {
      for connection in connections {
        let authority = connection.authority
        defer { place += 1 }
        if authority == here || authority == another { continue }
        if connections[..<place].contains(where: { $0.authority == authority }) { continue }
        visit(authority)
      }
    }
    func isNamed(_ authority: Authority) -> Bool {
      authority == here || authority == another || connections?.contains { $0.authority == authority } == true
    }
    if let placedBy, !isNamed(placedBy) { visit(placedBy) }
    guard let risks = facts.violenceRisk else { return }
    place = 0
    for authority in risks {
      defer { place += 1 }
      if isNamed(authority) || authority == placedBy || risks[..<place].contains(authority) { continue }
      visit(authority)
    }
  }
}

extension Situation where Log == NoLog {
  /// Works out what follows from a case and lends it to `body`.
  static func examine<Result>(
    _ facts: Facts, engine: TriageEngine, _ body: (borrowing Situation) -> Result
  ) -> Result {
    LentFacts.lend(facts) { facts in
      var situation = Situation(facts, engine: engine, looked: Writes(rawValue: .max))
      situation.decide()
      return body(situation)
    }
  }
}

extension Situation where Log == KeptLog {
  /// Lends a case to `body`, with what is looked at, and notes whatever is read of it.
  static func examine<Result>(
    _ facts: Facts, engine: TriageEngine, log: ReadLog, for looked: Writes, _ body: (borrowing Situation) -> Result
  ) -> Result {
    LentFacts.lend(facts, log: log) { body(Situation($0, engine: engine, looked: looked)) }
  }
}
