import JSON
import Casebook
import Directory
import Triage
import WorkingTime

/// Takes commands about cases apart, for one officer at one moment.
struct CaseDesk {
  let access: CaseAccess
  let officer: CaseOfficer
  let context: DeskContext
  let format: DeskFormat
  /// Who asks, and at which desk.
  let seat: CaseSeat

  var clock: LondonClock { context.engine.clock }

  /// A case and, where one is meant, the number of an obligation.
  struct Target {
    let record: CaseRecord
    let number: Int?
  }

  /// The case of a reference, or the one that is open; one of another council is not told from one that is not there.
  func record(_ text: String?, or open: OpenCase?) throws -> CaseRecord {
    guard let text else {
      guard let open else { throw CaseTrouble(.refused, "no case is open; name one, or 'open REF' first") }
      return try own(open.reference)
    }
    guard let reference = CaseReference(typed: text) else {
      throw CaseTrouble(.notFound, CaseReference.refusal(of: text) + ". 'board' lists the open cases")
    }
    return try own(reference)
  }

  private func own(_ reference: CaseReference) throws -> CaseRecord {
    let record = try access.shelf.record(of: reference)
    guard officer.sees(record) else {
      throw CaseTrouble(.notFound, "no case is called \(reference.text)")
    }
    return record
  }

  /// What a command is about, and the words that are left.
  func target(
    of command: CaseCommand.Name, _ words: [String], or open: OpenCase?
  ) throws -> (target: Target, rest: [String]) {
    switch command {
    case .claim, .done, .wait, .pass, .taken, .notNeeded, .takeBack:
      return try (obligation(words[0], or: open), Array(words.dropFirst()))
    case .reopen where CaseReference(typed: words[0]) == nil:
      return try (obligation(words[0], or: open), Array(words.dropFirst()))
    default: break
    }
    if let first = words.first, isReference(first, of: command) {
      return (Target(record: try record(first, or: nil), number: nil), Array(words.dropFirst()))
    }
    return (Target(record: try record(nil, or: open), number: nil), words)
  }

  /// Whether a word stands where a case is named: one that cannot be a case is refused as that, not taken for something else.
  private func isReference(_ word: String, of command: CaseCommand.Name) -> Bool {
    [.receive, .notTaken].contains(command) || CaseReference(typed: word) != nil || CaseReference.isMeant(by: word)
  }

  private func obligation(_ word: String, or open: OpenCase?) throws -> Target {
    let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
    guard let number = parts.last.flatMap({ Int($0) }), number > 0 else {
      throw CaseRefusal(
        "'\(word.prefix(20))' is not something to do: give its number, like 4 or \(CaseReference.sample.text).4")
    }
    return Target(record: try record(parts.count == 2 ? parts[0] : nil, or: open), number: number)
  }

  // MARK: - Pages

  /// A case as a page.
  func page(of record: CaseRecord) -> Reply {
    if format == .json {
      var json = JSONWriter()
      json.write(record, in: context)
      return Reply(214, record.reference.text, block: [json.text])
    }
    return Reply(214, record.reference.text, block: CasePage(record, in: context).lines)
  }

  /// Everything that happened to a case, the oldest first.
  func history(of record: CaseRecord) -> Reply {
    // Each in the words of its own time: who signed last did not sign for those before.
    var then = CaseRecord(reference: record.reference, owner: record.events.first?.by ?? record.owner)
    let doubtful = record.ofDoubtfulClock
    let lines = record.events.map { event in
      then.apply(event)
      let at = event.at.map { " (at \(CaseWording.moment($0, event.recordedAt, clock)))" } ?? ""
      return "\(event.number). \(TimeText.words(.moment(event.recordedAt), clock: clock))  \(event.by)  "
        + CaseWording.said(event.deed, of: then, in: context, isFresh: false) + at
        + (doubtful.contains(event.number) ? "  ! \(CaseWording.doubtfulClock)" : "")
    }
    return reply(
      214, "\(record.reference.text), \(counted(lines.count, "event"))", lines + after(record.damage))
  }

  /// What is known of the events behind one that cannot be read: what they say of numbers may be meant otherwise.
  private func after(_ damage: CaseDamage?) -> [String] {
    guard let damage else { return [] }
    return ["! \(damage.text)."]
      + damage.later.map { event in
        "\(event.number). \(TimeText.words(.moment(event.recordedAt), clock: clock))  \(event.by)  not shown: "
          + CaseWording.kind(of: event.deed)
      }
  }

  /// Notes that a case is read at this desk.
  ///
  /// Where that cannot be logged, as on a full disk, the case is shown all the same: whoever must help a family at night needs it.
  /// The page says so, and so does the server's log.
  ///
  /// - Throws: `CaseTrouble`, `notFound` where it was erased meanwhile.
  /// - Returns: Who else has it before them, and what the page must say of the log.
  func noted(_ record: CaseRecord) throws(CaseTrouble) -> (others: [CaseReader], notices: [String]) {
    let (others, notices) = try logged { () throws(CaseTrouble) in
      try access.shelf.read(record.reference, by: seat, at: context.now)
    }
    return (others ?? [], notices)
  }

  /// Notes that a case was read at this desk, where it is not opened by that: what is open here stays open, in another tab too.
  ///
  /// - Throws: `CaseTrouble`, `notFound` where it was erased meanwhile.
  /// - Returns: What the page must say of the log.
  func glance(at record: CaseRecord) throws(CaseTrouble) -> [String] {
    try logged { () throws(CaseTrouble) in try access.shelf.glance(at: record.reference, by: seat, at: context.now) }
      .notices
  }

  /// What a reading is answered with, and what a page must say where it could not be logged.
  private func logged<Answer>(
    _ body: () throws(CaseTrouble) -> Answer
  ) throws(CaseTrouble) -> (answer: Answer?, notices: [String]) {
    do {
      return (try body(), [])
    } catch {
      guard error.code != .notFound else { throw error }
      return (nil, ["! That you read this could not be logged: \(error.text). Tell whoever looks after Nightdesk."])
    }
  }

  /// Lines as a reply, in JSON as a list.
  func reply(_ code: Int, _ title: String, _ lines: [String]) -> Reply {
    guard format == .json else { return Reply(code, title, block: lines) }
    var json = JSONWriter()
    json.strings(lines)
    return Reply(code, title, block: [json.text])
  }

  /// The open cases that this officer sees.
  func seen() throws -> [CaseRecord] { try access.shelf.open().filter { officer.sees($0) } }

  /// What is wrong, what is due next, who is waited for.
  func board() throws -> Reply {
    let board = context.board(of: try seen())
    let red = board.lines.count { $0.standing == .red }
    let title =
      "\(counted(board.cases, "open case")); \(red == 0 ? "nothing is wrong" : counted(red, "thing") + " wrong")"
    if format == .json {
      var json = JSONWriter()
      json.write(board, clock: clock)
      return Reply(215, title, block: [json.text])
    }
    return Reply(215, title, block: board.lines.map { CaseWording.line($0, at: context.now, clock: clock) })
  }
}
