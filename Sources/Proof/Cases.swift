import Directory
import Triage
import WorkingTime

/// The distinct cases of every fact for one presenting council.
///
/// Numbers stand on both sides of each limit; moments on both sides of each change of the council's day; authorities are
/// here, a district elsewhere, its county, its neighbour, one that is not held, and one that nobody knows.
struct Cases: Sendable {
  let council: CouncilRef
  /// Facts of which only the council and a moment are known.
  let base: Facts
  /// Every kind of moment.
  let moments: Dimension
  /// The kinds of moment that the decision for tonight can tell apart.
  let periods: Dimension
  /// The fewest that it can tell apart, where there is no late-day cut-off.
  let hours: Dimension
  private let here: Authority
  private let elsewhere: Authority
  private let countyElsewhere: Authority
  private let neighbourElsewhere: Authority
  private let ownCounty: Authority
  private let unheld = Authority.unheld(0)

  init(_ council: CouncilRef, _ engine: TriageEngine) {
    self.council = council
    here = .held(council)
    let directory = engine.directory
    let all = directory.councils.indices.map { CouncilRef(index: $0) }
    let mine = directory.county(of: council) ?? council
    let there =
      all.first { directory.county(of: $0).map { $0 != mine } == true }
      ?? all.first { $0 != council && directory[$0].type.isHousingAuthority } ?? council
    let county = directory.county(of: there) ?? there
    elsewhere = .held(there)
    countyElsewhere = .held(county)
    neighbourElsewhere = .held(all.first { $0 != there && directory.county(of: $0) == county } ?? there)
    ownCounty = .held(mine)
    let found = Moments(of: council, engine)
    moments = found.fine
    periods = found.coarse
    hours = found.coarsest
    var base = Facts(council: council, presentedAt: found.first)
    base.unheldNames = ["thurrock", "nowhere-known"]
    self.base = base
  }

  // Who they are.
  let children = Dimension(.children, \.children, [[], [5]])
  let pregnant = Dimension(.pregnant, \.pregnant, [false, true])
  let ages = Dimension(.applicantAge, \.applicantAge, [17, 18, 20, 21, 24, 25])
  let ageGroups = Dimension(.applicantAge, \.applicantAge, [17, 20, 21])
  let vulnerable = Dimension(.vulnerable, \.vulnerable, [false, true])
  let riskFactors = Dimension(.riskFactors, \.riskFactors, [[], [.domesticAbuse], [.substanceMisuse], [.homelessness]])
  let fleeing = Dimension(.riskFactors, \.riskFactors, [[], [.domesticAbuse]])
  let protection = Dimension(.childProtection, \.childProtection, [.none, .enquiry, .plan])
  let involvement = Dimension(.childrensServices, \.childrensServices, [.notKnown, .known, .allocated])
  let formerRelevant = Dimension(.formerRelevant, \.formerRelevant, [false, true])

  // Tonight.
  let nowhere = Dimension(.nowhereTonight, \.nowhereTonight, [false, true])
  let danger = Dimension(.immediateDanger, \.immediateDanger, [false, true])
  let harm = Dimension(.significantHarm, \.significantHarm, [false, true])
  let consent = Dimension(.consent, \.consent, [false, true])

  // What is owed.
  let eligibility = Dimension(.eligibility, \.eligibility, Eligibility.allCases)
  let duty = Dimension(.dutyHeld, \.dutyHeld, DutyHeld.allCases)
  /// What is owed, as far as it says who places and by which power.
  let duties = Dimension(
    .dutyHeld, \.dutyHeld, [.none, .relief, .reliefReferred, .main, .mainReferred, .ended])
  /// What was decided: nothing, on intent, on eligibility, and to close Part 7.
  let decisionKinds = Dimension(.decision, \.decision, [.none, .intentionallyHomeless, .notEligible, .notHomeless])
  /// Eligibility as far as it can close Part 7.
  let eligible = Dimension(.eligibility, \.eligibility, [.mayBeEligible, .notEligible])
  let notEligible = Dimension(supposing: .eligibility, \.eligibility, .notEligible)
  /// What is owed, as far as it keeps them accommodated.
  let running = Dimension(.dutyHeld, \.dutyHeld, [.none, .interim])
  let decision = Dimension(.decision, \.decision, Decision.allCases)
  let alternative = Dimension(.alternativeFound, \.alternativeFound, [false, true])

  // The way back.
  let transport = Dimension(.transport, \.transport, Transport.allCases)
  let minutes = Dimension(.travelMinutes, \.travelMinutes, [60, 61, 90, 91])
  let reception = Dimension(.receptionConfirmed, \.receptionConfirmed, [false, true])
  let agrees = Dimension(.agreesToReturn, \.agreesToReturn, [false, true])

  /// Both sides of the longest journey by every means.
  let longMinutes = Dimension(.travelMinutes, \.travelMinutes, [60, 91])
  let meansOfTravel = Dimension(.transport, \.transport, [.own, .none])

  // Where they are placed, and what they are offered.
  let needs = Dimension(.needs, \.needs, [[], [.ehcp]])
  let inBorough = Dimension(.inBoroughUnit, \.inBoroughUnit, [false, true])
  let unit = Dimension(.unit, \.unit, Unit.allCases)
  let nightsSpent = Dimension(.bedAndBreakfastNights, \.bedAndBreakfastNights, [0, 1, 41, 42, 43])
  let offer = Dimension(.offer, \.offer, Offer.allCases)

  var authorities: [AuthorityOrNone] {
    [.none, .some(here), .some(elsewhere), .some(countyElsewhere), .some(unheld)]
  }

  var dutyElsewhere: Dimension { Dimension(.dutyElsewhere, \.dutyElsewhere, authorities) }
  var placedBy: Dimension {
    Dimension(.placedBy, \.placedBy, [.none, .some(here), .some(elsewhere), .some(unheld)])
  }
  var placedIn: Dimension { Dimension(.placedIn, \.placedIn, [.none, .some(here), .some(elsewhere)]) }
  var heldElsewhere: Dimension { Dimension(.dutyElsewhere, \.dutyElsewhere, [.none, .some(elsewhere)]) }
  var riskThere: Dimension { Dimension(.violenceRisk, \.violenceRisk, [[], [elsewhere]]) }
  var placedElsewhere: Dimension { Dimension(.placedBy, \.placedBy, [.none, .some(elsewhere)]) }
  var carerElsewhere: Dimension {
    Dimension(.careLeaverOf, \.careLeaverOf, [.none, .some(ownCounty), .some(elsewhere)])
  }
  var careLeaverOf: Dimension {
    Dimension(.careLeaverOf, \.careLeaverOf, [.none, .some(here), .some(ownCounty), .some(countyElsewhere)])
  }
  var wasInCare: Dimension { Dimension(.careLeaverOf, \.careLeaverOf, [.none, .some(ownCounty)]) }

  var violenceRisk: Dimension {
    risk([
      [], [elsewhere], [countyElsewhere], [neighbourElsewhere], [here], [ownCounty], [unheld],
      [elsewhere, unheld],
    ])
  }
  /// Risk as far as one authority elsewhere can be told from another.
  var riskElsewhere: Dimension { risk([[], [elsewhere], [countyElsewhere], [neighbourElsewhere]]) }

  private func risk(_ places: [[Authority]]) -> Dimension {
    var cases: [@Sendable (inout Facts) -> Void] = [
      {
        $0.violenceRisk = nil
        $0.hasDoubtfulRisk = false
      }
    ]
    for list in places {
      cases.append {
        $0.violenceRisk = list
        $0.hasDoubtfulRisk = false
      }
    }
    // A place that nobody knows may be anywhere.
    cases.append {
      $0.violenceRisk = [.unheld(1)]
      $0.hasDoubtfulRisk = true
    }
    return Dimension(.violenceRisk, cases: cases)
  }

  /// Connections are told as a list or as a yes or no about here, never as a contradiction.
  var connections: Dimension {
    connected([[], [here], [elsewhere], [here, elsewhere], [unheld], [elsewhere, countyElsewhere]])
  }
  /// Connections as far as others than here are concerned.
  var connectionsElsewhere: Dimension {
    let lists: [[Authority]] = [[elsewhere], [here, unheld, neighbourElsewhere]]
    return Dimension(
      .connections, \.connections, lists.map { $0.map { Connection(authority: $0, ground: .residence) } })
  }

  private func connected(_ lists: [[Authority]]) -> Dimension {
    var cases: [@Sendable (inout Facts) -> Void] = []
    for told in [nil, false, true] as [Bool?] {
      cases.append {
        $0.connections = nil
        $0.connectionHere = told
      }
    }
    for list in lists {
      let held = list.map { Connection(authority: $0, ground: .residence) }
      cases.append {
        $0.connections = held
        $0.connectionHere = nil
      }
    }
    return Dimension(.connections, .connectionHere, cases: cases)
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
    Day(year: year, month: month, day: day) ?? Day(number: 0)
  }

  /// Long past, just past, a Wednesday, a Thursday before Good Friday, and every day on which nothing ends in Kent.
  var endDays: Dimension {
    Dimension(
      .accommodationEndsOn, \.accommodationEndsOn,
      [
        day(2026, 10, 1), day(2026, 12, 16), day(2026, 12, 17), day(2026, 12, 18), day(2026, 12, 19), day(2026, 12, 20),
        day(2026, 12, 24), day(2026, 12, 25), day(2026, 12, 28), day(2027, 3, 25), day(2027, 3, 26), day(2027, 3, 29),
        day(2027, 12, 31),
      ])
  }
  /// Past, and well ahead.
  var endsAhead: Dimension {
    Dimension(.accommodationEndsOn, \.accommodationEndsOn, [day(2026, 10, 1), day(2027, 3, 2)])
  }
  var decisionDays: Dimension {
    Dimension(
      .decisionOn, \.decisionOn,
      [
        .day(day(2026, 10, 1)), .day(day(2026, 11, 20)), .day(day(2026, 11, 27)), .day(day(2026, 11, 28)),
        .day(day(2026, 12, 11)), .day(day(2027, 2, 26)), .moment(base.presentedAt),
      ])
  }
  var offerDays: Dimension {
    Dimension(.offerOn, \.offerOn, [day(2026, 10, 1), day(2026, 11, 20), day(2026, 12, 24)])
  }
  var placedDays: Dimension {
    Dimension(.placedOn, \.placedOn, [day(2026, 10, 1), day(2026, 10, 13), day(2026, 11, 20), day(2026, 12, 24)])
  }
  var homelessDays: Dimension {
    Dimension(.homelessFrom, \.homelessFrom, [day(2026, 11, 20), day(2027, 1, 4), day(2027, 6, 1)])
  }
  var referredAt: Dimension { Dimension(.referredAt, \.referredAt, [base.presentedAt]) }

  /// Every fact, each in its fullest list of cases.
  var all: [Dimension] {
    [
      moments, children, pregnant, ages, vulnerable, riskFactors, protection, involvement, formerRelevant, nowhere,
      danger, harm, consent, eligibility, duty, decision, alternative, transport, minutes, reception, agrees, needs,
      inBorough, unit, nightsSpent, offer, dutyElsewhere, placedBy, placedIn, careLeaverOf, violenceRisk, connections,
      endDays, decisionDays, offerDays, placedDays, homelessDays, referredAt,
    ]
  }
}
