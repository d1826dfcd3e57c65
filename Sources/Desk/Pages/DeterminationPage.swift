import Directory
package import Triage
package import WorkingTime

/// A determination as a page that a tired person reads in half a minute: tonight, whom to ring, what to do, what not.
///
/// The usual page is for acting; where a number comes from, which protocol is out of date and what the law says beside a
/// protocol stand on the full one.
package struct DeterminationPage {
  private let determination: Determination
  private let engine: TriageEngine
  private let width: Int
  private let ring: RingList
  private let isFull: Bool

  /// How wide a page is where nobody says otherwise, in columns.
  package static let usualWidth = 96

  /// A page of a determination, wrapped at a width of columns.
  ///
  /// - Parameters:
  ///   - determination: What was decided.
  ///   - engine: What decided it.
  ///   - width: Columns.
  ///   - calls: Who was rung; what has just failed stands last.
  ///   - now: The moment of reading; that of the case where left out.
  ///   - isFull: Whether everything is told.
  package init(
    _ determination: Determination, engine: TriageEngine, width: Int = usualWidth, calls: CallLog = CallLog(),
    now: Moment? = nil, isFull: Bool = false
  ) {
    self.determination = determination
    self.engine = engine
    self.width = width
    self.isFull = isFull
    ring = RingList(determination, engine: engine, calls: calls, now: now ?? determination.facts.now)
  }

  /// How many lines the usual page may have: one and a half screens.
  private static let mostLines = 40

  /// How close a page is laid out.
  private struct Closeness {
    /// Before which headings a line is left blank.
    var gaps: Set<String>
    /// Whether what only goes with the placement is said in a sentence, and rules stand where they need no line of their own.
    var isBrief: Bool
    /// How many questions are told in words; the desk puts the others.
    var questions: Int
    /// Whether the first line says only where and when, if more would take a second, and no heading stands over nothing.
    var isTerse = false

    static let steps = [
      Closeness(gaps: ["RING", "DO", "LATER", "DO NOT", "ASK", "KNOW", ""], isBrief: false, questions: 3),
      Closeness(gaps: ["RING", "DO", "LATER", "DO NOT", "ASK", "KNOW", ""], isBrief: true, questions: 3),
      Closeness(gaps: ["RING", "DO", "DO NOT"], isBrief: true, questions: 3),
      Closeness(gaps: ["RING", "DO", "DO NOT"], isBrief: true, questions: 2),
      Closeness(gaps: ["DO"], isBrief: true, questions: 2), Closeness(gaps: [], isBrief: true, questions: 1),
      Closeness(gaps: [], isBrief: true, questions: 1, isTerse: true),
    ]
  }

  /// The page, line by line: as loose as it may be.
  package var lines: [String] {
    guard !isFull else { return lines(Closeness.steps[0]) }
    for step in Closeness.steps {
      let lines = lines(step)
      if lines.count <= Self.mostLines { return lines }
    }
    return lines(Closeness.steps[Closeness.steps.count - 1])
  }

  private func lines(_ closeness: Closeness) -> [String] {
    func gap(_ heading: String) -> [String] { closeness.gaps.contains(heading) ? [""] : [] }
    var lines = heading(closeness) + aged + gap("RING") + wrapped("TONIGHT  ", tonight)
    lines += gap("RING") + ["RING"] + (noHousingLine.map { wrapped("    ", $0) } ?? [])
    lines += ringing(isTerse: closeness.isTerse) + beside(isTerse: closeness.isTerse)
    let (first, later) = PageOrder(determination).parts
    for (index, action) in (first + later).enumerated() {
      if index == 0, !first.isEmpty { lines += gap("DO") + ["DO"] }
      if index == first.count { lines += gap("LATER") + ["LATER"] }
      lines += said(action, number: index + 1, isLater: index >= first.count, closeness)
    }
    let groups = engine.grouped(determination)
    if !groups.isEmpty { lines += gap("DO NOT") + ["DO NOT"] }
    for group in groups { lines += citing("-   ", group.text, group.rules, closeness) }
    lines += asked(closeness, gap("ASK")) + known(gap("KNOW"), closeness) + gap("")
    lines.append("Nightdesk proposes; a named person decides. Not legal advice.")
    if isFull { lines.append("rules \(determination.rulesVersion), directory \(determination.directoryVersion)") }
    return lines
  }

  /// What is to be done, with the number to ring; of what comes later, and of what only goes with the placement, what it is.
  private func said(
    _ action: Determination.Action, number place: Int, isLater: Bool, _ closeness: Closeness
  ) -> [String] {
    let number = ring.number(of: action).map { "  → \($0)" } ?? ""
    let isShort = !isFull && (isLater || (closeness.isBrief && PageOrder.isMinor(action)))
    let isCut = isShort && action.lacksNumber
    // The number of what is small stands above already, under RING.
    let isWithout = closeness.isBrief && isLater || closeness.isTerse && PageOrder.isMinor(action)
    let text = isShort ? action.text.firstSentence + (isCut ? "  → no number held" : "") : action.text
    return citing(
      "\(place).".padded(to: 4), text + (isWithout ? "" : number), action.rules, closeness)
  }

  /// A sentence with its rules: all of them on the full page, elsewhere the first two, or as many as need no line more.
  private func citing(_ mark: String, _ text: String, _ rules: [String], _ closeness: Closeness) -> [String] {
    if isFull { return wrapped(mark, text + cited(rules)) }
    guard closeness.isBrief else { return wrapped(mark, text + cited(Array(rules.prefix(2)))) }
    let bare = wrapped(mark, text)
    for count in [2, 1] {
      let lines = wrapped(mark, text + cited(Array(rules.prefix(count))))
      if lines.count == bare.count { return lines }
    }
    return bare
  }

  private func asked(_ closeness: Closeness, _ gap: [String]) -> [String] {
    let questions = determination.outcome.open
    guard !questions.isEmpty else { return [] }
    let once = determination.outcome.waiting.isEmpty ? "" : ", once 999 is coming"
    let tonight = questions.filter(\.changesTonight)
    let told = isFull ? questions : Array((tonight.isEmpty ? questions : tonight).prefix(closeness.questions))
    let rest = questions.dropFirst(told.count)
    let share = [
      (rest.count(where: \.changesTonight), "about tonight"), (rest.count { !$0.changesTonight }, "about later"),
    ].filter { $0.0 > 0 }.map { "\($0.0) more \($0.1)" }
    let more = share.isEmpty ? "" : "  (\(share.joined(separator: ", ")): 'ask' puts them)"
    return gap + ["ASK" + once + more]
      + told.flatMap { wrapped("?   ", "\($0.fact.question)  (\($0.fact.name))") }
  }

  /// What somebody acts on tonight; on the full page also what stands behind it.
  private func known(_ gap: [String], _ closeness: Closeness) -> [String] {
    // What must be known of the whole directory stands on top.
    let warnings = determination.warnings.filter { $0 != engine.directory.notice }
    let told = warnings.filter { isFull || PageOrder.isForTonight($0) }
    let kept = warnings.count - told.count
    guard !warnings.isEmpty else { return [] }
    let more = kept == 0 ? "" : "  (\(counted(kept, "note")) on numbers and protocols: 'result full', or --full)"
    // Beside the one thing to know the notes are told of in its line.
    if closeness.isTerse, let first = told.first, kept > 0 {
      let notes = "  (\(counted(kept, "note")): 'result full')"
      return wrapped("KNOW ! ", first.text + (told.count == 1 ? notes : ""))
        + told.dropFirst().enumerated().flatMap { wrapped("!   ", $1.text + ($0 == told.count - 2 ? notes : "")) }
    }
    return gap + ["KNOW" + more] + told.flatMap { wrapped("!   ", $0.text) }
  }

  /// What must be known of the whole directory, above the numbers that come from it: how old it is, or that it is not the site's.
  private var aged: [String] { engine.directory.notice.map { wrapped("! ", $0.text) } ?? [] }

  /// The determination so far in two lines: what holds for tonight, then whom to ring and how much is open. What must be known of the
  /// whole directory stands above them.
  package var brief: [String] {
    let questions = determination.outcome.open
    let aboutTonight = questions.count(where: \.changesTonight)
    let share = questions.isEmpty ? "" : ", \(aboutTonight == 0 ? "none" : "\(aboutTonight)") about tonight"
    let open = counted(questions.count, "question") + " open" + share
    guard ring.rows.isEmpty else { return aged + ["TONIGHT  \(tonight)", "RING     \(ringFirst ?? ""); \(open)"] }
    return aged + ["TONIGHT  \(tonight)"] + (noHousingLine.map { ["RING     \($0)"] } ?? []) + ["         \(open)"]
  }

  /// Whom to ring first, in a line; else that no number is held; nil where nobody is to be rung.
  package var ringFirst: String? {
    guard let first = ring.rows.first else { return noHousingLine }
    let tried = ring.rows.filter { $0.standsBack }.map { "\($0.number): \($0.state)" }
    return "\(first.number) \(first.whose), \(first.state)"
      + (tried.isEmpty || first.standsBack ? "" : "; tried \(tried.joined(separator: ", "))")
  }

  /// What is said where no housing line is held; a number in it that has just failed is left out.
  private var noHousingLine: String? {
    determination.noHousingLine.map { text in
      // Where 999 stands among the numbers below, once is enough.
      let danger = ring.rows.contains { $0.number == "999" } ? "" : " In danger ring 999."
      guard ring.rows.contains(where: { $0.standsBack && text.contains($0.number) }) else {
        return text.replacing(" In danger ring 999.", with: danger)
      }
      return text.firstSentence + danger
    }
  }

  private func heading(_ closeness: Closeness) -> [String] {
    let came = engine.clock.wall(at: determination.facts.presentedAt)
    let route = determination.outcome.route.map { $0.rawValue.replacing("-", with: " ") }
    let period = determination.outcome.period.rawValue.replacing("-", with: " ")
    func place(_ wall: WallTime) -> String {
      "\(determination.councilName), \(TimeText.clockText(wall)) on \(TimeText.words(wall.day))"
    }
    // Where the clock has gone on, both hours are told: the law goes by the one, tonight and the numbers by the other.
    if let readAt = determination.facts.readAt, readAt > determination.facts.lastSeenAt {
      let read = engine.clock.wall(at: readAt)
      if read.day != came.day || read.minuteOfDay != came.minuteOfDay {
        let day = read.day == came.day ? "" : " on \(TimeText.words(came.day))"
        let kind = route.map { " (\($0))" } ?? ""
        let both = "; they came at \(TimeText.clockText(came))\(day)"
        let whole = wrapped("", place(read) + kind + both + " (\(period))")
        return closeness.isTerse && whole.count > 1 ? wrapped("", place(read) + both) : whole
      }
    }
    let whole = wrapped("", "\(place(came)) (\(period)\(route.map { ", \($0)" } ?? ""))")
    return closeness.isTerse && whole.count > 1 ? wrapped("", place(came)) : whole
  }

  /// Who places them, and until when; before it, that 999 is rung where somebody is in danger.
  package var tonight: String {
    let isDanger = determination.actions.contains { $0.code == ActionCode.call999.name }
    return (isDanger ? "Someone is in danger: ring 999 first. " : "") + settled
  }

  private var settled: String {
    let tonight = determination.outcome.tonight
    let by = determination.byName ?? ""
    let seen = tonight.returnOn.map { "; seen again \(engine.seenOn($0, determination.facts))" } ?? ""
    switch tonight.decision {
    case .place:
      let last = tonight.nights.map { $0.count == 1 ? "tonight" : "for \($0.count) nights" } ?? ""
      return "\(by) places them \(last), \(power(tonight.power))\(seen)."
    case .handOver:
      let until = determination.actions.first { $0.code == ActionCode.handOver.name }?.due
      // Where the time has passed they are overdue, and a day alone is all that is due.
      let by =
        switch until {
        case .moment(let moment)?: " by \(TimeText.words(.moment(moment), clock: engine.clock))"
        case .day?: " now: they are overdue"
        case nil: ""
        }
      return "Children's services meet the family\(by). They stay here until then."
    case .return: return "They go back to \(by), which owes the duty and expects them."
    case .managerDecides:
      return
        "A children's services manager decides about the children's safety\(seen). They stay here until a bed is found."
    case .childrensServices:
      // Without a child there is nobody whom section 17 would reach, and the same council answers through another service.
      let lead =
        tonight.power == nil
        ? "sees to tonight through adult social care, for there is no child yet; \(power(nil))"
        : "leads as children's services, \(power(tonight.power))"
      return "\(by) \(lead)\(seen). They stay here until a bed is found."
    case .notNeeded: return notNeeded
    case .advise where determination.outcome.actions.contains { $0.note == .askWhetherLetterEndsInterim }:
      return
        "The relief duty goes on. Look at their letter: place them under section 188 unless it says that nothing is "
        + "owed after relief."
    case .advise:
      return engine.directory.isHousingAuthority(determination.facts.council)
        ? "No duty to accommodate is seen here. Advise them, and let a person decide."
        : "\(engine.district(determination.facts).firstInCapitals) may owe them a roof tonight. Help them to reach it; a "
          + "person decides."
    case .ask: return "Too little is known to say. They stay where they are while you ask."
    }
  }

  /// That nobody places them tonight: a bed is called safe only once that is known, and lawful only while it is.
  private var notNeeded: String {
    let notes = Set(determination.outcome.actions.map(\.note))
    if notes.contains(.homelessThroughAbuse) {
      return "They have somewhere to sleep tonight. Ask first whether violence or abuse can reach them there."
    }
    if notes.contains(.bedAndBreakfastOver) {
      return "They have a bed tonight, but bed and breakfast is no longer lawful for them. They must be moved."
    }
    return "They have somewhere safe to sleep tonight."
  }

  private func power(_ power: Power?) -> String {
    switch power {
    case .s188?: "section 188"
    case .s190?: "section 190"
    case .s193?: "section 193"
    case .s199A?: "section 199A"
    case .s200?: "section 200"
    case .s17?: "section 17, Children Act"
    case .s20?: "section 20, Children Act"
    case nil: "a named person says under which power"
    }
  }

  /// What must be read beside the numbers: that nobody answered, and what is not known of a line that stands nearly alone; terse,
  /// only where that is about the hour.
  private func beside(isTerse: Bool) -> [String] {
    let isTold = noHousingLine != nil || ring.rows.contains { $0.number == "999" }
    let danger = !isTold && ring.rows.contains(where: \.standsBack) ? wrapped("    ", "In danger ring 999.") : []
    guard !isFull, ring.rows.count <= 3, let first = ring.rows.first?.contact, first.hours == nil,
      first.purpose.isOutOfHours,
      let doubt = first.warnings.last(where: { $0.code == "check-hours" || ($0.code == "check-use" && !isTerse) })
    else { return danger }
    return wrapped(" !  ", "\(first.display): \(doubt.text)") + danger
  }

  /// Whom to ring, line by line: its number on the page, the number to dial, whose it is, and how it stands.
  package var ringing: [String] { ringing(isTerse: false) }

  /// The same; terse, what would need a second line says only whether the number answers.
  private func ringing(isTerse: Bool) -> [String] {
    let width = ring.rows.map(\.number.count).max() ?? 0
    return ring.rows.enumerated().flatMap { index, row in
      let mark = " \(index + 1)".padded(to: 4) + row.number.padded(to: width) + "  "
      let whole = wrapped(mark, "\(row.whose); \(row.state)")
      return isTerse && whole.count > 1 ? wrapped(mark, "\(row.whose); \(row.answers)") : whole
    }
  }

  private func cited(_ rules: [String]) -> String { rules.isEmpty ? "" : "  [\(rules.joined(separator: ", "))]" }

  /// A text behind a mark, wrapped at the page's width, later lines under the first.
  private func wrapped(_ mark: String, _ text: String) -> [String] {
    text.wrapped(at: width, first: mark, rest: String(repeating: " ", count: mark.count))
  }
}

extension String {
  /// Up to its first full stop.
  fileprivate var firstInCapitals: String { prefix(1).uppercased() + dropFirst() }
  fileprivate var firstSentence: String { firstRange(of: ". ").map { String(self[..<$0.lowerBound]) + "." } ?? self }
}
