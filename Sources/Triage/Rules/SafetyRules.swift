import Directory

/// Risk of violence: where nobody is sent, placed or told of (I-2, I-11, HA96-s198-2).
enum SafetyRules {
  static let rules: [Rule] = [
    // I-2: no return, contact or placement where anyone in the household would be at risk; not asked bars too.
    Rule(
      .i2, writes: .bars(.return, .contact, .placeIn), reading: .unlessNo,
      when: { s in
        // Abuse whose place nobody has asked about bars already, and its place is still to be asked.
        guard s.fleeing.isYes, s.facts.violenceRisk?.isEmpty != false else { return s.fearsSomewhere }
        guard s.facts.violenceRisk == nil else { return s.fleeing }
        return Condition(.needs, because: s.fleeing.because, needs: FactSet(.violenceRisk))
      }
    ) { s, o in
      for place in s.facts.violenceRisk ?? [] {
        o.bar(.placeIn, about: place, also: [.s198conditions], note: .riskThere)
        let heir = s.heir(of: place)
        if heir != place { o.bar(.placeIn, about: heir, also: [.s198conditions], note: .riskThere) }
      }
      // Where abuse is known and its place is not, they are not placed where they came from until that is asked.
      if s.fleeing.isYes, s.facts.violenceRisk?.isEmpty != false {
        o.bar(.placeIn, about: s.here, note: .abuseSomewhere)
      }
      for authority in s.concerned {
        let risk = s.risk(at: authority)
        guard !risk.isNo else { continue }
        let note = risk.isYes ? BarNote.riskThere : .riskNotAsked
        if isOwn(authority, s) { continue }
        o.bar(.return, about: authority, note: note)
        guard s.isLooked(at: .bar(.contact)) else { continue }
        // A county refers them to the district where they are, which nobody then bars for want of an answer.
        if risk.isUnknown, !s.isHousingAuthority, isWhereTheyAre(authority, s) { continue }
        o.bar(.contact, about: authority, note: note)
      }
      // The authority that looked after the applicant is told nothing either until it is known to be safe.
      if s.isLooked(at: .bar(.contact)), let named = s.facts.careLeaverOf?.authority {
        let carer = s.heir(of: named)
        let risk = s.risk(at: carer)
        let isAsked = !s.isHousingAuthority && risk.isUnknown && isWhereTheyAre(carer, s)
        if !isOwn(carer, s), !risk.isNo, !isAsked {
          o.bar(.contact, about: carer, note: risk.isYes ? .riskThere : .riskNotAsked)
        }
      }
    },
    // I-11: their new address stays out of anything that the area of risk can see.
    Rule(
      .i11, writes: .acts(.withholdAddress, .advise),
      when: { $0.fleeing || $0.fearsSomewhere }
    ) { s, o in
      o.act(.withholdAddress, by: .anyone, about: s.here, .atOnce(s), note: .withholdAddress)
      // Violence of another kind is not that helpline's work.
      if s.facts.riskFactors.map({ $0.isEmpty || s.fleeing.isYes }) ?? true {
        o.act(.advise, by: s.officer, about: s.here, .atOnce(s), note: .abuseHelpline, reach: .domesticAbuse)
      }
      o.act(.advise, by: s.officer, about: s.here, .atOnce(s), note: .abusePolice, reach: .police)
    },
    // MSA15-s52: whoever may be a victim of slavery or trafficking is referred for support, which can be a bed.
    Rule(
      .modernSlavery, writes: .acts(.advise),
      when: { .of($0.facts.riskFactors.map { $0.contains(.exploitation) }, .riskFactors).onlyIfYes }
    ) { s, o in
      o.act(.advise, by: s.officer, about: s.here, .tonight(s), note: .modernSlavery)
    },
    // HO-MVDAC: whoever has no recourse, being here as the partner of one who abuses them, may be given leave with it.
    Rule(
      .concession, writes: .acts(.advise), when: { $0.fleeing.onlyIfYes && $0.notEligible.onlyIfYes }
    ) { s, o in
      o.act(
        .advise, by: s.officer, about: s.here, .tonight(s), note: .domesticAbuseConcession,
        amount: s.value(s.regime.concessionMonths))
    },
  ]

  /// The district in which they are now, or the one that has followed it; and the county that covers it.
  private static func isWhereTheyAre(_ authority: Authority, _ s: Situation) -> Bool {
    guard let named = s.facts.foundIn?.authority else { return false }
    let district = s.heir(of: named)
    return district == authority || district.ref.flatMap(s.engine.directory.county).map(Authority.held) == authority
  }

  /// The council asked, and its own children's services, are rung whatever the risk: they must act.
  static func isOwn(_ authority: Authority, _ s: Situation) -> Bool {
    authority == s.here || authority == s.theirChildrensServices
  }
}
