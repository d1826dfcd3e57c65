import Foundation
import StoreFile
import WorkingTime

/// A file that is written for somebody: a new one appears whole or not at all, and nothing else is ever put in its place.
///
/// A device or a pipe is written into. A file that is there is replaced only where that was asked for; it keeps its mode,
/// and a link to it stays a link.
struct OutputFile {
  private let path: String
  private let mayReplace: Bool

  /// What stands at a path already.
  private enum Place {
    case free
    /// A file, where it really is, and its mode.
    case file(String, mode: mode_t)
    /// A device, a pipe or a socket.
    case stream
  }

  /// Where to write, and whether a file that is there may be replaced.
  init(_ path: String, replacing mayReplace: Bool) {
    self.path = path
    self.mayReplace = mayReplace
  }

  /// Fails where `write` would, so that several files are begun only where all can be.
  func check() throws { _ = try place() }

  /// Writes all of a text, or fails and leaves what was there.
  func write(_ text: String) throws { try write { put in try put(text) } }

  /// The same of a long text that is made part by part.
  func write(_ make: ((String) throws -> Void) throws -> Void) throws {
    switch try place() {
    case .free: try write(make, beside: path, mode: nil)
    case .file(let real, let mode): try write(make, beside: real, mode: mode)
    case .stream:
      let descriptor = try opened()
      defer { close(descriptor) }
      try make { try fill(descriptor, $0) }
    }
  }

  private var isPipe: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  /// How long somebody may take to read from a pipe, in tenths of a second.
  private static let patience = 50

  /// A device or pipe, open. A pipe that nobody reads is waited for a while: to open it as others do would never end.
  private func opened() throws -> Int32 {
    for _ in 0..<Self.patience {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
      if descriptor < 0, errno == ENXIO, isPipe {
        usleep(100_000)
        continue
      }
      guard descriptor >= 0 else { throw failure(errno) }
      // What is open is waited for: a reader may be slow.
      guard fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK) == 0 else {
        let code = errno
        close(descriptor)
        throw failure(code)
      }
      return descriptor
    }
    throw Failure(.world, "\(path) is a pipe that nobody reads; begin to read it first")
  }

  private func place() throws -> Place {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return .free }
      throw failure(errno)
    }
    var real = path
    if status.st_mode & S_IFMT == S_IFLNK {
      guard stat(path, &status) == 0 else {
        throw Failure(.unusable, "\(path) is a link that leads nowhere; give the file it should lead to")
      }
      real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard mayReplace else {
        throw Failure(.unusable, "\(path) is there already; --overwrite replaces it")
      }
      guard DatabaseHeader(real) == nil else {
        throw Failure(.unusable, "\(path) is a database, of this program or another; give another file")
      }
      return .file(real, mode: status.st_mode & 0o7777)
    case S_IFDIR: throw Failure(.unusable, "\(path) is a folder; give a file in it")
    default: return .stream
    }
  }

  /// Writes a file of another name beside it, and gives it the name once it is whole.
  private func write(
    _ make: ((String) throws -> Void) throws -> Void, beside real: String, mode: mode_t?
  ) throws {
    let partial = "\(real).\(getpid()).partial"
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(errno) }
    var isDone = false
    defer {
      close(descriptor)
      if !isDone { unlink(partial) }
    }
    try make { try fill(descriptor, $0) }
    if let mode, fchmod(descriptor, mode) != 0 { throw failure(errno) }
    guard fsync(descriptor) == 0 else { throw failure(errno) }
    if mode == nil {
      // A new name, and not one that somebody made meanwhile.
      do throws(StoreFile.Failure) {
        try StoreFile.moveIfFree(partial, to: real)
      } catch {
        throw Failure(.world, "\(path) cannot be written: \(error.words)")
      }
      isDone = true
    } else {
      guard rename(partial, real) == 0 else { throw failure(errno) }
      isDone = true
    }
  }

  private func fill(_ descriptor: Int32, _ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  private func failure(_ code: Int32) -> Failure {
    Failure(.world, "\(path) cannot be written: \(systemWords(code))")
  }
}
