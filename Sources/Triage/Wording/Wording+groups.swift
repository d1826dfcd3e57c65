package import WorkingTime

extension Determination {
  /// What must not be done about one authority for one reason, in one sentence.
  package struct BarGroup: Sendable {
    /// The sentence, as it stands under a heading that says what it is.
    package let text: String
    /// By which rules.
    package let rules: [String]
  }
}

extension TriageEngine {
  /// What must not be done, by authority and each reason once, in the order in which it is barred.
  package func grouped(_ determination: Determination) -> [Determination.BarGroup] {
    let outcome = determination.outcome
    let wording = Wording(engine: self, facts: determination.facts, outcome: outcome)
    var groups: [[OutcomeBar]] = []
    for bar in outcome.barred {
      let same = groups.firstIndex { group in
        guard let first = group.first, bar.about != nil else { return false }
        return first.about == bar.about && first.note == bar.note && first.day == bar.day
      }
      if let same { groups[same].append(bar) } else { groups.append([bar]) }
    }
    // Those about one authority stand together.
    var order: [Authority?] = []
    for group in groups where !order.contains(group[0].about) { order.append(group[0].about) }
    return order.flatMap { about in groups.filter { $0[0].about == about } }.map(wording.grouped)
  }
}

extension Wording {
  /// One sentence for several bars of one authority and one reason.
  fileprivate func grouped(_ bars: [OutcomeBar]) -> Determination.BarGroup {
    var rules: [String] = []
    for bar in bars {
      for rule in bar.rules.rules where !rules.contains(rule.name) { rules.append(rule.name) }
    }
    guard bars.count > 1, let first = bars.first else {
      let text = bars.first.map { self.text($0) } ?? ""
      let plain = text.hasPrefix("Do not ") ? String(text.dropFirst("Do not ".count)).capitalisedFirst : text
      return Determination.BarGroup(text: plain, rules: rules)
    }
    let about = name(first.about)
    let reason = text(first).dropFirst(deed(first).count)
      .replacing("in the area of \(about)", with: "there").replacing("of \(about)", with: "of theirs")
      .replacing("with \(about)", with: "there")
    let deeds = bars.map { deedThere($0.code) }
    let list = deeds.count == 1 ? deeds[0] : deeds.dropLast().joined(separator: ", ") + " or " + (deeds.last ?? "")
    return Determination.BarGroup(text: "\(about): do not \(list)\(reason)", rules: rules)
  }

  /// What is not to be done, under the name of the authority.
  private func deedThere(_ code: BarredCode) -> String {
    switch code {
    case .leave: "ask them to go"
    case .redirect: "tell them to apply there"
    case .return: "send them back"
    case .referS198: "refer them"
    case .contact: "tell it about them"
    case .endAccommodation: "end their accommodation"
    case .bedAndBreakfast: "use bed and breakfast"
    case .placeIn: "place them there"
    case .intentionality: "find them intentionally homeless"
    case .refuseForConsent: "refuse help"
    }
  }

  /// A day on which they are seen again: of a night that is nearly over, this morning.
  func seenOn(_ due: DueTime?) -> String {
    guard case .day(let day)? = due else { return words(due) }
    return engine.seenOn(day, facts)
  }
}

extension TriageEngine {
  /// A day on which they are seen again, in words: of a night that is nearly over, this morning.
  package func seenOn(_ day: Day, _ facts: Facts) -> String {
    let isToday = clock.wall(at: facts.lastSeenAt).day == day
    return isToday ? "this morning, \(TimeText.words(day))" : "on \(TimeText.words(day))"
  }
}
