import DeskConsole
import Foundation

/// A question to whoever sits at the terminal, and their line.
enum Prompt {
  /// Whether somebody sits at the terminal who sees the question and can answer it.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks, and takes nothing but a yes for one.
  static func agrees(to question: String) -> Bool { line("\(question) yes or no")?.lowercased() == "yes" }

  /// Asks on standard error, so that what a program reads on standard output is the answer alone.
  ///
  /// - Parameters:
  ///   - question: The question, without the mark behind it.
  ///   - isOfMany: Whether it is one of the questions of `keepingAnswers`.
  /// - Returns: The line without spaces around it; nil where the input has ended, or somebody leaves many questions.
  static func line(_ question: String, isOfMany: Bool = false) -> String? {
    // Somebody who thinks is not a program that works: no seconds are counted over what they type.
    LongWork.end()
    Out.write(Array("\(question) > ".utf8), to: STDERR_FILENO)
    if isOfMany, isatty(STDIN_FILENO) == 1, !Leaving.waitsForLine() {
      Out.write(Array("\n".utf8), to: STDERR_FILENO)
      return nil
    }
    return readLine()?.trimmingCharacters(in: .whitespaces)
  }

  /// Asks many questions, of which a Ctrl-C ends the answers as the end of input does: what was answered is not lost, and what
  /// became of it is said.
  static func keepingAnswers<Answers>(_ ask: () throws -> Answers) rethrows -> Answers {
    Leaving.take()
    defer { Leaving.giveBack() }
    return try ask()
  }
}
