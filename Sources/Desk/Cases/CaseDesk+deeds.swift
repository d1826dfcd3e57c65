import Casebook
import Directory
import Triage
import WorkingTime

extension CaseDesk {
  private static let parting: Set<String> = [
    "at", "by", "note", "on", "until", "to", "because", "with", "in", "from", "for", "home",
  ]

  private func number(_ target: Target) throws(CaseRefusal) -> Int {
    guard let number = target.number else { throw CaseRefusal("say which: its number") }
    return number
  }

  /// The deed that a command's words stand for.
  func deed(_ command: CaseCommand.Name, _ words: [String], _ target: Target) throws -> NewDeed {
    let came = target.record.presentedAt(clock) ?? context.now
    let said = CaseWords(["."] + words, parted: parting(of: command), since: clock.wall(at: came).day)
    let first = Array(said.first.dropFirst())
    try said.once(command == .placed ? ["at", "in", "from", "for", "until"] : ["at"])
    let at = try context.past(said["at"], since: target.record.presentedAt(clock))
    func plain(_ deed: CaseDeed) -> NewDeed { NewDeed(deed, at: at) }
    switch command {
    case .claim: return plain(.claimed(obligation: try number(target)))
    case .done:
      let how = try said["by"].map { text throws(CaseRefusal) -> Channel in
        try CaseWords.word(text, Channel.self, "a way to reach somebody")
      }
      try nothing(more: first)
      return plain(.done(obligation: try number(target), how: how, note: try said.note()))
    case .wait:
      guard let whom = said["on"] else { throw CaseRefusal("wait takes: wait N on WHOM [until MOMENT]") }
      return plain(
        .waiting(
          obligation: try number(target), on: try said.checked(whom), until: try said["until"].map(context.ahead)))
    case .pass:
      guard let team = said["to"] else { throw CaseRefusal("pass takes: pass N to TEAM") }
      return plain(.passed(obligation: try number(target), to: try said.checked(team)))
    case .taken:
      guard let who = said["by"] else { throw CaseRefusal("taken takes: taken N by WHO") }
      return plain(.takenOver(obligation: try number(target), who: try said.checked(who)))
    case .notNeeded:
      let (reason, more) = try said.reason(said["because"], NotNeeded.self, "a reason")
      return plain(
        .notNeeded(
          obligation: try number(target), reason: reason, note: try said.note() ?? more,
          second: try said.name("with")))
    case .reopen:
      return plain(target.number.map { .reopened(obligation: $0) } ?? .opened)
    case .takeBack:
      let event = try number(target)
      try mayTakeBack(event, of: target.record)
      return NewDeed(.tookBack(event: event))
    case .log: return NewDeed(.logged(note: try said.checked(words.joined(separator: " "))))
    case .decide: return plain(.decided(decision: try decision(first, said, target.record)))
    case .seen:
      guard let event = target.record.unseenDepartures(context.engine.isRisk).first else {
        throw CaseRefusal("nothing waits for a manager here")
      }
      return plain(.managerSaw(event: event))
    case .accepted: return plain(.accepted(acceptance: try acceptance(first, said)))
    case .placed: return plain(.placed(placement: try placement(first, said, at: at ?? context.now)))
    case .placeEnded: return plain(.placementEnded(on: try context.day(said["on"] ?? "today", .past)))
    case .familyTold: return plain(.familyTold)
    case .referredIn: return plain(.referredIn(referral: try referral(first)))
    case .agreed:
      guard let word = first.first?.lowercased(), ["yes", "no"].contains(word) else {
        throw CaseRefusal("say whether the family agreed: 'agreed yes' or 'agreed no'")
      }
      return plain(.assessmentAgreed(agreed: word == "yes"))
    case .contacted: return plain(.servicesMadeContact)
    case .firstOutcome:
      return plain(.firstOutcome(outcome: try CaseWords.word(first.first, FirstOutcome.self, "an outcome")))
    case .finalOutcome:
      let home = try said["home"].map { text throws(CaseRefusal) -> Home in
        try CaseWords.word(text, Home.self, "a kind of home")
      }
      return plain(
        .finalOutcome(outcome: try CaseWords.word(first.first, FinalOutcome.self, "an outcome"), home: home))
    case .receive:
      let name = try said.name("by")
      try nothing(more: first)
      return plain(.received(by: name))
    case .notTaken: return plain(.notTaken(note: try said.checked(said["because"] ?? "")))
    case .hold: return plain(.held(reason: try CaseWords.word(first.first, HoldReason.self, "a reason")))
    case .holdEnded: return plain(.holdEnded)
    case .closeCase:
      let reason = try CaseWords.word(first.first, CloseReason.self, "a reason")
      // With a mistake goes what is not done: a family must not be lost by one tired word.
      guard reason != .mistake || officer.role == .manager else {
        throw CaseTrouble(.notYours, "only a manager closes a case as a mistake")
      }
      let note = try said["because"].map(said.checked)
      try nothing(more: Array(first.dropFirst()))
      return plain(.closed(reason: reason, note: note))
    case .keep, .knownAs, .open, .show, .history, .board, .handOver, .familySheet, .paper, .issued, .report:
      throw CaseRefusal("it records nothing")
    }
  }

  /// What a role may not say it may not take back either.
  private func mayTakeBack(_ number: Int, of record: CaseRecord) throws {
    guard let event = record.events.first(where: { $0.number == number }) else { return }
    let role: CaseRole =
      switch event.deed {
      case .managerSaw: .manager
      case .decided: .officer
      default: .dayTeam
      }
    guard officer.role >= role else {
      throw CaseTrouble(.notYours, "only \(role == .manager ? "a manager" : "an officer") takes back event \(number)")
    }
  }

  /// Only the words that a command knows part its clauses, so that others can stand in what it says.
  private func parting(of command: CaseCommand.Name) -> Set<String> {
    switch command {
    case .wait: ["on", "until"]
    case .pass: ["to"]
    case .taken: ["by", "at"]
    case .receive: ["by"]
    case .placed: ["at", "note", "until", "in", "from", "for"]
    case .notTaken, .closeCase: ["because"]
    // What is logged is words, all of them.
    case .log: []
    default: Self.parting
    }
  }

  private func nothing(more words: [String]) throws(CaseRefusal) {
    if let word = words.first { throw CaseRefusal("'\(word.prefix(40))' is not understood here") }
  }

  /// As proposed where nothing else is named.
  private func decision(
    _ words: [String], _ said: CaseWords, _ record: CaseRecord
  ) throws -> CaseDecision {
    guard let proposed = record.proposal?.tonight else { throw CaseRefusal("nothing is proposed yet") }
    let name = try said.name("by") ?? officer.name
    guard let word = words.first, word.lowercased() != "proposed" else {
      return CaseDecision(
        name: name, decision: proposed.decision, power: proposed.power, reason: nil, note: try said.note())
    }
    guard let decision = TonightDecision(rawValue: word.lowercased()), decision != .ask else {
      throw CaseRefusal(
        "'\(word.prefix(40))' is not a decision: \(TonightDecision.toMake.joined(separator: ", ")); 'decide' alone takes what "
          + "is proposed")
    }
    let power = try words.dropFirst().first.map { text throws(CaseRefusal) -> String in
      let known = Power.allCases.map(\.rawValue)
      guard let power = known.first(where: { $0.lowercased() == text.lowercased() }) else {
        throw CaseRefusal("'\(text.prefix(20))' is not a power: \(known.joined(separator: ", "))")
      }
      return power
    }
    guard said["because"] != nil else {
      let isSame = decision.rawValue == proposed.decision && (power ?? proposed.power) == proposed.power
      guard isSame else {
        throw CaseRefusal("it differs from what is proposed (\(proposed.decision)): say why, 'because REASON'")
      }
      return CaseDecision(
        name: name, decision: proposed.decision, power: proposed.power, reason: nil, note: try said.note())
    }
    let (reason, more) = try said.reason(said["because"], CaseDecision.Reason.self, "a reason")
    return CaseDecision(
      name: name, decision: decision.rawValue, power: power, reason: reason, note: try said.note() ?? more)
  }

  private func acceptance(_ words: [String], _ said: CaseWords) throws -> Acceptance {
    var words = words
    let isInWriting =
      words.last?.lowercased() == "in-writing" || said["by"]?.lowercased().hasSuffix("in-writing") == true
    if words.last?.lowercased() == "in-writing" { words.removeLast() }
    guard words.count > 1, let last = words.popLast() else {
      throw CaseRefusal("accepted takes: accepted AUTHORITY WHAT [by WHO] [in-writing] [at MOMENT]")
    }
    let what = try CaseWords.word(last, Acceptance.What.self, "what an authority says")
    let typed = words.joined(separator: " ")
    let plain = typed.lowercased()
    let authority: String
    if ["childrens-services", "children's services", "cs"].contains(plain) {
      authority = "childrens-services"
    } else {
      switch context.directory.resolve(typed) {
      case .one(let ref): authority = context.directory[ref].id
      case .elsewhere(let other):
        authority = context.directory.idInUse(of: other, on: context.engine.clock.wall(at: context.now).day)
      case .ambiguous, .none: throw CaseRefusal("'\(typed.prefix(40))' is not an authority that is known here")
      }
    }
    let who = said["by"].map { $0.lowercased().hasSuffix("in-writing") ? String($0.dropLast(10)).trimmingSpaces : $0 }
    return Acceptance(
      authority: authority, what: what, who: try who.flatMap { $0.isEmpty ? nil : $0 }.map(said.checked),
      isInWriting: isInWriting, note: try said.note())
  }

  /// A place, with its nights counted from when the family had it.
  private func placement(_ words: [String], _ said: CaseWords, at: Moment) throws -> Placement {
    let kind = try Placement.Kind(said: words)
    var council: String?
    if let typed = said["in"] {
      guard case .one(let ref) = context.directory.resolve(typed) else {
        throw CaseRefusal("'\(typed.prefix(40))' is not a council that is known here")
      }
      council = context.directory[ref].id
    }
    let wall = clock.wall(at: at)
    // A night belongs to the day on which it began.
    let tonight = wall.minuteOfDay < 360 ? wall.day.adding(days: -1) : wall.day
    let from = try said["from"].map { text throws(CaseRefusal) in try context.day(text, .either) } ?? tonight
    // A booking that is over ends after its own first night, and not after today.
    let isOver = from < clock.wall(at: context.now).day
    let until = try said["until"].map { text throws(CaseRefusal) in
      try context.day(text, .coming, from: isOver ? WallTime(day: from, hour: 12, minute: 0) : nil)
    }
    let counted = try said["for"].map { text throws(CaseRefusal) in from.adding(days: try Placement.nights(said: text))
    }
    guard let last = until ?? counted else { throw Placement.sayHowLong }
    if let counted, counted != last {
      throw CaseRefusal("'for' and 'until' say different mornings, the one \(TimeText.words(counted)); leave one out")
    }
    return Placement(kind: kind, council: council, from: from, until: last)
  }

  private func referral(_ words: [String]) throws -> InboundReferral {
    let body = try CaseWords.word(words.first, ReferringBody.self, "a body")
    var rest = Array(words.dropFirst())
    let asks = rest.last?.lowercased() == "accommodation"
    if asks { rest.removeLast() }
    let team = try rest.first.map { text throws(CaseRefusal) -> ReferringTeam in
      try CaseWords.word(text, ReferringTeam.self, "a team")
    }
    return InboundReferral(body: body, team: team ?? .notKnown, asksForAccommodation: asks)
  }
}

extension TonightDecision {
  /// What a person may decide, in the contract's words: anything but to ask on.
  static let toMake = allCases.filter { $0 != .ask }.map(\.rawValue)
}
