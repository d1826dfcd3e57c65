import Casebook
import Directory
import Triage
import WorkingTime

extension DeskSession {
  /// Whether the answer to a line may wait for the casebook's disk, so that no loop which serves others should give it.
  package func asksCasebook(_ line: String, in context: DeskContext) -> Bool {
    guard let cases = context.cases else { return false }
    // Each answer of a kept triage is saved, and one that is kept by itself may be the first.
    if openCase != nil || others.contains(where: { $0.openCase != nil }) || (cases.keeps != .asked && hasTriage) {
      return true
    }
    let first = String(line.drop { $0 == " " }.prefix { $0 != " " })
    guard let command = Command.named(first) else { return CaseCommand.named(first) != nil }
    // What goes on with a case's name or number.
    return command.name == .complete
  }

  /// Answers where there is a casebook: its commands too, and every answer of a kept triage is saved before it is answered.
  mutating func answerWithCases(_ words: [String], _ access: CaseAccess, in context: DeskContext) -> Reply {
    let first = words.first ?? ""
    if let shut = shut(Command.named(first)?.name, access, in: context) { return shut }
    if Command.named(first) == nil, let command = CaseCommand.named(first) {
      return answer(command, Array(words.dropFirst()), access, in: context)
    }
    if Command.named(first)?.name == .help { return help(with: words, in: context) }
    let command = Command.named(first)?.name
    var ending = KeptByItself()
    // Whoever signs in with another's token ends what that one was told.
    if let command, [.close, .quit, .auth].contains(command) {
      ending = keepByItself(all: command != .close, access, in: context)
      // What the site wants kept and cannot be is not thrown away either.
      if let trouble = ending.trouble, ending.mayBeLater, command != .auth { return trouble }
    }
    toldElsewhere = openCase.flatMap { told(since: $0, access) }
    // As they were: beginning, closing and switching change which case is open.
    let (before, held, open) = (triage, openCase, ([openCase] + others.map(\.openCase)).compactMap(\.self))
    var reply = answer(words, in: context)
    // Whoever begins is told before anything is answered that nothing can be kept now.
    if command == .triage, !reply.isError, let notice = access.shelf.notice { reply = reply.adding(". \(notice)") }
    if command == .auth, openFamilies == 0 { for one in open { putDown(one, access, in: context) } }
    if !ending.said.isEmpty { reply = reply.adding(ending.said) }
    guard let held, !reply.isError else {
      guard !reply.isError, reply.effect != .close else { return reply }
      return reply.adding(keepByItself(all: false, access, in: context).said)
    }
    return followed(reply, command, held, before: before, access, in: context)
  }

  /// What an open case is to whoever may see it no more: it is put down with its questions, and its page is not shown again.
  ///
  /// - Parameters:
  ///   - command: What was typed; nil for a command about cases.
  ///   - access: The casebook.
  ///   - context: What the desk stands on.
  /// - Returns: The refusal; nil where every case that is open here is still theirs, or the casebook cannot say.
  private mutating func shut(_ command: Command.Name?, _ access: CaseAccess, in context: DeskContext) -> Reply? {
    // Whoever signs in is asked anew, and whoever leaves is shown nothing.
    if let command, [.auth, .quit, .help].contains(command) { return nil }
    let held = ([openCase] + others.map(\.openCase)).compactMap(\.self)
    var refusal: CaseTrouble?
    for open in held {
      do throws(CaseTrouble) {
        let officer = try officer(access, in: context, needs: .dayTeam)
        guard try !officer.sees(access.shelf.record(of: open.reference)) else { continue }
        refusal = CaseTrouble(.notYours, "\(open.reference.text) is not yours to see any more")
      } catch {
        // One that is erased is said by what was typed; without a casebook what is on the screen stays.
        guard [.notYours, .signInFirst].contains(error.code) else { continue }
        refusal = error
      }
      putDown(open, access, in: context)
      others.removeAll { $0.openCase?.reference == open.reference }
      if openCase?.reference == open.reference { _ = closeTriage(in: context) }
    }
    guard let refusal else { return nil }
    let reply = self.refusal(refusal)
    return reply.adding("; it is put down here, and nothing was done")
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
      return reply.adding("; " + Self.standing(held.reference, access))
    case .result:
      return warned(reply.warning(toldNothing(of: held, access, in: context), as: format))
    case _ where reply.effect?.failure != nil:
      guard let (contact, how) = reply.effect?.failure else { return reply }
      let note = record([NewDeed(.rang(contact: contact, how: how.rawValue))], held, access, in: context)
      return warned(reply.adding(note.isError ? "; \(note.text)" : ""))
    default:
      guard triage.last != before.last else { return command.map(isOfFacts) == true ? warned(reply) : reply }
      return saved(reply, held, before: before, access, in: context)
    }
  }

  /// Whether a command's page is made of what is known of the family.
  private func isOfFacts(_ command: Command.Name) -> Bool {
    switch command {
    case .ask, .facts, .result, .why, .rang: true
    default: false
    }
  }

  /// A page made of the facts here, with a line on top that somebody else has changed them.
  private func warned(_ reply: Reply) -> Reply {
    guard let toldElsewhere, !reply.isError, reply.hasBlock else { return reply }
    // A question in its parts has it among its notices.
    guard !reply.isDocument else { return reply }
    return reply.warning([toldElsewhere], as: reply.block.first?.first == "{" ? .json : format)
  }

  /// Who has changed the facts of an open case since they were taken up here; nil where nobody has, or the casebook cannot say.
  private func told(since open: OpenCase, _ access: CaseAccess) -> String? {
    guard let record = try? access.shelf.record(of: open.reference), let event = record.told(after: open.factsSeen)
    else {
      return nil
    }
    return
      "! \(Self.whoever(event.by, open.by)) changed the facts since you opened this: 'open \(open.reference.text)' "
      + "shows them."
  }

  /// What of a case the rules have not been told, above the page that they make: that it was referred.
  private func toldNothing(of held: OpenCase, _ access: CaseAccess, in context: DeskContext) -> [String] {
    guard let duty = triage.last?.dutyHeld, !duty.isReferred, let record = try? access.shelf.record(of: held.reference),
      let event = record.standing.last(where: {
        if case .paperIssued(let paper, _) = $0.deed { paper.kind == .referral } else { false }
      }), case .paperIssued(let paper, _) = event.deed
    else { return [] }
    let to = paper.to.map { " to \($0)" } ?? ""
    return [
      "! s198 went\(to) at \(CaseWording.moment(event.happenedAt, context.now, context.engine.clock)). The rules do not know it yet: "
        + "'set duty-held \(duty == .main ? "main" : "relief")-referred' tells them."
    ]
  }

  /// What has become of a case that was open here: somebody may have closed or erased it elsewhere.
  private static func standing(_ reference: CaseReference, _ access: CaseAccess) -> String {
    do {
      let record = try access.shelf.record(of: reference)
      guard let closed = record.closed else {
        return "\(reference.text) is kept, and 'board' shows what is still to be done"
      }
      return "\(reference.text) was closed elsewhere (\(CaseWording.plain(closed.reason.rawValue)))"
    } catch {
      return error.code == .notFound
        ? "\(reference.text) is not in the casebook any more: somebody erased it"
        : "whether \(reference.text) is still kept is not known: \(error.text)"
    }
  }

  mutating func answer(
    _ command: CaseCommand, _ words: [String], _ access: CaseAccess, in context: DeskContext
  ) -> Reply {
    do {
      let officer = try officer(access, in: context, needs: command.role)
      follow(context)
      guard command.arity.contains(words.count) else {
        return Reply(501, "\(command.name.rawValue) takes: \(command.usage)")
      }
      if openCase?.by != officer.name { openCase = nil }
      let desk = CaseDesk(
        access: access, officer: officer, context: context, format: format, seat: seat(officer.name))
      switch command.name {
      case .keep: return try keep(desk)
      case .knownAs: return name(triage: words[0])
      case .open: return try open(words[0], desk)
      case .board: return try desk.board()
      case .report: return try desk.report(words)
      case .handOver:
        let (sheet, handed) = try desk.handOver(words, open: openCase)
        // That is this desk's own doing; what others did before it is still told.
        for record in handed where seen(record) == record.last - 1 { hasSeen(record) }
        return sheet
      case .show, .history, .familySheet:
        let isPage = command.name == .familySheet && words.suffix(2).map { $0.lowercased() } == ["as", "html"]
        let named = isPage ? Array(words.dropLast(2)) : words
        guard named.count <= 1 else { return Reply(501, "\(command.name.rawValue) takes: \(command.usage)") }
        let record = try desk.record(named.first, or: openCase)
        let notices = try desk.glance(at: record)[...]
        switch command.name {
        case .show: return desk.page(of: record).warning(notices, as: format)
        case .history: return desk.history(of: record).warning(notices, as: format)
        // It goes to the family as it is printed.
        default: return try desk.familySheet(of: record, isPage: isPage).warning(notices, as: .json)
        }
      case .paper:
        guard let draft = try desk.drafted(words, or: openCase) else { return try desk.papers(words, or: openCase) }
        return paper(draft, desk)
      case .issued:
        let (record, deed) = try desk.issued(words, or: openCase)
        let reply = self.record(
          [deed], OpenCase(reference: record.reference, by: officer.name, seen: seen(record)), access, in: context)
        guard !reply.isError, case .paperIssued(let paper, _) = deed.deed else { return reply }
        return reply.adding(desk.next(after: paper, of: record, at: deed.at ?? context.now))
      default:
        let (target, rest) = try desk.target(of: command.name, words, or: openCase)
        let deed = try desk.deed(command.name, rest, target)
        let held = OpenCase(reference: target.record.reference, by: officer.name, seen: seen(target.record))
        if case .tookBack(let event) = deed.deed {
          return takenBack(event, target.record, held, access, in: context)
        }
        guard case .placed(let placement) = deed.deed else { return record([deed], held, access, in: context) }
        return placed(placement, deed, target.record, held, access, in: context)
      }
    } catch {
      return refusal(error, isReading: command.isReading)
    }
  }
}

extension DeskEffect {
  /// The contact that was rung in vain, and what happened.
  fileprivate var failure: (contact: String, how: FailureKind)? {
    if case .noteFailure(let contact, let how) = self { return (contact, how) }
    return nil
  }
}
