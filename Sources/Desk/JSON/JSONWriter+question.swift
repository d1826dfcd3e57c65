import Triage

/// How far a triage has come: what stands above a question.
struct TriageSoFar {
  /// What holds for tonight, in a sentence.
  let tonight: String
  /// Whom to ring first, or that nobody's number is held.
  let ring: String?
  /// What must be said besides: that other rules are about to begin.
  let notices: [String]
  /// How many questions are open, and how many of them about tonight.
  let open: (all: Int, tonight: Int)
  /// The council's name.
  let council: String
  /// How many answers have been given.
  let answers: Int
  /// The number of the family in this session, and how many are open.
  let family: (number: Int, open: Int)
  /// The last answer, in full; nil where none has been given.
  let heard: (fact: String, text: String)?
}

extension JSONWriter {
  /// Writes a question with everything that a terminal needs to put it, or that none is left; both with how far it has come.
  mutating func write(
    _ question: OutcomeQuestion?, of outcome: Outcome, because: [(rule: String, text: String)], _ soFar: TriageSoFar
  ) {
    object { json in
      json.key("fact")
      json.string(question?.fact.name)
      if let question { json.put(question, of: outcome, because: because) }
      json.key("soFar")
      json.write(soFar)
    }
  }

  private mutating func put(
    _ question: OutcomeQuestion, of outcome: Outcome, because: [(rule: String, text: String)]
  ) {
    let fact = question.fact
    key("text")
    string(fact.question)
    key("takes")
    string(fact.takes)
    key("how")
    string(fact.howToAnswer)
    key("choices")
    array(fact.choices) { json, choice in
      json.object { json in
        json.key("value")
        json.string(choice.value)
        json.key("text")
        json.string(choice.text)
        json.key("meaning")
        json.string(choice.meaning)
      }
    }
    key("several")
    bool(fact.takesSeveral)
    key("ifUnknown")
    string(WordedAnswer.valueOfUnknown(for: fact.name))
    key("changesTonight")
    bool(question.changesTonight)
    key("rules")
    strings(outcome.rules(asking: question).map(\.name))
    key("because")
    array(because) { json, reason in
      json.object { json in
        json.key("rule")
        json.string(reason.rule)
        json.key("text")
        json.string(reason.text)
      }
    }
  }

  private mutating func write(_ soFar: TriageSoFar) {
    object { json in
      json.key("tonight")
      json.string(soFar.tonight)
      json.key("ring")
      json.string(soFar.ring)
      json.key("notices")
      json.strings(soFar.notices)
      json.key("open")
      json.integer(soFar.open.all)
      json.key("openTonight")
      json.integer(soFar.open.tonight)
      json.key("council")
      json.string(soFar.council)
      json.key("answers")
      json.integer(soFar.answers)
      json.key("family")
      json.integer(soFar.family.number)
      json.key("families")
      json.integer(soFar.family.open)
      json.key("heard")
      guard let heard = soFar.heard else { return json.null() }
      json.object { json in
        json.key("fact")
        json.string(heard.fact)
        json.key("text")
        json.string(heard.text)
      }
    }
  }
}
