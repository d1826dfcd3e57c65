import JSON
import Directory
package import WorkingTime

extension FactsReader {
  /// A value as typed at a desk, in people's words: `yes`, `4 7`, `four months`, `hotel`, `fri`, `none`,
  /// `canterbury:residence`. Councils go by id, name or alias.
  ///
  /// - Parameters:
  ///   - text: as typed.
  ///   - fact: what it is an answer about.
  ///   - now: the moment from which `tomorrow` is counted; nil where dates are only taken in full.
  ///   - came: when they arrived, before which nobody is seen.
  /// - Throws: `FactError` where it cannot be read, or may be more than one thing.
  /// - Returns: the value; null where the answer is that nobody knows.
  package func input(
    typed text: String, for fact: Fact, at now: Moment? = nil, since came: Moment? = nil
  ) throws(FactError) -> FactInput {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map { $0.lowercased() }
    guard !words.isEmpty else {
      throw .notTaken(fact, got: "nothing", hint: "")
    }
    if Self.isUnsure(words) { return .null }
    switch fact.shape {
    case .bool:
      let told = fact == .nowhereTonight ? SpokenAnswer.nowhereTonight(words) : nil
      guard let answer = told ?? SpokenAnswer.bool(words) else {
        throw .notTaken(fact, got: "'\(text.onOneLine)'", hint: "")
      }
      return .bool(answer)
    case .integer:
      guard let number = SpokenAnswer.number(words, for: fact) else {
        throw .notTaken(fact, got: "'\(text.onOneLine)'", hint: "")
      }
      return .number(Double(number))
    case .ages:
      // A comma and an `and` part one child from the next.
      let parted = text.replacing(",", with: " and ").lowercased().split(separator: " ").map(String.init)
      let ages = items(words).isEmpty ? [] : try SpokenAnswer.ages(parted, for: fact)
      return .list(ages.map { .number(Double($0)) })
    case .day, .moment, .dayOrMoment: return .text(try time(text, for: fact, at: now, since: came))
    case .council: return .text(try councilID(text, for: fact))
    case .authority: return .text(Self.isNobody(words) ? "none" : try councilID(text, for: fact))
    case .authorities where fact == .violenceRisk && SpokenAnswer.bool(words) == true:
      throw .badValue(
        fact, got: "'\(text.onOneLine)'",
        why:
          "says that there is a risk, and not where. 'don't know' is an answer and takes the safer branch. Name the council or "
          + "town as soon as it is known. 'set risk-factors domestic-abuse' records abuse now")
    case .authorities:
      return .list(Self.isNobody(words) ? [] : try councilIDs(items(words), for: fact).map { .text($0) })
    // Nothing on offer yet is no kind of place.
    case .word where fact == .unit && Self.isNobody(words): return .null
    case .word(let known): return .text(try SpokenAnswer.word(words, of: known, for: fact))
    case .words(let known):
      return .list(
        Self.isNobody(words) ? [] : try SpokenAnswer.words(items(words), of: known, for: fact).map { .text($0) })
    case .connections: return .list(Self.isNobody(words) ? [] : try connections(items(words)))
    }
  }

  /// A day or moment as a file would give it, from what people say.
  private func time(
    _ text: String, for fact: Fact, at now: Moment?, since came: Moment?
  ) throws(FactError) -> String {
    guard let now, !isWritten(text) else { return text }
    let spoken = SpokenTime(at: clock.wall(at: now), fact.direction)
    do {
      guard fact.shape == .moment else {
        let (day, minute) = try spoken.dayAndHour(text)
        guard fact.shape == .dayOrMoment, let minute else { return TimeText.text(day) }
        return "\(TimeText.text(day))T\(TimeText.clockText(minuteOfDay: minute))"
      }
      let reading = try spoken.read(text)
      guard let minute = reading.minute else {
        throw FactError.badValue(
          fact, got: "'\(text.onOneLine)'", why: "is a day without its hour; say both, like '\(text.onOneLine) 16:45'")
      }
      let day = reading.day ?? day(of: minute, before: now, since: fact == .seenAt ? came : nil)
      return "\(TimeText.text(day))T\(TimeText.clockText(minuteOfDay: minute))"
    } catch let error as TimeTextError {
      switch error {
      case .ambiguous(_, let days):
        throw .badValue(fact, got: "'\(text.onOneLine)'", why: TimeTextError.asks(which: days))
      case .impossible(_, let why): throw .badValue(fact, got: "'\(text.onOneLine)'", why: why)
      default:
        throw .badValue(
          fact, got: "'\(text.onOneLine)'", why: "is not a date or time that is known here; \(fact.tries)")
      }
    } catch let error as FactError {
      throw error
    } catch {
      throw .badValue(fact, got: "'\(text.onOneLine)'", why: "is not a date or time that is known here; \(fact.tries)")
    }
  }

  /// By how much a clock on a wall may be ahead of this one, in seconds.
  private static let skew: Int64 = 300

  /// The day of an hour that was said without one: the last on which clocks have shown it, but for an hour before they came.
  private func day(of minute: Int, before now: Moment, since came: Moment?) -> Day {
    let today = clock.wall(at: now).day
    func moment(_ day: Day) -> Moment { clock.moment(of: WallTime(day: day, secondOfDay: Int32(minute * 60))) }
    let last = moment(today) > now.adding(seconds: Self.skew) ? today.adding(days: -1) : today
    guard let came, moment(last) < came else { return last }
    let arrived = clock.wall(at: came).day
    return moment(arrived) < came ? arrived.adding(days: 1) : arrived
  }

  /// Whether it is written as in a file: `2026-11-26`, `2026-11-26T17:45`.
  private func isWritten(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(5))
    return bytes.count == 5 && bytes[4] == UInt8(ascii: "-")
      && bytes.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether the answer to a question for a council is that there is none.
  private static func isNobody(_ words: [String]) -> Bool {
    ["no", "none", "nobody", "nowhere", "nope", "n", "no one", "no council", "not anyone", "not any", "neither", "nil"]
      .contains(words.joined(separator: " "))
  }

  private static let unsure: Set<String> = [
    "not sure", "unsure", "unknown", "not known", "dont know", "i dont know", "do not know", "no idea", "dunno", "dk",
    "d", "?", "not asked", "cannot say", "cant say", "skip", "pass",
  ]

  /// Whether the answer is that nobody knows.
  ///
  /// - Parameter text: as typed.
  /// - Returns: whether it says so in any of the usual ways.
  package static func isUnsure(_ text: String) -> Bool {
    isUnsure(text.lowercased().split(separator: " ").map(String.init))
  }

  private static func isUnsure(_ words: [String]) -> Bool {
    unsure.contains(words.joined(separator: " ").filter { $0 != "'" && $0 != "’" && $0 != "." })
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

  /// A fact's value behind its name, or in words where its yes is the question's no: read aloud it says what was answered.
  ///
  /// - Parameters:
  ///   - fact: What it is a value of.
  ///   - input: The value.
  /// - Returns: `pregnant yes`, `they have nowhere safe`.
  package func named(_ fact: Fact, _ input: FactInput) -> String {
    if fact.isAskedTheOtherWay, case .bool = input { return inWords(fact, input) }
    return "\(fact.name) \(typed(input))"
  }

  private func inWords(_ fact: Fact, _ input: FactInput) -> String {
    guard fact.isAskedTheOtherWay, case .bool(let isNowhere) = input else { return typed(input) }
    return isNowhere ? "they have nowhere safe" : "they have somewhere safe"
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
    // A number that was meant for the question before is no age of whoever applies.
    case (.integer, .number(let age)) where fact == .applicantAge && age < 14:
      return "\(typed(value)) \(age == 1 ? "year" : "years") old: is that the applicant, and not a child?"
    case (.ages, .list(let items)) where !items.isEmpty:
      return "\(items.count == 1 ? "1 child, aged" : "\(items.count) children, aged") "
        + items.map(typed).joined(separator: ", ")
    case (.day, .text(let text)), (.moment, .text(let text)), (.dayOrMoment, .text(let text)): return inFull(text)
    default: return inWords(fact, value)
    }
  }

  /// A date or moment in words: `Fri 27 Nov 2026`, `16:45 on Wed 25 Nov 2026`.
  private func inFull(_ text: String) -> String {
    if let day = try? TimeText.day(text) { return TimeText.words(day) }
    guard let reading = try? TimeText.moment(text, clock: clock) else { return text }
    return TimeText.words(.moment(reading.moment), clock: clock)
  }

  /// The items of a list as people say it: `4 and 7` is two, `none` and `no` are nothing.
  private func items(_ words: [String]) -> [String] {
    if words == ["none"] || words == ["no"] { return [] }
    let said = words.filter { $0 != "and" && $0 != "&" }
    // What joins nothing is no answer, least of all that there is none.
    return said.isEmpty ? words : said
  }

  /// Each council and ground of `tunbridge wells:family dover special`.
  private func connections(_ words: [String]) throws(FactError) -> [FactInput] {
    var found: [FactInput] = []
    var name: [String] = []
    var rest = words.joined(separator: " ").replacing(":", with: " : ").split(separator: " ").map(String.init)[...]
    while let word = rest.first {
      let isTold = word == ":"
      if isTold { rest = rest.dropFirst() }
      // Of two words that mean a ground together, as 'armed forces', both are taken.
      let ground = [2, 1].lazy.compactMap { count -> (word: String, count: Int)? in
        guard rest.count >= count else { return nil }
        let text = rest.prefix(count).joined(separator: " ")
        return SpokenAnswer.called(text, of: Facts.grounds, for: .connections).map { ($0, count) }
      }.first
      if !name.isEmpty, let taken = ground ?? (isTold ? rest.first.map { ($0, 1) } : nil) {
        let council = try councilID(name.joined(separator: " "), for: .connections)
        found.append(.object(["council": .text(council), "ground": .text(taken.word)]))
        rest = rest.dropFirst(taken.count)
        name = []
      } else if !isTold {
        name.append(word)
        rest = rest.dropFirst()
      }
    }
    guard name.isEmpty else {
      let council = try councilID(name.joined(separator: " "), for: .connections)
      throw .badValue(
        .connections, got: "'\(name.joined(separator: " ").onOneLine)'",
        why: "has no ground; write \(council):residence, or another of \(Facts.grounds.joined(separator: ", "))")
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
          "is not a council that is known here.\(hint) Give a council's name, or a town in it; 'none' if there is none. "
          + "If nobody knows yet, type don't know")
    }
  }
}
