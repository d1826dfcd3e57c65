import JSON
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
  /// The reference of the case in which every answer is saved; nil where they are kept nowhere.
  let kept: String?
  /// Why what the site wants kept could not be; nil where nothing came in the way.
  let notKept: String?
}

extension JSONWriter {
  /// Writes a question with everything that a terminal needs to put it, or that none is left; both with how far it has come.
  mutating func write(
    _ question: OutcomeQuestion?, of outcome: Outcome, because: [(rule: String, text: String)], _ soFar: TriageSoFar
  ) {
    object { json in
      json.member("fact", question?.fact.name)
      if let question { json.put(question, of: outcome, because: because) }
      json.key("soFar")
      json.write(soFar)
    }
  }

  private mutating func put(
    _ question: OutcomeQuestion, of outcome: Outcome, because: [(rule: String, text: String)]
  ) {
    let fact = question.fact
    member("text", fact.question)
    member("takes", fact.takes)
    member("how", fact.howToAnswer)
    key("choices")
    array(fact.choices) { json, choice in
      json.object { json in
        json.member("value", choice.value)
        json.member("text", choice.text)
        json.member("meaning", choice.meaning)
      }
    }
    member("several", fact.takesSeveral)
    member("ifUnknown", WordedAnswer.valueOfUnknown(for: fact.name))
    member("changesTonight", question.changesTonight)
    member("rules", outcome.rules(asking: question).map(\.name))
    key("because")
    array(because) { json, reason in
      json.object { json in
        json.member("rule", reason.rule)
        json.member("text", reason.text)
      }
    }
  }

  private mutating func write(_ soFar: TriageSoFar) {
    object { json in
      json.member("tonight", soFar.tonight)
      json.member("ring", soFar.ring)
      json.member("notices", soFar.notices)
      json.member("open", soFar.open.all)
      json.member("openTonight", soFar.open.tonight)
      json.member("council", soFar.council)
      json.member("answers", soFar.answers)
      json.member("family", soFar.family.number)
      json.member("families", soFar.family.open)
      json.member("kept", soFar.kept)
      json.member("notKept", soFar.notKept)
      json.key("heard")
      guard let heard = soFar.heard else { return json.null() }
      json.object { json in
        json.member("fact", heard.fact)
        json.member("text", heard.text)
      }
    }
  }
}
