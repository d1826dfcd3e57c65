import GRDB
import WorkingTime

/// A value in the store that no version of this program writes.
struct UnreadableValue: Error, CustomStringConvertible {
  let description: String
}

extension Row {
  /// A text that the schema says is there.
  func text(_ index: Int) throws -> String { try decode(String.self, atIndex: index) }

  /// A text, or nothing.
  func textOrNil(_ index: Int) throws -> String? { try decode(String?.self, atIndex: index) }

  /// A word of a closed set.
  func word<Word: RawRepresentable>(_: Word.Type, at index: Int) throws -> Word where Word.RawValue == String {
    let text = try text(index)
    guard let word = Word(rawValue: text) else {
      throw UnreadableValue(description: "'\(text)' is not a word that is known here")
    }
    return word
  }

  /// A day, or nothing.
  func dayOrNil(_ index: Int) throws -> Day? { try textOrNil(index).map(TimeText.day) }
}
