/// One answer that a question takes: the fact's value, what it says as an answer to the question, and what it means.
package struct AnswerChoice: Sendable, Hashable {
  /// The value as it is set.
  package let value: String
  /// What it says, in plain words.
  package let text: String
  /// What it means, in a sentence.
  package let meaning: String
}

extension Fact {
  /// Whether the question is put the other way round than the fact, so that yes to the one is no to the other.
  package var isAskedTheOtherWay: Bool { self == .nowhereTonight }

  /// The answers that the question takes; empty where it takes more than can be listed.
  package var choices: [AnswerChoice] {
    if self == .nowhereTonight {
      return [
        AnswerChoice(
          value: "no", text: "Yes, somewhere safe", meaning: "They have a bed tonight, and nobody there can harm them."),
        AnswerChoice(
          value: "yes", text: "No, nowhere safe",
          meaning: "They have no bed, or only one where they are not safe. Choose this too where nobody knows."),
      ]
    }
    switch shape {
    case .bool:
      let (yes, no) = meaningOfYesAndNo
      return [
        AnswerChoice(value: "yes", text: "Yes", meaning: yes), AnswerChoice(value: "no", text: "No", meaning: no),
      ]
    case .word(let words), .words(let words): return words.map(choice)
    default: return []
    }
  }

  /// Whether several of the choices may be given together.
  package var takesSeveral: Bool { if case .words = shape { true } else { false } }

  /// What the fact takes as an answer to `set`, in words.
  package var takes: String {
    isAskedTheOtherWay ? "no: they have somewhere safe; yes: they have nowhere safe" : shape.acceptsTyped
  }

  /// What an answer to the question may look like, for who cannot choose from a list: a sentence with examples.
  package var howToAnswer: String {
    switch shape {
    case .bool: "Answer yes or no."
    case .integer:
      switch self {
      case .travelMinutes: "Give the minutes, like 45, or 1 hour 20."
      case .applicantAge: "Give the age in years, like 34."
      default: "Give a number, like 3."
      }
    case .ages: "Give each age, like 4 7. A baby under one is 0. Type none if there are no children."
    case .day: "Give a day, like 27 Nov, tomorrow or in 3 days."
    case .moment: "Give a time, like 16:45, or yesterday 16:45."
    case .dayOrMoment: "Give a day, like 27 Nov or yesterday. Add the hour if you know it."
    case .council, .authority: "Name the council, or a town in it. Type none if there is none."
    case .authorities: "Name the councils, or towns in them. Type none if there are none."
    case .connections:
      "Give each council and why, like canterbury:residence. It may be \(Facts.grounds.joined(separator: ", ")). Type none "
        + "if there is none."
    case .word: "Choose one: its number, or its word."
    case .words: "Choose any: their numbers, or their words. Type none if none applies."
    }
  }

  /// The value that an answer to the question as it is worded stands for: a bare yes or no, where the question is put the
  /// other way round.
  ///
  /// - Parameter answer: what a person typed, in any case.
  /// - Returns: what to set.
  package func value(answering answer: String) -> String {
    guard isAskedTheOtherWay else { return answer }
    let words = answer.lowercased().split { $0 == " " || $0 == "," }.map(String.init)
    if let isNowhere = SpokenAnswer.nowhereTonight(words) { return isNowhere ? "yes" : "no" }
    return SpokenAnswer.bool(words).map { $0 ? "no" : "yes" } ?? answer
  }

  private func choice(_ value: String) -> AnswerChoice {
    let said = Self.meanings[self]?[value]
    return AnswerChoice(value: value, text: said?.text ?? plain(value), meaning: said?.meaning ?? "")
  }

  private func plain(_ value: String) -> String {
    let words = value.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
