import Directory
import Triage
import WorkingTime

/// The contract's words, restated: true, false, or nil where it is not known. They share no code with the rules.
extension KnownFacts {
  var here: Authority { .held(council) }
  /// When they were last before an officer.
  var lastSeenAt: Moment { max(presentedAt, seenAt ?? presentedAt) }
  var inDanger: Bool { immediateDanger == true }
  var isUnder18: Bool { (applicantAge ?? 18) < 18 }
  var isUnder16: Bool { (applicantAge ?? 16) < 16 }
  /// There is, or may be, a child born or unborn in the household.
  var mayBeFamily: Bool { !(children == [] && pregnant == false) }
  /// There is a child born or unborn.
  var isFamily: Bool { children?.isEmpty == false || pregnant == true }
  var isFleeing: Bool? { riskFactors.map { $0.contains(.domesticAbuse) } }
  /// A duty is held that keeps them accommodated.
  var isKept: Bool? {
    dutyHeld.map { [.interim, .relief, .reliefReferred, .main, .mainReferred].contains($0) }
  }
  var isReferred: Bool { dutyHeld == .reliefReferred || dutyHeld == .mainReferred }
  /// An adverse decision is known.
  var isDecided: Bool { decision != nil && decision != Decision.none && decision != .mindedToRefuse }

  /// Whether anyone is known to be at risk there, known not to be, or neither.
  func risk(at authority: Authority, _ ground: Ground) -> Bool? {
    guard let violenceRisk else { return nil }
    if violenceRisk.contains(where: { ground.isRisk($0, at: authority) }) { return true }
    return hasDoubtfulRisk ? nil : false
  }

  /// Violence or abuse is feared in the area of the council asked.
  func threat(_ ground: Ground) -> Bool? {
    guard let violenceRisk else { return isFleeing == true ? true : nil }
    if violenceRisk.contains(where: { ground.isRisk($0, at: here) }) { return true }
    return violenceRisk.isEmpty && isFleeing == true
  }

  /// They have somewhere safe to sleep tonight.
  func home(_ ground: Ground) -> Bool? {
    if inDanger || nowhereTonight == true { return false }
    switch safeToStay {
    case false?: return false
    case nil: if threat(ground) == true { return false }
    case true?: break
    }
    return nowhereTonight == false ? true : nil
  }

  /// Priority need.
  func need() -> Bool? {
    if isFamily || vulnerable == true || isFleeing == true { return true }
    let wasInCare: Bool? =
      careLeaverOf?.authority != nil || formerRelevant == true
      ? true : careLeaverOf == AuthorityOrNone.none && formerRelevant == false ? false : nil
    let isYoung = applicantAge.map { (18...20).contains($0) }
    if wasInCare == true, isYoung == true { return true }
    let isOutOfCare = wasInCare == false || isYoung == false
    return children == [] && pregnant == false && vulnerable == false && isFleeing == false && isOutOfCare ? false : nil
  }

  /// Never intentionally homeless: a former relevant child under the age of the law in force.
  func isProtected(_ ground: Ground) -> Bool? {
    let counts = decisionOn.map(ground.day) ?? ground.lastDay(self)
    guard let age = ground.whole(.neverIntentionalUnderAge, at: council, on: counts) else { return false }
    if formerRelevant == false || applicantAge.map({ $0 >= age }) == true { return false }
    return formerRelevant == nil || applicantAge == nil ? nil : true
  }

  /// The end that was given, or the first later day on which a protocol lets anything end here.
  private func endInForce(_ ground: Ground) -> Day? {
    guard var day = accommodationEndsOn, day >= ground.presentedDay(self), !isUndecided else {
      return accommodationEndsOn
    }
    while let off = ground.daysOff(at: council, on: day), off.contains(day.weekday) || ground.isShut(day) {
      day = day.adding(days: 1)
    }
    return day
  }

  /// After an adverse decision accommodation goes on, past tonight or with no end known.
  func isEnding(_ ground: Ground) -> Bool {
    guard isDecided else { return false }
    if let end = endInForce(ground) { return end > ground.night(self) }
    return isKept == true
  }

  /// A decision stands, nothing has changed since, and nothing that is told contradicts it.
  func isSame(_ ground: Ground) -> Bool {
    guard changedSince == false, isDecided else { return false }
    switch decision {
    case .notPriority: return need() != true
    case .notHomeless: return home(ground) != false
    case .notEligible: return eligibility == nil || eligibility == .notEligible
    case .intentionallyHomeless:
      guard let age = ground.whole(.neverIntentionalUnderAge, at: council, on: ground.lastDay(self)) else {
        return true
      }
      return !(formerRelevant == true && applicantAge.map { $0 < age } == true)
    default: return true
    }
  }

  /// Part 7 is known to be closed to them.
  func isClosed(_ ground: Ground) -> Bool {
    guard ground.directory.isHousingAuthority(council) else { return true }
    if isEnding(ground) || review == .finalOffer || (decision == .offerRefused && review == nil) { return false }
    if eligibility == .notEligible { return true }
    let closes: [Decision?] = [.notEligible, .notPriority, .offerRefused, .licenceBreach]
    return isSame(ground) && (dutyHeld == .ended || closes.contains(decision))
  }

  /// The other authority that holds a live duty, or the one that has followed it.
  func anotherAuthority(_ ground: Ground) -> Authority? {
    guard let named = dutyElsewhere?.authority else { return nil }
    let other = ground.heir(of: named, on: ground.presentedDay(self))
    return other == here ? nil : other
  }

  /// Whether they can travel there tonight; true only where everything that it takes is known.
  func canTravel(to there: Authority, _ ground: Ground) -> Bool {
    let now = ground.clock.wall(at: lastSeenAt)
    let today = ground.presentedDay(self)
    guard let transport, transport != .none,
      let from = ground.whole(.travelFrom, at: council, on: today),
      let until = ground.whole(.travelUntil, at: council, on: today),
      let limit = ground.whole(
        transport == .public ? .publicTravelLimit : .ownTravelLimit, at: council, on: today),
      let minutes = travelMinutes ?? estimate(to: there, by: transport, ground)
    else { return false }
    return now.minuteOfDay >= from && now.minuteOfDay + minutes < until && minutes <= limit
  }

  private func estimate(to there: Authority, by transport: Transport, _ ground: Ground) -> Int? {
    let today = ground.presentedDay(self)
    func value(_ parameter: Parameter) -> Double? { ground.number(parameter, at: council, on: today) }
    guard let ref = there.ref, let straight = ground.directory.kilometres(from: council, to: ref),
      let factor = value(.roadFactor), let speed = value(transport == .public ? .publicSpeed : .ownSpeed)
    else { return nil }
    let minutes = Int((straight * factor / speed * 60).rounded(.up))
    return transport == .public ? value(.publicWait).map { minutes + Int($0) } : minutes
  }

  /// Row 4: every condition of a return is known to be met.
  func goesBack(_ ground: Ground) -> Bool {
    let home = home(ground)
    guard home != true, !isUnder18, !inDanger, home == false, isKept != true, significantHarm != true,
      let there = anotherAuthority(ground)
    else { return false }
    return risk(at: there, ground) == false && receptionConfirmed == true && agreesToReturn == true
      && canTravel(to: there, ground)
  }

  /// A proposal of an end would come too early: a referral, or a review of a final offer, is undecided.
  var isUndecided: Bool { isReferred || review == .finalOffer || review == .referral }

  /// Whether something holds of every other authority that the facts bring in, or of the one that has followed it.
  func allOthers(_ ground: Ground, _ holds: (Authority) -> Bool) -> Bool {
    func isFine(_ authority: Authority?) -> Bool {
      guard let authority else { return true }
      let heir = ground.heir(of: authority, on: ground.presentedDay(self))
      return heir == here || holds(heir)
    }
    return isFine(dutyElsewhere?.authority) && connections?.allSatisfy { isFine($0.authority) } != false
      && isFine(placedBy?.authority) && violenceRisk?.allSatisfy { isFine($0) } != false
  }

  /// The council asked and its own children's services must act, whatever the risk.
  func isOwn(_ authority: Authority, _ ground: Ground) -> Bool {
    authority == here || authority == ground.services(of: council)
  }
}

extension Outcome {
  /// Whether the council asked keeps them accommodated.
  func keepsHere(_ facts: KnownFacts) -> Bool {
    actions.contains { $0.code == .keepAccommodated && $0.about == facts.here }
  }

  func bars(_ code: BarredCode, _ about: Authority?) -> Bool {
    barred.contains { $0.code == code && $0.about == about }
  }

  func tells(_ code: ActionCode) -> Bool { actions.contains { $0.code == code } }
}
