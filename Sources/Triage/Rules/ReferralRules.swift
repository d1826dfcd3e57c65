import Directory
import WorkingTime

/// Local connection and referral to another authority (HA96-s198 to HA96-s200, I-7, KPG-13, KPG-22).
enum ReferralRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // HA96-s199: whether anyone has a connection here. Elsewhere is asked about only to learn of a duty there.
      Rule(.s199, callsElsewhere: true) { s, o in
        if isWorthAsking(s) {
          s.forEachConcerned { authority in
            guard authority != s.theirChildrensServices, s.risk(at: authority).isNo else { return }
            o.act(
              .call, by: s.officer, about: authority, .tonight(s), rules: RuleList(.s199), note: .askAboutDutyThere,
              reach: s.isLate ? .outOfHours : .housing)
          }
        }
        return s.shown(stage(s).then(s.connectionHere), else: .fixed(true))
      },
      // HA96-s198-2: the conditions of a referral, and the single one that fails.
      Rule(.s198conditions, acts: [.keepAccommodated, .considerReferral], bars: [.referS198]) { s, o in
        s.forEachConcerned { authority in
          guard authority.isDistrictOrUnheld(s) else { return }
          if let failure = failure(s, authority) {
            o.bar(.referS198, about: authority, rules: failure.rules, note: failure.note)
          } else {
            consider(s, &o, authority)
          }
        }
        if s.connectionHere.isYes, s.facts.connections == nil, s.isHousingAuthority, !o.has(.considerReferral) {
          o.bar(.referS198, about: nil, rules: RuleList(.s198conditions, .s199), note: .connectedHere)
        }
        return s.shown(
          stage(s).then(!s.connectionHere && s.anyConnectionElsewhere && !s.anyRiskWhereConnected), else: .fixed(true))
      },
      // HA96-s198-A1: at the relief stage.
      Rule(.s198A1) { s, o in Condition.of(s.facts.dutyHeld.map { $0 == .relief }, .dutyHeld).then(!s.connectionHere) },
      // HA96-s198-1: at the main-duty stage.
      Rule(.s198main) { s, o in Condition.of(s.facts.dutyHeld.map { $0 == .main }, .dutyHeld).then(!s.connectionHere) },
      // HA96-s198-4: placed here by the other authority on an application of the last five years.
      Rule(.s198placed, warns: true) { s, o in
        let placed = Condition.of(s.facts.placedBy.map { $0.authority != nil && $0 != .some(s.here) }, .placedBy)
        let condition = Condition.of(s.facts.dutyHeld.map { $0 == .main }, .dutyHeld).then(placed)
        if condition.isYes { o.warn(.unconfirmedLaw, .placedByIsUnconfirmed) }
        return condition
      },
      // I-7, HA96-s199A-2, HA96-s200-1: notified is not accepted; they stay here until the answer is notified.
      Rule(.i7, acts: [.keepAccommodated], bars: [.endAccommodation]) { s, o in
        let condition = Condition.of(
          s.facts.dutyHeld.map { $0 == .reliefReferred || $0 == .mainReferred }, .dutyHeld)
        guard condition.isYes, let duty = s.facts.dutyHeld else { return condition }
        let rules = duty == .mainReferred ? RuleList(.s200, .i7) : RuleList(.s199A, .i7)
        o.act(
          .keepAccommodated, by: .housingOfficer, about: s.here, .tonight(s), rules: rules, note: .keepUntilNotified)
        o.bar(
          .endAccommodation, about: s.here, rules: rules, note: .referralEndsNothing, day: s.facts.accommodationEndsOn)
        return condition
      },
      // KPG-13: Kent refers a family without a local connection; if accepted, children's services are told.
      Rule(.kpg13, of: .kent, acts: [.tellChildrensServices], warns: true, heeds: [.act(.considerReferral)]) { s, o in
        let isUnderWay = s.facts.dutyHeld == .reliefReferred || s.facts.dutyHeld == .mainReferred
        if isUnderWay || o.has(.considerReferral) {
          o.act(
            .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, rules: RuleList(.kpg13),
            note: .tellOfAcceptedReferral, reach: .safeguarding)
          o.warn(.lawOverProtocol, .referralLawIsTheAct)
        }
        return stage(s).then(!s.connectionHere && s.anyConnectionElsewhere)
      },
      // KPG-22: what a connection is, and never back to where there is risk.
      Rule(.kpg22, of: .kent, warns: true) { s, o in
        if s.needsRoof, s.connectionHere.isNo { o.warn(.lawOverProtocol, .dutyNeedsNoConnection) }
        return s.anyRiskWhereConnected
      },
    ]
  }

  /// Only a relief or main duty that is owed here can be referred.
  private static func stage(_ s: borrowing Situation<Log>) -> Condition {
    .of(s.facts.dutyHeld.map { $0 == .relief || $0 == .main }, .dutyHeld)
  }

  /// Why an authority cannot be referred to, in the order: known risk, stage of the duty, connection, risk not asked.
  private static func failure(_ s: borrowing Situation<Log>, _ authority: Authority) -> (
    note: BarNote, rules: RuleList
  )? {
    let risk = s.risk(at: authority)
    if risk.isYes { return (.riskThere, RuleList(.s198conditions, .i2)) }
    switch s.facts.dutyHeld {
    case .relief, .main: break
    case .reliefReferred: return (.referredAlready, RuleList(.s199A))
    case .mainReferred: return (.referredAlready, RuleList(.s200))
    default: return (.noReferableDutyYet, RuleList(.s189B))
    }
    let isPlacer = s.facts.dutyHeld == .main && s.facts.placedBy == .some(authority)
    if !isPlacer {
      if s.connectionHere.isYes { return (.connectedHere, connectionRules(s)) }
      if s.connectionHere.isUnknown { return (.connectionHereNotAsked, RuleList(.s198conditions, .s199)) }
      if s.facts.connections?.contains(where: { $0.authority == authority }) != true {
        return (.notConnectedThere, RuleList(.s198conditions, .s199))
      }
    }
    if risk.isUnknown { return (.riskNotAsked, RuleList(.i2, .s198conditions)) }
    return nil
  }

  private static func connectionRules(_ s: borrowing Situation<Log>) -> RuleList {
    s.connectionHere.because.contains(FactSet(.careLeaverOf))
      ? RuleList(.s198conditions, .s199careLeaver, .i23) : RuleList(.s198conditions, .s199)
  }

  private static func consider(_ s: borrowing Situation<Log>, _ o: inout Outcome, _ authority: Authority) {
    var rules = RuleList(s.facts.dutyHeld == .main ? .s198main : .s198A1)
    if s.facts.placedBy == .some(authority), s.facts.dutyHeld == .main { rules.add(.s198placed) }
    if s.isParty(to: .kent) { rules.add(.kpg13) }
    o.act(.considerReferral, by: .housingOfficer, about: authority, rules: rules, note: .considerReferral)
    o.act(
      .keepAccommodated, by: .housingOfficer, about: s.here, .tonight(s),
      rules: RuleList(.i7, s.facts.dutyHeld == .main ? .s200 : .s199A), note: .keepUntilNotified)
  }

  /// A courtesy call about an existing duty: only where nothing is known of one, and nobody is at risk there.
  private static func isWorthAsking(_ s: borrowing Situation<Log>) -> Bool {
    s.facts.dutyElsewhere == nil && s.needsRoof && !s.under18.isYes
  }
}

extension Authority {
  /// Whether it could take a referral: a housing authority, or one of which nothing is known.
  func isDistrictOrUnheld<Log>(_ s: borrowing Situation<Log>) -> Bool {
    guard let ref else { return true }
    return s.engine.directory.isHousingAuthority(ref)
  }
}

extension Situation {
  var anyConnectionElsewhere: Condition {
    .of(facts.connections.map { $0.contains { $0.authority != here } }, .connections)
  }

  var anyRiskWhereConnected: Condition {
    guard let connections = facts.connections else {
      return .of(facts.violenceRisk.map { !$0.isEmpty }, .violenceRisk) && anyConnectionElsewhere
    }
    var any = Condition(.no, because: FactSet(.connections))
    var isElsewhere = false
    for connection in connections where connection.authority != here {
      isElsewhere = true
      any = any || risk(at: connection.authority)
    }
    guard isElsewhere else {
      return .of(facts.violenceRisk.map { !$0.isEmpty }, .violenceRisk) && anyConnectionElsewhere
    }
    return any
  }
}
