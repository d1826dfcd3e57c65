/// Why facts cannot be used. Each names the fact and what would be right.
package enum FactError: Error, Sendable, Hashable {
  /// Not JSON, or not one flat object of facts.
  case malformed(String)
  /// No such fact.
  case unknownFact(String, nearest: String?)
  /// A value that the fact does not take.
  case badValue(Fact, got: String, why: String)
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
    case .givenTwice(let name): "'\(name.onOneLine)' is given twice; give each fact once"
    case .missing(let fact): "\(fact.name) is missing; it takes \(fact.shape.accepts)"
    case .contradiction(let fact, let other, let why): "\(fact.name) contradicts \(other.name): \(why)"
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
