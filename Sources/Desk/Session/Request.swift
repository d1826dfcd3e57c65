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

/// A moment as typed at a desk: `now`, `17:45` for today, `2026-11-26T17:45`, or the same with a space.
enum TypedMoment {
  static let form = "a moment like 2026-11-26T17:45, 17:45 for today, or now"

  static func read(_ text: String, now: Moment, clock: LondonClock) throws(TimeTextError) -> Moment {
    let plain = text.trimmingSpaces
    if plain.lowercased() == "now" { return now }
    if plain.utf8.count <= 5, plain.contains(":") {
      let padded = plain.utf8.count == 4 ? "0" + plain : plain
      return try TimeText.moment(TimeText.text(clock.wall(at: now).day) + "T" + padded, clock: clock).moment
    }
    do {
      return try TimeText.moment(plain.split(separator: " ").joined(separator: "T"), clock: clock).moment
    } catch {
      if case .malformed(let text, _) = error { throw .malformed(text, expected: form) }
      throw error
    }
  }
}

extension String {
  var trimmingSpaces: String {
    split(separator: " ").joined(separator: " ")
  }
}
