import Directory

extension FactsReader {
  /// A value as typed at a desk: `yes`, `4 7`, `none`, `canterbury:residence`. Councils go by id, name or alias.
  public func input(typed text: String, for fact: Fact) throws(FactError) -> FactInput {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map { $0.lowercased() }
    guard !words.isEmpty else {
      throw .badValue(fact, got: "nothing", why: "is not taken; it takes \(fact.shape.acceptsTyped)")
    }
    switch fact.shape {
    case .bool:
      switch words {
      case ["yes"], ["y"], ["true"]: return .bool(true)
      case ["no"], ["n"], ["false"]: return .bool(false)
      default: throw .badValue(fact, got: "'\(text)'", why: "is not taken; it takes yes or no")
      }
    case .integer:
      guard words.count == 1, let number = Int(words[0]) else {
        throw .badValue(fact, got: "'\(text)'", why: "is not taken; it takes \(fact.shape.acceptsTyped)")
      }
      return .number(Double(number))
    case .ages:
      return .list(
        try items(words).map { word throws(FactError) in
          guard let age = Int(word) else {
            throw .badValue(fact, got: "'\(word)'", why: "is no age; it takes \(fact.shape.acceptsTyped)")
          }
          return .number(Double(age))
        })
    case .day, .moment, .dayOrMoment: return .text(text.uppercased())
    case .council, .authority: return .text(words == ["none"] ? "none" : councilID(text))
    case .authorities: return .list(items(words).map { .text(councilID($0)) })
    case .word: return .text(words.joined(separator: "-"))
    case .words: return .list(items(words).map { .text($0) })
    case .connections:
      return .list(
        try items(words).map { word throws(FactError) in
          let parts = word.split(separator: ":", omittingEmptySubsequences: false)
          guard parts.count == 2 else {
            throw .badValue(fact, got: "'\(word)'", why: "is no connection; write one like canterbury:residence")
          }
          return .object(["council": .text(councilID(String(parts[0]))), "ground": .text(String(parts[1]))])
        })
    }
  }

  /// A value as it would be typed.
  public func typed(_ input: FactInput) -> String {
    switch input {
    case .null: return "not known"
    case .bool(let bool): return bool ? "yes" : "no"
    case .number(let number): return Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .text(let text): return text
    case .list(let items): return items.isEmpty ? "none" : items.map(typed).joined(separator: " ")
    case .object(let members):
      return ["council", "ground"].compactMap { members[$0].map(typed) }.joined(separator: ":")
    }
  }

  private func items(_ words: [String]) -> [String] { words == ["none"] ? [] : words }

  /// The id of the council that a word stands for; the word itself where it stands for none, to be judged as an id.
  private func councilID(_ text: String) -> String {
    if case .one(let ref) = directory.resolve(text) { return directory[ref].id }
    if case .elsewhere(let other) = directory.resolve(text) { return other.id }
    return text.lowercased().split(separator: " ").joined(separator: "-")
  }
}
