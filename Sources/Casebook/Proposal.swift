import JSON
import Directory
package import Triage
package import WorkingTime

/// What the rules proposed, as a case keeps it: computed, and of no legal force.
package struct Proposal: Sendable, Hashable {
  /// What is proposed for tonight.
  package var tonight: ProposedTonight
  /// What is to be done, in order.
  package var actions: [ProposedAction]
  /// What must not be done.
  package var bars: [ProposedBar]
  /// The facts that could still change something, by name; those that can change tonight first.
  package var questions: [String]
  /// Which rules and which directory it rests on.
  package var versions: Versions

  /// What a determination came to.
  package init(_ determination: Determination) {
    let tonight = determination.outcome.tonight
    self.tonight = ProposedTonight(
      decision: tonight.decision.rawValue, power: tonight.power?.rawValue, by: determination.by,
      isForChildrensServices: tonight.isForChildrensServices, firstNight: tonight.nights?.first,
      nightsEnd: tonight.nights?.nextWorkingDay, returnOn: tonight.returnOn)
    var copies: [ActionKey: Int] = [:]
    actions = determination.actions.map { action in
      var key = ActionKey(
        code: Self.call(of: action)?.rawValue ?? action.code, council: action.council, rule: action.rules.first ?? "",
        copy: 0)
      let copy = copies[key, default: 0]
      copies[key] = copy + 1
      key.copy = copy
      return ProposedAction(
        key: key, who: action.who, due: action.due, isAtOnce: action.reading == .atOnce, rules: action.rules,
        text: action.text, contact: action.contacts.first { $0.contact.isVoice }?.contact.id)
    }
    bars = determination.barred.map {
      ProposedBar(code: $0.code, council: $0.council, rules: $0.rules, text: $0.text)
    }
    let open = determination.outcome.open
    questions = open.filter(\.changesTonight).map(\.fact.name) + open.filter { !$0.changesTonight }.map(\.fact.name)
    versions = Versions(rules: determination.rulesVersion, directory: determination.directoryVersion)
  }

  /// Whom advice says to ring: then it is work, and no advice, and whoever does it ticks it like any other call.
  private static func call(of action: Determination.Action) -> HelpCall? {
    guard action.code == ActionCode.advise.name else { return nil }
    let helping = action.contacts.map(\.contact).first { $0.isVoice && $0.purpose.isHeldAtEveryLevel }
    return helping.map { $0.purpose == .police || $0.purpose == .emergency ? .police : .helpline }
  }
}

/// Calls to those who help in the whole country: the contract calls them advice. A casebook keeps these words.
enum HelpCall: String, CaseIterable {
  case police = "call-police"
  case helpline = "call-helpline"
}

/// What was proposed for tonight, in the contract's words.
package struct ProposedTonight: Sendable, Hashable, Codable {
  /// The decision: `place`, `return`, …
  package var decision: String
  /// The power: `s188`, …; nil where none is used.
  package var power: String?
  /// The id of the council that accommodates.
  package var by: String?
  /// Whether that is on behalf of children's services.
  package var isForChildrensServices: Bool
  /// The date of the first night that someone must cover; nil where nothing is needed.
  package var firstNight: Day?
  /// The day on which the last of these nights ends.
  package var nightsEnd: Day?
  /// The working day on which the family must be seen.
  package var returnOn: Day?
}

/// Which rules and which directory a proposal rests on.
package struct Versions: Sendable, Hashable, Codable {
  /// Of the rules.
  package var rules: String
  /// Of the directory.
  package var directory: String
}

/// What makes two proposed actions the same: what, about whom, by which rule.
package struct ActionKey: Sendable, Hashable, Codable {
  /// The contract's word.
  package var code: String
  /// The authority that it concerns.
  package var council: String?
  /// The rule that it cites first.
  package var rule: String
  /// 0 for the first of its kind in one determination, 1 for the next.
  package var copy: Int
}

/// An action of a determination, as a case keeps it.
package struct ProposedAction: Sendable, Hashable, Codable {
  /// What tells it from others.
  package var key: ActionKey
  /// Who acts.
  package var who: String
  /// Until when; a date is due until its end.
  package var due: DueTime?
  /// Whether it is due at once.
  package var isAtOnce: Bool
  /// By which rules.
  package var rules: [String]
  /// The sentence.
  package var text: String
  /// The id of the contact to ring; nil where none is.
  package var contact: String?
}

/// Something barred, as a case keeps it.
package struct ProposedBar: Sendable, Hashable, Codable {
  /// The contract's word.
  package var code: String
  /// The id of the authority concerned.
  package var council: String?
  /// By which rules.
  package var rules: [String]
  /// The sentence.
  package var text: String
}

/// What new facts came to: the difference to what a case held before. The first one of a case is the difference to nothing.
package struct Revision: Sendable, Hashable, Codable {
  /// The facts that changed, by name; null where one is unknown again.
  package var facts: [String: FactInput]
  /// What is now proposed for tonight; nil where that is as before.
  package var tonight: ProposedTonight?
  /// Actions that are new, or that say or are due otherwise than before.
  package var actions: [ProposedAction]
  /// Actions that are not proposed any more.
  package var gone: [ActionKey]
  /// What is barred; nil where that is as before.
  package var bars: [ProposedBar]?
  /// What is still open; nil where that is as before.
  package var questions: [String]?
  /// Which rules and directory were asked; nil where they are as before.
  package var versions: Versions?

  /// The difference between two states.
  ///
  /// - Parameters:
  ///   - facts: All facts that are known now, by name.
  ///   - proposal: What the rules make of them.
  ///   - oldFacts: Those known before.
  ///   - old: What was proposed before; nil where there was nothing.
  package init(
    facts: [String: FactInput], proposal: Proposal, since oldFacts: [String: FactInput] = [:], _ old: Proposal? = nil
  ) {
    var changed = facts.filter { oldFacts[$0.key] != $0.value }
    for name in oldFacts.keys where facts[name] == nil { changed[name] = .null }
    self.facts = changed
    let before = Dictionary((old?.actions ?? []).map { ($0.key, $0) }) { first, _ in first }
    let now = Set(proposal.actions.map(\.key))
    tonight = old?.tonight == proposal.tonight ? nil : proposal.tonight
    actions = proposal.actions.filter { before[$0.key] != $0 }
    gone = (old?.actions ?? []).map(\.key).filter { !now.contains($0) }
    bars = old?.bars == proposal.bars ? nil : proposal.bars
    questions = old?.questions == proposal.questions ? nil : proposal.questions
    versions = old?.versions == proposal.versions ? nil : proposal.versions
  }

  /// Whether nothing at all is different.
  package var isEmpty: Bool {
    facts.isEmpty && tonight == nil && actions.isEmpty && gone.isEmpty && bars == nil && questions == nil
      && versions == nil
  }
}
