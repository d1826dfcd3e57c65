/// One answer that a question takes: the fact's value, and what it says as an answer to the question.
package struct AnswerChoice: Sendable, Hashable {
  /// The value as it is set.
  package let value: String
  /// What it says, in plain words.
  package let text: String
}

extension Fact {
  /// Whether the question is put the other way round than the fact, so that yes to the one is no to the other.
  package var isAskedTheOtherWay: Bool { self == .nowhereTonight }

  /// The answers that the question takes; empty where it takes more than can be listed.
  package var choices: [AnswerChoice] {
    if self == .nowhereTonight {
      return [
        AnswerChoice(value: "no", text: "Yes, somewhere safe"), AnswerChoice(value: "yes", text: "No, nowhere safe"),
      ]
    }
    switch shape {
    case .bool: return [AnswerChoice(value: "yes", text: "Yes"), AnswerChoice(value: "no", text: "No")]
    case .word(let words), .words(let words):
      return words.map { AnswerChoice(value: $0, text: said($0)) }
    default: return []
    }
  }

  /// What the fact takes as an answer to `set`, in words.
  package var takes: String {
    isAskedTheOtherWay ? "no: they have somewhere safe; yes: they have nowhere safe" : shape.acceptsTyped
  }

  /// The value that an answer to the question as it is worded stands for: a bare yes or no, where the question is put the
  /// other way round.
  ///
  /// - Parameter answer: what a person typed, in any case.
  /// - Returns: what to set.
  package func value(answering answer: String) -> String {
    guard isAskedTheOtherWay else { return answer }
    switch answer.lowercased().split(separator: " ").joined(separator: " ") {
    case "yes", "y", "true", "yes, somewhere safe": return "no"
    case "no", "n", "false", "no, nowhere safe": return "yes"
    default: return answer
    }
  }

  private func said(_ value: String) -> String {
    let plain = value.split(separator: "-").joined(separator: " ")
    return plain.prefix(1).uppercased() + plain.dropFirst()
  }
}
