import Foundation

/// A question to whoever sits at the terminal, and their line.
enum Prompt {
  /// Whether somebody sits at the terminal who sees the question and can answer it.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks, and takes nothing but a yes for one.
  static func agrees(to question: String) -> Bool { line("\(question) yes or no")?.lowercased() == "yes" }

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
