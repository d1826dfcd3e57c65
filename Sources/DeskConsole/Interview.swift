import Desk

/// A triage as a conversation: the desk's next question, an answer in plain words, the determination so far, and on.
///
/// It speaks the desk's own language to a desk, so that it is the same at this machine and at the other end of a socket, and
/// reads what comes back by its fields. What it knows is what was asked and what nobody could answer; the facts are the desk's.
struct Interview {
  /// What a line brought.
  struct Turn {
    /// What to show, reply by reply.
    var replies: [Reply] = []
  }

  private enum Step {
    case answered
    case skipped(String)
  }

  private var question: AskedQuestion?
  /// What was last shown of tonight, so that it is only said again where it has changed.
  private var shown: [String] = []
  /// Whether it has been said that nothing that is asked from here on changes tonight.
  private var saidSettled = false
  private var steps: [Step] = []
  /// The number of the family, where the desk has said it.
  private(set) var family: Int?

  /// The case in which every answer is saved; nil where they are kept nowhere.
  var kept: String?
  /// Whether every answer is saved in a case.
  var isKept: Bool { kept != nil }
  /// Why the answers could not be kept, as it was last said.
  private var notKept: String?
  /// The name of the council.
  private(set) var council = "a council"

  /// The fact that is asked for; nil where nothing is.
  var fact: String? { question?.fact }

  /// Whether answers have been given that would be lost.
  private(set) var hasAnswers = false

  /// What an answer may be beside a value.
  static let words = ["don't know", "back", "?", "result", "close"]

  private var skipped: [String] {
    steps.compactMap { if case .skipped(let fact) = $0 { fact } else { nil } }
  }

  /// What `ask` is to leave out.
  private var except: String { skipped.isEmpty ? "" : " except " + skipped.joined(separator: " ") }

  // MARK: - Turns

  /// The first question of a triage that has begun.
  mutating func begin(at desk: inout some ConsoleDesk) throws -> Turn {
    self = Interview()
    return try next(at: &desk, showsPage: true)
  }

  /// The question of a triage that is gone back to.
  mutating func resume(at desk: inout some ConsoleDesk) throws -> Turn {
    shown = []
    return try next(at: &desk, showsPage: false)
  }

  /// Takes what a person typed at a question.
  ///
  /// - Parameters:
  ///   - line: Without spaces around it.
  ///   - desk: Where the triage is.
  /// - Throws: Whatever the desk throws.
  /// - Returns: What to show; nil where the line is a command of the desk, and the question stands.
  mutating func answer(_ line: String, at desk: inout some ConsoleDesk) throws -> Turn? {
    guard let question, let fact = question.fact else { return nil }
    let plain = line.lowercased()
    switch plain {
    case "?", "why": return Turn(replies: [Reply(213, "", block: question.explanation)])
    case "back": return try back(at: &desk)
    default: break
    }
    if WordedAnswer.isUnknown(line) {
      if let value = question.ifUnknown { return try set(fact, value, typed: line, at: &desk) }
      steps.append(.skipped(fact))
      return try next(at: &desk, showsPage: true)
    }
    let words = plain.split(separator: " ").map(String.init)
    if let word = words.first, Command.named(word) != nil || CaseCommand.named(word) != nil { return nil }
    if words.count > 1, let word = words.first, WordedAnswer.isFact(word) {
      return try set(word, line.split(separator: " ").dropFirst().joined(separator: " "), typed: line, at: &desk)
    }
    guard let value = question.value(of: line) else {
      let most = question.choices?.count ?? 0
      return Turn(replies: [Reply(552, "the answers are numbered 1 to \(most); '?' explains them")])
    }
    return try set(fact, value, typed: line, at: &desk)
  }

  /// Takes a line of a script at the question that the desk would put now. No page goes with it: a script says `result`.
  ///
  /// - Parameters:
  ///   - line: Without spaces around it.
  ///   - desk: Where the triage is.
  /// - Throws: Whatever the desk throws.
  /// - Returns: What became of the answer; nil where the line is a command of the desk, or no triage is open.
  mutating func scripted(_ line: String, at desk: inout some ConsoleDesk) throws -> Reply? {
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first, Command.named(first) == nil, CaseCommand.named(first) == nil else { return nil }
    guard var asked = AskedQuestion(try desk.answer("ask json" + except)) else { return nil }
    if asked.soFar.family != family || asked.soFar.council != council {
      (family, council) = (asked.soFar.family, asked.soFar.council)
      // What was passed over was another family's.
      if !steps.isEmpty {
        steps = []
        asked = AskedQuestion(try desk.answer("ask json")) ?? asked
      }
    }
    let lookUp = "'find \(line)' looks it up"
    guard let fact = asked.fact else {
      return Reply(552, "'\(line.prefix(40))' answers nothing, for no question is left; \(lookUp)")
    }
    if words.count > 1, WordedAnswer.isFact(first) { return try desk.answer("set \(line)") }
    if WordedAnswer.isUnknown(line), asked.ifUnknown == nil {
      steps.append(.skipped(fact))
      return Reply(200, "\(fact): not known; until it is, the safer answer is assumed")
    }
    let value = WordedAnswer.isUnknown(line) ? asked.ifUnknown : asked.value(of: line)
    guard let value else {
      return Reply(552, "\(fact): the answers are numbered 1 to \(asked.choices?.count ?? 0); \(lookUp)")
    }
    let reply = try desk.answer("set \(fact) \(value)")
    return reply.isError ? Reply(reply.code, "\(reply.text); \(lookUp)") : reply
  }

  /// Sets what is asked for, and goes on.
  private mutating func set(
    _ fact: String, _ value: String, typed: String, at desk: inout some ConsoleDesk
  ) throws -> Turn {
    let reply = try desk.answer("set \(fact) \(value)")
    guard !reply.isError else { return Turn(replies: [reply]) }
    steps.append(.answered)
    hasAnswers = true
    return try next(at: &desk, showsPage: true, typed: typed)
  }

  /// The question that stands after a command that may have changed what is known, or whom to ring.
  mutating func again(at desk: inout some ConsoleDesk) throws -> Turn {
    hasAnswers = true
    return try next(at: &desk, showsPage: false)
  }

  /// The question once more, with what stands above it; nil where none is put.
  mutating func repeated(at desk: inout some ConsoleDesk) throws -> Turn? {
    guard question != nil else { return nil }
    shown = []
    return try next(at: &desk, showsPage: false)
  }

  /// The question in one line, for after a look-up; nil where none is put.
  var reminder: Reply? {
    question?.text.map { Reply(310, "", block: [$0 + "   (Enter shows the answers)"]) }
  }

  private mutating func back(at desk: inout some ConsoleDesk) throws -> Turn {
    guard let last = steps.popLast() else {
      return Turn(replies: [
        Reply(
          503,
          hasAnswers
            ? "nothing was answered here before this question; 'set FACT VALUE' changes an answer, 'unset FACT' takes one away"
            : "this is the first question; 'close' ends the triage")
      ])
    }
    if case .answered = last {
      let reply = try desk.answer("back")
      if reply.isError { return Turn(replies: [reply]) }
    }
    return try next(at: &desk, showsPage: true)
  }

  private mutating func next(
    at desk: inout some ConsoleDesk, showsPage: Bool, typed: String? = nil
  ) throws -> Turn {
    let reply = try desk.answer("ask json" + except)
    guard let asked = AskedQuestion(reply) else {
      question = nil
      return Turn(replies: [reply])
    }
    family = asked.soFar.family
    council = asked.soFar.council
    hasAnswers = asked.soFar.answers > 0
    var turn = Turn(replies: heard(asked.soFar.heard, typed) + keeping(asked.soFar))
    guard asked.fact != nil else {
      question = nil
      turn.replies.append(try desk.answer(showsPage || desk.format == .json ? "result" : "result brief"))
      if showsPage { turn.replies.append(Reply(200, farewell)) }
      return turn
    }
    question = asked
    turn.replies += soFar(asked.soFar)
    if asked.changesTonight == false, !saidSettled { turn.replies.append(Reply(200, Self.settled)) }
    saidSettled = asked.changesTonight == false
    turn.replies.append(Reply(310, "", block: asked.lines))
    return turn
  }

  /// What an answer was taken for, where that is not what was typed.
  private func heard(_ heard: AskedQuestion.Heard?, _ typed: String?) -> [Reply] {
    guard let heard, let typed, !["yes", "no", "y", "n"].contains(typed.lowercased()) else { return [] }
    let meant = question?.choices?.first { $0.value == heard.text }?.text ?? heard.text
    guard meant.lowercased() != typed.lowercased() else { return [] }
    return [Reply(200, "= \(meant)")]
  }

  /// That the triage is a case from here on, or cannot be; where that is news.
  private mutating func keeping(_ soFar: AskedQuestion.SoFar) -> [Reply] {
    if let reference = soFar.kept, reference != kept {
      (kept, notKept) = (reference, nil)
      return [Reply(200, "Kept as \(reference): every answer is saved from here on.")]
    }
    guard let why = soFar.notKept, why != notKept else { return [] }
    notKept = why
    return [Reply(451, "Not kept: \(why)")]
  }

  /// Looks whether the answers are kept by now, before they might be lost.
  mutating func looksAgain(at desk: inout some ConsoleDesk) throws {
    guard hasAnswers, !isKept, let asked = AskedQuestion(try desk.answer("ask json")) else { return }
    _ = keeping(asked.soFar)
  }

  /// What holds for tonight and whom to ring, where that has changed; how much is open.
  private mutating func soFar(_ soFar: AskedQuestion.SoFar) -> [Reply] {
    let share = soFar.open == 0 ? "" : ", \(soFar.openTonight == 0 ? "none" : "\(soFar.openTonight)") about tonight"
    let open = "\(soFar.open) question\(soFar.open == 1 ? "" : "s") open\(share)"
    let family = soFar.families > 1 ? "; family \(soFar.family) of \(soFar.families)" : ""
    let block = ["TONIGHT  \(soFar.tonight)"] + (soFar.ring.map { ["RING     \($0)"] } ?? []) + soFar.notices
    defer { shown = block }
    return [Reply(212, "", block: (block == shown ? [] : block) + ["         \(open)\(family)"])]
  }

  private static let settled =
    "Nothing more to ask about tonight. The next questions are about what else is to be done: go on, or say 'result'."

  private var farewell: String {
    let unknown = skipped.count
    let known =
      unknown == 0
      ? "No question is left."
      : "\(unknown == 1 ? "One question is" : "\(unknown) questions are") still open. Until \(unknown == 1 ? "it is" : "they are") "
        + "answered, the safer answer is assumed."
    return known
      + " 'set FACT VALUE' changes an answer, 'rang 1 no answer' tells of a call, 'why RULE' explains a line, "
      + "'close' ends the triage."
  }
}
