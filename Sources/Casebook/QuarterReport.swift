/// The counts of a quarter, as a protocol asks for them, or as ours where none does.
package struct QuarterReport: Sendable {
  /// Whose counts.
  package enum Kind: String, Sendable, CaseIterable {
    /// Luton's seven counts and two targets (LUT §10, §11).
    case luton = "LUT"
    /// Kent's four for care leavers (KCL §11).
    case careLeavers = "KCL"
    /// Essex asks for data and names none: ours.
    case essex = "ESS"
    /// Nights, decisions and times: ours.
    case own = "site"

    /// What the report is called.
    package var title: String {
      switch self {
      case .luton: "Luton: counts and targets of the homeless families protocol"
      case .careLeavers: "Kent: care leavers"
      case .essex: "Essex: families with children"
      case .own: "The nights of this desk"
      }
    }
  }

  /// How a table is drawn.
  package enum Form: Sendable, Hashable {
    /// Bars, one a word of a list.
    case bars
    /// Dots, one a decision: those that met a target, those that did not, those of which nobody can tell.
    case target(met: Set<String>, unknown: Set<String>)
  }

  /// One figure.
  package struct Cell: Sendable, Hashable {
    /// The word of the list.
    package let value: String
    /// What it says.
    package let label: String
    /// How many; nil where that is left out for outside: it is too small, or would give away one that is.
    package let count: Int?
  }

  /// The figures of one question.
  package struct Table: Sendable, Hashable {
    /// A short name: `LUT 1`.
    package let id: String
    /// What is counted, and in what unit.
    package let question: String
    /// The clause that asks for it; nil where it is ours.
    package let clause: String?
    /// Which half of the truth this site has; nil where it has all.
    package let half: String?
    /// How it is drawn.
    package let form: Form
    /// The figures, in order; `other` and `not known` last.
    package let cells: [Cell]
    /// Their sum; nil where one of them is not shown, which it would give away.
    package let total: Int?
  }

  /// The quarter.
  package let quarter: Quarter
  /// Whose counts.
  package let kind: Kind
  /// The ids of the councils that are counted, in order.
  package let councils: [String]
  /// Their names, in order.
  package let names: [String]
  /// Whether small numbers are left out, for whoever is outside.
  package let isOutside: Bool
  /// From how many on a count is shown outside.
  package let smallest: Int
  /// The tables.
  package private(set) var tables: [Table] = []
  private let counts: [Measure: [String: Int]]

  /// A report of some counts.
  ///
  /// - Parameters:
  ///   - kind: Whose counts.
  ///   - quarter: The quarter.
  ///   - rows: What was counted in it, of any council.
  ///   - councils: The ids of the councils to count, each with its name.
  ///   - isOutside: Whether it goes to somebody outside.
  ///   - smallest: From how many on a count is shown outside.
  package init(
    _ kind: Kind, _ quarter: Quarter, of rows: [CountRow], councils: [String: String], isOutside: Bool = false,
    smallest: Int = CaseSettings.smallest
  ) {
    self.quarter = quarter
    self.kind = kind
    self.isOutside = isOutside
    self.smallest = smallest
    self.councils = councils.keys.sorted()
    names = councils.values.sorted()
    var counts: [Measure: [String: Int]] = [:]
    for row in rows where row.quarter == quarter && councils[row.council] != nil {
      counts[row.measure, default: [:]][row.value, default: 0] += row.count
    }
    self.counts = counts
    switch kind {
    case .luton: lutonTables()
    case .careLeavers: careLeaverTables()
    case .essex: essexTables()
    case .own: ownTables()
    }
  }

  // MARK: - Tables

  mutating func add(
    _ id: String, _ question: String, _ measure: Measure, _ labels: [(value: String, label: String)],
    clause: String? = nil, half: String? = nil, form: Form = .bars
  ) {
    let known = counts[measure] ?? [:]
    let counts = labels.map { known[$0.value] ?? 0 }
    let cells = zip(labels, shown(counts)).map { Cell(value: $0.value, label: $0.label, count: $1) }
    let isWhole = !cells.contains { $0.count == nil }
    let sum = counts.reduce(0, +)
    tables.append(
      Table(
        id: id, question: question, clause: clause, half: half, form: form, cells: cells,
        // Where a figure is left out its total goes too.
        total: isWhole ? sum : nil))
  }

  mutating func add<Word: CountedWord>(
    _ id: String, _ question: String, _ measure: Measure, _: Word.Type, clause: String? = nil, half: String? = nil
  ) {
    add(
      id, question, measure, Word.allCases.map { ($0.rawValue, $0.label) }, clause: clause, half: half)
  }

  /// The values that were counted, the most frequent first; for lists that are not closed.
  func counted(_ measures: Measure...) -> [(value: String, label: String)] {
    var sums: [String: Int] = [:]
    for measure in measures { sums.merge(counts[measure] ?? [:], uniquingKeysWith: +) }
    // By name outside: an order by figures would tell of those that are left out.
    let order = sums.sorted { isOutside ? $0.key < $1.key : ($1.value, $0.key) < ($0.value, $1.key) }
    return order.map { ($0.key, $0.key.asLabel) }
  }

  /// The counts of a table without those that are too small, and without the next of them: another table may give their sum, and
  /// whoever takes away what is shown from that must not be left with what is not.
  private func shown(_ counts: [Int]) -> [Int?] {
    func isSmall(_ count: Int) -> Bool { isOutside && count > 0 && count < smallest }
    let small = counts.count(where: isSmall)
    guard small > 0 else { return counts }
    // Every count of that size: which of equals is left out would tell which is small.
    let next = counts.filter { $0 >= smallest }.min() ?? (small > 1 ? 0 : nil)
    return counts.map { isSmall($0) || $0 == next ? nil : $0 }
  }
}

extension QuarterReport {
  private static let all = [(value: "all", label: "Cases")]

  private mutating func lutonTables() {
    let housing = "Housing's half: what this desk recorded or was told"
    add("LUT 1", "Cases that Housing referred to Children's Services", .referredOut, Self.all, clause: "LUT §10.1")
    add(
      "LUT 2", "Cases that Children's Services referred to Housing", .referredIn, Self.all, clause: "LUT §10.2",
      half: housing)
    add(
      "LUT 3", "Cases by the first outcome of the referral", .firstOutcome, FirstOutcome.self, clause: "LUT §10.3",
      half: housing)
    add("LUT 4", "Cases by the final outcome", .finalOutcome, FinalOutcome.self, clause: "LUT §10.4", half: housing)
    add(
      "LUT 5", "Cases by the team that referred", .referringTeam, ReferringTeam.self, clause: "LUT §10.5",
      half: housing)
    add(
      "LUT 6", "Cases where a place was asked for while Children's Services assess", .askedToAccommodate, Self.all,
      clause: "LUT §10.6", half: housing)
    add("LUT 7", "Cases by household", .household, Household.self, clause: "LUT §10.7")
    let sameDay = [
      ("met", "On the day of the letter"), ("earlier", "Earlier, no copy that day"),
      ("next-working-day", "On the next working day (LUT-35)"), ("later", "Later"), ("not-yet", "Not yet"),
      ("not-needed", "Called not needed"), ("cannot-tell", "Cannot be told: household or hour not known"),
    ].map { (value: $0.0, label: $0.1) }
    add(
      "Target 1", "Adverse decisions with a referral on the same day, narrow reading", .sameDayNarrow, sameDay,
      clause: "LUT §11, LUT-49", form: .target(met: ["met"], unknown: ["cannot-tell"]))
    // What lies between the two readings could be worked out from both.
    if !isOutside {
      add(
        "Target 1, wide", "The same on the wide reading, every reason of LUT-14", .sameDayWide, sameDay,
        clause: "LUT §11, LUT-49", form: .target(met: ["met"], unknown: ["cannot-tell"]))
    }
    add(
      "Target 2", "Families that agreed to an assessment: first contact within five working days", .contactInFive,
      [
        ("met", "Within five working days"), ("late", "Later"), ("not-told", "Housing was not told"),
        ("cannot-tell", "Cannot be told: two clocks differ"),
      ],
      clause: "LUT §11, LUT-48", half: housing, form: .target(met: ["met"], unknown: ["not-told", "cannot-tell"]))
    add(
      "Target 2, apart", "Families that did not agree", .contactInFive, [("not-agreed", "Did not agree")],
      clause: "LUT §11, LUT-48")
  }

  private mutating func careLeaverTables() {
    let half = "As far as somebody recorded the outcome here"
    let homes: [Home] = [.privateRented, .supported, .social]
    add(
      "KCL 1 to 3", "Care leavers by where they live", .careLeaverHome, homes.map { ($0.rawValue, $0.label) },
      clause: "KCL §11", half: half)
    add("KCL 4", "Care leavers who came as homeless", .careLeaver, Self.all, clause: "KCL §11")
  }

  private mutating func essexTables() {
    add("ESS a", "Cases by household", .household, Household.self)
    add("ESS b", "Cases referred to children's services", .referredOut, Self.all)
    add("ESS c", "Cases by the first outcome of the referral", .firstOutcome, FirstOutcome.self)
    let rules = counted(.inTime, .late, .timeUnknown).filter { $0.value.hasPrefix("ESS-") }
    add("ESS d", "What a clause asks for and was done in time", .inTime, rules.map { ($0.value, $0.value) })
    add("ESS e", "The same, done late", .late, rules.map { ($0.value, $0.value) })
    add(
      "ESS f", "The same, and nobody can tell when: two clocks differ", .timeUnknown, rules.map { ($0.value, $0.value) }
    )
  }

  private mutating func ownTables() {
    let kinds = Placement.Kind.allCases.map { (value: $0.rawValue, label: $0.rawValue.asLabel) }
    add("1", "Cases by household", .household, Household.self)
    add("2", "Places found, by kind", .placed, kinds)
    add("3", "Nights booked, by kind", .nights, kinds)
    add("4", "Cases of families placed in bed and breakfast", .familyInBedAndBreakfast, Self.all)
    add(
      "5", "Cases of applicants under 18 placed in bed and breakfast: must be none", .youngInBedAndBreakfast, Self.all)
    var decisions = [(value: "as-proposed", label: "As proposed")]
    decisions += CaseDecision.Reason.allCases.map { ($0.rawValue, $0.rawValue.asLabel) }
    decisions.append((value: "nobody", label: "Nobody decided, and the case is closed"))
    add("6", "Decisions: as proposed, or why not", .decision, decisions)
    add(
      "7", "Cases handed over, by when they were signed for", .handover,
      [
        ("by-morning", "By the morning"), ("later", "Later"), ("cannot-tell", "Cannot be told: two clocks differ"),
      ])
    let rules = counted(.inTime, .late, .timeUnknown).map { (value: $0.value, label: $0.value) }
    add("8", "Things done in time, by the clause that asks for them", .inTime, rules)
    add("9", "Things done late, by the clause that asks for them", .late, rules)
    add("10", "Things of which nobody can tell when they were done: two clocks differ", .timeUnknown, rules)
  }
}
