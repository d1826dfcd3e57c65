import Casebook
import Directory
import Triage
import WorkingTime

/// The words of a command about cases: those that come first, and those that stand behind a word such as `at`.
struct CaseWords {
  /// Before any of the words that part them.
  let first: [String]
  private let clauses: [String: String]
  /// The words that stand there twice as if they parted something.
  private let twice: Set<String>
  /// The day on which the family came: what may be a date of birth lies before it.
  private let came: Day

  init(_ words: [String], parted keywords: Set<String>, since came: Day) {
    self.came = came
    var first: [String] = []
    var clauses: [String: [String]] = [:]
    var current: String?
    var twice: Set<String> = []
    for word in words {
      let key = word.lowercased()
      // A note is the rest of the line.
      if current != "note", keywords.contains(key), clauses[key] == nil,
        !(first.isEmpty && current == nil) || key == "at"
      {
        current = key
        clauses[key] = []
      } else if let current {
        if current != "note", clauses[key] != nil { twice.insert(key) }
        clauses[current]?.append(word)
      } else {
        first.append(word)
      }
    }
    self.first = first
    self.twice = twice
    self.clauses = clauses.mapValues { Self.unquoted($0.joined(separator: " ")) }
  }

  /// Without the quotation marks that somebody put around it: they are no part of a name.
  private static func unquoted(_ text: String) -> String {
    guard text.count > 2, let first = text.first, let last = text.last,
      [("'", "'"), ("‘", "’"), ("“", "”")].contains(where: { $0 == (first, last) })
    else { return text }
    return String(text.dropFirst().dropLast())
  }

  /// What stands behind a word; nil where the word is not there.
  subscript(_ keyword: String) -> String? { clauses[keyword] }

  /// Refuses what is said twice, and could mean either.
  func once(_ keywords: Set<String>) throws(CaseRefusal) {
    guard let word = keywords.intersection(twice).min() else { return }
    throw CaseRefusal("'\(word)' stands there twice, and only one of them can be meant. Leave one out")
  }

  /// A note that may be kept.
  func note(_ keyword: String = "note") throws(CaseRefusal) -> String? {
    guard let text = clauses[keyword] else { return nil }
    return try checked(text)
  }

  /// Who is named behind a word; nil where the word is not there.
  func name(_ keyword: String) throws(CaseRefusal) -> String? {
    guard let text = clauses[keyword] else { return nil }
    guard text.contains(where: \.isLetter) else { throw CaseRefusal("say who: a name behind '\(keyword)'") }
    return try checked(text)
  }

  /// A text that may be kept of the case.
  func checked(_ text: String) throws(CaseRefusal) -> String { try Self.checked(text, since: came) }

  /// A text that may be kept of a family that came on a day.
  static func checked(_ text: String, since came: Day) throws(CaseRefusal) -> String {
    if let why = NoteCheck.refusal(of: text, since: came) { throw CaseRefusal(why) }
    return text
  }

  /// A word of a closed list.
  static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ text: String?, _: Word.Type, _ what: String
  ) throws(CaseRefusal) -> Word {
    let known = Word.allCases.map(\.rawValue)
    guard let text else { throw CaseRefusal("\(what) is missing: one of \(known.joined(separator: ", "))") }
    if let word = Word(rawValue: text.lowercased()) { return word }
    // One word that begins one choice is that choice, as at a question.
    let begun = known.filter { text.count >= 3 && $0.hasPrefix(text.lowercased()) }
    if begun.count == 1, let word = begun.first.flatMap(Word.init(rawValue:)) { return word }
    throw CaseRefusal(
      "'\(text.prefix(40))' is not \(what)\(Spelling.hint(for: text, in: known)); it takes \(known.joined(separator: ", "))"
    )
  }

  /// A reason with a few words behind a colon: `other: the lift is broken`.
  func reason<Word: RawRepresentable<String> & CaseIterable>(
    _ text: String?, _ type: Word.Type, _ what: String
  ) throws(CaseRefusal) -> (Word, String?) {
    let parts = (text ?? "").split(separator: ":", maxSplits: 1)
    let first = parts.first.map { String($0).trimmingSpaces }
    if let first, parts.count == 1, first.contains(" "), Word(rawValue: "other") != nil,
      Spelling.nearest(to: first, in: Word.allCases.map(\.rawValue)) == nil
    {
      throw CaseRefusal(
        "'\(first.prefix(40))' is not on the list of reasons: \(Word.allCases.map(\.rawValue).joined(separator: ", ")). "
          + "In words of your own: because other: \(first.prefix(60))")
    }
    let word = try Self.word(first, type, what)
    guard parts.count == 2 else { return (word, nil) }
    return (word, try checked(String(parts[1]).trimmingSpaces))
  }
}

extension DeskContext {
  /// A moment that has passed; a time of day alone is the last one at which clocks showed it, but for one at which the family had
  /// not come yet.
  ///
  /// - Parameters:
  ///   - text: What was typed; nil for now.
  ///   - came: When the family came; nil where nobody knows.
  /// - Returns: The moment, as it was meant: whether it can be, the case says.
  /// - Throws: `CaseRefusal` where it is no moment.
  func past(_ text: String?, since came: Moment?) throws(CaseRefusal) -> Moment? {
    guard let text else { return nil }
    let read: Moment
    do { read = try TypedMoment.read(text, .past, now: now, clock: engine.clock) } catch {
      throw CaseRefusal("at: \(error.explanation)")
    }
    // In the hour that comes twice the nearer is meant.
    let isHourAlone = isHourAlone(text)
    if isHourAlone, case .twice(_, let later) = engine.clock.meaning(of: engine.clock.wall(at: read)),
      later.seconds <= now.seconds + 300
    {
      return later
    }
    // A clock on a wall may be ahead of this one.
    guard read.seconds > now.seconds + 300, isHourAlone else { return read }
    let wall = engine.clock.wall(at: read)
    let before = engine.clock.moment(of: WallTime(day: wall.day.adding(days: -1), secondOfDay: wall.secondOfDay))
    if let came, before < came { return read }
    return before
  }

  /// A moment, or a day, that is still to come; a time of day alone is the next one.
  func ahead(_ text: String) throws(CaseRefusal) -> DueTime {
    do {
      // A date as a file writes it is a day; `27 Nov 9pm` has as many letters and is none.
      if text.utf8.count == 10, text.dropFirst(4).first == "-" { return .day(try TimeText.day(text)) }
      let read = try TypedMoment.read(text, now: now, clock: engine.clock)
      guard read < now, isHourAlone(text) else { return .moment(read) }
      let wall = engine.clock.wall(at: read)
      // In the hour that comes twice the second is still to come.
      if case .twice(_, let later) = engine.clock.meaning(of: wall), later >= now { return .moment(later) }
      return .moment(
        engine.clock.moment(of: WallTime(day: wall.day.adding(days: 1), secondOfDay: wall.secondOfDay)))
    } catch {
      throw CaseRefusal("until: \(error.explanation)")
    }
  }

  /// Whether a text says an hour and no day: `23:50`, `11.50pm`.
  func isHourAlone(_ text: String) -> Bool {
    do {
      let reading = try SpokenTime(at: engine.clock.wall(at: now), .past).read(text.trimmingSpaces)
      return reading.day == nil && reading.minute != nil
    } catch {
      return false
    }
  }

  /// A day as it is said: a date, `tomorrow`, `monday`.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - direction: Which way it lies where its week is not said.
  ///   - start: From where it is counted; nil for now.
  /// - Returns: The day.
  /// - Throws: `CaseRefusal` where it is none, or may be two.
  func day(
    _ text: String, _ direction: SpokenTime.Direction, from start: WallTime? = nil
  ) throws(CaseRefusal) -> Day {
    do {
      return try SpokenTime(at: start ?? engine.clock.wall(at: now), direction).dayAndHour(text).day
    } catch {
      throw CaseRefusal(error.explanation)
    }
  }
}
