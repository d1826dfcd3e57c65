import Directory
package import Triage
package import WorkingTime

extension JSONWriter {
  /// Writes a determination, `nightdesk-determination/1`.
  package mutating func write(_ determination: Determination, clock: LondonClock) {
    let outcome = determination.outcome
    object { json in
      json.key("format")
      json.string("nightdesk-determination/1")
      json.key("council")
      json.string(determination.council)
      json.key("presentedAt")
      json.string(TimeText.text(determination.facts.presentedAt, clock: clock))
      json.key("period")
      json.string(outcome.period.rawValue)
      json.key("route")
      json.string(outcome.route?.rawValue)
      json.key("tonight")
      json.tonight(determination)
      json.key("actions")
      json.array(determination.actions) { $0.action($1, clock: clock) }
      json.key("barred")
      json.array(determination.barred) { json, bar in
        json.object { json in
          json.key("code")
          json.string(bar.code)
          json.key("council")
          json.string(bar.council)
          json.key("rules")
          json.strings(bar.rules)
          json.key("text")
          json.string(bar.text)
        }
      }
      json.key("questions")
      json.array(outcome.questions) { $0.question($1, of: outcome) }
      json.warnings(determination.warnings)
      json.key("trace")
      json.array(outcome.trace) { $0.entry($1) }
      json.key("directoryVersion")
      json.string(determination.directoryVersion)
      json.key("rulesVersion")
      json.string(determination.rulesVersion)
    }
  }

  /// Writes when a rule's limits are due.
  package mutating func write(_ answer: LimitAnswer, clock: LondonClock) {
    object { json in
      json.key("rule")
      json.string(answer.rule)
      json.key("from")
      switch answer.from {
      case .day(let day): json.string(TimeText.text(day))
      case .moment(let moment): json.string(TimeText.text(moment, clock: clock))
      }
      json.key("due")
      json.due(answer.due, clock: clock)
      json.key("reading")
      json.string(answer.reading.rawValue)
      json.key("readings")
      json.array(answer.readings) { json, reading in
        json.object { json in
          json.key("limit")
          json.string(reading.limit)
          json.key("reading")
          json.string(reading.reading.rawValue)
          json.key("due")
          json.due(reading.due, clock: clock)
        }
      }
      json.warnings(answer.warnings)
      json.key("text")
      json.string(answer.text)
    }
  }

  /// Writes one fact and its question, for `310`.
  mutating func question(_ question: OutcomeQuestion, of outcome: Outcome) {
    object { json in
      json.key("fact")
      json.string(question.fact.name)
      json.key("text")
      json.string(question.fact.question)
      json.key("takes")
      json.string(question.fact.takes)
      json.key("choices")
      json.array(question.fact.choices) { json, choice in
        json.object { json in
          json.key("value")
          json.string(choice.value)
          json.key("text")
          json.string(choice.text)
        }
      }
      json.key("changesTonight")
      json.bool(question.changesTonight)
      json.key("rules")
      json.strings(outcome.rules(asking: question).map(\.name))
    }
  }

  private mutating func tonight(_ determination: Determination) {
    let tonight = determination.outcome.tonight
    object { json in
      json.key("decision")
      json.string(tonight.decision.rawValue)
      json.key("power")
      json.string(tonight.power?.rawValue)
      json.key("by")
      json.string(determination.by)
      json.key("onBehalfOf")
      json.string(tonight.isForChildrensServices ? "childrens-services" : nil)
      json.key("nights")
      json.strings((tonight.nights?.dates ?? []).map(TimeText.text))
      json.key("returnOn")
      json.string(tonight.returnOn.map(TimeText.text))
      json.key("area")
      json.string(tonight.area?.rawValue)
    }
  }

  private mutating func action(_ action: Determination.Action, clock: LondonClock) {
    object { json in
      json.key("code")
      json.string(action.code)
      json.key("who")
      json.string(action.who)
      json.key("council")
      json.string(action.council)
      json.key("contacts")
      json.strings(action.contacts.map(\.contact.id))
      json.key("due")
      json.due(action.due, clock: clock)
      json.key("reading")
      json.string(action.reading?.rawValue)
      json.key("rules")
      json.strings(action.rules)
      json.key("text")
      json.string(action.text)
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

  private mutating func due(_ due: DueTime?, clock: LondonClock) {
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

  private mutating func write(_ value: FactInput) {
    switch value {
    case .null: null()
    case .bool(let bool): self.bool(bool)
    case .number(let number): integer(Int(number))
    case .text(let text): string(text)
    case .list(let items): array(items) { $0.write($1) }
    case .object(let members):
      object { json in
        for name in members.keys.sorted() {
          json.key(named: name)
          json.write(members[name] ?? .null)
        }
      }
    }
  }
}

extension JSONWriter {
  /// Writes what a batch says of a line that it cannot use.
  package mutating func write(error text: String, line: Int) {
    object { json in
      json.key("error")
      json.string(text)
      json.key("line")
      json.integer(line)
    }
  }
}
