package import WorkingTime

/// A quarter of the calendar year, which is a financial-year quarter too.
package struct Quarter: Sendable, Hashable, Comparable {
  /// The calendar year.
  package let year: Int
  /// 1 for January to March.
  package let number: Int

  /// The quarter of a day.
  package init(of day: Day) {
    let parts = day.parts
    year = parts.year
    number = (parts.month - 1) / 3 + 1
  }

  /// Reads `2026-Q4`; nil where it is none.
  package init?(typed: String) {
    guard let match = typed.uppercased().wholeMatch(of: /([0-9]{4})-?Q([1-4])/), let year = Int(match.1),
      let number = Int(match.2), (1900...2199).contains(year)
    else { return nil }
    self.year = year
    self.number = number
  }

  private init(year: Int, number: Int) {
    self.year = year
    self.number = number
  }

  /// `2026-Q4`.
  package var text: String { "\(year)-Q\(number)" }

  /// `Oct to Dec 2026 (Q3 2026/27)`.
  package var words: String {
    let months = ["Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec"][number - 1]
    let start = number == 1 ? year - 1 : year
    let next = (start + 1) % 100
    return "\(months) \(year) (Q\(number == 1 ? 4 : number - 1) \(start)/\(next < 10 ? "0" : "")\(next))"
  }

  /// The quarter after it.
  package var next: Quarter {
    number == 4 ? Quarter(year: year + 1, number: 1) : Quarter(year: year, number: number + 1)
  }

  /// The quarter before it.
  package var previous: Quarter {
    number == 1 ? Quarter(year: year - 1, number: 4) : Quarter(year: year, number: number - 1)
  }

  /// Its last day.
  package var lastDay: Day? { Day(year: next.year, month: next.number * 3 - 2, day: 1)?.adding(days: -1) }

  /// Earlier ones come first.
  package static func < (left: Quarter, right: Quarter) -> Bool {
    (left.year, left.number) < (right.year, right.number)
  }
}

/// What is counted. The words stay in a casebook when the case is gone: some may be added, none is renamed.
package enum Measure: String, Sendable, Hashable, CaseIterable {
  /// Cases by the quarter in which the family came.
  case cases
  /// Luton 1: cases referred to children's services.
  case referredOut = "referred-to-childrens-services"
  /// Referrals to them, of which one case may have several.
  case referrals = "referrals-to-childrens-services"
  /// Luton 2: cases that children's services referred here.
  case referredIn = "referred-by-childrens-services"
  /// All that was referred here, by the body that did.
  case referringBody = "referring-body"
  /// Luton 3.
  case firstOutcome = "first-outcome"
  /// Luton 4.
  case finalOutcome = "final-outcome"
  /// Luton 5.
  case referringTeam = "referring-team"
  /// Luton 6: children's services asked for a place while they assess.
  case askedToAccommodate = "asked-to-accommodate"
  /// Luton 7.
  case household
  /// Luton's first target, on the narrow reading of the decisions that it is about.
  case sameDayNarrow = "same-day-narrow"
  /// The same on the wide reading.
  case sameDayWide = "same-day-wide"
  /// Luton's second target.
  case contactInFive = "contact-in-five-days"
  /// Kent, care leavers: where they live.
  case careLeaverHome = "care-leaver-home"
  /// Kent, care leavers: those who came as homeless.
  case careLeaver = "care-leaver"
  /// Places, by kind.
  case placed
  /// Nights booked, by kind.
  case nights
  /// Families with children in bed and breakfast.
  case familyInBedAndBreakfast = "family-in-bed-and-breakfast"
  /// Applicants under 18 in bed and breakfast: must be none.
  case youngInBedAndBreakfast = "under-18-in-bed-and-breakfast"
  /// Decisions, by whether they are as proposed or why not.
  case decision
  /// Obligations that were met in time, by rule.
  case inTime = "in-time"
  /// Obligations that were met late, by rule.
  case late
  /// Obligations that were met, and nobody can tell when: two clocks differ. By rule.
  case timeUnknown = "time-unknown"
  /// Cases signed for by the morning, and later.
  case handover
}

/// A count of a quarter at a council. Nothing in it is of one family.
package struct CountRow: Sendable, Hashable {
  /// When.
  package let quarter: Quarter
  /// The council's id.
  package let council: String
  /// What.
  package let measure: Measure
  /// Of what sort: a word of the measure's list.
  package let value: String
  /// How many.
  package var count: Int

  /// A count.
  package init(quarter: Quarter, council: String, measure: Measure, value: String, count: Int) {
    self.quarter = quarter
    self.council = council
    self.measure = measure
    self.value = value
    self.count = count
  }
}
