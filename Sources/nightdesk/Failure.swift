import ArgumentParser
import Casebook
import Desk
import DeskConsole
import DeskServer
import DirectoryStore
import Foundation
import Synchronization
import WorkingTime

/// Why a command ends without its answer: one line for standard error, and the exit status that goes with it.
struct Failure: Error {
  /// The statuses that other programs may rely on.
  enum Status: Int32 {
    /// A check or a plan found a fault.
    case fault = 1
    /// Input or arguments cannot be used.
    case unusable = 2
    /// The store or the network failed.
    case world = 3
    /// A batch was read, and no line of it could be used.
    case nothing = 4
  }

  let status: Status
  let text: String

  init(_ status: Status, _ text: String) {
    self.status = status
    self.text = text
  }

  /// What any error says to whoever reads a message.
  static func words(for error: any Error) -> String {
    switch error {
    case let error as Failure: error.text
    case let error as DeskServerError: error.context
    case let error as DirectoryStoreError: error.explanation
    case let error as CaseTrouble: error.text
    default: error.inWords
    }
  }
}

/// Standard output and standard error, as bytes.
enum Out {
  static func write(_ text: String) { write(Array(text.utf8)) }

  static func line(_ text: String) { write(Array(text.utf8) + [0x0a]) }

  /// A page for people: laid out for the terminal that it goes to, and as it is into a file or a pipe.
  static func page(_ lines: [String]) {
    let width = TerminalSize.columns(of: STDOUT_FILENO) ?? .max
    line(Folding(width: width).lines(lines).joined(separator: "\n"))
  }

  static func page(_ text: String) {
    page(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  /// What is held back of errors, for where a prompt stands; nil where nothing is.
  private static let gathered = Mutex<[String]?>(nil)

  /// Does something, and gives the lines that it would have written as errors.
  ///
  /// - Throws: What the body throws; its lines are written then.
  static func gathering(_ body: () throws -> Void) throws -> [String] {
    gathered.withLock { $0 = [] }
    func lines() -> [String] {
      gathered.withLock { lines in
        defer { lines = nil }
        return lines ?? []
      }
    }
    do {
      try body()
    } catch {
      for line in lines() { Out.error(line) }
      throw error
    }
    return lines().map { "nightdesk: \($0)" }
  }

  static func error(_ text: String) {
    let isHeld = gathered.withLock { lines in
      lines?.append(text)
      return lines != nil
    }
    if isHeld { return }
    let width = TerminalSize.columns(of: STDERR_FILENO) ?? .max
    let lines = "nightdesk: \(text)".split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    write(Array((Folding(width: width).lines(lines).joined(separator: "\n") + "\n").utf8), to: STDERR_FILENO)
  }

  /// The first forty as errors, indented, and a line for the rest.
  ///
  /// - Parameters:
  ///   - lines: All of them.
  ///   - rest: What is said of the rest, from how many they are.
  static func errors(_ lines: [String], rest: (String) -> String) {
    let most = 40
    for line in lines.prefix(most) { error("  " + line) }
    if lines.count > most { error("  … " + rest((lines.count - most).grouped)) }
  }

  /// Writes all of it; a reader that has gone away ends the program quietly.
  static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) {
    LongWork.giveWay()
    Descriptor.write(bytes, to: descriptor, failed: Failure.Status.world.rawValue)
  }
}
