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
  /// These, and the days around each dated change.
  let allMoments: Dimension
  /// One moment, where only the day can bear on anything, and that only where a council has ended.
  let now: Dimension
  /// The kinds of moment that the decision for tonight can tell apart.
  let periods: Dimension
  /// The fewest that it can tell apart, where there is no late-day cut-off.
  let hours: Dimension
  private let here: Authority
  private let elsewhere: Authority
  private let countyElsewhere: Authority
  private let neighbourElsewhere: Authority
  private let ownCounty: Authority
  private let ownDistrict: Authority
  private let unheld = Authority.unheld(0)
  /// The day of the case of which only a moment is known.
  private let today: Day
  /// The next bank holiday after it.
  private let holiday: Day
  /// Around each dated change that lies near the case's own day.
  private let recent: [Day]
  /// From when on the law protects care leavers.
  private let protectedFrom: Day?
  private let numbers: [Parameter: Set<Int>]

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
    ownDistrict = .held(all.first { directory.county(of: $0) == mine } ?? council)
    let found = Moments(of: council, engine)
    moments = found.fine
    allMoments = found.all
    let day = engine.clock.wall(at: found.first).day
    today = day
    let calendar = engine.calendar
    holiday = (14...400).lazy.map { day.adding(days: $0) }.first { calendar.isBankHoliday($0) } ?? day
    let limits = engine.limits(at: council)
    numbers = limits.numbers
    recent = limits.changes.filter { abs($0.number - day.number) < 400 }.flatMap {
      [$0.adding(days: -1), $0, $0.adding(days: 1)]
    }
    protectedFrom = engine.book.lawWide(.neverIntentionalUnderAge)?.values.changes.last
    periods = found.coarse
    hours = found.coarsest
    var base = Facts(council: council, presentedAt: found.first)
    base.unheldNames = ["thurrock", "nowhere-known"]
    self.base = base
    now = Dimension(
      .presentedAt, .seenAt,
      cases: [
        {
          $0.presentedAt = found.first
          $0.seenAt = nil
        }
      ])
  }

  // Who they are.
  let children = Dimension(.children, \.children, [[], [5]])
  let pregnant = Dimension(.pregnant, \.pregnant, [false, true])
  let ageGroups = Dimension(.applicantAge, \.applicantAge, [15, 17, 20, 21])
  let adult = Dimension(supposing: .applicantAge, \.applicantAge, 30)
  let vulnerable = Dimension(.vulnerable, \.vulnerable, [false, true])
  let riskFactors = Dimension(.riskFactors, \.riskFactors, [[], [.domesticAbuse], [.substanceMisuse], [.homelessness]])
  let fleeing = Dimension(.riskFactors, \.riskFactors, [[], [.domesticAbuse]])
  let protection = Dimension(.childProtection, \.childProtection, [.none, .enquiry, .plan])
  let involvement = Dimension(.childrensServices, \.childrensServices, [.notKnown, .known, .allocated])
  let formerRelevant = Dimension(.formerRelevant, \.formerRelevant, [false, true])

  // Tonight.
  let nowhere = Dimension(.nowhereTonight, \.nowhereTonight, [false, true])
  let danger = Dimension(.immediateDanger, \.immediateDanger, [false, true])
  let safeToStay = Dimension(.safeToStay, \.safeToStay, [false, true])
  let harm = Dimension(.significantHarm, \.significantHarm, [false, true])
  let consent = Dimension(.consent, \.consent, [false, true])

  /// They have somewhere safe tonight: then nobody goes back.
  let atHome = [
    Dimension(supposing: .immediateDanger, \.immediateDanger, false),
    Dimension(supposing: .nowhereTonight, \.nowhereTonight, false),
    Dimension(supposing: .safeToStay, \.safeToStay, true),
  ]
  /// Everything for a return is right but what is walked.
  var onTheWay: [Dimension] {
    [
      Dimension(supposing: .immediateDanger, \.immediateDanger, false),
      Dimension(supposing: .nowhereTonight, \.nowhereTonight, true),
      Dimension(supposing: .safeToStay, \.safeToStay, false),
      Dimension(supposing: .applicantAge, \.applicantAge, 30),
      Dimension(supposing: .significantHarm, \.significantHarm, false),
      Dimension(supposing: .transport, \.transport, .own),
      Dimension(supposing: .travelMinutes, \.travelMinutes, 30),
      Dimension(supposing: .receptionConfirmed, \.receptionConfirmed, true),
    ]
  }
  /// No other authority comes in.
  let nobodyElse = [
    Dimension(supposing: .dutyElsewhere, \.dutyElsewhere, .none),
    Dimension(unknown: .connections, \.connections),
    Dimension(unknown: .connectionHere, \.connectionHere),
    Dimension(unknown: .placedBy, \.placedBy),
    Dimension(supposing: .violenceRisk, \.violenceRisk, []),
    Dimension(supposing: .riskFactors, \.riskFactors, []),
  ]

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
  let running = Dimension(.dutyHeld, \.dutyHeld, [.none, .interim, .ended])
  let decision = Dimension(.decision, \.decision, Decision.allCases)
  let changedSince = Dimension(.changedSince, \.changedSince, [false, true])
  let review = Dimension(.review, \.review, Review.allCases)
  /// A review as far as it keeps an accommodation going.
  let finalReview = Dimension(.review, \.review, [.none, .finalOffer])
  let alternative = Dimension(.alternativeFound, \.alternativeFound, [false, true])

  // The way back.
  let transport = Dimension(.transport, \.transport, Transport.allCases)
  let reception = Dimension(.receptionConfirmed, \.receptionConfirmed, [false, true])
  let agrees = Dimension(.agreesToReturn, \.agreesToReturn, [false, true])

  let meansOfTravel = Dimension(.transport, \.transport, [.own, .none])

  // Where they are placed, and what they are offered.
  let needs = Dimension(.needs, \.needs, [[], [.ehcp]])
  let inBorough = Dimension(.inBoroughUnit, \.inBoroughUnit, [false, true])
  let unit = Dimension(.unit, \.unit, Unit.allCases)
  let inBedAndBreakfast = Dimension(supposing: .unit, \.unit, .bedAndBreakfast)
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
  /// The district where they are: one of the county asked, one elsewhere, none, or one that is not held.
  var foundIn: Dimension {
    Dimension(.foundIn, \.foundIn, [.some(ownDistrict), .some(elsewhere), .some(unheld)])
  }
  var wasInCare: Dimension { Dimension(.careLeaverOf, \.careLeaverOf, [.none, .some(ownCounty)]) }

  var violenceRisk: Dimension {
    risk([
      [], [elsewhere], [countyElsewhere], [neighbourElsewhere], [here], [ownCounty], [unheld],
      [elsewhere, unheld],
    ])
  }
  /// Risk as far as one authority elsewhere can be told from another.
  var riskElsewhere: Dimension { risk([[], [here], [elsewhere], [countyElsewhere], [neighbourElsewhere]]) }

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

  /// Where there is risk as far as a threat here, or there, can be told from none.
  var riskHereOrThere: Dimension { Dimension(.violenceRisk, \.violenceRisk, [[], [here], [elsewhere]]) }

  /// Connections are told as a list or as a yes or no about here, never as a contradiction.
  var connections: Dimension {
    connected([[], [here], [elsewhere], [here, elsewhere], [unheld], [elsewhere, countyElsewhere]])
  }
  var connectionHereAlone: Dimension { Dimension(.connectionHere, \.connectionHere, [false, true]) }
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

  // MARK: Days, all told from the case's own

  private func day(_ days: Int) -> Day { today.adding(days: days) }

  /// Each limit's day and the one after it, counted back from the case's own day.
  private func back(_ parameter: Parameter) -> [Day] {
    limits(parameter).flatMap { [day(-$0), day(-$0 + 1)] }
  }

  private func limits(_ parameter: Parameter) -> [Int] { (numbers[parameter] ?? []).sorted() }

  /// Long past, yesterday, today, each day of a week to come, and every kind of day around the next bank holiday.
  var endDays: Dimension {
    let week = (7...13).map(day)
    return Dimension(
      .accommodationEndsOn, \.accommodationEndsOn,
      [day(-60), day(-1), day(0)] + week + (-3...3).map { holiday.adding(days: $0) })
  }
  /// Past, tonight, and well ahead.
  var endsAhead: Dimension {
    Dimension(.accommodationEndsOn, \.accommodationEndsOn, [day(-30), day(0), day(90)])
  }
  /// Around each dated change, around each limit that is counted from a decision, and today.
  var decisionDays: Dimension {
    let counted = back(.noticeDays) + back(.reviewDays)
    return Dimension(
      .decisionOn, \.decisionOn,
      (recent + counted + [day(-1), day(0), day(1)]).unique.map { LimitStart.day($0) } + [.moment(base.presentedAt)])
  }
  /// The day before the newest change of what protects care leavers, and today.
  var decisionSides: Dimension {
    Dimension(
      .decisionOn, \.decisionOn,
      (protectedFrom.map { [LimitStart.day($0.adding(days: -1)), .day($0)] } ?? []) + [.day(day(0))])
  }
  var issueDays: Dimension {
    Dimension(.issuedOn, \.issuedOn, [-1, 0, 1].map { LimitStart.day(day($0)) })
  }
  var offerDays: Dimension {
    Dimension(.offerOn, \.offerOn, (back(.reviewDays) + [day(-60), day(0)]).unique)
  }
  var placedDays: Dimension {
    Dimension(
      .placedOn, \.placedOn,
      (back(.bedAndBreakfastNights) + back(.hostNoticeDays) + [day(-60), day(0)]).unique)
  }
  var homelessDays: Dimension {
    let ahead = limits(.threatenedDays).flatMap { [day($0), day($0 + 1)] }
    return Dimension(.homelessFrom, \.homelessFrom, ([day(-1), day(0), day(1)] + ahead).unique)
  }
  /// Homeless yesterday, and soon.
  var homelessAround: Dimension { Dimension(.homelessFrom, \.homelessFrom, [day(-1), day(7)]) }
  var referredAt: Dimension {
    let now = base.presentedAt
    return Dimension(.referredAt, \.referredAt, [now, now.adding(seconds: 600), now.adding(seconds: -7200)])
  }

  // MARK: Numbers, both sides of each limit

  var minutes: Dimension {
    let all = limits(.ownTravelLimit) + limits(.publicTravelLimit)
    return Dimension(.travelMinutes, \.travelMinutes, all.flatMap { [$0, $0 + 1] }.unique.sorted())
  }
  /// Within the shortest limit, and beyond the longest.
  var longMinutes: Dimension {
    let all = limits(.ownTravelLimit) + limits(.publicTravelLimit)
    return Dimension(.travelMinutes, \.travelMinutes, [all.min() ?? 0, (all.max() ?? 0) + 1])
  }
  var nightsSpent: Dimension {
    let most = limits(.bedAndBreakfastNights)
    return Dimension(
      .bedAndBreakfastNights, \.bedAndBreakfastNights, ([0, 1] + most.flatMap { [$0 - 1, $0, $0 + 1] }).unique)
  }
  /// Both sides of each age that the law tells apart.
  var ages: Dimension {
    let most = limits(.neverIntentionalUnderAge).flatMap { [$0 - 1, $0] }
    return Dimension(.applicantAge, \.applicantAge, ([15, 16, 17, 18, 20, 21] + most).unique)
  }

  /// Every fact that is varied.
  var varied: FactSet { all.reduce(into: []) { $0.formUnion($1.facts) } }

  /// Every fact, each in its fullest list of cases.
  var all: [Dimension] {
    [
      allMoments, children, pregnant, ages, vulnerable, riskFactors, protection, involvement, formerRelevant, nowhere,
      danger, harm, consent, eligibility, duty, decision, alternative, transport, minutes, reception, agrees, needs,
      inBorough, unit, nightsSpent, offer, dutyElsewhere, placedBy, placedIn, careLeaverOf, violenceRisk, connections,
      endDays, decisionDays, offerDays, placedDays, homelessDays, referredAt, safeToStay, changedSince, review, foundIn,
      issueDays,
    ]
  }
}

extension Array where Element: Hashable {
  /// Each once, in order.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
