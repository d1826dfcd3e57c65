import Casebook
import JSON
import Triage
import WorkingTime

extension DeskSession {
  /// What is said where no question is left to put.
  func nothingLeft(_ outcome: Outcome) -> String {
    let open = outcome.open.count
    return open == 0
      ? "no question is left; 'result' shows the page"
      : "\(counted(open, "question")) still open. Until \(open == 1 ? "it is" : "they are") answered, the safer "
        + "answer is assumed; 'result' shows the page"
  }

  /// A question in all its parts, for whoever puts it: a console, or a program at the wire. Without a question, how far the
  /// triage has come.
  func asked(_ question: OutcomeQuestion?, of facts: Facts, in context: DeskContext) -> Reply {
    let determination = context.engine.determine(facts)
    let outcome = determination.outcome
    let rules = question.map { outcome.rules(asking: $0) } ?? []
    let because = rules.prefix(3).compactMap { rule in
      context.engine.book.card(rule.name).map { (rule: rule.name, text: $0.summary) }
    }
    let page = page(of: determination, in: context)
    let waits =
      outcome.waiting.isEmpty ? [] : ["Ring 999 first. It is coming? Then go on: the questions wait until then."]
    var json = JSONWriter()
    json.write(
      question, of: outcome, because: because,
      TriageSoFar(
        tonight: page.tonight, ring: page.ringFirst,
        notices: [toldElsewhere].compactMap(\.self) + waits + nearCutOff(of: facts, in: context),
        open: (outcome.open.count, outcome.open.count(where: \.changesTonight)),
        council: determination.councilName, answers: triage.count - 1,
        family: (family, openFamilies), heard: heard(in: context), kept: openCase?.reference.text,
        notKept: openCase == nil && hasUnsavedAnswers ? notKept : nil))
    var reply =
      question.map { Reply(310, $0.fact.name, block: [json.text]) }
      ?? Reply(213, nothingLeft(outcome), block: [json.text])
    reply.isDocument = true
    return reply
  }

  /// The last answer, as it was understood.
  private func heard(in context: DeskContext) -> (fact: String, text: String)? {
    guard let facts = triage.last, let before = triage.dropLast().last else { return nil }
    let reader = context.reader
    guard
      let fact = Fact.allCases.first(where: {
        $0 != .council && reader.input(of: $0, in: facts) != reader.input(of: $0, in: before)
      })
    else { return nil }
    // Of a question that is put the other way round whoever asks shows the choice, which goes by its value.
    let text =
      fact.isAskedTheOtherWay ? reader.typed(reader.input(of: fact, in: facts)) : reader.described(fact, in: facts)
    return (fact.name, text)
  }
}

extension DeskSession {
  /// `why NUMBER`: what stands behind a line of the page's list of what to do.
  func why(place: Int, in context: DeskContext) -> Reply {
    guard let facts = read(triage.last, in: context) else {
      return Reply(503, "a number of the page means something in a triage")
    }
    let determination = context.engine.determine(facts)
    let parts = PageOrder(determination).parts
    let actions = parts.now + parts.later
    guard actions.indices.contains(place - 1) else {
      return Reply(550, "the page has no line \(place); it has \(actions.count)")
    }
    let action = actions[place - 1]
    var block = ["\(place). \(action.text)"]
    for rule in action.rules {
      guard let card = context.engine.book.card(rule) else { continue }
      block.append("\(rule): \(card.summary)")
    }
    if format == .json {
      var json = JSONWriter()
      json.strings(block)
      block = [json.text]
    }
    return Reply(213, "line \(place) of the page", block: block)
  }
}
