import Directory
import WorkingTime

/// Local connection and referral to another authority (HA96-s198 to HA96-s200, I-7).
enum ReferralRules {
  static let rules: [Rule] = [
    // HA96-s199: a connection elsewhere is asked about only to learn of a duty there.
    Rule(
      .s199, writes: .callElsewhere,
      when: { s in
        guard s.facts.dutyElsewhere == nil, !s.home.isYes, !s.under18.isYes else { return .fixed(false) }
        let isAny = s.concerned.contains { mayBeAsked($0, s) }
        return .fixed(isAny, because: FactSet(.connections, .placedBy))
      }
    ) { s, o in
      for authority in s.concerned where mayBeAsked(authority, s) {
        AnotherAuthorityRules.askAboutDuty(at: authority, s, &o)
      }
    },
    // HA96-s198-2: the conditions of a referral, and the single one that fails.
    Rule(
      .s198conditions, writes: [.bar(.referS198), .act(.advise)],
      when: { s in
        let isAny = s.concerned.contains { failure($0, s)?.isOfConditions == true }
        return .fixed(isAny || isConnectedAnyway(s), because: s.connectionHere.because.union(risks(s)))
      }
    ) { s, o in
      for authority in s.concerned {
        guard let failure = failure(authority, s), failure.isOfConditions else { continue }
        o.bar(.referS198, about: authority, also: failure.also, note: failure.note)
        // A referral that is on its way already is not undone by barring it.
        if s.isReferred.isYes, failure.note == .riskThere, s.isLooked(at: .act(.advise)) {
          o.act(.advise, by: s.officer, about: authority, .atOnce(s), also: failure.also, note: .stopReferral)
        }
      }
      if isConnectedAnyway(s) { o.bar(.referS198, about: nil, also: [.s199], note: .connectedHere) }
    },
    // HA96-s189B: before a relief duty is owed there is nothing to refer.
    Rule(
      .s189B, writes: .bars(.referS198),
      when: { s in
        let isAny = s.concerned.contains { failure($0, s)?.note == .noReferableDutyYet }
        return .fixed(isAny, because: duty(s))
      }
    ) { s, o in
      for authority in s.concerned where failure(authority, s)?.note == .noReferableDutyYet {
        o.bar(.referS198, about: authority, note: .noReferableDutyYet)
      }
    },
    // HA96-s198-A1: at the relief stage, to an authority in England.
    Rule(
      .s198A1, writes: [.acts(.considerReferral, .advise), .bar(.referS198)],
      when: { s in
        let isRelief = s.holds(.relief)
        return isRelief.onlyIfYes && (referable(s) || outsideEngland(s))
      }
    ) { s, o in
      consider(s, &o)
      for authority in s.concerned where failure(authority, s)?.note == .notInEngland {
        o.bar(.referS198, about: authority, note: .notInEngland)
      }
    },
    // HA96-s198-1: at the main-duty stage.
    Rule(
      .s198main, writes: .acts(.considerReferral, .advise),
      when: { s in s.holds(.main).onlyIfYes && referable(s) }
    ) { s, o in consider(s, &o) },
    // HA96-s198-4: placed here by the other authority on an application of the last five years.
    Rule(
      .s198placed,
      when: { s in
        let isMain = s.holds(.main)
        return isMain.then(.of(s.facts.placedBy.map { _ in s.placer != nil && s.placer != s.here }, .placedBy))
      }),
    // I-7, HA96-s199A-2, HA96-s200-1: notified is not accepted; they stay here until the answer is notified.
    Rule(
      .i7, writes: [.act(.keepAccommodated), .bars(.endAccommodation, .referS198)], heeds: .acts(.considerReferral),
      heeding: { s, o in
        s.isReferred.onlyIfYes || .fixed(o.has(.considerReferral), because: duty(s))
      }
    ) { s, o in
      let law: RuleList = s.facts.dutyHeld == .mainReferred || s.facts.dutyHeld == .main ? [.s200] : [.s199A]
      o.act(
        .keepAccommodated, by: .housingOfficer, about: s.here, .tonight(s), also: law,
        note: s.isReferred.isYes ? .keepUntilNotified : .keepOnceReferred)
      guard s.isReferred.isYes else { return }
      o.bar(
        .endAccommodation, about: s.here, also: law, note: .referralEndsNothing, day: EndRules.givenEnd(s))
      for authority in s.concerned where failure(authority, s)?.note == .referredAlready {
        o.bar(.referS198, about: authority, also: law, note: .referredAlready)
      }
    },
  ]

  /// The single condition that an authority fails.
  private struct Failure {
    let note: BarNote
    var also: RuleList = []
    /// Whether it is one of HA96-s198-2, and not the stage or the place.
    var isOfConditions = true
  }

  /// Why an authority cannot be referred to, in the order: known risk, England, stage of the duty, connection, risk not
  /// asked. Nil where nothing is in the way, or where it could take no referral anyway.
  private static func failure(_ authority: Authority, _ s: Situation) -> Failure? {
    if let ref = authority.ref, !s.engine.directory.isHousingAuthority(ref) { return nil }
    // Beside a return to the authority that owes the duty nothing is said against referring.
    if s.goesBack { return nil }
    let risk = s.risk(at: authority)
    if risk.isYes { return Failure(note: .riskThere, also: [.i2]) }
    switch s.facts.dutyHeld {
    case .relief?:
      if s.engine.isOutsideEngland(authority, s.facts) { return Failure(note: .notInEngland, isOfConditions: false) }
    case .main?: break
    case .reliefReferred?, .mainReferred?: return Failure(note: .referredAlready, isOfConditions: false)
    default: return Failure(note: .noReferableDutyYet, isOfConditions: false)
    }
    if !(s.facts.dutyHeld == .main && s.placer == authority) {
      if s.connectionHere.isYes { return Failure(note: .connectedHere, also: connectionLaw(s)) }
      if s.connectionHere.isUnknown { return Failure(note: .connectionHereNotAsked, also: [.s199]) }
      if !isConnected(with: authority, s) { return Failure(note: .notConnectedThere, also: [.s199]) }
    }
    return risk.isUnknown ? Failure(note: .riskNotAsked, also: [.i2]) : nil
  }

  private static func isConnected(with authority: Authority, _ s: Situation) -> Bool {
    (s.facts.connections ?? []).contains { s.connects($0, with: authority) }
  }

  private static func connectionLaw(_ s: Situation) -> RuleList {
    s.connectionHere.because.contains(FactSet(.careLeaverOf)) ? [.s199careLeaver, .i23] : [.s199]
  }

  /// Whether a connection here is known though nobody said where else there is one.
  private static func isConnectedAnyway(_ s: Situation) -> Bool {
    s.connectionHere.isYes && s.facts.connections == nil && s.isHousingAuthority && !s.goesBack
      && s.concerned.allSatisfy { failure($0, s) != nil }
  }

  /// Whether any authority can be referred to, or what is not known of it.
  private static func referable(_ s: Situation) -> Condition {
    if s.concerned.contains(where: { isReferable($0, s) }) {
      return .fixed(true, because: s.connectionHere.because.union(risks(s)))
    }
    let elsewhere = Condition.of(
      s.facts.connections.map { $0.contains { s.heir(of: $0.authority) != s.here } }, .connections)
    let risk = Condition.of(s.facts.violenceRisk.map { _ in true }, .violenceRisk)
    let open = (!s.connectionHere).then(elsewhere).then(risk)
    return open.isYes ? Condition(.no, because: open.because) : open
  }

  private static func outsideEngland(_ s: Situation) -> Condition {
    .fixed(s.concerned.contains { failure($0, s)?.note == .notInEngland }, because: FactSet(.connections))
  }

  private static func isReferable(_ authority: Authority, _ s: Situation) -> Bool {
    !s.goesBack && (authority.ref.map(s.engine.directory.isHousingAuthority) ?? true) && failure(authority, s) == nil
  }

  private static func consider(_ s: Situation, _ o: inout Outcome) {
    for authority in s.concerned where isReferable(authority, s) {
      let isPlacer = s.placer == authority && s.facts.dutyHeld == .main
      o.act(
        .considerReferral, by: .housingOfficer, about: authority, also: isPlacer ? [.s198placed] : [],
        note: .considerReferral, reach: .housing)
      AnotherAuthorityRules.askPlaceOfAbuse(before: authority, s, &o)
    }
  }

  /// A call about an existing duty: only where nobody is at risk there.
  private static func mayBeAsked(_ authority: Authority, _ s: Situation) -> Bool {
    authority != s.theirChildrensServices && s.risk(at: authority).isNo
  }

  private static func duty(_ s: Situation) -> FactSet { s.facts.dutyHeld == nil ? [] : FactSet(.dutyHeld) }

  private static func risks(_ s: Situation) -> FactSet { s.facts.violenceRisk == nil ? [] : FactSet(.violenceRisk) }
}
