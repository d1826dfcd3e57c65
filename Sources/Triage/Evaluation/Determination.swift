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
    /// Whether it tells somebody of whom the directory holds no number for this hour; the sentence says so.
    package let lacksNumber: Bool
    /// Whether its sentence names a team, so that a number beside it must say whose it is: at night it may be another's.
    package let namesTeam: Bool
    /// Whether it is none of tonight's: it is done on a later day, or once an office is open.
    package let isLater: Bool

    /// An action in words.
    package init(
      code: String, who: String, council: String?, contacts: [ReachedContact], due: DueTime?, reading: TimeReading?,
      rules: [String], text: String, lacksNumber: Bool = false, namesTeam: Bool = false,
      isLater: Bool = false
    ) {
      self.code = code
      self.who = who
      self.council = council
      self.contacts = contacts
      self.due = due
      self.reading = reading
      self.rules = rules
      self.text = text
      self.lacksNumber = lacksNumber
      self.namesTeam = namesTeam
      self.isLater = isLater
    }

    /// The number to print beside it: the first voice, one that answers before the others.
    package var number: String? { contacts.first { $0.contact.isVoice }?.contact.display }
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
  /// The name of the council that accommodates.
  package let byName: String?
  /// What to do, in order.
  package let actions: [Action]
  /// What not to do.
  package let barred: [Bar]
  /// Whom to ring, each number once: those that answer first, known closed ones last.
  package let ringing: [ReachedContact]
  /// Whose each of these numbers is, by the number: the teams that share it.
  package let ringingTeams: [String: [String]]
  /// What to say where the directory holds no housing line for the hour; nil where it holds one.
  package let noHousingLine: String?
  /// What to know.
  package let warnings: [Notice]
  /// Which directory it rests on.
  package let directoryVersion: String
  /// Which rules it rests on.
  package let rulesVersion: String
}

extension TriageEngine {
  /// Decides a case, words it, and finds whom to reach at its moment.
  package func determine(_ told: Facts) -> Determination {
    let facts = followingHeirs(told)
    let outcome = evaluate(facts)
    let wording = Wording(engine: self, facts: facts, outcome: outcome)
    var reaching = Reaching(engine: self, facts: facts, outcome: outcome)
    let actions = outcome.actions.map { action in
      let contacts = reaching.contacts(for: action)
      let hasNobody = action.code == .call && contacts.isEmpty
      let lacksNumber =
        action.code.tellsSomebody && action.note != .rechargeCost && action.reach != nil && action.about != nil
        && (action.about != .held(facts.council) || directory.isHousingAuthority(facts.council))
        && !contacts.contains(where: \.contact.isVoice)
      return Determination.Action(
        code: hasNobody ? ActionCode.advise.name : action.code.name, who: action.who.rawValue,
        council: action.about.map(wording.id), contacts: contacts, due: action.due, reading: action.reading,
        rules: action.rules.rules.map(\.name),
        text: wording.text(action) + (lacksNumber ? wording.noNumber(action) : ""),
        lacksNumber: lacksNumber, namesTeam: action.note.namesTeam,
        isLater: reaching.isLater(action))
    }
    let noHousingLine = reaching.addHousingLine(wording)
    var notices = [directory.notice].compactMap(\.self)
    notices += outcome.warnings.map { Notice(code: $0.code.name, text: wording.text($0)) }
    for notice in reaching.notices + overdueProtocols(facts) where !notices.contains(notice) { notices.append(notice) }
    return Determination(
      facts: facts, outcome: outcome, council: directory[facts.council].id, councilName: directory[facts.council].name,
      by: outcome.tonight.by.map(wording.id), byName: outcome.tonight.by.map { wording.name($0) }, actions: actions,
      barred: outcome.barred.map {
        Determination.Bar(
          code: $0.code.name, council: $0.about.map(wording.id), rules: $0.rules.rules.map(\.name),
          text: wording.text($0))
      },
      ringing: reaching.inOrder, ringingTeams: reaching.teams, noHousingLine: noHousingLine, warnings: notices,
      directoryVersion: directory.version, rulesVersion: rulesVersion)
  }

  /// A warning for each protocol of this council that is past its own review date.
  private func overdueProtocols(_ facts: Facts) -> [Notice] {
    let day = clock.wall(at: facts.presentedAt).day
    return reviewDates.compactMap { review in
      guard places[Int(facts.council.index)].parties & review.bit != 0, review.due < day else { return nil }
      return Notice(
        code: WarningCode.protocolOverdue.name,
        text: "\(review.title) should have been reviewed by \(TimeText.words(review.due)). "
          + "Its rows are \(review.prefix)'s. The law outranks it.")
    }
  }
}

extension ActionCode {
  /// Whether somebody is told, asked or rung, so that a number belongs beside it, or the word that none is held.
  fileprivate var tellsSomebody: Bool {
    switch self {
    case .call, .referChildrensServices, .dutyToRefer, .notifyBeforePlacement, .arrangeReception, .referAdultSocialCare,
      .tellChildrensServices, .tellPersonalAdviser, .recordCost, .shareWithoutConsent, .managerDecision,
      .notifyHostAuthority, .considerReferral, .jointAssessment:
      true
    default: false
    }
  }
}
