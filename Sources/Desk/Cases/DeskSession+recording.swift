import Casebook
import Directory
import JSON
import Triage
import WorkingTime

extension DeskSession {
  /// Saves an answer. What cannot be saved is not taken: what is on the screen is what is kept.
  mutating func saved(
    _ reply: Reply, _ held: OpenCase, before: [Facts], _ access: CaseAccess, in context: DeskContext
  ) -> Reply {
    guard let facts = triage.last else { return reply }
    do {
      let name = try officer(access, in: context, needs: .officer).name
      let record = try access.shelf.record(of: held.reference)
      let fresh = record.events.filter { $0.number > held.seen }
      if let other = record.told(after: held.factsSeen) {
        triage = before
        return Reply(
          541,
          "\(Self.whoever(other.by, name)) changed the facts of \(held.reference.text) since you opened it here; "
            + "'open \(held.reference.text)' shows them")
      }
      let revision = record.revision(
        facts: context.reader.told(facts), proposal: Proposal(context.engine.determine(read(facts, in: context))))
      guard !revision.isEmpty else { return reply }
      let now = try access.shelf.append(
        [NewDeed(.told(revision: revision))], to: held.reference, by: name, at: context.now, after: record.last)
      hasSeen(now)
      openCase?.factsSeen = now.last
      return reply.adding(
        ". Saved in \(held.reference.text)" + CaseWording.change(from: record, to: now)
          + notices(fresh, of: held.reference, name, access, in: context))
    } catch {
      triage = before
      return refusal(error)
    }
  }

  /// Records deeds on a case, and tells what others did to it meanwhile.
  mutating func record(
    _ deeds: [NewDeed], _ held: OpenCase, _ access: CaseAccess, in context: DeskContext
  ) -> Reply {
    do {
      let name = held.by
      var record = try access.shelf.record(of: held.reference)
      var attempts = 1
      while true {
        if let first = deeds.first, let same = record.justRecorded(first, by: name, at: context.now) {
          return Reply(
            240,
            "\(record.reference.text): recorded already, as event \(same.number) at "
              + "\(CaseWording.moment(same.recordedAt, context.now, context.engine.clock)). Nothing is added. If it happened "
              + "twice, say when: 'at TIME', or in other words")
        }
        if deeds.contains(where: { $0.deed == .familyTold }), let other = record.place(after: held.seen) {
          hasSeen(record)
          return Reply(541, Self.otherPlace(other, name, in: context) + "; say it again once they know of that one")
        }
        for new in deeds {
          if let refusal = record.refusal(
            of: new.deed, by: name, at: new.at, now: context.now, clock: context.engine.clock,
            covers: context.engine.isRisk)
          {
            return Reply(542, refusal.text)
          }
        }
        do {
          let now = try access.shelf.append(
            deeds, to: held.reference, by: name, at: context.now, after: record.last)
          let behind =
            CaseWording.clockIsWrong(on: record, at: context.now, context.engine.clock).map { ". \($0)" } ?? ""
          // What this desk recorded it has seen: the rest is another desk's, whoever sits there.
          let fresh = record.events.filter { $0.number > held.seen }
          hasSeen(now)
          let numbers = (now.last - deeds.count + 1)...
          let said = zip(deeds, numbers).map { new, number in
            CaseWording.said(new, of: now, in: context)
              + (new.deed.canBeTakenBack ? "; 'take-back \(number)' if that was a slip" : "")
          }
          return Reply(
            240,
            "\(now.reference.text): \(said.joined(separator: "; "))" + behind
              + CaseWording.suspicion(in: deeds, context)
              + notices(fresh, of: held.reference, name, access, in: context))
        } catch {
          guard error.code == .changed, attempts < 4 else { throw error }
          attempts += 1
          record = try access.shelf.record(of: held.reference)
        }
      }
    } catch {
      return refusal(error)
    }
  }

  /// Records a place, and what follows from it: that they are placed tonight, and that another council hosts them.
  mutating func placed(
    _ placement: Placement, _ deed: NewDeed, _ record: CaseRecord, _ held: OpenCase, _ access: CaseAccess,
    in context: DeskContext
  ) -> Reply {
    let ended = record.ended(by: placement, at: context.now, in: context.engine.frame, context.engine.isRisk).map {
      NewDeed(.done(obligation: $0, how: nil, note: nil), at: deed.at)
    }
    // Told once they are placed it is told too late, and somebody must do it now.
    let late = record.live.filter { $0.isBeforePlacing && $0.missedAt == nil }.map {
      ". \($0.number) was to be done before they were placed, and is overdue: \($0.action.key.words.lowercased())"
    }
    let reply = self.record([deed] + ended, held, access, in: context).adding(late.joined())
    guard !reply.isError, let host = placement.council, host != record.council else { return reply }
    do {
      let placed = try access.shelf.record(of: held.reference)
      // Of nights before the present booking nothing follows for the next.
      guard placed.placement == placement else { return reply }
      // Where a notice is owed already it runs from its own first day.
      guard placed.facts["placed-in"] != .text(host) || placed.facts["placed-on"] == nil else { return reply }
      return reply.adding(try tell(placement.host, placed, held, access, in: context))
    } catch {
      let why = refusal(error).text
      return reply.adding("; the rules do not know it yet (\(why)): 'set placed-in' and 'set placed-on' tell them")
    }
  }

  /// Takes an event back with all that followed from it by nobody's word: what it ended, and which council hosts them.
  mutating func takenBack(
    _ event: Int, _ record: CaseRecord, _ held: OpenCase, _ access: CaseAccess, in context: DeskContext
  ) -> Reply {
    let reopened = record.ended(with: event).map { NewDeed(.reopened(obligation: $0)) }
    let reply = self.record([NewDeed(.tookBack(event: event))] + reopened, held, access, in: context)
    guard !reply.isError else { return reply }
    do {
      let now = try access.shelf.record(of: held.reference)
      guard let host = now.host(before: event) else { return reply }
      return reply.adding(try tell(host, now, held, access, in: context))
    } catch {
      let why = refusal(error).text
      return reply.adding(
        "; the rules still take them for placed there (\(why)): 'unset placed-in' and 'unset placed-on' tell them")
    }
  }

  /// Tells the rules which council hosts them and since when, and says what that changes.
  private mutating func tell(
    _ host: Placement.Host, _ record: CaseRecord, _ held: OpenCase, _ access: CaseAccess, in context: DeskContext
  ) throws -> String {
    var facts = try context.reader.facts(from: record.facts, now: context.now)
    try context.reader.set(.placedIn, to: host.council, in: &facts)
    try context.reader.set(.placedOn, to: host.since, in: &facts)
    let isUnderWay = openCase?.reference == held.reference
    let place = others.firstIndex { $0.openCase?.reference == held.reference }
    let isAbout = isUnderWay ? isAboutAnotherHour : place.map { others[$0].isAboutAnotherHour } ?? false
    let read = Self.read(facts, aboutAnotherHour: isAbout, in: context)
    let revision = record.revision(
      facts: context.reader.told(facts), proposal: Proposal(context.engine.determine(read)))
    guard !revision.isEmpty else { return "" }
    let now = try access.shelf.append(
      [NewDeed(.told(revision: revision))], to: held.reference, by: held.by, at: context.now, after: record.last)
    hasSeen(now)
    // All that the case holds is taken up with it.
    if isUnderWay, hasTriage {
      triage.append(facts)
      openCase?.factsSeen = now.last
    } else if let place {
      others[place].states.append(facts)
      others[place].openCase?.factsSeen = now.last
    }
    return CaseWording.change(from: record, to: now)
  }

  /// Notes up to where a case was seen here, in each family that it is kept of.
  mutating func hasSeen(_ record: CaseRecord) {
    if openCase?.reference == record.reference { openCase?.seen = record.last }
    for place in others.indices where others[place].openCase?.reference == record.reference {
      others[place].openCase?.seen = record.last
    }
  }

  /// That another place was recorded than the one that somebody looked at.
  static func otherPlace(
    _ other: (event: CaseEvent, placement: Placement), _ name: String, in context: DeskContext
  ) -> String {
    "\(whoever(other.event.by, name)) recorded another place since: \(CaseWording.words(other.placement, in: context))"
  }

  /// Whoever recorded something at another desk.
  static func whoever(_ by: String, _ name: String) -> String {
    by == name ? "you, at another desk, have" : "\(by) has"
  }

  /// Shows a draft, once that it was made is recorded: the same draft again is no other.
  mutating func paper(_ drafted: CaseDesk.DraftedPaper, _ desk: CaseDesk) -> Reply {
    let (record, draft) = (drafted.record, drafted.draft)
    if record.closed == nil, record.drafted(draft.kind, to: draft.to) != draft.mark {
      let note = self.record(
        [NewDeed(.paperDrafted(paper: draft.mark))],
        OpenCase(reference: record.reference, by: desk.officer.name, seen: seen(record)), desk.access, in: desk.context)
      if note.isError { return note }
    }
    return desk.reply(drafted)
  }

  func seen(_ record: CaseRecord) -> Int {
    ([openCase] + others.map(\.openCase)).compactMap { $0 }.first { $0.reference == record.reference }?.seen
      ?? record.last
  }

  /// What others did since the case was looked at, and who has it before them too.
  mutating func notices(
    _ fresh: [CaseEvent], of reference: CaseReference, _ name: String, _ access: CaseAccess, in context: DeskContext
  ) -> String {
    var text = CaseWording.meanwhile(fresh, name)
    // Who else has another family's case open is no part of what is said of this one.
    guard let held = openCase, held.reference == reference else { return text }
    do {
      let others = try access.shelf.read(held.reference, by: seat(name), at: context.now)
      let fresh = others.filter { !held.told.contains($0.seat) }
      text += CaseWording.also(fresh, name, context.now, context.engine.clock).map { ". \($0)" }.joined()
      openCase?.told.formUnion(others.map(\.seat))
    } catch {
      text += ". Who else has it open is not known: \(error.text)"
    }
    return text
  }
}

extension Reply {
  /// The same with more behind its text.
  func adding(_ more: String) -> Reply {
    guard !more.isEmpty else { return self }
    var reply = self
    reply.text += more
    // What is said besides is this session's alone.
    reply.holds = .once
    return reply
  }

  /// The same with warnings above its block; behind its text for a program, which reads them in the line: a block of its own is one
  /// document.
  func warning(_ lines: some Sequence<String>, as format: DeskFormat) -> Reply {
    let more = lines.map { "; " + $0.drop { "! ".contains($0) }.dropLast() }.joined()
    guard !more.isEmpty else { return self }
    guard format == .text else { return adding(more) }
    var reply = self
    reply.block = Array(lines) + block
    reply.holds = .once
    return reply
  }
}

extension CaseRecord {
  /// The last place that was recorded behind a number; nil where none was.
  func place(after number: Int) -> (event: CaseEvent, placement: Placement)? {
    for event in standing.reversed() where event.number > number {
      if case .placed(let placement) = event.deed { return (event, placement) }
    }
    return nil
  }

  /// The last event behind a number by which somebody changed what is known of the family; nil where nobody has.
  func told(after number: Int) -> CaseEvent? {
    events.last { event in
      if case .told(let revision) = event.deed { event.number > number && !revision.facts.isEmpty } else { false }
    }
  }
}

extension FactsReader {
  /// All that is known, by the facts' names, as a case keeps it.
  func told(_ facts: Facts) -> [String: FactInput] {
    var values: [String: FactInput] = [:]
    for fact in Fact.allCases {
      let value = input(of: fact, in: facts)
      if value != .null { values[fact.name] = value }
    }
    return values
  }
}
