import JSON
import Casebook
import Directory
import Triage
import WorkingTime

extension CaseDesk {
  /// The sheet of all open cases; with a team, of the officer's own, which are handed to it.
  ///
  /// - Parameters:
  ///   - words: What was typed behind the command.
  ///   - open: The case that is open at this desk.
  /// - Returns: The sheet, and the cases that were handed over.
  /// - Throws: `CaseRefusal` where nothing is to be handed over; `CaseTrouble`.
  func handOver(_ words: [String], open: OpenCase?) throws -> (sheet: Reply, handed: [CaseRecord]) {
    guard !words.isEmpty else { return (try sheet(of: try seen(), to: nil, open), []) }
    guard words[0].lowercased() == "to", words.count > 1 else {
      throw CaseRefusal("handover takes: handover [to TEAM]")
    }
    let today = clock.wall(at: context.now).day
    let team = try CaseWords.checked(words.dropFirst().joined(separator: " "), since: today)
    guard !PersonName.areSame(team, officer.name) else {
      throw CaseRefusal("\(team) is you: hand over to a team, or to somebody else")
    }
    let own = try seen().filter {
      (PersonName.areSame($0.owner, officer.name) || PersonName.areSame($0.keeper, officer.name))
        && $0.handedOver == nil && $0.damage == nil
    }
    guard !own.isEmpty else { throw CaseRefusal("no open case is yours to hand over; 'handover' alone shows all") }
    var handed: [CaseRecord] = []
    var failed: [(reference: CaseReference, why: CaseTrouble)] = []
    for record in own {
      do throws(CaseTrouble) {
        handed.append(
          try access.shelf.append(
            [NewDeed(.handedOver(to: team))], to: record.reference, by: officer.name, at: context.now,
            after: record.last
          ))
      } catch {
        failed.append((record.reference, error))
      }
    }
    if handed.isEmpty, let first = failed.first { throw first.why }
    // What has been handed over is on the sheet, whatever became of the rest.
    let left = failed.map {
      "! \($0.reference.text) is NOT handed over: \($0.why.text). Say 'handover to \(team)' again."
    }
    return (try sheet(of: handed, to: team, open).warning(left, as: format), handed)
  }

  private func sheet(of records: [CaseRecord], to team: String?, _ open: OpenCase?) throws -> Reply {
    // Read, and not held open: a sheet of all cases is nobody's work on any one of them.
    var notices: [String] = []
    for record in records where record.reference != open?.reference { notices += try glance(at: record) }
    let sheet = HandoverSheet(records, to: team, by: officer.name, in: context)
    let title =
      counted(records.count, "case")
      + (team.map { team in
        let due = HandoverLimit.due(from: context.now, to: team, in: context.engine.frame)
        return " handed to \(team); each stays yours until somebody signs for it with 'receive REF', by "
          + "\(TimeText.words(.moment(due), clock: clock))"
      } ?? "")
    if format == .json {
      var json = JSONWriter()
      json.array(records.sorted { $0.reference < $1.reference }) { $0.write($1, in: context) }
      return Reply(214, title, block: [json.text]).warning(notices.prefix(1), as: format)
    }
    return Reply(214, title, block: sheet.lines).warning(notices.prefix(1), as: format)
  }

  /// The sheet that the family takes along.
  ///
  /// - Parameters:
  ///   - record: The case.
  ///   - isPage: Whether it is wanted as a page for A4.
  /// - Throws: `CaseRefusal` where the case is damaged: a family must not be sent to where they slept before.
  /// - Returns: The sheet.
  func familySheet(of record: CaseRecord, isPage: Bool = false) throws -> Reply {
    if let damage = record.damage { throw CaseRefusal("\(record.reference.text): \(damage.text)") }
    let sheet = FamilySheet(record, in: context)
    guard isPage, format == .text else { return reply(214, record.reference.text, sheet.lines) }
    var page = Reply(
      214, record.reference.text,
      block: sheet.html.split(separator: "\n", omittingEmptySubsequences: true).map(String.init))
    page.isDocument = true
    return page
  }
}

/// The morning sheet: what is for action comes first, by time, and what is only to be known stands apart. What is negative,
/// or has no effect, is not on it.
struct HandoverSheet {
  private let records: [CaseRecord]
  private let team: String?
  private let officer: String
  private let context: DeskContext

  init(_ records: [CaseRecord], to team: String?, by officer: String, in context: DeskContext) {
    self.records = records.sorted { $0.reference < $1.reference }
    self.team = team
    self.officer = officer
    self.context = context
  }

  private var clock: LondonClock { context.engine.clock }
  private var today: Day { clock.wall(at: context.now).day }

  /// The titles of what is a table where a page can have one.
  static let forAction = "FOR ACTION, BY TIME"
  static let waiting = "WAITING ON OTHERS"
  static let receipt = "RECEIPT"

  /// The sheet, line by line.
  var lines: [String] {
    let board = context.board(of: records)
    let forAction = Set(board.lines.filter { $0.standing != .waiting }.map(\.reference)).count
    var lines = [
      "HANDOVER\(team.map { " to \($0)" } ?? ""), made at \(TimeText.words(.moment(context.now), clock: clock)) by \(officer)",
      "\(counted(records.count, "case")): \(forAction) for action, \(records.count - forAction) for information. "
        + "Contains personal data; shred it.",
    ]
    add("DO NOT TELL, DO NOT PLACE", silence, to: &lines)
    add("NIGHTS THAT RUN OUT", nights, to: &lines)
    add(Self.forAction, action(board), to: &lines)
    add(Self.waiting, board.lines.filter { $0.standing == .waiting }.map(boardLine), to: &lines)
    add("DECIDED AGAINST THE PROPOSAL", departures, to: &lines)
    add("NUMBERS THAT FAILED", failed, to: &lines)
    add("NOT ASKED YET, AND IT CAN STILL CHANGE TONIGHT", questions, to: &lines)
    add("THE CASES", records.map(summary), to: &lines)
    add(
      Self.receipt,
      records.map { "\($0.reference.text)   received by ______________  at _____   or not taken: ______________" },
      to: &lines)
    return lines
  }

  private func add(_ title: String, _ section: [String], to lines: inout [String]) {
    if !section.isEmpty { lines += ["", title] + section }
  }

  private var silence: [String] {
    records.flatMap { record in
      let reach = context.reach(of: record)
      return record.silence.map { bar in
        "! \(record.reference.text)  \(bar.text)\(reach.succession(of: bar.council).map { " \($0)." } ?? "")"
      }
    }
  }

  private var nights: [String] {
    records.compactMap { record in
      if let end = record.bedEnds(clock), end < context.engine.calendar.workingDay(after: today) {
        return
          "! \(record.reference.text)  their own bed ends on \(TimeText.words(end)), and offices are shut then; no place is recorded"
      }
      guard let required = context.required(for: record) else { return nil }
      let name = record.reference.text
      guard let placement = record.placement else {
        return context.faults(of: record).contains { $0.kind == .noPlace }
          ? "! \(name)  no place is recorded; needed to the morning of \(TimeText.words(required))" : nil
      }
      let missing = Int(required.number - placement.until.number)
      guard missing > 0 else { return nil }
      return
        "! \(name)  \(CaseWording.plain(placement.kind.rawValue)), booked to \(TimeText.words(placement.until)), needed to "
        + "\(TimeText.words(required))  \(counted(missing, "night")) without a bed\(CaseWording.bedAndBreakfast(record))"
    }
  }

  private func action(_ board: Board) -> [String] {
    board.lines.filter { $0.standing != .waiting }.map { line in
      let obligation = record(line.reference).flatMap { record in line.number.flatMap { record.obligation($0) } }
      let sent = obligation.flatMap { context.sent(for: $0, of: record(line.reference)) }.map { "  (\($0))" } ?? ""
      return boardLine(line) + sent + whom(line)
    }
  }

  private func boardLine(_ line: Board.Line) -> String { CaseWording.line(line, at: context.now, clock: clock) }

  /// Whom to ring for it, and whether somebody answers now.
  private func whom(_ line: Board.Line) -> String {
    let (heir, reached) = ring(for: line)
    return (heir.map { "  (\($0))" } ?? "")
      + (reached.map { "  → \(context.named($0.contact))\(answers($0, for: line))" } ?? "")
  }

  /// What has become of the council that a line is about, where it has ended, and whom to ring for it now.
  func ring(for line: Board.Line) -> (heir: String?, reached: ReachedContact?) {
    guard let record = record(line.reference), let obligation = line.number.flatMap({ record.obligation($0) }) else {
      return (nil, nil)
    }
    let reach = CaseReach(record, in: context.desk.at(moment(of: line)))
    return (reach.succession(of: obligation.action.key.council), reach.contact(for: obligation.action))
  }

  /// The case of a reference, where it is on the sheet.
  private func record(_ reference: CaseReference) -> CaseRecord? { records.first { $0.reference == reference } }

  /// When a line is to be acted on: now, or where its day is still to come at noon of that day, when other people answer.
  private func moment(of line: Board.Line) -> Moment {
    let day =
      switch line.due {
      case .day(let day)?: day
      case .moment(let moment)?: clock.wall(at: moment).day
      case nil: clock.wall(at: context.now).day
      }
    guard day > clock.wall(at: context.now).day else { return context.now }
    return clock.moment(of: WallTime(day: day, hour: 12, minute: 0))
  }

  /// Whether somebody answers: how the last call went, else `, open now`; nothing where nobody knows, or it is for a later day.
  func answers(_ reached: ReachedContact, for line: Board.Line) -> String {
    if let failure = failure(of: reached.contact) { return ", \(failure)" }
    let reported = context.reported(reached.contact)
    if !reported.isEmpty { return reported }
    guard reached.contact.isVoice, moment(of: line) == context.now, let isLive = reached.isLive else { return "" }
    guard isLive else { return ", closed now" }
    // A line for the night whose hours nobody wrote down is only hoped to answer.
    let isKnown =
      switch reached.contact.hours?.state(at: clock.wall(at: context.now), calendar: context.engine.calendar) {
      case .open?: true
      case .closed?, .unrecorded?, nil: false
      }
    return isKnown ? ", open now" : ", may answer now"
  }

  /// How the last call to a number went, in any case of the sheet: `no answer at 22:14`; nil where none failed.
  private func failure(of contact: Contact) -> String? {
    let calls = records.flatMap(\.events).compactMap { event -> (event: CaseEvent, how: String)? in
      guard case .rang(let id, let how) = event.deed else { return nil }
      let isSame = id == contact.id || context.directory.contact(id: id).map { $0.value == contact.value } == true
      return isSame ? (event, how) : nil
    }
    return calls.max { $0.event.happenedAt < $1.event.happenedAt }.map { call in
      "\(CaseWording.plain(call.how)) at \(CaseWording.moment(call.event.happenedAt, context.now, clock))"
    }
  }

  private var departures: [String] {
    records.flatMap { record in
      record.decisions.filter { $0.decision.reason != nil }.map {
        "\(record.reference.text)  "
          + CaseWording.said(.decided(decision: $0.decision), of: record, in: context, isFresh: false)
      }
    }
  }

  private var failed: [String] {
    var seen: Set<String> = []
    return records.flatMap { record in
      record.events.compactMap { event in
        guard case .rang(let id, let how) = event.deed, seen.insert(id + how).inserted else { return nil }
        let number = context.directory.contact(id: id).map { "\($0.display) (\($0.team))" } ?? id
        return "\(number): \(how.replacing("-", with: " "))"
      }
    }
  }

  private var questions: [String] {
    records.compactMap { record in
      let names = tonight(record)
      return names.isEmpty ? nil : "\(record.reference.text)  \(CaseWording.plain(names.joined(separator: ", ")))"
    }
  }

  /// The names of the questions that can still change tonight, as the rules have it now; where the facts cannot be read by them, all
  /// that were open.
  private func tonight(_ record: CaseRecord) -> [String] {
    guard let proposal = record.proposal else { return [] }
    do {
      var facts = try context.reader.facts(from: record.facts, now: context.now)
      facts.readAt = context.now
      return context.engine.evaluate(facts).open.filter(\.changesTonight).map(\.fact.name)
    } catch {
      return proposal.questions
    }
  }

  /// One line a case: who they are in a few words, where they sleep, what was decided by whom.
  private func summary(_ record: CaseRecord) -> String {
    let place =
      record.placement.map { "\(CaseWording.plain($0.kind.rawValue)) to \(CaseWording.short($0.until, today))" }
      ?? "no place recorded"
    let decided =
      record.decision.map { "\($0.name) decided: \(CaseWording.decision($0.decision, $0.power))" }
      ?? "proposed: \(CaseWording.decision(record.tonightDecision, record.proposal?.tonight.power)); nobody has decided"
    let done = record.obligations.count { if case .done = $0.state { true } else { false } }
    let next =
      record.proposal?.tonight.returnOn.map {
        "; if nothing else is agreed they come on \(CaseWording.short($0, today))"
      }
      ?? ""
    return "\(record.reference.text)  \(household(record)); \(place); \(decided); \(done) done, "
      + "\(record.live.count { $0.sort == .once }) open\(next)"
  }

  func household(_ record: CaseRecord) -> String {
    if case .list(let ages)? = record.facts["children"], !ages.isEmpty {
      let words = ages.map { context.reader.typed($0) }.joined(separator: " and ")
      return "\(ages.count == 1 ? "a child of" : "children of") \(words)"
        + (record.facts["pregnant"] == .bool(true) ? ", and a pregnancy" : "")
    }
    switch record.household {
    case .family: return "a pregnancy"
    case .noChildren: return "no children"
    case .notKnown: return "children not asked"
    }
  }
}
