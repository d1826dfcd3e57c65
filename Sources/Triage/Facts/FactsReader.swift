package import Directory
package import JSON
package import WorkingTime

/// A value as it came in, before it is checked against the fact it is for; null is "not known".
package typealias FactInput = JSONValue

extension FactInput {
  /// The value as a message shows it.
  var shown: String {
    switch self {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .text(let text): "'\(text.onOneLine)'"
    case .list: "a list"
    case .object: "an object"
    }
  }
}

/// Checks values and puts them into facts.
package struct FactsReader: Sendable {
  /// The directory that council ids are looked up in.
  package let directory: DirectorySnapshot
  /// London's clocks.
  package let clock: LondonClock

  /// A reader over a directory and London's clocks.
  package init(directory: DirectorySnapshot, clock: LondonClock) {
    self.directory = directory
    self.clock = clock
  }

  /// Facts from named values. `presented-at` is the moment of the run where left out.
  package func facts(from values: [String: FactInput], now: Moment) throws(FactError) -> Facts {
    var given: [(fact: Fact, value: FactInput)] = []
    given.reserveCapacity(values.count)
    var unknown: [String] = []
    for (name, value) in values {
      if let fact = Fact(name: name) { given.append((fact, value)) } else { unknown.append(name) }
    }
    if let name = unknown.min() {
      throw .unknownFact(name, nearest: Spelling.nearest(to: name, in: Fact.allCases.map(\.name)))
    }
    // In the contract's order, so that of several faults the same one is named each time.
    given.sort { $0.fact.rawValue < $1.fact.rawValue }
    guard let council = given.first, council.fact == .council, council.value != .null else { throw .missing(.council) }
    var facts = Facts(council: try held(council.value), presentedAt: now)
    for (fact, value) in given.dropFirst() { try set(fact, to: value, in: &facts) }
    try check(facts)
    return facts
  }

  /// Refuses facts that contradict each other.
  package func check(_ facts: Facts) throws(FactError) {
    try checkCouncilExists(facts)
    if let seenAt = facts.seenAt, seenAt < facts.presentedAt {
      throw .contradiction(.seenAt, against: .presentedAt, why: "nobody is seen before they arrive")
    }
    if let here = facts.connectionHere, let connections = facts.connections {
      let day = clock.wall(at: facts.presentedAt).day
      let listed = connections.contains { directory.connects($0, with: .held(facts.council), on: day) }
      if here != listed {
        let name = directory[facts.council].id
        throw .contradiction(
          .connectionHere, against: .connections,
          why: listed ? "the list names one with \(name)" : "the list names none with \(name)")
      }
    }
  }

  /// A council that has ended, or has not begun, owes nobody anything on that day: whoever took its housing over does.
  private func checkCouncilExists(_ facts: Facts) throws(FactError) {
    let day = clock.wall(at: facts.presentedAt).day
    guard !directory.exists(facts.council, on: day) else { return }
    let standing = directory.standing(of: facts.council, on: day, for: .housing)
    guard let why = directory.explanation(of: standing, of: facts.council, for: .housing) else { return }
    throw .badValue(
      .council, got: "'\(directory[facts.council].id)'",
      why: "does not exist on \(TimeText.words(day)), when the family presents: \(why)")
  }

  /// Sets one fact; null makes it unknown again.
  package func set(_ fact: Fact, to input: FactInput, in facts: inout Facts) throws(FactError) {
    // Whatever was said before is taken back, so that nothing of it stays.
    defer { facts.forgetUnspokenNames() }
    if input == .null {
      facts.forget(fact)
      return
    }
    switch fact.field {
    case .council: facts.council = try held(input)
    case .presentedAt: facts.presentedAt = try moment(input, for: fact, in: &facts)
    case .bool(let path): facts[keyPath: path] = try bool(input, for: fact)
    case .integer(let path, let range): facts[keyPath: path] = try integer(input, for: fact, in: range)
    case .day(let path): facts[keyPath: path] = try day(input, for: fact)
    case .moment(let path): facts[keyPath: path] = try moment(input, for: fact, in: &facts)
    case .dayOrMoment(let path): facts[keyPath: path] = try dayOrMoment(input, for: fact, in: &facts)
    case .authority(let path): facts[keyPath: path] = try authorityOrNone(input, for: fact, in: &facts)
    case .authorities(let path):
      // Two towns of one council are one place.
      var places: [Authority] = []
      for item in try list(input, for: fact) {
        let place = try authority(item, for: fact, in: &facts)
        if !places.contains(place) { places.append(place) }
      }
      facts[keyPath: path] = places
      facts.hasDoubtfulRisk = places.contains { isDoubtful($0, facts) }
    case .ages(let path):
      facts[keyPath: path] = try list(input, for: fact).map { item throws(FactError) in
        if case .number(18) = item { throw .notTaken(fact, got: "18", hint: Self.grownChild) }
        return UInt8(try integer(item, for: fact, in: 0...17))
      }
    case .connections(let path):
      facts[keyPath: path] = try list(input, for: fact).map { item throws(FactError) in
        try connection(item, in: &facts)
      }
    case .word(let word): try set(word, of: fact, to: input, in: &facts)
    case .words(let words): try set(words, of: fact, to: input, in: &facts)
    }
  }

  /// What to do about a child who has come of age and still depends on the applicant (HA96-s189-1-b, Code of Guidance 8.7).
  private static let grownChild =
    ". A son or daughter of 18 at school or in training may still be a dependent child: leave them out here, and answer "
    + "'vulnerable' with yes"

  private func set(_ word: any FactWord, of fact: Fact, to input: FactInput, in facts: inout Facts) throws(FactError) {
    guard case .text(let text) = input else { throw refuse(input, for: fact) }
    if word.set(text, in: &facts) { return }
    // What people call it, as at the desk: 'nrpf'. Looked for last, since programs give the word itself.
    guard let meant = SpokenAnswer.called(text, of: word.known, for: fact), word.set(meant, in: &facts) else {
      throw nearestWord(text, word.known, for: fact)
    }
  }

  private func set(_ words: any FactWords, of fact: Fact, to input: FactInput, in facts: inout Facts) throws(FactError)
  {
    let texts = try list(input, for: fact).map { item throws(FactError) in
      guard case .text(let text) = item else { throw refuse(item, for: fact) }
      return text
    }
    guard words.set(texts, in: &facts) != nil else { return }
    let meant = texts.map { SpokenAnswer.called($0, of: words.known, for: fact) ?? $0 }
    if let text = words.set(meant, in: &facts) { throw nearestWord(text, words.known, for: fact) }
  }
}
