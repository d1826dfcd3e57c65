import Desk
import Foundation

/// What a desk says in answer to `ask json`: a question in its parts, or that none is left, and how far the triage has come.
struct AskedQuestion: Decodable {
  /// One answer that may be chosen.
  struct Choice: Decodable {
    let value: String
    let text: String
    let meaning: String
  }

  /// A clause for which it is asked.
  struct Reason: Decodable {
    let rule: String
    let text: String
  }

  /// The last answer, in full.
  struct Heard: Decodable, Equatable {
    let fact: String
    let text: String
  }

  /// What stands above a question.
  struct SoFar: Decodable {
    let tonight: String
    let ring: String?
    let notices: [String]
    let open: Int
    let openTonight: Int
    let council: String
    let answers: Int
    let family: Int
    let families: Int
    let heard: Heard?
    /// The case in which every answer is saved; a server of an older version does not say.
    let kept: String?
    /// Why it is not, where the site wants that.
    let notKept: String?
  }

  let fact: String?
  let text: String?
  let how: String?
  let choices: [Choice]?
  let several: Bool?
  let ifUnknown: String?
  let changesTonight: Bool?
  let because: [Reason]?
  let soFar: SoFar

  /// The parts of a reply; nil where it is none of the kind.
  init?(_ reply: Reply) {
    guard reply.code == 310 || reply.code == 213, let line = reply.block.first,
      let asked = try? JSONDecoder().decode(AskedQuestion.self, from: Data(line.utf8))
    else { return nil }
    self = asked
  }

  /// The value that an answer stands for: a choice's number, or the answer itself where the question takes it as it is.
  ///
  /// - Parameter answer: as typed.
  /// - Returns: what to set; nil where a number is no choice's.
  func value(of answer: String) -> String? {
    guard let fact, let choices, !choices.isEmpty else { return answer }
    let words = answer.split { $0 == " " || $0 == "," }.map(String.init)
    guard words.allSatisfy({ Int($0) != nil }), words.count == 1 || several == true else {
      return WordedAnswer.value(of: answer, to: fact)
    }
    var values: [String] = []
    for word in words {
      guard let number = Int(word), choices.indices.contains(number - 1) else { return nil }
      values.append(choices[number - 1].value)
    }
    return values.joined(separator: " ")
  }

  /// The question and what may be answered, line by line.
  var lines: [String] {
    guard let text else { return [] }
    guard let choices, !choices.isEmpty else { return [text] + (how.map { ["    " + $0] } ?? []) }
    if choices.count == 2, choices.allSatisfy({ $0.text.count <= 3 }) {
      return ["\(text)   1 \(choices[0].text.lowercased())   2 \(choices[1].text.lowercased())"]
    }
    return [text] + numbered(choices.map(\.text)) + (several == true ? ["    Type their numbers, or none."] : [])
  }

  /// What each answer means, and why it is asked.
  var explanation: [String] {
    var lines = [text ?? ""]
    if let choices, !choices.isEmpty {
      lines += numbered(choices.map { $0.meaning.isEmpty ? $0.text : "\($0.text). \($0.meaning)" })
      if several == true { lines.append("    Type their numbers, or none.") }
    } else if let how {
      lines.append("    " + how)
    }
    if let because, !because.isEmpty {
      lines.append("Why it is asked:")
      lines += because.map { "    \($0.rule): \($0.text)" }
    }
    lines.append("You can also type: don't know, back, result, close; or look anything up.")
    return lines
  }

  private func numbered(_ texts: [String]) -> [String] {
    texts.enumerated().map { index, text in
      let number = "\(index + 1)"
      return String(repeating: " ", count: 4 - number.count) + number + ". " + text
    }
  }
}
