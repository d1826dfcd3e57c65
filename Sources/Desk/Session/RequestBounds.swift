/// How much one request may ask to be searched for.
///
/// Every word is held against every name, so that a line of many or of endless words costs many times what a person's
/// request does. No council, telephone number or address is near these bounds.
enum RequestBounds {
  /// The most words of a search.
  static let searchWords = 12
  /// The longest word, in bytes of UTF-8.
  static let wordLength = 80
  /// The longest request, in bytes of UTF-8 without its command.
  static let length = 200

  /// What a byte is to who types, so that nobody counts letters and is told that they counted wrong.
  private static let byte = "a plain letter is one, a letter with an accent two"

  /// Why a request is too much to look up; nil where it is not, or looks nothing up.
  static func refusal(of command: Command, _ words: [String]) -> Reply? {
    switch command.name {
    case .lookup, .who, .find, .councils, .triage, .failed, .rang: break
    default: return nil
    }
    if command.name == .find, words.count > searchWords {
      return Reply(501, "find takes at most \(searchWords) words; leave some out")
    }
    if words.contains(where: { $0.utf8.count > wordLength }) {
      return Reply(501, "\(command.name.rawValue) takes words of at most \(wordLength) bytes; \(Self.byte)")
    }
    if words.reduce(0, { $0 + $1.utf8.count }) > length {
      return Reply(501, "\(command.name.rawValue) takes at most \(length) bytes; \(Self.byte). Name less")
    }
    return nil
  }
}
