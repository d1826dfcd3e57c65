/// Why a notation of opening hours cannot be read, or must not be taken in.
package struct OpeningHoursError: Error, Sendable, Equatable {
  /// The part that is wrong.
  package let part: String
  /// A sentence part that says what is wrong, and how to write it.
  package let explanation: String

  /// A part that should be something else.
  init(part: String, expected: String) {
    self.part = part
    explanation = "'\(part)' in opening hours is not \(expected)"
  }

  /// A part that can be read and must be written otherwise.
  init(part: String, why: String) {
    self.part = part
    explanation = "'\(part)' in opening hours: \(why)"
  }
}
