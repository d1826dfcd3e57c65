import JSON
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

@testable import Casebook

/// What holds of a case after whatever may happen to it, in any order, by several officers, over midnights, changes of the clock,
/// ends of quarters and the end of a council.
struct HistoryTests {
  /// A step of a history: what was, what was done, what is.
  struct Step {
    var before: CaseRecord
    var event: CaseEvent
    var after: CaseRecord
    /// What stands red then.
    var red: [CaseFault.Kind]
    /// What it counts for then.
    var rows: [CountRow]
    /// Whether two councils have ended by then.
    var isAfterEnd: Bool
    /// What has a number to ring once they have ended, and who is to be rung for it then.
    var rung: [(action: ProposedAction, contact: Contact?)]
  }

  /// Something that never breaks.
  struct Invariant: Sendable, CustomStringConvertible {
    let description: String
    /// Whether it is looked at once a history, at its end: such a look costs much.
    var isOfWhole = false
    let holds: @Sendable (Step) throws -> Bool
    /// Breaks it in a step, so that it is seen to be caught; false where this step gives no occasion.
    let plant: @Sendable (inout Step) -> Bool
  }

  static let invariants: [Invariant] = [
    Invariant(description: "every action that is proposed is something to do, or was") { step in
      let actions = step.after.proposal?.actions.filter(Obligation.isBorn) ?? []
      let known = step.after.obligations.filter(\.isProposed)
      return actions.allSatisfy { action in known.contains { $0.action == action } }
    } plant: { step in
      guard let place = step.after.obligations.lastIndex(where: \.isProposed) else { return false }
      step.after.obligations.remove(at: place)
      return true
    },
    Invariant(description: "nothing to do vanishes, or becomes another, or ends without somebody and a reason") {
      step in
      guard step.after.obligations.count >= step.before.obligations.count else { return false }
      return zip(step.before.obligations, step.after.obligations).allSatisfy { old, new in
        guard old.number == new.number, old.action.key == new.action.key else { return false }
        guard old.isLive, !new.isLive else { return true }
        switch (new.state, step.event.deed) {
        case (.done, .done(old.number, _, _)), (.notNeeded, .notNeeded(old.number, _, _, _)),
          (.passed(_, _, _, .some), .takenOver(old.number, _)):
          return true
        case (.replaced(step.event.number), .told): return true
        default: return false
        }
      }
    } plant: { step in
      guard let place = step.after.obligations.firstIndex(where: \.isLive), place < step.before.obligations.count,
        step.before.obligations[place].isLive
      else { return false }
      step.after.obligations[place].state = .replaced(event: 0)
      return true
    },
    Invariant(
      description: "whatever is to be done is somebody's, and what is passed on is not the team's before it is taken"
    ) {
      step in
      step.after.live.allSatisfy { obligation in
        let owner = step.after.owner(of: obligation)
        return ["ann", "ben", "mo"].contains(owner)
      }
    } plant: { step in
      guard let place = step.after.obligations.firstIndex(where: \.isLive) else { return false }
      step.after.obligations[place].state = .passed(
        to: "day team", by: "day team", since: step.event.recordedAt, receivedBy: nil)
      return true
    },
    Invariant(description: "new facts never open what is done, and end nothing that a person has ended") { step in
      guard case .told = step.event.deed else { return true }
      return zip(step.before.obligations, step.after.obligations).allSatisfy { old, new in
        switch old.state {
        case .done, .notNeeded: old.state == new.state
        default: true
        }
      }
    } plant: { step in
      guard case .told = step.event.deed,
        let place = step.after.obligations.firstIndex(where: { if case .done = $0.state { true } else { false } })
      else { return false }
      step.after.obligations[place].state = .open
      return true
    },
    Invariant(description: "what protects a child is called not needed by two, neither of whom placed the family") {
      step in
      guard case .notNeeded(let number, _, _, let second) = step.event.deed,
        step.after.obligation(number)?.isAbsolute == true
      else { return true }
      guard let second, second != step.event.by else { return false }
      return !step.before.placers.contains(second) && !step.before.placers.contains(step.event.by)
    } plant: { step in
      guard case .notNeeded(let number, let reason, let note, .some) = step.event.deed,
        step.after.obligation(number)?.isAbsolute == true
      else { return false }
      step.event = CaseEvent(
        number: step.event.number, by: step.event.by, recordedAt: step.event.recordedAt,
        deed: .notNeeded(obligation: number, reason: reason, note: note, second: step.event.by))
      return true
    },
    Invariant(
      description: "a closed case leaves nothing to do, nobody to sign, and no decision that a manager must see"
    ) {
      step in
      guard case .closed(let reason, _) = step.event.deed, reason != .mistake else { return true }
      return !step.before.live.contains { $0.sort == .once } && step.before.handedOver == nil
        && step.before.unseenDepartures().isEmpty
    } plant: { step in
      guard case .closed(let reason, _) = step.event.deed, reason != .mistake else { return false }
      step.before.handedOver = ("day team", "ann", step.event.recordedAt)
      return true
    },
    Invariant(description: "nobody signs for a case that they handed over themselves") { step in
      guard case .received(let named) = step.event.deed, let handed = step.before.handedOver else { return true }
      return (named ?? step.event.by) != handed.by
    } plant: { step in
      guard case .received(let named) = step.event.deed else { return false }
      step.before.handedOver = ("day team", named ?? step.event.by, step.event.recordedAt)
      return true
    },
    Invariant(description: "a family that needs a bed and has none, or too few nights, is red") { step in
      let record = step.after
      guard record.closed == nil, record.needsPlace else { return true }
      guard let placement = record.placement else { return step.red.contains(.noPlace) }
      let required = record.requiredNights(at: step.event.recordedAt, in: try KeptDesk.frame())?.end
      guard let required, placement.until < required else { return true }
      return step.red.contains(.nightsShort) || step.red.contains(.placeEnded)
    } plant: { step in
      guard step.after.needsPlace, step.red.contains(.noPlace) || step.red.contains(.nightsShort) else { return false }
      step.red.removeAll { [.noPlace, .nightsShort, .placeEnded].contains($0) }
      return true
    },
    Invariant(description: "of a council that has ended nothing more is asked, and what was asked of it is not lost") {
      step in
      guard step.isAfterEnd, case .told = step.event.deed else { return true }
      return !step.after.obligations.contains { obligation in
        obligation.isLive && obligation.isProposed && obligation.action.key.council.map(ended.contains) == true
      }
    } plant: { step in
      guard step.isAfterEnd, case .told = step.event.deed,
        let place = step.after.obligations.firstIndex(where: { $0.isLive && $0.isProposed })
      else { return false }
      step.after.obligations[place].action.key.council = "dover"
      return true
    },
    Invariant(
      description: "after a council's end its heir is rung for what was asked before, and nobody who must not be told"
    ) { step in
      let bars = step.after.proposal?.bars.filter { $0.code == "contact" }.compactMap(\.council) ?? []
      let barred = bars.contains { ended.contains($0) || $0 == "east-coast" } ? ended.union(["east-coast"]) : []
      return step.rung.allSatisfy { action, contact in
        let asked = action.contact.map { String($0.prefix { $0 != "/" }) } ?? ""
        guard let contact else { return !ended.contains(asked) || !barred.isEmpty }
        return contact.isVoice && !ended.contains(contact.council) && !barred.contains(contact.council)
          && !bars.contains(contact.council)
      }
    } plant: { step in
      guard let place = step.rung.firstIndex(where: { $0.action.contact?.hasPrefix("dover/") == true }) else {
        return false
      }
      step.rung[place].contact = try? Shipped.directory.contact(id: step.rung[place].action.contact ?? "")
      return true
    },
    Invariant(description: "a case is what its events make it, and counts the same each time", isOfWhole: true) {
      step in
      var again = CaseRecord(reference: step.after.reference, owner: step.after.events.first?.by ?? "")
      for event in step.after.events { again.apply(event) }
      let frame = try KeptDesk.frame()
      return again.obligations == step.after.obligations && again.facts == step.after.facts
        && again.owner == step.after.owner && again.proposal == step.after.proposal
        && CaseCounts.rows(of: again, in: frame) == CaseCounts.rows(of: step.after, in: frame)
    } plant: { step in
      step.after.owner = "mallory"
      return true
    },
    Invariant(description: "of a case no outcome is counted twice in a quarter, and it came once", isOfWhole: true) {
      step in
      return [Measure.firstOutcome, .finalOutcome, .household, .cases].allSatisfy { measure in
        let counted = step.rows.filter { $0.measure == measure }
        let isOnce = Dictionary(grouping: counted, by: \.quarter).values.allSatisfy { $0.map(\.count) == [1] }
        return isOnce && (measure == .firstOutcome || measure == .finalOutcome || counted.count <= 1)
      }
    } plant: { step in
      guard let place = step.rows.firstIndex(where: { $0.measure == .household }) else { return false }
      step.rows[place].count += 1
      return true
    },
  ]

  // MARK: - Histories

  /// The councils that end in some histories.
  private static let ended: Set<String> = ["dover", "thanet"]

  /// Facts, and what the rules make of them before and after the end of two councils.
  private struct Told {
    let facts: [String: FactInput]
    let before: Proposal
    let after: Proposal
  }

  /// The shipped directory once Dover and Thanet have ended and a made-up council, which has one line, has taken both over.
  static func directoryAfterEnd(_ day: String = "2026-01-01") throws -> DirectorySnapshot {
    let shipped = try Shipped.directory
    let end = try TimeText.day(day)
    var councils = shipped.councils.map { council in
      guard ended.contains(council.id) else { return council }
      return Council(
        id: council.id, name: council.name, type: council.type, aliases: council.aliases, county: council.county,
        childrensServices: council.childrensServices, location: council.location, places: council.places,
        domains: council.domains, hours: council.hours, teams: council.teams, validUntil: end,
        successors: [Succession(council: "east-coast")])
    }
    councils.append(
      Council(
        id: "east-coast", name: "East Coast Council", type: .unitary, childrensServices: "east-coast", validFrom: end))
    let line = Contact(
      id: "east-coast/out-of-hours", council: "east-coast", team: "Night line", purpose: .outOfHours, kind: .phone,
      value: "+441303000111", display: "01303 000111", hours: nil, status: .stated,
      source: shipped.contacts[0].source)
    return DirectorySnapshot(
      councils: councils, contacts: shipped.contacts + [line], elsewhere: shipped.elsewhere, version: "ended",
      date: shipped.date
    )
  }

  private static let directoryOfHeirs = Result { try directoryAfterEnd() }

  /// Cases that facts and rules really come to, made once; half of them are about a council that ends.
  private static let pool: Result<[Told], any Error> = Result {
    var cases = try RandomCases(seed: 11)
    let engine = try Shipped.engine
    let later = try engine.over(directoryOfHeirs.get())
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let readerAfter = FactsReader(directory: later.directory, clock: later.clock)
    var pool: [Told] = []
    while pool.count < 60 {
      let facts = cases.next()
      // Who has ended takes nobody in: the triage begins at its heir.
      guard !ended.contains(engine.directory[facts.council].id) else { continue }
      var told: [String: FactInput] = [:]
      for fact in Fact.allCases {
        let value = reader.input(of: fact, in: facts)
        if value != .null { told[fact.name] = value }
      }
      let before = Proposal(engine.determine(facts))
      let isAboutThem = before.actions.contains { $0.key.council.map(ended.contains) == true }
      guard isAboutThem || pool.count < 30 else { continue }
      // Told again by name: another directory counts its councils otherwise.
      let again = try readerAfter.facts(from: told, now: facts.presentedAt)
      pool.append(Told(facts: told, before: before, after: Proposal(later.determine(again))))
    }
    return pool
  }

  private struct Walk {
    var dice: SplitMix64
    let pool: [Told]
    var now: Moment
    var record: CaseRecord
    /// When the councils end; nil where they do not in this history.
    let end: Moment?
    let start: Moment

    init(seed: UInt64) throws {
      dice = SplitMix64(seed: seed)
      pool = try HistoryTests.pool.get()
      let starts = [
        "2026-10-24T23:30", "2026-12-31T21:00", "2027-03-27T22:15", "2026-11-27T17:45", "2027-03-31T23:40",
        "2027-06-30T20:00",
      ]
      now = try TimeText.moment(starts[Int.random(in: 0..<starts.count, using: &dice)], clock: Shipped.clock).moment
      start = now
      end = Bool.random(using: &dice) ? now.adding(seconds: Int64.random(in: 0...200_000, using: &dice)) : nil
      record = CaseRecord(reference: CaseReference(using: &dice), owner: "ann")
    }

    private mutating func any<Word: CaseIterable>(_: Word.Type) -> Word where Word.AllCases == [Word] {
      Word.allCases[Int.random(in: 0..<Word.allCases.count, using: &dice)]
    }

    var isAfterEnd: Bool { end.map { now >= $0 } ?? false }

    /// What a history passed over.
    func passed() throws -> Set<String> {
      let clock = try Shipped.clock
      let (first, last) = (clock.wall(at: start), clock.wall(at: now))
      var passed: Set<String> = isAfterEnd ? ["a council's end"] : []
      if first.day != last.day { passed.insert("midnight") }
      if Quarter(of: first.day) != Quarter(of: last.day) { passed.insert("a quarter's end") }
      let days = Int64(last.day.number) - Int64(first.day.number)
      let shown: Int64 = days * 86400 + Int64(last.secondOfDay) - Int64(first.secondOfDay)
      if shown != now.seconds - start.seconds { passed.insert("a change of the clock") }
      return passed
    }

    private func rung() throws -> [(action: ProposedAction, contact: Contact?)] {
      let there = DirectoryAtMoment(
        try HistoryTests.directoryOfHeirs.get(), at: try Shipped.clock.wall(at: now), calendar: try Shipped.calendar)
      let reach = CaseReach(record, in: there)
      return record.live.map(\.action).filter { $0.contact != nil && !$0.key.isWritten }.map {
        ($0, reach.contact(for: $0)?.contact)
      }
    }

    /// Facts of a family that has come by now.
    private func come(_ facts: [String: FactInput]) throws -> [String: FactInput] {
      guard case .text(let text)? = facts["presented-at"] else { return facts }
      let clock = try Shipped.clock
      guard try TimeText.moment(text, clock: clock).moment > now else { return facts }
      return facts.merging(["presented-at": .text(TimeText.text(now, clock: clock))]) { $1 }
    }

    private mutating func officer() -> String { ["ann", "ben", "mo"][Int.random(in: 0..<3, using: &dice)] }

    private mutating func deed() throws -> CaseDeed {
      let number = Int.random(in: 1...max(1, record.obligations.count), using: &dice)
      switch Int.random(in: 0..<26, using: &dice) {
      case 0...3:
        let next = pool[Int.random(in: 0..<pool.count, using: &dice)]
        return .told(
          revision: record.revision(facts: try come(next.facts), proposal: isAfterEnd ? next.after : next.before))
      case 4: return .claimed(obligation: number)
      case 5...8: return .done(obligation: number, how: .phone, note: nil)
      case 9: return .waiting(obligation: number, on: "MASH", until: .moment(now.adding(seconds: 900)))
      case 10: return .passed(obligation: number, to: "day team")
      case 11: return .takenOver(obligation: number, who: "duty manager")
      case 12: return .notNeeded(obligation: number, reason: .overtaken, note: nil, second: officer())
      case 13: return .reopened(obligation: number)
      case 14:
        return .decided(
          decision: CaseDecision(name: "Jo", decision: "advise", power: nil, reason: .safety, note: nil))
      case 15: return .managerSaw(event: record.unseenDepartures().first ?? 0)
      case 16:
        let day = try Shipped.clock.wall(at: now).day
        return .placed(
          placement: Placement(
            kind: any(Placement.Kind.self), council: nil, from: day,
            until: day.adding(days: Int.random(in: 1...5, using: &dice))))
      case 17: return .placementEnded(on: try Shipped.clock.wall(at: now).day)
      case 18: return .familyTold
      case 19: return .firstOutcome(outcome: any(FirstOutcome.self))
      case 20: return .finalOutcome(outcome: any(FinalOutcome.self), home: any(Home.self))
      case 21: return .handedOver(to: "day team")
      case 22: return .received(by: Bool.random(using: &dice) ? officer() : nil)
      case 23: return .notTaken(note: "another district's")
      case 24: return .closed(reason: any(CloseReason.self))
      default: return .opened
      }
    }

    /// Ends all that is to be done, so that a case can be closed now and then.
    private mutating func finish(_ by: String) {
      for number in record.live.filter({ $0.sort == .once }).map(\.number) {
        record.apply(
          CaseEvent(
            number: record.last + 1, by: by, recordedAt: now, deed: .done(obligation: number, how: nil, note: nil)))
      }
    }

    mutating func next() throws -> Step? {
      now = now.adding(
        seconds: Int64.random(in: 0...(Int.random(in: 0..<6, using: &dice) == 0 ? 100_000 : 3600), using: &dice))
      let by = officer()
      let wanted: CaseDeed
      if record.events.isEmpty {
        wanted = .kept(revision: Revision(facts: try come(pool[0].facts), proposal: pool[0].before))
      } else {
        wanted = try deed()
      }
      if case .closed = wanted, Bool.random(using: &dice) { finish(by) }
      guard record.refusal(of: wanted, by: by, now: now, clock: try Shipped.clock) == nil else { return nil }
      let event = CaseEvent(number: record.last + 1, by: by, recordedAt: now, deed: wanted)
      // Whoever keeps a case has it.
      if record.events.isEmpty { record.owner = by }
      let before = record
      record.apply(event)
      return Step(
        before: before, event: event, after: record,
        red: record.closed == nil ? record.placeFaults(at: now, in: try KeptDesk.frame()).map(\.kind) : [], rows: [],
        isAfterEnd: isAfterEnd, rung: isAfterEnd ? try rung() : [])
    }
  }

  private static let isLong = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil
  private static let histories = isLong ? 100_000 : 100
  /// They are walked side by side, in as many parts as a small machine has cores.
  private static let parts = isLong ? 4 : 1

  @Test(arguments: 0..<parts)
  func `none is broken by any history, and each is seen to be when it is`(part: Int) throws {
    var broken: [String] = []
    var caught: [String: Int] = [:]
    var planted: [String: Int] = [:]
    var passed: [String: Int] = [:]
    var (steps, walks) = (0, 0)
    let frame = try KeptDesk.frame()
    func look(at step: Step, atEnd: Bool) throws {
      for invariant in Self.invariants where invariant.isOfWhole == atEnd {
        if try !invariant.holds(step) {
          broken.append("\(invariant.description): event \(step.event.number) of \(step.after.reference.text)")
        }
        guard planted[invariant.description, default: 0] < 20 else { continue }
        var faulty = step
        guard invariant.plant(&faulty) else { continue }
        planted[invariant.description, default: 0] += 1
        if try !invariant.holds(faulty) { caught[invariant.description, default: 0] += 1 }
      }
    }
    for seed in stride(from: part, to: Self.histories, by: Self.parts) {
      var walk = try Walk(seed: UInt64(seed))
      var last: Step?
      walks += 1
      for _ in 0..<30 {
        guard let step = try walk.next() else { continue }
        steps += 1
        last = step
        try look(at: step, atEnd: false)
      }
      for what in try walk.passed() { passed[what, default: 0] += 1 }
      guard var last else { continue }
      last.rows = CaseCounts.rows(of: last.after, in: frame)
      try look(at: last, atEnd: true)
    }
    #expect(broken == [], "\(broken.prefix(3))")
    #expect(steps > walks * 10)
    #expect(planted == caught)
    let unplanted = Self.invariants.map(\.description).filter { planted[$0] == nil }
    #expect(unplanted == [], "\(unplanted)")
    for what in ["midnight", "a quarter's end", "a change of the clock", "a council's end"] {
      #expect(passed[what, default: 0] > walks / 20, "\(what)")
    }
    print("\(walks) histories, \(steps) steps, \(caught.values.reduce(0, +)) planted faults caught, over \(passed)")
  }
}
