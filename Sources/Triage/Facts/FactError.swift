/// Why facts cannot be used. Each names the fact and what would be right.
package enum FactError: Error, Sendable, Hashable {
  /// Not JSON, or not one flat object of facts.
  case malformed(String)
  /// No such fact.
  case unknownFact(String, nearest: String?)
  /// A value that the fact does not take.
  case badValue(Fact, got: String, why: String)
  /// What was given is no value of the fact in any reading; `hint` is what may have been meant, or nothing.
  case notTaken(Fact, got: String, hint: String)
  /// One fact given twice.
  case givenTwice(String)
  /// A fact that must be given is not.
  case missing(Fact)
  /// Two facts that cannot both hold.
  case contradiction(Fact, against: Fact, why: String)

  /// One line that names the fact and what it accepts.
  package var explanation: String {
    switch self {
    case .malformed(let why): "the facts are not one JSON object: \(why.onOneLine)"
    case .unknownFact(let name, let nearest):
      "'\(name.onOneLine)' is not a fact" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .badValue(let fact, let got, let why): "\(fact.name): \(got) \(why)"
    case .notTaken(let fact, let got, let hint):
      "\(fact.name): \(got) is not taken; it takes \(fact.shape.accepts)\(hint)"
    case .givenTwice(let name): "'\(name.onOneLine)' is given twice; give each fact once"
    case .missing(let fact): "\(fact.name) is missing; it takes \(fact.shape.accepts)"
    case .contradiction(let fact, let other, let why): "\(fact.name) contradicts \(other.name): \(why)"
    }
  }

  /// The same for a person who has typed an answer.
  package var spokenExplanation: String {
    guard case .notTaken(let fact, let got, let hint) = self else { return explanation }
    return "\(fact.name): \(got) is not an answer to it. \(fact.howToType)\(hint)"
  }
}

extension Fact {
  /// Each value with what the screen says for it: `relief (Yes, the relief duty)`.
  private var choicesInWords: String { choices.map { "\($0.value) (\($0.text))" }.joined(separator: ", ") }

  /// What to type for it, where an answer cannot be read: a sentence or two.
  fileprivate var howToType: String {
    switch shape {
    case .integer(let range): "\(howToAnswer) It is from \(range.lowerBound) to \(range.upperBound)"
    case .ages:
      "Give each child's age as a whole year, up to 17. A baby under one is 0. Type none if there are no children"
    case .word: "It is one of \(choicesInWords)"
    case .words: "It is any of \(choicesInWords); or none"
    // Its yes and no are the question's no and yes: a word that reads the same either way is the only safe one to name.
    case .bool where isAskedTheOtherWay: "Type somewhere safe, or nowhere safe"
    default: howToAnswer.last == "." ? String(howToAnswer.dropLast()) : howToAnswer
    }
  }
}

extension String {
  /// Fit for a message of one line: control characters gone, and not endless.
  var onOneLine: String {
    String(
      String.UnicodeScalarView(unicodeScalars.prefix(120).map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
