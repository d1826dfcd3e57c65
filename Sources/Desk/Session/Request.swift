import Directory
import WorkingTime

/// A line of the desk language in words; quotes keep words together.
struct Request {
  let words: [String]

  init(line: String) {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var hasWord = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        hasWord = true
      } else if character.isWhitespace, !isQuoted {
        if hasWord { words.append(word) }
        word = ""
        hasWord = false
      } else {
        word.append(character)
        hasWord = true
      }
    }
    if hasWord { words.append(word) }
    self.words = words
  }
}

/// The arguments of a look-up: whose contacts, for what, and when.
struct LookupArguments {
  let council: String
  /// What for, in the words of whoever asks; nil where they do not say.
  let wanted: Wanted?
  let moment: String?

  /// The purpose where it was named as the list names it; what depends on the hour is none yet.
  var purpose: Purpose? { if case .purpose(let purpose)? = wanted { purpose } else { nil } }

  /// Takes the words apart: `at MOMENT` at the end, then the longest purpose before it, then the council.
  init(_ words: [String]) {
    var (rest, moment) = Self.moment(in: words)
    var wanted: Wanted?
    // The longest ending that says what for; of several such words the whole counts: `social services out of hours`.
    for count in stride(from: min(6, rest.count - 1), through: 1, by: -1) {
      let ending = SpokenWords(typed: rest.suffix(count).joined(separator: " "))
      if ending.isPurposeAlone {
        wanted = ending.wanted
        rest.removeLast(count)
        break
      }
    }
    council = rest.joined(separator: " ")
    self.wanted = wanted
    self.moment = moment
  }

  /// Takes `at MOMENT` off the end of some words; `AT` is `at`.
  static func moment(in words: [String]) -> (rest: [String], moment: String?) {
    guard let place = words.lastIndex(where: { $0.lowercased() == "at" }), place > 0, place < words.count - 1 else {
      return (words, nil)
    }
    return (Array(words[..<place]), words[(place + 1)...].joined(separator: " "))
  }
}

/// A moment as typed at a desk: `now`, `17:45` for today, `fri 5pm`, `27/11 16:45`, `2026-11-26T17:45`, or the same with a
/// space.
enum TypedMoment {
  static func read(
    _ text: String, _ direction: SpokenTime.Direction = .coming, now: Moment, clock: LondonClock
  ) throws(TimeTextError) -> Moment {
    let plain = text.trimmingSpaces
    if plain.lowercased() == "now" { return now }
    if isWritten(plain), plain.utf8.count > 10 {
      return try TimeText.moment(plain.split(separator: " ").joined(separator: "T"), clock: clock).moment
    }
    let wall = clock.wall(at: now)
    let reading = try SpokenTime(at: wall, direction).read(plain)
    guard let minute = reading.minute else {
      throw .malformed(plain, expected: "a moment: say the hour too, like '\(plain) 17:00'")
    }
    return try moment(on: reading.day ?? wall.day, minute, clock)
  }

  /// A day, or a moment where an hour is said: what a time limit runs from.
  static func start(_ text: String, now: Moment, clock: LondonClock) throws(TimeTextError) -> LimitStart {
    let plain = text.trimmingSpaces
    if plain.lowercased() == "now" || (isWritten(plain) && plain.utf8.count > 10) {
      return .moment(try read(plain, now: now, clock: clock))
    }
    if isWritten(plain) { return .day(try TimeText.day(plain)) }
    let wall = clock.wall(at: now)
    let reading = try SpokenTime(at: wall, .either).read(plain)
    guard let minute = reading.minute else { return .day(reading.day ?? wall.day) }
    return .moment(try moment(on: reading.day ?? wall.day, minute, clock))
  }

  private static func moment(on day: Day, _ minute: Int, _ clock: LondonClock) throws(TimeTextError) -> Moment {
    let text = "\(TimeText.text(day))T\(TimeText.clockText(minuteOfDay: minute))"
    return try TimeText.moment(text, clock: clock).moment
  }

  /// Whether it begins as a date does in a file.
  private static func isWritten(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(5))
    return bytes.count == 5 && bytes[4] == UInt8(ascii: "-")
      && bytes.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension String {
  var trimmingSpaces: String {
    split(separator: " ").joined(separator: " ")
  }
}
