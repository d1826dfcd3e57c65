import Foundation

/// A question to whoever sits at the terminal, and their line.
enum Prompt {
  /// Asks on standard error, so that what a program reads on standard output is the answer alone.
  ///
  /// - Returns: The line without spaces around it; nil where the input has ended.
  static func line(_ question: String) -> String? {
    // Somebody who thinks is not a program that works: no seconds are counted over what they type.
    LongWork.end()
    Out.write(Array("\(question) > ".utf8), to: STDERR_FILENO)
    return readLine()?.trimmingCharacters(in: .whitespaces)
  }
}
