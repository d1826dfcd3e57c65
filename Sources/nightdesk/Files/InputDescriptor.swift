import Foundation
import WorkingTime

/// A file that somebody named, or standard input for `-`, open to be read: never a device, a pipe or a folder, of which the
/// first never ends and the second may never begin.
final class InputDescriptor {
  /// What standard input is called in findings and in the record.
  static let standardInput = "standard input"

  /// What it is called in messages.
  let name: String
  /// How many bytes it has; 0 where that is not known.
  let size: Int
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: `Failure` where it is not there or may not be read, or is a folder, a device, a pipe or a socket.
  init(_ path: String) throws {
    name = path == "-" ? Self.standardInput : path
    // Without waiting: to open a pipe that nobody writes to would wait for ever.
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      size = 0
      throw Self.unreadable(name, errno)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      size = 0
      throw Self.unreadable(name, errno)
    }
    let kind = status.st_mode & S_IFMT
    size = kind == S_IFREG ? Int(status.st_size) : 0
    if kind == S_IFDIR { throw Failure(.unusable, "\(name) is a folder") }
    if path == "-" {
      if isatty(STDIN_FILENO) == 1 { Out.error("reading from the terminal; Ctrl-D ends the file") }
      return
    }
    switch kind {
    case S_IFREG: return
    case S_IFIFO, S_IFSOCK:
      throw Failure(.unusable, "\(name) is a pipe and not a file; '-' reads standard input")
    default: throw Failure(.unusable, "\(name) is a device and not a file; '-' reads standard input")
    }
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  /// Reads the next bytes into the beginning of a buffer.
  ///
  /// - Returns: How many there are; 0 at the end.
  /// - Throws: `Failure` where they cannot be read.
  func read(into buffer: inout [UInt8]) throws -> Int {
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.unreadable(name, errno) }
      return count
    }
  }

  private static func unreadable(_ name: String, _ code: Int32) -> Failure {
    Failure(.unusable, "\(name) cannot be read: \(systemWords(code))")
  }
}
