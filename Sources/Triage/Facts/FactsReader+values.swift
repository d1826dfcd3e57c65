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

  /// The presenting council: it must be held.
  func held(_ input: FactInput) throws(FactError) -> CouncilRef {
    guard case .text(let text) = input else { throw refuse(input, for: .council) }
    if let ref = directory.ref(id: text), directory[ref].type.isPlace { return ref }
    let ids = directory.councils.filter(\.type.isPlace).map(\.id)
    var hint = Spelling.hint(for: text, in: ids)
    if case .one(let ref) = directory.resolve(text) { hint = "; did you mean '\(directory[ref].id)'?" }
    throw .badValue(
      .council, got: "'\(text.onOneLine)'", why: "is not a council of the directory; it takes an id like luton\(hint)")
  }

  /// An authority somewhere else: held, or any id in the form of one.
  func authority(_ input: FactInput, for fact: Fact, in facts: inout Facts) throws(FactError) -> Authority {
    guard case .text(let text) = input, Self.isID(text), text != "none" else { throw refuse(input, for: fact) }
    if let ref = directory.ref(id: text) {
      guard directory[ref].type.isPlace else { throw refuse(input, for: fact) }
      return .held(ref)
    }
    if let known = facts.unheldNames.firstIndex(of: text) { return .unheld(UInt8(known)) }
    guard facts.unheldNames.count < 250 else { throw refuse(input, for: fact) }
    facts.unheldNames.append(text)
    return .unheld(UInt8(facts.unheldNames.count - 1))
  }

  /// A place of risk: an authority, or a town that stands for the one it lies in.
  func place(_ input: FactInput, for fact: Fact, in facts: inout Facts) throws(FactError) -> Authority {
    if case .text(let text) = input, directory.ref(id: text) == nil, Self.isID(text),
      case .one(let ref) = directory.resolve(text, on: clock.wall(at: facts.presentedAt).day), isWhole(text, of: ref)
    {
      return .held(ref)
    }
    return try authority(input, for: fact, in: &facts)
  }

  /// Whether a text is a whole name of a council or of a town in it, and not the beginning of one.
  private func isWhole(_ text: String, of ref: CouncilRef) -> Bool {
    let council = directory[ref]
    return ([council.name] + council.aliases + council.places).contains { name in
      name.lowercased().split(separator: " ").joined(separator: "-") == text
    }
  }

  /// Whether an authority is none that anyone knows: where it lies is then not known either.
  func isDoubtful(_ authority: Authority, _ facts: Facts) -> Bool {
    guard case .unheld(let index) = authority else { return false }
    let name = facts.unheldNames[Int(index)]
    if case .elsewhere = directory.resolve(name) { return false }
    return true
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
    guard case .text(let text) = ground, let known = ConnectionGround(rawValue: text) else {
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
