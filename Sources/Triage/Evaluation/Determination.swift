package import Directory
package import WorkingTime

/// An outcome with its sentences and with whom to reach: what the contract writes.
package struct Determination: Sendable {
  /// An action in words.
  package struct Action: Sendable {
    /// Its code; `advise` in place of `call` where the directory holds nobody to ring.
    package let code: String
    /// Who acts.
    package let who: String
    /// The id of the authority that it concerns.
    package let council: String?
    /// Whom to reach, a live voice first.
    package let contacts: [ReachedContact]
    /// Until when.
    package let due: DueTime?
    /// How that was counted.
    package let reading: TimeReading?
    /// By which rules.
    package let rules: [String]
    /// The sentence.
    package let text: String
  }

  /// Something barred, in words.
  package struct Bar: Sendable {
    /// Its code.
    package let code: String
    /// The id of the authority concerned.
    package let council: String?
    /// By which rules.
    package let rules: [String]
    /// The sentence, with its single failing condition.
    package let text: String
  }

  /// The case.
  package let facts: Facts
  /// What the rules came to, in codes.
  package let outcome: Outcome
  /// The council's id.
  package let council: String
  /// The council's name.
  package let councilName: String
  /// The id of the council that accommodates.
  package let by: String?
  /// What to do, in order.
  package let actions: [Action]
  /// What not to do.
  package let barred: [Bar]
  /// What to know.
  package let warnings: [Notice]
  /// Which directory it rests on.
  package let directoryVersion: String
  /// Which rules it rests on.
  package let rulesVersion: String
}

extension TriageEngine {
  /// Decides a case, words it, and finds whom to reach at its moment.
  package func determine(_ facts: Facts) -> Determination {
    let outcome = evaluate(facts)
    let wording = Wording(engine: self, facts: facts, outcome: outcome)
    let now = directory(at: max(facts.presentedAt, facts.seenAt ?? facts.presentedAt))
    var notices = outcome.warnings.map { Notice(code: $0.code.name, text: wording.text($0)) }
    func add(_ notice: Notice) {
      if !notices.contains(notice) { notices.append(notice) }
    }
    // Several actions look for the same people, who are looked up once.
    var known: [(ref: CouncilRef, purpose: Purpose, reach: Reach)] = []
    func who(_ ref: CouncilRef, _ purpose: Purpose) -> Reach {
      if let held = known.first(where: { $0.ref == ref && $0.purpose == purpose }) { return held.reach }
      let reach = now.who(ref, purpose: purpose)
      known.append((ref, purpose, reach))
      return reach
    }
    let actions = outcome.actions.map { action in
      let reach = action.about?.ref.flatMap { ref in action.reach.map { who(ref, $0) } }
      let isCall = action.code == .call || action.code == .arrangeReception
      var contacts = reach?.contacts ?? []
      if isCall { contacts = contacts.filter(\.contact.isVoice) }
      // Whether another council owes a duty is its housing officers' to say, not its children's services'.
      if action.note == .askAboutDutyThere { contacts = contacts.filter { !$0.contact.purpose.isChildrensServices } }
      // Placing is the council's own work: only its own lines help with that, nobody else's.
      if action.code == .placeEmergency {
        contacts = contacts.filter {
          $0.contact.isVoice && $0.contact.council == directory[facts.council].id
            && !$0.contact.purpose.isChildrensServices
        }
      }
      // The warnings of a look-up matter where someone is to be rung; elsewhere only a dispute or a quarantine does.
      for notice in reach?.warnings ?? [] {
        let isRelevant =
          isCall ? notice.code != "closed" && notice.code != "internal-only" : notice.code == "conflicting-contact"
        if isRelevant { add(notice) }
      }
      let hasNobody = action.code == .call && contacts.isEmpty
      for reached in isCall || action.code == .placeEmergency ? contacts.prefix(2) : [] {
        for warning in reached.contact.warnings {
          add(Notice(code: warning.code, text: "\(reached.contact.display) (\(reached.contact.team)): \(warning.text)"))
        }
      }
      return Determination.Action(
        code: hasNobody ? ActionCode.advise.name : action.code.name, who: action.who.rawValue,
        council: action.about.map(wording.id), contacts: contacts, due: action.due, reading: action.reading,
        rules: action.rules.rules.map(\.name),
        text: wording.text(action) + (hasNobody ? " The directory holds no number for it: look it up." : ""))
    }
    for overdue in overdueProtocols(facts) { add(overdue) }
    return Determination(
      facts: facts, outcome: outcome, council: directory[facts.council].id, councilName: directory[facts.council].name,
      by: outcome.tonight.by.map(wording.id), actions: actions,
      barred: outcome.barred.map {
        Determination.Bar(
          code: $0.code.name, council: $0.about.map(wording.id), rules: $0.rules.rules.map(\.name),
          text: wording.text($0))
      },
      warnings: notices, directoryVersion: directory.version, rulesVersion: rulesVersion)
  }

  /// A warning for each protocol of this council that is past its own review date.
  private func overdueProtocols(_ facts: Facts) -> [Notice] {
    let day = clock.wall(at: facts.presentedAt).day
    return reviewDates.compactMap { review in
      guard places[Int(facts.council.index)].parties & review.bit != 0, review.due < day else { return nil }
      return Notice(
        code: WarningCode.protocolOverdue.name,
        text:
          "\(review.title) (\(review.prefix)) should have been reviewed by \(TimeText.words(review.due)); the law outranks it."
      )
    }
  }
}
