import Directory
import WorkingTime

/// Another authority's duty: going back tonight only if everything is right, and nobody is turned away meanwhile
/// (I-5, I-6, I-16).
enum AnotherAuthorityRules {
  static let rules: [Rule] = [
    // I-16: the case stays with whoever has it until another authority expressly accepts it.
    Rule(
      .i16,
      writes: [
        .acts(.arrangeReception, .returnFamily, .writtenConfirmation, .tellChildrensServices), .callElsewhere,
      ],
      when: { asked($0) }
    ) { s, o in
      guard let there = s.anotherAuthority else { return }
      if s.goesBack {
        goBack(s, &o, also: [.i5])
        tellChildrensServices(ofReturnTo: there, s, &o)
      } else if !s.home.isYes, !s.under18.isYes, s.risk(at: there).isNo, !(s.reception.isYes && !s.need.isNo) {
        // Whoever has confirmed the bed has answered; where nobody else owes a roof its duty is named all the same.
        askAboutDuty(at: there, s, &o)
      }
    },
    // I-5: a return needs a live duty there, no risk, a journey that can be made, a confirmed bed and the family's yes.
    Rule(
      .i5, writes: .bars(.return), reading: .unlessNo,
      when: { s in
        let failing = s.concerned.filter { failure($0, s) != nil }
        if failing.isEmpty { return Condition(.no, because: s.another.because) }
        return Condition(.yes, because: s.another.because.union(s.reception.because).union(s.agrees.because))
      }
    ) { s, o in
      for authority in s.concerned {
        if let (note, rules) = failure(authority, s) {
          o.bar(
            .return, about: authority, also: rules, note: note,
            amount: note == .journeyNotFeasible ? s.travel.exceeded : nil)
        }
      }
    },
    // I-6: a refusal never ends help; it may hide a risk, so the reason is asked.
    // Where they would be at risk there, nobody puts the question.
    Rule(
      .i6, writes: .acts(.advise),
      when: { !$0.home.onlyIfYes && !$0.riskThere.onlyIfYes && asked($0).then(!$0.agrees) }
    ) { s, o in
      o.act(.advise, by: s.officer, about: s.anotherAuthority, .tonight(s), note: .refusalEndsNothing)
    },
  ]

  /// Whether another authority owes them a duty. Where a duty held here keeps them in accommodation, nobody goes back whatever
  /// another owes: what is told of one is heeded, and nobody is asked.
  private static func asked(_ s: Situation) -> Condition { s.kept.isYes ? s.another.onlyIfYes : s.another }

  static func askAboutDuty(at there: Authority, _ s: Situation, _ o: inout Outcome) {
    o.act(.call, by: s.officer, about: there, .tonight(s), note: .askAboutDutyThere, reach: s.housingLine)
  }

  static func goBack(_ s: Situation, _ o: inout Outcome, also: RuleList = []) {
    guard let there = s.anotherAuthority else { return }
    o.act(
      .arrangeReception, by: s.officer, about: there, .tonight(s), also: also, note: .arrangeReception,
      reach: s.housingLine)
    o.act(.returnFamily, by: s.officer, about: there, .tonight(s), also: also, note: .returnFamily)
    o.act(.writtenConfirmation, by: s.officer, about: there, .tonight(s), also: also, note: .writtenConfirmation)
  }

  /// Who told of abuse and named no place may be sent to where it is: so the place is asked for again (I-2).
  static func askPlaceOfAbuse(before there: Authority, _ s: Situation, _ o: inout Outcome) {
    guard s.fleeing.isYes else { return }
    o.act(.advise, by: s.officer, about: there, .atOnce(s), also: [.i2], note: .askPlaceOfAbuse)
  }

  /// A child whom children's services protect, or fear for, does not go to another area without both knowing.
  private static func tellChildrensServices(ofReturnTo there: Authority, _ s: Situation, _ o: inout Outcome) {
    let isProtected = s.facts.childProtection.map { $0 != .none } ?? false
    let isFearedFor = s.facts.riskFactors?.contains(.childSafety) ?? false
    guard isProtected || isFearedFor || s.facts.childrensServices == .allocated else { return }
    var services = [s.theirChildrensServices]
    if let ref = there.ref { services.append(.held(s.engine.places[Int(ref.index)].childrensServices)) }
    for one in services where one != s.here || s.isHousingAuthority {
      o.act(
        .tellChildrensServices, by: s.officer, about: one, .atOnce(s), also: [.ca89s47], note: .tellOfReturn,
        reach: s.childrensLine)
    }
  }

  /// Why nobody goes back to an authority tonight, but for risk, which is I-2's to say; nil where nothing is in the way.
  private static func failure(_ authority: Authority, _ s: Situation) -> (note: BarNote, also: RuleList)? {
    let isOwing = s.anotherAuthority == authority
    if isOwing ? s.goesBack : SafetyRules.isOwn(authority, s) { return nil }
    let risk = s.risk(at: authority)
    if risk.isYes { return nil }
    if !isOwing { return (.connectionIsNoDuty, []) }
    if risk.isUnknown { return nil }
    // Their own county is no other area: they are in it.
    if SafetyRules.isOwn(authority, s) { return (.countyIsHere, [.ca89s17]) }
    if s.danger.isYes { return (.noReturnInDanger, [.i8]) }
    if s.facts.significantHarm == true { return (.harmFeared, [.ca89s47]) }
    // What is known to be in the way goes before what is not known, and their own no before everything.
    if s.agrees.isNo { return (.familyDoesNotAgree, [.i6]) }
    if s.reception.isNo { return (.receptionNotConfirmed, []) }
    if !s.feasible.isYes { return (.journeyNotFeasible, [.ownTravel]) }
    if !s.reception.isYes { return (.receptionNotConfirmed, []) }
    if !s.agrees.isYes { return (.familyDoesNotAgree, [.i6]) }
    return (.returnNotTonight, [])
  }
}
