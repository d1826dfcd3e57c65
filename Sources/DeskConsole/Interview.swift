import Desk

/// A triage as a conversation: the desk's next question, an answer in plain words, the determination so far, and on.
///
/// It speaks the desk's own language to a desk, so that it is the same at this machine and at the other end of a socket. What
/// it knows is what was asked and what nobody could answer; the facts are the desk's.
struct Interview {
  /// What a line brought.
  struct Turn {
    /// What to show, reply by reply.
    var replies: [Reply] = []
    /// Whether a question stands and waits.
    var goesOn = true
  }

  /// A question that was put.
  private struct Question {
    let fact: String
    let text: String
    let takes: String
    let because: String
  }

  private enum Step {
    case answered
    case skipped(String)
  }

  private var question: Question?
  /// Whether it has been said that nothing that is asked from here on changes tonight.
  private var saidSettled = false
  private var steps: [Step] = []

  /// The fact that is asked for; nil where nothing is.
  var fact: String? { question?.fact }

  /// What an answer may be beside a value.
  static let words = ["don't know", "back", "?", "result", "close"]

  private var skipped: [String] {
    steps.compactMap { if case .skipped(let fact) = $0 { fact } else { nil } }
  }

  // MARK: - Turns

  /// The first question of a triage that has begun.
  mutating func begin(at desk: inout some ConsoleDesk) throws -> Turn {
    steps = []
    saidSettled = false
    return try next(at: &desk, showsPage: true)
  }

  /// Takes what a person typed at a question.
  ///
  /// - Parameters:
  ///   - line: Without spaces around it.
  ///   - desk: Where the triage is.
  /// - Throws: Whatever the desk throws.
  /// - Returns: What to show; nil where the line is a command of the desk, and the question stands.
  mutating func answer(_ line: String, at desk: inout some ConsoleDesk) throws -> Turn? {
    guard let question else { return nil }
    let plain = line.lowercased().filter { $0 != "'" && $0 != "’" && $0 != "." }
    switch plain {
    case "?", "why": return Turn(replies: try explanation(of: question, at: &desk))
    case "dont know", "dk", "d", "unknown", "not known", "no idea", "skip":
      if let value = WordedAnswer.valueOfUnknown(for: question.fact) {
        return try set(value, at: &desk)
      }
      steps.append(.skipped(question.fact))
      return try next(at: &desk, showsPage: true)
    case "back": return try back(at: &desk)
    default: break
    }
    let word = plain.split(separator: " ").first.map(String.init) ?? ""
    if Command.named(word) != nil || CaseCommand.named(word) != nil { return nil }
    return try set(WordedAnswer.value(of: line, to: question.fact), at: &desk)
  }

  /// Sets what is asked for, and goes on.
  private mutating func set(_ value: String, at desk: inout some ConsoleDesk) throws -> Turn {
    guard let question else { return Turn() }
    let reply = try desk.answer("set \(question.fact) \(value)")
    guard !reply.isError else { return Turn(replies: [reply]) }
    steps.append(.answered)
    return try next(at: &desk, showsPage: true)
  }

  /// The question that stands after a command that may have changed what is known.
  mutating func again(at desk: inout some ConsoleDesk) throws -> Turn { try next(at: &desk, showsPage: false) }

  private mutating func back(at desk: inout some ConsoleDesk) throws -> Turn {
    guard let last = steps.popLast() else {
      return Turn(replies: [Reply(503, "this is the first question; 'close' ends the triage")])
    }
    if case .answered = last {
      let reply = try desk.answer("back")
      if reply.isError { return Turn(replies: [reply]) }
    }
    return try next(at: &desk, showsPage: true)
  }

  private mutating func next(at desk: inout some ConsoleDesk, showsPage: Bool) throws -> Turn {
    var turn = Turn()
    let except = skipped.isEmpty ? "" : " except " + skipped.joined(separator: " ")
    let asked = try desk.answer("ask" + except)
    guard asked.code == 310, asked.block.count > 2 else {
      question = nil
      turn.goesOn = false
      if asked.isError {
        turn.replies = [asked]
      } else if showsPage {
        turn.replies = [try desk.answer("result"), Reply(200, farewell)]
      } else {
        turn.replies = [try desk.answer("result brief")]
      }
      return turn
    }
    let takes = WordedAnswer.valueOfUnknown(for: asked.text) == nil ? Self.takes(asked.block[1]) : "yes or no"
    question = Question(fact: asked.text, text: asked.block[0], takes: takes, because: asked.block[2])
    turn.replies = [try desk.answer("result brief")]
    let isAboutTonight = asked.block[2].contains("tonight")
    if !isAboutTonight, !saidSettled { turn.replies.append(Reply(200, Self.settled)) }
    saidSettled = !isAboutTonight
    turn.replies.append(Reply(310, "", block: Self.put(asked.block[0], takes: takes)))
    return turn
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
    return known + " 'set FACT VALUE' changes an answer, 'why RULE' explains a line, 'close' ends the triage."
  }

  /// What stands in the brackets of `answer with: set FACT …   (yes or no)`.
  private static func takes(_ line: String) -> String {
    line.firstIndex(of: "(").map { String(line[line.index(after: $0)...].dropLast()) } ?? line
  }

  /// A question with what it takes: behind it where that is short, else below.
  private static func put(_ text: String, takes: String) -> [String] {
    takes.count <= 12 ? ["\(text)  (\(takes))"] : [text, "    \(takes)"]
  }

  /// Why it is asked: the clauses, and what the first of them say.
  private func explanation(of question: Question, at desk: inout some ConsoleDesk) throws -> [Reply] {
    var lines = ["\(question.fact): \(question.because)."]
    let ids = question.because.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ";" }).map(String.init)
    for id in ids.filter({ $0.contains("-") && $0.first?.isUppercase == true }).prefix(3) {
      let reply = try desk.answer("why \(id)")
      if reply.isError { continue }
      // What the clause does stands under its name, which may be long, and above where it comes from.
      let says = reply.block.dropFirst().drop { $0.hasPrefix(" ") }.prefix { !$0.hasPrefix("Origin:") }
      let words = says.joined(separator: " ").split(separator: " ").joined(separator: " ")
      lines.append("\(id): \(words)")
    }
    lines.append("It takes \(question.takes); or: don't know, back, result, close.")
    return [Reply(213, "why this is asked", block: lines)]
  }
}
