/// Keeps what tells a family from another out of the few free words that a casebook takes.
///
/// It cannot know a name. Whoever asks for a note says so.
package enum NoteCheck {
  /// The longest note, in characters.
  package static let longest = 200

  /// Why a note is not taken; nil where it is.
  package static func refusal(of note: String) -> String? {
    if note.isEmpty { return "a note has at least a word" }
    if note.count > longest {
      return "a note has at most \(longest) characters; say the rest in the council's own system"
    }
    if note.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return "a note is one line"
    }
    if note.unicodeScalars.contains(where: isUnseen) {
      return "a note holds no sign that nobody sees, or that turns letters round: type it anew"
    }
    let text = note.uppercased()
    let words = text.split { !$0.isLetter && !$0.isNumber }
    let dates = text.matches(of: /[0-9]+([.\/\-][0-9]+)+/).map(\.0)
    if text.contains("@") { return "a note holds no e-mail address; a contact's name or team is enough" }
    if isNumbered(text) {
      return "a note holds no telephone number; the directory has the council's, the file the family's"
    }
    if text.firstMatch(of: /\b[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]?\b/) != nil {
      return "a note holds no National Insurance number"
    }
    for (word, next) in zip(words, words.dropFirst() + [""]) where isPostcode(word + next) || isPostcode(word) {
      return "a note holds no postcode; where they sleep is recorded by 'placed', without an address"
    }
    if dates.contains(where: isBirthday) { return "a note holds no date of birth; ages are facts ('children 4 7')" }
    return nil
  }

  /// Signs that turn what is read round, or hide in it; those that join the parts of one letter or picture do not.
  private static func isUnseen(_ sign: Unicode.Scalar) -> Bool {
    switch sign.properties.generalCategory {
    case .format: sign.value != 0x200C && sign.value != 0x200D
    case .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }

  /// Nine digits or more in a row, spaces and hyphens between them not counted.
  private static func isNumbered(_ text: String) -> Bool {
    var digits = 0
    for character in text {
      if character.isNumber {
        digits += 1
        if digits >= 9 { return true }
      } else if character != " ", character != "-", character != "(", character != ")", character != "+" {
        digits = 0
      }
    }
    return false
  }

  private static func isPostcode(_ word: Substring) -> Bool {
    word.wholeMatch(of: /[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}/) != nil
  }

  /// A whole date of a year in which somebody who is alive was born, before this program was.
  private static func isBirthday(_ word: Substring) -> Bool {
    guard let match = word.wholeMatch(of: /[0-9]{1,2}[.\/\-][0-9]{1,2}[.\/\-]([0-9]{4}|[0-9]{2})/) else { return false }
    return Int(match.1).map { $0 < 2026 && ($0 > 1900 || $0 < 100) } ?? false
  }
}
