import JSON
package import Casebook
import Directory
import Triage
import WorkingTime

extension DeskSession {
  /// Whether the answer to a line may wait for the casebook's disk, so that no loop which serves others should give it.
  package func asksCasebook(_ line: String, in context: DeskContext) -> Bool {
    guard let cases = context.cases else { return false }
    // Each answer of a kept triage is saved, and one that is kept by itself may be the first.
    if openCase != nil || (cases.keeps != .asked && hasTriage) { return true }
    let first = String(line.drop { $0 == " " }.prefix { $0 != " " })
    guard let command = Command.named(first) else { return CaseCommand.named(first) != nil }
    // What goes on with a case's name or number.
    return command.name == .complete
  }

  /// Answers where there is a casebook: its commands too, and every answer of a kept triage is saved before it is answered.
  mutating func answerWithCases(_ words: [String], _ access: CaseAccess, in context: DeskContext) -> Reply {
    let first = words.first ?? ""
    if Command.named(first) == nil, let command = CaseCommand.named(first) {
      return answer(command, Array(words.dropFirst()), access, in: context)
    }
    if Command.named(first)?.name == .help { return help(with: words, in: context) }
    // As they were: beginning, closing and switching change which case is open.
    let (before, held) = (triage, openCase)
    let ending = keptAtEnd(Command.named(first)?.name, access, in: context)
    // What the site wants kept and cannot be is not thrown away either.
    if let trouble = ending.trouble { return trouble }
    var reply = answer(words, in: context)
    if !ending.kept.isEmpty { reply = reply.adding("; kept as " + ending.kept.joined(separator: " and ")) }
    guard let held, !reply.isError else { return keptAtStart(reply, access, in: context) }
    return followed(reply, Command.named(first)?.name, held, before: before, access, in: context)
  }

  /// What a command that knows nothing of cases means for the one that is open.
  private mutating func followed(
    _ reply: Reply, _ command: Command.Name?, _ held: OpenCase, before: [Facts], _ access: CaseAccess,
    in context: DeskContext
  ) -> Reply {
    switch command {
    case .auth where !hasTriage:
      openCase = nil
      return reply
    case .switch: return reply
    case .triage:
      // One that is only put aside stays open.
      if !others.contains(where: { $0.openCase?.reference == held.reference }) { putDown(held, access, in: context) }
      return reply
    case .close:
      putDown(held, access, in: context)
      return Reply(
        reply.code, "\(reply.text); \(held.reference.text) is kept, and 'board' shows what is still to be done")
    case _ where reply.effect?.failure != nil:
      guard let (contact, how) = reply.effect?.failure else { return reply }
      let note = record([NewDeed(.rang(contact: contact, how: how.rawValue))], held, access, in: context)
      return Reply(
        reply.code, reply.text + (note.isError ? "; \(note.text)" : ""), block: reply.block, effect: reply.effect)
    default:
      guard triage.last != before.last else { return reply }
      return saved(reply, held, before: before, access, in: context)
    }
  }

  /// Saves an answer. What cannot be saved is not taken: what is on the screen is what is kept.
  private mutating func saved(
    _ reply: Reply, _ held: OpenCase, before: [Facts], _ access: CaseAccess, in context: DeskContext
  ) -> Reply {
    guard let facts = triage.last else { return reply }
    do {
      let name = try officer(access, in: context, needs: .officer).name
      let record = try access.shelf.record(of: held.reference)
      let fresh = record.events.filter { $0.number > held.seen && $0.by != name }
      if let other = fresh.last(where: { $0.deed.isTold }) {
        triage = before
        return Reply(
          541,
          "\(other.by) has changed the facts of \(held.reference.text) since you opened it; "
            + "'open \(held.reference.text)' shows them")
      }
      let revision = record.revision(
        facts: context.reader.told(facts), proposal: Proposal(context.engine.determine(facts)))
      guard !revision.isEmpty else { return reply }
      let now = try access.shelf.append(
        [NewDeed(.told(revision: revision))], to: held.reference, by: name, at: context.now, after: record.last)
      openCase?.seen = now.last
      return Reply(
        reply.code,
        "\(reply.text). Saved in \(held.reference.text)" + CaseWording.change(from: record, to: now)
          + notices(fresh, name, access, in: context), block: reply.block, effect: reply.effect)
    } catch {
      triage = before
      return refusal(error)
    }
  }

  // MARK: - Commands

  private mutating func answer(
    _ command: CaseCommand, _ words: [String], _ access: CaseAccess, in context: DeskContext
  ) -> Reply {
    do {
      let officer = try officer(access, in: context, needs: command.role)
      follow(context)
      guard command.arity.contains(words.count) else {
        return Reply(501, "\(command.name.rawValue) takes: \(command.usage)")
      }
      if openCase?.by != officer.name { openCase = nil }
      let desk = CaseDesk(access: access, officer: officer, context: context, format: format)
      switch command.name {
      case .keep: return try keep(desk)
      case .open: return try open(words[0], desk)
      case .board: return try desk.board()
      case .report: return try desk.report(words)
      case .handOver: return try desk.handOver(words)
      case .show, .history, .familySheet:
        let record = try desk.record(words.first, or: openCase)
        _ = try access.shelf.read(record.reference, by: officer.name, at: context.now)
        switch command.name {
        case .show: return desk.page(of: record)
        case .history: return desk.history(of: record)
        default: return desk.familySheet(of: record)
        }
      case .paper:
        guard let draft = try desk.drafted(words, or: openCase) else { return try desk.papers(words, or: openCase) }
        return paper(draft, desk)
      case .issued:
        let (record, deed) = try desk.issued(words, or: openCase)
        return self.record(
          [deed], OpenCase(reference: record.reference, by: officer.name, seen: seen(record)), access, in: context)
      default:
        let (target, rest) = try desk.target(of: command.name, words, or: openCase)
        let deed = try desk.deed(command.name, rest, target)
        return record(
          [deed], OpenCase(reference: target.record.reference, by: officer.name, seen: seen(target.record)),
          access, in: context)
      }
    } catch let error as CaseRefusal {
      return Reply(542, error.text)
    } catch let error as CaseTrouble {
      return refusal(error)
    } catch {
      return Reply(542, "\(error)")
    }
  }

  /// Shows a draft, once that it was made is recorded: the same draft again is no other.
  private mutating func paper(_ drafted: CaseDesk.DraftedPaper, _ desk: CaseDesk) -> Reply {
    let (record, draft) = (drafted.record, drafted.draft)
    if record.closed == nil, record.drafted(draft.kind, to: draft.to) != draft.mark {
      let note = self.record(
        [NewDeed(.paperDrafted(paper: draft.mark))],
        OpenCase(reference: record.reference, by: desk.officer.name, seen: seen(record)), desk.access, in: desk.context)
      if note.isError { return note }
    }
    return desk.reply(drafted)
  }

  private func seen(_ record: CaseRecord) -> Int {
    openCase?.reference == record.reference ? openCase?.seen ?? 0 : record.last
  }

  private mutating func keep(_ desk: CaseDesk) throws -> Reply {
    if let openCase { return Reply(503, "this triage is kept already, as \(openCase.reference.text)") }
    guard let facts = triage.last else { return Reply(503, "no triage is under way; begin one with 'triage COUNCIL'") }
    let record = try begin(facts, desk.access, in: desk.context)
    openCase = OpenCase(reference: record.reference, by: desk.officer.name, seen: record.last)
    return Reply(
      240,
      "kept as \(record.reference.text); every answer is saved from here on. \(counted(record.live.count, "thing")) to do, "
        + "'show' lists them; 'close' ends the questions and 'open \(record.reference.text)' takes them up again")
  }

  // MARK: - By itself

  /// Keeps what a line is about to end, where the site wants that.
  private mutating func keptAtEnd(
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
  private mutating func keptAtStart(_ reply: Reply, _ access: CaseAccess, in context: DeskContext) -> Reply {
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

  /// Makes a case of what is known of a family.
  private func begin(_ facts: Facts, _ access: CaseAccess, in context: DeskContext) throws -> CaseRecord {
    let officer = try officer(access, in: context, needs: .officer)
    let council = context.directory[facts.council]
    guard officer.sees(council: council.id) else {
      throw CaseTrouble(.notYours, "cases of \(council.name) are not yours to keep")
    }
    let record = try access.shelf.begin(
      Revision(facts: context.reader.told(facts), proposal: Proposal(context.engine.determine(facts))),
      by: officer.name, at: context.now)
    _ = try access.shelf.read(record.reference, by: officer.name, at: context.now)
    return record
  }

  private mutating func open(_ text: String, _ desk: CaseDesk) throws -> Reply {
    guard !hasUnsavedAnswers || openCase != nil else {
      return Reply(503, "a triage is under way; 'keep' keeps it, 'close' ends it")
    }
    let record = try desk.record(text, or: nil)
    let others = try desk.access.shelf.read(record.reference, by: desk.officer.name, at: desk.context.now)
    if let openCase, openCase.reference != record.reference { putDown(openCase, desk.access, in: desk.context) }
    openCase = OpenCase(
      reference: record.reference, by: desk.officer.name, seen: record.last, told: Set(others.map(\.name)))
    let told = others.map {
      "! \($0.name) has this case open too, since "
        + "\(TimeText.clockText(desk.context.engine.clock.wall(at: $0.since)))."
    }
    let page = desk.page(of: record)
    do {
      triage = [try desk.context.reader.facts(from: record.facts, now: desk.context.now)]
      triageDirectory = desk.context.directory
      lost = nil
      return Reply(page.code, page.text, block: format == .text ? told + page.block : page.block)
    } catch {
      triage = []
      let why = "! Its questions cannot be taken up: \(error.explanation)."
      return Reply(page.code, page.text, block: format == .text ? told + [why] + page.block : page.block)
    }
  }

  /// Records deeds on a case, and tells what others did to it meanwhile.
  private mutating func record(
    _ deeds: [NewDeed], _ held: OpenCase, _ access: CaseAccess, in context: DeskContext
  ) -> Reply {
    do {
      let name = held.by
      var record = try access.shelf.record(of: held.reference)
      for attempt in 0..<4 {
        for new in deeds {
          if let refusal = record.refusal(of: new.deed, by: name, at: new.at, now: context.now) {
            return Reply(542, refusal.text)
          }
        }
        do {
          let now = try access.shelf.append(
            deeds, to: held.reference, by: name, at: context.now, after: record.last)
          let fresh = now.events.filter { $0.number > held.seen && $0.by != name }
          if openCase?.reference == held.reference { openCase?.seen = now.last }
          let said = deeds.map { CaseWording.said($0.deed, of: now, clock: context.engine.clock) }
          return Reply(
            240, "\(now.reference.text): \(said.joined(separator: "; "))" + notices(fresh, name, access, in: context))
        } catch {
          guard error.code == .changed, attempt < 3 else { throw error }
          record = try access.shelf.record(of: held.reference)
        }
      }
      return Reply(541, "somebody else is changing \(held.reference.text) again and again; try once more")
    } catch let error as CaseTrouble {
      return refusal(error)
    } catch {
      return Reply(542, "\(error)")
    }
  }

  /// What others did since the case was looked at, and who has it before them too.
  private mutating func notices(
    _ fresh: [CaseEvent], _ name: String, _ access: CaseAccess, in context: DeskContext
  ) -> String {
    guard let held = openCase else { return "" }
    var text = ""
    if let last = fresh.last {
      text +=
        ". Meanwhile \(last.by) recorded: "
        + fresh.suffix(3).map { CaseWording.kind(of: $0.deed) }.joined(separator: ", ")
    }
    do {
      let others = try access.shelf.read(held.reference, by: name, at: context.now)
      for other in others where !held.told.contains(other.name) {
        text +=
          ". \(other.name) has this case open too, since "
          + TimeText.clockText(context.engine.clock.wall(at: other.since))
      }
      openCase?.told.formUnion(others.map(\.name))
    } catch {
      text += ". Who else has it open is not known: \(error.text)"
    }
    return text
  }

  /// That it is put down is a courtesy to others: whoever cannot be told takes it for open for two hours.
  private func putDown(_ held: OpenCase, _ access: CaseAccess, in context: DeskContext) {
    try? access.shelf.putDown(held.reference, by: held.by, at: context.now)
  }

  // MARK: - Who

  /// Who asks, where they may do what it takes.
  func officer(
    _ access: CaseAccess, in context: DeskContext, needs role: CaseRole
  ) throws(CaseTrouble) -> CaseOfficer {
    guard let name = try name(access, in: context) else {
      throw CaseTrouble(.notYours, "sign in first: 'auth TOKEN', with the token of an officer")
    }
    guard isPrivate else {
      throw CaseTrouble(.notYours, "cases go over TLS only, and this session is in plain text")
    }
    guard let officer = try access.shelf.officer(named: name) else {
      throw CaseTrouble(
        .notYours, "\(name) has not been let in to the casebook; its manager does that with 'nightdesk casebook let-in'"
      )
    }
    guard officer.role >= role else {
      throw CaseTrouble(.notYours, "that is for \(role.rawValue), and you are \(officer.role.rawValue)")
    }
    return officer
  }

  private func name(_ access: CaseAccess, in context: DeskContext) throws(CaseTrouble) -> String? {
    guard let signIn = context.signIn else { return access.consoleName }
    guard let holder = mark.flatMap({ signIn.holders[$0] }), holder.role >= .officer else { return nil }
    return holder.name
  }

  private func refusal(_ trouble: any Error) -> Reply {
    guard let trouble = trouble as? CaseTrouble else { return Reply(542, "\(trouble)") }
    switch trouble.code {
    case .changed: return Reply(541, trouble.text)
    case .notFound: return Reply(550, trouble.text)
    case .notYours: return Reply(trouble.text.hasPrefix("sign in first") ? 530 : 540, trouble.text)
    case .refused: return Reply(542, trouble.text)
    case .unavailable, .busy, .foreign, .damaged, .failed: return Reply(451, "not saved: \(trouble.text)")
    }
  }

  // MARK: - Help

  private mutating func help(with words: [String], in context: DeskContext) -> Reply {
    if words.count > 1, Command.named(words[1]) == nil, let command = CaseCommand.named(words[1]) {
      return Reply(
        211, "help on \(command.name.rawValue) follows",
        block: [command.usage, "  " + command.summary, "  for example: " + command.example])
    }
    let reply = answer(words, in: context)
    guard words.count == 1, !reply.isError else { return reply }
    let width = CaseCommand.table.map { min($0.usage.count, 44) }.max() ?? 0
    return Reply(
      reply.code, reply.text,
      block: reply.block + ["", "About kept cases:"]
        + CaseCommand.table.map { $0.usage.padded(to: width) + "  " + $0.summary })
  }
}

extension Reply {
  /// The same with more behind its text.
  fileprivate func adding(_ more: String) -> Reply { Reply(code, text + more, block: block, effect: effect) }
}

extension DeskEffect {
  /// The contact that was rung in vain, and what happened.
  fileprivate var failure: (contact: String, how: FailureKind)? {
    if case .noteFailure(let contact, let how) = self { return (contact, how) }
    return nil
  }
}

extension CaseRole: Comparable {
  /// A role that may do less comes first.
  package static func < (left: CaseRole, right: CaseRole) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

extension CaseDeed {
  /// Whether it changes what is known of the family.
  var isTold: Bool { if case .told = self { true } else { false } }
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
