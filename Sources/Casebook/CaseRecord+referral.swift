import JSON
import Triage
package import WorkingTime

/// By when another authority is to answer a referral, and two that do not agree are to have settled who decides.
package enum ReferralLimit {
  /// Within so many days of receiving it whoever disagrees says so (LGA-REFERRAL-10). It does not say whether they are working days:
  /// the shorter reading is taken, from the day on which the notice went.
  package static let answer = 10
  /// The days in which the two agree on a person to decide, the day of the notice counted (SI1998-1578, under HA96-s198-5).
  package static let decider = 21
}

/// A referral under section 198 that nobody has settled: until then the case stays here, and so does the family (I-7, I-16).
package struct OpenReferral: Sendable, Hashable {
  /// The id of the authority that was notified.
  package let authority: String
  /// When the notice went, as far as anybody recorded that; else when the case was first told of it.
  package let notifiedAt: Moment
  /// When they said that they do not accept; nil where they have not answered.
  package fileprivate(set) var refusedAt: Moment?
  /// Whether it is of the main duty, and not of the relief duty.
  package fileprivate(set) var isOfMainDuty: Bool

  /// The day by whose end they are to answer, or the two to agree on who decides.
  package func due(_ clock: LondonClock) -> Day {
    let day = clock.wall(at: notifiedAt).day
    return day.adding(days: (refusedAt == nil ? ReferralLimit.answer : ReferralLimit.decider) - 1)
  }

  /// What stays to be done, in a sentence without its full stop and without a word about the family.
  package var text: String {
    refusedAt == nil
      ? "Referral [LGA-REFERRAL-10]: the other authority has not answered"
      : "Referral [SI1998-1578]: not accepted. Agree with them, or on who decides"
  }

  /// The same once its time has passed.
  var overdueText: String {
    refusedAt == nil
      ? "Referral [LGA-REFERRAL-10]: no answer, which is not a yes"
      : "Referral [SI1998-1578]: not accepted, and nobody agreed who decides. The panel names somebody"
  }

  /// The rule by which they stay accommodated here until they are told the decision.
  package var law: String { isOfMainDuty ? "HA96-s200-1" : "HA96-s199A-2" }
}

extension CaseRecord {
  /// The referrals that are not settled, in the order in which they went: those that the other authority has not taken, and that this
  /// council has not taken back. `duty-held` without `-referred`, or a final outcome, takes one back.
  package var openReferrals: [OpenReferral] {
    var open: [OpenReferral] = []
    var duty: (held: String, since: Moment)?
    func isReferred() -> Bool { duty?.held.hasSuffix("-referred") == true }
    func isOfMainDuty() -> Bool { duty?.held.hasPrefix("main") == true }
    for event in standing {
      switch event.deed {
      case .kept(let revision), .told(let revision):
        guard let told = revision.facts["duty-held"] else { continue }
        let wasReferred = isReferred()
        duty = nil
        if case .text(let held) = told { duty = (held, event.happenedAt) }
        if wasReferred, !isReferred() { open = [] }
        for place in open.indices where isReferred() { open[place].isOfMainDuty = isOfMainDuty() }
      case .paperIssued(let paper, _) where paper.kind == .referral:
        guard let to = paper.to, !open.contains(where: { $0.authority == to }) else { continue }
        open.append(OpenReferral(authority: to, notifiedAt: event.happenedAt, isOfMainDuty: isOfMainDuty()))
      case .accepted(let said):
        switch said.what {
        case .acceptsCase, .holdsDuty: open.removeAll { $0.authority == said.authority }
        case .doesNotAccept:
          if let duty, isReferred(), !open.contains(where: { $0.authority == said.authority }) {
            open.append(OpenReferral(authority: said.authority, notifiedAt: duty.since, isOfMainDuty: isOfMainDuty()))
          }
          for place in open.indices where open[place].authority == said.authority {
            open[place].refusedAt = open[place].refusedAt ?? event.happenedAt
          }
        case .confirmsBed, .assesses, .other: break
        }
      case .finalOutcome: open = []
      default: break
      }
    }
    return open
  }

  /// The referrals whose time has passed.
  func referralFaults(at now: Moment, _ clock: LondonClock) -> [CaseFault] {
    openReferrals.compactMap { referral in
      let end = clock.moment(of: WallTime(day: referral.due(clock).adding(days: 1), secondOfDay: 0))
      guard now >= end else { return nil }
      return CaseFault(
        kind: referral.refusedAt == nil ? .referralUnanswered : .referralDisputed, number: nil, since: end,
        text: referral.overdueText, owner: nil)
    }
  }

  /// Whether another authority has expressly taken the case, and has not said otherwise since (I-16).
  var isAcceptedElsewhere: Bool {
    var taken: Set<String> = []
    for case .accepted(let said) in standing.map(\.deed) {
      switch said.what {
      case .acceptsCase: taken.insert(said.authority)
      case .doesNotAccept: taken.remove(said.authority)
      case .holdsDuty, .confirmsBed, .assesses, .other: break
      }
    }
    return !taken.isEmpty
  }
}
