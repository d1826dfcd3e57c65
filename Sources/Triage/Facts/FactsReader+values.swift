import JSON
import Directory
import WorkingTime

extension FactsReader {
  func refuse(_ input: FactInput, for fact: Fact) -> FactError {
    .notTaken(fact, got: input.shown, hint: "")
  }

  func bool(_ input: FactInput, for fact: Fact) throws(FactError) -> Bool {
    guard case .bool(let bool) = input else { throw refuse(input, for: fact) }
    return bool
  }

  func integer(_ input: FactInput, for fact: Fact, in range: ClosedRange<Int>) throws(FactError) -> Int {
    guard case .number(let number) = input, let whole = Int(exactly: number), range.contains(whole) else {
      throw refuse(input, for: fact)
    }
    return whole
  }

  func list(_ input: FactInput, for fact: Fact) throws(FactError) -> [FactInput] {
    guard case .list(let items) = input, items.count <= 100 else { throw refuse(input, for: fact) }
    return items
  }

  func nearestWord(_ text: String, _ known: [String], for fact: Fact) -> FactError {
    let hint = Spelling.hint(for: text, in: known)
    return .notTaken(fact, got: "'\(text.onOneLine)'", hint: hint)
  }

  func day(_ input: FactInput, for fact: Fact) throws(FactError) -> Day {
    guard case .text(let text) = input else { throw refuse(input, for: fact) }
    do {
      return try TimeText.day(text)
    } catch {
      throw timeError(error, for: fact)
    }
  }

  func moment(_ input: FactInput, for fact: Fact, in facts: inout Facts) throws(FactError) -> Moment {
    guard case .text(let text) = input else { throw refuse(input, for: fact) }
    do {
      let reading = try TimeText.moment(text, clock: clock)
      if reading.isRepeatedHour {
        facts.repeatedHours.insert(FactSet(fact))
      } else {
        facts.repeatedHours.remove(FactSet(fact))
      }
      return reading.moment
    } catch {
      throw timeError(error, for: fact)
    }
  }

  func dayOrMoment(_ input: FactInput, for fact: Fact, in facts: inout Facts) throws(FactError) -> LimitStart {
    guard case .text(let text) = input else { throw refuse(input, for: fact) }
    if text.utf8.count > 10 { return .moment(try moment(input, for: fact, in: &facts)) }
    return .day(try day(input, for: fact))
  }

  private func timeError(_ error: TimeTextError, for fact: Fact) -> FactError {
    switch error {
    case .malformed(let text, _):
      .notTaken(fact, got: "'\(text.onOneLine)'", hint: "")
    case .impossible(let text, let why):
      .badValue(fact, got: "'\(text.onOneLine)'", why: "\(why); it takes \(fact.shape.accepts)")
    case .skippedHour(let text):
      .badValue(
        fact, got: "'\(text.onOneLine)'",
        why: "never happens: clocks go forward over that hour in London; give a time that was shown")
    case .ambiguous(let text, let days):
      .badValue(fact, got: "'\(text.onOneLine)'", why: TimeTextError.asks(which: days))
    }
  }

  /// The presenting council, by its id, name or alias: it must be held. A town is none: where a family stands is no guess.
  func held(_ input: FactInput) throws(FactError) -> CouncilRef {
    guard case .text(let text) = input else { throw refuse(input, for: .council) }
    if let ref = directory.ref(id: text), directory[ref].type.isPlace { return ref }
    let named = directory.councils(named: text).filter { directory[$0].type.isPlace }
    if named.count == 1, let ref = named.first { return ref }
    if named.count > 1 {
      let names = named.map { "'\(directory[$0].id)'" }.joined(separator: " or ")
      throw .badValue(.council, got: "'\(text.onOneLine)'", why: "may be \(names); say which")
    }
    if case .elsewhere(let other)? = directory.named(text) {
      throw .badValue(
        .council, got: "'\(text.onOneLine)'",
        why:
          "is \(other.name) ('\(other.id)'), which is not held in this directory; it takes the council where they are")
    }
    let ids = directory.councils.filter(\.type.isPlace).map(\.id)
    var hint = Spelling.hint(for: text, in: ids)
    if case .one(let ref) = directory.resolve(text) { hint = "; did you mean '\(directory[ref].id)'?" }
    throw .badValue(
      .council, got: "'\(text.onOneLine)'",
      why: "is not a council of the directory; it takes \(Fact.council.shape.accepts)\(hint)")
  }

  /// An authority somewhere else, by its id, name, alias or a town in it: held, or known and not held.
  ///
  /// A word that is nobody's is refused: a threat in 'thannet' is one in Thanet, and nobody may be sent there. Where the
  /// directory lists no councils elsewhere, nobody can tell, and any word in the form of an id is taken.
  func authority(_ input: FactInput, for fact: Fact, in facts: inout Facts) throws(FactError) -> Authority {
    guard case .text(let text) = input, text != "none", text.utf8.count <= 200 else { throw refuse(input, for: fact) }
    switch directory.named(text, on: clock.wall(at: facts.presentedAt).day) {
    case .one(let ref)?:
      guard directory[ref].type.isPlace else { throw refuse(input, for: fact) }
      return .held(ref)
    case .elsewhere(let other)?: return try unheld(other.id, input, for: fact, in: &facts)
    default:
      guard directory.elsewhere.isEmpty, Self.isID(text) else { throw unknown(text, for: fact) }
      return try unheld(text, input, for: fact, in: &facts)
    }
  }

  private func unheld(
    _ id: String, _ input: FactInput, for fact: Fact, in facts: inout Facts
  ) throws(FactError) -> Authority {
    if let known = facts.unheldNames.firstIndex(of: id) { return .unheld(UInt8(known)) }
    guard facts.unheldNames.count < 250 else { throw refuse(input, for: fact) }
    facts.unheldNames.append(id)
    return .unheld(UInt8(facts.unheldNames.count - 1))
  }

  private func unknown(_ text: String, for fact: Fact) -> FactError {
    let near = directory.nearestIDs(to: text).map { "'\($0)'" }
    let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
    return .badValue(
      fact, got: "'\(text.onOneLine)'",
      why: "is not a council that is known here; it takes \(fact.shape.accepts)\(hint)")
  }

  /// Whether an authority is none that anyone knows: where it lies is then not known either.
  func isDoubtful(_ authority: Authority, _ facts: Facts) -> Bool {
    guard case .unheld(let index) = authority else { return false }
    return directory.councilElsewhere(id: facts.unheldNames[Int(index)]) == nil
  }

  func authorityOrNone(_ input: FactInput, for fact: Fact, in facts: inout Facts) throws(FactError) -> AuthorityOrNone {
    if input == .text("none") { return .none }
    return .some(try authority(input, for: fact, in: &facts))
  }

  func connection(_ input: FactInput, in facts: inout Facts) throws(FactError) -> Connection {
    guard case .object(let members) = input else { throw refuse(input, for: .connections) }
    for name in members.keys.sorted() where name != "council" && name != "ground" {
      throw .badValue(
        .connections, got: "'\(name.onOneLine)'", why: "is not part of a connection; it has council and ground")
    }
    guard let council = members["council"], let ground = members["ground"] else {
      throw .badValue(.connections, got: "a connection", why: "lacks its council or its ground; it has both")
    }
    guard case .text(let text) = ground,
      let known = SpokenAnswer.called(text, of: Facts.grounds, for: .connections).flatMap(ConnectionGround.init)
    else {
      throw .badValue(
        .connections, got: ground.shown,
        why: "is not a ground; it takes one of \(Facts.grounds.joined(separator: ", "))")
    }
    return Connection(authority: try authority(council, for: .connections, in: &facts), ground: known)
  }

  /// Lower-case words of letters and digits with single hyphens between.
  private static func isID(_ text: String) -> Bool {
    var afterHyphen = true
    guard text.utf8.count <= 60 else { return false }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): afterHyphen = false
      case UInt8(ascii: "-") where !afterHyphen: afterHyphen = true
      default: return false
      }
    }
    return !afterHyphen
  }
}
