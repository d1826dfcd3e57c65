import DirectoryExchange
import Foundation

/// A file of data as an admin names it, or standard input for `-`: read whole, and never without end.
enum BoundedInput {
  /// What a file may hold at most, in bytes: ten times a directory of every council in the country.
  static let most = 256 << 20
  /// What standard input is called in findings and in the record.
  static let standardInput = "standard input"

  /// Reads a file.
  ///
  /// - Throws: `Failure` where it is not there, is a folder, a device, a pipe or a socket, or holds more than `most`.
  static func file(at path: String) throws -> DataFile {
    if path == "-" { return DataFile(name: standardInput, bytes: try bytes(of: STDIN_FILENO, called: standardInput)) }
    // Without waiting: to open a pipe that nobody writes to would wait for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw Failure(.unusable, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Failure(.unusable, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Failure(.unusable, "\(path) is a folder")
    case S_IFIFO, S_IFSOCK: throw Failure(.unusable, "\(path) is a pipe and not a file; '-' reads standard input")
    default: throw Failure(.unusable, "\(path) is a device and not a file; '-' reads standard input")
    }
    guard status.st_size <= most else { throw tooLong(path) }
    return DataFile(name: path, bytes: try bytes(of: descriptor, called: path, expecting: Int(status.st_size)))
  }

  private static func bytes(of descriptor: Int32, called name: String, expecting size: Int = 0) throws -> [UInt8] {
    if descriptor == STDIN_FILENO, isatty(STDIN_FILENO) == 1 {
      Out.error("reading from the terminal; Ctrl-D ends the file")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(.unusable, "\(name) cannot be read: \(String(cString: strerror(errno)))")
      }
      guard count > 0 else { return bytes }
      guard bytes.count + count <= most else { throw tooLong(name) }
      bytes += chunk[..<count]
    }
  }

  private static func tooLong(_ name: String) -> Failure {
    Failure(.unusable, "\(name) holds more than \(most >> 20) MiB; a directory of the whole country is a tenth of that")
  }
}
