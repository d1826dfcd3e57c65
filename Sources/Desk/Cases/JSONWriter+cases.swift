import Casebook
import Triage
import WorkingTime

extension JSONWriter {
  /// Writes a case, `nightdesk-case/1`.
  mutating func write(_ record: CaseRecord, at now: Moment, clock: LondonClock) {
    object { json in
      json.key("format")
      json.string("nightdesk-case/1")
      json.key("reference")
      json.string(record.reference.text)
      json.key("council")
      json.string(record.council)
      json.key("owner")
      json.string(record.owner)
      json.key("event")
      json.integer(record.last)
      json.key("closed")
      json.string(record.closed?.reason.rawValue)
      json.key("handedTo")
      json.string(record.handedOver?.to)
      json.key("proposed")
      json.string(record.proposal?.tonight.decision)
      json.key("decided")
      json.string(record.decision?.decision)
      json.key("placedUntil")
      json.string(record.placement.map { TimeText.text($0.until) })
      json.key("neededUntil")
      json.string(record.requiredUntil.map(TimeText.text))
      json.key("wrong")
      json.array(record.faults(at: now, clock: clock)) { json, fault in
        json.object { json in
          json.key("kind")
          json.string(fault.kind.rawValue)
          json.key("number")
          if let number = fault.number { json.integer(number) } else { json.null() }
          json.key("text")
          json.string(fault.text)
        }
      }
      json.key("obligations")
      json.array(record.obligations) { json, obligation in
        json.object { json in
          json.key("number")
          json.integer(obligation.number)
          json.key("code")
          json.string(obligation.action.key.code)
          json.key("rules")
          json.strings(obligation.action.rules)
          json.key("state")
          json.string(obligation.stateWord)
          json.key("due")
          json.string(obligation.due.map { JSONWriter.text($0, clock) })
          json.key("owner")
          json.string(record.owner(of: obligation))
          json.key("text")
          json.string(obligation.action.text)
        }
      }
    }
  }

  /// Writes a board.
  mutating func write(_ board: Board, clock: LondonClock) {
    object { json in
      json.key("cases")
      json.integer(board.cases)
      json.key("lines")
      json.array(board.lines) { json, line in
        json.object { json in
          json.key("standing")
          json.string("\(line.standing)")
          json.key("reference")
          json.string(line.reference.text)
          json.key("number")
          if let number = line.number { json.integer(number) } else { json.null() }
          json.key("due")
          json.string(line.due.map { JSONWriter.text($0, clock) })
          json.key("since")
          json.string(line.since.map { TimeText.text($0, clock: clock) })
          json.key("text")
          json.string(line.text)
          json.key("owner")
          json.string(line.owner)
        }
      }
    }
  }

  private static func text(_ due: DueTime, _ clock: LondonClock) -> String {
    switch due {
    case .day(let day): TimeText.text(day)
    case .moment(let moment): TimeText.text(moment, clock: clock)
    }
  }
}

extension Obligation {
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
