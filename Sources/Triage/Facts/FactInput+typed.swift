import Directory

extension FactsReader {
  /// A value as typed at a desk: `yes`, `4 7`, `none`, `canterbury:residence`. Councils go by id, name or alias.
  package func input(typed text: String, for fact: Fact) throws(FactError) -> FactInput {
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
            throw .badValue(fact, got: "'\(word)'", why: "is not an age; it takes \(fact.shape.acceptsTyped)")
          }
          return .number(Double(age))
        })
    case .day, .moment, .dayOrMoment: return .text(text)
    case .council: return .text(try councilID(text, for: fact))
    case .authority:
      if Self.isNobody(words) { return .text("none") }
      return Self.isUnsure(words) ? .null : .text(try councilID(text, for: fact))
    case .authorities:
      if Self.isNobody(words) { return .list([]) }
      return Self.isUnsure(words) ? .null : .list(try councilIDs(items(words), for: fact).map { .text($0) })
    case .word: return .text(words.joined(separator: "-"))
    case .words: return .list(items(words).map { .text($0) })
    case .connections: return .list(try connections(items(words)))
    }
  }

  /// Whether the answer to a question for a council is that there is none.
  private static func isNobody(_ words: [String]) -> Bool {
    ["no", "none", "nobody", "nowhere", "nope", "n", "no one", "no council", "not anyone", "not any", "neither", "nil"]
      .contains(words.joined(separator: " "))
  }

  /// Whether the answer is that nobody knows.
  private static func isUnsure(_ words: [String]) -> Bool {
    [
      "not sure", "unsure", "unknown", "not known", "don't know", "dont know", "do not know", "no idea", "dunno", "?",
      "not asked", "cannot say", "can't say",
    ].contains(words.joined(separator: " "))
  }

  /// A value as it would be typed.
  package func typed(_ input: FactInput) -> String {
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

  /// A fact's value as it is repeated to whoever gave it: a council by its full name.
  package func described(_ fact: Fact, in facts: Facts) -> String {
    func name(_ id: FactInput) -> String {
      guard case .text(let id) = id, id != "none" else { return typed(id) }
      if let ref = directory.ref(id: id) { return "\(directory[ref].name) (\(id))" }
      return directory.councilElsewhere(id: id).map { "\($0.name) (\(id))" } ?? id
    }
    let value = input(of: fact, in: facts)
    switch (fact.shape, value) {
    case (.authority, _): return name(value)
    case (.authorities, .list(let items)) where !items.isEmpty: return items.map(name).joined(separator: ", ")
    default: return typed(value)
    }
  }

  /// The items of a list as people say it: `4 and 7` is two, `none` and `no` are nothing.
  private func items(_ words: [String]) -> [String] {
    words == ["none"] || words == ["no"] ? [] : words.filter { $0 != "and" && $0 != "&" }
  }

  /// Each council and ground of `tunbridge wells:family dover:special`.
  private func connections(_ words: [String]) throws(FactError) -> [FactInput] {
    var found: [FactInput] = []
    var name: [String] = []
    for word in words {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      name.append(parts[0])
      guard parts.count == 2 else { continue }
      found.append(
        .object([
          "council": .text(try councilID(name.joined(separator: " "), for: .connections)), "ground": .text(parts[1]),
        ]))
      name = []
    }
    guard name.isEmpty else {
      throw .badValue(
        .connections, got: "'\(name.joined(separator: " ").onOneLine)'",
        why: "is not a connection; write one like canterbury:residence")
    }
    return found
  }

  /// The councils of some words, the longest name first: `castle point thanet` is two.
  private func councilIDs(_ words: [String], for fact: Fact) throws(FactError) -> [String] {
    var ids: [String] = []
    var rest = words[...]
    while let first = rest.first {
      var taken = 1
      for count in stride(from: min(6, rest.count), through: 2, by: -1) {
        switch directory.resolve(rest.prefix(count).joined(separator: " ")) {
        case .one, .elsewhere: taken = count
        case .ambiguous, .none: continue
        }
        break
      }
      ids.append(try councilID(taken == 1 ? first : rest.prefix(taken).joined(separator: " "), for: fact))
      rest = rest.dropFirst(taken)
    }
    return ids
  }

  /// The id of the council that a text stands for; the text itself where it stands for none, to be judged as an id.
  private func councilID(_ text: String, for fact: Fact) throws(FactError) -> String {
    switch directory.resolve(text) {
    case .one(let ref) where directory[ref].type.isPlace: return directory[ref].id
    case .one:
      throw .badValue(fact, got: "'\(text.onOneLine)'", why: "is not a council where anybody lives; name a council")
    case .elsewhere(let other): return other.id
    case .ambiguous(let refs):
      let names = refs.map { directory[$0].id }.joined(separator: ", ")
      throw .badValue(fact, got: "'\(text.onOneLine)'", why: "may be \(names); say which")
    case .none(let nearest):
      let plain = text
      let hint =
        nearest.isEmpty ? "" : " Did you mean \(nearest.map { directory[$0].name }.joined(separator: " or "))?"
      throw .badValue(
        fact, got: "'\(plain.onOneLine)'",
        why:
          "is not a council that is known here.\(hint) Give a council's name, or a town in it; 'none' if there is none")
    }
  }
}
