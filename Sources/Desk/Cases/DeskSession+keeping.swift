import Casebook
import Directory
import JSON
import Triage
import WorkingTime

extension DeskSession {
  mutating func keep(_ desk: CaseDesk) throws -> Reply {
    if let openCase { return Reply(503, "this triage is kept already, as \(openCase.reference.text)") }
    guard let facts = triage.last else { return Reply(503, "no triage is under way; begin one with 'triage COUNCIL'") }
    let record = try begin(facts, desk.access, in: desk.context)
    openCase = OpenCase(reference: record.reference, by: desk.officer.name, seen: record.last)
    return Reply(
      240,
      "kept as \(record.reference.text); every answer is saved from here on. \(counted(record.live.count, "thing")) to do, "
        + "'show' lists them; 'close' ends the questions and 'open \(record.reference.text)' takes them up again")
  }

  mutating func open(_ text: String, _ desk: CaseDesk) throws -> Reply {
    guard !hasUnsavedAnswers || openCase != nil else {
      return Reply(503, "a triage is under way; 'keep' keeps it, 'close' ends it")
    }
    let record = try desk.record(text, or: nil)
    let page = desk.page(of: record)
    // Nothing can be recorded on one that is damaged: it is shown, and no question is asked.
    guard record.damage == nil else {
      try desk.glance(at: record)
      return page
    }
    let others = try desk.access.shelf.read(record.reference, by: desk.seat, at: desk.context.now)
    if let openCase, openCase.reference != record.reference { putDown(openCase, desk.access, in: desk.context) }
    openCase = OpenCase(
      reference: record.reference, by: desk.officer.name, seen: record.last, told: Set(others.map(\.seat)))
    let told = others.map { "! " + CaseWording.also($0, desk.officer.name, desk.context.now, desk.clock) + "." }
    do {
      triage = [try desk.context.reader.facts(from: record.facts, now: desk.context.now)]
      triageDirectory = desk.context.directory
      lost = nil
      // A program reads it in the line: a block of its own is one document.
      let more = format == .json ? told.map { "; " + $0.dropFirst(2).dropLast() }.joined() : ""
      return Reply(page.code, page.text + more, block: format == .text ? told + page.block : page.block)
    } catch {
      triage = []
      let why = "! Its questions cannot be taken up: \(error.explanation)."
      return Reply(page.code, page.text, block: format == .text ? told + [why] + page.block : page.block)
    }
  }

  /// Makes a case of what is known of a family.
  func begin(_ facts: Facts, _ access: CaseAccess, in context: DeskContext) throws -> CaseRecord {
    let officer = try officer(access, in: context, needs: .officer)
    let council = context.directory[facts.council]
    guard officer.sees(council: council.id) else {
      throw CaseTrouble(.notYours, "cases of \(council.name) are not yours to keep")
    }
    let record = try access.shelf.begin(
      Revision(facts: context.reader.told(facts), proposal: Proposal(context.engine.determine(facts))),
      by: officer.name, at: context.now)
    _ = try access.shelf.read(record.reference, by: seat(officer.name), at: context.now)
    return record
  }

  /// Somebody at this desk.
  func seat(_ name: String) -> CaseSeat { CaseSeat(name: name, desk: String(desk, radix: 36)) }

  /// That it is put down is a courtesy to others: whoever cannot be told takes it for open for two hours.
  func putDown(_ held: OpenCase, _ access: CaseAccess, in context: DeskContext) {
    try? access.shelf.putDown(held.reference, by: seat(held.by), at: context.now)
  }

  // MARK: - By itself

  /// Keeps what a line is about to end, where the site wants that.
  mutating func keptAtEnd(
    _ command: Command.Name?, _ access: CaseAccess, in context: DeskContext
  ) -> (kept: [String], trouble: Reply?) {
    guard access.keeps == .end, command == .close || command == .quit else { return ([], nil) }
    var ending: [Facts] = []
    if hasUnsavedAnswers, openCase == nil, let facts = triage.last { ending.append(facts) }
    if command == .quit {
      ending += others.filter { $0.openCase == nil && $0.states.count > 1 }.compactMap(\.states.last)
    }
    var kept: [String] = []
    for facts in ending {
      do {
        kept.append(try begin(facts, access, in: context).reference.text)
      } catch {
        let reply = refusal(error)
        // Who may not keep cases ends a triage as before.
        if [530, 540].contains(reply.code) { continue }
        return (kept, reply)
      }
    }
    return (kept, nil)
  }

  /// Keeps a triage with its first answer, where the site wants that.
  mutating func keptAtStart(_ reply: Reply, _ access: CaseAccess, in context: DeskContext) -> Reply {
    guard access.keeps == .start, !reply.isError, hasUnsavedAnswers, openCase == nil, let facts = triage.last else {
      return reply
    }
    do {
      let record = try begin(facts, access, in: context)
      openCase = OpenCase(reference: record.reference, by: record.owner, seen: record.last)
      return reply.adding(". Kept as \(record.reference.text)")
    } catch {
      let why = refusal(error)
      return [530, 540].contains(why.code) ? reply : reply.adding(". Not kept: \(why.text)")
    }
  }
}
