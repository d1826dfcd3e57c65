import JSON
import Directory
import Triage
import WorkingTime

extension DeskSession {
  mutating func begin(_ words: [String], in context: DeskContext) -> Reply {
    guard !standsAside || others.count < Self.mostOthers else {
      return Reply(503, "\(openFamilies) families are open; 'close' one before you begin another")
    }
    // With `again` it was begun before, in a session that has broken off: its hour is when they came.
    let isAgain =
      words.count > 2 && words.last?.lowercased() == "again" && words.dropLast().contains { $0.lowercased() == "at" }
    let arguments = LookupArguments(isAgain ? Array(words.dropLast()) : words)
    var begun: [Facts] = []
    var reply = context.desk.onCouncil(arguments, follows: false) { ref, moment, _ in
      begun = [Facts(council: ref, presentedAt: moment)]
      let wall = context.engine.clock.wall(at: moment)
      return Reply(
        200,
        "triage at \(context.directory[ref].name), \(TimeText.clockText(wall)) on \(TimeText.words(wall.day))"
          + Command.afterTriage)
    }
    if let facts = begun.first {
      let before = hasUnsavedAnswers ? family : nil
      putAside()
      numberFamily()
      let beside = before.map { ["; this is family \(family), 'switch \($0)' goes back to family \($0)"] } ?? []
      reply = reply.adding(beside.joined() + nearCutOff(of: facts, in: context).map { " " + $0 }.joined())
      triage = begun
      isAboutAnotherHour = arguments.moment != nil && !isAgain
      triageDirectory = context.directory
      lost = nil
    }
    return reply
  }

  mutating func set(_ words: [String], in context: DeskContext) -> Reply {
    guard var facts = triage.last else { return Reply(503, "no triage is under way") }
    let name = words[0].lowercased()
    guard let fact = Fact(name: name) else { return noSuchFact(name) }
    guard fact != .council else { return Reply(552, "council is fixed in a triage; 'close' it and begin another") }
    do {
      let input = try context.reader.input(
        typed: words.dropFirst().joined(separator: " "), for: fact, at: read(facts, in: context).now,
        since: facts.presentedAt)
      try context.reader.set(fact, to: input, in: &facts)
      try context.reader.check(facts)
      guard triage.count <= limits.answers else { return fullTriage }
      triage.append(facts)
      let told = context.reader.described(fact, in: facts)
      noteHour(of: facts, since: triage.dropLast().last, in: context)
      return Reply(200, "\(fact.name): \(told). \(soFar(facts, in: context))")
    } catch {
      return Reply(552, error.spokenExplanation)
    }
  }

  mutating func unset(_ word: String, in context: DeskContext) -> Reply {
    guard var facts = triage.last else { return Reply(503, "no triage is under way") }
    guard let fact = Fact(name: word.lowercased()) else { return noSuchFact(word) }
    guard fact != .council, fact != .presentedAt else { return Reply(552, "\(fact.name) cannot be unknown") }
    do {
      try context.reader.set(fact, to: .null, in: &facts)
      guard triage.count <= limits.answers else { return fullTriage }
      triage.append(facts)
      return Reply(200, "\(fact.name) is unknown again. \(soFar(facts, in: context))")
    } catch {
      return Reply(552, error.explanation)
    }
  }

  mutating func back(in context: DeskContext) -> Reply {
    guard triage.count > 1 else { return Reply(503, "there is no answer to undo") }
    let undone = triage.removeLast()
    guard let facts = triage.last else { return Reply(503, "there is no answer to undo") }
    noteHour(of: facts, since: undone, in: context)
    return Reply(200, "the last answer is undone. \(soFar(facts, in: context))")
  }

  func ask(_ words: [String], in context: DeskContext) -> Reply {
    guard let facts = read(triage.last, in: context) else { return Reply(503, "no triage is under way") }
    var skipped: FactSet = []
    let isDocument = words.first?.lowercased() == "json" || format == .json
    let words = words.first?.lowercased() == "json" ? Array(words.dropFirst()) : words
    if let first = words.first {
      guard first.lowercased() == "except", words.count > 1 else {
        return Reply(501, "ask takes: ask, or ask except FACT…")
      }
      for word in words.dropFirst() {
        guard let fact = Fact(name: word.lowercased()) else { return noSuchFact(word) }
        skipped = skipped.union(FactSet(fact))
      }
    }
    let question = context.engine.nextQuestion(for: facts, skipping: skipped)
    if isDocument { return asked(question, of: facts, in: context) }
    guard let question else { return Reply(200, nothingLeft(context.engine.evaluate(facts))) }
    let rules = context.engine.evaluate(facts).rules(asking: question).map(\.name).joined(separator: ", ")
    return Reply(
      310, question.fact.name,
      block: [
        question.fact.question, "answer with: set \(question.fact.name) …   (\(question.fact.takes))",
        "asked because of \(rules)"
          + (question.changesTonight ? "; it can change tonight" : "; it can change an action"),
      ])
  }

  func facts(_ form: String?, in context: DeskContext) -> Reply {
    guard let facts = read(triage.last, in: context) else { return Reply(503, "no triage is under way") }
    guard form == nil || form?.lowercased() == "json" else { return Reply(501, "facts takes: facts, or facts json") }
    let known = Fact.allCases.map { ($0, context.reader.input(of: $0, in: facts)) }.filter { $0.1 != .null }
    if format == .json || form != nil {
      var json = JSONWriter()
      json.write(facts: known)
      return Reply(213, counted(known.count, "fact"), block: [json.text])
    }
    let width = known.map { $0.0.name.count }.max() ?? 0
    return Reply(
      213, counted(known.count, "fact") + " known",
      block: known.map { fact, value in
        let words =
          switch fact.shape {
          case .day, .moment, .dayOrMoment: context.reader.described(fact, in: facts)
          default: fact.isAskedTheOtherWay ? context.reader.named(fact, value) : context.reader.typed(value)
          }
        return "\(fact.name.padded(to: width))  \(words)"
      })
  }

  func result(_ word: String?, in context: DeskContext) -> Reply {
    guard let facts = read(triage.last, in: context) else { return Reply(503, "no triage is under way") }
    let form = word?.lowercased()
    guard form == nil || form == "brief" || form == "full" else {
      return Reply(501, "result takes: result, result brief or result full")
    }
    let determination = context.engine.determine(facts)
    let decision = determination.outcome.tonight.decision.rawValue
    if format == .json {
      var json = JSONWriter()
      json.write(determination, clock: context.engine.clock, calls: heard(in: context), now: context.now)
      return Reply(212, decision, block: [json.text])
    }
    let page = page(of: determination, in: context, isFull: form == "full")
    guard form == "brief" else { return Reply(212, decision, block: page.lines) }
    return Reply(212, decision, block: page.brief + nearCutOff(of: facts, in: context))
  }

  /// A determination as this session shows it: with whom it has rung, at its width.
  func page(of determination: Determination, in context: DeskContext, isFull: Bool = false) -> DeterminationPage {
    DeterminationPage(
      determination, engine: context.engine, width: width ?? DeterminationPage.usualWidth,
      calls: heard(in: context),
      now: context.now, isFull: isFull)
  }

  /// How long before other rules begin for the day the desk says so, in minutes.
  private static let noticeBeforeCutOff = 15

  /// A word of warning where the office's day is nearly over at the council; nothing otherwise.
  func nearCutOff(of facts: Facts, in context: DeskContext) -> [String] {
    let clock = context.engine.clock
    let presented = clock.wall(at: facts.presentedAt)
    let now = clock.wall(at: context.now)
    // Of a family that is said to come later it is that hour that counts.
    for wall in [presented, now] where wall.day == presented.day && wall >= presented {
      guard let cutOff = context.engine.cutOff(at: facts.council, after: wall) else { continue }
      let left = cutOff.minute - wall.minuteOfDay
      guard (0...Self.noticeBeforeCutOff).contains(left) else { continue }
      let time = TimeText.clockText(minuteOfDay: cutOff.minute)
      let what = cutOff.rule.map { "the late-day rules begin here (\($0.name))" } ?? "the office closes"
      return [
        "! At \(time) \(what), \(left == 0 ? "now" : "in \(counted(left, "minute"))"): whoever comes or is first seen "
          + "after that counts as late."
      ]
    }
    return []
  }

  func why(_ id: String, in context: DeskContext) -> Reply {
    if let place = Int(id) { return why(place: place, in: context) }
    guard let card = context.engine.book.card(id) else {
      let ids = context.engine.book.ids.map { $0.lowercased() }
      let hint = Spelling.nearest(to: id, in: ids).map { "; did you mean \($0.uppercased())?" } ?? ""
      return Reply(550, "no rule '\(id.prefix(40))'\(hint)")
    }
    var block = RulePage(context.engine.book).lines(of: card)
    if let facts = read(triage.last, in: context) { block += bearing(of: card, on: facts, in: context) }
    if format == .json {
      var json = JSONWriter()
      json.strings(block)
      block = [json.text]
    }
    return Reply(213, card.id, block: block)
  }

  /// What a rule came to in a triage, by which facts, and what would change it.
  private func bearing(of card: RuleCard, on facts: Facts, in context: DeskContext) -> [String] {
    func typed(_ fact: Fact) -> String {
      context.reader.named(fact, context.reader.input(of: fact, in: facts))
    }
    let outcome = context.engine.evaluate(facts)
    guard let condition = outcome.trace.first(where: { $0.rule.name == card.id })?.condition else {
      return ["It has no say in this triage: another council's protocol, or a clause that decides nothing by itself."]
    }
    var lines: [String] = []
    switch condition.truth {
    case .yes: lines.append("It applies here.")
    case .no: lines.append("It does not apply here.")
    case .needs: lines.append("It waits for: \(condition.needs.facts.map(\.name).joined(separator: ", ")).")
    }
    let because = condition.because.facts.map(typed)
    if !because.isEmpty { lines.append("It turned on: \(because.joined(separator: "; ")).") }
    for truth in [Truth.yes, .no] {
      let changes = context.engine.changes(of: card.id, in: facts).filter { $0.becomes == truth }
      guard !changes.isEmpty else { continue }
      let told = changes.map { context.reader.named($0.fact, $0.answer) }.joined(separator: ", or ")
      lines.append("It would \(truth == .yes ? "apply" : "not apply") with: \(told).")
    }
    let words = context.engine.determine(facts)
    let done = words.actions.filter { $0.rules.contains(card.id) }.map(\.text)
    let barred = words.barred.filter { $0.rules.contains(card.id) }.map(\.text)
    if !done.isEmpty { lines.append("By it, among what is to be done:") }
    lines += done.map { "  \($0)" }
    if !barred.isEmpty { lines.append("By it, among what must not be done:") }
    lines += barred.map { "  \($0)" }
    return lines
  }

  private var fullTriage: Reply {
    Reply(503, "a triage takes \(limits.answers) answers and no more; 'back' undoes one, 'close' ends it")
  }

  private func noSuchFact(_ name: String) -> Reply {
    let hint = Spelling.hint(for: name, in: Fact.allCases.map(\.name))
    return Reply(552, "'\(name.prefix(40))' is not a fact\(hint)")
  }

  private func soFar(_ facts: Facts, in context: DeskContext) -> String {
    let outcome = context.engine.evaluate(read(facts, in: context))
    let tonight = outcome.tonight
    let decision = CaseWording.decision(tonight.decision.rawValue, tonight.power?.rawValue)
    return "Tonight: \(decision); \(counted(outcome.open.count, "question")) open"
      + (outcome.waiting.isEmpty ? "" : ", once 999 is coming")
  }
}
