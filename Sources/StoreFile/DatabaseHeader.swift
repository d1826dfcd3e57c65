import Foundation

/// What the first bytes of a file say of the database in it, so that none is replaced by something else.
package struct DatabaseHeader: Equatable {
  /// Whose database it is: SQLite's application id.
  let application: [UInt8]
  /// Whether a directory is in it, or a backup of one.
  package var isDirectory: Bool { application == Array("NDSK".utf8) }
  /// Whether a casebook is in it, or a backup of one.
  package var isCasebook: Bool { application == Array("NDCB".utf8) }

  /// Reads a file; nil where it is no SQLite database, or is not there.
  package init?(_ path: String) {
    // Without waiting: a pipe is no database, and to open one would wait for whoever writes to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard let bytes = try? file.read(upToCount: 72), bytes.count == 72,
      bytes.starts(with: Array("SQLite format 3".utf8) + [0])
    else { return nil }
    application = Array(bytes[68...])
  }
}
