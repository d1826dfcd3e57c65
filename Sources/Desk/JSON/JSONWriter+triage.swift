package import JSON
import Directory
package import Triage
package import WorkingTime

extension JSONWriter {
  /// Writes a determination, `nightdesk-determination/1`.
  ///
  /// - Parameters:
  ///   - determination: What was decided.
  ///   - clock: London's clocks.
  ///   - calls: Who was rung, here and at other desks: what has just failed stands last.
  ///   - now: The moment of writing; that of the case where left out.
  package mutating func write(
    _ determination: Determination, clock: LondonClock, calls: CallLog = CallLog(), now: Moment? = nil
  ) {
    let now = max(now ?? determination.facts.now, determination.facts.now)
    let outcome = determination.outcome
    object { json in
      json.member("format", "nightdesk-determination/1")
      json.member("council", determination.council)
      json.member("presentedAt", TimeText.text(determination.facts.presentedAt, clock: clock))
      json.member("period", outcome.period.rawValue)
      json.member("route", outcome.route?.rawValue)
      json.key("tonight")
      json.tonight(determination)
      json.key("actions")
      json.array(determination.actions) { json, action in
        let contacts =
          calls.isEmpty ? action.contacts : calls.inWritingLast(calls.inOrder(action.contacts, at: now), at: now)
        json.action(action, contacts.map(\.contact.id), clock: clock)
      }
      json.reports(of: determination.actions.flatMap(\.contacts).map(\.contact), calls, at: now, clock)
      json.key("barred")
      json.array(determination.barred) { json, bar in
        json.object { json in
          json.member("code", bar.code)
          json.member("council", bar.council)
          json.member("rules", bar.rules)
          json.member("text", bar.text)
        }
      }
      json.key("questions")
      json.array(outcome.questions) { $0.question($1, of: outcome) }
      json.warnings(determination.warnings)
      json.key("trace")
      json.array(outcome.trace) { $0.entry($1) }
      json.member("directoryVersion", determination.directoryVersion)
      json.member("rulesVersion", determination.rulesVersion)
    }
  }

  /// Writes when a rule's limits are due.
  package mutating func write(_ answer: LimitAnswer, clock: LondonClock) {
    object { json in
      json.member("rule", answer.rule)
      json.key("from")
      switch answer.from {
      case .day(let day): json.string(TimeText.text(day))
      case .moment(let moment): json.string(TimeText.text(moment, clock: clock))
      }
      json.key("due")
      json.due(answer.due, clock: clock)
      json.member("reading", answer.reading.rawValue)
      json.key("readings")
      json.array(answer.readings) { json, reading in
        json.object { json in
          json.member("limit", reading.limit)
          json.member("reading", reading.reading.rawValue)
          json.key("due")
          json.due(reading.due, clock: clock)
        }
      }
      json.warnings(answer.warnings)
      json.member("text", answer.text)
    }
  }

  /// Writes one fact and its question, for `310`.
  mutating func question(_ question: OutcomeQuestion, of outcome: Outcome) {
    object { json in
      json.member("fact", question.fact.name)
      json.member("text", question.fact.question)
      json.member("takes", question.fact.takes)
      json.key("choices")
      json.array(question.fact.choices) { json, choice in
        json.object { json in
          json.member("value", choice.value)
          json.member("text", choice.text)
        }
      }
      json.member("changesTonight", question.changesTonight)
      json.member("rules", outcome.rules(asking: question).map(\.name))
    }
  }

  private mutating func tonight(_ determination: Determination) {
    let tonight = determination.outcome.tonight
    object { json in
      json.member("decision", tonight.decision.rawValue)
      json.member("power", tonight.power?.rawValue)
      json.member("by", determination.by)
      json.member("onBehalfOf", tonight.isForChildrensServices ? "childrens-services" : nil)
      json.member("nights", (tonight.nights?.dates ?? []).map(TimeText.text))
      json.member("returnOn", tonight.returnOn.map(TimeText.text))
      json.member("area", tonight.area?.rawValue)
    }
  }

  /// What other desks reported of the numbers of a determination; left out where they reported nothing.
  private mutating func reports(of contacts: [Contact], _ calls: CallLog, at now: Moment, _ clock: LondonClock) {
    guard !calls.isEmpty else { return }
    var seen: Set<String> = []
    let reported = contacts.filter { seen.insert($0.id).inserted }.compactMap { calls.reported(of: $0, at: now) }
    guard !reported.isEmpty else { return }
    key("reported")
    array(reported) { json, call in
      json.object { json in
        json.member("contact", call.contact.id)
        json.member("how", call.how.rawValue)
        json.member("at", TimeText.text(call.at, clock: clock))
      }
    }
  }

  private mutating func action(_ action: Determination.Action, _ contacts: [String], clock: LondonClock) {
    object { json in
      json.member("code", action.code)
      json.member("who", action.who)
      json.member("council", action.council)
      json.member("contacts", contacts)
      json.key("due")
      json.due(action.due, clock: clock)
      json.member("reading", action.reading?.rawValue)
      json.member("rules", action.rules)
      json.member("text", action.text)
    }
  }

  /// A determination has scores of these, so that they are put together from ready pieces; no id or name needs an escape.
  private mutating func entry(_ entry: TraceEntry) {
    element()
    raw("{\"rule\":\"")
    raw(entry.rule.name)
    switch entry.condition.truth {
    case .yes: raw("\",\"result\":\"applies\",\"because\":[")
    case .no: raw("\",\"result\":\"does-not-apply\",\"because\":[")
    case .needs: raw("\",\"result\":\"needs-answer\",\"because\":[")
    }
    var isFirst = true
    entry.condition.because.union(entry.condition.needs).forEachFact { fact in
      raw(isFirst ? "\"" : ",\"")
      raw(fact.name)
      raw("\"")
      isFirst = false
    }
    raw("]}")
  }

  /// Writes a day or a moment by which something is due.
  mutating func due(_ due: DueTime?, clock: LondonClock) {
    switch due {
    case .day(let day)?: string(TimeText.text(day))
    case .moment(let moment)?: string(TimeText.text(moment, clock: clock))
    case nil: null()
    }
  }
}

extension JSONWriter {
  /// Writes the known facts as one flat object, as they would be given.
  package mutating func write(facts: [(Fact, FactInput)]) {
    object { json in
      for (fact, value) in facts {
        json.key(named: fact.name)
        json.write(value)
      }
    }
  }
}

extension JSONWriter {
  /// Writes what a batch says of a line that it cannot use.
  package mutating func write(error text: String, line: Int) {
    object { json in
      json.member("error", text)
      json.member("line", line)
    }
  }
}
