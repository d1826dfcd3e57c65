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
  private let calls: CallLog
  private let now: Moment
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
    self.calls = calls
    self.now = now ?? determination.facts.lastSeenAt
    self.isFull = isFull
    ring = RingList(determination, engine: engine, calls: calls, now: self.now)
  }

  /// The page, line by line.
  package var lines: [String] {
    var lines = heading + [""] + wrapped("TONIGHT  ", tonight)
    lines += ["", "RING"] + (noHousingLine.map { wrapped("    ", $0) } ?? []) + ringing
    let (first, later) = PageOrder(determination, today: today).parts
    let orders = first.map { ($0, false) } + later.map { ($0, true) }
    for (index, order) in orders.enumerated() {
      if index == 0 || index == first.count { lines += ["", order.1 ? "LATER" : "DO"] }
      lines += wrapped("\(index + 1).".padded(to: 4), said(order.0, isBrief: order.1 && !isFull))
    }
    lines += barred + asked + known
    lines += ["", "Nightdesk proposes; a named person decides. Not legal advice."]
    lines.append("rules \(determination.rulesVersion), directory \(determination.directoryVersion)")
    return lines
  }

  /// What is to be done, with the number to ring; of what comes later only what it is.
  private func said(_ action: Determination.Action, isBrief: Bool) -> String {
    let number = RingList.number(of: action, calls: calls, now: now).map { "  → \($0)" } ?? ""
    let text = isBrief ? action.text.firstSentence : action.text
    return text + number + cited(isFull ? action.rules : Array(action.rules.prefix(isBrief ? 1 : 2)))
  }

  private var today: Day { engine.clock.wall(at: determination.facts.lastSeenAt).day }

  private var barred: [String] {
    let groups = engine.grouped(determination)
    guard !groups.isEmpty else { return [] }
    return ["", "DO NOT"]
      + groups.flatMap { wrapped("-   ", "\($0.text)\(cited(isFull ? $0.rules : Array($0.rules.prefix(2))))") }
  }

  /// How many questions are told in words on the usual page; the desk puts the others.
  private static let mostQuestions = 3

  private var asked: [String] {
    let questions = determination.outcome.questions
    guard !questions.isEmpty else { return [] }
    let told = isFull ? questions : Array(questions.filter(\.changesTonight).prefix(Self.mostQuestions))
    var lines = ["", "ASK"]
    for question in told { lines += wrapped("?   ", "\(question.fact.question)  (\(question.fact.name))") }
    let rest = questions.dropFirst(told.count)
    let tonight = rest.filter(\.changesTonight).map(\.fact.name)
    let later = rest.filter { !$0.changesTonight }.map(\.fact.name)
    if !tonight.isEmpty { lines += wrapped("    ", "Also about tonight: \(tonight.joined(separator: ", ")).") }
    if !later.isEmpty { lines += wrapped("    ", "About later: \(later.joined(separator: ", ")).") }
    return lines
  }

  /// What somebody acts on tonight; on the full page also what stands behind it.
  private var known: [String] {
    let told = determination.warnings.filter { isFull || PageOrder.isForTonight($0) }
    let kept = determination.warnings.count - told.count
    guard !told.isEmpty || kept > 0 else { return [] }
    let more =
      kept == 0
      ? [] : wrapped("    ", "\(counted(kept, "note")) on numbers and protocols: 'result full', or --full.")
    return ["", "KNOW"] + told.flatMap { wrapped("!   ", $0.text) } + more
  }

  /// The determination so far in two lines: what holds for tonight, then whom to ring and how much is open.
  package var brief: [String] {
    let questions = determination.outcome.questions
    let aboutTonight = questions.count(where: \.changesTonight)
    let share = questions.isEmpty ? "" : ", \(aboutTonight == 0 ? "none" : "\(aboutTonight)") about tonight"
    let open = counted(questions.count, "question") + " open" + share
    guard ring.rows.isEmpty else { return ["TONIGHT  \(tonight)", "RING     \(ringFirst ?? ""); \(open)"] }
    return ["TONIGHT  \(tonight)"] + (noHousingLine.map { ["RING     \($0)"] } ?? []) + ["         \(open)"]
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
      guard ring.rows.contains(where: { $0.standsBack && text.contains($0.number) }) else { return text }
      return text.firstSentence + " In danger ring 999."
    }
  }

  private var heading: [String] {
    let wall = engine.clock.wall(at: determination.facts.presentedAt)
    let route = determination.outcome.route.map { ", \($0.rawValue.replacing("-", with: " "))" } ?? ""
    return [
      "\(determination.councilName), \(TimeText.clockText(wall)) on \(TimeText.words(wall.day)) "
        + "(\(determination.outcome.period.rawValue.replacing("-", with: " "))\(route))"
    ]
  }

  /// Who places them, and until when.
  package var tonight: String {
    let tonight = determination.outcome.tonight
    let by = tonight.by?.ref.map { engine.directory[$0].name } ?? determination.by ?? ""
    switch tonight.decision {
    case .place:
      let last = tonight.nights.map { $0.count == 1 ? "tonight" : "for \($0.count) nights" } ?? ""
      let seen = tonight.returnOn.map { "; seen again \(engine.seenOn($0, determination.facts))" } ?? ""
      return "\(by) places them \(last), \(power(tonight.power))\(seen)."
    case .handOver:
      let until = determination.actions.first { $0.code == ActionCode.handOver.name }?.due
      let by = until.map { " by \(TimeText.words($0, clock: engine.clock))" } ?? ""
      return "Children's services meet the family\(by). Nobody leaves."
    case .return: return "They go back to \(by), which owes the duty and expects them."
    case .managerDecides: return "A children's services manager decides about the children's safety. Nobody leaves."
    case .childrensServices:
      return "\(by) leads as children's services, \(power(tonight.power)). Nobody leaves."
    case .notNeeded: return "They have somewhere safe to sleep tonight."
    case .advise:
      return engine.directory.isHousingAuthority(determination.facts.council)
        ? "No duty to accommodate is seen here. Advise them, and let a person decide."
        : "The district council may owe them a roof tonight. Help them to reach it; a person decides."
    case .ask: return "Too little is known to say. They stay where they are while you ask."
    }
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

  /// Whom to ring, line by line: its number on the page, the number to dial, whose it is, and how it stands.
  package var ringing: [String] {
    let width = ring.rows.map(\.number.count).max() ?? 0
    return ring.rows.enumerated().flatMap { index, row in
      let mark = " \(index + 1)".padded(to: 4) + row.number.padded(to: width) + "  "
      return wrapped(mark, "\(row.whose); \(row.state)")
    }
  }

  private func cited(_ rules: [String]) -> String { rules.isEmpty ? "" : "  [\(rules.joined(separator: ", "))]" }

  /// A text behind a mark, wrapped at the page's width, later lines under the first.
  private func wrapped(_ mark: String, _ text: String) -> [String] {
    var lines: [String] = []
    var line = mark
    var isFresh = true
    for word in text.split(separator: " ") {
      if !isFresh, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: mark.count)
        isFresh = true
      }
      line += (isFresh ? "" : " ") + word
      isFresh = false
    }
    return lines + [line]
  }
}

extension String {
  /// Up to its first full stop.
  fileprivate var firstSentence: String { firstRange(of: ". ").map { String(self[..<$0.lowerBound]) + "." } ?? self }
}
