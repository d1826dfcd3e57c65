import Directory
package import Triage
import WorkingTime

/// Finds parameters that nobody reads: with another value of one, the same cases come to the same word for word, and so do
/// the same time limits.
package enum ParameterCheck {
  /// A sentence for each parameter of the book that nothing reads; empty where all are.
  ///
  /// - Parameters:
  ///   - engine: the rules over a directory.
  ///   - tries: how many cases to look at before it is said that nothing reads a parameter.
  /// - Returns: the sentences, in the order of the book's files.
  /// - Throws: `ProtocolBookError` where a book with another value cannot be used.
  package static func unread(_ engine: TriageEngine, tries: Int = 200_000) throws(ProtocolBookError) -> [String] {
    let directory = engine.directory
    let all = directory.councils.indices.map { CouncilRef(index: $0) }
    var faults: [String] = []
    var plans: [CouncilRef: Cases] = [:]
    for file in engine.book.files where !file.parameters.isEmpty {
      let bound = file.parties.isEmpty ? all : file.parties.compactMap(directory.ref)
      for parameter in file.parameters {
        guard let known = Parameter(rawValue: parameter.name),
          let book = engine.book.changing(known, of: file.parties.isEmpty ? nil : file.prefix)
        else { continue }
        // A law-wide value holds where no protocol has its own.
        let councils = bound.filter { council in
          !file.parties.isEmpty
            || !engine.book.protocols.contains {
              engine.isParty(council, to: $0.prefix) && engine.book.setting(known, of: $0.prefix) != nil
            }
        }
        let other = try engine.with(book)
        let some = councils.prefix(2)
        for council in some where plans[council] == nil { plans[council] = Cases(council, engine) }
        if !differsInLimits(engine, other),
          !differs(engine, other, some.compactMap { plans[$0] }, tries: tries)
        {
          faults.append("\(file.id): nothing reads \(parameter.name)")
        }
      }
    }
    return faults
  }

  private static func differsInLimits(_ one: TriageEngine, _ other: TriageEngine) -> Bool {
    let noon = one.clock.moment(of: WallTime(day: Moments.monday(one), secondOfDay: 12 * 3600))
    return one.book.idsWithLimits.contains { id in text(id, one, noon) != text(id, other, noon) }
  }

  private static func text(_ id: String, _ engine: TriageEngine, _ start: Moment) -> String? {
    do {
      return try engine.book.limits(of: id, from: .moment(start), in: engine.frame).text
    } catch {
      return nil
    }
  }

  /// Makes somebody travel to an authority that owes the duty: by chance hardly anybody does, and limits on the journey
  /// would seem not to be read.
  private static func travel(_ facts: inout Facts, _ cases: Cases, among councils: Int, by dice: inout SplitMix64) {
    for dimension in cases.onTheWay { dimension.cases[Int(dice.next() % UInt64(dimension.cases.count))](&facts) }
    facts.agreesToReturn = true
    facts.violenceRisk = []
    facts.riskFactors = []
    facts.dutyHeld = DutyHeld.none
    facts.decision = Decision.none
    facts.dutyElsewhere = .some(.held(CouncilRef(index: Int(dice.next() % UInt64(councils)))))
    facts.presentedAt = facts.presentedAt.adding(seconds: Int64(dice.next() % 86_400))
    facts.seenAt = nil
    facts.transport = dice.next().isMultiple(of: 2) ? .public : .own
    if !dice.next().isMultiple(of: 4) { facts.travelMinutes = nil }
  }

  private static func differs(
    _ one: TriageEngine, _ other: TriageEngine, _ cases: [Cases], tries: Int
  ) -> Bool {
    guard !cases.isEmpty else { return false }
    let plans = cases.map { ($0.base, $0.all) }
    var dice = SplitMix64(seed: 7)
    var left = Outcome()
    var right = Outcome()
    for step in 0..<tries {
      let (base, dimensions) = plans[step % plans.count]
      var facts = base
      for dimension in dimensions { dimension.cases[Int(dice.next() % UInt64(dimension.cases.count))](&facts) }
      if dice.next().isMultiple(of: 2) {
        travel(&facts, cases[step % cases.count], among: one.directory.councils.count, by: &dice)
      }
      one.evaluate(facts, into: &left)
      other.evaluate(facts, into: &right)
      if left.actions != right.actions || left.barred != right.barred || left.tonight != right.tonight { return true }
      // Some stand only in a sentence.
      guard left.actions.contains(where: { $0.otherDay != nil || $0.amount != nil }) else { continue }
      let texts = [one, other].map { $0.determine(facts).actions.map(\.text) }
      if texts[0] != texts[1] { return true }
    }
    return false
  }
}
