import ArgumentParser
import DeskConsole
import Foundation

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
  }

  let status: Status
  let text: String

  init(_ status: Status, _ text: String) {
    self.status = status
    self.text = text
  }
}

/// Standard output and standard error, as bytes.
enum Out {
  static func write(_ text: String) { write(Array(text.utf8)) }

  static func line(_ text: String) { write(Array(text.utf8) + [0x0a]) }

  static func error(_ text: String) { write(Array("nightdesk: \(text)\n".utf8), to: STDERR_FILENO) }

  /// Writes all of it; a reader that has gone away ends the program quietly.
  static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) {
    Descriptor.write(bytes, to: descriptor, unread: 0, failed: Failure.Status.world.rawValue)
  }
}
