import Directory
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
  /// What must not be done: of one authority in one sentence for each reason, in the order in which it is barred.
  package func grouped(_ determination: Determination) -> [Determination.BarGroup] {
    let outcome = determination.outcome
    let wording = Wording(engine: self, facts: determination.facts, outcome: outcome)
    var abouts: [Authority?] = []
    for bar in outcome.barred where !abouts.contains(bar.about) { abouts.append(bar.about) }
    return abouts.flatMap { about in
      let bars = outcome.barred.filter { $0.about == about }
      return about == nil || bars.count == 1 ? bars.map { wording.grouped([$0]) } : [wording.grouped(bars)]
    }
  }
}

extension Wording {
  /// What must not be done about one authority: each reason once, with all that it forbids.
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
    var reasons: [[OutcomeBar]] = []
    for bar in bars {
      let same = reasons.firstIndex { $0[0].note == bar.note && $0[0].day == bar.day }
      if let same { reasons[same].append(bar) } else { reasons.append([bar]) }
    }
    let sentences = reasons.map { bars -> String in
      let deeds = bars.map { deedThere($0.code) }
      let list = deeds.count == 1 ? deeds[0] : deeds.dropLast().joined(separator: ", ") + " or " + (deeds.last ?? "")
      let reason = text(bars[0]).dropFirst(deed(bars[0]).count)
        .replacing("in the area of \(about)", with: "there").replacing("of \(about)", with: "of theirs")
        .replacing("with \(about)", with: "there")
      return "do not \(list)\(reason)"
    }
    let rest = sentences.dropFirst().map { " \($0.capitalisedFirst)" }.joined()
    return Determination.BarGroup(text: "\(about): \(sentences[0])\(rest)", rules: rules)
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
  /// The council that owes housing to those whom a county sees: by name where it is known and is not where they are at risk.
  package func district(_ facts: Facts) -> String {
    guard let named = facts.foundIn?.authority else { return "the district council" }
    let day = clock.wall(at: facts.presentedAt).day
    let there = heir(of: named, on: day)
    let isRisk = (facts.violenceRisk ?? []).contains { place in
      guard let one = place.ref, let two = there.ref else { return place == there }
      return risks.covers(one, two)
    }
    if isRisk { return "the council that they choose" }
    return there.ref.map { directory[$0].name } ?? "the council where they are"
  }

  /// A day on which they are seen again, in words: of a night that is nearly over, this morning.
  package func seenOn(_ day: Day, _ facts: Facts) -> String {
    let isToday = clock.wall(at: facts.now).day == day
    return isToday ? "this morning, \(TimeText.words(day))" : "on \(TimeText.words(day))"
  }
}
