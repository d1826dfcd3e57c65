import JSON
import Casebook
import Directory
import Triage
import WorkingTime

extension JSONWriter {
  /// Writes a case, `nightdesk-case/1`.
  mutating func write(_ record: CaseRecord, in context: DeskContext) {
    let clock = context.engine.clock
    let reach = context.reach(of: record)
    object { json in
      json.member("format", "nightdesk-case/1")
      json.member("reference", record.reference.text)
      json.member("council", record.council)
      json.member("owner", record.owner)
      json.member("event", record.last)
      json.member("closed", record.closed?.reason.rawValue)
      json.member("damaged", record.damage?.kind.rawValue)
      json.member("handedTo", record.handedOver?.to)
      json.member("proposed", record.proposal?.tonight.decision)
      json.member("decided", record.decision?.decision)
      json.key("barred")
      json.array(record.silence) { json, bar in
        json.object { json in
          json.member("code", bar.code)
          json.member("council", bar.council)
          json.member("text", bar.text)
        }
      }
      json.member("place", record.placement?.kind.rawValue)
      json.member("placedIn", record.placement?.council)
      json.member("toldAt", record.familyToldAt.map { TimeText.text($0, clock: clock) })
      json.member("placedUntil", record.placement.map { TimeText.text($0.until) })
      json.member("neededUntil", context.required(for: record).map(TimeText.text))
      json.key("wrong")
      json.array(context.faults(of: record)) { json, fault in
        json.object { json in
          json.member("kind", fault.kind.rawValue)
          json.key("number")
          if let number = fault.number { json.integer(number) } else { json.null() }
          json.member("text", fault.text)
        }
      }
      json.key("obligations")
      json.array(record.obligations) { json, obligation in
        json.object { json in
          json.member("number", obligation.number)
          json.member("code", obligation.action.key.code)
          json.member("rules", obligation.action.rules)
          json.member("state", obligation.stateWord)
          json.key("due")
          json.due(obligation.due, clock: clock)
          json.member("owner", record.owner(of: obligation))
          json.member("text", obligation.action.text)
          json.member("contact", obligation.isLive ? reach.contact(for: obligation.action)?.contact.id : nil)
          json.member("doneAt", obligation.doneAt.map { TimeText.text($0, clock: clock) })
        }
      }
    }
  }

  /// Writes a board.
  mutating func write(_ board: Board, clock: LondonClock) {
    object { json in
      json.member("cases", board.cases)
      json.key("lines")
      json.array(board.lines) { json, line in
        json.object { json in
          json.member("standing", "\(line.standing)")
          json.member("reference", line.reference.text)
          json.key("number")
          if let number = line.number { json.integer(number) } else { json.null() }
          json.key("due")
          json.due(line.due, clock: clock)
          json.member("since", line.since.map { TimeText.text($0, clock: clock) })
          json.member("text", line.text)
          json.member("owner", line.owner)
        }
      }
    }
  }
}

extension Obligation {
  /// When it was done; nil where nobody has.
  fileprivate var doneAt: Moment? {
    if case .done(let at, _, _, _, _) = state { return at }
    return nil
  }

  /// How it stands, in one word.
  var stateWord: String {
    switch state {
    case .open: "open"
    case .waiting: "waiting"
    case .passed(_, _, _, nil): "passed"
    case .passed: "taken"
    case .done: "done"
    case .notNeeded: "not-needed"
    case .replaced: "replaced"
    }
  }
}
